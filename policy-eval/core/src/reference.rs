//! The service reference in compiled form: what services have, for look-ups.
//!
//! A [`Service`] has [actions](ActionInfo), [resource types](ResourceType) and [condition
//! keys](ConditionKey); [`Services`] are several of them. Nothing here allocates, and letter
//! case never matters, except in ARNs.
//!
//! AWS's page: [the service authorization reference][reference].
//!
//! [reference]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html

mod action;
#[doc(hidden)]
pub mod form;
mod key;
mod resource;
mod run;
mod service;
mod services;

pub use action::{ActionInfo, SupportedResource};
pub use key::ConditionKey;
pub use resource::ResourceType;
pub use service::Service;
pub use services::Services;

/// What an action does to a resource, as AWS's service authorization reference classes it.
///
/// ```
/// use policy_core::reference::AccessLevel;
///
/// assert_eq!(AccessLevel::PermissionsManagement.as_str(), "Permissions management");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AccessLevel {
    /// Lists resources, without their contents.
    List,
    /// Reads contents or attributes of resources.
    Read,
    /// Creates, changes or deletes resources.
    Write,
    /// Grants or changes permissions.
    PermissionsManagement,
    /// Changes only tags.
    Tagging,
}

/// The type of a condition key's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// Any text.
    String,
    /// The ARN of something.
    Arn,
    /// `true` or `false`.
    Bool,
    /// A point in time.
    Date,
    /// An IP address, or a block of them.
    IpAddress,
    /// A number.
    Numeric,
}

impl AccessLevel {
    /// The words of the reference.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            AccessLevel::List => "List",
            AccessLevel::Read => "Read",
            AccessLevel::Write => "Write",
            AccessLevel::PermissionsManagement => "Permissions management",
            AccessLevel::Tagging => "Tagging",
        }
    }
}

impl KeyType {
    /// The word of the reference.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyType::String => "String",
            KeyType::Arn => "ARN",
            KeyType::Bool => "Bool",
            KeyType::Date => "Date",
            KeyType::IpAddress => "IPAddress",
            KeyType::Numeric => "Numeric",
        }
    }
}
