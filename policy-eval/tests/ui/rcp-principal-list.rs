static POLICY: policy_eval::Policy = policy_eval::include_policy!("rcp-principal-list.json", type = rcp);

fn main() {
    let _ = &POLICY;
}
