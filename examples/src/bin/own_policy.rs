//! A build robot with a policy of its own, and a bucket with another.
//!
//! ```sh
//! cargo run --bin own_policy
//! ```

use std::error::Error;

use policy_catalog::{ecs, iam};
use policy_eval::arn::{Partition, Region};
use policy_eval::global::SECURE_TRANSPORT;
use policy_eval::{AccountId, Context, ContextKey, Policies, Policy, Principal, Request};
use policy_eval::{action, explain, include_policy, policy};

/// What a robot may do: run builds in the cluster of its team, watch them, pass them one
/// role, and nothing over plain HTTP.
// In the file, each of these is a compile error that shows the line, and what to write instead:
//
//     "StringEqual": …           unknown condition operator `StringEqual`
//     "Resouce": …               unknown element `Resouce`
//     "Effect": "deny"           there is no effect `deny`
//     "ecs.RunTask"              `ecs.RunTask` names no service
//     "${aws:PrincipalTag/team"  a policy variable without a closing brace
//
// It warns that a robot which starts tasks and passes their role may do what the role may. That is
// what this robot is for, and so it is allowed:
static ROBOT: Policy = include_policy!(
    "../../policies/build-robot.json",
    allow = [privilege_escalation]
);

/// Who may read the logs of builds: a robot, those of its team.
// Here, the very string is underlined. If `type = resource` is forgotten:
//
//     "Principal": …             an identity policy has no `Principal`
static LOGS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "RobotsReadTheLogsOfTheirTeam",
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::111122223333:role/build-robot" },
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::build-logs/${aws:PrincipalTag/team}/*"
    }
}, type = resource);

/// The policies in force when the robot gets at the bucket.
static BOTH: Policies = Policies::new().identity(&[&ROBOT]).resource(&LOGS);

const TEAM: ContextKey = ContextKey::from_static("aws:PrincipalTag/team");
const HOME: AccountId = AccountId::from_static("111122223333");
const IRELAND: Region = Region::from_static("eu-west-1");

fn main() -> Result<(), Box<dyn Error>> {
    let robot = Principal::parse("arn:aws:sts::111122223333:assumed-role/build-robot/run-4711")?;
    let shop = Principal::parse("arn:aws:sts::111122223333:assumed-role/shop/web")?;

    // Each part is checked: `cluster("a/b")` is an error.
    let cluster = |name| ecs::arn::cluster(Partition::AWS, IRELAND, HOME, name);
    let payments = cluster("payments")?.to_string();
    let checkout = cluster("checkout")?.to_string();
    let in_its_cluster = [(TEAM, "payments"), ecs::keys::cluster(&payments)];
    let in_another = [(TEAM, "payments"), ecs::keys::cluster(&checkout)];
    let of_no_team = [ecs::keys::cluster(&payments)];

    let in_its_cluster = Context::new(&in_its_cluster)?;
    let in_another = Context::new(&in_another)?;
    let of_no_team = Context::new(&of_no_team)?;
    let of_payments = Context::new(&[(TEAM, "payments")])?;
    let to_tasks = Context::new(&[(iam::keys::PASSED_TO_SERVICE, "ecs-tasks.amazonaws.com")])?;
    let to_lambda = Context::new(&[(iam::keys::PASSED_TO_SERVICE, "lambda.amazonaws.com")])?;
    let over_http = Context::new(&[(SECURE_TRANSPORT, "false")])?;
    let of_payments_over_http = Context::new(&[(TEAM, "payments"), (SECURE_TRANSPORT, "false")])?;

    // `ecs::RUN_TSK` and `action!("s3:GetObjects")` do not compile either.
    let may = |action, resource| Request::new(action, resource).by(&robot);
    let watch = may(ecs::DESCRIBE_TASKS, TASK);
    let read = |log| may(action!("s3:GetObject"), log).with(&of_payments);

    println!("The robot of the team `payments`, by policies/build-robot.json:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&ROBOT, &[
        ("run a build in its cluster", may(ecs::RUN_TASK, BUILD).with(&in_its_cluster)),
        ("run a build in another cluster", may(ecs::RUN_TASK, BUILD).with(&in_another)),
        ("run a build, but of no team", may(ecs::RUN_TASK, BUILD).with(&of_no_team)),
        ("run the shop in its cluster", may(ecs::RUN_TASK, SHOP).with(&in_its_cluster)),
        ("pass role/build to ECS tasks", may(iam::PASS_ROLE, BUILD_ROLE).with(&to_tasks)),
        ("pass role/build to Lambda", may(iam::PASS_ROLE, BUILD_ROLE).with(&to_lambda)),
        ("pass role/admin to ECS tasks", may(iam::PASS_ROLE, ADMIN_ROLE).with(&to_tasks)),
        ("watch a build", watch),
        ("watch a build over plain HTTP", watch.with(&over_http)),
    ]);

    println!("\nThe same robot, by the policy of the bucket of logs:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&LOGS, &[
        ("read a log of its team", read(PAYMENTS_LOG)),
        ("read a log of another team", read(CHECKOUT_LOG)),
        ("read a log of the team as the shop", read(PAYMENTS_LOG).by(&shop)),
    ]);

    // The bucket allows it, but the robot's own policy forbids plain HTTP.
    let in_the_open = read(PAYMENTS_LOG).with(&of_payments_over_http);
    let together = BOTH.evaluate(&in_the_open);
    println!("\nBoth together:\n  read a log of its team over HTTP    {together}");
    Ok(())
}

fn print_decisions(policy: &Policy, requests: &[(&str, Request)]) {
    for (words, request) in requests {
        let explanation = explain(policy, request);
        let decision = explanation.decision();
        match explanation.matched_statements() {
            [first, ..] => println!("  {words:36}{decision:14}{}", first.statement()),
            [] => println!("  {words:36}{decision:14}no statement allows it"),
        }
    }
    let keys: Vec<&str> = policy.condition_keys().map(|key| key.name()).collect();
    println!("  It depends on {}.", keys.join(", "));
}

const BUILD: &str = "arn:aws:ecs:eu-west-1:111122223333:task-definition/build-shop:12";
const SHOP: &str = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:12";
const TASK: &str = "arn:aws:ecs:eu-west-1:111122223333:task/payments/0123456789abcdef";
const BUILD_ROLE: &str = "arn:aws:iam::111122223333:role/build";
const ADMIN_ROLE: &str = "arn:aws:iam::111122223333:role/admin";
const PAYMENTS_LOG: &str = "arn:aws:s3:::build-logs/payments/12.txt";
const CHECKOUT_LOG: &str = "arn:aws:s3:::build-logs/checkout/12.txt";
