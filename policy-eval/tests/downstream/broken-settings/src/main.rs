//! Every mistake of `policy.toml` is shown once, though many macros read it.

use policy_eval::{Action, Policy, Request, action, include_policy, policy, policy_dir};

static TASKS: Policy = include_policy!("../policies/tasks.json");
static AGAIN: Policy = include_policy!("../policies/tasks.json", type = boundary);
static IN_PLACE: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*" }
});
// Somebody else's document needs no settings.
static VENDORED: Policy = include_policy!("../policies/tasks.json", vendored = true);
const RUN_TASK: Action = action!("ecs:RunTask");

policy_dir!("../policies");

fn main() {
    let request = Request::new(RUN_TASK, "*");
    for policy in [&TASKS, &AGAIN, &IN_PLACE, &VENDORED, &policies::TASKS] {
        println!("{:?}", policy.evaluate(&request));
    }
}
