const ACTION: policy_eval::Action = policy_eval::action!("billing:PayInvoices", services = ["services/billing.json"]);

fn main() {
    let _ = ACTION;
}
