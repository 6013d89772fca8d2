//! Several services.

use core::fmt;

use super::form::PerfectHash;
use super::service::most_specific;
use super::{ActionInfo, ConditionKey, ResourceType, Service};
use crate::form::service_hash;
use crate::{Action, fold};

/// Several services, looked into together.
///
/// ```
/// use policy_compiler::{Reference, ServiceBuf};
/// use policy_core::reference::Services;
///
/// let reference = Reference::aws();
/// let ec2 = ServiceBuf::new(reference.service("ec2").unwrap())?;
/// let ecs = ServiceBuf::new(reference.service("ecs").unwrap())?;
/// let (ec2, ecs) = (ec2.lend(), ecs.lend());
/// let both = [Some(&ec2), Some(&ecs)];
/// let services = Services::new(&both);
///
/// assert_eq!(services.action("ECS:runtask").unwrap().name(), "RunTask");
/// assert_eq!(services.actions_matching("ec2:Describe*").count(), 194);
/// let task = "arn:aws:ecs:eu-central-1:111122223333:task/web/0123456789abcdef";
/// assert_eq!(services.resource_type_of(task).unwrap().name(), "task");
/// # Ok::<(), policy_compiler::ServiceTablesError>(())
/// ```
///
/// AWS's page: [the service authorization reference][reference].
///
/// [reference]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
#[derive(Clone, Copy)]
pub struct Services<'a> {
    list: &'a [Option<&'a Service<'a>>],
    hash: PerfectHash<'a>,
    /// Has the condition keys that are no service's.
    global: Option<&'a Service<'a>>,
}

impl<'a> Services<'a> {
    /// These services; a `None` takes the place of one that is not there. Of several with the
    /// same prefix, the first counts.
    #[must_use]
    pub const fn new(services: &'a [Option<&'a Service<'a>>]) -> Self {
        Services {
            list: services,
            hash: PerfectHash::EMPTY,
            global: None,
        }
    }

    /// Services, a hash that leads from the hash of each prefix to its place, and what has the
    /// global condition keys.
    ///
    /// Not public API; used by `policy-catalog`, where features leave out services.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_hash(
        services: &'a [Option<&'a Service<'a>>],
        hash: PerfectHash<'a>,
        global: &'a Service<'a>,
    ) -> Self {
        Services {
            list: services,
            hash,
            global: Some(global),
        }
    }

    /// The services, in the order in which they were given; `policy-catalog` sorts them by
    /// prefix.
    pub fn services(&self) -> impl Iterator<Item = Service<'a>> + Clone + use<'a> {
        self.list.iter().copied().flatten().copied()
    }

    /// The service of this prefix, such as `ecs`, in any letter case.
    #[must_use]
    pub fn service(&self, prefix: &str) -> Option<Service<'a>> {
        self.find(service_hash(prefix), prefix).copied()
    }

    fn find(&self, hash: u64, prefix: &str) -> Option<&'a Service<'a>> {
        let is = |service: &&Service<'_>| {
            fold::equal_ascii(service.prefix().as_bytes(), prefix.as_bytes())
        };
        if self.hash.slots.is_empty() {
            return self.list.iter().copied().flatten().find(is);
        }
        let place = self.hash.number(hash)?;
        self.list.get(place).copied().flatten().filter(is)
    }

    /// The action of this text, such as `ecs:RunTask`, in any letter case.
    #[must_use]
    pub fn action(&self, text: &str) -> Option<ActionInfo<'a>> {
        self.action_info(&Action::parse(text).ok()?)
    }

    /// What is known about an action. It carries its hashes, so that a constant is found
    /// without hashing.
    #[must_use]
    pub fn action_info(&self, action: &Action<'_>) -> Option<ActionInfo<'a>> {
        let service = self.find(action.service_hash(), action.service())?;
        service.action_info(action)
    }

    /// The actions that an entry of `Action` matches, in any letter case: `ec2:Describe*`
    /// those of one service (A-3, A-4), `*` all (A-5). An entry that is neither matches
    /// nothing, as does one with wildcards in the service (A-6).
    pub fn actions_matching<'p>(
        &self,
        pattern: &'p str,
    ) -> impl Iterator<Item = ActionInfo<'a>> + Clone + use<'a, 'p> {
        let (all, one, names) = match pattern.split_once(':') {
            Some((prefix, names)) => (None, self.service(prefix), names),
            None if !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*') => {
                (Some(self.services()), None, "*")
            }
            None => (None, None, ""),
        };
        let services = all.into_iter().flatten().chain(one);
        services.flat_map(move |service| service.actions_matching(names))
    }

    /// The resource type of an ARN: that of the service that the ARN names, or else of the
    /// first one that has such resources. [`Service::resource_type_of`] says which of several
    /// types it is.
    ///
    /// Without the service that the ARN names, all are asked.
    #[must_use]
    pub fn resource_type_of(&self, arn: &str) -> Option<ResourceType<'a>> {
        let named = arn
            .split(':')
            .nth(2)
            .and_then(|prefix| self.service(prefix));
        let own = named.and_then(|service| service.resource_type_of(arn));
        own.or_else(|| {
            let found = self
                .services()
                .filter_map(|service| service.specific_type_of(arn));
            most_specific(found).map(|(_, resource)| resource)
        })
    }

    /// The condition key of this name, in any letter case: that of the service whose prefix
    /// it has, or a global one, or else that of the first service that has it.
    ///
    /// Without the service whose prefix it has, all are asked.
    #[must_use]
    pub fn condition_key(&self, key: &str) -> Option<ConditionKey<'a>> {
        let named = key
            .split_once(':')
            .and_then(|(prefix, _)| self.service(prefix));
        let own = named.and_then(|service| service.condition_key(key));
        let global = || self.global?.condition_key(key);
        own.or_else(global).or_else(|| {
            self.services()
                .find_map(|service| service.condition_key(key))
        })
    }
}

impl fmt::Debug for Services<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefixes = self.services();
        f.write_str("Services")?;
        f.debug_list()
            .entries(prefixes.map(|service| service.prefix()))
            .finish()
    }
}
