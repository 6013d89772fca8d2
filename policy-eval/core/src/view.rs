//! Compiled statements as people know them.

use core::fmt;

use crate::context::Context;
use crate::form::{self, PrincipalPart, ResourcePart, Slice, Tables, Template, Token, Variable};
use crate::operator::{Comparison, Family, Operator};
use crate::template::Scope;
use crate::truth::Truth;
use crate::{ContextKey, Document, Effect, PrincipalKind, Request};

/// A statement of a policy.
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::{Effect, PolicyType};
///
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": {
///         "Effect": "Allow",
///         "Action": "s3:GetObject",
///         "Resource": "arn:aws:s3:::docs/${aws:username}/*",
///         "Condition": {
///             "Bool": { "aws:SecureTransport": "true" },
///             "NumericLessThan": { "s3:max-keys": ["10", "1.50"] }
///         }
///     }
/// }"#;
/// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
/// let policy = compiled.policy();
///
/// let statement = policy.statements().next().unwrap();
/// assert_eq!(statement.effect(), Effect::Allow);
/// assert_eq!(statement.sid(), None);
/// assert_eq!(statement.to_string(), "statement 1");
/// assert_eq!(statement.resource().to_string(), "Resource \"arn:aws:s3:::docs/${aws:username}/*\"");
/// let conditions: Vec<String> = statement.conditions().map(|c| c.to_string()).collect();
/// assert_eq!(
///     conditions,
///     ["Bool aws:SecureTransport \"true\"", "NumericLessThan s3:max-keys [\"10\", \"1.5\"]"]
/// );
/// ```
///
/// AWS's page: [the element `Statement`][statement].
///
/// [statement]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
#[derive(Clone, Copy)]
pub struct Statement<'p> {
    tables: &'p Tables<'p>,
    form: &'p form::Statement,
    index: usize,
}

impl<'p> Statement<'p> {
    pub(crate) const fn new(
        tables: &'p Tables<'p>,
        form: &'p form::Statement,
        index: usize,
    ) -> Self {
        Statement {
            tables,
            form,
            index,
        }
    }

    /// The identifier that the document gives it; an empty one counts as none (G-9).
    #[must_use]
    pub fn sid(&self) -> Option<&'p str> {
        let Slice { len, .. } = self.form.sid;
        (len > 0).then(|| self.form.sid.of_text(self.tables.text))
    }

    /// The [name](crate::Document::name) of the document that it is a statement of, if that
    /// has one.
    #[must_use]
    pub fn policy_name(&self) -> Option<&'p str> {
        self.document()?.name()
    }

    /// The document that it is from.
    pub(crate) fn document(&self) -> Option<Document<'p>> {
        Document::get(self.tables, self.form.document)
    }

    /// The place in the document; the first statement is 1.
    #[must_use]
    pub fn position(&self) -> usize {
        let first = self.document().map_or(0, |document| document.first());
        self.index.saturating_sub(first) + 1
    }

    /// Not public API; used by explanations. The place among the statements of all documents
    /// of the policy, counted from 0.
    #[doc(hidden)]
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Whether it allows or denies.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.form.effect
    }

    /// Its `Principal` or `NotPrincipal`, as it was compiled.
    #[must_use]
    pub const fn principal(&self) -> Element<'p> {
        Element {
            tables: self.tables,
            part: match self.form.principal {
                PrincipalPart::Implied => Part::Nothing,
                PrincipalPart::Listed(entries) => Part::Principals("Principal", entries),
                PrincipalPart::NotListed(entries) => Part::Principals("NotPrincipal", entries),
            },
        }
    }

    /// Its `Resource` or `NotResource`, as it was compiled: short ARNs are padded.
    #[must_use]
    pub const fn resource(&self) -> Element<'p> {
        Element {
            tables: self.tables,
            part: match self.form.resource {
                ResourcePart::Any => Part::Nothing,
                ResourcePart::Listed(templates) => Part::Templates("Resource", templates.written),
                ResourcePart::NotListed(templates) => {
                    Part::Templates("NotResource", templates.written)
                }
            },
        }
    }

    /// Its conditions: one for each key of each operator.
    pub fn conditions(&self) -> impl Iterator<Item = Condition<'p>> + use<'p> {
        let tables = self.tables;
        let conditions = self.form.conditions.of(tables.conditions).iter();
        conditions.map(move |form| Condition { tables, form })
    }

    /// The condition keys that it asks for, in the variables of its resources and in its
    /// conditions; one may come several times.
    pub fn condition_keys(&self) -> impl Iterator<Item = ContextKey<'p>> + use<'p> {
        let tables = self.tables;
        self.key_indices().map(move |index| key(tables, index))
    }

    /// The condition keys of the variables in its resources.
    pub fn resource_keys(&self) -> impl Iterator<Item = ContextKey<'p>> + use<'p> {
        let tables = self.tables;
        variables(tables, self.resources()).map(move |index| key(tables, index))
    }

    pub(crate) fn key_indices(&self) -> impl Iterator<Item = u32> + use<'p> {
        let of_conditions = self
            .conditions()
            .flat_map(|condition| condition.key_indices());
        variables(self.tables, self.resources()).chain(of_conditions)
    }

    const fn resources(&self) -> Slice {
        match self.form.resource {
            ResourcePart::Any => Slice::new(0, 0),
            ResourcePart::Listed(templates) | ResourcePart::NotListed(templates) => {
                templates.written
            }
        }
    }

    /// Not public API; used by partial evaluation.
    #[doc(hidden)]
    #[must_use]
    pub fn is_about(&self, request: &Request<'_>, context: &Context<'_>) -> Truth {
        let tables = self.tables;
        let resource = request.resource.unwrap_or_default();
        Scope { tables, context }.is_about(self.form.resource, resource)
    }
}

