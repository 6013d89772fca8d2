//! An organization that keeps its work in Europe and its data to itself.
//!
//! ```sh
//! cargo run --bin region_fence
//! ```

use std::error::Error;

use policy_catalog::{ecs, iam};
use policy_eval::global::{PRINCIPAL_IS_AWS_SERVICE, PRINCIPAL_ORG_ID, REQUESTED_REGION};
use policy_eval::{AccountId, Context, Policies, Policy, Principal, Request};
use policy_eval::{action, include_policy, policy};
use policy_examples::print_decisions;

/// The fence. Services that work in no region in particular are behind `NotAction`.
static FENCE: Policy = include_policy!("../../policies/region-fence.json", type = scp);

/// SCPs grant nothing, but each level of the organization has to allow.
static FULL_ACCESS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Sid": "FullAWSAccess", "Effect": "Allow", "Action": "*", "Resource": "*" }
}, type = scp);

/// Objects are for callers of the organization, and for AWS's services.
static OURS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "OnlyTheOrganization",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {
            "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
            "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
        }
    }
}, type = rcp);

/// Everything, for everybody here.
static ADMINISTRATOR: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Sid": "Everything", "Effect": "Allow", "Action": "*", "Resource": "*" }
}, allow = [security_warnings, warnings]);

/// A bucket that is open to the world.
static OPEN_BUCKET: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Everybody",
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:GetObject", "s3:PutObject"],
        "Resource": "arn:aws:s3:::logs/*"
    }
}, type = resource);

/// The root of the organization, the unit with the fence, the account.
static BEHIND_THE_FENCE: Policies = Policies::new().identity(&[&ADMINISTRATOR]).scps(&[
    &[&FULL_ACCESS],
    &[&FULL_ACCESS, &FENCE],
    &[&FULL_ACCESS],
]);

static BUCKET: Policies = Policies::new()
    .identity(&[&ADMINISTRATOR])
    .resource(&OPEN_BUCKET)
    .rcps(&[&OURS]);

const HOME: AccountId = AccountId::from_static("111122223333");
const ALICE: Principal = Principal::from_static("arn:aws:iam::111122223333:user/alice");
const ROOT: Principal = Principal::from_static("arn:aws:iam::111122223333:root");
const FOR_ECS: Principal = Principal::from_static(
    "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECS/ecs-service-scheduler",
);
const EVE: Principal = Principal::from_static("arn:aws:iam::444455556666:user/eve");
const CLOUDTRAIL: Principal = Principal::from_static("cloudtrail.amazonaws.com");

const AMERICA: Context = Context::from_static(&[(REQUESTED_REGION, "us-east-1")]);
const EUROPE: Context = Context::from_static(&[(REQUESTED_REGION, "eu-central-1")]);
const OF_US: Context = Context::from_static(&[
    (PRINCIPAL_ORG_ID, "o-a1b2c3d4e5"),
    (PRINCIPAL_IS_AWS_SERVICE, "false"),
]);
const OF_OTHERS: Context = Context::from_static(&[
    (PRINCIPAL_ORG_ID, "o-zyxwvutsrq"),
    (PRINCIPAL_IS_AWS_SERVICE, "false"),
]);
const OF_AWS: Context = Context::from_static(&[(PRINCIPAL_IS_AWS_SERVICE, "true")]);

fn main() -> Result<(), Box<dyn Error>> {
    // Neither is bound by SCPs.
    let ecs_itself = FOR_ECS.of_service_linked_role()?;
    let manager = ALICE.of_management_account()?;

    let may = |action, resource| Request::new(action, resource).by(&ALICE);
    let run = may(ecs::RUN_TASK, TASK_DEFINITION).with(&AMERICA);
    let create = may(iam::CREATE_ROLE, ROLE).with(&AMERICA);
    let fence = BEHIND_THE_FENCE;
    println!("Behind the fence:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("Alice runs a task in Europe", fence, run.with(&EUROPE)),
        ("Alice runs a task in America", fence, run),
        ("Alice creates a role, which has no region", fence, create),
        ("the root user runs a task in America", fence, run.by(&ROOT)),
        ("ECS's own role runs a task in America", fence, run.by(&ecs_itself)),
        ("Alice of the management account does", fence, run.by(&manager)),
    ]);

    let read = may(action!("s3:GetObject"), LOG).in_account(HOME);
    let write = may(action!("s3:PutObject"), LOG).in_account(HOME);
    let bucket = BUCKET;
    println!("\nA bucket that is open to the world, in an organization that is not:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("Alice reads a log", bucket, read.with(&OF_US)),
        ("Eve of another organization reads a log", bucket, read.by(&EVE).with(&OF_OTHERS)),
        ("CloudTrail writes a log", bucket, write.by(&CLOUDTRAIL).with(&OF_AWS)),
    ]);
    Ok(())
}

const TASK_DEFINITION: &str = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:7";
const ROLE: &str = "arn:aws:iam::111122223333:role/web";
const LOG: &str = "arn:aws:s3:::logs/2026/11/21.json.gz";
