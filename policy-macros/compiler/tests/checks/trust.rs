//! Who may assume a role, and by which action (K-12).

use policy_compiler::{Code, Finding};
use policy_core::PolicyType::{Resource, Trust};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "invalid_federated_principal_syntax_in_role_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "https://oidc.example.com"}"#,
        r#""https://oidc.example.com""#,
    ),
    fires(
        "invalid_federated_principal_syntax_in_role_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithSAML", "Principal": {"Federated": [
            "arn:aws:iam::111122223333:saml-provider/corp", "arn:aws:iam::aws:saml-provider/corp"
        ]}"#,
        r#""arn:aws:iam::aws:saml-provider/corp""#,
    ),
    fires(
        "invalid_federated_principal_syntax_in_role_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
        "Principal": {"Federated": "arn:aws:iam::111122223333:role/corp"}"#,
        r#""arn:aws:iam::111122223333:role/corp""#,
    ),
    silent(
        "invalid_federated_principal_syntax_in_role_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWith*", "Principal": {"Federated": [
            "arn:aws:iam::111122223333:saml-provider/corp",
            "arn:aws-cn:iam::111122223333:oidc-provider/oidc.example.com/id/7",
            "cognito-identity.amazonaws.com", "login.example.com"
        ]}"#,
    ),
    fires(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"}"#,
        r#""sts:AssumeRole""#,
    ),
    fires(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow", "Action": ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"],
        "Principal": {"Federated": "accounts.google.com"},
        "Condition": {"StringEquals": {"accounts.google.com:aud": "web"}}"#,
        r#""sts:AssumeRoleWithSAML""#,
    ),
    fires(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow", "Action": ["sts:AssumeRole", "STS:assumerolewithsaml"],
        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}"#,
        r#""STS:assumerolewithsaml""#,
    ),
    // All that it matches is for others.
    fires(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Deny", "Action": "sts:AssumeRoleWith*",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"}"#,
        r#""sts:AssumeRoleWith*""#,
    ),
    // One of them does, the other does not.
    fires(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {
            "AWS": "111122223333", "Federated": "arn:aws:iam::111122223333:saml-provider/corp"
        }"#,
        r#""sts:AssumeRole""#,
    ),
    fires(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow", "Action": ["sts:AssumeRoleWithSAML", "s3:GetObject", "sts:AssumeRole"],
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"}"#,
        r#""sts:AssumeRole""#,
    ),
    silent(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow",
        "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"],
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"}"#,
    ),
    silent(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow", "Action": ["sts:AssumeRole*", "sts:*", "*"], "Principal": {
            "AWS": "111122223333", "Federated": "arn:aws:iam::111122223333:saml-provider/corp"
        }"#,
    ),
    // Everybody is whoever uses the action.
    silent(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Deny", "Action": ["sts:AssumeRole", "sts:AssumeRoleWithSAML"],
        "Principal": {"AWS": "*"},
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}"#,
    ),
    // That there is no such action has been said.
    silent(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Allow", "Action": ["sts:AssumeRoleWithSMAL", "sst:AssumeRole"],
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"}"#,
    ),
    silent(
        "mismatched_action_for_principal",
        Trust,
        r#""Effect": "Deny", "NotAction": "sts:AssumeRole",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"}"#,
    ),
    fires(
        "missing_action_for_roles_anywhere_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Principal": {"Service": "rolesanywhere.amazonaws.com"}"#,
        r#""rolesanywhere.amazonaws.com""#,
    ),
    silent(
        "missing_action_for_roles_anywhere_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": ["sts:AssumeRole", "sts:Tag*", "sts:setsourceidentity"],
        "Principal": {"Service": "rolesanywhere.amazonaws.com"}"#,
    ),
    silent(
        "missing_action_for_roles_anywhere_trust_policy",
        Trust,
        r#"{"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "rolesanywhere.amazonaws.com"},
            "Condition": {"ArnEquals": {
                "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a"
            }}},
            {"Effect": "Allow", "Action": ["sts:SetSourceIdentity", "sts:TagSession"],
            "Principal": {"Service": ["ec2.amazonaws.com", "rolesanywhere.amazonaws.com"]}}
        ]}"#,
    ),
    silent(
        "missing_action_for_roles_anywhere_trust_policy",
        Trust,
        r#""Effect": "Deny", "Action": "sts:TagSession",
        "Principal": {"Service": "rolesanywhere.amazonaws.com"}"#,
    ),
    silent(
        "missing_action_for_roles_anywhere_trust_policy",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": "rolesanywhere.amazonaws.com"}"#,
    ),
    fires(
        "missing_condition_key_for_oidc_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "accounts.google.com"}"#,
        r#""accounts.google.com""#,
    ),
    // The keys are of another provider, or of the host without the path.
    fires(
        "missing_condition_key_for_oidc_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/7"},
        "Condition": {"StringEquals": {
            "oidc.example.com:aud": "web", "oidc.example.com.evil.example:aud": "web"
        }}"#,
        r#""arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/7""#,
    ),
    silent(
        "missing_condition_key_for_oidc_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.example.com"},
        "Condition": {"StringEquals": {"GitLab.example.com:sub": "project_path:web/site"}}"#,
    ),
    silent(
        "missing_condition_key_for_oidc_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"}"#,
    ),
    silent(
        "missing_condition_key_for_oidc_principal",
        Trust,
        r#""Effect": "Deny", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "accounts.google.com"}"#,
    ),
    fires(
        "missing_github_repo_condition_key",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com"
        }}"#,
        r#""arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com""#,
    ),
    silent(
        "missing_github_repo_condition_key",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"StringEquals": {
            "token.actions.githubusercontent.com:SUB": "repo:octo/web:environment:prod"
        }}"#,
    ),
    // These let whoever has no subject in, or all but some.
    fires(
        "missing_github_repo_condition_key",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {
            "Null": {"token.actions.githubusercontent.com:sub": "false"},
            "StringNotLike": {"token.actions.githubusercontent.com:sub": "repo:evil/*"},
            "StringLikeIfExists": {"token.actions.githubusercontent.com:sub": "repo:octo/web:*"}
        }"#,
        r#""arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com""#,
    ),
    fires(
        "missing_condition_key_for_oidc_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "accounts.google.com"},
        "Condition": {
            "Null": {"accounts.google.com:aud": "false"},
            "StringNotEquals": {"accounts.google.com:sub": "1234"}
        }"#,
        r#""accounts.google.com""#,
    ),
    // Without any key it is one mistake.
    silent(
        "missing_condition_key_for_oidc_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }"#,
    ),
    fires(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": [
            "repo:octo/web:ref:refs/heads/main", "repo:octo/*"
        ]}}"#,
        r#""repo:octo/*""#,
    ),
    fires(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"ForAnyValue:StringLike": {
            "token.actions.githubusercontent.com:sub": "repo:octo/web:ref:refs/heads/release-?"
        }}"#,
        r#""repo:octo/web:ref:refs/heads/release-?""#,
    ),
    // A branch by itself tells no repository.
    fires(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {
            "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo/web-*:*"},
            "StringEquals": {"token.actions.githubusercontent.com:ref": "refs/heads/main"}
        }"#,
        r#""repo:octo/web-*:*""#,
    ),
    silent(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {
            "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo/web:*"},
            "StringEquals": {"token.actions.githubusercontent.com:ref": "refs/heads/main"}
        }"#,
    ),
    fires(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {
            "StringLike": {
                "token.actions.githubusercontent.com:sub": "repo:octo/web:*",
                "token.actions.githubusercontent.com:ref": "refs/heads/*"
            }
        }"#,
        r#""repo:octo/web:*""#,
    ),
    silent(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {
            "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo/*"},
            "StringEquals": {"token.actions.githubusercontent.com:sub": "repo:octo/web:pull_request"}
        }"#,
    ),
    // There is no wildcard: the star is compared as it is written.
    silent(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"StringLike": {
            "token.actions.githubusercontent.com:sub": "repo:octo/web:ref:refs/heads/${*}"
        }}"#,
    ),
    silent(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {
            "StringEquals": {"token.actions.githubusercontent.com:sub": "repo:octo/web:*"},
            "StringNotLike": {"token.actions.githubusercontent.com:sub": "repo:octo/*"}
        }"#,
    ),
    // That a subject is missing is said of these.
    silent(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"StringLikeIfExists": {
            "token.actions.githubusercontent.com:sub": "repo:octo/web:*"
        }}"#,
    ),
    silent(
        "specific_github_repo_and_branch_recommended",
        Trust,
        r#""Effect": "Deny", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"StringLike": {
            "token.actions.githubusercontent.com:sub": "repo:octo/old-*"
        }}"#,
    ),
    fires(
        "redundant_principal_in_role_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": [
            "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
            "arn:aws:iam::111122223333:role/ci/deploy"
        ]}"#,
        r#""arn:aws:sts::111122223333:assumed-role/deploy/ci-42""#,
    ),
    // Another account, another partition, another role.
    silent(
        "redundant_principal_in_role_trust_policy",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": [
            "arn:aws:iam::111122223333:role/deploy",
            "arn:aws:sts::444455556666:assumed-role/deploy/ci-42",
            "arn:aws-cn:sts::111122223333:assumed-role/deploy/ci-42",
            "arn:aws:sts::111122223333:assumed-role/deployer/ci-42"
        ]}"#,
    ),
];

