//! Mistakes in constants that no macro sees.

use policy_eval::{AccountId, Action, Context, ContextKey, Policy, assert_policy, policy};

const ACTION: Action = Action::from_static("ecs:Run*");
const KEY: ContextKey = ContextKey::from_static("username");
const ACCOUNT: AccountId = AccountId::from_static("1111-2222-3333");
const TEAM: ContextKey = ContextKey::from_static("aws:PrincipalTag/team");
const SAME: ContextKey = ContextKey::from_static("aws:PrincipalTag/Team");
const CONTEXT: Context = Context::from_static(&[(TEAM, "red"), (SAME, "blue")]);

const ROBOT: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "ecs:Delete*", "Resource": "*"},
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::docs/*"}
    ]
});

assert_policy!(ROBOT, {
    does not allow "ecs:RunTask";
    allows "ecs:DeleteCluster";
    denies "iam:PassRole";
    does not allow "s3:GetObject";
});

fn main() {
    println!("{:?}", (ACTION, KEY, ACCOUNT, CONTEXT));
}
