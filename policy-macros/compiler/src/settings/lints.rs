//! The table `[lints]`: which deny-lints every policy of a crate lets pass (T-5).

use toml::de::DeValue;

use super::{Reader, Value, span_of};
use crate::finding::{Code, Finding};
use crate::span::Span;
use crate::suggest::nearest;
use crate::template::shown;

/// Whether a deny-lint is called so.
pub(super) fn is_lint(name: &str) -> bool {
    Code::parse(name).is_some_and(|code| Code::DENY_LINTS.contains(&code))
}

impl Reader {
    pub(super) fn lints(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            let help = "write `[lints]`, and below it `unknown_action = \"allow\"`".to_owned();
            self.wrong_type("`lints`", value, help);
            return;
        };
        for (key, value) in table {
            let code = self.lint(key.get_ref(), span_of(key.span()));
            let is_allowed = self.is_allowed(key.get_ref(), value);
            self.settings.allowed.extend(code.filter(|_| is_allowed));
        }
    }

    fn lint(&mut self, name: &str, span: Span) -> Option<Code> {
        let lints = Code::DENY_LINTS.map(Code::as_str);
        let (message, help) = match Code::parse(name) {
            Some(code) if Code::DENY_LINTS.contains(&code) => return Some(code),
            Some(code) if Code::WARNINGS.contains(&code) => (
                format!("`{name}` is only a warning and stops nothing"),
                "leave it out".to_owned(),
            ),
            Some(_) => (
                format!("`{name}` cannot be allowed"),
                format!("only these can: `{}`", lints.join("`, `")),
            ),
            None => {
                let help = match nearest(name, lints) {
                    _ if name == "all" => "list the lints one by one; where a policy is someone \
                                           else's, write `vendored = true`"
                        .to_owned(),
                    Some(near) => format!("a similar lint exists: `{near}`"),
                    None => format!("the lints are `{}`", lints.join("`, `")),
                };
                (format!("unknown lint `{}`", shown(name)), help)
            }
        };
        let finding = Finding::error(Code::Lint, "T-5", span, message);
        self.findings.push(finding.with_help(help));
        None
    }

    fn is_allowed(&mut self, name: &str, value: &Value<'_>) -> bool {
        const HELP: &str = "write `\"allow\"` or `\"deny\"`, which is the default";
        let DeValue::String(level) = value.get_ref() else {
            self.wrong_type(&format!("`{}`", shown(name)), value, HELP.to_owned());
            return false;
        };
        if !matches!(level.as_ref(), "allow" | "deny") {
            let message = format!("there is no lint level `{}`", shown(level));
            let finding = Finding::error(Code::Lint, "T-5", span_of(value.span()), message);
            self.findings.push(finding.with_help(HELP));
        }
        level == "allow"
    }
}
