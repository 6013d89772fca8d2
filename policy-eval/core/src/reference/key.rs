//! What is known about a condition key.

use core::fmt;

use super::form::{IS_LIST, KEY_TYPES, KEY_WORDS};
use super::run::specificity;
use super::{KeyType, Service};

/// A condition key of a service.
///
/// ```
/// use policy_compiler::{Reference, ServiceBuf};
/// use policy_core::reference::KeyType;
///
/// let iam = ServiceBuf::new(Reference::aws().service("iam").unwrap())?;
/// let key = iam.lend().condition_key("IAM:passedtoservice").unwrap();
/// assert_eq!(key.key(), "iam:PassedToService");
/// assert_eq!(key.key_type(), KeyType::String);
/// assert!(!key.is_list());
/// # Ok::<(), policy_compiler::ServiceTablesError>(())
/// ```
///
/// AWS's page: [the condition keys table][table].
///
/// [table]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#context_keys_table
#[derive(Clone, Copy)]
pub struct ConditionKey<'a> {
    service: Service<'a>,
    row: usize,
}

impl<'a> ConditionKey<'a> {
    pub(super) const fn new(service: Service<'a>, row: usize) -> Self {
        ConditionKey { service, row }
    }

    /// The key, such as `ecs:cluster` or `ecs:ResourceTag/${TagKey}`; a placeholder stands for
    /// one or more characters.
    #[must_use]
    pub fn key(&self) -> &'a str {
        let tables = &self.service.tables;
        tables.name_of(tables.keys(), self.row)
    }

    /// The service that has it.
    #[must_use]
    pub const fn service(&self) -> Service<'a> {
        self.service
    }

    /// What its values are.
    #[must_use]
    pub fn key_type(&self) -> KeyType {
        let number = self.word() & !usize::from(IS_LIST);
        KEY_TYPES.get(number).copied().unwrap_or(KeyType::String)
    }

    /// Whether a request carries a list under it, so that conditions need `ForAllValues` or
    /// `ForAnyValue` (C-30, C-31).
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.word() & usize::from(IS_LIST) != 0
    }

    /// How many of its characters stand for themselves.
    pub(super) fn specificity(&self) -> usize {
        specificity(self.key())
    }

    fn word(&self) -> usize {
        let tables = &self.service.tables;
        tables.field(tables.keys(), KEY_WORDS, self.row, 0)
    }
}

impl fmt::Debug for ConditionKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConditionKey({})", self.key())
    }
}
