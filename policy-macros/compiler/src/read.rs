//! Tree to document: the elements of the top level (G-5 … G-8).

use std::collections::HashMap;

use crate::code::Code;
use crate::document::{Document, Statement, Version};
use crate::elements::{DOCUMENT_ELEMENTS, Elements, STATEMENT_ELEMENTS};
use crate::facts::policy_resource_type::PolicyResourceType;
use crate::finding::{Finding, Findings};
use crate::input::{self, Form, Node, Value};
use crate::issue::Issue;
use crate::level::Level;
use crate::names::Names;
use crate::options::Options;
use crate::rules::{Presence, Rules};
use crate::size;
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::shown;
use crate::values::described;

/// Reads a document; there is one unless something in it is an error.
///
/// Deny-lints and warnings are among the findings, but keep nothing back.
///
/// ```
/// use policy_compiler::{Code, Options, read};
/// use policy_core::PolicyType;
///
/// let options = Options::new(PolicyType::Identity);
/// let text = r#"{"Version": "2012-10-17",
///     "Statement": {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}}"#;
/// let (document, findings) = read(text, &options);
/// assert_eq!(document.unwrap().statements.len(), 1);
/// assert!(findings.is_empty());
///
/// let (document, findings) = read(&text.replace("Allow", "allow"), &options);
/// assert!(document.is_none());
/// assert_eq!(findings.iter().next().unwrap().code(), Code::Effect);
/// ```
#[must_use]
pub fn read(text: &str, options: &Options) -> (Option<Document>, Findings) {
    let mut findings = Findings::default();
    let rules = Rules::of(options.policy_type());
    let document = input::parse(text, Form::Policy(rules), &mut findings).and_then(|root| {
        if matches!(root.value, Value::Object(_)) {
            size::check(text, options, rules, &mut findings);
        }
        let mut reader = Reader {
            text,
            rules,
            attached_to: options.attached_to(),
            has_variables: false,
            is_one_of_several: options.is_one_of_several(),
            names: Names::new(options),
            findings: &mut findings,
        };
        reader.document(&root)
    });
    findings.sort();
    let document = document.filter(|_| !findings.has_errors());
    (document, findings)
}

/// What the stages of reading share.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) rules: &'static Rules,
    /// What a resource policy is attached to, if that is known.
    pub(crate) attached_to: Option<&'static PolicyResourceType>,
    /// Whether the version of the document has policy variables (V-2).
    pub(crate) has_variables: bool,
    /// Whether what it allows is looked at together with others (K-21).
    pub(crate) is_one_of_several: bool,
    /// The names of the document, if they are to be checked.
    pub(crate) names: Option<Names<'a>>,
    pub(crate) findings: &'a mut Findings,
}

impl Reader<'_> {
    /// The level of what is a warning here and an error for AWS: its errors are denied where
    /// documents are reviewed (K-1).
    pub(crate) fn level_of_aws_error(&self) -> Level {
        if self.names.is_some() {
            Level::Deny
        } else {
            Level::Warn
        }
    }

    fn document(&mut self, root: &Node) -> Option<Document> {
        let Value::Object(members) = &root.value else {
            self.findings.push(
                Finding::error(
                    Code::Type,
                    "G-2",
                    root.span.head(),
                    format!("the document is {}", described(&root.value)),
                )
                .with_help("write an object with `Version` and `Statement`"),
            );
            return None;
        };
        let elements = self.elements(members, &DOCUMENT_ELEMENTS, &STATEMENT_ELEMENTS);
        let version = self.version(&elements, root.span);
        let id = elements.get("Id").and_then(|id| {
            if let Presence::Forbidden(instead) = self.rules.id {
                self.not_allowed(id, instead);
                return None;
            }
            self.string(id)
        });
        let Some(statement) = elements.get("Statement") else {
            let strays = members
                .iter()
                .any(|member| STATEMENT_ELEMENTS.contains(&member.key.as_str()));
            if !strays && !elements.is_meant("Statement") {
                self.findings.push(
                    Finding::error(
                        Code::MissingElement,
                        "G-5",
                        root.span.head(),
                        "the document has no `Statement`",
                    )
                    .known_as(Issue::MissingStatement)
                    .with_help("add `\"Statement\": […]`"),
                );
            }
            return None;
        };
        let statements = self.statements(&statement.value)?;
        Some(Document {
            policy_type: self.rules.policy_type,
            span: root.span,
            version,
            id,
            statements,
            statement_is_array: matches!(statement.value.value, Value::Array(_)),
        })
    }

    fn version(&mut self, elements: &Elements<'_>, root: Span) -> Option<Spanned<Version>> {
        // A mistaken version was meant to be one; reading on with variables finds more.
        self.has_variables = true;
        let Some(member) = elements.get("Version") else {
            if !elements.is_meant("Version") {
                self.version_missing(root);
            }
            return None;
        };
        let span = member.value.span;
        let legal = || self.rules.versions.iter().copied();
        let (issue, message, help) = match &member.value.value {
            Value::String(text) => {
                if let Some(version) = legal().find(|version| version.as_str() == text) {
                    self.has_variables = version == Version::V2012;
                    return Some(Spanned::new(version, span));
                }
                let exists = Version::ALL.iter().any(|version| version.as_str() == text);
                let message = if exists {
                    format!("{} cannot have version `{text}`", self.rules.name)
                } else {
                    format!("there is no version `{}`", shown(text))
                };
                let near = nearest(text, legal().map(Version::as_str));
                (Issue::InvalidVersion, message, near)
            }
            other => {
                let message = format!("`Version` is {}", described(other));
                (Issue::DataTypeMismatch, message, None)
            }
        };
        let help = match help {
            Some(version) => format!("write `\"{version}\"`"),
            None => "write `\"2012-10-17\"`; the version is that of the language".to_owned(),
        };
        let finding = Finding::error(Code::Version, "G-6", span, message).known_as(issue);
        self.findings.push(finding.with_help(help));
        None
    }

    fn version_missing(&mut self, root: Span) {
        let finding = if self.rules.version == Presence::Mandatory {
            let message = format!("{} has to have a `Version`", self.rules.name);
            Finding::error(Code::Version, "G-6", root.head(), message)
                .known_as(Issue::MissingVersion)
        } else {
            self.has_variables = false;
            Finding::warning(
                Code::VersionAbsent,
                "G-7",
                root.head(),
                "without `Version` the document is read as `2008-10-17`, in which `${…}` is plain text",
            )
        };
        self.findings
            .push(finding.with_help("add `\"Version\": \"2012-10-17\"`"));
    }

    fn statements(&mut self, node: &Node) -> Option<Vec<Statement>> {
        let nodes = match &node.value {
            Value::Array(nodes) => nodes.as_slice(),
            Value::Object(_) => std::slice::from_ref(node),
            _ => {
                self.wrong_type("Statement", node, "a statement or an array of statements");
                return None;
            }
        };
        if nodes.is_empty() {
            self.findings.push(
                Finding::error(
                    Code::EmptyStatement,
                    "G-5",
                    node.span,
                    "`Statement` is empty",
                )
                .with_help(
                    "add a statement; a policy that grants nothing is one that is not attached",
                ),
            );
            return None;
        }
        let mut sids = HashMap::new();
        let statements: Vec<_> = nodes
            .iter()
            .map(|node| self.statement(node, &mut sids))
            .collect();
        let readable: Vec<&Statement> = statements.iter().flatten().collect();
        self.review(&readable, readable.len() == nodes.len());
        statements.into_iter().collect()
    }
}
