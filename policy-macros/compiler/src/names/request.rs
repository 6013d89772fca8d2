//! What a request names: an action, a resource, context keys (N-1 … N-8).

use policy_core::Action;

use super::{Names, Subject};
use crate::document::ActionForm;
use crate::finding::Findings;
use crate::options::Options;
use crate::span::Spanned;
use crate::template::{Piece, Template};

/// Checks the names of requests that people write down, as those of a statement are checked.
///
/// A test that asks for an action that does not exist, or with a key that no request carries, tests
/// nothing. What services have is looked up once, however many requests are checked.
///
/// ```
/// use std::sync::Arc;
///
/// use policy_compiler::{Options, Reference, RequestNames, Span, Spanned};
/// use policy_core::{Action, PolicyType};
///
/// let options = Options::new(PolicyType::Identity).reference(Arc::new(Reference::aws()));
/// let pass_role = Action::from_static("iam:PassRole");
/// let findings = RequestNames::new(&options).check(
///     &Spanned::new(pass_role, Span::new(0, 12)),
///     None,
///     &[Spanned::new("iam:PassedToServic", Span::new(20, 38))],
/// );
/// let finding = findings.iter().next().unwrap();
/// assert_eq!(finding.help(), Some("a similar key exists: `iam:PassedToService`"));
/// assert_eq!(finding.span().start, 20);
/// ```
pub struct RequestNames<'o> {
    names: Option<Names<'o>>,
}

impl<'o> RequestNames<'o> {
    /// Against the reference among the options; without one every name will do.
    #[must_use]
    pub fn new(options: &'o Options) -> Self {
        let names = Names::new(options).map(|names| Names {
            subject: Subject::Request,
            ..names
        });
        RequestNames { names }
    }

    /// What is wrong with the names of one request, at the places that these have.
    pub fn check(
        &mut self,
        action: &Spanned<Action<'_>>,
        resource: Option<&Spanned<&str>>,
        keys: &[Spanned<&str>],
    ) -> Findings {
        let mut findings = Findings::default();
        let Some(names) = &mut self.names else {
            return findings;
        };
        let form = ActionForm::Named {
            service: action.value.service().to_owned(),
            name: action.value.name().to_owned(),
        };
        names.statement.actions = vec![Spanned::new(form, action.span)];
        let resources = resource.into_iter().filter(|arn| arn.value != "*");
        names.statement.resources = resources
            .map(|arn| Spanned::new(literal(arn.value), arn.span))
            .collect();
        let keys = keys.iter();
        names.statement.keys = keys
            .map(|key| Spanned::new(key.value.to_owned(), key.span))
            .collect();
        names.check(true, &mut findings);
        findings
    }
}

impl std::fmt::Debug for RequestNames<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestNames").finish_non_exhaustive()
    }
}

/// Requests have neither wildcards nor variables.
fn literal(text: &str) -> Template {
    Template {
        pieces: vec![Piece::Text(text.to_owned())],
    }
}
