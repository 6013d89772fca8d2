//! What is to be said of a policy that is legal: the checks (docs/checks.md).
//!
//! They look at the statements that could be read, whatever is wrong with others. Each file below is
//! a family of checks, and a section of the rules.

mod addresses;
mod arns;
mod asked;
mod attached;
mod characters;
mod cover;
mod dependent;
pub(crate) mod escalation;
mod forms;
mod known;
mod lists;
mod meanings;
mod nothing_said;
mod numbers;
mod particular;
mod pass_role;
mod principals;
mod redundant;
mod resource_control;
mod service_names;
mod tags;
mod together;
mod trust;
mod trust_keys;
mod types;
mod variables;

use std::collections::HashSet;
use std::rc::Rc;

use policy_core::{Effect, PolicyType};

use crate::code::Code;
use crate::document::{KeyCondition, Operand, OperatorBlock, Statement};
use crate::facts::policy_resource_type::PolicyResourceType;
use crate::finding::{Finding, Findings};
use crate::names::Names;
use crate::names::index::Index;
use crate::read::Reader;
use crate::span::{Span, Spanned};

/// A document under review.
pub(crate) struct Review<'r> {
    pub(crate) text: &'r str,
    pub(crate) policy_type: PolicyType,
    /// What a resource policy is attached to, if that is known.
    pub(crate) attached_to: Option<&'static PolicyResourceType>,
    /// Whether the version of the document has policy variables (V-2).
    pub(crate) has_variables: bool,
    /// Whether what it allows is looked at together with others (K-21).
    is_one_of_several: bool,
    names: Names<'r>,
    findings: Findings,
    /// What was found, for looking it up.
    reported: HashSet<(Span, Code)>,
    /// What others say more about.
    retracted: HashSet<(Span, Code)>,
    /// Entries of `Resource` with a wrong field.
    faulty: HashSet<Span>,
}

impl Reader<'_> {
    /// Reviews the statements that could be read, if there is a reference; `is_whole` says
    /// whether these are all.
    pub(crate) fn review(&mut self, statements: &[&Statement], is_whole: bool) {
        let Some(names) = self.names.take() else {
            return;
        };
        let findings = std::mem::take(self.findings);
        let reported = findings.iter().map(|one| (one.span(), one.code()));
        let mut review = Review {
            text: self.text,
            policy_type: self.rules.policy_type,
            attached_to: self.attached_to,
            has_variables: self.has_variables,
            is_one_of_several: self.is_one_of_several,
            names,
            reported: reported.collect(),
            findings,
            retracted: HashSet::new(),
            faulty: HashSet::new(),
        };
        characters::check(&mut review);
        for statement in statements {
            review.statement(statement);
        }
        if is_whole {
            review.whole(statements);
        }
        let Review {
            mut findings,
            retracted,
            ..
        } = review;
        findings.retain(|one| !retracted.contains(&(one.span(), one.code())));
        *self.findings = findings;
    }
}

impl<'r> Review<'r> {
    /// The checks of one statement.
    fn statement(&mut self, statement: &Statement) {
        arns::check(self, statement);
        attached::check(self, statement);
        nothing_said::check(self, statement);
        pass_role::check(self, statement);
        principals::check(self, statement);
        trust::check(self, statement);
        resource_control::check(self, statement);
        let asked = self.asked(statement);
        types::check(self, &asked);
        forms::check(self, &asked);
        service_names::check(self, statement, &asked);
        lists::check(self, &asked);
        addresses::check(self, &asked);
        trust_keys::check(self, statement, &asked);
        particular::check(self, statement, &asked);
        numbers::check(self, &asked);
        variables::check(self, statement);
        tags::check(self, statement);
        together::check(self, statement);
    }

    /// The checks of all statements together.
    fn whole(&mut self, statements: &[&Statement]) {
        redundant::check(self, statements);
        dependent::check(self, statements);
        if self.policy_type == PolicyType::Identity && !self.is_one_of_several {
            let placed: Vec<_> = statements.iter().map(|one| (0, *one)).collect();
            let found = escalation::escalations(&placed, &mut self.names);
            self.extend(found);
        }
        trust::check_whole(self, statements);
        particular::check_whole(self, statements);
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        self.reported.insert((finding.span(), finding.code()));
        self.findings.push(finding);
    }

    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Whether one of these was found at a place already: one mistake is one finding.
    pub(crate) fn is_reported(&self, span: Span, codes: &[Code]) -> bool {
        let mut codes = codes.iter();
        codes.any(|code| self.reported.contains(&(span, *code)))
    }

    /// Takes a finding back, for one that says more about the same mistake.
    fn retract(&mut self, span: Span, code: Code) {
        if self.reported.remove(&(span, code)) {
            self.retracted.insert((span, code));
        }
    }

    /// Whether something is wrong with an entry of `Resource`, or with a field of it.
    fn is_faulty(&self, entry: Span) -> bool {
        self.faulty.contains(&entry) || self.is_reported(entry, &[Code::UnsupportedResource])
    }

    /// The service of this prefix, in any letter case, ready for questions.
    pub(crate) fn service(&mut self, prefix: &str) -> Option<Rc<Index<'r>>> {
        self.names.service(prefix)
    }
}

/// The conditions of a statement: operators and keys.
pub(crate) fn conditions(
    statement: &Statement,
) -> impl Iterator<Item = (&OperatorBlock, &KeyCondition)> {
    let blocks = statement.condition.iter().flat_map(|of| &of.blocks);
    blocks.flat_map(|block| block.keys.iter().map(move |key| (block, key)))
}

/// A list for people: `a`, `a and b`, `a, b and c`.
fn joined(texts: &[String], word: &str) -> String {
    match texts {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} {word} {last}", others.join(", ")),
    }
}

/// Points at further operands, of which there may be thousands: at the first few.
fn pointing_at(finding: Finding, operands: &[&Spanned<Operand>], label: &str) -> Finding {
    const FEW: usize = 5;
    let few = operands.iter().take(FEW);
    few.fold(finding, |finding, one| finding.with_place(one.span, label))
}

/// Whether a statement allows.
pub(crate) fn allows(statement: &Statement) -> bool {
    statement.effect.value == Effect::Allow
}
