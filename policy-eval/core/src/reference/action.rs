//! What is known about an action.

use core::fmt;

use super::form::{ACCESS_LEVELS, ACTION_WORDS};
use super::{AccessLevel, ResourceType, Service};
use crate::Action;

/// An action of a service, and what is known about it.
///
/// ```
/// use policy_compiler::{Reference, ServiceBuf};
/// use policy_core::reference::AccessLevel;
///
/// let ecs = ServiceBuf::new(Reference::aws().service("ecs").unwrap())?;
/// let run_task = ecs.lend().action("RunTask").unwrap();
///
/// assert_eq!(run_task.action().as_str(), "ecs:RunTask");
/// assert_eq!(run_task.access_level(), AccessLevel::Write);
/// let needed = run_task.resource_types().filter(|resource| resource.is_required());
/// let needed: Vec<&str> = needed.map(|resource| resource.resource_type().name()).collect();
/// assert_eq!(needed, ["task-definition"]);
/// assert!(run_task.condition_keys().any(|key| key == "ecs:cluster"));
/// assert!(run_task.dependent_actions().any(|action| action == "iam:PassRole"));
/// # Ok::<(), policy_compiler::ServiceTablesError>(())
/// ```
///
/// AWS's page: [the actions table][table].
///
/// [table]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#actions_table
#[derive(Clone, Copy)]
pub struct ActionInfo<'a> {
    service: Service<'a>,
    row: usize,
    action: Action<'a>,
}

impl<'a> ActionInfo<'a> {
    /// The action in a row, unless its text is none.
    pub(super) fn new(service: Service<'a>, row: usize) -> Option<Self> {
        let text = service.tables.name_of(service.tables.actions(), row);
        Some(ActionInfo::of_row(service, row, Action::parse(text).ok()?))
    }

    pub(super) fn of_row(service: Service<'a>, row: usize, action: Action<'a>) -> Self {
        ActionInfo {
            service,
            row,
            action,
        }
    }

    /// The action itself, as AWS spells it.
    #[must_use]
    pub const fn action(&self) -> Action<'a> {
        self.action
    }

    /// Its name, such as `RunTask`.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.action.name()
    }

    /// The service that has it.
    #[must_use]
    pub const fn service(&self) -> Service<'a> {
        self.service
    }

    /// What it does to a resource.
    #[must_use]
    pub fn access_level(&self) -> AccessLevel {
        // No compiler writes a number without a level; were there one, it would be no harmless
        // action.
        let level = ACCESS_LEVELS.get(self.field(0));
        level.copied().unwrap_or(AccessLevel::PermissionsManagement)
    }

    /// The types of resources that a statement about the action can name. Without any, the
    /// resource has to be `*`.
    pub fn resource_types(&self) -> impl Iterator<Item = SupportedResource<'a>> + Clone + use<'a> {
        let service = self.service;
        let numbers = service.tables.list(self.field(1));
        numbers.map(move |number| SupportedResource {
            resource_type: ResourceType::new(service, number / 2),
            required: number % 2 == 1,
        })
    }

    /// The keys that a request for the action carries beside the global ones, whatever its
    /// resource, such as `ecs:cluster` or `aws:RequestTag/${TagKey}`.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let tables = self.service.tables;
        let keys = tables.list(self.field(2));
        keys.map(move |text| tables.text(text))
    }

    /// The keys that a request for the action may carry beside the global ones: its own, and
    /// those of its resource types, each once.
    ///
    /// ```
    /// use policy_compiler::{Reference, ServiceBuf};
    ///
    /// let s3 = ServiceBuf::new(Reference::aws().service("s3").unwrap())?;
    /// let get = s3.lend().action("GetObject").unwrap();
    /// assert!(get.condition_keys().all(|key| key != "s3:BucketTag/${TagKey}"));
    /// assert!(get.all_condition_keys().count() >= get.condition_keys().count());
    /// # Ok::<(), policy_compiler::ServiceTablesError>(())
    /// ```
    pub fn all_condition_keys(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let tables = self.service.tables;
        let own = tables.list(self.field(2));
        let types = self.resource_types();
        let of_types = types
            .clone()
            .enumerate()
            .flat_map(move |(index, supported)| {
                let before = types.clone().take(index);
                supported.resource_type.key_numbers().filter(move |key| {
                    let mut before = before.clone();
                    before.all(|other| other.resource_type.key_numbers().all(|known| known != *key))
                })
            });
        let known = own.clone();
        let more = of_types.filter(move |key| known.clone().all(|known| known != *key));
        own.chain(more).map(move |text| tables.text(text))
    }

    /// Other actions that a caller needs to be allowed as well, such as `iam:PassRole`.
    pub fn dependent_actions(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let tables = self.service.tables;
        let actions = tables.list(self.field(3));
        actions.map(move |text| tables.text(text))
    }

    fn field(&self, at: usize) -> usize {
        let tables = &self.service.tables;
        tables.field(tables.actions(), ACTION_WORDS, self.row, at)
    }
}

impl fmt::Debug for ActionInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActionInfo({})", self.action)
    }
}

/// A resource type as an action supports it.
///
/// ```
/// use policy_compiler::{Reference, ServiceBuf};
///
/// let ecs = ServiceBuf::new(Reference::aws().service("ecs").unwrap())?;
/// let stop = ecs.lend().action("StopTask").unwrap();
/// let task = stop.resource_types().next().unwrap();
/// assert_eq!(task.resource_type().name(), "task");
/// assert!(task.is_required());
/// # Ok::<(), policy_compiler::ServiceTablesError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SupportedResource<'a> {
    resource_type: ResourceType<'a>,
    required: bool,
}

impl<'a> SupportedResource<'a> {
    /// The type.
    #[must_use]
    pub const fn resource_type(&self) -> ResourceType<'a> {
        self.resource_type
    }

    /// Whether every request for the action has a resource of this type.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }
}
