//! Names of services and actions (N-1 … N-5).

use super::action_set::ActionSet;
use super::index::{Index, matches};
use super::operations::actions_of;
use super::{Meant, Names};
use crate::code::Code;
use crate::document::ActionForm;
use crate::finding::{Finding, Findings};
use crate::issue::Issue;
use crate::reference::{self, DATE, newer_names, retired_names};
use crate::span::{Span, Spanned};
use crate::template::shown;

impl<'r> Names<'r> {
    /// Checks the actions of a statement; what they are, unless the reference does not know one
    /// of them.
    pub(super) fn actions(
        &mut self,
        actions: &[Spanned<ActionForm>],
        findings: &mut Findings,
    ) -> Option<Meant<'r>> {
        let mut meant = Some(Meant::new());
        for action in actions {
            let ActionForm::Named { service, name } = &action.value else {
                meant = None;
                continue;
            };
            let index = self.service(service);
            let set = index.as_ref().map(|index| index.matching(name));
            if let (Some(index), Some(set)) = (index, set.filter(|set| !set.is_empty())) {
                if let Some(meant) = &mut meant {
                    let of_service = meant
                        .entry(service.to_ascii_lowercase())
                        .or_insert_with(|| (index, ActionSet::default()));
                    of_service.1.extend(&set);
                }
                continue;
            }
            meant = None;
            findings.extend(self.unknown(service, name, action.span));
        }
        meant
    }

    /// What to say about an action that no action of the reference matches.
    fn unknown(&mut self, service: &str, name: &str, span: Span) -> Option<Finding> {
        if self.is_declared_known(service, name) {
            return None;
        }
        let index = self.service(service);
        let is_gone = index.is_none();
        let is_aws = self.reference.is_aws(service);
        if is_aws {
            let finding = newer(service, name, is_gone, span)
                .or_else(|| retired(service, name, is_gone, span));
            if finding.is_some() {
                return finding;
            }
        }
        let suggests = self.suggests();
        let (service_shown, name_shown) = (shown(service), shown(name));
        let Some(index) = index else {
            let message = format!("there is no service `{service_shown}`");
            let finding = Finding::deny_lint(Code::UnknownService, "N-1", span, message);
            let meant = suggests
                .then(|| self.service_meant(service, name))
                .flatten();
            return Some(finding.with_help(meant.unwrap_or_else(|| {
                "write the prefix of a service before the colon, such as `s3`".to_owned()
            })));
        };
        let prefix = &index.service.prefix;
        let finding = if name.contains(['*', '?']) {
            let message = format!("no action of `{prefix}` matches `{name_shown}`");
            Finding::deny_lint(Code::UnmatchedWildcard, "N-3", span, message)
        } else {
            let message = format!("`{prefix}` has no action `{name_shown}`");
            Finding::deny_lint(Code::UnknownAction, "N-2", span, message)
        };
        Some(finding.with_help(name_meant(&index, name, is_aws, suggests)))
    }

    /// Whether the user says that there is such an action.
    fn is_declared_known(&self, service: &str, name: &str) -> bool {
        let pattern = format!("{service}:{name}").to_ascii_lowercase();
        if !name.contains(['*', '?']) {
            return self.reference.is_known(&pattern);
        }
        let mut known = self.reference.known();
        known.any(|known| matches(&pattern, known))
    }

    /// Whether the user says that there are actions of this service.
    pub(super) fn has_known_actions(&self, prefix: &str) -> bool {
        let mut known = self.reference.known();
        known.any(|known| {
            known
                .split_once(':')
                .is_some_and(|(other, _)| other == prefix)
        })
    }

    /// What to write for an action that is not written as one, if blanks and punctuation are
    /// all that is wrong with it, or nearly all.
    pub(crate) fn action_meant(&mut self, text: &str) -> Option<String> {
        let plain: String = text.split_whitespace().collect();
        let (service, name) = plain.split_once([':', '.', '/'])?;
        let name = name.trim_matches([':', '.', ',', ';', '/']);
        let index = self.service(service)?;
        let prefix = &index.service.prefix;
        if !self.suggests() {
            return None;
        }
        if name.contains(['*', '?']) {
            return (!index.matching(name).is_empty()).then(|| format!("{prefix}:{name}"));
        }
        let set = index.matching(name);
        index
            .full_names(&set)
            .next()
            .or_else(|| match index.actions_meant(name).as_slice() {
                [meant] => Some(format!("{prefix}:{meant}")),
                _ => None,
            })
    }
}

