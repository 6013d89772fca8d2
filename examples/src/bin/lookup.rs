//! What the catalogue knows of actions, patterns, condition keys, ARNs and services.
//!
//! ```sh
//! cargo run --bin lookup -- 'ecs:Describe*'
//! ```

use std::env;
use std::fmt::Display;
use std::process::ExitCode;

use policy_catalog::SERVICES;
use policy_compiler::{nearest, prefixes};
use policy_eval::reference::{ActionInfo, ConditionKey, ResourceType, Service};

const USAGE: &str = "usage: lookup [ecs | ecs:RunTask | 'ecs:Describe*' | ecs:cluster | arn:…]…";

fn main() -> ExitCode {
    let mut status = ExitCode::SUCCESS;
    if env::args().len() < 2 {
        eprintln!("{USAGE}");
        status = ExitCode::from(2);
    }
    for text in env::args().skip(1) {
        if let Err(message) = look_up(&text) {
            eprintln!("{message}");
            status = ExitCode::FAILURE;
        }
    }
    status
}

/// Prints what is known, or says why nothing is. Letter case counts in ARNs alone.
fn look_up(text: &str) -> Result<(), String> {
    let (prefix, name) = text.split_once(':').unwrap_or((text, ""));
    if prefix == "arn" {
        let unknown = || format!("no resource type has ARNs like `{text}`");
        print_resource_type(&SERVICES.resource_type_of(text).ok_or_else(unknown)?);
    } else if let Some(action) = SERVICES.action(text) {
        print_action(&action);
    } else if let Some(key) = SERVICES.condition_key(text) {
        print_key(&key);
    } else {
        let service = SERVICES
            .service(prefix)
            .ok_or_else(|| no_service(prefix, text))?;
        let mut matching = service.actions_matching(name).peekable();
        if name.is_empty() {
            print_service(&service);
        } else if matching.peek().is_none() {
            return Err(no_name(&service, name));
        }
        for action in matching {
            println!("{}: {}", action.action(), action.access_level().as_str());
        }
    }
    Ok(())
}

fn print_action(action: &ActionInfo) {
    println!("{}: {}", action.action(), action.access_level().as_str());
    for resource in action.resource_types() {
        let required = if resource.is_required() {
            " (required)"
        } else {
            ""
        };
        println!(
            "  resource type {}{required}",
            resource.resource_type().name()
        );
    }
    print_each("condition key", action.all_condition_keys());
    print_each("also needs", action.dependent_actions());
}

fn print_resource_type(resource: &ResourceType) {
    println!("{} of {}", resource.name(), resource.service().name());
    print_each("ARN", resource.arn_formats());
    print_each("condition key", resource.condition_keys());
    let actions = resource.service().actions().filter(|action| {
        let mut types = action.resource_types();
        types.any(|other| other.resource_type().name() == resource.name())
    });
    print_each("action", actions.map(|action| action.action()));
}

fn print_key(key: &ConditionKey) {
    let list = if key.is_list() { ", a list" } else { "" };
    println!("{}: {}{list}", key.key(), key.key_type().as_str());
    let actions = key.service().actions();
    let actions = actions.filter(|action| action.all_condition_keys().any(|it| it == key.key()));
    print_each("action", actions.map(|action| action.action()));
}

fn print_service(service: &Service) {
    println!("{}: {}", service.prefix(), service.name());
    println!("  {} actions", service.actions().count());
    println!("  {} resource types", service.resource_types().count());
    println!("  {} condition keys", service.condition_keys().count());
}

fn print_each(what: &str, items: impl Iterator<Item = impl Display>) {
    items.for_each(|item| println!("  {what} {item}"));
}

fn no_service(prefix: &str, text: &str) -> String {
    if prefix.eq_ignore_ascii_case("aws") {
        format!("AWS has no global condition key `{text}`")
    } else if prefixes().any(|known| known.eq_ignore_ascii_case(prefix)) {
        format!("this program has no `{prefix}`, which is a feature of policy-catalog")
    } else {
        format!("AWS has no service `{prefix}`")
    }
}

fn no_name(service: &Service, name: &str) -> String {
    let prefix = service.prefix();
    if name.contains(['*', '?']) {
        return format!("no action of `{prefix}` matches `{name}`");
    }
    let actions = service.actions().map(|action| action.name());
    let keys = service
        .condition_keys()
        .filter_map(|key| Some(key.key().split_once(':')?.1));
    let similar = nearest(name, actions.chain(keys));
    let similar = similar.map(|known| format!("; a similar one exists: `{prefix}:{known}`"));
    let similar = similar.unwrap_or_default();
    format!("`{prefix}` has neither an action nor a condition key `{name}`{similar}")
}
