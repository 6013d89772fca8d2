//! What was found in which document, and at which level.

use std::fmt;
use std::ops::{AddAssign, Range};

use policy_compiler::{Finding, Findings, Level, Options, Source, read, read_together};

/// The findings of any number of policies, each with its level.
///
/// Findings that are allowed are left out, and so are the texts of policies that nothing is said
/// of: a report is as large as what there is to say.
///
/// ```
/// use policy_check::Report;
/// use policy_compiler::{Code, Level, Options};
/// use policy_core::PolicyType;
///
/// let text = r#"{"Statement": {"Effect": "Alow", "Action": "s3:*", "Resource": "*"}}"#;
/// let mut report = Report::default();
/// report.check("web.json", text, &Options::new(PolicyType::Identity));
///
/// assert_eq!(report.summary().to_string(), "1 policy: 1 error, 1 warning");
/// let denied = report.findings().iter().find(|one| one.level() == Level::Deny).unwrap();
/// assert_eq!(denied.finding().code(), Code::Effect);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Report {
    // INVARIANT: those about the same documents stand together, sorted by place.
    findings: Vec<Reported>,
    documents: Vec<Document>,
    summary: Summary,
    failures: Vec<String>,
}

/// A finding, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Reported {
    finding: Finding,
    level: Level,
    /// The documents of the report that its places count from.
    documents: Range<usize>,
}

/// A text that findings point into.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// How many policies there were, and how many findings of each level.
///
/// ```
/// use policy_check::Summary;
///
/// let mut summary = Summary::default();
/// summary += Summary { policies: 2, errors: 1, warnings: 0, unreadable: 1 };
/// summary += Summary { policies: 1, errors: 0, warnings: 2, unreadable: 0 };
/// assert_eq!(summary.to_string(), "3 policies: 1 error, 2 warnings; 1 not read");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The policies that were looked at.
    pub policies: usize,
    /// The findings that are denied.
    pub errors: usize,
    /// The findings that are reported only.
    pub warnings: usize,
    /// The files that could not be read.
    pub unreadable: usize,
}

impl Report {
    /// Reviews a policy, and adds what is to be said of it.
    ///
    /// The options want a [reference](Options::reference): without one only the grammar is checked.
    pub fn check(&mut self, name: impl Into<String>, text: impl Into<String>, options: &Options) {
        let (name, text) = (name.into(), text.into());
        let (_, findings) = read(&text, options);
        self.summary.policies += 1;
        self.add(
            vec![Document { name, text }],
            of_one(&findings),
            |finding| options.level_of(finding),
        );
    }

    /// Reviews policies that one identity has, by name and text: each by itself, and what they
    /// allow together.
    pub fn check_together(
        &mut self,
        policies: impl IntoIterator<Item = (String, String)>,
        options: &Options,
    ) {
        let policies = policies.into_iter();
        let documents: Vec<_> = policies
            .map(|(name, text)| Document { name, text })
            .collect();
        let sources: Vec<_> = documents.iter().map(Document::source).collect();
        let (_, found) = read_together(&sources, options);
        let of_each = found.each().iter().enumerate();
        let of_each = of_each.flat_map(|(index, findings)| {
            let findings = findings.iter().cloned();
            findings.map(move |finding| (index..index + 1, finding))
        });
        let of_all = found.all().iter().cloned();
        let of_all = of_all.map(|finding| (0..documents.len(), finding));
        let findings = of_each.chain(of_all).collect();
        self.summary.policies += documents.len();
        self.add(documents, findings, |finding| options.level_of(finding));
    }

    /// Notes that a policy could not be read, and why.
    pub fn fail(&mut self, why: impl Into<String>) {
        self.failures.push(why.into());
        self.summary.unreadable += 1;
    }

    /// Adds all of another report.
    pub fn append(&mut self, other: Report) {
        let Report {
            findings,
            documents,
            summary,
            failures,
        } = other;
        let before = self.documents.len();
        self.findings.extend(findings.into_iter().map(|mut one| {
            one.documents = one.documents.start + before..one.documents.end + before;
            one
        }));
        self.documents.extend(documents);
        self.summary += summary;
        self.failures.extend(failures);
    }

    /// Adds findings, unless they are allowed, each with those of these documents that it is
    /// about.
    pub(crate) fn add(
        &mut self,
        documents: Vec<Document>,
        findings: Vec<(Range<usize>, Finding)>,
        level_of: impl Fn(&Finding) -> Level,
    ) {
        let first = self.documents.len();
        let before = self.findings.len();
        for (about, finding) in findings {
            let level = level_of(&finding);
            match level {
                Level::Deny => self.summary.errors += 1,
                Level::Warn => self.summary.warnings += 1,
                Level::Allow => continue,
            }
            self.findings.push(Reported {
                finding,
                level,
                documents: first + about.start..first + about.end,
            });
        }
        if self.findings.len() > before {
            self.documents.extend(documents);
        }
    }

    /// What is to be said, policy by policy and from top to bottom.
    #[must_use]
    pub fn findings(&self) -> &[Reported] {
        &self.findings
    }

    /// Why policies could not be read.
    #[must_use]
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// The numbers of policies and findings.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// The documents that the places of a finding count from.
    pub(crate) fn sources_of(&self, one: &Reported) -> Vec<Source<'_>> {
        let documents = self.documents.get(one.documents.clone());
        let documents = documents.unwrap_or_default().iter();
        documents.map(Document::source).collect()
    }
}

/// All of these findings, about the only document.
pub(crate) fn of_one(findings: &Findings) -> Vec<(Range<usize>, Finding)> {
    let findings = findings.iter().cloned();
    findings.map(|finding| (0..1, finding)).collect()
}

impl Document {
    fn source(&self) -> Source<'_> {
        let Document { name, text } = self;
        Source { name, text }
    }
}

impl Reported {
    /// What was found.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// Whether it is denied, or reported only.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// Whether both are about the same documents.
    pub(crate) fn is_beside(&self, other: &Reported) -> bool {
        self.documents == other.documents
    }
}

impl Summary {
    /// Whether a finding is denied.
    #[must_use]
    pub fn is_denied(&self) -> bool {
        self.errors > 0
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        let Summary {
            policies,
            errors,
            warnings,
            unreadable,
        } = other;
        self.policies += policies;
        self.errors += errors;
        self.warnings += warnings;
        self.unreadable += unreadable;
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary {
            policies,
            errors,
            warnings,
            unreadable,
        } = *self;
        let plural = if policies == 1 { "policy" } else { "policies" };
        write!(f, "{policies} {plural}: ")?;
        if policies == 0 && unreadable > 0 {
            return write!(f, "{unreadable} not read");
        }
        let counted = |n: usize, what: &str| {
            let s = if n == 1 { "" } else { "s" };
            (n > 0).then(|| format!("{n} {what}{s}"))
        };
        let counts = [counted(errors, "error"), counted(warnings, "warning")];
        let counts: Vec<_> = counts.into_iter().flatten().collect();
        if counts.is_empty() {
            f.write_str("nothing to report")?;
        } else {
            f.write_str(&counts.join(", "))?;
        }
        if unreadable > 0 {
            write!(f, "; {unreadable} not read")?;
        }
        Ok(())
    }
}
