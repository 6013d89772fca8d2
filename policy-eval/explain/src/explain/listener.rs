//! The recorder behind explanations.

use alloc::string::ToString;
use alloc::vec::Vec;

use policy_core::record::{MatchKind, Parts, Recorder, Truth, Verdicts};
use policy_core::{Condition, Context, ContextKey, Decision, Layer, Place, Statement, Values};

use super::{AskedKey, ContextValue, Failure, MatchedStatement, NearMiss, SetVerdict};

/// Writes down everything that an evaluation tells.
pub(crate) struct Listener<'p, 'c> {
    context: &'c Context<'c>,
    pub(crate) statements: Vec<Heard<'p, 'c>>,
    pub(crate) sets: Vec<SetVerdict>,
    pub(crate) verdicts: Option<Verdicts>,
    /// Absent ones.
    pub(crate) keys: Vec<AskedKey<'p>>,
    /// Those that could not be found out.
    pub(crate) unknown: Vec<AskedKey<'p>>,
    /// The conditions of the statement that comes next.
    conditions: Vec<HeardCondition<'p, 'c>>,
}

/// What was told of a statement.
pub(crate) struct Heard<'p, 'c> {
    pub(crate) place: Place,
    pub(crate) statement: Statement<'p>,
    pub(crate) parts: Parts,
    pub(crate) conditions: Vec<HeardCondition<'p, 'c>>,
}

/// What was told of a condition.
pub(crate) struct HeardCondition<'p, 'c> {
    pub(crate) condition: Condition<'p>,
    pub(crate) holds: Truth,
    /// Copied only where it is told.
    pub(crate) value: Values<'c>,
}

impl<'c> Listener<'_, 'c> {
    pub(crate) const fn new(context: &'c Context<'c>) -> Self {
        Listener {
            context,
            statements: Vec::new(),
            sets: Vec::new(),
            verdicts: None,
            keys: Vec::new(),
            unknown: Vec::new(),
            conditions: Vec::new(),
        }
    }
}

impl<'p> Recorder<'p> for Listener<'p, '_> {
    const LISTENS: bool = true;

    fn condition(&mut self, condition: Condition<'p>, holds: Truth) {
        self.conditions.push(HeardCondition {
            condition,
            holds,
            value: self.context.get(&condition.key()),
        });
    }

    fn statement(&mut self, place: Place, statement: Statement<'p>, parts: Parts) {
        // What evaluation would have come to: not a key of a statement about others.
        if parts.action && parts.principal.is_some() {
            let about_resource = parts.resource != Truth::No;
            let of_conditions = statement
                .conditions()
                .flat_map(|condition| condition.keys());
            let of_conditions = of_conditions.filter(|_| about_resource);
            for key in statement.resource_keys().chain(of_conditions) {
                match self.context.get(&key) {
                    Values::Absent => note(&mut self.keys, key, place, statement),
                    Values::Unknown => note(&mut self.unknown, key, place, statement),
                    Values::Plain(_) | Values::List(_) => {}
                }
            }
        }
        self.statements.push(Heard {
            place,
            statement,
            parts,
            conditions: core::mem::take(&mut self.conditions),
        });
    }

    fn set(&mut self, layer: Layer, level: usize, allow: Option<MatchKind>) {
        self.sets.push((layer, level, allow));
    }

    fn decided(&mut self, verdicts: &Verdicts, _: Decision) {
        self.verdicts = Some(*verdicts);
    }
}

impl<'p> Heard<'p, '_> {
    pub(crate) fn applies(&self) -> bool {
        self.parts.applies() == Truth::Yes
    }

    /// A statement about other actions.
    pub(crate) const fn of_others(place: Place, statement: Statement<'p>) -> Self {
        Heard {
            place,
            statement,
            parts: Parts {
                action: false,
                principal: None,
                resource: Truth::No,
                conditions: Truth::No,
            },
            conditions: Vec::new(),
        }
    }

    /// The statement, which applies.
    pub(crate) fn matched(self) -> MatchedStatement<'p> {
        let conditions = self.conditions.into_iter();
        MatchedStatement {
            place: self.place,
            statement: self.statement,
            delegates: self.parts.principal == Some(MatchKind::Account),
            conditions: conditions
                .map(|heard| (heard.condition, heard.value.into()))
                .collect(),
        }
    }

    /// The statement, with all that stands in its way.
    pub(crate) fn near_miss(&self) -> NearMiss<'p> {
        NearMiss {
            place: self.place,
            statement: self.statement,
            failures: self.failures(),
        }
    }

    fn failures(&self) -> Vec<Failure<'p>> {
        if !self.parts.action {
            return [Failure::Action].into();
        }
        let mut failures = Vec::new();
        if self.parts.principal.is_none() {
            failures.push(Failure::Principal(self.statement.principal()));
        }
        if self.parts.resource != Truth::Yes {
            failures.push(Failure::Resource {
                resource: self.statement.resource(),
                known: self.parts.resource == Truth::No,
            });
        }
        let failed = self.conditions.iter();
        let failed = failed.filter(|heard| heard.holds != Truth::Yes);
        failures.extend(failed.map(|heard| Failure::Condition {
            condition: heard.condition,
            value: heard.value.into(),
            known: heard.holds == Truth::No,
        }));
        failures
    }
}

fn note<'p>(
    keys: &mut Vec<AskedKey<'p>>,
    key: ContextKey<'p>,
    place: Place,
    statement: Statement<'p>,
) {
    let name = statement.policy_name();
    let Some(known) = keys.iter_mut().find(|known| known.key == key) else {
        keys.push(AskedKey {
            key,
            places: [place].into(),
            names: [name].into(),
        });
        return;
    };
    let mut known_policies = known.places.iter().zip(&known.names);
    if !known_policies.any(|known| known == (&place, &name)) {
        known.places.push(place);
        known.names.push(name);
    }
}

impl From<Values<'_>> for ContextValue {
    fn from(values: Values<'_>) -> Self {
        match values {
            Values::Absent => ContextValue::Absent,
            Values::Plain(text) => ContextValue::Plain(text.to_string()),
            Values::List(_) => ContextValue::List(values.iter().map(str::to_string).collect()),
            Values::Unknown => ContextValue::Unknown,
        }
    }
}
