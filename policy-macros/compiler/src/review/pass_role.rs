//! Passing roles, and creating service-linked ones, too broadly (K-14, K-15).

use super::cover::{Covered, Kind, Reach, covered, reach};
use super::{Review, allows, conditions};
use crate::code::Code;
use crate::document::Statement;
use crate::finding::Finding;

/// An action by which a caller hands permissions to a service.
struct Handing {
    action: &'static str,
    /// The key that says to which service.
    key: &'static str,
    roles: Kind,
    what: &'static str,
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
    what: "pass",
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
    what: "create",
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
    if allows(statement) {
        for handing in [&PASS_ROLE, &CREATE_SLR] {
            if let Some(finding) = handing.finding(statement) {
                review.push(finding);
            }
        }
    }
}

impl Handing {
    fn finding(&self, statement: &Statement) -> Option<Finding> {
        let (place, covering, by) = match covered(statement, self.action)? {
            Covered::Literally(span) => (0, span, self.action),
            Covered::ByWildcard(span) => (1, span, "this wildcard"),
            Covered::NotExcluded(span) => (2, span, "this `NotAction`"),
        };
        // With the key a name says to which service; a wildcard allows more than that.
        let is_limited = place == 0
            && conditions(statement).any(|(_, key)| key.key.value.eq_ignore_ascii_case(self.key));
        let Handing {
            action, key, what, ..
        } = self;
        let (codes, span, many) = match reach(statement, self.roles) {
            Reach::AllBut(span) => (
                &self.codes.not_resource,
                span,
                "every role but those in `NotResource`",
            ),
            Reach::Many(span) if !is_limited => (&self.codes.star_in_resource, span, "many roles"),
            Reach::Many(_) | Reach::Named => return None,
        };
        let code = *codes.get(place)?;
        let message = format!("this lets its caller {what} {many}, since {by} covers `{action}`");
        Some(
            Finding::check(code, span, message)
                .with_label("these roles")
                .with_place(covering, format!("covers `{action}`"))
                .with_help(format!(
                    "name the roles in `Resource`, and the services in a condition on `{key}`"
                )),
        )
    }
}
