//! Cedar, with a policy for each statement.
//!
//! Prepared: the policies, parsed; the entities, with their hierarchy computed; the requests
//! with their contexts. The ARN of the resource is in the context, since `like` takes strings.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    PolicySet, Request, RestrictedExpression,
};

use super::{Question, text};
use crate::document::Statement;

/// How actions are named in the policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Translation {
    /// `action in Action::"statement-0"`: a group for each statement, as the hierarchy of
    /// actions that Cedar offers would have it.
    Groups,
    /// `action in [Action::"ecs:RunTask", …]`: as the statement is written.
    Lists,
}

#[derive(Debug)]
pub(crate) struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
}

impl Cedar {
    pub(crate) fn new(
        translation: Translation,
        statements: &[Statement],
        questions: &[Question<'_>],
    ) -> Result<Self, String> {
        let known: Vec<&str> = questions.iter().map(|q| q.case.action).collect();
        let mut policies = String::new();
        let mut groups: BTreeMap<&str, HashSet<EntityUid>> = BTreeMap::new();
        for (index, statement) in statements.iter().enumerate() {
            let group = format!("statement-{index}");
            let names = statement.expanded(&known);
            let actions = match translation {
                Translation::Groups => format!("Action::{group:?}"),
                Translation::Lists => {
                    let names = names.iter().map(|name| format!("Action::{name:?}"));
                    format!("[{}]", names.collect::<Vec<_>>().join(", "))
                }
            };
            let conditions = conditions(statement);
            writeln!(
                policies,
                "permit(principal, action in {actions}, resource){conditions};"
            )
            .map_err(text)?;
            if translation == Translation::Groups {
                for name in names {
                    let parents = groups.entry(name).or_default();
                    parents.insert(uid("Action", &group)?);
                }
            }
        }
        let entities = groups
            .into_iter()
            .map(|(name, parents)| Ok(Entity::new_no_attrs(uid("Action", name)?, parents)))
            .collect::<Result<Vec<_>, String>>()?;
        Ok(Cedar {
            authorizer: Authorizer::new(),
            policies: policies.parse().map_err(text)?,
            entities: Entities::from_entities(entities, None).map_err(text)?,
            requests: questions.iter().map(request).collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn allows(&self, question: &Question<'_>) -> bool {
        self.requests.get(question.index).is_some_and(|request| {
            let response = self
                .authorizer
                .is_authorized(request, &self.policies, &self.entities);
            response.decision() == Decision::Allow
        })
    }
}

/// The `when` of a statement.
fn conditions(statement: &Statement) -> String {
    let mut clauses = Vec::new();
    if !statement.resources.iter().any(|pattern| pattern == "*") {
        clauses.push(alternatives("context.resource", &statement.resources));
    }
    for (key, operands) in &statement.conditions {
        clauses.push(format!("context has {key:?}"));
        clauses.push(alternatives(&format!("context[{key:?}]"), operands));
    }
    if clauses.is_empty() {
        return String::new();
    }
    format!(" when {{ {} }}", clauses.join(" && "))
}

fn alternatives(value: &str, patterns: &[String]) -> String {
    let alternatives = patterns.iter().map(|pattern| {
        let operator = if pattern.contains('*') { "like" } else { "==" };
        format!("{value} {operator} {pattern:?}")
    });
    format!("({})", alternatives.collect::<Vec<_>>().join(" || "))
}

fn request(question: &Question<'_>) -> Result<Request, String> {
    let case = question.case;
    let string = |value: &str| RestrictedExpression::new_string(value.to_owned());
    let keys = case
        .map
        .iter()
        .map(|(key, value)| ((*key).to_owned(), string(value)));
    let resource = [("resource".to_owned(), string(case.resource))];
    let context = Context::from_pairs(keys.chain(resource)).map_err(text)?;
    Request::new(
        uid("User", "alice")?,
        uid("Action", case.action)?,
        uid("Resource", case.resource)?,
        context,
        None,
    )
    .map_err(text)
}

fn uid(type_name: &str, id: &str) -> Result<EntityUid, String> {
    let type_name: EntityTypeName = type_name.parse().map_err(text)?;
    Ok(EntityUid::from_type_name_and_id(
        type_name,
        EntityId::new(id),
    ))
}
