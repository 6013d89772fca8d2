//! Document -> compiled form: statements, principals, resources, conditions.
//!
//! Which statements an action is subject to is worked out in `rows.rs`.

use std::collections::HashMap;

use policy_core::form::{
    self, Alternatives, DecimalOperand, Key, PrincipalPart, Reach, ResourcePart, Slice,
    TimestampOperand, Token, Variable, key_hash,
};
use policy_core::operator::{Comparison, Family, Operator};
use policy_core::value::{AddressBlock, Decimal, Timestamp, parse_bool_operand};

use crate::alternatives::{Searchable, comparable, disjoint, lower_cased, searchable};
use crate::compiled::TablesBuf;
use crate::document::{
    Condition, Document, KeyCondition, List, Operand, PrincipalElement, ResourceElement, Statement,
};
use crate::hash_table::HashTableBuf;
use crate::options::Options;
use crate::rows::{TooMuchWork, build_rows};
use crate::span::Spanned;
use crate::template::{Piece, Template};

/// A document without errors, and what it is called, if it has a name.
pub(crate) type Named<'d> = (&'d Document, Option<&'d str>);

/// Compiles documents of one type into one policy.
pub(crate) fn lower(documents: &[Named<'_>], options: &Options) -> Result<TablesBuf, TooMuchWork> {
    let mut lowering = Lowering::new(options);
    let mut in_effect = Vec::new();
    for (document, name) in documents {
        let start = lowering.tables.statements.len();
        for statement in &document.statements {
            let index = index(lowering.tables.statements.len());
            if lowering.statement(statement) == InEffect::Yes {
                in_effect.push((index, statement));
            }
        }
        let statements = Slice::new(index(start), index(document.statements.len()));
        let name = lowering.texts.add(name.unwrap_or_default());
        lowering
            .tables
            .documents
            .push(form::Document { name, statements });
    }
    let Lowering {
        mut texts,
        mut tables,
        ..
    } = lowering;
    build_rows(&in_effect, &mut tables, &mut texts)?;
    tables.text = texts.buffer;
    let longest = [
        tables.text.len(),
        tables.candidates.len(),
        tables.templates.len(),
        tables.tokens.len(),
        tables.statements.len(),
    ];
    if longest.iter().any(|len| u32::try_from(*len).is_err()) {
        return Err(TooMuchWork);
    }
    Ok(tables)
}

/// Whether a statement could ever apply.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InEffect {
    Yes,
    No,
}

struct Lowering {
    wide_stars: bool,
    texts: Texts,
    keys: HashMap<String, u32>,
    variables: HashMap<Variable, u32>,
    tables: TablesBuf,
}

/// All texts of a policy, each of them once.
#[derive(Default)]
pub(crate) struct Texts {
    buffer: String,
    known: HashMap<String, Slice>,
}

impl Texts {
    pub(crate) fn add(&mut self, text: &str) -> Slice {
        if let Some(slice) = self.known.get(text) {
            return *slice;
        }
        let slice = Slice::new(index(self.buffer.len()), index(text.len()));
        self.buffer.push_str(text);
        self.known.insert(text.to_owned(), slice);
        slice
    }

    pub(crate) fn get(&self, slice: Slice) -> &str {
        let start = slice.start as usize;
        let text = self.buffer.get(start..start + slice.len as usize);
        text.unwrap_or_default()
    }
}

/// An index into a table. [`lower`] refuses what has more elements than an index can hold.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Appends alternatives, those to be tested only if they are not those that are written.
fn alternatives<T: Copy + PartialEq>(
    table: &mut Vec<T>,
    written: &[T],
    tested: &[T],
) -> Alternatives {
    let is_same = written == tested;
    let written = append(table, written.iter().copied());
    let tested = if is_same {
        written
    } else {
        append(table, tested.iter().copied())
    };
    Alternatives { written, tested }
}

/// Appends elements to a table and says where they are.
pub(crate) fn append<T>(table: &mut Vec<T>, elements: impl IntoIterator<Item = T>) -> Slice {
    let start = table.len();
    table.extend(elements);
    Slice::new(index(start), index(table.len() - start))
}

