//! The kinds of resources that policies are attached to.

use std::sync::LazyLock;

use crate::reference::{Reference, ServiceAction};

/// A kind of resource that a policy is attached to, as AWS's policy validation and `CloudFormation`
/// name it.
///
/// A `ResourceType` of the service reference is what a statement can name; a policy on a bucket,
/// for example, can name two, the bucket and its objects.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PolicyResourceType {
    /// Such as `AWS::S3::Bucket`.
    pub(crate) name: &'static str,
    /// The service whose actions such a policy allows and denies, such as `s3`.
    pub(crate) service: &'static str,
    /// The names of the service's resource types that the policy can name.
    pub(crate) resource_types: Vec<&'static str>,
    /// The actions that it allows and denies although they name no resource.
    other_actions: Vec<&'static str>,
    /// How many bytes AWS takes, if that is known. It counts white space for some of them.
    pub(crate) max_bytes: Option<usize>,
    /// Whether each statement needs a `Resource` or `NotResource`, if that is known.
    pub(crate) needs_resource: Option<bool>,
}

/// AWS's name for what a trust policy is attached to. It is a policy type here, and none of
/// [`all`](PolicyResourceType::all).
pub(crate) const TRUST_POLICY: &str = "AWS::IAM::AssumeRolePolicyDocument";

impl PolicyResourceType {
    /// All of them, sorted by name.
    pub(crate) fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<PolicyResourceType>> = LazyLock::new(|| {
            super::rows(include_str!("../../data/policy_resource_types.tsv"))
                .filter_map(row)
                .collect()
        });
        &ALL
    }

    /// The one with this name. Case matters, as it does to AWS.
    pub(crate) fn parse(name: &str) -> Option<&'static Self> {
        let all = Self::all();
        let index = all.binary_search_by(|one| one.name.cmp(name)).ok()?;
        all.get(index)
    }

    /// All names, sorted.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        Self::all().iter().map(|one| one.name)
    }

    /// Whether such a policy can allow or deny the action of its service: nearly always, whether
    /// the action is about one of the types of resources that it can name.
    pub(crate) fn governs(&self, action: &ServiceAction) -> bool {
        let mut types = action.resource_types.iter();
        types.any(|resource| self.resource_types.contains(&resource.name.as_str()))
            || self.other_actions.contains(&action.name.as_str())
    }

    /// The formats of the ARNs that such a policy can name, with placeholders.
    pub(crate) fn arn_formats<'r>(
        &'r self,
        reference: &'r Reference,
    ) -> impl Iterator<Item = &'r str> {
        super::arn_formats(reference, self.service, &self.resource_types)
    }
}

fn row(row: &'static str) -> Option<PolicyResourceType> {
    let mut cells = row.split('\t');
    let kind = PolicyResourceType {
        name: cells.next()?,
        service: cells.next()?,
        resource_types: cells.next()?.split(',').collect(),
        other_actions: match cells.next()? {
            "-" => Vec::new(),
            actions => actions.split(',').collect(),
        },
        max_bytes: cells.next()?.parse().ok(),
        needs_resource: match cells.next()? {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    cells.next().is_none().then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::nearest;

    #[test]
    fn every_row_is_read_and_sorted() {
        let text = include_str!("../../data/policy_resource_types.tsv");
        let rows: Vec<&str> = super::super::rows(text).collect();
        assert_eq!(PolicyResourceType::all().len(), rows.len());
        assert_eq!(rows.len(), 32);
        assert!(PolicyResourceType::names().is_sorted_by(|one, next| one < next));
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            let size = cells[4];
            assert!(size == "-" || size.parse::<usize>().is_ok(), "{row}");
            assert!(["yes", "no", "-"].contains(&cells[5]), "{row}");
        }
    }

    #[test]
    fn every_type_is_one_of_the_service_and_has_actions() {
        let reference = Reference::aws();
        for kind in PolicyResourceType::all() {
            let service = reference.service(kind.service).unwrap();
            assert_eq!(service.prefix, kind.service);
            assert!(kind.resource_types.is_sorted(), "{kind:?}");
            for name in &kind.resource_types {
                let resource = service.resource_type(name).unwrap();
                assert_eq!(resource.name, *name, "{kind:?}");
                let is_about = |action: &ServiceAction| {
                    let mut types = action.resource_types.iter();
                    types.any(|resource| resource.name == *name)
                };
                assert!(service.actions().iter().any(is_about), "{kind:?}: {name}");
            }
            for name in &kind.other_actions {
                let action = service.action(name).unwrap();
                assert_eq!(action.name, *name);
                assert!(action.resource_types.is_empty(), "{kind:?}: {name}");
            }
            assert!(kind.arn_formats(&reference).count() >= kind.resource_types.len());
        }
    }

    #[test]
    fn a_policy_governs_the_actions_about_its_resource() {
        let reference = Reference::aws();
        let governs = |kind: &str, action: &str| {
            let kind = PolicyResourceType::parse(kind).unwrap();
            let service = reference.service(kind.service).unwrap();
            kind.governs(service.action(action).unwrap())
        };
        assert!(governs("AWS::S3::Bucket", "GetObject"));
        assert!(governs("AWS::S3::Bucket", "ListBucket"));
        assert!(!governs("AWS::S3::Bucket", "ListAllMyBuckets"));
        assert!(!governs("AWS::S3::Bucket", "PutAccessPointPolicy"));
        assert!(governs("AWS::S3::AccessPoint", "GetObject"));
        assert!(governs("AWS::S3::MultiRegionAccessPoint", "GetObject"));
        assert!(governs("AWS::DynamoDB::Table", "Query"));
        assert!(!governs("AWS::DynamoDB::Table", "GetRecords"));
        assert!(governs("AWS::CodeArtifact::Domain", "CreateRepository"));
        assert!(!governs(
            "AWS::CodeArtifact::Repository",
            "CreateRepository"
        ));
        assert!(!governs("AWS::KMS::Key", "CreateKey"));
    }

    #[test]
    fn names_are_parsed_as_they_are_written() {
        let bucket = PolicyResourceType::parse("AWS::S3::Bucket").unwrap();
        assert_eq!(bucket.resource_types, ["bucket", "object"]);
        assert_eq!(bucket.max_bytes, Some(20_480));
        assert_eq!(bucket.needs_resource, Some(true));
        let key = PolicyResourceType::parse("AWS::KMS::Key").unwrap();
        assert_eq!(key.max_bytes, Some(32_768));
        let repository = PolicyResourceType::parse("AWS::ECR::Repository").unwrap();
        assert_eq!(repository.needs_resource, Some(false));
        for name in ["", "aws::s3::bucket", "AWS::S3", TRUST_POLICY] {
            assert_eq!(PolicyResourceType::parse(name), None, "{name}");
        }
        let meant = nearest("AWS::SQS::Queues", PolicyResourceType::names());
        assert_eq!(meant, Some("AWS::SQS::Queue"));
        let meant = nearest("aws::kms::key", PolicyResourceType::names());
        assert_eq!(meant, Some("AWS::KMS::Key"));
    }
}
