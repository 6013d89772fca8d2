policy_eval::policy_dir!("name-legal", services = ["services/biling.json"]);

fn main() {
    let _ = &name_legal::LEGAL;
}
