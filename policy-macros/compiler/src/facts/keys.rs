//! What condition keys are good for, beyond their types. As of 30 November 2026.
//!
//! Keys are compared as requests compare them, without letter case (C-6), and a placeholder in
//! them stands for the key of a tag (N-6). What a key holds, and when a request carries it, is
//! told by [AWS's page about global keys][global] and by the page of each service in the
//! [service authorization reference][services]; what AWS says of policies that use them, by the
//! [reference of its policy checks][checks].
//!
//! [global]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
//! [services]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
//! [checks]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html

use super::policy_resource_type::PolicyResourceType;
use crate::reference::fits_key;

/// How a service principal is written in the values of a key. In China some end in `.cn` besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServicePrincipalForm {
    /// `name.amazonaws.com`, where the name may have dots: `pods.eks.amazonaws.com`.
    Global,
    /// `name.region.amazonaws.com`.
    Regional,
    /// Either of the two.
    Any,
}

/// What a condition in a resource control policy tells apart by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RcpClass {
    /// Who calls. Such a statement is about people and their roles, and has to leave services out,
    /// with `BoolIfExists` and `aws:PrincipalIsAWSService` `false`.
    PrincipalProperty,
    /// On whose behalf a service calls. Only a service principal has these, so that the statement
    /// has to be about services, with `aws:PrincipalIsAWSService` `true`.
    Source,
}

/// Whether the key says whom a policy trusts, so that a wildcard or a variable in its values
/// trusts more than anybody could have listed.
pub(crate) fn is_sensitive(key: &str) -> bool {
    is_one_of(key, SENSITIVE)
}

/// Whether callers can write what they like into the key.
pub(crate) fn is_caller_controlled(key: &str) -> bool {
    is_one_of(key, CALLER_CONTROLLED)
}

/// The keys of which one has to stand beside this one, since its values have a meaning only
/// inside a network.
pub(crate) fn partners(key: &str) -> Option<&'static [&'static str]> {
    let found = PAIRED.iter().find(|(paired, _)| fits_key(paired, key));
    found.map(|(_, partners)| *partners)
}

/// Whether no request by a service principal carries the key.
pub(crate) fn is_unset_for_services(key: &str) -> bool {
    is_one_of(key, UNSET_FOR_SERVICES)
}

/// How the key's values name services, if they do.
pub(crate) fn service_principal_form(key: &str) -> Option<ServicePrincipalForm> {
    let found = SERVICE_PRINCIPALS
        .iter()
        .find(|(one, _)| fits_key(one, key));
    found.map(|(_, form)| *form)
}

/// Whether the key's values are names of regions.
pub(crate) fn holds_region(key: &str) -> bool {
    is_one_of(key, REGIONS)
}

/// Whether the key's values are ARNs of KMS keys, as in `arn:aws:kms:eu-central-1:…:key/…`.
pub(crate) fn holds_kms_key_arn(key: &str) -> bool {
    is_one_of(key, KMS_KEY_ARNS)
}

/// What a resource control policy tells apart by this key, if it needs a second condition for it.
pub(crate) fn rcp_class(key: &str) -> Option<RcpClass> {
    if is_one_of(key, PRINCIPAL_PROPERTIES) {
        Some(RcpClass::PrincipalProperty)
    } else if is_one_of(key, SOURCES) {
        Some(RcpClass::Source)
    } else {
        None
    }
}

/// Whether the key has the same value in every request that a policy on such a resource decides
/// about: it tells about the resource, and there is only one.
pub(crate) fn is_constant_in(key: &str, attached_to: Option<&PolicyResourceType>) -> bool {
    let is_s3 = |kind: &PolicyResourceType| {
        ["AWS::S3::Bucket", "AWS::S3::AccessPoint"].contains(&kind.name)
    };
    is_one_of(key, CONSTANT_FOR_RESOURCE)
        || (fits_key("s3:ResourceAccount", key) && attached_to.is_some_and(is_s3))
}

const SENSITIVE: &[&str] = &[
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
];

/// Headers of the HTTP request.
const CALLER_CONTROLLED: &[&str] = &["aws:UserAgent", "aws:referer"];

/// Private addresses are the same in many networks.
const PAIRED: &[(&str, &[&str])] = &[
    (
        "aws:Ec2InstanceSourcePrivateIPv4",
        &["aws:Ec2InstanceSourceVpc"],
    ),
    ("aws:VpcSourceIp", &["aws:SourceVpc", "aws:SourceVpce"]),
];

