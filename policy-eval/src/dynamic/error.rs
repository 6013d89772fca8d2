//! Why documents did not become policies.

use core::fmt;
use std::borrow::{Cow, ToOwned};
use std::boxed::Box;
use std::format;
use std::io;
use std::slice;
use std::string::{String, ToString};
use std::vec;
use std::vec::Vec;

use policy_compiler::{
    FileError, Finding, Findings, Level, Options, RenderStyle, Source, render_with,
};

/// Why a document did not become a policy.
///
/// As text it has everything that is wrong, drawn as the compiler draws mistakes:
///
/// ```
/// use policy_eval::PolicyType;
/// use policy_eval::dynamic::{Code, Options, Source, load};
///
/// let source = Source {
///     name: "tenant-7",
///     text: r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Alow", "Action": "s3:Get*", "Resourc": "*" }
/// }"#,
/// };
/// let error = load(&source, &Options::new(PolicyType::Identity)).unwrap_err();
/// let findings = error.findings().unwrap();
/// assert!(findings.iter().any(|finding| finding.code() == Code::Effect));
/// assert!(error.to_string().starts_with(
///     r#"error: there is no effect `Alow`
///  --> tenant-7:3:30
///   |
/// 3 |     "Statement": { "Effect": "Alow", "Action": "s3:Get*", "Resourc": "*" }
///   |                              ^^^^^^
///   |
///   = help: write `"Allow"`
///   = note: code `effect`, rule G-10"#
/// ));
/// ```
///
/// The text shows a hundred findings at most, and says how many it leaves out. Whoever may not
/// see a document may not see this text either, since it quotes lines.
pub struct LoadError {
    name: String,
    cause: Cause,
}

/// Why documents did not become a set of policies: everything that is wrong with each of them.
///
/// As text it has the texts of its [`errors`](Self::errors), an empty line between them.
pub struct LoadSetError {
    // INVARIANT: never empty.
    errors: Vec<LoadError>,
}

/// Draws a finding: what is wrong, where, the line with carets, what to write instead.
///
/// For the warnings of a policy that did load; the text of a [`LoadError`] has its findings
/// drawn already.
///
/// ```
/// use policy_eval::PolicyType;
/// use policy_eval::dynamic::{Options, Source, load, render};
///
/// let source = Source {
///     name: "tenant-7",
///     text: r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#,
/// };
/// let tenant = load(&source, &Options::new(PolicyType::Identity))?;
/// for warning in tenant.findings() {
///     println!("{}", render(warning, &source));
/// }
/// # Ok::<(), policy_eval::dynamic::LoadError>(())
/// ```
#[must_use]
pub fn render(finding: &Finding, source: &Source<'_>) -> String {
    let source = Source {
        name: &printable(source.name),
        text: source.text,
    };
    render_at(finding.default_level(), finding, &source)
}

fn render_at(level: Level, finding: &Finding, source: &Source<'_>) -> String {
    let how_to_allow = |code: &str| format!("allow `{code}` in the options");
    let style = RenderStyle::of_level(level).how_to_allow(&how_to_allow);
    render_with(finding, slice::from_ref(source), &style)
}

enum Cause {
    Rejected(Box<Rejected>),
    File(FileError),
    /// The name is that of another document.
    Twice,
}

/// A document with mistakes. It is kept, so that only those who want pictures pay for them.
struct Rejected {
    text: String,
    findings: Findings,
    options: Options,
}

/// More findings than anybody reads, and few enough to draw in no time, whoever wrote the
/// document.
const MOST: usize = 100;

impl LoadError {
    pub(super) fn rejected(source: &Source<'_>, findings: Findings, options: Options) -> Self {
        LoadError {
            name: source.name.to_owned(),
            cause: Cause::Rejected(Box::new(Rejected {
                text: source.text.to_owned(),
                findings,
                options,
            })),
        }
    }

    pub(super) fn of_file(name: &str, error: FileError) -> Self {
        LoadError {
            name: name.to_owned(),
            cause: Cause::File(error),
        }
    }

    pub(super) fn twice(name: &str) -> Self {
        LoadError {
            name: name.to_owned(),
            cause: Cause::Twice,
        }
    }

