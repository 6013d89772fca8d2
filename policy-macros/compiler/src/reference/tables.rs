//! A parsed service -> the tables that it is looked up in.

mod hash;

use std::collections::HashMap;
use std::fmt;

use policy_core::Action;
use policy_core::form::action_hash;
use policy_core::reference::form::{ACCESS_LEVELS, IS_LIST, KEY_TYPES, ServiceTables};

pub use hash::PerfectHashBuf;

use super::{ConditionKey, ResourceType, Service, ServiceAction, SupportedResource};

/// A service in the form that look-ups need, which [`lend`](Self::lend) lends.
///
/// ```
/// use policy_compiler::{Reference, ServiceBuf};
///
/// let reference = Reference::aws();
/// let ecs = ServiceBuf::new(reference.service("ecs").unwrap())?;
/// assert_eq!(ecs.lend().name(), "Amazon Elastic Container Service");
/// assert!(ecs.lend().action("runtask").is_some());
/// # Ok::<(), policy_compiler::ServiceTablesError>(())
/// ```
///
/// AWS's page: [the service authorization reference][reference].
///
/// [reference]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
#[derive(Clone, Debug)]
pub struct ServiceBuf {
    prefix: String,
    name: String,
    text: String,
    rows: Vec<u8>,
    actions: PerfectHashBuf,
}

impl ServiceBuf {
    /// The tables of a service.
    ///
    /// # Errors
    ///
    /// If the service has more of anything than the tables have numbers for, which is 65,535, or
    /// its lists have more entries together; no service of AWS comes near it. Also if two of its actions have the same hash, which
    /// does not happen to names that were not made for it, and if it is not as
    /// [`read_service`](crate::read_service) makes it.
    pub fn new(service: &Service) -> Result<Self, ServiceTablesError> {
        let Service {
            prefix,
            name,
            actions,
            resource_types,
            condition_keys,
            derived: _,
        } = service;
        let mut builder = Builder::default();
        let mut hashes = Vec::new();
        for action in actions {
            let text = format!("{prefix}:{}", action.name);
            match Action::parse(&text) {
                Ok(action) => hashes.push(action_hash(&action)),
                Err(_) => return Err(ServiceTablesError::NoAction(text)),
            }
            builder.texts.push(text);
        }
        builder
            .texts
            .extend(resource_types.iter().map(|one| one.name.clone()));
        builder
            .texts
            .extend(condition_keys.iter().map(|key| key.key.clone()));
        let numbers = builder.texts.iter().cloned().zip(0..);
        builder.numbers = numbers.collect();

        let types = resource_types.iter().zip(0..);
        let types = types.map(|(one, index)| (one.name.to_ascii_lowercase(), index));
        let types = types.collect();
        for action in actions {
            let row = builder.action(&types, action)?;
            builder.rows.extend(row);
        }
        for resource in resource_types {
            let row = builder.resource_type(resource)?;
            builder.rows.extend(row);
        }
        for key in condition_keys {
            builder.rows.push(key_word(key)?);
        }
        let lens = [actions.len(), resource_types.len(), condition_keys.len()];
        let (text, rows) = builder.finish(lens)?;
        Ok(ServiceBuf {
            prefix: prefix.clone(),
            name: name.clone(),
            text,
            rows,
            actions: PerfectHashBuf::new(&hashes)?,
        })
    }

    /// The service, borrowed.
    #[must_use]
    pub fn lend(&self) -> policy_core::reference::Service<'_> {
        let ServiceBuf {
            prefix,
            name,
            text,
            rows,
            actions,
        } = self;
        policy_core::reference::Service::new(ServiceTables {
            prefix,
            name,
            text,
            rows,
            actions: actions.lend(),
        })
    }
}

/// Why a service has no tables.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceTablesError {
    /// There are more names than the tables have numbers for.
    TooLarge,
    /// The lists of actions and resource types are longer together than the tables have numbers
    /// for.
    ListsTooLong,
    /// Two names have the same hash.
    EqualHashes,
    /// An action that is none.
    NoAction(String),
    /// An action supports a resource type that the service does not have.
    NoResourceType(String),
}

