//! Slips that AWS once shipped: each is caught, and the help says what was meant
//! (data/README.md).

use policy_compiler::{Level, Severity};

use crate::{action, findings};

#[derive(Debug)]
struct Slip {
    wrong: String,
    meant: String,
}

fn slips() -> Vec<Slip> {
    let text = include_str!("data/historic-slips.json");
    let slips: serde_json::Value = serde_json::from_str(text).unwrap();
    let field = |slip: &serde_json::Value, name: &str| slip[name].as_str().unwrap().to_owned();
    let slips = slips.as_array().unwrap().iter();
    slips
        .map(|slip| Slip {
            wrong: field(slip, "wrong"),
            meant: field(slip, "meant"),
        })
        .collect()
}

#[test]
fn each_is_caught_with_what_was_meant() {
    let slips = slips();
    assert_eq!(slips.len(), 22);
    for Slip { wrong, meant } in slips {
        let text = action(&wrong);
        let findings = findings(&text);
        assert_eq!(findings.len(), 1, "{wrong}: {findings:?}");
        let finding = findings.iter().next().unwrap();
        assert_ne!(finding.severity(), Severity::Lint(Level::Warn));
        let help = finding.help().unwrap();
        let operation = "that is no action of its own; such requests are for";
        let helps = [
            format!("a similar action exists: `{meant}`"),
            format!("write `{meant}`"),
            format!("{operation} `{meant}`"),
        ];
        assert!(helps.iter().any(|one| one == help), "{wrong}: {help}");
    }
}

#[test]
fn what_was_meant_is_no_slip() {
    for Slip { meant, .. } in slips() {
        assert!(findings(&action(&meant)).is_empty(), "{meant}");
    }
}
