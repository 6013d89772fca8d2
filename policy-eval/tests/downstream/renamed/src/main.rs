//! `policy-eval` under another name.

use iam::{Action, Policy, Request, action, include_policy, policy, policy_dir};

static TASKS: Policy = include_policy!("../policies/tasks.json");
static READER: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
});
const RUN_TASK: Action = action!("ecs:RunTask");

policy_dir!("../policies");

fn main() {
    let request = Request::new(RUN_TASK, "*");
    assert!(TASKS.evaluate(&request).is_allowed());
    assert!(policies::TASKS.evaluate(&request).is_allowed());
    assert!(!READER.evaluate(&request).is_allowed());
}
