//! Operations whose requests are for actions of other names.

use super::index::matches;

/// Services, operations of theirs that are no actions, and the actions that AWS documents for
/// them instead. A few are what operations were called once, or what people call them.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>
const OPERATIONS: &[(&str, &str, &[&str])] = &[
    ("bedrock", "Converse", &["InvokeModel"]),
    (
        "bedrock",
        "ConverseStream",
        &["InvokeModelWithResponseStream"],
    ),
    ("dynamodb", "TransactGetItems", &["GetItem"]),
    ("ec2", "CreateInstance", &["RunInstances"]),
    ("ec2", "LaunchInstance", &["RunInstances"]),
    ("ecr", "GetAuthToken", &["GetAuthorizationToken"]),
    ("lambda", "Invoke", &["InvokeFunction"]),
    ("lambda", "InvokeWithResponseStream", &["InvokeFunction"]),
    ("s3", "CompleteMultipartUpload", &["PutObject"]),
    ("s3", "CopyObject", &["GetObject", "PutObject"]),
    ("s3", "CreateMultipartUpload", &["PutObject"]),
    (
        "s3",
        "DeleteBucketAnalyticsConfiguration",
        &["PutAnalyticsConfiguration"],
    ),
    ("s3", "DeleteBucketCors", &["PutBucketCORS"]),
    (
        "s3",
        "DeleteBucketEncryption",
        &["PutEncryptionConfiguration"],
    ),
    (
        "s3",
        "DeleteBucketIntelligentTieringConfiguration",
        &["PutIntelligentTieringConfiguration"],
    ),
    (
        "s3",
        "DeleteBucketInventoryConfiguration",
        &["PutInventoryConfiguration"],
    ),
    (
        "s3",
        "DeleteBucketLifecycle",
        &["PutLifecycleConfiguration"],
    ),
    (
        "s3",
        "DeleteBucketMetricsConfiguration",
        &["PutMetricsConfiguration"],
    ),
    (
        "s3",
        "DeleteBucketOwnershipControls",
        &["PutBucketOwnershipControls"],
    ),
    (
        "s3",
        "DeleteBucketReplication",
        &["PutReplicationConfiguration"],
    ),
    ("s3", "DeleteBucketTagging", &["PutBucketTagging"]),
    ("s3", "DeleteObjects", &["DeleteObject"]),
    (
        "s3",
        "DeletePublicAccessBlock",
        &["PutBucketPublicAccessBlock"],
    ),
    (
        "s3",
        "GetBucketAccelerateConfiguration",
        &["GetAccelerateConfiguration"],
    ),
    (
        "s3",
        "GetBucketAnalyticsConfiguration",
        &["GetAnalyticsConfiguration"],
    ),
    ("s3", "GetBucketEncryption", &["GetEncryptionConfiguration"]),
    (
        "s3",
        "GetBucketIntelligentTieringConfiguration",
        &["GetIntelligentTieringConfiguration"],
    ),
    (
        "s3",
        "GetBucketInventoryConfiguration",
        &["GetInventoryConfiguration"],
    ),
    ("s3", "GetBucketLifecycle", &["GetLifecycleConfiguration"]),
    (
        "s3",
        "GetBucketLifecycleConfiguration",
        &["GetLifecycleConfiguration"],
    ),
    (
        "s3",
        "GetBucketMetricsConfiguration",
        &["GetMetricsConfiguration"],
    ),
    (
        "s3",
        "GetBucketNotificationConfiguration",
        &["GetBucketNotification"],
    ),
    (
        "s3",
        "GetBucketReplication",
        &["GetReplicationConfiguration"],
    ),
    (
        "s3",
        "GetObjectLockConfiguration",
        &["GetBucketObjectLockConfiguration"],
    ),
    (
        "s3",
        "GetPublicAccessBlock",
        &["GetBucketPublicAccessBlock"],
    ),
    ("s3", "HeadBucket", &["ListBucket"]),
    ("s3", "HeadObject", &["GetObject"]),
    ("s3", "ListBuckets", &["ListAllMyBuckets"]),
    (
        "s3",
        "ListMultipartUploads",
        &["ListBucketMultipartUploads"],
    ),
    ("s3", "ListObjects", &["ListBucket"]),
    ("s3", "ListObjectsV2", &["ListBucket"]),
    ("s3", "ListObjectVersions", &["ListBucketVersions"]),
    ("s3", "ListParts", &["ListMultipartUploadParts"]),
    ("s3", "PostObject", &["PutObject"]),
    ("s3", "PutBucket", &["CreateBucket"]),
    (
        "s3",
        "PutBucketAccelerateConfiguration",
        &["PutAccelerateConfiguration"],
    ),
    (
        "s3",
        "PutBucketAnalyticsConfiguration",
        &["PutAnalyticsConfiguration"],
    ),
    ("s3", "PutBucketEncryption", &["PutEncryptionConfiguration"]),
    (
        "s3",
        "PutBucketIntelligentTieringConfiguration",
        &["PutIntelligentTieringConfiguration"],
    ),
    (
        "s3",
        "PutBucketInventoryConfiguration",
        &["PutInventoryConfiguration"],
    ),
    ("s3", "PutBucketLifecycle", &["PutLifecycleConfiguration"]),
    (
        "s3",
        "PutBucketLifecycleConfiguration",
        &["PutLifecycleConfiguration"],
    ),
    (
        "s3",
        "PutBucketMetricsConfiguration",
        &["PutMetricsConfiguration"],
    ),
    (
        "s3",
        "PutBucketNotificationConfiguration",
        &["PutBucketNotification"],
    ),
    (
        "s3",
        "PutBucketReplication",
        &["PutReplicationConfiguration"],
    ),
    (
        "s3",
        "PutObjectLockConfiguration",
        &["PutBucketObjectLockConfiguration"],
    ),
    (
        "s3",
        "PutPublicAccessBlock",
        &["PutBucketPublicAccessBlock"],
    ),
    ("s3", "SelectObjectContent", &["GetObject"]),
    ("s3", "UploadPart", &["PutObject"]),
    ("s3", "UploadPartCopy", &["GetObject", "PutObject"]),
    (
        "sqs",
        "ChangeMessageVisibilityBatch",
        &["ChangeMessageVisibility"],
    ),
    ("sqs", "DeleteMessageBatch", &["DeleteMessage"]),
    ("sqs", "SendMessageBatch", &["SendMessage"]),
];

/// The actions for the operations of AWS's service that a name with or without wildcards
/// matches, each once and sorted; whether an operation is written in the plural does not matter.
pub(super) fn actions_of(prefix: &str, name: &str) -> Vec<&'static str> {
    let pattern = name.to_ascii_lowercase();
    let one = |name: &str| name.trim_end_matches('s').to_owned();
    let matching = OPERATIONS.iter().filter(|(service, operation, _)| {
        let operation = operation.to_ascii_lowercase();
        *service == prefix && (matches(&pattern, &operation) || one(&pattern) == one(&operation))
    });
    let mut actions: Vec<_> = matching
        .flat_map(|(.., actions)| *actions)
        .copied()
        .collect();
    actions.sort_unstable();
    actions.dedup();
    actions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[test]
    fn operations_are_no_actions_and_actions_are() {
        let reference = Reference::aws();
        for (prefix, operation, actions) in OPERATIONS {
            let service = reference.service(prefix).unwrap();
            assert!(service.action(operation).is_none(), "{operation}");
            assert!(!actions.is_empty(), "{operation}");
            for action in *actions {
                let found = service.action(action).map(|found| &*found.name);
                assert_eq!(found, Some(*action), "{operation}");
            }
        }
    }
}
