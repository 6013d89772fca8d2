//! A library without the standard library, and without an allocator.
#![no_std]

use policy_eval::{
    Action, Decision, Policies, Policy, Request, action, include_policy, policy, policy_dir,
};

static TASKS: Policy = include_policy!("policies/tasks.json");
static NOTHING: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}
});
static TOGETHER: Policies = Policies::new()
    .identity(&[&TASKS, &policies::TASKS])
    .boundary(&TASKS);
const RUN_TASK: Action = action!("ecs:RunTask");

policy_dir!("policies");

/// What the policies say about running a task.
pub fn decide() -> [Decision; 4] {
    let request = Request::new(RUN_TASK, "*");
    let [first, second, third] =
        [&TASKS, &NOTHING, &policies::TASKS].map(|policy| policy.evaluate(&request));
    [first, second, third, TOGETHER.evaluate(&request)]
}
