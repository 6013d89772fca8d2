//! Passing roles, and creating service-linked ones, too broadly (K-14, K-15).

use policy_core::PolicyType;
use policy_core::operator::Base;

use super::cover::{Covering, Kind, Reach, covering, reach};
use super::tags::is_false_without_key;
use super::{Review, allows, conditions};
use crate::code::Code;
use crate::document::{KeyCondition, OperatorBlock, Statement};
use crate::finding::Finding;
use crate::template::{Piece, Template};

/// An action by which a caller hands permissions to a service.
struct Handing {
    action: &'static str,
    /// The key that says to which service.
    key: &'static str,
    roles: Kind,
    /// What its caller does with a role.
    verb: &'static str,
    codes: Codes,
}

/// By how the action is covered: by its name, by a wildcard, by `NotAction`.
struct Codes {
    not_resource: [Code; 3],
    star_in_resource: [Code; 3],
}

const PASS_ROLE: Handing = Handing {
    action: "iam:PassRole",
    key: "iam:PassedToService",
    roles: Kind::NameBehindPath("role/"),
    verb: "pass",
    codes: Codes {
        not_resource: [
            Code::PassRoleWithNotResource,
            Code::PassRoleWithStarInActionAndNotResource,
            Code::PassRoleWithNotActionAndNotResource,
        ],
        star_in_resource: [
            Code::PassRoleWithStarInResource,
            Code::PassRoleWithStarInActionAndResource,
            Code::PassRoleWithStarInResourceAndNotAction,
        ],
    },
};

const CREATE_SLR: Handing = Handing {
    action: "iam:CreateServiceLinkedRole",
    key: "iam:AWSServiceName",
    roles: Kind::Rest("role/aws-service-role/"),
    verb: "create",
    codes: Codes {
        not_resource: [
            Code::CreateSlrWithNotResource,
            Code::CreateSlrWithStarInActionAndNotResource,
            Code::CreateSlrWithNotActionAndNotResource,
        ],
        star_in_resource: [
            Code::CreateSlrWithStarInResource,
            Code::CreateSlrWithStarInActionAndResource,
            Code::CreateSlrWithStarInResourceAndNotAction,
        ],
    },
};

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    // Policies of other types grant no such thing by themselves.
    if review.policy_type == PolicyType::Identity && allows(statement) {
        for handing in [&PASS_ROLE, &CREATE_SLR] {
            if let Some(finding) = handing.finding(statement) {
                review.push(finding);
            }
        }
    }
}

impl Handing {
    fn finding(&self, statement: &Statement) -> Option<Finding> {
        let Handing {
            action, key, verb, ..
        } = self;
        let covering = covering(statement, action)?;
        let (place, by) = match covering {
            Covering::Literally(_) => (0, "this"),
            Covering::ByWildcard(_) | Covering::ByAny(_) => (1, "this wildcard"),
            Covering::NotExcluded(_) => (2, "this `NotAction`"),
        };
        // With the key a name says to which service; a wildcard allows more than that.
        let is_limited = place == 0
            && conditions(statement).any(|(block, condition)| {
                condition.key.value.eq_ignore_ascii_case(key) && names_services(block, condition)
            });
        let (codes, resources, many) = match reach(statement, self.roles) {
            Reach::AllBut(span) => (&self.codes.not_resource, span, "all roles but some"),
            Reach::Many(span) if !is_limited => (&self.codes.star_in_resource, span, "many roles"),
            Reach::Many(_) | Reach::Named => return None,
        };
        let code = *codes.get(place)?;
        let message = format!("{by} lets its caller {verb} {many}, for every service");
        let finding = Finding::check(code, covering.span(), message)
            .with_place(resources, "these roles")
            .with_help(format!(
                "name the roles in `Resource`, and the services in a condition on `{key}`"
            ));
        Some(match covering {
            Covering::Literally(_) => finding,
            _ => finding.with_label(format!("covers `{action}`")),
        })
    }
}

/// Whether a condition on services is met by those only that it names.
fn names_services(block: &OperatorBlock, condition: &KeyCondition) -> bool {
    let mut templates = condition
        .operands
        .iter()
        .filter_map(|operand| operand.value.template.as_ref());
    let begins_with_wildcard =
        |template: &Template| matches!(template.pieces.first(), Some(Piece::Star | Piece::One));
    block.operator.value.base() != Base::Null
        && is_false_without_key(block, condition)
        && !templates.any(begins_with_wildcard)
}
