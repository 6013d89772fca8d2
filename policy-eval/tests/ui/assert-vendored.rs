policy_eval::assert_policy!("unknown-action.json", vendored = true, {
    allows "ecs:RunTasks" on "*";
});

fn main() {}
