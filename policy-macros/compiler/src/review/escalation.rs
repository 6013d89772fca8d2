//! Paths of privilege escalation that permissions leave open (K-21).

use std::collections::{BTreeMap, HashMap};

use policy_core::Effect;
use policy_core::operator::Operator;

use super::cover::covering;
use super::{conditions, has_too_many_conditions, joined};
use crate::code::Code;
use crate::document::{ActionForm, Statement};
use crate::facts::escalation::{Category, Path, Step, paths};
use crate::finding::Finding;
use crate::reference::{DATE, Reference};
use crate::space::{Bound, Budget, KeyValue, Region, Search, Witness, find};
use crate::span::Span;
use crate::template::Piece;

/// A statement, and which of the documents that are looked at together it is in.
pub(crate) type Placed<'s> = (usize, &'s Statement);

/// One finding for each path that the statements of one identity leave open.
pub(crate) fn escalations(
    statements: &[Placed<'_>],
    reference: &Reference,
    wide_stars: bool,
) -> Vec<Finding> {
    if let Some((source, span)) = everything(statements) {
        return vec![everything_finding(source, span)];
    }
    if statements
        .iter()
        .any(|(_, one)| has_too_many_conditions(one))
    {
        return Vec::new();
    }
    let mut sweep = Sweep::new(statements, reference, wide_stars);
    let open: Vec<Open> = paths().iter().filter_map(|path| sweep.open(path)).collect();
    let is_detail = |one: &Open| open.iter().any(|other| says_more(other.path, one.path));
    let reported = open.iter().filter(|one| !is_detail(one));
    let with_details = reported.map(|one| {
        let details = open.iter().filter(|other| says_more(one.path, other.path));
        let details: Vec<_> = details
            .map(|other| format!("`{}`", other.path.id))
            .collect();
        one.finding(&details)
    });
    with_details.collect()
}

/// The entry that allows every action on every resource, if nothing limits it: who may do
/// everything has nowhere to escalate to.
fn everything(statements: &[Placed<'_>]) -> Option<(usize, Span)> {
    if statements
        .iter()
        .any(|(_, one)| one.effect.value == Effect::Deny)
    {
        return None;
    }
    statements.iter().find_map(|(source, statement)| {
        let Statement {
            action,
            resource: Some(resource),
            condition,
            ..
        } = statement
        else {
            return None;
        };
        let is_unlimited = condition.as_ref().is_none_or(|of| of.blocks.is_empty())
            && !action.negated
            && !resource.negated
            && resource
                .entries
                .iter()
                .any(|entry| entry.value.template.pieces == [Piece::Star]);
        let mut entries = action.entries.iter().filter(|_| is_unlimited);
        let any = entries.find(|entry| entry.value.form == ActionForm::Any)?;
        Some((*source, any.span))
    })
}

fn everything_finding(source: usize, span: Span) -> Finding {
    let message = "whoever has these permissions can do everything, so that every path of \
                   privilege escalation is open";
    Finding::check(Code::PrivilegeEscalation, span, message)
        .in_source(source)
        .with_help("list what is needed, unless this is an administrator")
}

/// Whether the second path has nothing to add to the first, both being open: it is the same with
/// more steps, or it needs what the first does without.
fn says_more(first: &Path, second: &Path) -> bool {
    if first.id == second.id {
        return false;
    }
    if first.covers(second) {
        return true;
    }
    let is_part = |one: &Path, other: &Path| {
        let has = |step: &Step| other.steps.iter().any(|two| two.action == step.action);
        one.steps.iter().all(has)
    };
    first.category == second.category
        && is_part(second, first)
        && !second.covers(first)
        && first.needs.iter().all(|need| second.needs.contains(need))
}

/// What is asked of all paths.
struct Sweep<'s> {
    reference: &'s Reference,
    allowing: Vec<(Placed<'s>, Region)>,
    denying: Vec<Region>,
    /// What every request has in common.
    today: Region,
    budget: Budget,
    /// What was found out about a step, by action and by the service that a role is passed to.
    known: HashMap<(&'static str, &'static str), Option<Allowed>>,
}

/// A path, and what allows each of its steps.
struct Open {
    path: &'static Path,
    steps: Vec<(&'static str, Allowed)>,
}

/// The entry by which a step is allowed, and a request for it.
#[derive(Clone)]
struct Allowed {
    source: usize,
    span: Span,
    /// The entry of `Resource` that has the role, where one is passed.
    roles: Option<Span>,
    witness: Witness,
}

impl<'s> Sweep<'s> {
    fn new(statements: &[Placed<'s>], reference: &'s Reference, wide_stars: bool) -> Self {
        let of = |effect: Effect| {
            let statements = statements.iter().copied();
            statements.filter(move |(_, statement)| statement.effect.value == effect)
        };
        Sweep {
            reference,
            allowing: of(Effect::Allow)
                .map(|placed| (placed, Region::new(placed.1, Bound::AtMost, wide_stars)))
                .collect(),
            denying: of(Effect::Deny)
                .map(|(_, statement)| Region::new(statement, Bound::AtLeast, wide_stars))
                .collect(),
            today: today(statements),
            budget: Budget::default(),
            known: HashMap::new(),
        }
    }

    fn open(&mut self, path: &'static Path) -> Option<Open> {
        let nobody = [""];
        let services = if path.passed_to.is_empty() {
            &nobody[..]
        } else {
            &path.passed_to
        };
        services.iter().find_map(|service| {
            let steps = path.steps.iter();
            let steps = steps.map(|step| Some((step.action, self.allowed(step, service)?)));
            let steps = steps.collect::<Option<Vec<_>>>()?;
            Some(Open { path, steps })
        })
    }

    /// What allows a step, if anything does.
    fn allowed(&mut self, step: &'static Step, service: &'static str) -> Option<Allowed> {
        let service = if step.action == PASS_ROLE {
            service
        } else {
            ""
        };
        let key = (step.action, service);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let allowed = self.find(step, service);
        self.known.insert(key, allowed.clone());
        allowed
    }

    fn find(&mut self, step: &Step, service: &str) -> Option<Allowed> {
        if self.budget.is_spent() {
            return None;
        }
        let allowing = self.allowing.iter();
        let covering = allowing.filter_map(|(placed, region)| {
            let covering = covering(placed.1, step.action)?;
            Some((*placed, region, covering.span()))
        });
        let covering: Vec<_> = covering.collect();
        if covering.is_empty() {
            return None;
        }
        let patterns: Vec<String> = if step.resource_types.is_empty() {
            vec!["*".to_owned()]
        } else {
            step.arn_formats(self.reference).map(pattern).collect()
        };
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        let mut request = self
            .today
            .clone()
            .with_action(step.action)
            .with_resource(&patterns);
        if !service.is_empty() {
            request = request.with_value("iam:PassedToService", &[service]);
        }
        let denying: Vec<&Region> = self.denying.iter().collect();
        let budget = &mut self.budget;
        covering
            .into_iter()
            .find_map(|((source, statement), region, span)| {
                match find(&[region, &request], &denying, budget) {
                    Search::Found(witness) => Some(Allowed {
                        source,
                        span,
                        roles: roles(statement, &witness),
                        witness: *witness,
                    }),
                    // What nobody can work out may be open, but saying so would help nobody.
                    Search::Nothing | Search::TooHard => None,
                }
            })
    }
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

const PASS_ROLE: &str = "iam:PassRole";

/// Requests are made on the day of the facts about services, or later, with credentials that are
/// not older than they can get: so builds do not depend on the day they are made on. Dates that no
/// statement asks about are left out.
fn today(statements: &[Placed<'_>]) -> Region {
    // Temporary credentials last 36 hours at most.
    const DATES: [&str; 3] = ["aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime"];
    let asked = |date: &&str| {
        let mut keys = statements.iter().flat_map(|(_, one)| conditions(one));
        keys.any(|(_, of)| of.key.value.eq_ignore_ascii_case(date))
    };
    let Some(not_before) = Operator::parse("DateGreaterThanEqualsIfExists") else {
        return Region::everything();
    };
    DATES
        .into_iter()
        .filter(asked)
        .fold(Region::everything(), |region, date| {
            region.with(not_before, date, &[DATE])
        })
}

/// An ARN format as a pattern: an account is a customer's, and nothing else is empty.
fn pattern(format: &str) -> String {
    let mut pattern = String::new();
    let mut rest = format;
    while let Some((before, behind)) = rest.split_once("${") {
        pattern.push_str(before);
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        pattern.push_str(match name {
            "Account" => "????????????",
            "Partition" => "aws*",
            _ => "?*",
        });
        rest = behind;
    }
    pattern + rest
}

impl Open {
    fn finding(&self, details: &[String]) -> Finding {
        let Open { path, steps } = self;
        // That a role can be passed, the title says.
        let needs = path
            .needs
            .iter()
            .filter(|need| need.name != "passable-role");
        let needs: Vec<_> = needs.map(|need| need.text.to_owned()).collect();
        let needs = match needs.as_slice() {
            [] => String::new(),
            needs => format!(", if there is {}", joined(needs, "and")),
        };
        let details = match details {
            [] => String::new(),
            details => format!(" (also {})", joined(details, "and")),
        };
        let message = format!(
            "privilege escalation `{}`: whoever has these permissions can {}{needs}{details}",
            path.id, path.title
        );
        // One place for each entry, whatever number of steps it allows.
        let mut places: BTreeMap<(usize, Span), Vec<String>> = BTreeMap::new();
        for (_, allowed) in steps {
            let of_entry = places.entry((allowed.source, allowed.span)).or_default();
            of_entry.push(format!("allows {}", request(&allowed.witness)));
            if let Some(roles) = allowed.roles {
                let of_roles = places.entry((allowed.source, roles)).or_default();
                of_roles.push("these roles".to_owned());
            }
        }
        let first = steps
            .first()
            .map(|(_, allowed)| (allowed.source, allowed.span));
        let (source, span) = first.unwrap_or_default();
        let mut finding = Finding::check(Code::PrivilegeEscalation, span, message)
            .in_source(source)
            .with_help(help(path));
        for (place, labels) in &places {
            let label = labels.join(", ");
            finding = if *place == (source, span) {
                finding.with_label(label)
            } else {
                finding.with_place_in(place.0, place.1, label)
            };
        }
        finding
    }
}

/// The action of a request, and what has to be in it.
fn request(witness: &Witness) -> String {
    let Witness { action, keys, .. } = witness;
    let present: Vec<_> = keys
        .iter()
        .filter(|(_, value)| *value != KeyValue::Absent)
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    if present.is_empty() {
        format!("`{action}`")
    } else {
        format!("`{action}` with {}", joined(&present, "and"))
    }
}

/// What to do about a path, and who described it.
fn help(path: &Path) -> String {
    let advice = advice(path.category);
    let sources = path.sources.iter().filter(|source| **source != OURS);
    let sources: Vec<_> = sources.map(|source| (*source).to_owned()).collect();
    if sources.is_empty() {
        return advice.to_owned();
    }
    format!("{advice}; described by {}", joined(&sources, "and"))
}

/// The source of paths that nobody else has described.
const OURS: &str = "ours";

fn advice(category: Category) -> &'static str {
    match category {
        Category::NewPassRole => {
            "name in the `Resource` of `iam:PassRole` only roles that may do no more than its \
             callers, or take away one of the actions"
        }
        Category::ExistingPassRole => {
            "name in `Resource` only what has roles that may do no more than the callers, or take \
             away one of the actions"
        }
        Category::SelfEscalation => {
            "name in `Resource` only what is not the callers' own, ask for a permissions boundary \
             in a condition, or take the action away"
        }
        Category::PrincipalAccess => {
            "name in `Resource` only principals that may do no more than the callers, or take away \
             one of the actions"
        }
    }
}
