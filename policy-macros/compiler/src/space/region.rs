//! Regions: the requests that a statement, or a constraint, covers.

use policy_core::Effect;
use policy_core::operator::{Base, Operator};

use super::action::{ActionLiteral, Name};
use super::key::{KeyLiteral, KeyValue};
use super::principal::PrincipalLiteral;
use super::resource::ResourceLiteral;
use super::witness::Witness;
use crate::document::{Condition, KeyCondition, Operand, OperatorBlock, Scalar, Statement};
use crate::keys;
use crate::template::{Piece, Template};

/// The requests that satisfy some literals, each about one part of the request.
///
/// A region without literals covers every request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Region {
    pub(super) actions: Vec<ActionLiteral>,
    pub(super) resources: Vec<ResourceLiteral>,
    pub(super) principals: Vec<PrincipalLiteral>,
    pub(super) keys: Vec<OfKey>,
}

/// A literal about a condition key.
#[derive(Clone, Debug)]
pub(super) struct OfKey {
    /// As written.
    pub(super) key: String,
    pub(super) folded: String,
    pub(super) literal: KeyLiteral,
}

/// From which side a region comes near to a statement whose policy variables nobody knows yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The region has every request that the statement could cover.
    AtMost,
    /// The statement covers every request that the region has.
    AtLeast,
}

impl Region {
    /// What the statement covers, seen from this side. With `wide_stars`, a star at the end of one
    /// of the first five fields of a resource matches colons, too: what is said about
    /// policies in general has to hold both ways.
    pub(crate) fn new(statement: &Statement, bound: Bound, wide_stars: bool) -> Self {
        let Statement {
            span: _,
            sid: _,
            effect,
            principal,
            action,
            resource,
            condition,
        } = statement;
        let mut region = Region::everything();
        let patterns = action.entries.iter().map(|entry| &entry.value);
        region
            .actions
            .push(ActionLiteral::new(action.negated, patterns));
        if let Some(resource) = resource {
            let templates = resource.entries.iter().map(|entry| &entry.value.template);
            region.resources.push(ResourceLiteral::new(
                resource.negated,
                templates,
                bound,
                wide_stars,
            ));
        }
        region
            .principals
            .extend(principal.as_ref().map(PrincipalLiteral::new));
        if let Some(condition) = condition {
            region.push_condition(condition, bound, effect.value);
        }
        region
    }

    /// Every request.
    pub(crate) fn everything() -> Self {
        Region::default()
    }

    /// Only requests for this action, `service:Name`.
    pub(crate) fn with_action(mut self, action: &str) -> Self {
        self.actions.push(ActionLiteral::exact(action));
        self
    }

    /// Only requests for resources that one of these patterns matches: `*`, or an ARN in which
    /// `*` and `?` are wildcards as in policies (R-5 … R-12).
    pub(crate) fn with_resource(mut self, patterns: &[&str]) -> Self {
        let templates = patterns.iter().map(|pattern| template(pattern, true));
        let templates: Vec<Template> = templates.collect();
        let templates = templates.iter();
        self.resources
            .push(ResourceLiteral::new(false, templates, Bound::AtMost, false));
        self
    }

    /// Only requests under whose key the operator holds; `*` and `?` in operands are wildcards
    /// where the operator has some.
    pub(crate) fn with(mut self, operator: Operator, key: &str, operands: &[&str]) -> Self {
        let operands: Vec<Operand> = operands
            .iter()
            .map(|text| Operand {
                scalar: Scalar::String,
                text: (*text).to_owned(),
                template: operator
                    .base()
                    .takes_variables()
                    .then(|| template(text, operator.base().takes_wildcards())),
            })
            .collect();
        // The effect matters to operands with variables only.
        self.push_key(operator, key, operands.iter(), Bound::AtMost, Effect::Allow);
        self
    }

    /// Only requests that satisfy one condition of a statement with this effect, seen from this
    /// side.
    pub(crate) fn with_condition(
        mut self,
        operator: Operator,
        condition: &KeyCondition,
        bound: Bound,
        effect: Effect,
    ) -> Self {
        self.push_key_condition(operator, condition, bound, effect);
        self
    }

    /// Only requests that carry this key as one of these texts.
    pub(crate) fn with_value(self, key: &str, values: &[&str]) -> Self {
        match Operator::new(Base::StringEquals, None, false) {
            Some(operator) => self.with(operator, key, values),
            None => self,
        }
    }

    /// Whether the region has this request.
    pub(crate) fn covers(&self, request: &Witness) -> bool {
        let Witness {
            action,
            resource,
            principal,
            keys,
        } = request;
        let action = Name::new(action);
        let resource: Vec<u16> = resource.encode_utf16().collect();
        let value = |folded: &str| {
            let of_key = keys.iter().find(|(key, _)| keys::fold(key) == folded);
            of_key.map_or(&KeyValue::Absent, |(_, value)| value)
        };
        let caller = principal.as_ref();
        self.actions.iter().all(|literal| literal.holds(&action))
            && self
                .resources
                .iter()
                .all(|literal| literal.holds(&resource))
            && self
                .principals
                .iter()
                .all(|literal| caller.is_some_and(|caller| literal.holds(caller)))
            && self
                .keys
                .iter()
                .all(|of_key| of_key.literal.holds(value(&of_key.folded)))
    }

    fn push_condition(&mut self, condition: &Condition, bound: Bound, effect: Effect) {
        for OperatorBlock { operator, keys } in &condition.blocks {
            for key in keys {
                self.push_key_condition(operator.value, key, bound, effect);
            }
        }
    }

    fn push_key_condition(
        &mut self,
        operator: Operator,
        condition: &KeyCondition,
        bound: Bound,
        effect: Effect,
    ) {
        let KeyCondition { key, operands } = condition;
        let operands = operands.iter().map(|operand| &operand.value);
        self.push_key(operator, &key.value, operands, bound, effect);
    }

    fn push_key<'a>(
        &mut self,
        operator: Operator,
        key: &str,
        operands: impl Iterator<Item = &'a Operand>,
        bound: Bound,
        effect: Effect,
    ) {
        self.keys.push(OfKey {
            key: key.to_owned(),
            folded: keys::fold(key),
            literal: KeyLiteral::new(operator, operands, bound, effect),
        });
    }
}

/// A template without variables.
fn template(text: &str, wildcards: bool) -> Template {
    let mut template = Template::default();
    for character in text.chars() {
        template.push(match character {
            '*' if wildcards => Piece::Star,
            '?' if wildcards => Piece::One,
            other => Piece::Text(other.to_string()),
        });
    }
    template
}
