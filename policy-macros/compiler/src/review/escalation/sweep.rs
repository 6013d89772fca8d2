//! Which steps of which paths some request is allowed for.

use std::collections::{BTreeSet, HashMap};

use policy_core::Effect;
use policy_core::operator::Operator;

use super::Placed;
use crate::document::{ResourceElement, Statement};
use crate::facts::escalation::{Category, Path, Step};
use crate::facts::regions::is_partition;
use crate::keys::fold;
use crate::names::Names;
use crate::reference::DATE;
use crate::review::conditions;
use crate::review::cover::{Covering, covering};
use crate::space::{Bound, Budget, Region, Search, Witness, find};
use crate::span::Span;
use crate::template::Piece;

/// What is asked of all paths.
pub(super) struct Sweep<'s, 'n, 'r> {
    names: &'n mut Names<'r>,
    allowing: Vec<Allowing<'s>>,
    denying: Vec<Region>,
    /// What every request has in common.
    common: Region,
    /// The keys that statements ask about, folded.
    keys: BTreeSet<String>,
    /// The partitions that the statements name, and the usual one.
    partitions: BTreeSet<String>,
    budget: usize,
    known: HashMap<Question, Option<Allowed>>,
}

/// A path, and what allows each of its steps.
pub(super) struct Open {
    pub(super) path: &'static Path,
    pub(super) steps: Vec<(&'static str, Allowed)>,
}

/// The entry by which a step is allowed, and a request for it.
#[derive(Clone)]
pub(super) struct Allowed {
    pub(super) source: usize,
    pub(super) covering: Covering,
    /// The entry of `Resource` that has the role, where one is passed.
    pub(super) roles: Option<Span>,
    /// Nothing if it takes too long to find out whether there is one.
    pub(super) witness: Option<Witness>,
}

/// A statement that allows.
struct Allowing<'s> {
    source: usize,
    statement: &'s Statement,
    region: Region,
    /// What it allows about others than the caller; nothing if that is the same.
    about_others: Option<Region>,
}

/// A step in a partition, the service that a role is passed to, and whether it is about others
/// than the caller.
type Question = (&'static str, &'static str, String, bool);

/// What all questions about the policies of one identity may cost, in steps of the search, and one
/// of them.
const MOST_STEPS: usize = 2_000_000;
const MOST_STEPS_OF_ONE: usize = 200_000;

/// Where statements ask about more keys, it is not looked up which of them an action knows.
const MOST_KEYS: usize = 100;

pub(super) const PASS_ROLE: &str = "iam:PassRole";

/// The actions that attach a policy.
const ATTACHING: [&str; 3] = [
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
];

/// Policies that it is worth to attach: a customer's may hold anything, and these of AWS nearly
/// everything. Who may attach no others gains what these were made for.
const WORTH_ATTACHING: [&str; 4] = [
    "arn:aws*:iam::????????????:policy/*",
    "arn:aws*:iam::aws:policy/AdministratorAccess",
    "arn:aws*:iam::aws:policy/IAMFullAccess",
    "arn:aws*:iam::aws:policy/PowerUserAccess",
];

/// The actions whose requests carry the permissions boundary of the principal that they change. One
/// with a boundary gains nothing beyond it.
const BOUNDED: [&str; 4] = [
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
];

