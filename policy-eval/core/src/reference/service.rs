//! One service.

use core::fmt;

use super::form::ServiceTables;
use super::run::{fits_key, fits_wildcards};
use super::{ActionInfo, ConditionKey, ResourceType};
use crate::Action;

/// A service of AWS or of one's own: its actions, resource types and condition keys.
///
/// `policy-catalog` has AWS's as constants. A service file that the program reads itself makes
/// one as well:
///
/// ```
/// use policy_compiler::{ServiceBuf, read_service};
///
/// let text = r#"{
///     "service": "billing",
///     "name": "Our invoices",
///     "actions": [
///         { "name": "ListInvoices", "access": "List" },
///         { "name": "PayInvoice", "access": "Write", "resources": ["invoice*"] }
///     ],
///     "resources": [
///         { "name": "invoice", "arn": "arn:${Partition}:billing::${Account}:invoice/${Number}" }
///     ]
/// }"#;
/// let owned = ServiceBuf::new(&read_service(text).0.unwrap())?;
/// let billing = owned.lend();
///
/// assert_eq!(billing.prefix(), "billing");
/// assert_eq!(billing.action("payinvoice").unwrap().name(), "PayInvoice");
/// let invoice = billing.resource_type_of("arn:aws:billing::111122223333:invoice/7").unwrap();
/// assert_eq!(invoice.name(), "invoice");
/// # Ok::<(), policy_compiler::ServiceTablesError>(())
/// ```
///
/// AWS's page: [the service authorization reference][reference].
///
/// [reference]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
#[derive(Clone, Copy)]
pub struct Service<'a> {
    pub(super) tables: ServiceTables<'a>,
}

