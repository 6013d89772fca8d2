const POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "billing:PayInvoices", "Resource": "*" }
}, services = ["services/billing.json"]);

fn main() {
    let _ = POLICY;
}
