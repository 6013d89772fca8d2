const ACTION: policy_eval::Action = policy_eval::action!("ecs:Run*");

fn main() {
    let _ = ACTION;
}
