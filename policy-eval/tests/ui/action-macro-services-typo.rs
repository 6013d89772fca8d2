const ACTION: policy_eval::Action = policy_eval::action!("billing:PayInvoice", services = ["services/biling.json"]);

fn main() {
    let _ = &ACTION;
}
