//! Facts about AWS that checks need and the service reference does not have. `data/README.md` says
//! where each comes from.

pub(crate) mod escalation;
pub(crate) mod keys;
pub(crate) mod policy_resource_type;
pub(crate) mod regions;

use crate::reference::Reference;

/// The lines of a table that are no comments.
fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The formats of the ARNs of these resource types, with placeholders.
fn arn_formats<'r>(
    reference: &'r Reference,
    service: &str,
    resource_types: &'r [&str],
) -> impl Iterator<Item = &'r str> + use<'r> {
    let service = reference.service(service);
    let names = resource_types.iter();
    let types = names.filter_map(move |name| service?.resource_type(name));
    types.flat_map(|resource| resource.arn_formats.iter().map(String::as_str))
}
