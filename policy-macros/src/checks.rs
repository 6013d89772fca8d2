//! What names are checked against, and which lints may pass: AWS's services, the settings of the
//! crate, and what a macro call says.

mod memory;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs, mem};

use policy_compiler::{
    Code, Finding, Findings, Level, Options, Reference, Service, Source, read_service,
    read_settings, render,
};
use policy_core::PolicyType;
use proc_macro2::{Span, TokenStream};
use syn::LitStr;

use crate::diagnostics::{diagnostics, error};
use crate::file::{self, File};

/// The settings of a whole crate, beside its `Cargo.toml`.
const SETTINGS: &str = "policy.toml";

/// More service files with mistakes than anybody reads about.
const MOST_FAILED: usize = 100;

/// What the names of a macro call are checked against.
#[derive(Default)]
pub(crate) struct Checks {
    pub(crate) reference: Arc<Reference>,
    /// The levels of lints for the whole crate.
    pub(crate) levels: Vec<(Code, Level)>,
    /// Items that track the files that were read.
    pub(crate) tracked: TokenStream,
}

/// Errors for the Rust compiler; with none, another macro call has reported them.
pub(crate) type Errors = TokenStream;

impl Checks {
    /// With the services of these files beside those of the crate. Errors that are not about
    /// one of the literals are at `span`.
    pub(crate) fn new(services: &[LitStr], span: Span) -> Result<Self, Errors> {
        let settings = settings_file().map_err(|message| error(span, &message))?;
        let mut errors = Errors::new();
        let mut named = Vec::new();
        for literal in services {
            match file::resolve(literal) {
                Ok(file) => named.push((file, literal.span())),
                Err(message) => errors.extend(error(literal.span(), &message)),
            }
        }
        let mut key = vec![settings.as_ref().map(File::path)];
        key.extend(named.iter().map(|(file, _)| Some(file.path())));
        let key = key.into_iter().map(|path| path.map(Path::to_owned));
        let key: memory::Key = key.collect();
        if errors.is_empty()
            && let Some(checks) = memory::recall(&key)
        {
            return Ok(checks);
        }
        let mut builder = Builder {
            span,
            services: Vec::new(),
            read: Vec::new(),
            checks: Checks::default(),
            errors: Errors::new(),
            n_failed: usize::from(!errors.is_empty()),
        };
        if let Some(file) = settings {
            builder.read_settings(file);
        }
        builder.errors.extend(errors);
        let n_of_crate = builder.services.len();
        for (file, span) in named {
            let refused = |_: Code, _: &'static str, message: &str| error(span, message);
            builder.read_service(&file, span, n_of_crate, refused);
        }
        if builder.n_failed > 0 {
            return Err(builder.errors);
        }
        memory::remember(key, &builder.checks, builder.read);
        Ok(builder.checks)
    }
}

/// The service of a file, with its text, or errors at `span`.
pub(crate) fn service(file: &File, span: Span) -> Result<(Service, String), Errors> {
    let text = file.read().map_err(|message| error(span, &message))?;
    let service = service_of(file, &text, span)?;
    Ok((service, text))
}

fn service_of(file: &File, text: &str, span: Span) -> Result<Service, Errors> {
    let (service, findings) = read_service(text);
    service.ok_or_else(|| all_drawn(&findings, &file.source(text), span))
}

struct Builder {
    span: Span,
    /// The service files that were read, and the prefixes of their services.
    services: Vec<(String, File)>,
    /// All files that were read, and their texts.
    read: Vec<(File, String)>,
    checks: Checks,
    errors: Errors,
    n_failed: usize,
}

impl Builder {
    fn fail(&mut self, errors: Errors) {
        self.errors.extend(errors);
        self.n_failed += 1;
    }

