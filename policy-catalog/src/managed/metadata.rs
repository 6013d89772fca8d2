//! What is known about a policy besides its document.

use core::fmt;

use super::{Date, ManagedPolicy};

/// Where a fact of the catalogue comes from.
///
/// ```
/// use policy_catalog::managed::{self, Source};
///
/// let deprecation = managed::AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS.deprecation().unwrap();
/// assert!(deprecation.statements().iter().any(|s| s.source() == Source::DeveloperGuideShort));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// The long edition of the page "Amazon ECS managed policies and trust relationships".
    ///
    /// It is the edition that explains single permissions and has a history of changes.
    DeveloperGuide,
    /// The short edition of the same page.
    ///
    /// It prints the same documents, except that of `AmazonECSTaskExecutionRolePolicy`.
    DeveloperGuideShort,
    /// The policy's versions, their documents and dates, and its withdrawal, as IAM has them.
    PolicyRecord,
    /// The policy document itself: whoever reads it sees the fact.
    Document,
    /// The actions that the service authorization reference listed in September 2026.
    ServiceReference,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DeveloperGuide => "Amazon ECS Developer Guide, managed policies, long edition",
            Self::DeveloperGuideShort => {
                "Amazon ECS Developer Guide, managed policies, short edition"
            }
            Self::PolicyRecord => "versions of the policy in IAM",
            Self::Document => "policy document",
            Self::ServiceReference => "service authorization reference, September 2026",
        })
    }
}

/// What one action of a policy is there for.
///
/// ```
/// use policy_catalog::managed::AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY;
///
/// let token = &AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY.permissions()[0];
/// assert_eq!(token.action(), "ecr:GetAuthorizationToken");
/// assert!(token.purpose().contains("12 hours"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    pub(super) action: &'static str,
    pub(super) purpose: &'static str,
    pub(super) compatibility_only: bool,
    pub(super) parts: &'static [Permission],
    pub(super) source: Source,
}

impl Permission {
    pub(super) const fn new(action: &'static str, purpose: &'static str) -> Self {
        let source = Source::DeveloperGuide;
        Self {
            action,
            purpose,
            compatibility_only: false,
            parts: &[],
            source,
        }
    }

    pub(super) const fn for_compatibility(action: &'static str, purpose: &'static str) -> Self {
        Self {
            compatibility_only: true,
            ..Self::new(action, purpose)
        }
    }

    pub(super) const fn of_parts(
        action: &'static str,
        purpose: &'static str,
        parts: &'static [Permission],
    ) -> Self {
        Self {
            parts,
            ..Self::new(action, purpose)
        }
    }

    /// The entry as the document writes it, with wildcards if it has any.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        self.action
    }

    /// What it is for.
    #[must_use]
    pub const fn purpose(&self) -> &'static str {
        self.purpose
    }

    /// Whether nothing calls the action any more, and it stays only for old callers.
    ///
    /// ```
    /// use policy_catalog::managed::AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE as role;
    ///
    /// let kept = role
    ///     .permissions()
    ///     .iter()
    ///     .flat_map(|permission| [permission].into_iter().chain(permission.parts()))
    ///     .filter(|permission| permission.compatibility_only())
    ///     .map(|permission| permission.action());
    /// assert!(kept.eq(["ecs:DeregisterContainerInstance", "ecs:SubmitContainerStateChange"]));
    /// ```
    #[must_use]
    pub const fn compatibility_only(&self) -> bool {
        self.compatibility_only
    }

    /// The single actions behind an entry with a wildcard, if the source explains them singly.
    #[must_use]
    pub const fn parts(&self) -> &'static [Permission] {
        self.parts
    }

    /// Where the explanation comes from.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }
}

/// Something to know before using a policy.
///
/// ```
/// use policy_catalog::managed::AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE as role;
///
/// assert!(role.considerations().iter().any(|c| c.text().contains("169.254.169.254")));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Consideration {
    pub(super) text: &'static str,
    pub(super) source: Source,
}

impl Consideration {
    pub(super) const fn new(source: Source, text: &'static str) -> Self {
        Self { text, source }
    }

    /// The consideration, in a few sentences.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Where it comes from.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }
}

