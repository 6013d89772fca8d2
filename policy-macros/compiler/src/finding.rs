//! What the compiler has to say about a document (G-26).

use std::borrow::Cow;

use crate::code::Code;
use crate::issue::{FindingType, Issue};
use crate::level::Level;
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
/// [`render`](crate::render) shows it with the line of the document. Most mistakes have a name in
/// [AWS's policy checks][checks], too: [`issue_code`](Finding::issue_code) says which.
///
/// [checks]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    code: Code,
    rule: &'static str,
    /// What AWS calls it, where the code alone does not tell.
    issue: Option<Issue>,
    severity: Severity,
    message: String,
    // INVARIANT: never empty; the first one is the primary place.
    spans: Vec<LabelledSpan>,
    help: Option<String>,
}

/// A place that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledSpan {
    /// Which of the documents that were looked at together it is in; 0 where there is only one.
    pub source: usize,
    /// The place in its text.
    pub span: Span,
    /// A few words to write beside it.
    pub label: Option<String>,
}

/// How bad a finding is by itself (G-26); [`Options::level_of`] says what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document has no meaning, or AWS refuses it; it never compiles.
    Error,
    /// The document has a meaning. This is the level of the finding where nobody has chosen one.
    Lint(Level),
}

/// All findings about one document, sorted by place.
///
/// ```
/// use policy_compiler::{Code, Level, Options, read};
/// use policy_core::PolicyType;
///
/// let text = r#"{"Statement": {"Effect": "Alow", "Action": "RunTask", "Resource": "*"}}"#;
/// let options = Options::new(PolicyType::Identity);
/// let (document, findings) = read(text, &options);
/// assert!(document.is_none());
///
/// let codes: Vec<Code> = findings.errors().map(|finding| finding.code()).collect();
/// assert_eq!(codes, [Code::Effect, Code::Action]);
/// assert_eq!(findings.at(Level::Deny, &options).count(), 2);
/// let codes: Vec<Code> = findings.at(Level::Warn, &options).map(|finding| finding.code()).collect();
/// assert_eq!(codes, [Code::VersionAbsent]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Finding>,
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
        Finding::new(
            Severity::Lint(Level::Deny),
            code,
            rule,
            span,
            message.into(),
        )
    }

    /// A finding that is reported only, unless it is denied by name.
    #[must_use]
    pub fn warning(code: Code, rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Finding::new(
            Severity::Lint(Level::Warn),
            code,
            rule,
            span,
            message.into(),
        )
    }

    /// A finding of one of the checks, with its rule and default level (K-1).
    pub(crate) fn check(code: Code, span: Span, message: impl Into<String>) -> Self {
        let severity = Severity::Lint(code.default_level());
        let rule = code.check_rule().unwrap_or("K-1");
        Finding::new(severity, code, rule, span, message.into())
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
            issue: code.issue(),
            severity,
            message,
            spans: vec![LabelledSpan {
                source: 0,
                span,
                label: None,
            }],
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
            source: 0,
            span,
            label: Some(label.into()),
        });
        self
    }

    /// About this one of the documents that were looked at together.
    #[must_use]
    pub(crate) fn in_source(mut self, source: usize) -> Self {
        for place in &mut self.spans {
            place.source = source;
        }
        self
    }

    /// Which of the documents that were looked at together the primary place is in.
    pub(crate) fn source(&self) -> usize {
        self.spans.first().map_or(0, |place| place.source)
    }

    /// The finding with its places in the document of the primary one, as if there were no other.
    pub(crate) fn in_one_document(mut self) -> Self {
        let source = self.source();
        self.spans.retain(|place| place.source == source);
        self.in_source(0)
    }

    /// With a further place in another one of the documents.
    #[must_use]
    pub(crate) fn with_place_in(
        mut self,
        source: usize,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        self = self.with_place(span, label);
        if let Some(place) = self.spans.last_mut() {
            place.source = source;
        }
        self
    }

    /// With the name that AWS has for it where the code alone does not tell.
    #[must_use]
    pub(crate) fn known_as(mut self, issue: Issue) -> Self {
        self.issue = Some(issue);
        self
    }

    /// The kind of mistake.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The name that AWS has for it, if it has one.
    ///
    /// ```
    /// use policy_compiler::{Code, Issue, Options, read};
    /// use policy_core::PolicyType;
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {"Effect": "Allow", "Action": [], "Resource": "*"}
    /// }"#;
    /// let (_, findings) = read(text, &Options::new(PolicyType::Identity));
    /// let finding = findings.iter().next().unwrap();
    /// assert_eq!(finding.code(), Code::EmptyList);
    /// assert_eq!(finding.issue(), Some(Issue::EmptyArrayAction));
    /// ```
    #[must_use]
    pub fn issue(&self) -> Option<Issue> {
        self.issue
    }

    /// The name for reports in AWS's form: AWS's own, or else the code in capitals.
    #[must_use]
    pub fn issue_code(&self) -> Cow<'static, str> {
        match self.issue {
            Some(issue) => issue.as_str().into(),
            None => self.code.as_str().to_ascii_uppercase().into(),
        }
    }

    /// What kind of finding AWS makes of it, or would.
    #[must_use]
    pub fn finding_type(&self) -> FindingType {
        self.issue
            .map_or_else(|| self.code.finding_type(), Issue::finding_type)
    }

    /// The rule that is broken, such as `C-13` of the language or `K-14` of the checks.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Its level where nobody has chosen one.
    #[must_use]
    pub fn default_level(&self) -> Level {
        match self.severity {
            Severity::Error => Level::Deny,
            Severity::Lint(level) => level,
        }
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

    pub(crate) fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.list.retain(keep);
    }

    /// Stages find in their own order; people read from top to bottom.
    pub(crate) fn sort(&mut self) {
        self.list
            .sort_by_key(|finding| (finding.span(), finding.severity, finding.code));
    }

    pub(crate) fn into_list(self) -> Vec<Finding> {
        self.list
    }

    /// Whether the document has no meaning.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The findings of severity error.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        let list = self.list.iter();
        list.filter(|finding| finding.severity == Severity::Error)
    }

    /// The findings of which some level can be chosen.
    pub fn lints(&self) -> impl Iterator<Item = &Finding> {
        let list = self.list.iter();
        list.filter(|finding| finding.severity != Severity::Error)
    }

    /// The findings that have this level under these options; an error is denied always.
    pub fn at<'f>(
        &'f self,
        level: Level,
        options: &'f Options,
    ) -> impl Iterator<Item = &'f Finding> {
        let list = self.list.iter();
        list.filter(move |finding| options.level_of(finding) == level)
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
