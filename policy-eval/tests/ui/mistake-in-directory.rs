policy_eval::policy_dir!("mistake-in-directory");

fn main() {
    let _ = mistake_in_directory::DEPLOYER;
}
