//! The whole way: text -> compiled form.

use policy_core::form::MAX_VARIABLES;

use crate::code::Code;
use crate::compiled::{Compiled, CompiledTogether};
use crate::document::{Document, Statement};
use crate::finding::{Finding, Findings};
use crate::level::Level;
use crate::lower::{Named, lower};
use crate::options::{Options, printable};
use crate::read::read;
use crate::render::Source;
use crate::rows::TooMuchWork;
use crate::template::Piece;
use crate::together::{FindingsTogether, documents_together};

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
    let (document, findings) = check(text, options);
    let Some(document) = document else {
        return Err(findings);
    };
    match lower(&[(&document, options.policy_name())], options) {
        Ok(tables) => Ok(Compiled { tables, findings }),
        Err(TooMuchWork) => Err(too_much_work(&document, findings)),
    }
}

/// Compiles documents of one type into one policy: what they say together, and tables over
/// all of them.
///
/// A decision looks at the statements that may be about its action, and of many at those whose
/// resources begin as the request's does. So it costs the same however many documents are silent,
/// as long as these are told apart by names, prefixes and resources: a pattern such as `*Task` is
/// tried for each request, and so is a condition about the same resource.
///
/// Compile together what counts as one: the identity policies of a caller (E-31), the SCPs of one
/// level, the policies of one resource. Trust policies of several roles do not, since they do
/// not name the role: together each would open all of them.
/// [`Policy::allowing`](policy_core::Policy::allowing)
/// and [`Policy::mentioning`](policy_core::Policy::mentioning) tell the documents apart.
///
/// ```
/// use policy_compiler::{Options, Source, compile_together};
/// use policy_core::{Decision, PolicyType, Request};
///
/// let readers = r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
/// }"#;
/// let nobody = r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Deny", "Action": "s3:GetObjectAcl", "Resource": "*" }
/// }"#;
/// let sources = [
///     Source { name: "readers", text: readers },
///     Source { name: "nobody", text: nobody },
/// ];
/// let compiled = compile_together(&sources, &Options::new(PolicyType::Identity)).unwrap();
/// for (action, decision) in [
///     ("s3:GetObject", Decision::Allow),
///     ("s3:GetObjectAcl", Decision::ExplicitDeny),
///     ("s3:PutObject", Decision::ImplicitDeny),
/// ] {
///     assert_eq!(compiled.policy().evaluate(&Request::parse(action, "*")?), decision);
/// }
/// # Ok::<(), policy_core::RequestError>(())
/// ```
///
/// The [name](Options::name) of the options is not used. No documents at all make a policy
/// that is silent, which as a boundary or session policy allows nothing.
///
/// # Errors
///
/// The findings, if one of the documents would not [`compile`], if something that they are together
/// is denied, or if all of them together are too much, which the largest is blamed for.
pub fn compile_together(
    sources: &[Source<'_>],
    options: &Options,
) -> Result<CompiledTogether, FindingsTogether> {
    let each_options = options.clone().one_of_several(true);
    let results = sources
        .iter()
        .map(|source| check(source.text, &each_options));
    let (documents, each): (Vec<Option<Document>>, Vec<Findings>) = results.unzip();
    let all = documents_together(&documents, options);
    let mut findings = FindingsTogether::new(each, all);
    let documents = documents.into_iter().collect::<Option<Vec<Document>>>();
    let Some(documents) = documents.filter(|_| !findings.is_denied(options)) else {
        return Err(findings);
    };
    let names: Vec<String> = sources
        .iter()
        .map(|source| printable(source.name))
        .collect();
    let names = names.iter().map(|name| Some(name.as_str()));
    let with_names: Vec<Named<'_>> = documents.iter().zip(names).collect();
    if let Ok(tables) = lower(&with_names, options) {
        return Ok(CompiledTogether { tables, findings });
    }
    let of_each = documents.iter().zip(findings.each_mut());
    let largest = of_each.max_by_key(|(document, _)| n_entries(document));
    if let Some((document, findings)) = largest {
        *findings = too_much_work(document, std::mem::take(findings));
    }
    Err(findings)
}

/// The document, if it can be compiled, and what was found.
fn check(text: &str, options: &Options) -> (Option<Document>, Findings) {
    let (document, findings) = read(text, options);
    let Some(document) = document.filter(|_| findings.at(Level::Deny, options).next().is_none())
    else {
        return (None, findings);
    };
    let n_entries = n_entries(&document);
    let message = if n_entries > MAX_ENTRIES {
        format!(
            "the policy has {n_entries} actions, resources, principals and condition values; \
             more than {MAX_ENTRIES} are not compiled"
        )
    } else if document.statements.iter().any(has_too_many_variables) {
        format!("a text has more than {MAX_VARIABLES} policy variables")
    } else {
        return (Some(document), findings);
    };
    (None, too_large(&document, findings, message))
}

fn too_much_work(document: &Document, findings: Findings) -> Findings {
    let message = "the policy has too many services and statements to work out what each \
                   action means";
    too_large(document, findings, message.to_owned())
}

fn too_large(document: &Document, mut findings: Findings, message: String) -> Findings {
    findings.push(
        Finding::error(Code::TooLarge, "G-24", document.span.head(), message)
            .with_help("split it into several policies"),
    );
    findings.sort();
    findings
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

fn n_entries(document: &Document) -> usize {
    document.statements.iter().map(entries).sum()
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
