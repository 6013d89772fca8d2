//! The policies that AWS's page of checks names as having a fault.

use std::fmt::Write as _;

use policy_compiler::Issue;

use super::Policy;

/// What became of a policy that AWS names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It has the fault.
    Found,
    /// Its current version has it no longer, and why.
    Mended(&'static str),
    /// AWS has withdrawn it; its last version has the fault.
    Withdrawn,
    /// AWS has withdrawn it, and its document is not at hand.
    Gone,
}

const NAMED: &[(Issue, &str, Fate)] = &[
    (
        Issue::PassRoleWithStarInActionAndResource,
        "AdministratorAccess",
        Fate::Found,
    ),
    (
        Issue::PassRoleWithStarInActionAndResource,
        "IAMFullAccess",
        Fate::Found,
    ),
    (
        Issue::CreateSlrWithStarInActionAndResource,
        "AdministratorAccess",
        Fate::Found,
    ),
    (
        Issue::CreateSlrWithStarInActionAndResource,
        "IAMFullAccess",
        Fate::Found,
    ),
    (
        Issue::CreateSlrWithStarInResource,
        "PowerUserAccess",
        Fate::Found,
    ),
    (
        Issue::CreateSlrWithStarInResource,
        "AlexaForBusinessFullAccess",
        Fate::Found,
    ),
    (
        Issue::CreateSlrWithStarInResource,
        "AWSOrganizationsServiceTrustPolicy",
        Fate::Found,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AdministratorAccess-Amplify",
        Fate::Found,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSServiceRoleForAmazonEKSNodegroup",
        Fate::Found,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSElasticBeanstalkService",
        Fate::Found,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AmazonDynamoDBFullAccesswithDataPipeline",
        Fate::Found,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AmazonElasticMapReduceFullAccess",
        Fate::Found,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AmazonEC2ContainerServiceFullAccess",
        Fate::Withdrawn,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSElasticBeanstalkFullAccess",
        Fate::Gone,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSLambdaFullAccess",
        Fate::Gone,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSLambdaReadOnlyAccess",
        Fate::Gone,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSOpsWorksFullAccess",
        Fate::Gone,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSOpsWorksRole",
        Fate::Gone,
    ),
    (
        Issue::PassRoleWithStarInResource,
        "AWSDataPipelineRole",
        Fate::Gone,
    ),
    (
        Issue::PolicySizeExceedsIdentityPolicyQuota,
        "ReadOnlyAccess",
        Fate::Found,
    ),
    (
        Issue::PolicySizeExceedsIdentityPolicyQuota,
        "AWSSupportServiceRolePolicy",
        Fate::Found,
    ),
    (
        Issue::InvalidAction,
        "AmazonEMRFullAccessPolicy_v2",
        Fate::Mended("each action of v7 exists"),
    ),
    (
        Issue::InvalidAction,
        "CloudWatchSyntheticsFullAccess",
        Fate::Mended("each action of v14 exists"),
    ),
    (
        Issue::MissingQualifier,
        "AWSGlueConsoleSageMakerNotebookFullAccess",
        Fate::Mended("in v4 the one key with lists, `aws:TagKeys`, has `ForAllValues`"),
    ),
    (
        Issue::WildcardWithoutLikeOperator,
        "AWSGlueConsoleSageMakerNotebookFullAccess",
        Fate::Mended("in v4 values with wildcards have `StringLike`"),
    ),
];

/// The policies that AWS names for an issue.
pub(super) fn of(issue: Option<Issue>) -> impl Iterator<Item = &'static str> {
    let named = NAMED.iter().filter(move |(of, _, _)| Some(*of) == issue);
    named.map(|(_, policy, _)| *policy)
}

/// The table of these policies, each of which has met its fate.
pub(super) fn table(current: &[Policy], withdrawn: &[Policy]) -> String {
    let has = |policies: &[Policy], name: &str, issue: Issue| {
        let mut policies = policies.iter();
        policies.any(|policy| policy.name == name && policy.has(issue))
    };
    let mut table = String::from("| AWS's code | policy | today |\n|---|---|---|\n");
    for (issue, name, fate) in NAMED {
        let is_found = has(current, name, *issue);
        assert_eq!(is_found, *fate == Fate::Found, "{issue:?} of {name}");
        let is_found = has(withdrawn, name, *issue);
        assert_eq!(is_found, *fate == Fate::Withdrawn, "{issue:?} of {name}");
        let today = match fate {
            Fate::Found => "found".to_owned(),
            Fate::Mended(why) => format!("no longer: {why}"),
            Fate::Withdrawn => "withdrawn; found in its last version".to_owned(),
            Fate::Gone => "withdrawn; its document is not at hand".to_owned(),
        };
        writeln!(table, "| `{}` | {name} | {today} |", issue.as_str()).expect("memory");
    }
    table
}

#[test]
fn some_are_found_in_few_policies() {
    let current = super::snapshot().current;
    let with = |issue: Issue| -> Vec<&str> {
        let with = current.iter().filter(|policy| policy.has(issue));
        with.map(|policy| policy.name).collect()
    };
    // `events:detail-type` is a list.
    assert_eq!(
        with(Issue::MissingQualifier),
        [
            "AWSAuditManagerAdministratorAccess",
            "CloudTrailEventContext",
            "SageMakerStudioProjectProvisioningRolePolicy"
        ]
    );
    assert!(with(Issue::WildcardWithoutLikeOperator).is_empty());
    // AWS names no others.
    assert_eq!(
        with(Issue::CreateSlrWithStarInResource).len(),
        of(Some(Issue::CreateSlrWithStarInResource)).count() + 1
    );
    // AWS's page says that its validation leaves these out.
    let like = with(Issue::StringLikeOperatorWithArnConditionKeys);
    for name in [
        "AmazonSecurityLakeAdministrator",
        "AWSCodePipeline_FullAccess",
        "AWSCodePipeline_ReadOnlyAccess",
        "S3UnlockBucketPolicy",
        "SQSUnlockQueuePolicy",
    ] {
        assert!(like.contains(&name), "{name}");
    }
}

#[test]
fn administrators_have_one_finding_of_each_code() {
    let current = super::snapshot().current;
    let found = |name: &str| -> Vec<(&str, usize)> {
        let mut policies = current.iter();
        let policy = policies.find(|policy| policy.name == name);
        let found = policy.expect("a policy with findings").found.iter();
        found
            .map(|((code, _), count)| (code.as_str(), *count))
            .collect()
    };
    assert_eq!(
        found("AdministratorAccess"),
        [
            ("create_slr_with_star_in_action_and_resource", 1),
            ("pass_role_with_star_in_action_and_resource", 1),
            // Who may do everything has one for all paths.
            ("privilege_escalation", 1),
        ]
    );
    // `NotAction` leaves out `iam:*`, so no roles are passed, but there are stacks, functions and
    // instances that have roles.
    assert_eq!(
        found("PowerUserAccess"),
        [
            ("create_slr_with_star_in_resource", 1),
            ("privilege_escalation", 19),
        ]
    );
}
