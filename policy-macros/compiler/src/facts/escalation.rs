//! Paths of privilege escalation: actions that, allowed together, let whoever has them gain more
//! permissions than they were given.

use std::sync::LazyLock;

use serde_json::Value;

use crate::reference::Reference;

/// A set of actions that must be allowed together by one identity.
#[derive(Debug)]
pub(crate) struct Path {
    /// A name, such as `ecs-004`: that of pathfinding.cloud if it ends in a number of three digits.
    pub(crate) id: &'static str,
    pub(crate) category: Category,
    /// What somebody gains, behind "whoever has these permissions can", such as "assume a role
    /// that has more permissions".
    pub(crate) title: &'static str,
    pub(crate) steps: Vec<Step>,
    /// The services that `iam:PassRole` may pass the role to; one of them is enough. Empty if
    /// and only if the path passes no role.
    pub(crate) passed_to: Vec<&'static str>,
    /// What must be there already.
    pub(crate) needs: Vec<Need>,
    /// The path that this one only dresses up.
    pub(crate) variant_of: Option<&'static str>,
    /// Who described it, such as `Rhino R15`.
    pub(crate) sources: Vec<&'static str>,
}

/// An action of a path, and what it has to be about.
#[derive(Debug)]
pub(crate) struct Step {
    /// Such as `iam:PassRole`.
    pub(crate) action: &'static str,
    /// Such as `iam`.
    pub(crate) service: &'static str,
    /// The service's types of resources, one of which the request has to be about. Empty if
    /// requests for the action are about `*`.
    ///
    /// What can be taken over is a customer's: `${Account}` in the ARN stands for twelve digits.
    pub(crate) resource_types: Vec<&'static str>,
}

/// Something that must exist for a path to lead anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// A short name, such as `ecs-cluster`.
    pub(crate) name: &'static str,
    /// What it is, such as "an ECS cluster".
    pub(crate) text: &'static str,
}

/// The ways of gaining permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    /// Extend one's own permissions.
    SelfEscalation,
    /// Become another principal.
    PrincipalAccess,
    /// Start something with a role that is passed to it.
    NewPassRole,
    /// Take over something that has a role already.
    ExistingPassRole,
}

/// All paths, sorted by id.
pub(crate) fn paths() -> &'static [Path] {
    static PATHS: LazyLock<Vec<Path>> =
        LazyLock::new(|| list(&TABLE, "paths").filter_map(path).collect());
    &PATHS
}

impl Path {
    /// Whether nothing is left to say about the other path once this one has been reported: the
    /// other is allowed only where this one is, and this one needs nothing that the other does
    /// without.
    ///
    /// ```text
    /// ecs-004  covers          ecs-002       which makes its cluster, too
    /// ecs-run-task  does not   ecs-004       which does without somebody's task definition
    /// ```
    pub(crate) fn covers(&self, other: &Path) -> bool {
        if self.id == other.id {
            return false;
        }
        let has = |step: &Step| other.steps.iter().any(|one| one.action == step.action);
        let is_met = self.needs.iter().all(|need| other.needs.contains(need));
        other.variant_of == Some(self.id) || (self.steps.iter().all(has) && is_met)
    }
}

impl Step {
    /// The formats of the ARNs that a request for this action may be about, with placeholders.
    pub(crate) fn arn_formats<'r>(
        &'r self,
        reference: &'r Reference,
    ) -> impl Iterator<Item = &'r str> {
        super::arn_formats(reference, self.service, &self.resource_types)
    }
}

impl Category {
    /// All categories.
    pub(crate) const ALL: [Category; 4] = [
        Category::SelfEscalation,
        Category::PrincipalAccess,
        Category::NewPassRole,
        Category::ExistingPassRole,
    ];

    /// Its name, as pathfinding.cloud writes it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Category::SelfEscalation => "self-escalation",
            Category::PrincipalAccess => "principal-access",
            Category::NewPassRole => "new-passrole",
            Category::ExistingPassRole => "existing-passrole",
        }
    }
}

// A test sees that the text is JSON, and that every path in it is read.
static TABLE: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/escalation.json")).unwrap_or_default()
});

fn path(value: &'static Value) -> Option<Path> {
    let category = text(value, "category")?;
    Some(Path {
        id: text(value, "id")?,
        category: Category::ALL
            .into_iter()
            .find(|one| one.as_str() == category)?,
        title: text(value, "title")?,
        steps: list(value, "actions").map(step).collect::<Option<_>>()?,
        passed_to: texts(value, "passedTo").collect(),
        needs: texts(value, "needs").map(need).collect::<Option<_>>()?,
        variant_of: text(value, "variantOf"),
        sources: texts(value, "sources").collect(),
    })
}

fn step(value: &'static Value) -> Option<Step> {
    let action = text(value, "action")?;
    let (service, _) = action.split_once(':')?;
    Some(Step {
        action,
        service,
        resource_types: texts(value, "resources").collect(),
    })
}

fn need(name: &'static str) -> Option<Need> {
    let text = text(TABLE.get("needs")?, name)?;
    Some(Need { name, text })
}

fn texts(value: &'static Value, member: &str) -> impl Iterator<Item = &'static str> + use<> {
    list(value, member).filter_map(Value::as_str)
}

fn text(value: &'static Value, member: &str) -> Option<&'static str> {
    value.get(member)?.as_str()
}

fn list(value: &'static Value, member: &str) -> impl Iterator<Item = &'static Value> + use<> {
    let items = value.get(member).and_then(Value::as_array);
    items.into_iter().flatten()
}

#[cfg(test)]
mod tests;
