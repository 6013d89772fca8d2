//! How a document is to be read.

use policy_core::PolicyType;

use crate::finding::Code;

/// How a document is to be read: its type, and what to let pass.
///
/// ```
/// use policy_compiler::{Code, Options};
/// use policy_core::PolicyType;
///
/// let options = Options::new(PolicyType::Identity).allow(Code::ShortArn);
/// assert!(options.allows(Code::ShortArn));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    policy_type: PolicyType,
    allowed: Vec<Code>,
    wide_stars: bool,
    size_limit: Option<usize>,
}

impl Options {
    /// Documents of this type, nothing relaxed.
    #[must_use]
    pub const fn new(policy_type: PolicyType) -> Self {
        Options {
            policy_type,
            allowed: Vec::new(),
            wide_stars: false,
            size_limit: None,
        }
    }

    /// Lets a deny-lint pass (G-26). Errors cannot be allowed.
    #[must_use]
    pub fn allow(mut self, code: Code) -> Self {
        self.allowed.push(code);
        self
    }

    /// Lets a `*` at the end of one of the first five ARN fields match colons (R-10).
    #[must_use]
    pub const fn wide_stars(mut self, yes: bool) -> Self {
        self.wide_stars = yes;
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

    /// The type of the documents.
    #[must_use]
    pub const fn policy_type(&self) -> PolicyType {
        self.policy_type
    }

    /// Whether this deny-lint may pass.
    #[must_use]
    pub fn allows(&self, code: Code) -> bool {
        self.allowed.contains(&code)
    }

    /// Whether the wide reading of R-10 was asked for.
    #[must_use]
    pub const fn has_wide_stars(&self) -> bool {
        self.wide_stars
    }

    /// The limit that was asked for.
    #[must_use]
    pub const fn custom_size_limit(&self) -> Option<usize> {
        self.size_limit
    }
}
