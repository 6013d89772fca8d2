//! A report for code hosts: SARIF 2.1.0.

mod fingerprint;
mod log;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use policy_compiler::{Code, FindingType, LabelledSpan, Level};

use self::fingerprint::Fingerprints;
use self::log::{
    ArtifactLocation, BaseId, Configuration, Driver, Invocation, Location, Log, LogicalLocation,
    Message, Notification, PhysicalLocation, Region, ResultProperties, Rule, RuleProperties, Run,
    SarifResult, Tool,
};
use crate::learn_more::learn_more;
use crate::path::PathElement;
use crate::place::Place;
use crate::report::{Report, Reported};

/// What relative names of files are relative to.
const ROOT: &str = "%SRCROOT%";

impl Report {
    /// The findings as [SARIF] 2.1.0, for code hosts and editors.
    ///
    /// Names of documents are taken for paths: relative ones, which should be relative to the
    /// root of the repository, and absolute ones. Lines and columns count from 1, columns count
    /// characters.
    ///
    /// ```
    /// use policy_check::Report;
    /// use policy_compiler::Options;
    /// use policy_core::PolicyType;
    ///
    /// let text = r#"{"Version": "2012-10-17", "Statement": []}"#;
    /// let mut report = Report::default();
    /// report.check("web.json", text, &Options::new(PolicyType::Identity));
    /// let log: serde_json::Value = serde_json::from_str(&report.to_sarif())?;
    /// let result = &log["runs"][0]["results"][0];
    /// assert_eq!(result["ruleId"], "empty_statement");
    /// assert_eq!(result["level"], "error");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// [SARIF]: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    #[must_use]
    pub fn to_sarif(&self) -> String {
        let mut rules = Rules::default();
        let mut fingerprints = Fingerprints::default();
        let mut results = Vec::new();
        for group in self.findings().chunk_by(Reported::is_beside) {
            let places = self.places_of(group);
            let of_group = group.iter();
            results.extend(of_group.map(|one| result(one, &places, &mut rules, &mut fingerprints)));
        }
        let failures = self.failures().iter();
        let notifications = failures.map(|why| Notification {
            level: "error",
            message: Message::plain(why),
        });
        let root = BaseId {
            description: Message::plain("the directory that the program ran in"),
        };
        let log = Log {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: env!("CARGO_PKG_NAME"),
                        semantic_version: env!("CARGO_PKG_VERSION"),
                        rules: rules.list,
                    },
                },
                invocations: [Invocation {
                    execution_successful: self.failures().is_empty(),
                    tool_execution_notifications: notifications.collect(),
                }],
                original_uri_base_ids: BTreeMap::from([(ROOT, root)]),
                column_kind: "unicodeCodePoints",
                results,
            }],
        };
        // Only maps whose keys are no strings cannot be written, and there are none.
        serde_json::to_string_pretty(&log).unwrap_or_default()
    }
}

/// The codes that findings have, each described once.
#[derive(Default)]
struct Rules {
    list: Vec<Rule>,
    indices: BTreeMap<Code, usize>,
}

impl Rules {
    fn index_of(&mut self, one: &Reported) -> usize {
        let finding = one.finding();
        let code = finding.code();
        *self.indices.entry(code).or_insert_with(|| {
            let finding_type = finding.finding_type();
            let help_uri = code.issue().map(learn_more);
            let help = match &help_uri {
                Some(link) => format!("rule {}; AWS tells more: {link}", finding.rule()),
                None => format!("rule {}", finding.rule()),
            };
            let security = (finding_type == FindingType::SecurityWarning).then_some("security");
            self.list.push(Rule {
                id: code.as_str(),
                short_description: Message::plain(code.description()),
                full_description: Message::plain(code.description()),
                help: Message::plain(&help),
                help_uri,
                default_configuration: Configuration {
                    level: level(finding.default_level()),
                },
                properties: RuleProperties {
                    tags: security
                        .into_iter()
                        .chain([finding_type.as_str()])
                        .collect(),
                },
            });
            self.list.len() - 1
        })
    }
}

