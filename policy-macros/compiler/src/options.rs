//! How a document is to be read, and what to call it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use policy_core::PolicyType;

use crate::code::Code;
use crate::facts::policy_resource_type::{PolicyResourceType, TRUST_POLICY};
use crate::finding::{Finding, Severity};
use crate::level::Level;
use crate::reference::Reference;
use crate::suggest::nearest;
use crate::template::shown;

/// How a document is to be read: its type, and what to let pass; and what to call it.
///
/// ```
/// use policy_compiler::{Code, Level, Options, read};
/// use policy_core::PolicyType;
///
/// let text = r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#;
/// let options = Options::new(PolicyType::Identity);
/// let (_, findings) = read(text, &options);
/// let version_absent = findings.iter().next().unwrap();
/// assert_eq!(options.level_of(version_absent), Level::Warn);
/// let strict = options.level(Code::VersionAbsent, Level::Deny);
/// assert_eq!(strict.level_of(version_absent), Level::Deny);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    policy_type: PolicyType,
    // INVARIANT: has no control characters; empty if there is no name.
    name: String,
    levels: Vec<(Code, Level)>,
    is_vendored: bool,
    wide_stars: bool,
    one_of_several: bool,
    size_limit: Option<usize>,
    // INVARIANT: none unless the documents are resource policies.
    resource_type: Option<&'static PolicyResourceType>,
    reference: Option<Arc<Reference>>,
}

impl Options {
    /// Documents of this type, nothing relaxed.
    #[must_use]
    pub const fn new(policy_type: PolicyType) -> Self {
        Options {
            policy_type,
            name: String::new(),
            levels: Vec::new(),
            is_vendored: false,
            wide_stars: false,
            one_of_several: false,
            size_limit: None,
            resource_type: None,
            reference: None,
        }
    }

