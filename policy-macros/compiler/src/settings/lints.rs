//! The table `[lints]`: the levels of findings for every policy of a crate (T-5).

use toml::de::DeValue;

use super::{Reader, Value, span_of};
use crate::code::Code;
use crate::finding::Finding;
use crate::level::Level;
use crate::lint::{Lint, LintError};
use crate::span::Span;
use crate::suggest::nearest;
use crate::template::shown;

/// Whether a lint, or a type of them, is called so.
pub(super) fn is_lint(name: &str) -> bool {
    Lint::parse(name).is_ok()
}

impl Reader {
    pub(super) fn lints(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            let help = "write `[lints]`, and below it `unknown_action = \"allow\"`".to_owned();
            self.wrong_type("`lints`", value, help);
            return;
        };
        let (mut types, mut codes) = (Vec::new(), Vec::new());
        for (key, value) in table {
            let lint = self.lint(key.get_ref(), span_of(key.span()));
            let level = self.level(key.get_ref(), value);
            match lint.zip(level) {
                Some((Lint::Type(finding_type), level)) => types.push((finding_type, level)),
                Some((Lint::Code(code), level)) => codes.push((code, level)),
                None => {}
            }
        }
        // What is said of one lint counts more than what is said of its type.
        for (finding_type, level) in types {
            let of_type = Code::of_type(finding_type).map(|code| (code, level));
            self.settings.levels.extend(of_type);
        }
        self.settings.levels.extend(codes);
    }

    fn lint(&mut self, name: &str, span: Span) -> Option<Lint> {
        let LintError { message, help } = match Lint::parse(name) {
            Ok(lint) => return Some(lint),
            Err(mistake) => mistake,
        };
        let finding = Finding::error(Code::Lint, "T-5", span, message);
        self.findings.push(finding.with_help(help));
        None
    }

    fn level(&mut self, name: &str, value: &Value<'_>) -> Option<Level> {
        const HELP: &str = "write `\"deny\"`, `\"warn\"` or `\"allow\"`";
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(&format!("`{}`", shown(name)), value, HELP.to_owned());
            return None;
        };
        let level = Level::parse(text);
        if level.is_none() {
            let message = format!("there is no lint level `{}`", shown(text));
            let finding = Finding::error(Code::Lint, "T-5", span_of(value.span()), message);
            let near = nearest(text, Level::ALL.map(Level::as_str));
            let help = near.map_or_else(|| HELP.to_owned(), |near| format!("write `\"{near}\"`"));
            self.findings.push(finding.with_help(help));
        }
        level
    }
}