impl fmt::Display for ServiceTablesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServiceTablesError::TooLarge => {
                f.write_str("a service has at most 65,535 names, keys and ARNs together")
            }
            ServiceTablesError::ListsTooLong => f.write_str(
                "the lists of resource types, condition keys, dependent actions and ARNs have more \
                 than 65,535 entries together; equal lists count once, so give several actions \
                 the same list, or split the service",
            ),
            ServiceTablesError::EqualHashes => {
                f.write_str("two names have the same hash; rename one of them")
            }
            ServiceTablesError::NoAction(text) => write!(f, "`{text}` is no action"),
            ServiceTablesError::NoResourceType(name) => {
                write!(f, "the service has no resource type `{name}`")
            }
        }
    }
}

impl std::error::Error for ServiceTablesError {}

/// The tables while they are filled; the order of their sections is that of
/// [`policy_core::reference::form`].
#[derive(Default)]
struct Builder {
    rows: Vec<u16>,
    texts: Vec<String>,
    numbers: HashMap<String, usize>,
    lists: Vec<u16>,
    /// Where each list begins; equal ones are stored once.
    starts: HashMap<Vec<u16>, u16>,
}

impl Builder {
    fn action(
        &mut self,
        resource_types: &HashMap<String, usize>,
        action: &ServiceAction,
    ) -> Result<[u16; 4], ServiceTablesError> {
        let ServiceAction {
            name: _,
            access_level,
            resource_types: supported,
            condition_keys,
            dependent_actions,
        } = action;
        let types: Result<Vec<u16>, _> = supported
            .iter()
            .map(|one| type_word(resource_types, one))
            .collect();
        Ok([
            place(&ACCESS_LEVELS, access_level)?,
            self.list(types?)?,
            self.list_of_texts(condition_keys)?,
            self.list_of_texts(dependent_actions)?,
        ])
    }

    fn resource_type(&mut self, resource: &ResourceType) -> Result<[u16; 2], ServiceTablesError> {
        let ResourceType {
            name: _,
            arn_formats,
            condition_keys,
        } = resource;
        Ok([
            self.list_of_texts(arn_formats)?,
            self.list_of_texts(condition_keys)?,
        ])
    }

    fn list_of_texts(&mut self, texts: &[String]) -> Result<u16, ServiceTablesError> {
        let numbers: Result<Vec<u16>, _> = texts.iter().map(|text| self.number(text)).collect();
        self.list(numbers?)
    }

    fn number(&mut self, text: &str) -> Result<u16, ServiceTablesError> {
        if let Some(number) = self.numbers.get(text) {
            return word(*number);
        }
        let number = self.texts.len();
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        word(number)
    }

    fn list(&mut self, list: Vec<u16>) -> Result<u16, ServiceTablesError> {
        if let Some(start) = self.starts.get(&list) {
            return Ok(*start);
        }
        let too_long = |_| ServiceTablesError::ListsTooLong;
        let start = word(self.lists.len()).map_err(too_long)?;
        self.lists.push(word(list.len()).map_err(too_long)?);
        self.lists.extend(&list);
        self.starts.insert(list, start);
        Ok(start)
    }

    fn finish(self, lens: [usize; 3]) -> Result<(String, Vec<u8>), ServiceTablesError> {
        let [actions, types, keys] = lens;
        let mut words = Vec::new();
        for len in [actions, types, keys, self.texts.len()] {
            words.push(word(len)?);
        }
        words.extend(self.rows);
        let mut end = 0_u32;
        for text in &self.texts {
            let len = u32::try_from(text.len()).ok();
            end = len
                .and_then(|len| end.checked_add(len))
                .ok_or(ServiceTablesError::TooLarge)?;
            let [a, b, c, d] = end.to_le_bytes();
            words.extend([u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]);
        }
        words.extend(self.lists);
        Ok((self.texts.concat(), bytes(words)))
    }
}

fn type_word(
    resource_types: &HashMap<String, usize>,
    resource: &SupportedResource,
) -> Result<u16, ServiceTablesError> {
    let SupportedResource { name, required } = resource;
    match resource_types.get(&name.to_ascii_lowercase()) {
        Some(index) => word(index * 2 + usize::from(*required)),
        None => Err(ServiceTablesError::NoResourceType(name.clone())),
    }
}

