//! Messages as people see them, with every line and column.

use policy_eval::{Action, Policy, Request, action, assert_policy, include_policy, policy_dir};

static TWO: Policy = include_policy!("policies/two-mistakes.json", type = boundary);
static MOVED: Policy = include_policy!("policies/deployer.json");
const RUN_TASK: Action = action!("ecs.RunTask");
const RUN: Action = action!("ecs:RunTsk");
static WEB: Policy = include_policy!("../policies/web.json");

policy_dir!("policies", allow = [short_arn]);

assert_policy!("../policies/robot.json", {
    allows "iam:PassRole" on "arn:aws:iam::111122223333:role/web"
        with { "iam:PassedToService": "lambda.amazonaws.com" };
    does not allow "iam:PassRole";
});

static WITHDRAWN: Policy = include_policy!("../policies/AmazonEC2ContainerServiceFullAccess.json");

fn main() {
    assert_ne!(RUN, RUN_TASK);
    let request = Request::new(RUN_TASK, "*");
    let decisions = [
        TWO.evaluate(&request),
        MOVED.evaluate(&request),
        WEB.evaluate(&request),
        WITHDRAWN.evaluate(&request),
        policies::TWO_MISTAKES.evaluate(&request),
    ];
    println!("{decisions:?}");
}