impl fmt::Display for Statement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sid() {
            Some(sid) => write!(f, "statement `{sid}`"),
            None => write!(f, "statement {}", self.position()),
        }
    }
}

impl fmt::Debug for Statement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Statement")
            .field("sid", &self.sid())
            .field("position", &self.position())
            .field("effect", &self.form.effect)
            .finish_non_exhaustive()
    }
}

/// One key under one operator, with its operands.
///
/// Its `Display` is `StringEquals iam:PassedToService "ecs-tasks.amazonaws.com"`.
///
/// AWS's page: [condition operators][operators].
///
/// [operators]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#[derive(Clone, Copy)]
pub struct Condition<'p> {
    tables: &'p Tables<'p>,
    form: &'p form::Condition,
}

impl<'p> Condition<'p> {
    pub(crate) const fn new(tables: &'p Tables<'p>, form: &'p form::Condition) -> Self {
        Condition { tables, form }
    }

    /// The operator, with its set operator and `IfExists`.
    #[must_use]
    pub const fn operator(&self) -> Operator {
        self.form.operator
    }

    /// The key, in the spelling of the policy.
    #[must_use]
    pub fn key(&self) -> ContextKey<'p> {
        key(self.tables, self.form.key)
    }

    /// The operands, of which one has to match, as they were compiled: numbers and
    /// addresses in plain form, times as ISO 8601 in UTC.
    pub fn operands(&self) -> impl Iterator<Item = Operand<'p>> + use<'p> {
        let condition = *self;
        let operands = self.form.operands.written;
        (operands.start..operands.start.saturating_add(operands.len))
            .map(move |index| Operand { condition, index })
    }

    /// The keys that it asks for: its own, and those of variables in its operands.
    pub fn keys(&self) -> impl Iterator<Item = ContextKey<'p>> + use<'p> {
        let tables = self.tables;
        self.key_indices().map(move |index| key(tables, index))
    }

    fn key_indices(&self) -> impl Iterator<Item = u32> + use<'p> {
        let templates = match self.form.operator.base().family() {
            Family::String | Family::Arn => self.form.operands.written,
            _ => Slice::default(),
        };
        core::iter::once(self.form.key).chain(variables(self.tables, templates))
    }

    /// Not public API; used by partial evaluation.
    #[doc(hidden)]
    #[must_use]
    pub fn holds(&self, effect: Effect, context: &Context<'_>) -> Truth {
        let tables = self.tables;
        Scope { tables, context }.holds(self.form, effect)
    }
}

impl fmt::Display for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ", self.operator(), self.key())?;
        list(f, self.form.operands.written.len, self.operands())
    }
}

impl fmt::Debug for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An operand of a condition; its `Display` is its text.
#[derive(Clone, Copy)]
pub struct Operand<'p> {
    condition: Condition<'p>,
    index: u32,
}

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operand {
            condition: Condition { tables, form },
            index,
        } = *self;
        let index = index as usize;
        let base = form.operator.base();
        match base.family() {
            Family::String | Family::Binary | Family::Arn => {
                let Some(template) = tables.templates.get(index) else {
                    return Ok(());
                };
                let has_wildcards =
                    base.family() == Family::Arn || base.comparison() == Comparison::Like;
                text(f, tables, template, has_wildcards)
            }
            Family::Numeric => match tables.decimals.get(index) {
                Some(operand) => operand.decimal(tables.text).fmt(f),
                None => Ok(()),
            },
            Family::Date => match tables.timestamps.get(index) {
                Some(operand) => operand.timestamp(tables.text).fmt(f),
                None => Ok(()),
            },
            Family::Ip => match tables.blocks.get(index) {
                Some(block) => block.fmt(f),
                None => Ok(()),
            },
            Family::Bool | Family::Null => match tables.booleans.get(index) {
                Some(operand) => operand.fmt(f),
                None => Ok(()),
            },
        }
    }
}

impl fmt::Debug for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An element of a statement with its entries; its `Display` is
/// `Resource "arn:aws:s3:::docs/*"`, and nothing where the statement does not have it,
/// or takes everything.
#[derive(Clone, Copy)]
pub struct Element<'p> {
    tables: &'p Tables<'p>,
    part: Part,
}

