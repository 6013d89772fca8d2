//! Services as principals, wherever they are named (K-6).

use policy_core::operator::Family;

use super::Review;
use super::asked::{Asked, literal};
use super::forms::has_idle_wildcard;
use crate::code::Code;
use crate::document::{PrincipalElement, PrincipalKind, Statement};
use crate::facts::keys::{ServicePrincipalForm, service_principal_form};
use crate::facts::regions::is_region;
use crate::finding::Finding;
use crate::names::overlap::{ArnFormat, Entry};
use crate::span::Span;
use crate::template::{Piece, Template, shown};

/// What the names of services end in, partition by partition.
const ENDINGS: [&str; 7] = [
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "c2s.ic.gov",
    "cloud.adc-e.uk",
    "csp.hci.ic.gov",
    "sc2s.sgov.gov",
];

/// Services that are named otherwise.
///
/// <https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-an-aws-lambda-function.html>
const ELSEWHERE: [&str; 2] = ["alexa-appkit.amazon.com", "alexa-connectedhome.amazon.com"];

pub(super) fn check(review: &mut Review<'_>, statement: &Statement, asked: &[Asked<'_, '_>]) {
    let principals = statement
        .principal
        .iter()
        .flat_map(PrincipalElement::entries);
    for entry in principals.filter(|entry| entry.value.kind == PrincipalKind::Service) {
        let text = &*entry.value.text;
        if !is_service(text, ServicePrincipalForm::Any) {
            review.push(finding(
                "a principal",
                text,
                entry.span,
                ServicePrincipalForm::Any,
            ));
        }
    }
    for one in asked.iter().filter(|one| one.family() == Family::String) {
        let Some(form) = service_principal_form(&one.key.value) else {
            continue;
        };
        let what = format!("a value of `{}`", shown(&one.key.value));
        for (operand, template) in one.templates() {
            let text = &*operand.value.text;
            if !may_be_service(template, form) && !has_idle_wildcard(review, one.base(), text) {
                review.push(finding(&what, text, operand.span, form));
            }
        }
    }
}

fn finding(what: &str, text: &str, span: Span, form: ServicePrincipalForm) -> Finding {
    let help = match form {
        ServicePrincipalForm::Regional => {
            "write its name, a region and the domain in lower case, such as `s3.eu-central-1.amazonaws.com`"
        }
        ServicePrincipalForm::Global | ServicePrincipalForm::Any => {
            "write its name and the domain in lower case, such as `ecs-tasks.amazonaws.com`"
        }
    };
    let message = format!(
        "{what} names a service, and `{}` is not written as one",
        shown(text)
    );
    Finding::check(Code::InvalidServicePrincipalFormat, span, message).with_help(help)
}

fn may_be_service(template: &Template, form: ServicePrincipalForm) -> bool {
    if let Some(text) = literal(template) {
        return is_service(text, form);
    }
    let has_capital = template.pieces.iter().any(|piece| match piece {
        Piece::Text(text) => text.contains(|other: char| other.is_ascii_uppercase()),
        _ => false,
    });
    let start = match form {
        ServicePrincipalForm::Regional => "${Name}.${Region}.",
        ServicePrincipalForm::Global | ServicePrincipalForm::Any => "${Name}.",
    };
    let pattern = Entry::new(std::slice::from_ref(&template.pieces), false);
    !has_capital
        && ENDINGS.iter().any(|ending| {
            let format = ArnFormat::new(&format!("{start}{ending}"));
            pattern.overlaps(&format, &mut 0)
        })
}

fn is_service(text: &str, form: ServicePrincipalForm) -> bool {
    if ELSEWHERE.contains(&text) {
        return form != ServicePrincipalForm::Regional;
    }
    let mut endings = ENDINGS.iter();
    let Some(name) = endings.find_map(|ending| text.strip_suffix(ending)?.strip_suffix('.')) else {
        return false;
    };
    let is_label = |label: &str| {
        let mut bytes = label.bytes();
        !label.is_empty()
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let has_region = name
        .rsplit_once('.')
        .is_some_and(|(_, last)| is_region(last));
    name.split('.').all(is_label)
        && match form {
            ServicePrincipalForm::Global => !has_region,
            ServicePrincipalForm::Regional => has_region,
            ServicePrincipalForm::Any => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_written_in_lower_case_below_a_domain_of_aws() {
        use ServicePrincipalForm::{Any, Global, Regional};
        for (text, form, expected) in [
            ("ecs-tasks.amazonaws.com", Global, true),
            ("ec2.amazonaws.com.cn", Global, true),
            ("malware-protection.guardduty.amazonaws.com", Global, true),
            ("logs.eu-central-1.amazonaws.com", Global, false),
            ("logs.eu-central-1.amazonaws.com", Any, true),
            ("s3.eu-central-1.amazonaws.com", Regional, true),
            ("s3.cn-north-1.amazonaws.com.cn", Regional, true),
            ("s3.amazonaws.com", Regional, false),
            ("s3.eu-centrl-1.amazonaws.com", Regional, false),
            ("ECS-tasks.amazonaws.com", Any, false),
            ("ecs-tasks.amazon.com", Any, false),
            ("ecs-tasks", Any, false),
            ("ecs_tasks.amazonaws.com", Any, false),
            (".amazonaws.com", Any, false),
            ("amazonaws.com", Any, false),
            ("", Any, false),
            ("alexa-appkit.amazon.com", Any, true),
        ] {
            assert_eq!(is_service(text, form), expected, "{text} {form:?}");
        }
    }
}
