const ACTION: policy_eval::Action = policy_eval::action!("ecs:Run Task");

fn main() {
    let _ = ACTION;
}
