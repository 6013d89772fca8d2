//! One document -> its compiled form.

use std::path::Path;
use std::string::ToString;

use policy_compiler::{Compiled, Options, Source, compile, read_file};

use super::LoadError;

/// Reads, checks and compiles a document.
///
/// The name of the source is for messages: the path or the address of the document, or whose
/// it is. It is also the policy's [own](crate::Policy::name), unless the options name it.
///
/// ```
/// use policy_eval::PolicyType;
/// use policy_eval::dynamic::{Code, Options, Source, load, render};
///
/// let source = Source {
///     name: "tenant-7",
///     text: r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#,
/// };
/// let tenant = load(&source, &Options::new(PolicyType::Identity))?;
/// assert_eq!(tenant.policy().name(), Some("tenant-7"));
///
/// // It compiles, but there is something to tell its author.
/// let warning = tenant.findings().warnings().next().unwrap();
/// assert_eq!(warning.code(), Code::VersionAbsent);
/// assert!(render(warning, &source).contains("--> tenant-7:1:1"));
/// # Ok::<(), policy_eval::dynamic::LoadError>(())
/// ```
///
/// # Errors
///
/// If a finding is an error, or a deny-lint that the options do not allow (G-26).
pub fn load(source: &Source<'_>, options: &Options) -> Result<Compiled, LoadError> {
    load_as(
        options.policy_name().unwrap_or(source.name),
        source,
        options,
    )
}

/// Reads a file, and checks and compiles the document in it.
///
/// The policy is called as the file, without `.json`, unless the options name it.
///
/// ```no_run
/// use policy_eval::PolicyType;
/// use policy_eval::dynamic::{Options, load_file};
///
/// let deployer = load_file("/etc/gateway/deployer.json", &Options::new(PolicyType::Identity))?;
/// # Ok::<(), policy_eval::dynamic::LoadError>(())
/// ```
///
/// # Errors
///
/// If the file cannot be read, is no regular file, has more than [`MAX_BYTES`](super::MAX_BYTES)
/// or is not UTF-8; and for whatever [`load`] refuses.
pub fn load_file(path: impl AsRef<Path>, options: &Options) -> Result<Compiled, LoadError> {
    let path = path.as_ref();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    load_file_as(options.policy_name().unwrap_or(&stem), path, options)
}

/// Loads a document whose policy is to have this name, whatever the options call it.
pub(super) fn load_as(
    name: &str,
    source: &Source<'_>,
    options: &Options,
) -> Result<Compiled, LoadError> {
    let options = options.clone().name(name);
    match compile(source.text, &options) {
        // Its tables have grown, with room to grow further; those of a copy are as large as they
        // have to be, which is a quarter less.
        Ok(compiled) => Ok(compiled.clone()),
        Err(findings) => Err(LoadError::rejected(source, findings, options)),
    }
}

/// Loads a file whose policy is to have this name, whatever the options call it.
pub(super) fn load_file_as(
    name: &str,
    path: &Path,
    options: &Options,
) -> Result<Compiled, LoadError> {
    let shown = path.display().to_string();
    let text = read_file(path, &shown).map_err(|error| LoadError::of_file(&shown, error))?;
    let source = Source {
        name: &shown,
        text: &text,
    };
    load_as(name, &source, options)
}