impl Element<'_> {
    /// Whether it is a `NotPrincipal` or a `NotResource`.
    #[must_use]
    pub const fn is_negated(&self) -> bool {
        match self.part {
            Part::Nothing => false,
            Part::Principals(name, _) | Part::Templates(name, _) => {
                matches!(name.as_bytes(), [b'N', b'o', b't', ..])
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Part {
    Nothing,
    Principals(&'static str, Slice),
    Templates(&'static str, Slice),
}

impl fmt::Display for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tables = self.tables;
        match self.part {
            Part::Nothing => Ok(()),
            Part::Principals(name, entries) => {
                write!(f, "{name} ")?;
                let principals = entries.of(tables.principals).iter();
                let texts = principals.map(|entry| match entry.kind {
                    PrincipalKind::Any => "*",
                    _ => entry.text.of_text(tables.text),
                });
                list(f, entries.len, texts)
            }
            Part::Templates(name, entries) => {
                write!(f, "{name} ")?;
                let templates = entries.of(tables.templates).iter();
                let texts = templates.map(|template| Text(tables, template));
                list(f, entries.len, texts)
            }
        }
    }
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

struct Text<'p>(&'p Tables<'p>, &'p Template);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text(f, self.0, self.1, true)
    }
}

/// Writes a template as a document would.
fn text(
    f: &mut fmt::Formatter<'_>,
    tables: &Tables<'_>,
    template: &Template,
    has_wildcards: bool,
) -> fmt::Result {
    match *template {
        Template::Exact(literal) => write_literal(f, tables, literal, has_wildcards),
        Template::Prefix(literal) => {
            write_literal(f, tables, literal, has_wildcards)?;
            f.write_str("*")
        }
        Template::Fields {
            text: Slice { start, len },
            beginning,
            fields,
            is_open,
        } => {
            let beginning = beginning.min(len);
            let literal = Slice::new(start, beginning);
            write_literal(f, tables, literal, has_wildcards)?;
            for field in 0..fields {
                f.write_str(if field == 0 { "*" } else { ":*" })?;
            }
            let literal = Slice::new(start.saturating_add(beginning), len - beginning);
            write_literal(f, tables, literal, has_wildcards)?;
            f.write_str(if is_open { "*" } else { "" })
        }
        Template::Forwards { tokens, .. } | Template::General { tokens, .. } => {
            let mut tokens = tokens.of(tables.tokens).iter();
            tokens.try_for_each(|token| write_token(f, tables, token, has_wildcards))
        }
        // Never written.
        Template::Set(_) => Ok(()),
    }
}

fn write_token(
    f: &mut fmt::Formatter<'_>,
    tables: &Tables<'_>,
    token: &Token,
    has_wildcards: bool,
) -> fmt::Result {
    match *token {
        Token::Text(literal) => write_literal(f, tables, literal, has_wildcards),
        Token::Star(_) => f.write_str("*"),
        Token::One(_) => f.write_str("?"),
        Token::Variable { variable, .. } => {
            let Some(Variable { key: of, default }) = tables.variables.get(variable as usize)
            else {
                return Ok(());
            };
            write!(f, "${{{}", key(tables, *of))?;
            if let Some(default) = default {
                write!(f, ", '{}'", default.of_text(tables.text))?;
            }
            f.write_str("}")
        }
    }
}

/// Characters that would be wildcards come as escapes (V-5).
fn write_literal(
    f: &mut fmt::Formatter<'_>,
    tables: &Tables<'_>,
    literal: Slice,
    has_wildcards: bool,
) -> fmt::Result {
    let literal = literal.of_text(tables.text);
    let mut pieces = literal.split_inclusive(['*', '?']);
    pieces.try_for_each(
        |piece| match piece.split_at_checked(piece.len().saturating_sub(1)) {
            Some((before, wildcard @ ("*" | "?"))) if has_wildcards => {
                write!(f, "{before}${{{wildcard}}}")
            }
            _ => f.write_str(piece),
        },
    )
}

/// Writes one text as `"a"`, several as `["a", "b"]`.
fn list(
    f: &mut fmt::Formatter<'_>,
    len: u32,
    texts: impl Iterator<Item = impl fmt::Display>,
) -> fmt::Result {
    let is_list = len != 1;
    f.write_str(if is_list { "[" } else { "" })?;
    for (index, text) in texts.enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(f, "{comma}\"{text}\"")?;
    }
    f.write_str(if is_list { "]" } else { "" })
}

fn key<'p>(tables: &Tables<'p>, index: u32) -> ContextKey<'p> {
    match tables.keys.get(index as usize) {
        Some(key) => ContextKey::with_hash(key.name.of_text(tables.text), key.hash),
        None => ContextKey::with_hash("", 0),
    }
}

/// The keys of the variables in these templates, by index.
fn variables<'p>(tables: &'p Tables<'p>, templates: Slice) -> impl Iterator<Item = u32> + use<'p> {
    let templates = templates.of(tables.templates).iter();
    let tokens = templates.flat_map(|template| template.tokens().0.of(tables.tokens));
    tokens.filter_map(|token| match token {
        Token::Variable { variable, .. } => {
            let Variable { key, .. } = tables.variables.get(*variable as usize)?;
            Some(*key)
        }
        _ => None,
    })
}
