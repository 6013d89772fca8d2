//! One document -> its compiled form.

use std::path::Path;
use std::string::ToString;

use std::vec::Vec;

use policy_compiler::{
    Compiled, CompiledTogether, Level, Options, Source, compile, compile_together, read_file,
};

use super::{LoadError, LoadSetError};

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
/// let warning = tenant.findings().iter().next().unwrap();
/// assert_eq!(warning.code(), Code::VersionAbsent);
/// assert!(render(warning, &source).contains("--> tenant-7:1:1"));
/// # Ok::<(), policy_eval::dynamic::LoadError>(())
/// ```
///
/// # Errors
///
/// If a finding is an error, or a lint that the options deny (G-26).
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

/// Reads, checks and compiles documents into one policy, each with its name: all of them or none.
///
/// The policy decides as all of them do together, and tells [which](crate::Policy::allowing) of
/// them allow a request. A decision looks at the statements that may be about its action and its
/// resource, and at no others, so that it costs nearly the same with one document and with
/// thousands, if they are about different actions or resources. To change one document, all are
/// compiled again. Two documents may have the same name.
///
/// Load together what counts as one: the identity policies of a caller, the SCPs of one level, the
/// policies of one resource; but for audits, which ask which of them allow.
///
/// ```
/// use policy_eval::dynamic::{Options, load_together};
/// use policy_eval::{PolicyType, Request};
///
/// let tenants = (0..100).map(|n| (format!("tenant-{n}"), format!(r#"{{
///     "Version": "2012-10-17",
///     "Statement": {{
///         "Effect": "Allow",
///         "Action": "s3:Get*",
///         "Resource": "arn:aws:s3:::tenant-{n}/*"
///     }}
/// }}"#)));
/// let tenants = load_together(tenants, &Options::new(PolicyType::Identity))?;
///
/// let policy = tenants.policy();
/// let request = Request::parse("s3:GetObject", "arn:aws:s3:::tenant-7/plan.pdf")?;
/// let allowing: Vec<_> = policy.allowing(&request).filter_map(|tenant| tenant.name()).collect();
/// assert_eq!(allowing, ["tenant-7"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If one of them would not [`load`]: everything that is wrong with each of them. Also if all of
/// them together are too much.
pub fn load_together<N: AsRef<str>, T: AsRef<str>>(
    documents: impl IntoIterator<Item = (N, T)>,
    options: &Options,
) -> Result<CompiledTogether, LoadSetError> {
    let documents: Vec<(N, T)> = documents.into_iter().collect();
    let sources = documents.iter().map(|(name, text)| Source {
        name: name.as_ref(),
        text: text.as_ref(),
    });
    let sources: Vec<Source<'_>> = sources.collect();
    compile_together(&sources, options).map_err(|findings| {
        let of_each = sources.iter().zip(findings.into_each());
        let errors =
            of_each.filter(|(_, findings)| findings.at(Level::Deny, options).next().is_some());
        let errors =
            errors.map(|(source, findings)| LoadError::rejected(source, findings, options.clone()));
        LoadSetError::of(errors.collect())
    })
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