fn key_word(key: &ConditionKey) -> Result<u16, ServiceTablesError> {
    let ConditionKey {
        key: _,
        key_type,
        is_list,
    } = key;
    let list = if *is_list { IS_LIST } else { 0 };
    Ok(place(&KEY_TYPES, key_type)? | list)
}

/// The number of a value, which is its place in the table of all.
fn place<T: PartialEq>(all: &[T], value: &T) -> Result<u16, ServiceTablesError> {
    let place = all.iter().position(|one| one == value);
    place.map_or(Err(ServiceTablesError::TooLarge), word)
}

fn word(number: usize) -> Result<u16, ServiceTablesError> {
    u16::try_from(number).map_err(|_| ServiceTablesError::TooLarge)
}

fn bytes(words: Vec<u16>) -> Vec<u8> {
    words.into_iter().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use policy_core::reference::AccessLevel;

    use super::*;
    use crate::names::derived::Derived;

    fn error(change: impl FnOnce(&mut ServiceAction)) -> Option<ServiceTablesError> {
        let mut action = ServiceAction {
            name: "PayInvoice".to_owned(),
            access_level: AccessLevel::Write,
            resource_types: Vec::new(),
            condition_keys: Vec::new(),
            dependent_actions: Vec::new(),
        };
        change(&mut action);
        let service = Service {
            prefix: "billing".to_owned(),
            name: "Our invoices".to_owned(),
            actions: vec![action],
            resource_types: Vec::new(),
            condition_keys: Vec::new(),
            derived: Derived::default(),
        };
        ServiceBuf::new(&service).err()
    }

    #[test]
    fn what_does_not_fit_the_tables_is_refused() {
        let texts = |count: u32| (0..count).map(|number| format!("a:b{number}")).collect();
        assert_eq!(error(|_| ()), None);
        assert_eq!(
            error(|action| action.dependent_actions = texts(60_000)),
            None
        );
        let too_large = Some(ServiceTablesError::TooLarge);
        assert_eq!(
            error(|action| action.dependent_actions = texts(70_000)),
            too_large
        );
        assert_eq!(
            error(|action| action.condition_keys = texts(70_000)),
            too_large
        );
    }

    #[test]
    fn long_lists_are_told_from_many_names() {
        let name = |number: usize| format!("type-{number}");
        let resource = |number| ResourceType {
            name: name(number),
            arn_formats: Vec::new(),
            condition_keys: Vec::new(),
        };
        // No list is equal to another one.
        let action = |number: usize| ServiceAction {
            name: format!("A{number}"),
            access_level: AccessLevel::Write,
            resource_types: (number..2_000)
                .map(|number| SupportedResource {
                    name: name(number),
                    required: false,
                })
                .collect(),
            condition_keys: Vec::new(),
            dependent_actions: Vec::new(),
        };
        let service = Service {
            prefix: "billing".to_owned(),
            name: "Our invoices".to_owned(),
            actions: (0..45).map(action).collect(),
            resource_types: (0..2_000).map(resource).collect(),
            condition_keys: Vec::new(),
            derived: Derived::default(),
        };
        let error = ServiceBuf::new(&service).err();
        assert_eq!(error, Some(ServiceTablesError::ListsTooLong));
        let message = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(
            message.starts_with("the lists of resource types"),
            "{message}"
        );
    }

    #[test]
    fn what_no_reader_lets_through_is_refused() {
        let message = error(|action| "Pay Invoice".clone_into(&mut action.name));
        let message = message.map(|error| error.to_string());
        assert_eq!(
            message.as_deref(),
            Some("`billing:Pay Invoice` is no action")
        );

        let invoice = || SupportedResource {
            name: "invoice".to_owned(),
            required: true,
        };
        let message = error(|action| action.resource_types = vec![invoice()]);
        let message = message.map(|error| error.to_string());
        let expected = "the service has no resource type `invoice`";
        assert_eq!(message.as_deref(), Some(expected));
    }

    #[test]
    fn equal_names_have_no_perfect_hash() {
        let error = PerfectHashBuf::of_prefixes(["ecs", "ec2", "ECS"]).err();
        assert_eq!(error, Some(ServiceTablesError::EqualHashes));
        assert!(PerfectHashBuf::of_prefixes([]).is_ok());
    }
}
