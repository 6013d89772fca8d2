//! Findings about service files are drawn as those about policies.

use policy_compiler::{Source, read_service, render};

#[test]
fn all_mistakes_are_shown_at_once() {
    let text = r#"{
  "service": "billing",
  "Actions": [
    {
      "name": "GetInvoice",
      "access": "Reed",
      "resources": ["invoce*"]
    }
  ],
  "resources": [
    { "name": "invoice", "arn": "arn:${Partition}:billing:${Region}:${Account}:invoice/${Id" }
  ]
}
"#;
    let (service, findings) = read_service(text);
    assert!(service.is_none());
    let source = Source {
        name: "services/billing.json",
        text,
    };
    let drawn: Vec<_> = findings.iter().map(|one| render(one, &source)).collect();
    assert_eq!(drawn.join("\n\n"), EXPECTED);
}

const EXPECTED: &str = "\
error: unknown member `Actions`
 --> services/billing.json:3:3
  |
3 |   \"Actions\": [
  |   ^^^^^^^^^
  |
  = help: write `actions`; the names of members compare with case
  = note: code `unknown_member`, rule S-2

error: there is no access level `Reed`
 --> services/billing.json:6:17
  |
6 |       \"access\": \"Reed\",
  |                 ^^^^^^
  |
  = help: write `\"Read\"`
  = note: code `access_level`, rule S-6

error: the service has no resource type `invoce`
 --> services/billing.json:7:21
  |
7 |       \"resources\": [\"invoce*\"]
  |                     ^^^^^^^^^
  |
  = help: a similar resource type exists: `invoice`
  = note: code `undeclared_name`, rule S-9

error: a placeholder is not closed
  --> services/billing.json:11:88
   |
11 |     { \"name\": \"invoice\", \"arn\": \"arn:${Partition}:billing:${Region}:${Account}:invoice/${Id\" }
   |                                                                                        ^^^^
   |
   = help: write it as in `${InvoiceId}`
   = note: code `arn_format`, rule S-10";
