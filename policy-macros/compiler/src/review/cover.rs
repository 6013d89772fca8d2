//! How a statement covers an action, and whether its resources are many.

use crate::document::{ActionForm, ActionPattern, Statement};
use crate::names::index::matches;
use crate::span::{Span, Spanned};
use crate::template::Piece;

/// How the action element of a statement covers one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covering {
    /// By its name.
    Literally(Span),
    /// By a wildcard.
    ByWildcard(Span),
    /// By a `NotAction` that does not list it; the place is that of the key.
    NotExcluded(Span),
}

/// How a statement covers an action such as `iam:PassRole`, if it does. A name counts more than a
/// wildcard.
pub(super) fn covering(statement: &Statement, action: &str) -> Option<Covering> {
    let element = &statement.action;
    let mut entries = element.entries.iter().filter(|entry| covers(entry, action));
    if element.negated {
        let excluded = entries.next().is_some();
        return (!excluded).then_some(Covering::NotExcluded(element.key_span));
    }
    let is_name = |entry: &&Spanned<ActionPattern>| entry.value.text.eq_ignore_ascii_case(action);
    let first = entries.clone().next()?;
    Some(match entries.find(is_name) {
        Some(name) => Covering::Literally(name.span),
        None => Covering::ByWildcard(first.span),
    })
}

impl Covering {
    /// The place of what covers it.
    pub(super) fn span(self) -> Span {
        let (Covering::Literally(span) | Covering::ByWildcard(span) | Covering::NotExcluded(span)) =
            self;
        span
    }
}

fn covers(entry: &Spanned<ActionPattern>, action: &str) -> bool {
    match &entry.value.form {
        ActionForm::Any => true,
        ActionForm::Named { service, name } => {
            action.split_once(':').is_some_and(|(prefix, wanted)| {
                service.eq_ignore_ascii_case(prefix)
                    && matches(&name.to_ascii_lowercase(), &wanted.to_ascii_lowercase())
            })
        }
    }
}

/// The resources of a statement, as far as checks of what is too broad look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All but some; the place is that of the key.
    AllBut(Span),
    /// Many, by the wildcard of this entry.
    Many(Span),
    /// No more than those that are named.
    Named,
}

/// What a statement reaches of the resources that begin as `kind` says. An entry reaches many if
/// nothing of what tells them apart stands before a wildcard.
pub(super) fn reach(statement: &Statement, kind: Kind) -> Reach {
    let Some(element) = &statement.resource else {
        return Reach::Named;
    };
    if element.negated {
        return Reach::AllBut(element.key_span);
    }
    let mut entries = element.entries.iter();
    match entries.find(|entry| {
        let template = &entry.value.template;
        template.pieces == [Piece::Star]
            || template
                .fields()
                .get(5)
                .is_some_and(|field| is_broad(field, kind))
    }) {
        Some(entry) => Reach::Many(entry.span),
        None => Reach::Named,
    }
}

/// What resources begin with, and what tells them apart.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Their name, which a path may precede.
    NameBehindPath(&'static str),
    /// What follows at once.
    Rest(&'static str),
}

fn is_broad(resource: &[Piece], kind: Kind) -> bool {
    let (text, rest) = match resource {
        [Piece::Text(text), rest @ ..] => (text.as_str(), rest),
        rest => ("", rest),
    };
    if !matches!(rest.first(), Some(Piece::Star | Piece::One)) {
        return false;
    }
    let (Kind::NameBehindPath(start) | Kind::Rest(start)) = kind;
    match (text.strip_prefix(start), kind) {
        (Some(rest), Kind::NameBehindPath(_)) => rest.rsplit('/').next() == Some(""),
        (Some(rest), Kind::Rest(_)) => rest.is_empty(),
        (None, _) => start.starts_with(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_broad_if_their_names_begin_with_a_wildcard() {
        let star = |text: &str| {
            let text = Some(Piece::Text(text.to_owned())).filter(|_| !text.is_empty());
            text.into_iter().chain([Piece::Star]).collect::<Vec<_>>()
        };
        let roles = Kind::NameBehindPath("role/");
        for (text, expected) in [
            ("role/", true),
            ("role/service-role/", true),
            ("", true),
            ("ro", true),
            ("role", true),
            ("role/ecsInstanceRole", false),
            ("role/service-role/Amazon", false),
            ("user/", false),
        ] {
            assert_eq!(is_broad(&star(text), roles), expected, "{text}*");
        }
        let named = [Piece::Text("role/web".to_owned())];
        assert!(!is_broad(&named, roles));
    }
}