/// A service principal is in no account (U-20), no organization and no session, and has neither
/// tags nor a user name.
const UNSET_FOR_SERVICES: &[&str] = &[
    "aws:AssumedRoot",
    "aws:FederatedProvider",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalTag/${TagKey}",
    "aws:SourceIdentity",
    "aws:username",
];

const SERVICE_PRINCIPALS: &[(&str, ServicePrincipalForm)] = &[
    ("aws:CalledVia", ServicePrincipalForm::Global),
    ("aws:CalledViaAWSMCP", ServicePrincipalForm::Global),
    ("aws:CalledViaFirst", ServicePrincipalForm::Global),
    ("aws:CalledViaLast", ServicePrincipalForm::Global),
    ("aws:PrincipalServiceName", ServicePrincipalForm::Any),
    ("aws:PrincipalServiceNamesList", ServicePrincipalForm::Any),
    (
        "codeconnections:PassedToService",
        ServicePrincipalForm::Global,
    ),
    (
        "codestar-connections:PassedToService",
        ServicePrincipalForm::Global,
    ),
    (
        "config:ConfigurationRecorderServicePrincipal",
        ServicePrincipalForm::Global,
    ),
    ("ec2:AuthorizedService", ServicePrincipalForm::Global),
    (
        "glue:CredentialIssuingService",
        ServicePrincipalForm::Global,
    ),
    ("iam:AWSServiceName", ServicePrincipalForm::Global),
    ("iam:PassedToService", ServicePrincipalForm::Any),
    ("kms:GranteeServicePrincipal", ServicePrincipalForm::Any),
    ("kms:RetiringServicePrincipal", ServicePrincipalForm::Any),
    ("kms:ViaService", ServicePrincipalForm::Regional),
    (
        "organizations:ServicePrincipal",
        ServicePrincipalForm::Global,
    ),
    ("sts:AWSServiceName", ServicePrincipalForm::Global),
];

/// Without `s3:locationconstraint`, which has names from before there were regions, such as `EU`.
const REGIONS: &[&str] = &[
    "account:TargetRegion",
    "aws:RequestedRegion",
    "batch:AWSLogsRegion",
    "cloudformation:TargetRegion",
    "dsql:WitnessRegion",
    "ec2:Region",
    "ec2:VpceServiceRegion",
    "ec2:VpceSupportedRegion",
    "identitystore:PrimaryRegion",
    "kms:PrimaryRegion",
    "kms:ReplicaRegion",
    "observabilityadmin:CentralizationBackupRegion",
    "observabilityadmin:CentralizationDestinationRegion",
    "observabilityadmin:CentralizationSourceRegions",
    "observabilityadmin:TargetRegions",
    "s3:destinationRegion",
    "secretsmanager:AddReplicaRegions",
    "secretsmanager:SecretPrimaryRegion",
    "ses:ReplicaRegion",
    "sso:PrimaryRegion",
];

/// Without keys that may also hold an id or an alias, such as `ec2:KmsKeyId`.
const KMS_KEY_ARNS: &[&str] = &[
    "bedrock-agentcore:KmsKeyArn",
    "quicksight:KmsKeyArns",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3express:x-amz-server-side-encryption-aws-kms-key-id",
    "s3tables:KMSKeyArn",
    "s3vectors:kmsKeyArn",
    "sagemaker:DomainSharingOutputKmsKeyArn",
    "sagemaker:FeatureGroupOfflineStoreKmsKeyArn",
    "sagemaker:FeatureGroupOnlineStoreKmsKeyArn",
    "sagemaker:OutputKmsKeyArn",
    "sagemaker:VolumeKmsKeyArn",
    "secretsmanager:KmsKeyArn",
];

const PRINCIPAL_PROPERTIES: &[&str] = &[
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalTag/${TagKey}",
    "aws:PrincipalType",
    "aws:userid",
    "aws:username",
];

const SOURCES: &[&str] = &[
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
];

const CONSTANT_FOR_RESOURCE: &[&str] = &[
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
];

fn is_one_of(key: &str, keys: &[&str]) -> bool {
    keys.iter().any(|one| fits_key(one, key))
}

#[cfg(test)]
mod tests;