impl Lowering {
    fn new(options: &Options) -> Self {
        let tables = TablesBuf {
            policy_type: options.policy_type(),
            text: String::new(),
            documents: Vec::new(),
            actions: HashTableBuf::default(),
            services: HashTableBuf::default(),
            bounds: Vec::new(),
            rows: Vec::new(),
            branches: Vec::new(),
            candidates: Vec::new(),
            patterns: Vec::new(),
            statements: Vec::new(),
            principals: Vec::new(),
            conditions: Vec::new(),
            keys: Vec::new(),
            templates: Vec::new(),
            tokens: Vec::new(),
            variables: Vec::new(),
            decimals: Vec::new(),
            timestamps: Vec::new(),
            blocks: Vec::new(),
            booleans: Vec::new(),
        };
        Lowering {
            wide_stars: options.has_wide_stars(),
            texts: Texts::default(),
            keys: HashMap::new(),
            variables: HashMap::new(),
            tables,
        }
    }

    fn statement(&mut self, statement: &Statement) -> InEffect {
        let Statement {
            span: _,
            sid,
            effect,
            principal,
            action,
            resource,
            condition,
        } = statement;
        let (principal, names_somebody) = self.principal(principal.as_ref());
        let (resource, is_about_something) = self.resource(resource.as_ref());
        let conditions = self.conditions(condition.as_ref());
        let sid = sid
            .as_ref()
            .map_or_else(Slice::default, |sid| self.texts.add(&sid.value));
        self.tables.statements.push(form::Statement {
            document: index(self.tables.documents.len()),
            effect: effect.value,
            sid,
            principal,
            resource,
            conditions,
        });
        // An empty list of actions makes the statement inert as well (G-15).
        let does_something = action.negated || !action.entries.is_empty();
        if does_something && names_somebody && is_about_something {
            InEffect::Yes
        } else {
            InEffect::No
        }
    }

    fn principal(&mut self, element: Option<&PrincipalElement>) -> (PrincipalPart, bool) {
        let Some(element) = element else {
            return (PrincipalPart::Implied, true);
        };
        let entries: Vec<form::PrincipalEntry> = element
            .entries()
            .map(|entry| form::PrincipalEntry {
                kind: entry.value.kind,
                text: self.texts.add(&entry.value.text),
            })
            .collect();
        let names_somebody = element.negated || !entries.is_empty();
        let entries = append(&mut self.tables.principals, entries);
        let part = if element.negated {
            PrincipalPart::NotListed(entries)
        } else {
            PrincipalPart::Listed(entries)
        };
        (part, names_somebody)
    }

    fn resource(&mut self, element: Option<&ResourceElement>) -> (ResourcePart, bool) {
        let Some(ResourceElement {
            negated,
            key_span: _,
            entries,
        }) = element
        else {
            return (ResourcePart::Any, true);
        };
        let has_star = entries
            .iter()
            .any(|entry| entry.value.template.pieces == [Piece::Star]);
        if has_star {
            // Everything, or everything but everything.
            return (ResourcePart::Any, !negated);
        }
        let templates = entries.iter().map(|entry| {
            let template = &entry.value.template;
            let wide_stars = self.wide_stars;
            self.template(template, Wildcards::Resource { wide_stars })
        });
        let templates: Vec<form::Template> = templates.collect();
        let is_about_something = *negated || !templates.is_empty();
        let templates = self.searchable(&templates);
        let part = if *negated {
            ResourcePart::NotListed(templates)
        } else {
            ResourcePart::Listed(templates)
        };
        (part, is_about_something)
    }

    fn conditions(&mut self, condition: Option<&Condition>) -> Slice {
        let blocks = condition.map_or(&[][..], |condition| &condition.blocks);
        let mut conditions = Vec::new();
        for block in blocks {
            let operator = block.operator.value;
            for KeyCondition { key, operands } in &block.keys {
                conditions.push(form::Condition {
                    operator,
                    key: self.key(&key.value),
                    operands: self.operands(operator, operands),
                });
            }
        }
        append(&mut self.tables.conditions, conditions)
    }

