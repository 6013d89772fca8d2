const ACTION: policy_eval::Action = policy_eval::action!(42);

fn main() {
    let _ = ACTION;
}
