//! Document -> compiled form: statements, principals, resources, conditions.
//!
//! Which statements an action is subject to is worked out in `rows.rs`.

use std::collections::HashMap;

use policy_core::form::{
    self, DecimalOperand, Key, PrincipalPart, Reach, ResourcePart, Slice, TimestampOperand, Token,
    Variable, key_hash,
};
use policy_core::operator::{Family, Operator};
use policy_core::value::{AddressBlock, parse_bool_operand};

use crate::compiled::TablesBuf;
use crate::document::{
    Condition, Document, KeyCondition, List, Operand, PrincipalElement, ResourceElement, Statement,
};
use crate::hash_table::HashTableBuf;
use crate::options::Options;
use crate::rows::{TooMuchWork, build_rows};
use crate::span::Spanned;
use crate::template::{Piece, Template};

/// Compiles a document without errors.
pub(crate) fn lower(document: &Document, options: &Options) -> Result<TablesBuf, TooMuchWork> {
    let mut lowering = Lowering::new(document, options);
    let mut in_effect = Vec::new();
    for (index, statement) in document.statements.iter().enumerate() {
        if lowering.statement(statement) == InEffect::Yes {
            in_effect.push(index);
        }
    }
    let Lowering {
        texts, mut tables, ..
    } = lowering;
    let texts = build_rows(document, &in_effect, &mut tables, texts)?;
    tables.text = texts.buffer;
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
}

/// An index into a table. Documents are far smaller than what an index can hold.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Appends elements to a table and says where they are.
fn append<T>(table: &mut Vec<T>, elements: impl IntoIterator<Item = T>) -> Slice {
    let start = table.len();
    table.extend(elements);
    Slice::new(index(start), index(table.len() - start))
}

impl Lowering {
    fn new(document: &Document, options: &Options) -> Self {
        let tables = TablesBuf {
            name: options.policy_name().unwrap_or_default().to_owned(),
            policy_type: document.policy_type,
            text: String::new(),
            actions: HashTableBuf::default(),
            services: HashTableBuf::default(),
            rows: Vec::new(),
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
        let templates = append(&mut self.tables.templates, templates);
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

    fn operands(&mut self, operator: Operator, operands: &List<Spanned<Operand>>) -> Slice {
        let texts = operands.iter().map(|operand| operand.value.text.as_str());
        match operator.base().family() {
            Family::Bool | Family::Null => append(
                &mut self.tables.booleans,
                texts.filter_map(parse_bool_operand),
            ),
            Family::Ip => append(
                &mut self.tables.blocks,
                texts.filter_map(AddressBlock::parse_operand),
            ),
            Family::Numeric => {
                let decimals = texts.filter_map(DecimalOperand::parse);
                let decimals = decimals.map(|(decimal, digits)| DecimalOperand {
                    digits: self.texts.add(digits),
                    ..decimal
                });
                append(&mut self.tables.decimals, decimals)
            }
            Family::Date => {
                let timestamps = texts.filter_map(TimestampOperand::parse);
                let timestamps = timestamps.map(|(timestamp, beyond)| TimestampOperand {
                    beyond: self.texts.add(beyond),
                    ..timestamp
                });
                append(&mut self.tables.timestamps, timestamps)
            }
            Family::Binary => {
                let templates = texts.map(|text| {
                    let token = Token::Text(self.texts.add(text));
                    form::Template {
                        tokens: append(&mut self.tables.tokens, [token]),
                        variables: 0,
                    }
                });
                append(&mut self.tables.templates, templates)
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
                append(&mut self.tables.templates, templates)
            }
        }
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
        form::Template {
            tokens: append(&mut self.tables.tokens, tokens),
            variables: index(variables),
        }
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
