//! What is known about a resource type.

use core::fmt;

use super::Service;
use super::form::TYPE_WORDS;
use super::run::{fits_format, specificity_for};

/// A kind of resource of a service.
///
/// ```
/// use policy_compiler::{Reference, ServiceBuf};
///
/// let ecs = ServiceBuf::new(Reference::aws().service("ecs").unwrap())?;
/// let cluster = ecs.lend().resource_type("cluster").unwrap();
/// let formats: Vec<&str> = cluster.arn_formats().collect();
/// assert_eq!(formats, ["arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}"]);
/// assert!(cluster.condition_keys().any(|key| key == "aws:ResourceTag/${TagKey}"));
/// # Ok::<(), policy_compiler::ServiceTablesError>(())
/// ```
///
/// AWS's page: [the resource types table][table].
///
/// [table]: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#resources_table
#[derive(Clone, Copy)]
pub struct ResourceType<'a> {
    service: Service<'a>,
    row: usize,
}

impl<'a> ResourceType<'a> {
    pub(super) const fn new(service: Service<'a>, row: usize) -> Self {
        ResourceType { service, row }
    }

    /// Its name, such as `task-definition`.
    #[must_use]
    pub fn name(&self) -> &'a str {
        let tables = &self.service.tables;
        tables.name_of(tables.types(), self.row)
    }

    /// The service that has it, which need not be the one that its ARNs name.
    #[must_use]
    pub const fn service(&self) -> Service<'a> {
        self.service
    }

    /// Its ARN with placeholders, such as `arn:${Partition}:s3:::${BucketName}`; the first is
    /// the usual one.
    pub fn arn_formats(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let tables = self.service.tables;
        let formats = tables.list(self.field(0));
        formats.map(move |text| tables.text(text))
    }

    /// The keys that a request for such a resource carries beside the global ones.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let tables = self.service.tables;
        self.key_numbers().map(move |text| tables.text(text))
    }

    /// Whether an ARN fits one of the formats.
    ///
    /// A placeholder stands for one or more characters; `*` stands for as much, or for nothing.
    /// Unless it is the end of the format, neither stands for a `:`, nor for a `/` but before a
    /// `:`, as the name of a log group in `log-group:${LogGroupName}:log-stream:${LogStreamName}`.
    /// The account may be missing, since AWS's own resources have none.
    ///
    /// ```
    /// use policy_compiler::{Reference, ServiceBuf};
    ///
    /// let ecs = ServiceBuf::new(Reference::aws().service("ecs").unwrap())?;
    /// let cluster = ecs.lend().resource_type("cluster").unwrap();
    /// assert!(cluster.fits("arn:aws:ecs:eu-central-1:111122223333:cluster/web"));
    /// assert!(!cluster.fits("arn:aws:ecs:eu-central-1:111122223333:task/web/1"));
    /// # Ok::<(), policy_compiler::ServiceTablesError>(())
    /// ```
    #[must_use]
    pub fn fits(&self, arn: &str) -> bool {
        self.arn_formats().any(|format| fits_format(format, arn))
    }

    /// How exact the most exact format is that an ARN fits.
    pub(super) fn specificity(&self, arn: &str) -> Option<usize> {
        let fitting = self.arn_formats().filter(|format| fits_format(format, arn));
        fitting.map(|format| specificity_for(format, arn)).max()
    }

    /// The numbers of the texts of its condition keys.
    pub(super) fn key_numbers(&self) -> impl Iterator<Item = usize> + Clone + use<'a> {
        self.service.tables.list(self.field(1))
    }

    fn field(&self, at: usize) -> usize {
        let tables = &self.service.tables;
        tables.field(tables.types(), TYPE_WORDS, self.row, at)
    }
}

impl fmt::Debug for ResourceType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "ResourceType({} of {})",
            self.name(),
            self.service.prefix()
        )
    }
}
