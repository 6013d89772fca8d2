//! The settings of a `policy.toml`, read from files (T-1 … T-6).

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, mem};

use policy_compiler::{
    Code, Finding, Findings, Level, Options, Reference, Service, Span, Spanned, read_file,
    read_service, read_settings,
};

use crate::report::{Document, Report, of_one};

/// The options with what a `policy.toml` says: the services and actions that it adds to the
/// reference, and the levels of lints. Messages call the file `name`.
///
/// ```no_run
/// use std::path::Path;
/// use policy_check::with_settings;
/// use policy_compiler::Options;
/// use policy_core::PolicyType;
///
/// let options = Options::new(PolicyType::Identity);
/// let options = with_settings(options, Path::new("policy.toml"), "policy.toml").unwrap();
/// assert!(options.checked_against().is_some());
/// ```
///
/// # Errors
///
/// All mistakes of the settings and of the service files that they name, if there is one.
pub fn with_settings(options: Options, path: &Path, name: &str) -> Result<Options, Box<Report>> {
    let mut reader = Reader {
        reference: options.checked_against().cloned().unwrap_or_default(),
        services: BTreeMap::new(),
        prefixes: BTreeMap::new(),
        refused: Vec::new(),
        mistakes: Report::default(),
    };
    let levels = reader.read(path, name);
    let Reader {
        reference,
        mistakes,
        ..
    } = reader;
    let summary = mistakes.summary();
    if summary.is_denied() || summary.unreadable > 0 {
        return Err(Box::new(mistakes));
    }
    let levels = levels.into_iter();
    let options = options.reference(Arc::new(reference));
    Ok(levels.fold(options, |options, (code, level)| options.level(code, level)))
}

struct Reader {
    reference: Reference,
    /// The service files that were named.
    services: BTreeMap<PathBuf, Span>,
    /// What the services of one's own are called, and by which files.
    prefixes: BTreeMap<String, String>,
    /// What is wrong with naming service files.
    refused: Vec<Finding>,
    mistakes: Report,
}

impl Reader {
    fn read(&mut self, path: &Path, name: &str) -> Vec<(Code, Level)> {
        let text = match read_file(path, name) {
            Ok(text) => text,
            Err(error) => {
                self.mistakes.fail(error.to_string());
                return Vec::new();
            }
        };
        let (settings, findings) = read_settings(&text);
        let Some(settings) = settings else {
            self.report(name, text, of_one(&findings));
            return Vec::new();
        };
        for action in settings.known() {
            self.reference = mem::take(&mut self.reference).with_known(&action.value);
        }
        for service in settings.services() {
            self.service(path, name, service);
        }
        let refused = mem::take(&mut self.refused).into_iter();
        let refused = refused.map(|finding| (0..1, finding)).collect();
        self.report(name, text, refused);
        settings.levels().to_vec()
    }

    /// Reads a service file that the settings at `path` name.
    fn service(&mut self, path: &Path, name: &str, written: &Spanned<String>) {
        let beside = |file: &Path| file.parent().unwrap_or(Path::new("")).join(&written.value);
        let path = beside(path);
        let name = beside(Path::new(name)).display().to_string();
        let refuse =
            |code, rule, message: String| Finding::error(code, rule, written.span, message);
        // The same file, however it is written; what does not exist is refused below.
        let same = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if let Some(first) = self.services.insert(same, written.span) {
            let message = format!("`{name}` is named already; name it once");
            let finding = refuse(Code::DuplicateName, "T-6", message);
            self.refused
                .push(finding.with_place(first, "first named here"));
            return;
        }
        let text = match read_file(&path, &name) {
            Ok(text) => text,
            Err(error) => {
                let finding = refuse(Code::Name, "T-3", error.to_string());
                self.refused.push(finding);
                return;
            }
        };
        let service = match service_of(&text) {
            Ok(service) => service,
            Err(findings) => {
                self.report(&name, text, of_one(&findings));
                return;
            }
        };
        let prefix = service.prefix.clone();
        if let Some(other) = self.prefixes.insert(prefix.clone(), name.clone()) {
            let message =
                format!("two service files have the prefix `{prefix}`: `{other}` and `{name}`");
            self.refused
                .push(refuse(Code::DuplicateName, "S-13", message));
            return;
        }
        match mem::take(&mut self.reference).with_service(service) {
            Ok(reference) => self.reference = reference,
            Err(mistake) => {
                let message = mistake.to_string();
                self.refused
                    .push(refuse(Code::DuplicateName, "S-13", message));
            }
        }
    }

    /// Everything is an error: of settings no mistake is allowed.
    fn report(&mut self, name: &str, text: String, findings: Vec<(Range<usize>, Finding)>) {
        let name = name.to_owned();
        let document = Document { name, text };
        let denied = |_: &Finding| Level::Deny;
        self.mistakes.add(vec![document], findings, denied);
    }
}

fn service_of(text: &str) -> Result<Service, Findings> {
    let (service, findings) = read_service(text);
    service.ok_or(findings)
}
