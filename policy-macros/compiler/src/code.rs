//! The kinds of findings: what they are called, here and by AWS, and how grave they are.

use crate::issue::{FindingType, Issue};
use crate::level::Level;

macro_rules! codes {
    (
        errors { $($(#[doc = $error_doc:literal])+ $error:ident = $error_name:literal
            $(=> $($error_issue:ident)? $([$($error_other:ident)+])?)?,)* }
        lints { $($(#[doc = $lint_doc:literal])+ $lint:ident = $lint_name:literal
            $(=> $($lint_issue:ident)? $([$($lint_other:ident)+])?)?,)* }
        checks { $($(#[doc = $check_doc:literal])+ $check:ident = $check_name:literal,
            $check_rule:literal $(=> [$($check_other:ident)+])?,)* }
        ours { $($(#[doc = $own_doc:literal])+ $own:ident = $own_name:literal,
            $own_rule:literal, $own_type:ident, $own_level:ident,)* }
    ) => {
        /// The kind of a finding; its name is the one of G-26 or of [the checks][checks].
        ///
        /// ```
        /// use policy_compiler::Code;
        ///
        /// assert_eq!(Code::EmptyList.as_str(), "empty_list");
        /// assert_eq!(Code::parse("empty_list"), Some(Code::EmptyList));
        /// assert_eq!(Code::parse("EmptyList"), None);
        /// ```
        ///
        /// [checks]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $error_doc])+ $error,)*
            $($(#[doc = $lint_doc])+ $lint,)*
            $($(#[doc = $check_doc])+ $check,)*
            $($(#[doc = $own_doc])+ $own,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[
                $(Code::$error,)* $(Code::$lint,)* $(Code::$check,)* $(Code::$own,)*
            ];

            /// The codes whose level can be chosen (G-26, K-1).
            pub const LINTS: &'static [Code] = &[
                $(Code::$lint,)* $(Code::$check,)* $(Code::$own,)*
            ];

            /// The name that is written in `allow = […]` and in reports.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Code::$error => $error_name,)*
                    $(Code::$lint => $lint_name,)*
                    $(Code::$check => $check_name,)*
                    $(Code::$own => $own_name,)*
                }
            }

            /// What the code stands for, in a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    $(Code::$error => concat!($($error_doc),+).trim_ascii(),)*
                    $(Code::$lint => concat!($($lint_doc),+).trim_ascii(),)*
                    $(Code::$check => concat!($($check_doc),+).trim_ascii(),)*
                    $(Code::$own => concat!($($own_doc),+).trim_ascii(),)*
                }
            }

            /// What AWS calls it, if it has one name for it, or one for nearly all of it.
            #[must_use]
            pub const fn issue(self) -> Option<Issue> {
                match self {
                    $($($(Code::$error => Some(Issue::$error_issue),)?)?)*
                    $($($(Code::$lint => Some(Issue::$lint_issue),)?)?)*
                    $(Code::$check => Some(Issue::$check),)*
                    _ => None,
                }
            }

            /// All that AWS calls it: [`Finding::issue`](crate::Finding::issue) says which name is
            /// that of a finding.
            ///
            /// ```
            /// use policy_compiler::{Code, Issue};
            ///
            /// assert_eq!(Code::Version.issues().first(), Some(&Issue::InvalidVersion));
            /// assert_eq!(Code::Toml.issues(), []);
            /// ```
            #[must_use]
            pub const fn issues(self) -> &'static [Issue] {
                match self {
                    $(Code::$error => &[
                        $($(Issue::$error_issue,)? $($(Issue::$error_other,)+)?)?
                    ],)*
                    $(Code::$lint => &[
                        $($(Issue::$lint_issue,)? $($(Issue::$lint_other,)+)?)?
                    ],)*
                    $(Code::$check => &[Issue::$check, $($(Issue::$check_other,)+)?],)*
                    $(Code::$own => &[],)*
                }
            }

            /// The rule of a check (docs/checks.md); nothing for the codes of G-26 and of names,
            /// whose findings cite several.
            #[must_use]
            pub const fn check_rule(self) -> Option<&'static str> {
                match self {
                    $(Code::$check => Some($check_rule),)*
                    $(Code::$own => Some($own_rule),)*
                    _ => None,
                }
            }

            /// The level of a check where nobody has chosen one (K-1).
            pub(crate) const fn default_level(self) -> Level {
                match self {
                    // AWS takes such actions since September 2025 (G-21).
                    Code::ScpSyntaxErrorActionWildcard => Level::Allow,
                    $(Code::$own => Level::$own_level,)*
                    _ => match self.finding_type() {
                        FindingType::Error | FindingType::SecurityWarning => Level::Deny,
                        FindingType::Warning | FindingType::Suggestion => Level::Warn,
                    },
                }
            }

            /// The finding type of findings that AWS has no name for.
            pub(crate) const fn finding_type(self) -> FindingType {
                match self {
                    $(Code::$own => FindingType::$own_type,)*
                    $(Code::$error => FindingType::Error,)*
                    $(Code::$check => Issue::$check.finding_type(),)*
                    _ => FindingType::Warning,
                }
            }
        }
    };
}

codes! {
    errors {
        /// The text is not JSON (G-2).
        Json = "json" => JsonSyntaxError,
        /// A value has the wrong JSON type (G-13, G-14).
        Type = "type" => DataTypeMismatch,
        /// A key is written twice in one object (G-3).
        DuplicateKey = "duplicate_key" => JsonSyntaxError,
        /// A character that documents of this type may not hold (G-1).
        Charset = "charset",
        /// A key that is no element of the language (G-4, G-5).
        UnknownElement = "unknown_element" => InvalidPolicyElement,
        /// An element that has to be there is not (G-5, G-12).
        MissingElement = "missing_element" => [
            MissingAction
            MissingEffect
            MissingPrincipal
            MissingResource
            MissingStatement
        ],
        /// An element that documents of this type do not have (G-8, G-12).
        ElementNotAllowed = "element_not_allowed" => InvalidPolicyElement [
            RoleTrustPolicySyntaxErrorNotprincipal
            RoleTrustPolicySyntaxErrorResource
            RcpSyntaxErrorPrincipal
            ScpSyntaxErrorPrincipal
            UnsupportedPrincipal
        ],
        /// Two elements that exclude each other (G-11).
        Conflict = "conflict" => UnsupportedElementCombination,
        /// `Statement` is an empty list (G-5).
        EmptyStatement = "empty_statement" => MissingStatement,
        /// `Version` is none that documents of this type may have (G-6).
        Version = "version" => InvalidVersion [DataTypeMismatch MissingVersion],
        /// `Effect` is neither `Allow` nor `Deny` (G-10).
        Effect = "effect" => InvalidEffect [DataTypeMismatch VariableUnsupportedInElement],
        /// A `Sid` with characters that documents of this type do not allow (G-9).
        Sid = "sid" => UnsupportedSid [VariableUnsupportedInElement],
        /// What is written is no action (A-1, A-6, A-10).
        Action = "action" => InvalidAction [
            InvalidServiceInAction
            VariableUnsupportedInElement
            WildcardInServiceName
        ],
        /// What is written is no resource (R-1, R-13, R-14, R-24).
        Resource = "resource" => [
            InvalidArnPrefix
            InvalidPartition
            InvalidService
            MissingArnField
            WildcardInServiceName
        ],
        /// What is written is no principal (P-1, P-12, P-15, P-27).
        Principal = "principal" => InvalidPrincipalFormat [
            FederatedPrincipalNotSupported
            InvalidFederatedPrincipalSyntaxInRoleTrustPolicy
            InvalidPrincipalKey
            InvalidServicePrincipalFormat
            RcpSyntaxErrorPrincipal
            RoleTrustPolicyUnsupportedWildcardInPrincipal
            UnsupportedWildcardInPrincipal
            VariableUnsupportedInElement
        ],
        /// `NotPrincipal` in a statement that allows (P-20).
        NotprincipalAllow = "notprincipal_allow" => AllowWithNotPrincipal,
        /// Something that resource control policies do not have (G-22).
        Rcp = "rcp" => [
            RcpSyntaxErrorAction
            RcpSyntaxErrorAllow
            RcpSyntaxErrorNotaction
            RcpSyntaxErrorPrincipal
        ],
        /// There is no such condition operator (C-13).
        Operator = "operator" => InvalidConditionOperator [NullWithIfExists],
        /// What is written is no condition key (C-14).
        ConditionKey = "condition_key" => InvalidConditionKeyFormat [MissingTagKeyInCondition VariableUnsupportedInElement],
        /// Two condition keys that differ by case only (C-6).
        DuplicateConditionKey = "duplicate_condition_key" => DuplicateKeysWithDifferentCase,
        /// An operand that the operator cannot read (C-12, C-15).
        ConditionValue = "condition_value" => [
            DataTypeMismatch
            InvalidConditionDataType
            InvalidVariableForOperator
            TypeMismatchBoolean
            TypeMismatchDate
            TypeMismatchIpRange
            TypeMismatchNumber
            TypeMismatchString
        ],
        /// Strings, numbers and booleans in one list of operands (C-15).
        MixedTypes = "mixed_types" => InvalidConditionDataType,
        /// A policy variable that is not written as one (V-15).
        Variable = "variable" => [
            EmptyVariable
            MissingBraceInVariable
            MissingQuoteInVariable
            UnsupportedSpaceInVariable
        ],
        /// The text is not TOML (T-1).
        Toml = "toml",
        /// A lint that there is not, or a level (T-5).
        Lint = "lint",
        /// A key that an object of a service file or the settings do not have (S-2, T-2).
        UnknownMember = "unknown_member",
        /// A key that an object of a service file has to have (S-2).
        MissingMember = "missing_member",
        /// What is written is no prefix of a service (S-3).
        ServicePrefix = "service_prefix",
        /// What is written is no name or path (S-4, S-7, S-8, T-3, T-4).
        Name = "name",
        /// A name that is there already (S-5, T-6).
        DuplicateName = "duplicate_name",
        /// There is no such access level (S-6).
        AccessLevel = "access_level",
        /// A name that the service does not declare (S-9).
        UndeclaredName = "undeclared_name",
        /// What is written is no format of ARNs (S-10).
        ArnFormat = "arn_format",
        /// There is no such type of condition keys (S-12).
        KeyType = "key_type",
    }
    lints {
        /// A list without entries (G-15, C-36).
        EmptyList = "empty_list" => [
            EmptyArrayAction
            EmptyArrayCondition
            EmptyArrayConditionForallvalues
            EmptyArrayConditionForanyvalue
            EmptyArrayConditionIfexists
            EmptyArrayPrincipal
            EmptyArrayResource
            EmptyObjectPrincipal
        ],
        /// Two statements with the same `Sid` (G-9).
        DuplicateSid = "duplicate_sid" => [UniqueSidsRecommended UniqueSidsRequired],
        /// A key that may be a list under an operator without set prefix (C-9).
        MissingQualifier = "missing_qualifier" => MissingQualifier,
        /// `Null` with a set prefix, which makes it a constant (C-33).
        NullWithSetOperator = "null_with_set_operator" => NullWithQualifier,
        /// An ARN with fewer than six fields (R-14).
        ShortArn = "short_arn" => MissingArnField,
        /// A key that may be a list as a policy variable (V-8).
        MultivaluedVariable = "multivalued_variable",
        /// No service begins its actions so (N-1).
        UnknownService = "unknown_service" => InvalidServiceInAction,
        /// The service has no such action (N-2).
        UnknownAction = "unknown_action" => InvalidAction,
        /// A wildcard that no action matches (N-3).
        UnmatchedWildcard = "unmatched_wildcard" => InvalidAction,
        /// An action that is no longer one (N-4).
        RetiredName = "retired_name" => InvalidAction [InvalidServiceInAction],
        /// An action that is newer than the reference (N-5).
        NewerName = "newer_name",
        /// There is no such condition key (N-6).
        UnknownKey = "unknown_key" => [
            InvalidGlobalConditionKey
            InvalidService
            InvalidServiceConditionKey
        ],
        /// A condition key that no action of the statement supports (N-7).
        UnsupportedKey = "unsupported_key" => [MissingActionForConditionKey UnsupportedActionForConditionKey],
        /// An ARN that fits no resource type of the statement's actions (N-8).
        UnsupportedResource = "unsupported_resource" => [InvalidArnResource],
        /// No `Version`, so policy variables do not exist (G-7).
        VersionAbsent = "version_absent" => MissingVersion,
        /// A resource policy's statement without `Resource` (G-12).
        MissingResource = "missing_resource" => MissingResource,
        /// The document is larger than AWS takes (G-24).
        TooLarge = "too_large" => [
            PolicySizeExceedsIdentityPolicyQuota
            PolicySizeExceedsRcpQuota
            PolicySizeExceedsResourcePolicyQuota
            PolicySizeExceedsRoleTrustPolicyQuota
            PolicySizeExceedsScpQuota
        ],
        /// A trust policy that trusts everybody (G-20).
        OpenTrust = "open_trust",
        /// A wildcard in the partition of an ARN (R-13).
        WildcardPartition = "wildcard_partition",
        /// A wildcard in the service of an ARN (R-24).
        WildcardService = "wildcard_service" => WildcardInServiceName,
        /// The account field of an ARN holds no account (R-10).
        OddAccountField = "odd_account_field" => InvalidArnAccount,
        /// `IfExists` where it changes nothing (C-34).
        IfExistsWithoutEffect = "if_exists_without_effect",
        /// `Allow` with `ForAllValues`, which is true for absent keys (C-30).
        ForAllValuesAllow = "for_all_values_allow",
    }
    checks {
        /// An ARN with an account where none of the service's ARNs has one (K-3).
        ArnAccountNotAllowed = "arn_account_not_allowed", "K-3",
        /// An ARN with a region where none of the service's ARNs has one (K-3).
        ArnRegionNotAllowed = "arn_region_not_allowed", "K-3",
        /// An ARN with a region that no partition has (K-3).
        InvalidArnRegion = "invalid_arn_region", "K-3",
        /// An ARN that fits no resource type of the service that it names (K-3).
        InvalidArnResource = "invalid_arn_resource", "K-3",
        /// An ARN whose service is not written in lower case (K-3).
        InvalidArnServiceCase = "invalid_arn_service_case", "K-3",
        /// An ARN with a partition that AWS does not have (K-3).
        InvalidPartition = "invalid_partition", "K-3",
        /// An ARN that names a service which does not exist (K-3).
        InvalidService = "invalid_service", "K-3",
        /// An ARN without the account that all of the service's ARNs of its kind have (K-3).
        MissingArnAccount = "missing_arn_account", "K-3",
        /// An ARN without the region that all of the service's ARNs of its kind have (K-3).
        MissingArnRegion = "missing_arn_region", "K-3",
        /// A wildcard before the end of an action of a service control policy, which AWS has taken since September 2025 (K-4).
        ScpSyntaxErrorActionWildcard = "scp_syntax_error_action_wildcard", "K-4",
        /// An action that policies of such resources cannot be about (K-4).
        UnsupportedActionInPolicy = "unsupported_action_in_policy", "K-4",
        /// A resource that policies of such resources cannot be about (K-4).
        UnsupportedResourceArnInPolicy = "unsupported_resource_arn_in_policy", "K-4",
        /// A condition key that some of the statement's actions do not support (K-5).
        UnsupportedActionForConditionKey = "unsupported_action_for_condition_key", "K-5",
        /// Several values for what is either true or false (K-6).
        InvalidConditionMultipleBoolean = "invalid_condition_multiple_boolean", "K-6",
        /// A value of a condition on regions that is none (K-6).
        InvalidRegion = "invalid_region", "K-6",
        /// A value that should name a service as a principal and is not written so (K-6).
        InvalidServicePrincipalFormat = "invalid_service_principal_format", "K-6",
        /// A condition key about a tag that does not say which (K-6).
        MissingTagKeyInCondition = "missing_tag_key_in_condition", "K-6",
        /// A value of `aws:SourceVpc` that is not written as the identifier of a VPC (K-6).
        InvalidVpcFormat = "invalid_vpc_format", "K-6",
        /// A value of `aws:SourceVpce` that is not written as the identifier of a VPC endpoint (K-6).
        InvalidVpceFormat = "invalid_vpce_format", "K-6",
        /// A value of a condition on KMS keys that is not the ARN of one (K-6).
        InvalidKmsKeyValue = "invalid_kms_key_value", "K-6",
        /// A condition on `aws:SourceIp` with private addresses only, which no request to AWS comes from (K-8).
        PrivateIpAddress = "private_ip_address", "K-8",
        /// A condition on `aws:SourceIp` that excludes private addresses only, which no request to AWS comes from (K-8).
        PrivateNotIpAddress = "private_not_ip_address", "K-8",
        /// A policy variable in a value that says whom to trust (K-9).
        VariableUsageTooPermissive = "variable_usage_too_permissive", "K-9",
        /// A wildcard in a value that says whom to trust (K-9).
        WildcardUsageTooPermissive = "wildcard_usage_too_permissive", "K-9",
        /// A policy variable in a part of an ARN, or in a `Sid`, where AWS does not want one (K-10).
        VariableUnsupportedInElement = "variable_unsupported_in_element", "K-10",
        /// What looks like a policy variable, in a document whose version has none (K-10).
        VariableUnsupportedInVersion = "variable_unsupported_in_version", "K-10",
        /// A condition key that requests of a service never carry (K-11).
        UnsupportedConditionKeyForServicePrincipal = "unsupported_condition_key_for_service_principal", "K-11",
        /// A federated principal that is written neither as a domain nor as the ARN of a provider (K-12).
        InvalidFederatedPrincipalSyntaxInRoleTrustPolicy = "invalid_federated_principal_syntax_in_role_trust_policy", "K-12",
        /// An action that such principals do not assume roles with (K-12).
        MismatchedActionForPrincipal = "mismatched_action_for_principal", "K-12",
        /// A trust policy for IAM Roles Anywhere without one of the three actions that the service needs (K-12).
        MissingActionForRolesAnywhereTrustPolicy = "missing_action_for_roles_anywhere_trust_policy", "K-12",
        /// `Allow` of `iam:CreateServiceLinkedRole` with `NotResource` (K-15).
        CreateSlrWithNotResource = "create_slr_with_not_resource", "K-15",
        /// `Allow` of a wildcard that covers `iam:CreateServiceLinkedRole`, with `NotResource` (K-15).
        CreateSlrWithStarInActionAndNotResource = "create_slr_with_star_in_action_and_not_resource", "K-15",
        /// `Allow` of all but some actions, `iam:CreateServiceLinkedRole` among them, with `NotResource` (K-15).
        CreateSlrWithNotActionAndNotResource = "create_slr_with_not_action_and_not_resource", "K-15",
        /// `Allow` of `iam:CreateServiceLinkedRole` for the roles of several services (K-15).
        CreateSlrWithStarInResource = "create_slr_with_star_in_resource", "K-15",
        /// `Allow` of a wildcard that covers `iam:CreateServiceLinkedRole`, for the roles of several services (K-15).
        CreateSlrWithStarInActionAndResource = "create_slr_with_star_in_action_and_resource", "K-15",
        /// `Allow` of all but some actions, `iam:CreateServiceLinkedRole` among them, for the roles of several services (K-15).
        CreateSlrWithStarInResourceAndNotAction = "create_slr_with_star_in_resource_and_not_action", "K-15",
        /// A global condition key that AWS has replaced by another one (K-17).
        DeprecatedGlobalConditionKey = "deprecated_global_condition_key", "K-17",
        /// A date that is written as seconds since 1970 (K-6).
        InvalidDateValue = "invalid_date_value", "K-6",
        /// A role that is named by its unique identifier (K-11).
        InvalidRoleReference = "invalid_role_reference", "K-11",
        /// A user that is named by its unique identifier (K-11).
        InvalidUserReference = "invalid_user_reference", "K-11",
        /// A wildcard in a value that is compared as it is written (K-6).
        WildcardWithoutLikeOperator = "wildcard_without_like_operator", "K-6",
        /// An operator that does not go with the type of the condition key (K-6).
        TypeMismatch = "type_mismatch", "K-6",
        /// A trust policy that lets several repositories or branches of GitHub in (K-12).
        SpecificGithubRepoAndBranchRecommended = "specific_github_repo_and_branch_recommended", "K-12",
        /// A resource control policy that denies by a property of the caller, AWS's own services included (K-13).
        RcpMissingRelatedPrincipalConditionKey = "rcp_missing_related_principal_condition_key", "K-13",
        /// A resource control policy that denies by what only AWS's services say, all other callers included (K-13).
        RcpMissingRelatedServicePrincipalConditionKey = "rcp_missing_related_service_principal_condition_key", "K-13",
        /// The same, requests of services that do not say it included (K-13).
        RcpMissingServiceConditionKeyNullCheck = "rcp_missing_service_condition_key_null_check", "K-13",
        /// A condition on what a caller can say as it likes (K-9).
        UntrustworthyConditionKey = "untrustworthy_condition_key", "K-9",
        /// `ForAllValues` on a key with one value, which is true without the key (K-7).
        ForallvaluesWithSingleValuedKey = "forallvalues_with_single_valued_key", "K-7",
        /// `Allow` of `iam:PassRole` with `NotResource` (K-14).
        PassRoleWithNotResource = "pass_role_with_not_resource", "K-14",
        /// `Allow` of a wildcard that covers `iam:PassRole`, with `NotResource` (K-14).
        PassRoleWithStarInActionAndNotResource = "pass_role_with_star_in_action_and_not_resource", "K-14",
        /// `Allow` of all but some actions, `iam:PassRole` among them, with `NotResource` (K-14).
        PassRoleWithNotActionAndNotResource = "pass_role_with_not_action_and_not_resource", "K-14",
        /// `Allow` of `iam:PassRole` for many roles, to whatever service (K-14).
        PassRoleWithStarInResource = "pass_role_with_star_in_resource", "K-14",
        /// `Allow` of a wildcard that covers `iam:PassRole`, for many roles (K-14).
        PassRoleWithStarInActionAndResource = "pass_role_with_star_in_action_and_resource", "K-14",
        /// `Allow` of all but some actions, `iam:PassRole` among them, for many roles (K-14).
        PassRoleWithStarInResourceAndNotAction = "pass_role_with_star_in_resource_and_not_action", "K-14",
        /// A condition key that tells little without another one (K-17).
        MissingPairedConditionKeys = "missing_paired_condition_keys", "K-17",
        /// `Deny` by a tag that the requests for these actions do not carry (K-16).
        DenyWithUnsupportedTagConditionKeyForService = "deny_with_unsupported_tag_condition_key_for_service", "K-16",
        /// `Deny` of all but some actions by a tag, which many requests do not carry (K-16).
        DenyNotactionWithUnsupportedTagConditionKeyForService = "deny_notaction_with_unsupported_tag_condition_key_for_service", "K-16",
        /// A service that is let in whatever account it acts for (K-11).
        RestrictAccessToServicePrincipal = "restrict_access_to_service_principal", "K-11" => [
            RecommendedConditionKeyForServicePrincipal
        ],
        /// A trust policy that lets everybody in whom an identity provider knows (K-12).
        MissingConditionKeyForOidcPrincipal = "missing_condition_key_for_oidc_principal", "K-12",
        /// A trust policy that lets all repositories of GitHub in (K-12).
        MissingGithubRepoConditionKey = "missing_github_repo_condition_key", "K-12",
        /// `StringLike` on an ARN, whose wildcards go on over colons (K-6).
        StringLikeOperatorWithArnConditionKeys = "string_like_operator_with_arn_condition_keys", "K-6",
        /// A condition on the attributes of a table that does not say which of them are returned (K-17).
        DynamodbAttributesWithoutSelect = "dynamodb_attributes_without_select", "K-17",
        /// A condition that excludes prefixes of S3, which other prefixes get round (K-17).
        S3PrefixInNegativeContext = "s3_prefix_in_negative_context", "K-17",
        /// `ForAnyValue` on the audience of an identity provider, which is one value (K-7).
        ForanyvalueWithAudienceClaimType = "foranyvalue_with_audience_claim_type", "K-7",
        /// A condition without operators or keys, which is true (K-18).
        EmptyObjectCondition = "empty_object_condition", "K-18",
        /// An empty `Sid` (K-18).
        EmptySidValue = "empty_sid_value", "K-18",
        /// A condition that asks only whether a key is there (K-19).
        EquivalentToNullFalse = "equivalent_to_null_false", "K-19",
        /// A condition that asks only whether a key is missing (K-19).
        EquivalentToNullTrue = "equivalent_to_null_true", "K-19",
        /// A range of addresses whose address has bits beyond the prefix (K-8).
        ImproveIpRange = "improve_ip_range", "K-8",
        /// Private addresses among others in a condition on `aws:SourceIp` (K-8).
        PrivateIpAddressSubset = "private_ip_address_subset", "K-8",
        /// Private addresses among others that a condition on `aws:SourceIp` excludes (K-8).
        PrivateNotIpAddressSubset = "private_not_ip_address_subset", "K-8",
        /// An action that others of the list cover (K-19).
        RedundantAction = "redundant_action", "K-19",
        /// A number beside another one that alone counts (K-19).
        RedundantConditionValueNum = "redundant_condition_value_num", "K-19",
        /// A resource that others of the list cover (K-19).
        RedundantResource = "redundant_resource", "K-19",
        /// A statement that others cover (K-19).
        RedundantStatement = "redundant_statement", "K-19",
        /// `Allow` by a tag that the requests for these actions do not carry (K-16).
        AllowWithUnsupportedTagConditionKeyForService = "allow_with_unsupported_tag_condition_key_for_service", "K-16",
        /// `Allow` of all but some actions by a tag, which many requests do not carry (K-16).
        AllowNotactionWithUnsupportedTagConditionKeyForService = "allow_notaction_with_unsupported_tag_condition_key_for_service", "K-16",
        /// A condition key that has one value for all requests that the policy is about (K-17).
        IrrelevantConditionKeyInPolicy = "irrelevant_condition_key_in_policy", "K-17",
        /// A condition that is always true (K-19).
        RedundantKeyDueToWildcardInCondition = "redundant_key_due_to_wildcard_in_condition", "K-19",
        /// A session of a role that is itself among the principals (K-12).
        RedundantPrincipalInRoleTrustPolicy = "redundant_principal_in_role_trust_policy", "K-12",
        /// A statement whose condition nothing satisfies (K-19).
        RedundantStatementDueToWildcardInCondition = "redundant_statement_due_to_wildcard_in_condition", "K-19",
        /// A set operator on the audience of an identity provider, which is one value (K-7).
        ConfirmAudienceClaimType = "confirm_audience_claim_type", "K-7",
    }
    ours {
        /// A statement that decides nothing (K-20).
        DeadStatement = "dead_statement", "K-20", Warning, Warn,
        /// An action that no resource of its statement goes with (K-5).
        UnreachableAction = "unreachable_action", "K-5", Warning, Warn,
        /// An action without another one that it needs (K-20).
        MissingDependentAction = "missing_dependent_action", "K-20", Suggestion, Allow,
        /// A character beyond Latin-1 (K-18).
        NonLatinCharacter = "non_latin_character", "K-18", Suggestion, Warn,
        /// Permissions by which a caller can get more of them (K-21).
        PrivilegeEscalation = "privilege_escalation", "K-21", SecurityWarning, Warn,
    }
}

impl Code {
    /// The code with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Code::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// Whether its level can be chosen.
    #[must_use]
    pub fn is_lint(self) -> bool {
        Code::LINTS.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(*code));
            assert!(code.description().ends_with('.'), "{}", code.as_str());
        }
    }

    #[test]
    fn checks_are_called_as_by_aws() {
        for code in Code::ALL.iter().filter(|code| code.check_rule().is_some()) {
            if let Some(issue) = code.issue() {
                assert_eq!(code.as_str(), issue.as_str().to_ascii_lowercase());
            }
        }
    }
}