#[test]
fn messages_write_what_the_policy_writes() {
    let text = crate::document(
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/Login.example.com/id/EXAMPLE"
        }"#,
    );
    let findings = crate::review(&text, Trust);
    let finding = findings.iter().next().expect("a finding");
    assert_eq!(
        finding.code(),
        Code::MissingConditionKeyForOidcPrincipal,
        "{findings:#?}"
    );
    assert!(finding.message().contains("`Login.example.com/id/EXAMPLE`"));
    let help = finding.help().expect("help");
    assert!(
        help.contains("`Login.example.com/id/EXAMPLE:sub`"),
        "{help}"
    );

    let text = crate::document(
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        }, "Condition": {"StringLike": {
            "token.actions.githubusercontent.com:sub": "repo:octo/web:environment:*"
        }}"#,
    );
    let findings = crate::review(&text, Trust);
    let messages: Vec<_> = findings.iter().map(Finding::message).collect();
    assert_eq!(
        messages,
        ["`repo:octo/web:environment:*` lets workflows of more than one environment in"]
    );
}

/// AWS prints this one for tasks of ECS.
#[test]
fn a_role_of_tasks_trusts_them_and_that_is_all() {
    let text = crate::document(
        r#""Sid": "", "Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole""#,
    );
    let findings = crate::review(&text, Trust);
    let codes: Vec<_> = findings.iter().map(Finding::code).collect();
    assert_eq!(codes, [Code::EmptySidValue]);
}
