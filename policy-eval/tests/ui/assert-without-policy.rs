policy_eval::assert_policy!(7, { allows "ecs:RunTask" on "*"; });
policy_eval::assert_policy!(concat!("legal", ".json"), { allows "ecs:RunTask" on "*"; });
policy_eval::assert_policy!({ allows "ecs:RunTask" on "*"; });

fn main() {}
