policy_eval::assert_policy!("legal.json", name = "deployer", {
    allows "ecs:RunTask" on "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7";
    denies "ecs:RunTask" on "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7";
    allows "iam:PassRole";
});

fn main() {}
