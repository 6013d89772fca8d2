policy_eval::policy_dir!("directory-unknown-action");

fn main() {
    let _ = (&directory_unknown_action::ONE, &directory_unknown_action::TWO);
}
