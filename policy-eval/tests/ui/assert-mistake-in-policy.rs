policy_eval::assert_policy!("effect.json", {
    allows "ecs:RunTask" on "*";
    allows "ecs:RunTasks" on "*";
    allow "ecs:RunTask" on "*";
});
policy_eval::assert_policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "ecs:RunTasks", "Resource": "bucket"}
}, {
    denies "ecs:RunTask" on "*";
});
policy_eval::assert_policy!("legl.json", { allows "ecs:RunTask" on "*"; });

fn main() {}
