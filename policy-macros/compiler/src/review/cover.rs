//! How a statement covers an action, and whether its resources are many.

use crate::document::{ActionForm, Statement};
use crate::names::index::matches_in_any_case;
use crate::span::Span;
use crate::template::Piece;

/// How the action element of a statement covers one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covering {
    /// By its name.
    Literally(Span),
    /// By a wildcard in its name.
    ByWildcard(Span),
    /// By `*`.
    ByAny(Span),
    /// By a `NotAction` that does not list it; the place is that of the key.
    NotExcluded(Span),
}

/// How a statement covers an action such as `iam:PassRole`, if it does. A name counts more than a
/// wildcard.
pub(super) fn covering(statement: &Statement, action: &str) -> Option<Covering> {
    let (service, name) = action.split_once(':')?;
    let element = &statement.action;
    let mut wildcard = None;
    for entry in &element.entries {
        match how(&entry.value.form, service, name) {
            None => {}
            Some(_) if element.negated => return None,
            Some(How::Literally) => return Some(Covering::Literally(entry.span)),
            Some(How::ByWildcard) => wildcard = wildcard.or(Some(Covering::ByWildcard(entry.span))),
            Some(How::ByAny) => wildcard = wildcard.or(Some(Covering::ByAny(entry.span))),
        }
    }
    if element.negated {
        return Some(Covering::NotExcluded(element.key_span));
    }
    wildcard
}

impl Covering {
    /// The place of what covers it.
    pub(super) fn span(self) -> Span {
        match self {
            Covering::Literally(span)
            | Covering::ByWildcard(span)
            | Covering::ByAny(span)
            | Covering::NotExcluded(span) => span,
        }
    }
}

/// Whether an entry of `Action` covers this action.
pub(super) fn covers(entry: &ActionForm, action: &str) -> bool {
    let of_service = |(service, name)| how(entry, service, name).is_some();
    action.split_once(':').is_some_and(of_service)
}

/// How an entry covers an action.
enum How {
    Literally,
    ByWildcard,
    ByAny,
}

fn how(entry: &ActionForm, service: &str, name: &str) -> Option<How> {
    let ActionForm::Named {
        service: of_service,
        name: pattern,
    } = entry
    else {
        return Some(How::ByAny);
    };
    if !of_service.eq_ignore_ascii_case(service) {
        None
    } else if pattern.eq_ignore_ascii_case(name) {
        Some(How::Literally)
    } else {
        matches_in_any_case(pattern, name).then_some(How::ByWildcard)
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
    // No text of a policy has this character.
    const WILD: char = '\u{0}';
    let written: String = resource
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Star | Piece::One => "\u{0}",
            // What it stands for begins the name, and is no wildcard.
            Piece::Variable { .. } => "$",
        })
        .collect();
    let (Kind::NameBehindPath(start) | Kind::Rest(start)) = kind;
    match (written.strip_prefix(start), kind) {
        (Some(rest), Kind::NameBehindPath(_)) => rest
            .rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with(WILD)),
        (Some(rest), Kind::Rest(_)) => rest.starts_with(WILD),
        (None, _) => written
            .split_once(WILD)
            .is_some_and(|(before, _)| start.starts_with(before)),
    }
}

#[cfg(test)]
mod tests {
    use policy_core::PolicyType;

    use super::*;
    use crate::{Options, read};

    #[test]
    fn names_count_more_than_wildcards() {
        let text = |element: &str, entries: &str| {
            format!(
                r#"{{"Statement": {{"Effect": "Allow", "{element}": {entries}, "Resource": "*"}}}}"#
            )
        };
        let how = |text: &str| {
            let (document, _) = read(text, &Options::new(PolicyType::Identity));
            let document = document.unwrap();
            let covering = covering(&document.statements[0], "iam:PassRole")?;
            Some((covering, covering.span().text(text).to_owned()))
        };
        for (element, entries, expected) in [
            (
                "Action",
                r#"["iam:*", "IAM:passrole"]"#,
                Some("\"IAM:passrole\""),
            ),
            (
                "Action",
                r#"["iam:Get*", "iam:*R?le", "*"]"#,
                Some("\"iam:*R?le\""),
            ),
            ("Action", r#"["iam:Get*", "ia:PassRole"]"#, None),
            ("NotAction", r#"["iam:Get*"]"#, Some("\"NotAction\"")),
            ("NotAction", r#"["s3:*", "*"]"#, None),
        ] {
            let text = text(element, entries);
            let found = how(&text).map(|(_, place)| place);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        let literally = how(&text("Action", r#"["iam:*", "iam:PassRole"]"#));
        assert!(matches!(literally, Some((Covering::Literally(_), _))));
    }

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
        let text = |text: &str| Piece::Text(text.to_owned());
        let in_any_path = [text("role/a"), Piece::Star, text("/"), Piece::Star];
        assert!(is_broad(&in_any_path, roles));
        let named_in_any_path = [text("role/"), Piece::Star, text("/web")];
        assert!(!is_broad(&named_in_any_path, roles));
        let named = [text("role/web")];
        assert!(!is_broad(&named, roles));
    }
}
