//! Every document that has to be refused is refused, with its code (Appendix A).

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use policy_compiler::{Options, Source, read, render};
use policy_core::PolicyType;
use serde_json::Value;

#[test]
fn every_reject_is_refused_with_its_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../policy-eval/tests/data/conformance/rejects.jsonl");
    let mut count = 0;
    for line in fs::read_to_string(path).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| line.get(name).and_then(Value::as_str).unwrap();
        // Requests are refused elsewhere.
        if field("type") == "request" {
            continue;
        }
        let policy_type = PolicyType::parse(field("type")).unwrap();
        let text = field("document");
        let (document, findings) = read(text, &Options::new(policy_type));
        let id = field("id");
        assert!(document.is_none(), "{id}");
        let codes: Vec<_> = findings
            .errors()
            .map(|finding| finding.code().as_str())
            .collect();
        // One mistake, one message: no reject has two.
        assert_eq!(codes, [field("error")], "{id}");
        let name = "policies/reject.json";
        for finding in &findings {
            let message = render(finding, &Source { name, text });
            assert!(message.contains(name), "{id}: {message}");
        }
        count += 1;
    }
    assert!(count >= 69, "only {count} rejects were read");
}
