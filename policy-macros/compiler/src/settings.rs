//! The settings of a whole crate: the text of its `policy.toml` (T-1 … T-6).

mod lints;
mod syntax;

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::input::MAX_BYTES;
use crate::level::Level;
use crate::reference::check_action;
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::shown;

/// The settings of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    services: Vec<Spanned<String>>,
    known: Vec<Spanned<String>>,
    levels: Vec<(Code, Level)>,
}

impl Settings {
    /// The service files, as they are written: relative to the file of the settings (T-3).
    #[must_use]
    pub fn services(&self) -> &[Spanned<String>] {
        &self.services
    }

    /// Actions that count as known, such as `ecs:TeleportTask` (T-4).
    #[must_use]
    pub fn known(&self) -> &[Spanned<String>] {
        &self.known
    }

    /// The levels of lints for every policy of the crate (T-5), whole types of them first.
    #[must_use]
    pub fn levels(&self) -> &[(Code, Level)] {
        &self.levels
    }
}

/// Reads the text of a `policy.toml`; there are settings unless something in it is an error.
///
/// ```
/// use policy_compiler::{Code, Level, read_settings};
///
/// let text = r#"
///     services = ["services/billing.json"]
///     known = ["ecs:TeleportTask"]
///
///     [lints]
///     unknown_action = "allow"
/// "#;
/// let (settings, findings) = read_settings(text);
/// assert!(findings.is_empty());
/// let settings = settings.unwrap();
/// assert_eq!(settings.services()[0].value, "services/billing.json");
/// assert_eq!(settings.levels(), [(Code::UnknownAction, Level::Allow)]);
///
/// let (settings, findings) = read_settings("[lint]\nunknown_action = \"allow\"");
/// assert!(settings.is_none());
/// let finding = findings.iter().next().unwrap();
/// assert_eq!(finding.message(), "unknown setting `lint`");
/// assert_eq!(finding.help(), Some("a similar setting exists: `lints`"));
/// ```
#[must_use]
pub fn read_settings(text: &str) -> (Option<Settings>, Findings) {
    let mut reader = Reader {
        settings: Settings::default(),
        findings: Findings::default(),
    };
    if text.len() > MAX_BYTES {
        let message = format!(
            "the file has {} bytes; more than {MAX_BYTES} are not read",
            text.len()
        );
        let finding = Finding::error(Code::TooLarge, "T-1", Span::default(), message);
        reader
            .findings
            .push(finding.with_help("remove what is no setting"));
    } else {
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            reader.table(table.get_ref());
        } else {
            // What is left of the table is a guess.
            reader.findings.extend(syntax::explain(text, &errors));
        }
    }
    let Reader {
        settings,
        mut findings,
    } = reader;
    findings.sort();
    let settings = (!findings.has_errors()).then_some(settings);
    (settings, findings)
}

const SETTINGS: [&str; 3] = ["services", "known", "lints"];

struct Reader {
    settings: Settings,
    findings: Findings,
}

type Value<'i> = toml::Spanned<DeValue<'i>>;

impl Reader {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "services" => {
                    let services = self.strings("services", value, check_path, "T-3");
                    self.settings.services.extend(services);
                }
                "known" => {
                    let check = |action: &str| {
                        let checked = check_action(action);
                        checked.map_err(|mistake| (mistake.message, mistake.help))
                    };
                    let known = self.strings("known", value, check, "T-4");
                    self.settings.known.extend(known);
                }
                "lints" => self.lints(value),
                other => self.unknown(other, span_of(key.span())),
            }
        }
    }

    fn unknown(&mut self, key: &str, span: Span) {
        let help = if lints::is_lint(key) {
            "write it below `[lints]`".to_owned()
        } else {
            match nearest(key, SETTINGS) {
                Some(near) => format!("a similar setting exists: `{near}`"),
                None => format!("the settings are `{}`", SETTINGS.join("`, `")),
            }
        };
        let message = format!("unknown setting `{}`", shown(key));
        self.findings
            .push(Finding::error(Code::UnknownMember, "T-2", span, message).with_help(help));
    }

    /// The entries of an array of strings, each of which is checked and there once (T-6).
    fn strings(
        &mut self,
        name: &str,
        value: &Value<'_>,
        check: impl Fn(&str) -> Result<(), (String, String)>,
        rule: &'static str,
    ) -> Vec<Spanned<String>> {
        let mut strings = Vec::new();
        let mut places = HashMap::new();
        let Some(entries) = value.get_ref().as_array() else {
            let example = match value.get_ref() {
                DeValue::String(text) => format!("write `[\"{}\"]`", shown(text)),
                _ => "write an array of strings".to_owned(),
            };
            self.wrong_type(&format!("`{name}`"), value, example);
            return strings;
        };
        for entry in entries {
            let DeValue::String(text) = entry.get_ref() else {
                let help = "entries are strings".to_owned();
                self.wrong_type(&format!("an entry of `{name}`"), entry, help);
                continue;
            };
            let span = span_of(entry.span());
            if let Err((message, help)) = check(text) {
                let finding = Finding::error(Code::Name, rule, span, message);
                self.findings.push(finding.with_help(help));
            }
            let first = *places.entry(text.to_ascii_lowercase()).or_insert(span);
            if first != span {
                let message = format!("`{}` is there already", shown(text));
                let finding = Finding::error(Code::DuplicateName, "T-6", span, message)
                    .with_label("written again here")
                    .with_place(first, "first written here")
                    .with_help("remove one of them; letter case makes no difference");
                self.findings.push(finding);
            }
            strings.push(Spanned::new(text.as_ref().to_owned(), span));
        }
        strings
    }

    fn wrong_type(&mut self, what: &str, value: &Value<'_>, help: String) {
        let span = span_of(value.span());
        let (span, found) = match value.get_ref() {
            DeValue::String(_) => (span, "a string"),
            DeValue::Integer(_) | DeValue::Float(_) => (span, "a number"),
            DeValue::Boolean(_) => (span, "a boolean"),
            DeValue::Datetime(_) => (span, "a date"),
            DeValue::Array(_) => (span.head(), "an array"),
            DeValue::Table(_) => (span.head(), "a table"),
        };
        let finding = Finding::error(Code::Type, "T-2", span, format!("{what} is {found}"));
        self.findings.push(finding.with_help(help));
    }
}

/// Checks the path of a service file; an absolute one would be another machine's.
fn check_path(path: &str) -> Result<(), (String, String)> {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    let mistake = if path.is_empty() {
        "the path is empty".to_owned()
    } else if path.starts_with(['/', '\\']) || is_drive {
        format!("the path `{}` is absolute", shown(path))
    } else {
        return Ok(());
    };
    let help = "write the path of a service file, relative to this file";
    Err((mistake, help.to_owned()))
}

fn span_of(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