    fn operands(&mut self, operator: Operator, operands: &List<Spanned<Operand>>) -> Alternatives {
        let texts = operands.iter().map(|operand| operand.value.text.as_str());
        let comparison = operator.base().comparison();
        match operator.base().family() {
            Family::Bool | Family::Null => {
                let booleans: Vec<bool> = texts.filter_map(parse_bool_operand).collect();
                alternatives(&mut self.tables.booleans, &booleans, &booleans)
            }
            Family::Ip => {
                let blocks = texts.filter_map(AddressBlock::parse_operand);
                let blocks: Vec<AddressBlock> = blocks.collect();
                alternatives(&mut self.tables.blocks, &blocks, &disjoint(&blocks))
            }
            Family::Numeric => {
                let decimals = texts.filter_map(|text| {
                    let (decimal, digits) = DecimalOperand::parse(text)?;
                    let digits = self.texts.add(digits);
                    let decimal = DecimalOperand { digits, ..decimal };
                    Some((Decimal::parse_operand(text)?, decimal))
                });
                let decimals: Vec<(Decimal<'_>, DecimalOperand)> = decimals.collect();
                let written: Vec<_> = decimals.iter().map(|(_, decimal)| *decimal).collect();
                let tested = comparable(comparison, decimals);
                alternatives(&mut self.tables.decimals, &written, &tested)
            }
            Family::Date => {
                let timestamps = texts.filter_map(|text| {
                    let (timestamp, beyond) = TimestampOperand::parse(text)?;
                    let beyond = self.texts.add(beyond);
                    let timestamp = TimestampOperand {
                        beyond,
                        ..timestamp
                    };
                    Some((Timestamp::parse_operand(text)?, timestamp))
                });
                let timestamps: Vec<(Timestamp<'_>, TimestampOperand)> = timestamps.collect();
                let written: Vec<_> = timestamps.iter().map(|(_, time)| *time).collect();
                let tested = comparable(comparison, timestamps);
                alternatives(&mut self.tables.timestamps, &written, &tested)
            }
            Family::Binary => {
                let templates = texts.map(|text| form::Template::Exact(self.texts.add(text)));
                let templates: Vec<form::Template> = templates.collect();
                self.searchable(&templates)
            }
            family @ (Family::String | Family::Arn) => {
                let wildcards = if family == Family::Arn {
                    Wildcards::Arn
                } else {
                    Wildcards::String
                };
                let templates = operands.iter().filter_map(|operand| {
                    let template = operand.value.template.as_ref()?;
                    Some(self.template(template, wildcards))
                });
                let templates: Vec<form::Template> = templates.collect();
                if comparison == Comparison::EqualIgnoreCase {
                    let tested = lower_cased(&templates, &mut self.texts);
                    return alternatives(&mut self.tables.templates, &templates, &tested);
                }
                self.searchable(&templates)
            }
        }
    }

    fn searchable(&mut self, templates: &[form::Template]) -> Alternatives {
        let Searchable { set, mut others } = searchable(templates, &self.texts);
        if !set.is_empty() {
            let set = append(&mut self.tables.templates, set);
            others.insert(0, form::Template::Set(set));
        }
        alternatives(&mut self.tables.templates, templates, &others)
    }

    fn template(&mut self, template: &Template, wildcards: Wildcards) -> form::Template {
        let pieces = &template.pieces;
        let variables = pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Variable { .. }))
            .count();
        let mut tokens = Vec::with_capacity(pieces.len());
        let mut colons = 0;
        let mut ordinal = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let in_field = colons < 5;
            tokens.push(match piece {
                Piece::Text(text) => {
                    colons += text.matches(':').count();
                    Token::Text(self.texts.add(text))
                }
                Piece::Star => {
                    let ends_field = match pieces.get(at + 1) {
                        None => true,
                        Some(Piece::Text(text)) => text.starts_with(':'),
                        Some(_) => false,
                    };
                    Token::Star(wildcards.reach(in_field, ends_field, variables > 0))
                }
                Piece::One => Token::One(wildcards.reach(in_field, false, variables > 0)),
                Piece::Variable { name, default } => {
                    let variable = self.variable(name, default.as_deref());
                    ordinal += 1;
                    Token::Variable {
                        ordinal: ordinal - 1,
                        variable,
                    }
                }
            });
        }
        let variables = index(variables);
        match *tokens.as_slice() {
            [] => form::Template::Exact(Slice::default()),
            [Token::Text(text)] => form::Template::Exact(text),
            [Token::Star(Reach::Anywhere)] => form::Template::Prefix(Slice::default()),
            [Token::Text(text), Token::Star(Reach::Anywhere)] => form::Template::Prefix(text),
            _ if let Some(fields) = self.fields(pieces, &tokens) => fields,
            _ => {
                let is_forwards = is_forwards(pieces, &tokens);
                let tokens = append(&mut self.tables.tokens, tokens);
                if is_forwards {
                    form::Template::Forwards { tokens, variables }
                } else {
                    form::Template::General { tokens, variables }
                }
            }
        }
    }

    /// The template, if it is one of [`form::Template::Fields`].
    fn fields(&mut self, pieces: &[Piece], tokens: &[Token]) -> Option<form::Template> {
        let mut at = 0;
        let mut text = String::new();
        if let Some(Piece::Text(beginning)) = pieces.first() {
            text.push_str(beginning);
            at = 1;
        }
        let beginning = index(text.len());
        let mut fields = 0_u8;
        while let Some(Token::Star(Reach::Field)) = tokens.get(at) {
            fields = fields.checked_add(1)?;
            match (pieces.get(at + 1), tokens.get(at + 2)) {
                // The next field.
                (Some(Piece::Text(colon)), Some(Token::Star(Reach::Field))) if colon == ":" => {
                    at += 2;
                }
                (Some(Piece::Text(rest)), _) if rest.starts_with(':') => {
                    text.push_str(rest);
                    at += 2;
                    break;
                }
                _ => return None,
            }
        }
        let is_open = matches!(tokens.get(at), Some(Token::Star(Reach::Anywhere)));
        let is_all = at + usize::from(is_open) == tokens.len();
        (is_all && fields > 0).then(|| form::Template::Fields {
            text: self.texts.add(&text),
            beginning,
            fields,
            is_open,
        })
    }

    fn variable(&mut self, name: &str, default: Option<&str>) -> u32 {
        let variable = Variable {
            key: self.key(name),
            default: default.map(|default| self.texts.add(default)),
        };
        let tables = &mut self.tables;
        *self.variables.entry(variable).or_insert_with(|| {
            tables.variables.push(variable);
            index(tables.variables.len() - 1)
        })
    }

    /// Keys are the same if they differ only by case (C-6).
    fn key(&mut self, name: &str) -> u32 {
        let folded: String = name.chars().flat_map(char::to_lowercase).collect();
        *self.keys.entry(folded).or_insert_with(|| {
            self.tables.keys.push(Key {
                hash: key_hash(name),
                name: self.texts.add(name),
            });
            index(self.tables.keys.len() - 1)
        })
    }
}