    /// Calls the policy so, for people who read explanations. It has no meaning for
    /// decisions.
    ///
    /// A name with control characters is written with Rust's escapes, since one with a line
    /// feed could forge a line of a log. The empty name is none.
    ///
    /// ```
    /// use policy_compiler::Options;
    /// use policy_core::PolicyType;
    ///
    /// let options = Options::new(PolicyType::Identity);
    /// assert_eq!(options.policy_name(), None);
    /// assert_eq!(options.clone().name("build-robot").policy_name(), Some("build-robot"));
    /// assert_eq!(options.name("build\nrobot").policy_name(), Some(r"build\nrobot"));
    /// ```
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = printable(&name.into());
        self
    }

    /// Chooses the level of a lint (K-1); of several choices the last one counts. Errors of
    /// the language have none: they are always denied.
    #[must_use]
    pub fn level(mut self, code: Code, level: Level) -> Self {
        self.levels.push((code, level));
        self
    }

    /// Takes the documents as they are, since somebody else maintains them: all lints are allowed,
    /// whatever their level (G-26).
    #[must_use]
    pub const fn vendored(mut self) -> Self {
        self.is_vendored = true;
        self
    }

    /// Lets a `*` at the end of one of the first five ARN fields match colons (R-10).
    #[must_use]
    pub const fn wide_stars(mut self, yes: bool) -> Self {
        self.wide_stars = yes;
        self
    }

    /// Says that the document is one of several policies of an identity: what it allows counts
    /// only together with them, and is looked at by [`read_together`](crate::read_together) (K-21).
    #[must_use]
    pub const fn one_of_several(mut self, yes: bool) -> Self {
        self.one_of_several = yes;
        self
    }

    /// Another limit for the warning `too_large` than the one of the type (G-25).
    ///
    /// For resource policies, which have none of their own, it counts bytes; AWS takes 20,480
    /// for S3 and 32,768 for KMS.
    #[must_use]
    pub const fn size_limit(mut self, limit: usize) -> Self {
        self.size_limit = Some(limit);
        self
    }

    /// Says what the documents, which are resource policies, are attached to, by the name that
    /// AWS's policy checks and `CloudFormation` have for it (K-4).
    ///
    /// Then more is known about them: which actions and resources they can be about, how large they
    /// may be, and whether each statement needs a `Resource`.
    ///
    /// ```
    /// use policy_compiler::Options;
    /// use policy_core::PolicyType;
    ///
    /// let options = Options::new(PolicyType::Resource);
    /// assert!(options.clone().resource_type("AWS::S3::Bucket").is_ok());
    ///
    /// let error = options.resource_type("AWS::S3::Buckets").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "no resource policy is attached to a type `AWS::S3::Buckets`; a similar one exists: `AWS::S3::Bucket`"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// If the documents are of another type, or no such resource has policies.
    pub fn resource_type(mut self, name: &str) -> Result<Self, ResourceTypeError> {
        let Some(found) = PolicyResourceType::parse(name) else {
            return Err(ResourceTypeError(unknown_resource_type(name)));
        };
        if self.policy_type != PolicyType::Resource {
            return Err(ResourceTypeError(
                "a resource type goes with resource policies only; write `type = resource`, or leave it out"
                    .to_owned(),
            ));
        }
        self.resource_type = Some(found);
        Ok(self)
    }

    /// Reviews the documents, with what these services have: the names in them (G-27), and all
    /// that docs/checks.md lists.
    ///
    /// Without a reference every name will do, and only the grammar is checked (G-26).
    #[must_use]
    pub fn reference(mut self, reference: Arc<Reference>) -> Self {
        self.reference = Some(reference);
        self
    }

    /// What names are checked against, if they are.
    #[must_use]
    pub fn checked_against(&self) -> Option<&Reference> {
        self.reference.as_deref()
    }

    /// What they are attached to, if that was said.
    pub(crate) fn attached_to(&self) -> Option<&'static PolicyResourceType> {
        self.resource_type
    }

    /// The type of the documents.
    #[must_use]
    pub const fn policy_type(&self) -> PolicyType {
        self.policy_type
    }

    /// What the policy is to be called, if anything.
    #[must_use]
    pub fn policy_name(&self) -> Option<&str> {
        (!self.name.is_empty()).then_some(&*self.name)
    }

    /// What becomes of a finding.
    #[must_use]
    pub fn level_of(&self, finding: &Finding) -> Level {
        let Severity::Lint(default) = finding.severity() else {
            return Level::Deny;
        };
        if self.is_vendored {
            return Level::Allow;
        }
        let mut chosen = self.levels.iter().rev();
        let chosen = chosen.find(|(code, _)| *code == finding.code());
        chosen.map_or(default, |(_, level)| *level)
    }

    /// Whether the wide reading of R-10 was asked for.
    #[must_use]
    pub const fn has_wide_stars(&self) -> bool {
        self.wide_stars
    }

    /// Whether the document is one of several policies of an identity.
    #[must_use]
    pub const fn is_one_of_several(&self) -> bool {
        self.one_of_several
    }

    /// The limit that was asked for.
    #[must_use]
    pub const fn custom_size_limit(&self) -> Option<usize> {
        self.size_limit
    }
}

/// Why [`Options::resource_type`] takes no such name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceTypeError(String);

impl fmt::Display for ResourceTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for ResourceTypeError {}

fn unknown_resource_type(name: &str) -> String {
    let instead = if name == TRUST_POLICY {
        "that is what trust policies are attached to, which are a type of their own: `trust`"
            .to_owned()
    } else if let Some(meant) = nearest(name, PolicyResourceType::names()) {
        format!("a similar one exists: `{meant}`")
    } else {
        let names: Vec<_> = PolicyResourceType::names().collect();
        format!("there are: `{}`", names.join("`, `"))
    };
    format!(
        "no resource policy is attached to a type `{}`; {instead}",
        shown(name)
    )
}

/// A name as it may stand in a message.
pub(crate) fn printable(name: &str) -> String {
    if name.contains(char::is_control) {
        name.escape_debug().to_string()
    } else {
        name.to_owned()
    }
}
