//! Documents print back as what they are.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use policy_compiler::{Document, Options, read};
use policy_core::PolicyType;
use serde_json::Value;

fn document(text: &str, policy_type: PolicyType) -> Document {
    let (document, findings) = read(text, &Options::new(policy_type));
    document.unwrap_or_else(|| unreachable!("{text}: {findings:?}"))
}

#[test]
fn the_catalogue_prints_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy-catalog/policies");
    for (name, policy_type) in [
        ("managed", PolicyType::Identity),
        ("trust", PolicyType::Trust),
    ] {
        let mut count = 0;
        for entry in fs::read_dir(folder.join(name)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let printed = document(&text, policy_type).to_json();
            let [before, after] =
                [&text, &printed].map(|text| serde_json::from_str::<Value>(text).unwrap());
            assert_eq!(before, after, "{}", path.display());
            assert_eq!(document(&printed, policy_type).to_json(), printed);
            count += 1;
        }
        assert!(count > 0, "no documents in {name}");
    }
}

#[test]
fn spellings_survive() {
    let text = r#"{
    "Version": "2012-10-17",
    "Id": "an id\t\"quoted\" \\ 中",
    "Statement": {
        "Sid": "",
        "Effect": "Deny",
        "NotPrincipal": {
            "AWS": "111122223333",
            "Service": [
                "sns.amazonaws.com"
            ]
        },
        "NotAction": [
            "SQS:Send*"
        ],
        "NotResource": "arn:aws:sqs:*:*:${aws:username, 'x'}${*}",
        "Condition": {
            "NumericEquals": {
                "x:n": 1.50
            },
            "ForAllValues:StringLike": {
                "x:list": [
                    true,
                    false
                ]
            },
            "Bool": {}
        }
    }
}
"#;
    assert_eq!(document(text, PolicyType::Resource).to_json(), text);
}

#[test]
fn escapes_come_back_where_characters_are_limited() {
    let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [],
        "Resource": "arn:aws:s3:::b/\u4e2d\ud83d\ude00é"}]}"#;
    let printed = document(text, PolicyType::Identity).to_json();
    assert!(printed.contains(r"b/\u4e2d\ud83d\ude00é"), "{printed}");
    assert!(printed.contains(r#""Action": [],"#), "{printed}");
    assert_eq!(document(&printed, PolicyType::Identity).to_json(), printed);
}

#[test]
fn every_type_prints_as_it_is() {
    for policy_type in PolicyType::ALL {
        let principal = if policy_type.names_principals() {
            "\n            \"Principal\": {\n                \"AWS\": \"*\"\n            },"
        } else {
            ""
        };
        let resource = match policy_type {
            PolicyType::Trust => "",
            _ => ",\n            \"Resource\": \"*\"",
        };
        let text = format!(
            r#"{{
    "Version": "2012-10-17",
    "Statement": [
        {{
            "Sid": "Organization",
            "Effect": "Deny",{principal}
            "Action": [
                "s3:*"
            ]{resource},
            "Condition": {{
                "StringNotEquals": {{
                    "aws:PrincipalOrgID": "o-1"
                }}
            }}
        }}
    ]
}}
"#
        );
        let document = document(&text, policy_type);
        assert_eq!(document.policy_type, policy_type);
        assert_eq!(document.to_json(), text);
    }
}

/// Characters are limited in some types only, so the others keep them as they are written.
#[test]
fn any_character_stays_where_characters_are_not_limited() {
    for (policy_type, principal) in [
        (PolicyType::Scp, ""),
        (PolicyType::Rcp, "\"Principal\": \"*\", "),
        (PolicyType::Vpce, "\"Principal\": \"*\", "),
    ] {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Deny", {principal}"Action": "s3:*",
                "NotResource": "arn:aws:s3:::\u4e2d/é😀"}}}}"#
        );
        let printed = document(&text, policy_type).to_json();
        assert!(printed.contains("arn:aws:s3:::中/é😀"), "{printed}");
        assert_eq!(document(&printed, policy_type).to_json(), printed);
    }
}

#[test]
fn a_bare_star_stays_bare() {
    for principal in ["\"*\"", "{\"AWS\": \"*\"}", "{}"] {
        let text = format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Principal": {principal}, "Action": "*"}}]}}"#
        );
        let printed = document(&text, PolicyType::Resource).to_json();
        let values = [&text, &printed].map(|text| serde_json::from_str::<Value>(text).unwrap());
        let [before, after] = values;
        assert_eq!(before, after);
    }
}