/// What to write for a name with or without wildcards that no action of the service has.
fn name_meant(index: &Index<'_>, name: &str, is_aws: bool, suggests: bool) -> String {
    let prefix = &index.service.prefix;
    let is_pattern = name.contains(['*', '?']);
    let full = |names: &[&str]| {
        let names = names.iter().map(|name| format!("`{prefix}:{name}`"));
        names.collect::<Vec<_>>().join(" and ")
    };
    let operations = if is_aws {
        actions_of(prefix, name)
    } else {
        Vec::new()
    };
    if !operations.is_empty() {
        let actions = full(&operations);
        return if is_pattern {
            format!("those are no actions of their own; such requests are for {actions}")
        } else {
            format!("that is no action of its own; such requests are for {actions}")
        };
    }
    let listed = if is_aws {
        format!("one of the actions of `{prefix}` that AWS's service authorization reference lists")
    } else {
        format!("one of the actions of `{prefix}` that its service file lists")
    };
    if is_pattern {
        let meant = suggests.then(|| index.pattern_meant(name)).flatten();
        return match meant {
            Some(meant) => format!("similar names match `{prefix}:{meant}`"),
            None => format!("write a pattern that matches {listed}"),
        };
    }
    let meant = if suggests {
        index.actions_meant(name)
    } else {
        Vec::new()
    };
    match meant.as_slice() {
        [] => format!("write {listed}"),
        [meant] => format!("a similar action exists: `{prefix}:{meant}`"),
        several => format!("similar actions exist: {}", full(several)),
    }
}

/// About a name that is newer than the reference; `any_name` will do if the service is.
fn newer(service: &str, name: &str, any_name: bool, span: Span) -> Option<Finding> {
    let action = format!("{service}:{name}");
    let mut names = newer_names(service);
    let is_newer = if any_name {
        names.next().is_some()
    } else if name.contains(['*', '?']) {
        let pattern = name.to_ascii_lowercase();
        names.any(|known| matches(&pattern, &known.to_ascii_lowercase()))
    } else {
        reference::newer(&action)
    };
    if !is_newer {
        return None;
    }
    let message = format!(
        "`{}` is newer than the reference, which is of {DATE}: its resources and condition keys are not known",
        shown(&action)
    );
    let finding = Finding::deny_lint(Code::NewerName, "N-5", span, message);
    Some(finding.with_help("to use it all the same, list it under `known` in `policy.toml`"))
}

/// About a name that AWS no longer lists; `any_name` will do if the service is gone.
fn retired(service: &str, name: &str, any_name: bool, span: Span) -> Option<Finding> {
    let action = format!("{service}:{name}");
    let action_shown = shown(&action);
    let latest = |pattern: &str| {
        let pattern = pattern.to_ascii_lowercase();
        retired_names(service)
            .filter(|(known, _)| matches(&pattern, &known.to_ascii_lowercase()))
            .map(|(_, date)| date)
            .max()
    };
    let message = if let Some(date) = reference::retired(&action) {
        format!("`{action_shown}` is no longer an action; AWS last listed it on {date}")
    } else if let Some(date) = latest(name).filter(|_| !any_name) {
        format!(
            "`{action_shown}` matches only what is no longer an action; AWS last listed one on {date}"
        )
    } else {
        let date = latest("*").filter(|_| any_name)?;
        format!(
            "`{}` is no longer a service; AWS last listed its actions on {date}",
            shown(service)
        )
    };
    let finding = Finding::deny_lint(Code::RetiredName, "N-4", span, message);
    let finding = finding.known_as(if any_name {
        Issue::InvalidServiceInAction
    } else {
        Issue::InvalidAction
    });
    Some(finding.with_help("remove it, unless you know that the service still asks for it"))
}
