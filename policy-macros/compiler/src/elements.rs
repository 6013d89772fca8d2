//! Which elements an object has, may have and has to have (G-4, G-11, G-12).

use policy_core::PolicyType;

use crate::code::Code;
use crate::finding::Finding;
use crate::input::Member;
use crate::issue::Issue;
use crate::read::Reader;
use crate::rules::Presence;
use crate::span::Span;
use crate::suggest::nearest;
use crate::template::shown;

/// The members of an object whose keys were checked.
pub(crate) struct Elements<'n> {
    members: &'n [Member],
    /// What unknown keys were probably meant to be; not reported as missing again.
    meant: Vec<&'static str>,
}

impl<'n> Elements<'n> {
    pub(crate) fn get(&self, name: &str) -> Option<&'n Member> {
        self.members.iter().find(|member| member.key == name)
    }

    pub(crate) fn is_meant(&self, name: &str) -> bool {
        self.meant.contains(&name)
    }
}

pub(crate) const DOCUMENT_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

pub(crate) const STATEMENT_ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

impl Reader<'_> {
    /// Reports unknown keys; `elsewhere` are the names that belong to the other level.
    pub(crate) fn elements<'n>(
        &mut self,
        members: &'n [Member],
        names: &[&'static str],
        elsewhere: &[&'static str],
    ) -> Elements<'n> {
        let mut meant = Vec::new();
        for member in members {
            let key = member.key.as_str();
            if names.contains(&key) {
                continue;
            }
            let is_there = |name: &str| members.iter().any(|member| member.key == name);
            let (message, help) = if elsewhere.contains(&key) {
                let place = if elsewhere.contains(&"Statement") {
                    "at the top of the document"
                } else {
                    "inside `Statement`"
                };
                (
                    format!("`{key}` belongs {place}"),
                    Some("move it there".to_owned()),
                )
            } else {
                let allowed = names.iter().copied().filter(|name| self.has_element(name));
                let name = nearest(key, allowed)
                    .and_then(|near| names.iter().copied().find(|name| *name == near));
                meant.extend(name);
                let help = name.map(|name| {
                    if is_there(name) {
                        format!("`{name}` is there already: merge the two, or remove this one")
                    } else if name.eq_ignore_ascii_case(key) {
                        format!("write `{name}`; element names compare with case")
                    } else {
                        format!("a similar element exists: `{name}`")
                    }
                });
                let help = help.or_else(|| {
                    let legal: Vec<_> = names
                        .iter()
                        .filter(|name| self.has_element(name))
                        .map(|name| format!("`{name}`"))
                        .collect();
                    Some(format!("the elements here are {}", legal.join(", ")))
                });
                (format!("unknown element `{}`", shown(key)), help)
            };
            self.findings.push(
                Finding::error(Code::UnknownElement, "G-4", member.key_span, message)
                    .with_help_if(help),
            );
        }
        Elements { members, meant }
    }

    /// Whether documents of this type have the element (G-12).
    pub(crate) fn has_element(&self, name: &str) -> bool {
        let presence = match name {
            "Id" => self.rules.id,
            "Principal" => self.rules.principal,
            "NotPrincipal" => self.rules.not_principal,
            "NotAction" => self.rules.not_action,
            "Resource" | "NotResource" => self.rules.resource,
            _ => Presence::Optional,
        };
        !presence.is_forbidden()
    }

    /// The two elements of an exclusive pair (G-11), without those that the type does not have.
    pub(crate) fn pair<'n>(
        &mut self,
        elements: &Elements<'n>,
        names: [&'static str; 2],
        presence: [Presence; 2],
        span: Span,
    ) -> [Option<&'n Member>; 2] {
        let [positive, negated] = names.map(|name| elements.get(name));
        let nothing_written = positive.is_none() && negated.is_none();
        let [present, not_present] = presence;
        let mut legal = |member: Option<&'n Member>, presence| {
            let member = member?;
            if let Presence::Forbidden(instead) = presence {
                self.not_allowed(member, instead);
                return None;
            }
            Some(member)
        };
        let pair = [legal(positive, present), legal(negated, not_present)];
        if let [Some(positive), Some(negated)] = pair {
            let (first, second) = if positive.key_span < negated.key_span {
                (positive, negated)
            } else {
                (negated, positive)
            };
            self.findings.push(
                Finding::error(
                    Code::Conflict,
                    "G-11",
                    second.key_span,
                    format!(
                        "`{}` cannot be combined with `{}`; remove one",
                        second.key, first.key
                    ),
                )
                .with_place(first.key_span, "the other one"),
            );
        }
        let [name, not_name] = names;
        match present {
            // What is there instead has its own finding already.
            _ if !nothing_written => {}
            Presence::Mandatory if not_present.is_forbidden() => {
                self.missing(elements, &[name], span, "G-12");
            }
            Presence::Mandatory => self.missing(elements, &[name, not_name], span, "G-12"),
            Presence::Advised if !elements.is_meant(name) && !elements.is_meant(not_name) => {
                self.without_resource(span);
            }
            _ => {}
        }
        pair
    }

    /// Says that there is no `Resource`, unless what the policy is attached to needs none.
    fn without_resource(&mut self, statement: Span) {
        let needs_resource = self.attached_to.map(|resource| resource.needs_resource);
        let finding = match needs_resource.flatten() {
            Some(false) => return,
            Some(true) => Finding::deny_lint(
                Code::MissingResource,
                "G-12",
                statement.head(),
                format!(
                    "each statement of {} has to have a `Resource`",
                    self.rules.name_with(self.attached_to)
                ),
            )
            .with_help("add `Resource`, or `NotResource`"),
            None => Finding::warning(
                Code::MissingResource,
                "G-12",
                statement.head(),
                "without `Resource` the statement is about the resource that the policy is attached to",
            )
            .with_help("add `Resource` if the service wants it, as S3 and SQS do"),
        };
        self.findings.push(finding);
    }

    pub(crate) fn missing(
        &mut self,
        elements: &Elements<'_>,
        names: &[&'static str],
        span: Span,
        rule: &'static str,
    ) {
        if names.iter().any(|name| elements.is_meant(name)) {
            return;
        }
        let issue = match names.first() {
            Some(&"Effect") => Some(Issue::MissingEffect),
            Some(&"Principal") => Some(Issue::MissingPrincipal),
            Some(&"Action") => Some(Issue::MissingAction),
            Some(&"Resource") => Some(Issue::MissingResource),
            _ => None,
        };
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let (has, add) = match names.as_slice() {
            [name, not_name] => (
                format!("has neither {name} nor {not_name}"),
                format!("add {name}"),
            ),
            [name] if name == "`Principal`" && self.rules.everybody_only => (
                format!("has no {name}"),
                "add `\"Principal\": \"*\"`".to_owned(),
            ),
            names => (
                format!("has no {}", names.join(" and ")),
                format!("add {}", names.join(" and ")),
            ),
        };
        self.findings.push(
            Finding::error(
                Code::MissingElement,
                rule,
                span.head(),
                format!("this statement {has}"),
            )
            .known_as(issue)
            .with_help(add),
        );
    }

    pub(crate) fn not_allowed(&mut self, member: &Member, instead: &'static str) {
        let (code, rule) = match member.key.as_str() {
            "Id" => (Code::ElementNotAllowed, "G-8"),
            "NotAction" => (Code::Rcp, "G-22"),
            _ => (Code::ElementNotAllowed, "G-12"),
        };
        let issue = match (member.key.as_str(), self.rules.policy_type) {
            ("NotAction", _) => Issue::RcpSyntaxErrorNotaction,
            ("Resource" | "NotResource", PolicyType::Trust) => {
                Issue::RoleTrustPolicySyntaxErrorResource
            }
            ("NotPrincipal", PolicyType::Trust) => Issue::RoleTrustPolicySyntaxErrorNotprincipal,
            ("Principal" | "NotPrincipal", PolicyType::Scp) => Issue::ScpSyntaxErrorPrincipal,
            ("Principal" | "NotPrincipal", PolicyType::Rcp) => Issue::RcpSyntaxErrorPrincipal,
            ("Principal" | "NotPrincipal", _) => Issue::UnsupportedPrincipal,
            _ => Issue::InvalidPolicyElement,
        };
        self.findings.push(
            Finding::error(
                code,
                rule,
                member.key_span,
                format!("{} has no `{}`", self.rules.name, member.key),
            )
            .known_as(issue)
            .with_help(instead),
        );
    }
}
