//! What the compiler has to say about a document: codes, severities, places (G-26).

use crate::options::Options;
use crate::span::Span;

/// One mistake in a document, with everything needed to explain it.
///
/// ```
/// use policy_compiler::{Code, Options, Severity, read};
/// use policy_core::PolicyType;
///
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": {"Effect": "Alow", "Action": "ecs:*", "Resource": "*"}
/// }"#;
/// let (_, findings) = read(text, &Options::new(PolicyType::Identity));
/// let finding = findings.iter().next().unwrap();
///
/// assert_eq!(finding.code(), Code::Effect);
/// assert_eq!(finding.rule(), "G-10");
/// assert_eq!(finding.severity(), Severity::Error);
/// assert_eq!(finding.message(), "there is no effect `Alow`");
/// assert_eq!(finding.help(), Some("write `\"Allow\"`"));
/// ```
///
/// [`render`](crate::render) shows it with the line of the document. AWS has a list of such
/// mistakes of its own, [the policy checks of IAM Access Analyzer][checks]; the codes here
/// are not AWS's.
///
/// [checks]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    code: Code,
    rule: &'static str,
    severity: Severity,
    message: String,
    // INVARIANT: never empty; the first one is the primary place.
    spans: Vec<LabelledSpan>,
    help: Option<String>,
}

/// A place that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledSpan {
    /// The place.
    pub span: Span,
    /// A few words to write beside it.
    pub label: Option<String>,
}

/// How bad a finding is (G-26).
///
/// ```
/// use policy_compiler::{Code, Options, Severity, compile};
/// use policy_core::PolicyType;
///
/// // AWS takes this resource, but it has too few colons to be the ARN of anything.
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3"}
/// }"#;
/// let options = Options::new(PolicyType::Identity);
/// let findings = compile(text, &options).unwrap_err();
/// assert_eq!(findings.iter().next().unwrap().severity(), Severity::DenyLint);
///
/// assert!(compile(text, &options.allow(Code::ShortArn)).is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document has no meaning, or AWS refuses it; it never compiles.
    Error,
    /// AWS would accept it, but it is nearly always a mistake; allowed by name only.
    DenyLint,
    /// Reported only.
    Warning,
}

/// All findings about one document, sorted by place.
///
/// ```
/// use policy_compiler::{Code, Options, read};
/// use policy_core::PolicyType;
///
/// let text = r#"{"Statement": {"Effect": "Alow", "Action": "RunTask", "Resource": "*"}}"#;
/// let options = Options::new(PolicyType::Identity);
/// let (document, findings) = read(text, &options);
/// assert!(document.is_none());
///
/// let codes: Vec<Code> = findings.errors().map(|finding| finding.code()).collect();
/// assert_eq!(codes, [Code::Effect, Code::Action]);
/// let codes: Vec<Code> = findings.warnings().map(|finding| finding.code()).collect();
/// assert_eq!(codes, [Code::VersionAbsent]);
/// assert_eq!(findings.fatal(&options).count(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Finding>,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)*) => {
        /// The kind of a finding; its name is the one of G-26.
        ///
        /// ```
        /// use policy_compiler::Code;
        ///
        /// assert_eq!(Code::EmptyList.as_str(), "empty_list");
        /// assert_eq!(Code::parse("empty_list"), Some(Code::EmptyList));
        /// assert_eq!(Code::parse("EmptyList"), None);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name that is written in `allow = […]` and in reports.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }

            /// What the code stands for, in a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    $(Code::$variant => concat!($($doc),+).trim_ascii(),)*
                }
            }
        }
    };
}