/// A change that AWS announced in its documentation.
///
/// The dates are those of the announcement. [`Version`] has the dates of the documents.
///
/// ```
/// use policy_catalog::managed::AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE as role;
///
/// let first = role.changes()[0];
/// assert_eq!(first.date().to_string(), "2015-03-19");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub(super) date: Date,
    pub(super) description: &'static str,
    pub(super) source: Source,
}

impl Change {
    pub(super) const fn new(date: Date, description: &'static str) -> Self {
        Self {
            date,
            description,
            source: Source::DeveloperGuide,
        }
    }

    /// The announced date.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    /// What changed.
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// Where it was announced.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }
}

/// One version of a managed policy.
///
/// ```
/// use policy_catalog::managed::AMAZON_ECS_FULL_ACCESS;
///
/// let v13 = AMAZON_ECS_FULL_ACCESS.versions().iter().find(|v| v.number() == 13).unwrap();
/// assert!(v13.added().contains(&"codedpeloy:ContinueDeployment"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Version {
    pub(super) number: u32,
    pub(super) created: Date,
    pub(super) description: &'static str,
    pub(super) added: &'static [&'static str],
    pub(super) removed: &'static [&'static str],
}

impl Version {
    /// The number: 16 is what AWS writes as `v16`.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The day on which AWS created it, in UTC.
    #[must_use]
    pub const fn created(&self) -> Date {
        self.created
    }

    /// What it changed.
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// The action entries that the version before does not have anywhere, as written.
    ///
    /// For version 1 these are all of its entries.
    #[must_use]
    pub const fn added(&self) -> &'static [&'static str] {
        self.added
    }

    /// The action entries that only the version before has.
    #[must_use]
    pub const fn removed(&self) -> &'static [&'static str] {
        self.removed
    }
}

/// The end of a managed policy: since when, why, and what to use in its place.
///
/// ```
/// use policy_catalog::managed;
///
/// let old = managed::by_name("AmazonEC2ContainerServiceFullAccess").unwrap();
/// let deprecation = old.deprecation().unwrap();
/// assert_eq!(deprecation.since().to_string(), "2021-01-29");
/// assert_eq!(deprecation.replacement().name(), "AmazonECS_FullAccess");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Deprecation {
    pub(super) since: Date,
    pub(super) statements: &'static [DateStatement],
    pub(super) reason: &'static str,
    pub(super) effect: &'static str,
    pub(super) replacement: &'static ManagedPolicy,
}

impl Deprecation {
    /// The first day on which the policy is deprecated.
    ///
    /// If the [`statements`](Self::statements) disagree, it is the date of IAM's own record.
    #[must_use]
    pub const fn since(&self) -> Date {
        self.since
    }

    /// Each source's date. They need not agree.
    ///
    /// ```
    /// use policy_catalog::managed;
    ///
    /// let deprecation = managed::AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS.deprecation().unwrap();
    /// let wrong = deprecation.statements().iter().filter(|s| s.date() != deprecation.since());
    /// assert!(wrong.map(|s| s.date().year()).eq([2020]));
    /// ```
    #[must_use]
    pub const fn statements(&self) -> &'static [DateStatement] {
        self.statements
    }

    /// Why AWS deprecated it.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        self.reason
    }

    /// What it means for those who have it attached, and for those who do not.
    #[must_use]
    pub const fn effect(&self) -> &'static str {
        self.effect
    }

    /// The policy that AWS recommends in its place.
    #[must_use]
    pub const fn replacement(&self) -> &'static ManagedPolicy {
        self.replacement
    }
}

/// A date as one source gives it.
///
/// ```
/// use policy_catalog::managed::{AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS as old, Source};
///
/// let statements = old.deprecation().unwrap().statements();
/// let short = statements.iter().find(|s| s.source() == Source::DeveloperGuideShort).unwrap();
/// assert_eq!(short.date().to_string(), "2020-01-29");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateStatement {
    pub(super) source: Source,
    pub(super) date: Date,
}

impl DateStatement {
    pub(super) const fn new(source: Source, date: Date) -> Self {
        Self { source, date }
    }

    /// Who says so.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }

    /// The date as stated there.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }
}
