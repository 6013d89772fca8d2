//! What becomes of a finding.

/// What becomes of a finding: it stops the policy from compiling, is reported, or is passed over.
///
/// Errors of the language stop a policy always (G-26); the level of every other finding has a
/// default, and can be chosen by its [`Code`](crate::Code) (K-1).
///
/// ```
/// use policy_compiler::{Code, Level, Options, Severity, compile};
/// use policy_core::PolicyType;
///
/// // AWS takes this resource, but it has too few colons to be the ARN of anything.
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3"}
/// }"#;
/// let options = Options::new(PolicyType::Identity);
/// let findings = compile(text, &options).unwrap_err();
/// let finding = findings.iter().next().unwrap();
/// assert_eq!(finding.severity(), Severity::Lint(Level::Deny));
///
/// assert!(compile(text, &options.level(Code::ShortArn, Level::Warn)).is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The policy does not compile.
    Deny,
    /// The policy compiles, and the finding is shown.
    Warn,
    /// The finding is not shown.
    Allow,
}

impl Level {
    /// Every level, the strictest first.
    pub const ALL: [Level; 3] = [Level::Deny, Level::Warn, Level::Allow];

    /// The word that is written in settings and before the codes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::Deny => "deny",
            Level::Warn => "warn",
            Level::Allow => "allow",
        }
    }

    /// The level of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Level::ALL.into_iter().find(|level| level.as_str() == name)
    }
}