codes! {
    /// The text is not JSON (G-2).
    Json = "json",
    /// A value has the wrong JSON type (G-13, G-14).
    Type = "type",
    /// A key is written twice in one object (G-3).
    DuplicateKey = "duplicate_key",
    /// A character that documents of this type may not hold (G-1).
    Charset = "charset",
    /// A key that is no element of the language (G-4, G-5).
    UnknownElement = "unknown_element",
    /// An element that has to be there is not (G-5, G-12).
    MissingElement = "missing_element",
    /// An element that documents of this type do not have (G-8, G-12).
    ElementNotAllowed = "element_not_allowed",
    /// Two elements that exclude each other (G-11).
    Conflict = "conflict",
    /// `Statement` is an empty list (G-5).
    EmptyStatement = "empty_statement",
    /// A list without entries (G-15, C-36).
    EmptyList = "empty_list",
    /// `Version` is none that documents of this type may have (G-6).
    Version = "version",
    /// `Effect` is neither `Allow` nor `Deny` (G-10).
    Effect = "effect",
    /// A `Sid` with characters that documents of this type do not allow (G-9).
    Sid = "sid",
    /// Two statements with the same `Sid` (G-9).
    DuplicateSid = "duplicate_sid",
    /// What is written is no action (A-1, A-6, A-10).
    Action = "action",
    /// What is written is no resource (R-1, R-13, R-14, R-24).
    Resource = "resource",
    /// What is written is no principal (P-1, P-12, P-15, P-27).
    Principal = "principal",
    /// `NotPrincipal` in a statement that allows (P-20).
    NotprincipalAllow = "notprincipal_allow",
    /// Something that resource control policies do not have (G-22).
    Rcp = "rcp",
    /// There is no such condition operator (C-13).
    Operator = "operator",
    /// What is written is no condition key (C-14).
    ConditionKey = "condition_key",
    /// Two condition keys that differ by case only (C-6).
    DuplicateConditionKey = "duplicate_condition_key",
    /// An operand that the operator cannot read (C-12, C-15).
    ConditionValue = "condition_value",
    /// Strings, numbers and booleans in one list of operands (C-15).
    MixedTypes = "mixed_types",
    /// A policy variable that is not written as one (V-15).
    Variable = "variable",
    /// A key that may be a list under an operator without set prefix (C-9).
    MissingQualifier = "missing_qualifier",
    /// `Null` with a set prefix, which makes it a constant (C-33).
    NullWithSetOperator = "null_with_set_operator",
    /// An ARN with fewer than six fields (R-14).
    ShortArn = "short_arn",
    /// A key that may be a list as a policy variable (V-8).
    MultivaluedVariable = "multivalued_variable",
    /// No service begins its actions so (N-1).
    UnknownService = "unknown_service",
    /// The service has no such action (N-2).
    UnknownAction = "unknown_action",
    /// A wildcard that no action matches (N-3).
    UnmatchedWildcard = "unmatched_wildcard",
    /// An action that is no longer one (N-4).
    RetiredName = "retired_name",
    /// An action that is newer than the reference (N-5).
    NewerName = "newer_name",
    /// There is no such condition key (N-6).
    UnknownKey = "unknown_key",
    /// A condition key that no action of the statement supports (N-7).
    UnsupportedKey = "unsupported_key",
    /// An ARN that fits no resource type of the statement's actions (N-8).
    UnsupportedResource = "unsupported_resource",
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
    /// No `Version`, so policy variables do not exist (G-7).
    VersionAbsent = "version_absent",
    /// A resource policy's statement without `Resource` (G-12).
    MissingResource = "missing_resource",
    /// The document is larger than AWS takes (G-24).
    TooLarge = "too_large",
    /// A trust policy that trusts everybody (G-20).
    OpenTrust = "open_trust",
    /// A wildcard in the partition of an ARN (R-13).
    WildcardPartition = "wildcard_partition",
    /// A wildcard in the service of an ARN (R-24).
    WildcardService = "wildcard_service",
    /// The account field of an ARN holds no account (R-10).
    OddAccountField = "odd_account_field",
    /// `IfExists` where it changes nothing (C-34).
    IfExistsWithoutEffect = "if_exists_without_effect",
    /// `Allow` with `ForAllValues`, which is true for absent keys (C-30).
    ForAllValuesAllow = "for_all_values_allow",
}

