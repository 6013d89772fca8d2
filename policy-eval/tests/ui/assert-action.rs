policy_eval::assert_policy!("legal.json", {
    allows "ecs:RunTasks" on "*";
    allows "ecs:Run*" on "*";
    allows "RunTask" on "*";
    allows ecs:RunTask on "*";
    allows;
});

fn main() {}
