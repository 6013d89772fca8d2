//! The whole way: text -> compiled form.

use crate::compiled::Compiled;
use crate::finding::{Code, Finding, Findings};
use crate::lower::lower;
use crate::options::Options;
use crate::read::read;

/// Reads, checks and compiles a document.
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::{Decision, PolicyType, Request};
///
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}
/// }"#;
/// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
/// let request = Request::parse("ecs:RunTask", "*").unwrap();
/// assert_eq!(compiled.policy().evaluate(&request), Decision::Allow);
/// ```
///
/// # Errors
///
/// All findings, if one of them is an error, or a deny-lint that the options do not
/// allow (G-26).
pub fn compile(text: &str, options: &Options) -> Result<Compiled, Findings> {
    let (document, mut findings) = read(text, options);
    let Some(document) = document else {
        return Err(findings);
    };
    if findings.fatal(options).next().is_some() {
        return Err(findings);
    }
    if let Ok(tables) = lower(&document, options.has_wide_stars()) {
        return Ok(Compiled { tables, findings });
    }
    let message = "the policy has too many actions and patterns to work out what each action means";
    findings.push(
        Finding::error(Code::TooLarge, "G-24", document.span.head(), message)
            .with_help("split it into several policies"),
    );
    findings.sort();
    Err(findings)
}
