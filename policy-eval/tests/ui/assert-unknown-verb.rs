policy_eval::assert_policy!("legal.json", {
    allow "ecs:RunTask" on "*";
    deny "ecs:RunTask" on "*";
    refuses "ecs:RunTask" on "*";
    does not deny "ecs:RunTask" on "*";
    "ecs:RunTask" on "*";
});

fn main() {}
