use std::collections::BTreeSet;

use policy_core::reference::KeyType;
use serde_json::Value;

use super::*;
use crate::reference::{ConditionKey, Reference, global_keys};

/// All tables, each with its keys.
fn tables() -> Vec<(&'static str, Vec<&'static str>)> {
    let firsts = |pairs: &[(&'static str, ServicePrincipalForm)]| {
        pairs.iter().map(|(key, _)| *key).collect()
    };
    vec![
        ("SENSITIVE", SENSITIVE.to_vec()),
        ("CALLER_CONTROLLED", CALLER_CONTROLLED.to_vec()),
        ("PAIRED", PAIRED.iter().map(|(key, _)| *key).collect()),
        ("UNSET_FOR_SERVICES", UNSET_FOR_SERVICES.to_vec()),
        ("SERVICE_PRINCIPALS", firsts(SERVICE_PRINCIPALS)),
        ("REGIONS", REGIONS.to_vec()),
        ("KMS_KEY_ARNS", KMS_KEY_ARNS.to_vec()),
        ("PRINCIPAL_PROPERTIES", PRINCIPAL_PROPERTIES.to_vec()),
        ("SOURCES", SOURCES.to_vec()),
        ("CONSTANT_FOR_RESOURCE", CONSTANT_FOR_RESOURCE.to_vec()),
    ]
}

/// The key of exactly this spelling.
fn declared(reference: &Reference, key: &str) -> Option<ConditionKey> {
    let own = key.split_once(':').and_then(|(prefix, _)| {
        let keys = reference.service(prefix)?.condition_keys();
        keys.iter().find(|one| one.key == key)
    });
    let global = global_keys().iter().find(|one| one.key == key);
    own.or(global).cloned()
}

#[test]
fn every_key_is_one_of_awss_and_spelled_as_there() {
    let reference = Reference::aws();
    for (table, keys) in tables() {
        assert!(keys.is_sorted_by(|one, next| one < next), "{table}");
        for key in keys {
            assert!(declared(&reference, key).is_some(), "{table}: {key}");
        }
    }
    for key in PAIRED.iter().flat_map(|(_, partners)| *partners) {
        assert!(declared(&reference, key).is_some(), "{key}");
    }
    assert!(declared(&reference, "s3:ResourceAccount").is_some());
}

#[test]
fn types_fit_what_the_keys_hold() {
    let reference = Reference::aws();
    let type_of = |key: &str| declared(&reference, key).unwrap().key_type;
    let names = SERVICE_PRINCIPALS.iter().map(|(key, _)| *key);
    for key in names.chain(REGIONS.iter().copied()) {
        assert_eq!(type_of(key), KeyType::String, "{key}");
    }
    for key in KMS_KEY_ARNS {
        // One that holds an ARN is declared as a text.
        let expected = match *key {
            "bedrock-agentcore:KmsKeyArn" => KeyType::String,
            _ => KeyType::Arn,
        };
        assert_eq!(type_of(key), expected, "{key}");
    }
}

#[test]
fn classes_follow_the_scope_of_global_keys() {
    let global: Value =
        serde_json::from_str(include_str!("../../../reference/global.json")).unwrap();
    let keys = global["conditionKeys"].as_array().unwrap();
    let of_scope = |scope: &str| -> BTreeSet<&str> {
        let keys = keys.iter().filter(|key| key["scope"] == scope);
        keys.map(|key| key["key"].as_str().unwrap()).collect()
    };
    // Those that tell services apart are what the others are combined with.
    let mut properties = of_scope("principal");
    for key in [
        "aws:PrincipalIsAWSService",
        "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList",
    ] {
        assert!(properties.remove(key), "{key}");
        assert_eq!(rcp_class(key), None);
    }
    assert_eq!(properties, PRINCIPAL_PROPERTIES.iter().copied().collect());

    let request = of_scope("request");
    let sources = request.iter().filter(|key| key.starts_with("aws:Source"));
    assert_eq!(
        sources.copied().collect::<BTreeSet<_>>(),
        SOURCES.iter().copied().collect()
    );

    let mut resource = of_scope("resource");
    resource.remove("aws:ResourceTag/${TagKey}");
    assert_eq!(resource, CONSTANT_FOR_RESOURCE.iter().copied().collect());

    let of_callers: BTreeSet<&str> = &of_scope("principal") | &of_scope("session");
    for key in UNSET_FOR_SERVICES {
        assert!(of_callers.contains(key), "{key}");
    }
}

#[test]
fn keys_are_found_in_any_case_and_with_any_tag() {
    assert!(is_sensitive("AWS:sourcevpc"));
    assert!(!is_sensitive("aws:SourceArn"));
    assert!(is_caller_controlled("aws:Referer"));
    assert!(is_unset_for_services("aws:PrincipalTag/team"));
    assert!(!is_unset_for_services("aws:PrincipalTag/"));
    assert!(!is_unset_for_services("aws:PrincipalServiceName"));
    assert!(holds_region("AWS:RequestedRegion"));
    assert!(!holds_region("s3:locationconstraint"));
    assert!(holds_kms_key_arn(
        "s3:X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id"
    ));
    assert!(!holds_kms_key_arn("ec2:KmsKeyId"));
    assert_eq!(
        rcp_class("aws:principaltag/team"),
        Some(RcpClass::PrincipalProperty)
    );
    assert_eq!(rcp_class("aws:SourceArn"), Some(RcpClass::Source));
    assert_eq!(rcp_class("aws:SourceIp"), None);
}

#[test]
fn services_are_named_in_one_form() {
    assert_eq!(
        service_principal_form("iam:awsservicename"),
        Some(ServicePrincipalForm::Global)
    );
    assert_eq!(
        service_principal_form("kms:ViaService"),
        Some(ServicePrincipalForm::Regional)
    );
    assert_eq!(service_principal_form("aws:PrincipalArn"), None);
}

#[test]
fn addresses_in_a_network_need_the_network() {
    assert_eq!(
        partners("aws:VPCSourceIp"),
        Some(["aws:SourceVpc", "aws:SourceVpce"].as_slice())
    );
    assert_eq!(partners("aws:SourceVpc"), None);
}

#[test]
fn a_key_about_the_resource_is_constant_where_there_is_one_resource() {
    let kind = |name| Some(PolicyResourceType::parse(name).unwrap());
    assert!(is_constant_in(
        "s3:ResourceAccount",
        kind("AWS::S3::Bucket")
    ));
    assert!(is_constant_in(
        "s3:resourceaccount",
        kind("AWS::S3::AccessPoint")
    ));
    assert!(!is_constant_in(
        "s3:ResourceAccount",
        kind("AWS::SQS::Queue")
    ));
    assert!(!is_constant_in("s3:ResourceAccount", None));
    assert!(is_constant_in("aws:ResourceOrgID", None));
    // A bucket and its objects have tags of their own.
    assert!(!is_constant_in(
        "aws:ResourceTag/team",
        kind("AWS::S3::Bucket")
    ));
}
