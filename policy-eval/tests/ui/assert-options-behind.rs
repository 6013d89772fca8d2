policy_eval::assert_policy!("legal.json", { allows "ecs:RunTask" on "*"; }, type = identity);

fn main() {}
