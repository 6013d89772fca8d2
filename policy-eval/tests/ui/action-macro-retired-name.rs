const ACTION: policy_eval::Action = policy_eval::action!("account:GetChallengeQuestions");

fn main() {
    let _ = &ACTION;
}