/// Whether the tokens never have to return to a star: see [`form::Template::Forwards`].
fn is_forwards(pieces: &[Piece], tokens: &[Token]) -> bool {
    let begins_with_colon =
        |piece: Option<&Piece>| matches!(piece, Some(Piece::Text(text)) if text.starts_with(':'));
    let mut after_anywhere = None;
    for (at, token) in tokens.iter().enumerate() {
        let is_fine = match (token, after_anywhere) {
            (Token::Text(_) | Token::Variable { .. }, None) => true,
            (Token::Star(Reach::Field), None) => begins_with_colon(pieces.get(at + 1)),
            (Token::Star(Reach::Anywhere), None) => {
                after_anywhere = Some(at);
                true
            }
            // From then on, stars and texts take turns.
            (Token::Star(Reach::Anywhere), Some(first)) => (at - first) % 2 == 0,
            (Token::Text(_), Some(first)) => (at - first) % 2 == 1,
            _ => false,
        };
        if !is_fine {
            return false;
        }
    }
    true
}

/// What the wildcards of a template may match depends on where it stands.
#[derive(Clone, Copy)]
enum Wildcards {
    String,
    Arn,
    Resource { wide_stars: bool },
}

impl Wildcards {
    fn reach(self, in_field: bool, ends_field: bool, has_variables: bool) -> Reach {
        match self {
            // Values of variables may hold colons, and these count (C-26).
            Wildcards::Arn if has_variables => Reach::Component,
            Wildcards::Resource { wide_stars } if in_field && !(wide_stars && ends_field) => {
                Reach::Field
            }
            Wildcards::Arn if in_field => Reach::Field,
            Wildcards::String | Wildcards::Arn | Wildcards::Resource { .. } => Reach::Anywhere,
        }
    }
}