    /// Reads a service file. What is wrong inside is reported at `span`, and what is wrong with
    /// naming the file where `refused` puts it. That the crate, whose services are the first ones,
    /// has named it already is no mistake.
    fn read_service(
        &mut self,
        file: &File,
        span: Span,
        n_of_crate: usize,
        refused: impl Fn(Code, &'static str, &str) -> Errors,
    ) {
        let is_same = |(_, other): &(String, File)| other.path() == file.path();
        let name = &file.display_name;
        match self.services.iter().position(is_same) {
            Some(index) if index < n_of_crate => return,
            Some(_) => {
                let message = format!("`{name}` is named already; name it once");
                return self.fail(refused(Code::DuplicateName, "T-6", &message));
            }
            None => {}
        }
        let text = match file.read() {
            Ok(text) => text,
            Err(message) => return self.fail(refused(Code::Name, "T-3", &message)),
        };
        self.checks.tracked.extend(file.track());
        let service = match service_of(file, &text, span) {
            Ok(service) => service,
            Err(errors) => return self.fail(errors),
        };
        let prefix = service.prefix.clone();
        let mut others = self.services.iter();
        if let Some((_, other)) = others.find(|(other, _)| *other == prefix) {
            let other = &other.display_name;
            let message =
                format!("two service files have the prefix `{prefix}`: `{other}` and `{name}`");
            return self.fail(refused(Code::DuplicateName, "S-13", &message));
        }
        let reference = Arc::make_mut(&mut self.checks.reference);
        match mem::take(reference).with_service(service) {
            Ok(with_service) => *reference = with_service,
            Err(mistake) => {
                return self.fail(refused(Code::DuplicateName, "S-13", &mistake.to_string()));
            }
        }
        self.services.push((prefix, file.clone()));
        self.read.push((file.clone(), text));
    }

    /// Reads the settings of the crate. None of its macro calls goes on if they have mistakes, but
    /// one is enough to say so.
    fn read_settings(&mut self, file: File) {
        match file.read() {
            Ok(text) => {
                self.settings(&file, &text);
                self.read.insert(0, (file, text));
            }
            Err(message) => self.fail(error(self.span, &message)),
        }
        if !self.errors.is_empty() && is_reported(&self.errors) {
            self.errors = Errors::new();
        }
    }

    fn settings(&mut self, file: &File, text: &str) {
        self.checks.tracked.extend(file.track());
        let source = file.source(text);
        let (settings, findings) = read_settings(text);
        let Some(settings) = settings else {
            return self.fail(all_drawn(&findings, &source, self.span));
        };
        self.checks.levels.extend_from_slice(settings.levels());
        let reference = Arc::make_mut(&mut self.checks.reference);
        for action in settings.known() {
            *reference = mem::take(reference).with_known(&action.value);
        }
        for service in settings.services() {
            if self.n_failed == MOST_FAILED {
                break;
            }
            let span = self.span;
            let refused = |code, rule, message: &str| {
                let finding = Finding::error(code, rule, service.span, message);
                drawn(&finding, &source, span)
            };
            match file.beside(&service.value) {
                Ok(file) => self.read_service(&file, span, 0, refused),
                Err(message) => self.fail(refused(Code::Name, "T-3", &message)),
            }
        }
    }
}

/// The settings of the crate, if it has any. A link that leads nowhere is a mistake, since what
/// it should lead to may deny what is allowed without it.
fn settings_file() -> Result<Option<File>, String> {
    let Some(package) = env::var_os("CARGO_MANIFEST_DIR") else {
        return Ok(None);
    };
    let path = Path::new(&package).join(SETTINGS);
    let found = fs::symlink_metadata(&path);
    if found.is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(None);
    }
    File::new(&path).map(Some)
}

/// Findings of which none depends on the options, such as those about service files.
fn all_drawn(findings: &Findings, source: &Source<'_>, span: Span) -> Errors {
    diagnostics(
        findings,
        &Options::new(PolicyType::Identity),
        source,
        |_| span,
    )
    .tokens()
}

pub(crate) fn drawn(finding: &Finding, source: &Source<'_>, span: Span) -> Errors {
    let text = render(finding, source);
    // The compiler prints the first `error: ` itself.
    error(span, text.strip_prefix("error: ").unwrap_or(&text))
}

/// Whether the last macro call that reported mistakes of settings reported these. An editor whose
/// server expands macros again and again shows them at the first one only, until they change.
fn is_reported(errors: &Errors) -> bool {
    static REPORTED: Mutex<String> = Mutex::new(String::new());
    let errors = errors.to_string();
    let mut reported = REPORTED.lock().unwrap_or_else(PoisonError::into_inner);
    if *reported == errors {
        return true;
    }
    *reported = errors;
    false
}
