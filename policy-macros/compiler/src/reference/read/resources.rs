//! The resource types of a service file (S-7, S-10).

use std::collections::HashMap;

use super::arn;
use super::members::{Members, Shape};
use super::names::{self, Mistake};
use super::{Declared, Reader, ResourceType, twice};
use crate::characters;
use crate::code::Code;
use crate::span::{Span, Spanned};

const RESOURCE_TYPE: Shape = Shape {
    what: "this resource type",
    required: &[
        ("name", "\"invoice\""),
        (
            "arn",
            "\"arn:${Partition}:billing:${Region}:${Account}:invoice/${InvoiceId}\"",
        ),
    ],
    optional: &["altArns", "conditionKeys"],
};

impl Reader<'_> {
    pub(super) fn resource_types(
        &mut self,
        members: &Members<'_>,
        declared: &mut Declared,
    ) -> Vec<ResourceType> {
        let nodes = self.list(members, "resources");
        let mut resource_types = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(members) = self.members(node, &RESOURCE_TYPE) else {
                continue;
            };
            let name = members.get("name").and_then(|member| {
                let (name, span) = (self.string(member)?, member.value.span);
                if let Err(mistake) = check_name(name) {
                    self.report(Code::Name, "S-7", span, mistake);
                }
                self.declare(
                    "the resource type",
                    name,
                    span,
                    &mut declared.resource_types,
                );
                Some(name)
            });
            let arn_formats = self.arn_formats(&members);
            let condition_keys = self.used_keys(&members, declared);
            if let Some(name) = name {
                resource_types.push(ResourceType {
                    name: name.to_owned(),
                    arn_formats,
                    condition_keys,
                });
            }
        }
        resource_types
    }

    /// The usual format and the others, in the order of the file.
    fn arn_formats(&mut self, members: &Members<'_>) -> Vec<String> {
        let mut entries = self.strings(members, "altArns");
        if let Some(member) = members.get("arn")
            && let Some(format) = self.string(member)
        {
            entries.insert(0, Spanned::new(format, member.value.span));
        }
        // ARNs compare with letter case.
        let mut places = HashMap::with_capacity(entries.len());
        for entry in &entries {
            self.check_format(entry.value, entry.span);
            if let Some(first) = places.get(entry.value) {
                let finding = twice("this ARN", entry.span, *first, "remove one of them");
                self.findings.push(finding);
            } else {
                places.insert(entry.value, entry.span);
            }
        }
        let formats = entries.iter().map(|entry| entry.value.to_owned());
        formats.collect()
    }

    fn check_format(&mut self, format: &str, span: Span) {
        let Err((part, mistake)) = arn::check(format) else {
            return;
        };
        let place = if part == (0..format.len()) {
            span
        } else {
            let places = characters::parts_of_string(self.text, span, &[part]);
            places.first().copied().unwrap_or(span)
        };
        self.report(Code::ArnFormat, "S-10", place, mistake);
    }
}

fn check_name(name: &str) -> Result<(), Mistake> {
    if name.contains('*') {
        return Err(Mistake::new(
            "the name of a resource type cannot hold `*`",
            "a `*` belongs behind it where an action lists it, if every request names one",
        ));
    }
    names::check_title("the name of a resource type", name)
}
