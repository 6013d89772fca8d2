policy_eval::policy_dir!("directory-privilege-escalation", together = true, deny = [privilege_escalation]);

fn main() {}