impl Code {
    /// The codes that a document may opt out of by name (G-26).
    pub const DENY_LINTS: [Code; 13] = [
        Code::EmptyList,
        Code::MissingQualifier,
        Code::NullWithSetOperator,
        Code::ShortArn,
        Code::MultivaluedVariable,
        Code::UnknownService,
        Code::UnknownAction,
        Code::UnmatchedWildcard,
        Code::RetiredName,
        Code::NewerName,
        Code::UnknownKey,
        Code::UnsupportedKey,
        Code::UnsupportedResource,
    ];

    /// The codes of findings that are only reported (G-26).
    pub const WARNINGS: [Code; 9] = [
        Code::VersionAbsent,
        Code::MissingResource,
        Code::TooLarge,
        Code::OpenTrust,
        Code::WildcardPartition,
        Code::WildcardService,
        Code::OddAccountField,
        Code::IfExistsWithoutEffect,
        Code::ForAllValuesAllow,
    ];

    /// The code with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Code::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

impl Finding {
    /// A finding that makes the document unusable.
    #[must_use]
    pub fn error(code: Code, rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Finding::new(Severity::Error, code, rule, span, message.into())
    }

    /// A finding that is fatal unless it is allowed by name.
    #[must_use]
    pub fn deny_lint(
        code: Code,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Finding::new(Severity::DenyLint, code, rule, span, message.into())
    }

    /// A finding that is reported only.
    #[must_use]
    pub fn warning(code: Code, rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Finding::new(Severity::Warning, code, rule, span, message.into())
    }

    fn new(
        severity: Severity,
        code: Code,
        rule: &'static str,
        span: Span,
        message: String,
    ) -> Self {
        Finding {
            code,
            rule,
            severity,
            message,
            spans: vec![LabelledSpan { span, label: None }],
            help: None,
        }
    }

    /// With a sentence that says what to write instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a sentence that says what to write instead, if there is one.
    #[must_use]
    pub fn with_help_if(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// With a few words beside the primary place.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        if let Some(primary) = self.spans.first_mut() {
            primary.label = Some(label.into());
        }
        self
    }

    /// With a further place, such as the other one of two that are in conflict.
    #[must_use]
    pub fn with_place(mut self, span: Span, label: impl Into<String>) -> Self {
        self.spans.push(LabelledSpan {
            span,
            label: Some(label.into()),
        });
        self
    }

    /// The kind of mistake.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The rule of the language reference that is broken, such as `C-13`.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is wrong.
    #[must_use]
    pub fn span(&self) -> Span {
        self.spans
            .first()
            .map(|place| place.span)
            .unwrap_or_default()
    }

    /// All places; the first one is the primary one.
    #[must_use]
    pub fn spans(&self) -> &[LabelledSpan] {
        &self.spans
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.list.extend(findings);
    }

    /// Stages find in their own order; people read from top to bottom.
    pub(crate) fn sort(&mut self) {
        self.list
            .sort_by_key(|finding| (finding.span(), finding.severity, finding.code));
    }

    /// Whether the document has no meaning.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The findings of severity error.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Error)
    }

    /// The findings of severity deny-lint.
    pub fn deny_lints(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::DenyLint)
    }

    /// The findings of severity warning.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Warning)
    }

    /// The findings that stop a document from compiling under these options.
    pub fn fatal<'f>(&'f self, options: &'f Options) -> impl Iterator<Item = &'f Finding> {
        self.list.iter().filter(|finding| match finding.severity {
            Severity::Error => true,
            Severity::DenyLint => !options.allows(finding.code),
            Severity::Warning => false,
        })
    }

    fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.list
            .iter()
            .filter(move |finding| finding.severity == severity)
    }

    /// Every finding, sorted by place.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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
}
