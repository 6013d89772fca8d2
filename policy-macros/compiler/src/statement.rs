//! The elements of a statement (G-9 … G-12).

use std::collections::HashMap;

use policy_core::Effect;

use crate::code::Code;
use crate::document::{ActionElement, PrincipalElement, ResourceElement, Statement};
use crate::elements::{DOCUMENT_ELEMENTS, Elements, STATEMENT_ELEMENTS};
use crate::finding::Finding;
use crate::input::{Member, Node, Value};
use crate::issue::Issue;
use crate::read::Reader;
use crate::rules::Presence;
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::shown;
use crate::values::{EmptyList, described};
use crate::{action, condition, principal, rcp, resource};

impl Reader<'_> {
    pub(crate) fn statement(
        &mut self,
        node: &Node,
        sids: &mut HashMap<String, Span>,
    ) -> Option<Statement> {
        let Value::Object(members) = &node.value else {
            self.wrong_type("Statement", node, "an object");
            return None;
        };
        let elements = self.elements(members, &STATEMENT_ELEMENTS, &DOCUMENT_ELEMENTS);
        let sid = elements.get("Sid").and_then(|sid| self.sid(sid, sids));
        let effect = self.effect(&elements, node.span);
        let effect_value = effect.as_ref().map(|effect| effect.value);
        let principal = self.principal(&elements, node.span, effect.as_ref());
        let action = self.action(&elements, node.span);
        let resource = self.resource(&elements, node.span);
        let condition = elements
            .get("Condition")
            .map(|member| condition::read(self, member, effect_value));
        let all_actions = action.as_ref().is_some_and(|action| !action.negated)
            && elements.get("NotAction").is_none();
        self.check_names(all_actions, effect_value);
        Some(Statement {
            span: node.span,
            sid,
            effect: effect?,
            principal,
            action: action?,
            resource,
            condition: match condition {
                Some(condition) => Some(condition?),
                None => None,
            },
        })
    }

    pub(crate) fn sid(
        &mut self,
        member: &Member,
        sids: &mut HashMap<String, Span>,
    ) -> Option<Spanned<String>> {
        let sid = self.string(member)?;
        let is_plain = sid.value.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if self.rules.plain_sid && !is_plain {
            // Leaving out blanks and punctuation keeps the words; letters are not guessed.
            let (plain, rest): (String, String) =
                sid.value.chars().partition(char::is_ascii_alphanumeric);
            let keeps_words = !plain.is_empty() && !rest.contains(char::is_alphanumeric);
            let help = if keeps_words {
                format!("write `\"{}\"`", shown(&plain))
            } else {
                "write words such as `\"RunTasks\"`, or leave the `Sid` out".to_owned()
            };
            self.findings.push(
                Finding::error(
                    Code::Sid,
                    "G-9",
                    sid.span,
                    format!(
                        "the `Sid` of {} is made of ASCII letters and digits only",
                        self.rules.name
                    ),
                )
                .known_as(if sid.value.contains("${") {
                    Issue::VariableUnsupportedInElement
                } else {
                    Issue::UnsupportedSid
                })
                .with_help(help),
            );
        }
        if sid.value.is_empty() {
            return Some(sid);
        }
        if let Some(first) = sids.get(&sid.value) {
            let message = format!("duplicate `Sid` `{}`", shown(&sid.value));
            let finding = if self.rules.unique_sids {
                Finding::error(Code::DuplicateSid, "G-9", sid.span, message)
                    .known_as(Issue::UniqueSidsRequired)
            } else {
                Finding::warning(Code::DuplicateSid, "G-9", sid.span, message)
                    .known_as(Issue::UniqueSidsRecommended)
            };
            self.findings.push(
                finding
                    .with_label("written again here")
                    .with_place(*first, "first written here")
                    .with_help("give each statement its own `Sid`, or none"),
            );
        } else {
            sids.insert(sid.value.clone(), sid.span);
        }
        Some(sid)
    }

    pub(crate) fn effect(
        &mut self,
        elements: &Elements<'_>,
        span: Span,
    ) -> Option<Spanned<Effect>> {
        let effects = self.rules.effects;
        let Some(member) = elements.get("Effect") else {
            self.missing(elements, &["Effect"], span, "G-10");
            return None;
        };
        let span = member.value.span;
        let (issue, message) = match &member.value.value {
            Value::String(text) => {
                let effect = [Effect::Allow, Effect::Deny]
                    .into_iter()
                    .find(|effect| effect.as_str() == text);
                if let Some(effect) = effect {
                    if !effects.contains(&effect) {
                        self.findings.push(rcp::only_denies(self.rules, span));
                    }
                    return Some(Spanned::new(effect, span));
                }
                let issue = if text.contains("${") {
                    Issue::VariableUnsupportedInElement
                } else {
                    Issue::InvalidEffect
                };
                (issue, format!("there is no effect `{}`", shown(text)))
            }
            other => {
                let message = format!("`Effect` is {}", described(other));
                (Issue::DataTypeMismatch, message)
            }
        };
        let names = || effects.iter().map(|effect| effect.as_str());
        let meant = match &member.value.value {
            Value::String(text) => nearest(text, names()),
            _ => None,
        };
        let names: Vec<_> = match meant {
            Some(effect) => vec![effect],
            None => names().collect(),
        };
        let help = format!("write `\"{}\"`", names.join("\"` or `\""));
        let finding = Finding::error(Code::Effect, "G-10", span, message).known_as(issue);
        self.findings.push(finding.with_help(help));
        None
    }

    pub(crate) fn principal(
        &mut self,
        elements: &Elements<'_>,
        span: Span,
        effect: Option<&Spanned<Effect>>,
    ) -> Option<PrincipalElement> {
        let names = ["Principal", "NotPrincipal"];
        let presence = [self.rules.principal, self.rules.not_principal];
        let [positive, negated] = self.pair(elements, names, presence, span);
        if let Some(negated) = negated
            && positive.is_none()
            && let Some(effect) = effect
            && effect.value == Effect::Allow
        {
            self.findings.push(
                Finding::error(
                    Code::NotprincipalAllow,
                    "P-20",
                    negated.key_span,
                    "`NotPrincipal` with `Allow` would allow everybody else, anonymous callers included",
                )
                .with_place(effect.span, "the effect")
                .with_help("name the callers in `Principal`; `NotPrincipal` goes with `Deny` only"),
            );
        }
        let positive = positive.and_then(|member| principal::read(self, member, false));
        let negated = negated.and_then(|member| principal::read(self, member, true));
        if let Some(element) = &positive {
            self.warn_of_open_trust(element, effect);
        }
        positive.or(negated)
    }

    /// G-20: legal, but anybody with an AWS account may assume the role.
    pub(crate) fn warn_of_open_trust(
        &mut self,
        element: &PrincipalElement,
        effect: Option<&Spanned<Effect>>,
    ) {
        let allows = effect.is_some_and(|effect| effect.value == Effect::Allow);
        if !self.rules.is_trust || !allows {
            return;
        }
        for entry in element.entries().filter(|entry| entry.value.text == "*") {
            self.findings.push(
                Finding::warning(
                    Code::OpenTrust,
                    "G-20",
                    entry.span,
                    "this role trusts every AWS account",
                )
                .with_help("name accounts, users or roles, or narrow it with a condition such as `aws:PrincipalOrgID`"),
            );
        }
    }

    pub(crate) fn action(&mut self, elements: &Elements<'_>, span: Span) -> Option<ActionElement> {
        let names = ["Action", "NotAction"];
        let members = self.pair(
            elements,
            names,
            [Presence::Mandatory, self.rules.not_action],
            span,
        );
        let mut read = [false, true]
            .into_iter()
            .zip(members)
            .map(|(negated, member)| {
                let member = member?;
                let entries = self.strings(
                    &member.key,
                    &member.value,
                    EmptyList::of(negated),
                    action::read,
                )?;
                Some(ActionElement {
                    negated,
                    key_span: member.key_span,
                    entries,
                })
            });
        let (positive, negated) = (read.next().flatten(), read.next().flatten());
        positive.or(negated)
    }

    pub(crate) fn resource(
        &mut self,
        elements: &Elements<'_>,
        span: Span,
    ) -> Option<ResourceElement> {
        let names = ["Resource", "NotResource"];
        let not_presence = match self.rules.resource {
            forbidden @ Presence::Forbidden(_) => forbidden,
            _ => Presence::Optional,
        };
        let members = self.pair(elements, names, [self.rules.resource, not_presence], span);
        let mut read = [false, true]
            .into_iter()
            .zip(members)
            .map(|(negated, member)| {
                let member = member?;
                let entries = self.strings(
                    &member.key,
                    &member.value,
                    EmptyList::of(negated),
                    |reader, text, span| resource::read(reader, text, span, negated),
                )?;
                Some(ResourceElement {
                    negated,
                    key_span: member.key_span,
                    entries,
                })
            });
        let (positive, negated) = (read.next().flatten(), read.next().flatten());
        positive.or(negated)
    }
}