impl<'s, 'n, 'r> Sweep<'s, 'n, 'r> {
    pub(super) fn new(statements: &[Placed<'s>], names: &'n mut Names<'r>) -> Self {
        let wide_stars = names.wide_stars;
        let of = |effect: Effect| {
            let statements = statements.iter().copied();
            statements.filter(move |(_, statement)| statement.effect.value == effect)
        };
        let at_most = |statement: &Statement| Region::new(statement, Bound::AtMost, wide_stars);
        let keys = statements.iter().flat_map(|(_, one)| conditions(one));
        let keys: BTreeSet<String> = keys.map(|(_, of)| fold(&of.key.value)).collect();
        Sweep {
            allowing: of(Effect::Allow)
                .map(|(source, statement)| Allowing {
                    source,
                    statement,
                    region: at_most(statement),
                    about_others: about_others(statement).as_ref().map(at_most),
                })
                .collect(),
            denying: of(Effect::Deny)
                .map(|(_, statement)| Region::new(statement, Bound::AtLeast, wide_stars))
                .collect(),
            common: common(&keys),
            partitions: partitions(statements),
            keys,
            budget: MOST_STEPS,
            known: HashMap::new(),
            names,
        }
    }

    /// The path, if each of its steps is allowed in one partition.
    pub(super) fn open(&mut self, path: &'static Path) -> Option<Open> {
        let nobody = [""];
        let services = if path.passed_to.is_empty() {
            &nobody[..]
        } else {
            &path.passed_to
        };
        for partition in self.partitions.clone() {
            for service in services {
                let steps = path.steps.iter();
                let steps = steps.map(|step| {
                    let allowed = self.allowed(path, step, service, &partition)?;
                    Some((step.action, allowed))
                });
                if let Some(steps) = steps.collect::<Option<Vec<_>>>() {
                    return Some(Open { path, steps });
                }
            }
        }
        None
    }

    /// What allows a step, if anything does.
    fn allowed(
        &mut self,
        path: &Path,
        step: &'static Step,
        service: &'static str,
        partition: &str,
    ) -> Option<Allowed> {
        let passes = step.action == PASS_ROLE;
        let service = if passes { service } else { "" };
        let about_others = path.category == Category::PrincipalAccess;
        let question = (step.action, service, partition.to_owned(), about_others);
        if let Some(known) = self.known.get(&question) {
            return known.clone();
        }
        let allowed = self.find(step, service, partition, about_others);
        self.known.insert(question, allowed.clone());
        allowed
    }

    fn find(
        &mut self,
        step: &Step,
        service: &str,
        partition: &str,
        about_others: bool,
    ) -> Option<Allowed> {
        let covers = |one: &Allowing<'_>| covering(one.statement, step.action);
        self.allowing.iter().find(|one| covers(one).is_some())?;
        let request = self.request(step, service, partition);
        let denying: Vec<&Region> = self.denying.iter().collect();
        for one in &self.allowing {
            let Some(covering) = covers(one) else {
                continue;
            };
            let region = one.about_others.as_ref().filter(|_| about_others);
            let region = region.unwrap_or(&one.region);
            let most = MOST_STEPS_OF_ONE.min(self.budget);
            let mut budget = Budget::new(most);
            let found = find(&[region, &request], &denying, &mut budget);
            self.budget = self.budget.saturating_sub(most - budget.left());
            // What takes too long to find out may be open, and nobody is told that it is not.
            let witness = match found {
                Search::Found(witness) => Some(*witness),
                Search::TooHard => None,
                Search::Nothing => continue,
            };
            return Some(Allowed {
                source: one.source,
                covering,
                roles: witness
                    .as_ref()
                    .and_then(|request| roles(one.statement, request)),
                witness,
            });
        }
        None
    }

    /// The requests that a step is about.
    fn request(&mut self, step: &Step, service: &str, partition: &str) -> Region {
        let patterns: Vec<String> = if step.resource_types.is_empty() {
            vec!["*".to_owned()]
        } else {
            let formats = step.arn_formats(self.names.reference);
            formats.map(|format| pattern(format, partition)).collect()
        };
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        let mut request = self.common.clone().with_action(step.action);
        request = request.with_resource(&patterns);
        if !service.is_empty() {
            let of_china = format!("{service}.cn");
            let services = [service, &of_china];
            let n_services = if partition == "aws-cn" { 2 } else { 1 };
            let services = services.get(..n_services).unwrap_or_default();
            request = request.with_value("iam:PassedToService", services);
        }
        if ATTACHING.contains(&step.action) {
            request = asking(request, "ArnLike", "iam:PolicyARN", &WORTH_ATTACHING);
        }
        if BOUNDED.contains(&step.action) {
            request = asking(request, "Null", "iam:PermissionsBoundary", &["true"]);
        }
        for key in self.unknown_to(step) {
            request = asking(request, "Null", &key, &["true"]);
        }
        request
    }

    /// The keys that statements ask about and that requests for the action never carry (N-7).
    fn unknown_to(&mut self, step: &Step) -> Vec<String> {
        let Some((_, name)) = step.action.split_once(':') else {
            return Vec::new();
        };
        let Some(index) = self.names.service(step.service) else {
            return Vec::new();
        };
        if self.keys.len() > MOST_KEYS {
            return Vec::new();
        }
        let actions = index.matching(name);
        let keys = self.keys.iter();
        let unsupported = keys.filter(|key| !index.supports(key, &actions));
        let unsupported = unsupported.filter(|key| self.names.actions_with(key).is_some());
        unsupported.cloned().collect()
    }
}

/// The statement without the entries that are about the caller, if it has some.
fn about_others(statement: &Statement) -> Option<Statement> {
    let is_own = |piece: &Piece| matches!(piece, Piece::Variable { name, .. } if name.eq_ignore_ascii_case("aws:username"));
    let element = statement.resource.as_ref().filter(|of| !of.negated)?;
    let mut entries = element.entries.clone();
    entries
        .entries
        .retain(|entry| !entry.value.template.pieces.iter().any(is_own));
    (entries.len() < element.entries.len()).then(|| Statement {
        resource: Some(ResourceElement {
            entries,
            ..element.clone()
        }),
        ..statement.clone()
    })
}

/// The partitions that resources name, and the usual one.
fn partitions(statements: &[Placed<'_>]) -> BTreeSet<String> {
    let resources = statements
        .iter()
        .filter_map(|(_, one)| one.resource.as_ref());
    let named = resources
        .flat_map(|element| &element.entries)
        .filter_map(|entry| {
            let partition = entry.value.text.split(':').nth(1)?;
            is_partition(partition).then(|| partition.to_owned())
        });
    named.chain(["aws".to_owned()]).collect()
}

/// What all requests have in common: they are made on the day of the facts about services or later,
/// with credentials that are not older than they can get, so that builds do not depend on the day
/// they are made on; and no service of AWS makes them. Keys that no statement asks about are left
/// out.
fn common(keys: &BTreeSet<String>) -> Region {
    // Temporary credentials last 36 hours at most.
    const DATES: [&str; 3] = ["aws:currenttime", "aws:epochtime", "aws:tokenissuetime"];
    const BY_SERVICE: &str = "aws:principalisawsservice";
    let dates = DATES.into_iter().filter(|date| keys.contains(*date));
    let region = dates.fold(Region::everything(), |region, date| {
        asking(region, "DateGreaterThanEqualsIfExists", date, &[DATE])
    });
    if keys.contains(BY_SERVICE) {
        return asking(region, "BoolIfExists", BY_SERVICE, &["false"]);
    }
    region
}

/// Only requests under whose key the operator of this name holds.
fn asking(region: Region, operator: &str, key: &str, operands: &[&str]) -> Region {
    match Operator::parse(operator) {
        Some(operator) => region.with(operator, key, operands),
        None => region,
    }
}

/// An ARN format as a pattern in a partition: an account is a customer's, and nothing else is
/// empty.
fn pattern(format: &str, partition: &str) -> String {
    let mut pattern = String::new();
    let mut rest = format;
    while let Some((before, behind)) = rest.split_once("${") {
        pattern.push_str(before);
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        pattern.push_str(match name {
            "Account" => "????????????",
            "Partition" => partition,
            _ => "?*",
        });
        rest = behind;
    }
    pattern + rest
}

/// The entry of `Resource` by which a role is passed.
fn roles(statement: &Statement, witness: &Witness) -> Option<Span> {
    let element = statement.resource.as_ref()?;
    if witness.action != PASS_ROLE || element.negated {
        return None;
    }
    let has_role = |text: &str| Region::everything().with_resource(&[text]).covers(witness);
    let mut entries = element.entries.iter();
    let entry = entries.find(|entry| has_role(&entry.value.text))?;
    Some(entry.span)
}
