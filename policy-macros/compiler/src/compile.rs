//! The whole way: text -> compiled form.

use policy_core::form::MAX_VARIABLES;

use crate::compiled::Compiled;
use crate::document::Statement;
use crate::finding::{Code, Finding, Findings};
use crate::lower::lower;
use crate::options::Options;
use crate::read::read;
use crate::rows::TooMuchWork;
use crate::template::Piece;

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
/// allow (G-26). The last resort is an error `too_large`: more entries than
/// [`MAX_ENTRIES`], more than 32 variables in one text, or more combinations of services
/// and statements than can be worked out.
pub fn compile(text: &str, options: &Options) -> Result<Compiled, Findings> {
    let (document, mut findings) = read(text, options);
    let Some(document) = document else {
        return Err(findings);
    };
    if findings.fatal(options).next().is_some() {
        return Err(findings);
    }
    let n_entries = document.statements.iter().map(entries).sum::<usize>();
    let message = if n_entries > MAX_ENTRIES {
        format!(
            "the policy has {n_entries} actions, resources, principals and condition values; \
             more than {MAX_ENTRIES} are not compiled"
        )
    } else if document.statements.iter().any(has_too_many_variables) {
        format!("a text has more than {MAX_VARIABLES} policy variables")
    } else {
        match lower(&document, options) {
            Ok(tables) => return Ok(Compiled { tables, findings }),
            Err(TooMuchWork) => "the policy has too many services and statements to work out \
                                 what each action means"
                .to_owned(),
        }
    };
    findings.push(
        Finding::error(Code::TooLarge, "G-24", document.span.head(), message)
            .with_help("split it into several policies"),
    );
    findings.sort();
    Err(findings)
}

/// More entries than that are not compiled: each becomes a part of a constant, which
/// costs the Rust compiler time. The largest AWS managed policy has under 6,000.
pub const MAX_ENTRIES: usize = 10_000;

/// While a text is matched, only so many variables are remembered.
fn has_too_many_variables(statement: &Statement) -> bool {
    let resources = statement
        .resource
        .iter()
        .flat_map(|element| &element.entries);
    let resources = resources.map(|entry| &entry.value.template);
    let blocks = statement.condition.iter().flat_map(|of| &of.blocks);
    let operands = blocks
        .flat_map(|block| &block.keys)
        .flat_map(|key| &key.operands);
    let operands = operands.filter_map(|operand| operand.value.template.as_ref());
    resources.chain(operands).any(|template| {
        let variables = template.pieces.iter();
        let variables = variables.filter(|piece| matches!(piece, Piece::Variable { .. }));
        variables.count() > MAX_VARIABLES
    })
}

fn entries(statement: &Statement) -> usize {
    let Statement {
        span: _,
        sid: _,
        effect: _,
        principal,
        action,
        resource,
        condition,
    } = statement;
    let principals = principal
        .as_ref()
        .map_or(0, |element| element.entries().count());
    let resources = resource.as_ref().map_or(0, |element| element.entries.len());
    let blocks = condition.iter().flat_map(|condition| &condition.blocks);
    let operands = blocks
        .flat_map(|block| &block.keys)
        .map(|key| key.operands.len().max(1));
    action.entries.len() + principals + resources + operands.sum::<usize>()
}