    /// The name that the document was given; of a file, its path.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was found in the document, warnings included; nothing if it could not be had.
    #[must_use]
    pub fn findings(&self) -> Option<&Findings> {
        match &self.cause {
            Cause::Rejected(rejected) => Some(&rejected.findings),
            Cause::File(_) | Cause::Twice => None,
        }
    }

    /// The document, which the [`findings`](Self::findings) point into.
    ///
    /// ```
    /// use policy_eval::PolicyType;
    /// use policy_eval::dynamic::{Options, Source, line_and_column, load};
    ///
    /// let source = Source { name: "tenant-7", text: "{}" };
    /// let error = load(&source, &Options::new(PolicyType::Identity)).unwrap_err();
    /// let text = error.source_text().unwrap();
    /// let finding = error.findings().unwrap().errors().next().unwrap();
    /// assert_eq!(line_and_column(text, finding.span().start), (1, 1));
    /// ```
    #[must_use]
    pub fn source_text(&self) -> Option<&str> {
        match &self.cause {
            Cause::Rejected(rejected) => Some(&rejected.text),
            Cause::File(_) | Cause::Twice => None,
        }
    }

    /// What the system said of the file, if it could not be read.
    #[must_use]
    pub fn io_error(&self) -> Option<&io::Error> {
        match &self.cause {
            Cause::File(error) => error.io_error(),
            Cause::Rejected(_) | Cause::Twice => None,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Rejected(rejected) => rejected.draw(&self.name, f),
            Cause::File(error) => write!(f, "error: {}", printable(&error.to_string())),
            Cause::Twice => write!(
                f,
                "error: the name `{}` comes twice; a set has one policy of each name",
                printable(&self.name)
            ),
        }
    }
}

/// The same as the text: this is what `unwrap` shows, and a `main` that returns the error.
impl fmt::Debug for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for LoadError {}

impl Rejected {
    /// What stopped the document, then its warnings.
    fn draw(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rejected {
            text,
            findings,
            options,
        } = self;
        let name = &printable(name);
        let source = Source { name, text };
        let at = |level| {
            findings
                .at(level, options)
                .map(move |finding| (level, finding))
        };
        let shown = || at(Level::Deny).chain(at(Level::Warn));
        for (index, (level, finding)) in shown().take(MOST).enumerate() {
            let gap = if index > 0 { "\n\n" } else { "" };
            write!(f, "{gap}{}", render_at(level, finding, &source))?;
        }
        let n_findings = shown().count();
        if n_findings > MOST {
            write!(
                f,
                "\n\nnote: `{name}` has {n_findings} findings; {MOST} of them are shown"
            )?;
        }
        Ok(())
    }
}

impl LoadSetError {
    pub(super) fn unless_empty(errors: Vec<LoadError>) -> Result<(), Self> {
        if errors.is_empty() {
            Ok(())
        } else {
            Err(LoadSetError { errors })
        }
    }

    /// Of documents that do not compile together: there is an error.
    pub(super) fn of(errors: Vec<LoadError>) -> Self {
        LoadSetError { errors }
    }

    /// One error for each document that is broken, and for each name that came again, in the
    /// order in which they came.
    #[must_use]
    pub fn errors(&self) -> &[LoadError] {
        &self.errors
    }
}

impl fmt::Display for LoadSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            let gap = if index > 0 { "\n\n" } else { "" };
            write!(f, "{gap}{error}")?;
        }
        Ok(())
    }
}

/// The same as the text: this is what `unwrap` shows, and a `main` that returns the error.
impl fmt::Debug for LoadSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for LoadSetError {}

impl From<LoadError> for LoadSetError {
    fn from(error: LoadError) -> Self {
        LoadSetError {
            errors: vec![error],
        }
    }
}

/// A name as it may stand in a message. Tenants choose names; one with a line feed could forge
/// a line of a log.
fn printable(name: &str) -> Cow<'_, str> {
    if name.contains(char::is_control) {
        Cow::Owned(name.escape_debug().to_string())
    } else {
        Cow::Borrowed(name)
    }
}
