//! The actions of a service file (S-4, S-6, S-8, S-9).

use policy_core::reference::AccessLevel;

use super::members::{Members, Shape};
use super::{Declared, Names, Reader, names, names_at};
use crate::code::Code;
use crate::finding::Finding;
use crate::keys::fold;
use crate::reference::{ServiceAction, SupportedResource};
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::shown;

const ACTION: Shape = Shape {
    what: "this action",
    required: &[("name", "\"GetInvoice\""), ("access", "\"Read\"")],
    optional: &["resources", "conditionKeys", "dependent"],
};

const ACCESS_LEVELS: [(&str, AccessLevel); 5] = [
    ("List", AccessLevel::List),
    ("Read", AccessLevel::Read),
    ("Write", AccessLevel::Write),
    ("PermissionsManagement", AccessLevel::PermissionsManagement),
    ("Tagging", AccessLevel::Tagging),
];

impl Reader<'_> {
    pub(super) fn actions(
        &mut self,
        members: &Members<'_>,
        declared: &mut Declared,
    ) -> Vec<ServiceAction> {
        let nodes = self.list(members, "actions");
        let mut actions = Vec::with_capacity(nodes.len());
        let mut names = Names::with_capacity(nodes.len());
        let mut own_dependent = Vec::new();
        for node in nodes {
            let Some(members) = self.members(node, &ACTION) else {
                continue;
            };
            let name = members.get("name").and_then(|member| {
                let (name, span) = (self.string(member)?, member.value.span);
                if let Err(mistake) = names::check_action_name(name) {
                    self.report(Code::Name, "S-4", span, mistake);
                }
                self.declare("the action", name, span, &mut names);
                Some(name)
            });
            let access_level = self.access_level(&members);
            let resource_types = self.supported_resources(&members, declared);
            let condition_keys = self.used_keys(&members, declared);
            let dependent_actions =
                self.dependent_actions(&members, &declared.own_prefix, &mut own_dependent);
            if let (Some(name), Some(access_level)) = (name, access_level) {
                actions.push(ServiceAction {
                    name: name.to_owned(),
                    access_level,
                    resource_types,
                    condition_keys,
                    dependent_actions,
                });
            }
        }
        // Actions may depend on some that are further down.
        for Spanned { value, span } in own_dependent {
            if !names.contains_key(&fold(value)) {
                self.undeclared_action(value, span, &names);
            }
        }
        actions
    }

    fn undeclared_action(&mut self, name: &str, span: Span, names: &Names) {
        let text = self.text;
        let candidates = || names_at(text, names.values().copied());
        let help = match self.suggestion(name, candidates) {
            Some(near) => format!("a similar action exists: `{near}`"),
            None => "add it to `actions` of the service".to_owned(),
        };
        let message = format!("the service has no action `{}`", shown(name));
        let finding = Finding::error(Code::UndeclaredName, "S-8", span, message);
        self.findings.push(finding.with_help(help));
    }

    fn access_level(&mut self, members: &Members<'_>) -> Option<AccessLevel> {
        let member = members.get("access")?;
        let written = self.string(member)?;
        let found = ACCESS_LEVELS.iter().find(|(word, _)| *word == written);
        if found.is_none() {
            let words = ACCESS_LEVELS.map(|(word, _)| word);
            let help = match nearest(written, words) {
                Some(near) => format!("write `\"{near}\"`"),
                None => format!("the access levels are `{}`", words.join("`, `")),
            };
            let message = format!("there is no access level `{}`", shown(written));
            let finding = Finding::error(Code::AccessLevel, "S-6", member.value.span, message);
            self.findings.push(finding.with_help(help));
        }
        found.map(|(_, level)| *level)
    }

    fn supported_resources(
        &mut self,
        members: &Members<'_>,
        declared: &Declared,
    ) -> Vec<SupportedResource> {
        let mut entries = self.strings(members, "resources");
        let mut supported = Vec::with_capacity(entries.len());
        for entry in &mut entries {
            let written = entry.value;
            entry.value = written.strip_suffix('*').unwrap_or(written);
            if !declared.resource_types.contains_key(&fold(entry.value)) {
                self.undeclared_resource(entry.value, entry.span, declared);
            }
            supported.push(SupportedResource {
                name: entry.value.to_owned(),
                required: entry.value.len() < written.len(),
            });
        }
        self.no_repeats("the resource type", &entries);
        supported
    }

    fn undeclared_resource(&mut self, name: &str, span: Span, declared: &Declared) {
        if name.is_empty() {
            let message = "an entry without the name of a resource type";
            let finding = Finding::error(Code::UndeclaredName, "S-9", span, message);
            let help = "leave `resources` out if the resource of the action is `*`";
            self.findings.push(finding.with_help(help));
            return;
        }
        let text = self.text;
        let places = declared.resource_types.values();
        let candidates = || names_at(text, places.copied());
        let help = match self.suggestion(name, candidates) {
            Some(near) => format!("a similar resource type exists: `{near}`"),
            None => "add it to `resources` of the service".to_owned(),
        };
        let message = format!("the service has no resource type `{}`", shown(name));
        let finding = Finding::error(Code::UndeclaredName, "S-9", span, message);
        self.findings.push(finding.with_help(help));
    }

    /// Collects those of the service itself, without prefix.
    fn dependent_actions<'n>(
        &mut self,
        members: &Members<'n>,
        own_prefix: &str,
        own: &mut Vec<Spanned<&'n str>>,
    ) -> Vec<String> {
        let entries = self.strings(members, "dependent");
        let mut dependent = Vec::with_capacity(entries.len());
        for entry in &entries {
            if let Err(mistake) = names::check_action(entry.value) {
                self.report(Code::Name, "S-8", entry.span, mistake);
            } else if let Some(name) = entry.value.strip_prefix(own_prefix)
                && !own_prefix.is_empty()
            {
                own.push(Spanned::new(name, entry.span));
            }
            dependent.push(entry.value.to_owned());
        }
        self.no_repeats("the action", &entries);
        dependent
    }
}
