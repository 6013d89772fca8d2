policy_eval::assert_policy!("legal.json", {
    allows "ecs:RunTask" on "*"
    does not allow "iam:PassRole"
    denies "ecs:RunTask" on "*"
});

fn main() {}