impl<'a> Service<'a> {
    /// Not public API; used by the macros and the compiler.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(tables: ServiceTables<'a>) -> Self {
        Service { tables }
    }

    /// Not public API; used by the macros and the compiler.
    #[doc(hidden)]
    #[must_use]
    pub const fn tables(&self) -> &ServiceTables<'a> {
        &self.tables
    }

    /// What its actions begin with, such as `ecs`.
    #[must_use]
    pub const fn prefix(&self) -> &'a str {
        self.tables.prefix
    }

    /// What people call it, such as `Amazon Elastic Container Service`.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.tables.name
    }

    /// Its actions, sorted by name without letter case.
    pub fn actions(&self) -> impl Iterator<Item = ActionInfo<'a>> + Clone + use<'a> {
        let service = *self;
        (0..self.tables.actions().len).filter_map(move |row| ActionInfo::new(service, row))
    }

    /// The action of this name, such as `RunTask`, in any letter case.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<ActionInfo<'a>> {
        let actions = self.tables.actions();
        let start = self.prefix().len() + 1;
        let row = self.tables.find_from(actions, start, name)?;
        ActionInfo::new(*self, row)
    }

    /// What is known about an action; nothing if it is not one of this service.
    ///
    /// The action carries its hash, so a constant is found without hashing.
    ///
    /// ```
    /// use policy_compiler::{Reference, ServiceBuf};
    /// use policy_core::Action;
    /// use policy_core::reference::AccessLevel;
    ///
    /// const RUN_TASK: Action<'static> = Action::from_static("ecs:RunTask");
    ///
    /// let ecs = ServiceBuf::new(Reference::aws().service("ecs").unwrap())?;
    /// let run_task = ecs.lend().action_info(&RUN_TASK).unwrap();
    /// assert_eq!(run_task.access_level(), AccessLevel::Write);
    /// # Ok::<(), policy_compiler::ServiceTablesError>(())
    /// ```
    #[must_use]
    pub fn action_info(&self, action: &Action<'_>) -> Option<ActionInfo<'a>> {
        let row = self.tables.actions.number(action.hash())?;
        let actions = self.tables.actions();
        let action = action.spelled(self.tables.name_of(actions, row))?;
        Some(ActionInfo::of_row(*self, row, action))
    }

    /// The actions whose names match a pattern with `*` and `?`, in any letter case (A-3, A-4).
    ///
    /// ```
    /// use policy_compiler::{Reference, ServiceBuf};
    ///
    /// let ecs = ServiceBuf::new(Reference::aws().service("ecs").unwrap())?;
    /// let ecs = ecs.lend();
    /// let stopping = ecs.actions_matching("stop*").map(|action| action.name());
    /// let stopping: Vec<&str> = stopping.collect();
    /// assert_eq!(stopping, ["StopServiceDeployment", "StopTask"]);
    /// # Ok::<(), policy_compiler::ServiceTablesError>(())
    /// ```
    pub fn actions_matching<'p>(
        &self,
        pattern: &'p str,
    ) -> impl Iterator<Item = ActionInfo<'a>> + Clone + use<'a, 'p> {
        let service = *self;
        let actions = self.tables.actions();
        let start = self.prefix().len() + 1;
        (0..actions.len)
            .filter(move |row| {
                let text = service.tables.name_of(actions, *row);
                text.get(start..)
                    .is_some_and(|name| fits_wildcards(pattern, name))
            })
            .filter_map(move |row| ActionInfo::new(service, row))
    }

    /// Its resource types, sorted by name without letter case.
    pub fn resource_types(&self) -> impl Iterator<Item = ResourceType<'a>> + Clone + use<'a> {
        let service = *self;
        (0..self.tables.types().len).map(move |row| ResourceType::new(service, row))
    }

    /// The resource type of this name, such as `task-definition`, in any letter case.
    #[must_use]
    pub fn resource_type(&self, name: &str) -> Option<ResourceType<'a>> {
        let row = self.tables.find(self.tables.types(), name)?;
        Some(ResourceType::new(*self, row))
    }

    /// The resource types that an ARN may be of, which are those that it [fits].
    ///
    /// [fits]: ResourceType::fits
    pub fn resource_types_of<'t>(
        &self,
        arn: &'t str,
    ) -> impl Iterator<Item = ResourceType<'a>> + Clone + use<'a, 't> {
        self.resource_types()
            .filter(move |resource| resource.fits(arn))
    }

    /// The resource type of an ARN: of those that it [fits](ResourceType::fits) the one whose
    /// format has the most characters outside of placeholders. Of several it is one without an
    /// account if the ARN has none, then one without `*`, then the first.
    ///
    /// ```
    /// use policy_compiler::{Reference, ServiceBuf};
    ///
    /// let s3 = ServiceBuf::new(Reference::aws().service("s3").unwrap())?;
    /// let s3 = s3.lend();
    /// let type_of = |arn| s3.resource_type_of(arn).map(|resource| resource.name());
    /// assert_eq!(type_of("arn:aws:s3:::docs"), Some("bucket"));
    /// assert_eq!(type_of("arn:aws:s3:::docs/plan.pdf"), Some("object"));
    /// assert_eq!(type_of("arn:aws:iam::111122223333:user/alice"), None);
    /// # Ok::<(), policy_compiler::ServiceTablesError>(())
    /// ```
    #[must_use]
    pub fn resource_type_of(&self, arn: &str) -> Option<ResourceType<'a>> {
        self.specific_type_of(arn).map(|(_, resource)| resource)
    }

    pub(super) fn specific_type_of(&self, arn: &str) -> Option<(usize, ResourceType<'a>)> {
        let types = self.resource_types();
        most_specific(types.filter_map(|resource| Some((resource.specificity(arn)?, resource))))
    }

    /// Its condition keys, sorted without letter case. Some have a prefix of their own, such
    /// as `saml:aud` of `sts`; global keys, with the prefix `aws`, are not among them.
    pub fn condition_keys(&self) -> impl Iterator<Item = ConditionKey<'a>> + Clone + use<'a> {
        let service = *self;
        (0..self.tables.keys().len).map(move |row| ConditionKey::new(service, row))
    }

    /// The condition key of this name, in any letter case; where the reference has a
    /// placeholder, one or more characters.
    ///
    /// ```
    /// use policy_compiler::{Reference, ServiceBuf};
    ///
    /// let ecs = ServiceBuf::new(Reference::aws().service("ecs").unwrap())?;
    /// let ecs = ecs.lend();
    /// let tag = ecs.condition_key("ecs:ResourceTag/team").unwrap();
    /// assert_eq!(tag.key(), "ecs:ResourceTag/${TagKey}");
    /// assert!(ecs.condition_key("ecs:clutser").is_none());
    /// # Ok::<(), policy_compiler::ServiceTablesError>(())
    /// ```
    #[must_use]
    pub fn condition_key(&self, key: &str) -> Option<ConditionKey<'a>> {
        if let Some(row) = self.tables.find(self.tables.keys(), key) {
            return Some(ConditionKey::new(*self, row));
        }
        let fitting = self
            .condition_keys()
            .filter(|known| fits_key(known.key(), key));
        most_specific(fitting.map(|known| (known.specificity(), known))).map(|(_, known)| known)
    }
}

/// The first of those with the highest figure.
pub(super) fn most_specific<T>(all: impl Iterator<Item = (usize, T)>) -> Option<(usize, T)> {
    all.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

impl fmt::Debug for Service<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({})", self.prefix())
    }
}
