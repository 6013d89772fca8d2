//! Who may assume the role of an ECS task: by the trust policy that AWS prints, and by a
//! better one.
//!
//! ```sh
//! cargo run --bin task_role
//! ```

use policy_catalog::{managed, sts};
use policy_eval::global::{SOURCE_ACCOUNT, SOURCE_ARN};
use policy_eval::{AccountId, Context, ContextKey, Policies, Policy, Principal, Request};
use policy_eval::{include_policy, policy};
use policy_examples::print_decisions;

/// Trusts ECS only where it acts for this account. Without this, ECS would be a [confused
/// deputy]: others could have it use the role for their tasks.
///
/// [confused deputy]: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
static GUARDED: Policy = include_policy!("../../policies/task-role.json", type = trust);

/// The policy of Alice.
static ADMINISTRATOR: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Sid": "Everything", "Effect": "Allow", "Action": "*", "Resource": "*" }
}, allow = [security_warnings, warnings]);

const HOME: AccountId = AccountId::from_static("111122223333");
const TASKS: Principal = Principal::from_static("ecs-tasks.amazonaws.com");
const ALICE: Principal = Principal::from_static("arn:aws:iam::111122223333:user/alice");

const OF_US: (ContextKey, &str) = (SOURCE_ACCOUNT, "111122223333");
const OF_OTHERS: (ContextKey, &str) = (SOURCE_ACCOUNT, "444455556666");
const FOR_US: Context = Context::from_static(&[OF_US, (SOURCE_ARN, OUR_CLUSTER)]);
const IN_AMERICA: Context = Context::from_static(&[OF_US, (SOURCE_ARN, AMERICAN_CLUSTER)]);
const FOR_OTHERS: Context = Context::from_static(&[OF_OTHERS, (SOURCE_ARN, THEIR_CLUSTER)]);

fn main() {
    let assume = Request::new(sts::ASSUME_ROLE, WEB_ROLE).in_account(HOME);
    let printed = managed::AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE.policy();
    for (words, trust) in [
        ("The trust policy that AWS prints:", printed),
        ("\nThe one that asks for whom ECS acts:", &GUARDED),
    ] {
        println!("{words}");
        let role = Policies::new().resource(trust);
        #[rustfmt::skip] // A request is a line.
        print_decisions(&[
            ("ECS, for a task of this account", role, assume.by(&TASKS).with(&FOR_US)),
            ("ECS, for a task of another region", role, assume.by(&TASKS).with(&IN_AMERICA)),
            ("ECS, for a task of another account", role, assume.by(&TASKS).with(&FOR_OTHERS)),
            ("ECS, not saying for whom", role, assume.by(&TASKS)),
            // Her own policy allows everything, but a role insists on its trust policy.
            ("Alice, an administrator", role.identity(&[&ADMINISTRATOR]), assume.by(&ALICE)),
        ]);
    }
}

const OUR_CLUSTER: &str = "arn:aws:ecs:eu-central-1:111122223333:cluster/web";
const AMERICAN_CLUSTER: &str = "arn:aws:ecs:us-east-1:111122223333:cluster/web";
const THEIR_CLUSTER: &str = "arn:aws:ecs:eu-central-1:444455556666:cluster/web";
const WEB_ROLE: &str = "arn:aws:iam::111122223333:role/web";
