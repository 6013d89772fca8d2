//! What the constants of a service say about themselves.

use std::fmt::Write as _;

use policy_compiler::{ConditionKey, ResourceType, Service, ServiceAction, SupportedResource};
use policy_core::reference::{AccessLevel, KeyType};
use proc_macro2::Ident;

/// More types than that are not named in the first line of an action.
const MOST_IN_SUMMARY: usize = 3;

const REFERENCE: &str = "https://docs.aws.amazon.com/service-authorization/latest/reference";

/// AWS has several pages about these, for versions or parts of the service; the reference does not
/// say which of them has an action.
const SEVERAL_PAGES: [&str; 8] = [
    "apigateway",
    "cloudformation",
    "elasticloadbalancing",
    "greengrass",
    "kinesisanalytics",
    "lex",
    "ses",
    "sms-voice",
];

/// Writes the docs of one service.
pub(super) struct Docs<'a> {
    service: &'a Service,
    /// AWS's page about the service, if it is AWS's, with the beginning of its anchors, if they
    /// are known.
    page: Option<String>,
}

impl<'a> Docs<'a> {
    pub(super) fn new(service: &'a Service, is_aws: bool) -> Self {
        let letters = service.name.chars().filter(char::is_ascii_alphanumeric);
        let name = letters.collect::<String>().to_ascii_lowercase();
        let page = if SEVERAL_PAGES.contains(&&*service.prefix) {
            format!("{REFERENCE}/reference_policies_actions-resources-contextkeys.html")
        } else {
            format!("{REFERENCE}/list_{name}.html#{name}")
        };
        Docs {
            service,
            page: is_aws.then_some(page),
        }
    }

    /// Of the module: what the service is, and its actions by access level.
    pub(super) fn module(&self, constants: &[Option<Ident>]) -> String {
        let Service { prefix, name, .. } = self.service;
        let mut doc = format!(
            "`{prefix}`: the actions of {name}.\n\n`keys` has its condition keys, `arn` makes its \
             ARNs, and [`SERVICE`] answers questions about them.\n"
        );
        if let Some(page) = &self.page {
            let page = page.split('#').next().unwrap_or_default();
            let _ = writeln!(doc, "\nSee the [service authorization reference]({page}).");
        }
        for level in LEVELS {
            let actions = self.service.actions().iter().zip(constants);
            let links: Vec<String> = actions
                .filter(|(action, _)| action.access_level == level)
                .filter_map(|(_, constant)| Some(format!("[`{}`]", constant.as_ref()?)))
                .collect();
            if !links.is_empty() {
                let _ = writeln!(doc, "\n**{}**: {}", level.as_str(), links.join(", "));
            }
        }
        doc
    }

    /// Of an action: its wire name, access level and resources in one line, then the details.
    pub(super) fn action(&self, wire: &str, action: &ServiceAction) -> String {
        let ServiceAction {
            name,
            access_level,
            resource_types,
            condition_keys,
            dependent_actions,
        } = action;
        let mut doc = format!("`{wire}` ({}) on ", access_level.as_str());
        summarize(resource_types, &mut doc);
        doc.push_str(".\n");
        if !resource_types.is_empty() {
            doc.push_str("\nResource types: ");
            for (index, resource) in resource_types.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                let required = if resource.required { " (required)" } else { "" };
                let _ = write!(doc, "{comma}`{}`{required}", resource.name);
            }
            doc.push_str(".\n");
        }
        for (title, names) in [
            ("Its own condition keys", condition_keys),
            ("Also needs", dependent_actions),
        ] {
            if !names.is_empty() {
                let _ = writeln!(doc, "\n{title}: `{}`.", names.join("`, `"));
            }
        }
        if let Some(page) = &self.page {
            let _ = match page.split_once('#') {
                Some(_) => writeln!(doc, "\n[`{name}` in AWS's reference]({page}-{name})"),
                None => writeln!(doc, "\n[AWS's reference]({page})"),
            };
        }
        doc
    }
}

const LEVELS: [AccessLevel; 5] = [
    AccessLevel::List,
    AccessLevel::Read,
    AccessLevel::Write,
    AccessLevel::Tagging,
    AccessLevel::PermissionsManagement,
];

/// Of a condition key that has a constant and a function.
pub(super) fn key(key: &ConditionKey, function: &Ident) -> String {
    let ConditionKey { key: wire, .. } = key;
    format!("`{wire}`: {}. With a value: [`{function}`].", values(key))
}

/// What a request carries under a key.
pub(super) fn values(key: &ConditionKey) -> &'static str {
    match (key.key_type, key.is_list) {
        (KeyType::Arn, false) => "an ARN",
        (KeyType::Arn, true) => "a list of ARNs",
        (KeyType::Bool, false) => "a truth value",
        (KeyType::Bool, true) => "a list of truth values",
        (KeyType::Date, false) => "a point in time",
        (KeyType::Date, true) => "a list of points in time",
        (KeyType::IpAddress, false) => "an IP address",
        (KeyType::IpAddress, true) => "a list of IP addresses",
        (KeyType::Numeric, false) => "a number",
        (KeyType::Numeric, true) => "a list of numbers",
        (_, false) => "text",
        (_, true) => "a list of texts",
    }
}

/// Of the module that makes ARNs.
pub(super) fn arns(service: &Service) -> String {
    format!(
        "The ARNs of `{}`, a function for each resource type.\n\nParts are checked; where an ARN \
         has several of its own, each has a type, so that they cannot be mixed up.\n",
        service.prefix
    )
}

/// Of the type of a part, which is in the ARNs of these resource types.
pub(super) fn part(name: &Ident, resource_types: &[&str]) -> String {
    let types = resource_types.join("`, `");
    format!("`{name}` in the ARN of `{types}`.")
}

/// Of the function that makes an ARN whose parts have none of these separators.
pub(super) fn arn(resource: &ResourceType, format: &str, refused: &str) -> String {
    let ResourceType {
        name,
        arn_formats: _,
        condition_keys,
    } = resource;
    let mut doc = format!("The ARN of a `{name}`: `{format}`.\n");
    if !condition_keys.is_empty() {
        let keys = condition_keys.join("`, `");
        let _ = writeln!(doc, "\nIts condition keys: `{keys}`.");
    }
    doc.push_str(
        "\n# Errors\n\nIf a part is empty, has a control character or what ends it in the format",
    );
    if !refused.is_empty() {
        let separators: Vec<String> = refused.chars().map(|byte| format!("`{byte}`")).collect();
        let separators = separators.join(" or ");
        let _ = write!(
            doc,
            ", or {separators}, since ARNs of other types have that"
        );
    }
    doc.push_str(".\n");
    doc
}

/// The types of resources in a few words.
fn summarize(types: &[SupportedResource], doc: &mut String) {
    if types.is_empty() {
        doc.push_str("no resource but `*`");
    }
    for (index, resource) in types.iter().take(MOST_IN_SUMMARY).enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(doc, "{comma}`{}`", resource.name);
    }
    if let Some(more) = types
        .len()
        .checked_sub(MOST_IN_SUMMARY)
        .filter(|more| *more > 0)
    {
        let _ = write!(doc, " and {more} more");
    }
}