fn result<'r>(
    one: &'r Reported,
    places: &[Place<'r>],
    rules: &mut Rules,
    fingerprints: &mut Fingerprints,
) -> SarifResult<'r> {
    let finding = one.finding();
    let message = match finding.help() {
        Some(help) => format!("{}; {help}", finding.message()),
        None => finding.message().to_owned(),
    };
    let mut locations: Vec<_> = finding
        .spans()
        .iter()
        .filter_map(|labelled| Some(location(labelled, places.get(labelled.source)?)))
        .collect();
    let related = locations.split_off(locations.len().min(1));
    let related = related.into_iter().enumerate();
    SarifResult {
        rule_id: finding.code().as_str(),
        rule_index: rules.index_of(one),
        level: level(one.level()),
        message: Message::plain(&message),
        locations,
        related_locations: related
            .map(|(index, location)| Location {
                id: Some(index + 1),
                ..location
            })
            .collect(),
        partial_fingerprints: fingerprints.of(finding, places),
        properties: ResultProperties {
            issue_code: finding.issue_code(),
            finding_type: finding.finding_type().as_str(),
            rule: finding.rule(),
        },
    }
}

/// What SARIF calls a level. What is allowed is not there; a lint that is allowed by default, but
/// was chosen to be shown, is none the less a small one.
fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "note",
    }
}

fn location(labelled: &LabelledSpan, place: &Place<'_>) -> Location {
    let start = place.positions.start_of(labelled.span);
    let end = place.positions.end_of(labelled.span);
    let path = place.path_of(labelled.span);
    let logical = (!path.is_empty()).then(|| LogicalLocation {
        fully_qualified_name: qualified(&path),
    });
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact(place.source.name),
            region: Region {
                start_line: start.line,
                start_column: start.column + 1,
                end_line: end.line,
                end_column: end.column + 1,
            },
        },
        logical_locations: logical.into_iter().collect(),
        message: labelled.label.as_deref().map(Message::plain),
    }
}

/// A path as people write it, such as `Statement[0].Action[1]`.
fn qualified(path: &[PathElement]) -> String {
    let mut text = String::new();
    for element in path {
        match element {
            PathElement::Index(index) => {
                let _ = write!(text, "[{index}]");
            }
            PathElement::Key(key) | PathElement::Value(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            PathElement::Substring { .. } => {}
        }
    }
    text
}

/// A file as a URI: relative to the root, unless it is elsewhere.
fn artifact(name: &str) -> ArtifactLocation {
    let path = name.replace(std::path::MAIN_SEPARATOR, "/");
    let encoded = percent_encoded(&path);
    if Path::new(name).is_absolute() {
        let slash = if path.starts_with('/') { "" } else { "/" };
        ArtifactLocation {
            uri: format!("file://{slash}{encoded}"),
            uri_base_id: None,
        }
    } else {
        ArtifactLocation {
            uri: encoded,
            uri_base_id: Some(ROOT),
        }
    }
}

/// A path in which only characters stand that mean themselves in a URI (RFC 3986 §2.3).
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uris() {
        let uri = |name| {
            let ArtifactLocation { uri, uri_base_id } = artifact(name);
            (uri, uri_base_id)
        };
        let relative = |uri: &str| (uri.to_owned(), Some(ROOT));
        assert_eq!(uri("policies/ci.json"), relative("policies/ci.json"));
        assert_eq!(uri("a b/ä:1.json"), relative("a%20b/%C3%A4%3A1.json"));
        assert_eq!(uri("<stdin>"), relative("%3Cstdin%3E"));
        #[cfg(unix)]
        assert_eq!(
            uri("/srv/x#1.json"),
            ("file:///srv/x%231.json".to_owned(), None)
        );
    }

    #[test]
    fn braces_and_links_are_plain_text() {
        let text = "`${aws:username}` and [here](https://example.com)";
        let expected = "`${{aws:username}}` and [here\\](https://example.com)";
        assert_eq!(Message::plain(text).text, expected);
    }
}
