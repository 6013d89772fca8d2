//! The compiled form: flat tables that refer to each other by index.
//!
//! Not public API; used by the macros and the compiler. The same types hold whether
//! the tables are baked into a static or built at run time, so an owner of vectors
//! lends them as a [`Policy`](crate::Policy) without copying.

use crate::value::{Decimal, Timestamp};
use crate::{Action, ContextKey, fold, statement};

pub use crate::operator::{Base, Operator, SetOperator};
pub use crate::table::seeded_hash;
pub use crate::value::{AddressBlock, AddressFamily};
pub use crate::{Effect, PolicyType, PrincipalKind};

/// Consecutive elements of a table, or a piece of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slice {
    pub start: u32,
    pub len: u32,
}

impl Slice {
    #[must_use]
    pub const fn new(start: u32, len: u32) -> Self {
        Slice { start, len }
    }

    /// The elements, or none if the table does not have them all.
    #[inline]
    pub(crate) fn of<T>(self, table: &[T]) -> &[T] {
        let start = self.start as usize;
        table
            .get(start..start.saturating_add(self.len as usize))
            .unwrap_or_default()
    }

    /// As bytes, which need no look at where characters begin.
    #[inline]
    pub(crate) fn of_bytes(self, text: &str) -> &[u8] {
        self.of(text.as_bytes())
    }

    #[inline]
    pub(crate) fn of_text(self, text: &str) -> &str {
        let start = self.start as usize;
        text.get(start..start.saturating_add(self.len as usize))
            .unwrap_or_default()
    }
}

/// All tables of one policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tables<'a> {
    /// What people call the policy; empty if it has no name. No decision reads it.
    pub name: &'a str,
    pub policy_type: PolicyType,
    /// Every text of the policy, one after the other.
    pub text: &'a str,
    /// The actions that the policy names in full, each with its row.
    pub actions: HashTable<'a>,
    /// The services that the policy names, each with the row of its other actions.
    pub services: HashTable<'a>,
    /// Row 0 is that of actions of services that the policy does not name.
    pub rows: &'a [Row],
    pub candidates: &'a [Candidate],
    pub patterns: &'a [NamePattern],
    pub statements: &'a [Statement],
    pub principals: &'a [PrincipalEntry],
    pub conditions: &'a [Condition],
    pub keys: &'a [Key],
    /// Resources, and operands of string, binary and ARN operators.
    pub templates: &'a [Template],
    pub tokens: &'a [Token],
    pub variables: &'a [Variable],
    pub decimals: &'a [DecimalOperand],
    pub timestamps: &'a [TimestampOperand],
    pub blocks: &'a [AddressBlock],
    pub booleans: &'a [bool],
}

impl<'a> Tables<'a> {
    pub(crate) const fn name(&self) -> Option<&'a str> {
        if self.name.is_empty() {
            None
        } else {
            Some(self.name)
        }
    }
}

/// A perfect hash over names: the parameters, and a slot for each name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HashTable<'a> {
    pub seed: u64,
    pub pilots: &'a [u8],
    pub remap: &'a [u32],
    pub slots: &'a [Slot],
    /// Names with the hash of another one; nearly always none.
    pub overflow: &'a [Slot],
}

/// One name of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub hash: u64,
    pub name: Slice,
    pub row: u32,
}

/// The statements that an action, or the other actions of a service, may be subject to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub outcome: Outcome,
    /// Deny first; then Allow, those that need no test first.
    pub candidates: Slice,
}

/// What is known about a row before a request is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The candidates have to be tested.
    Test,
    /// No Deny could apply, and the first candidate allows whatever is asked.
    Allow,
    /// The first candidate denies whatever is asked.
    Deny,
}

/// A statement, and which names of a row it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub statement: u32,
    /// Covers the names that some pattern matches; all, if there is none.
    pub patterns: Slice,
    /// Covers the names that no pattern matches instead.
    pub negated: bool,
}

/// A pattern for the name of an action, in lower case (A-2 … A-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePattern {
    /// The text, then anything.
    Prefix(Slice),
    /// Text with `*` and `?`.
    Wildcards(Slice),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    pub effect: Effect,
    /// Empty if there is none (G-9).
    pub sid: Slice,
    pub principal: PrincipalPart,
    pub resource: ResourcePart,
    pub conditions: Slice,
}

/// Whom a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalPart {
    /// Whomever the document is attached to (P-26).
    Implied,
    /// Callers that some entry matches (P-10).
    Listed(Slice),
    /// Callers that the entries do not exempt (P-20).
    NotListed(Slice),
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourcePart {
    /// Everything.
    Any,
    /// Resources that some template matches.
    Listed(Slice),
    /// Resources that no template matches.
    NotListed(Slice),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrincipalEntry {
    pub kind: PrincipalKind,
    pub text: Slice,
}

/// One key under one operator; the operator says which table the operands are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    pub operator: Operator,
    pub key: u32,
    pub operands: Slice,
}

/// A context key that the policy asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub hash: u64,
    pub name: Slice,
}

/// A text with wildcards and variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    pub tokens: Slice,
    pub variables: u32,
}

/// The most variables of one template: so many are looked up once, before it is matched.
pub const MAX_VARIABLES: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// These characters.
    Text(Slice),
    /// `*`: any run of characters.
    Star(Reach),
    /// `?`: one UTF-16 code unit.
    One(Reach),
    /// The value of a variable, literally (V-6).
    Variable {
        /// How many variables of the template come before it.
        ordinal: u32,
        variable: u32,
    },
}

/// Whether a wildcard may match a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// No: it stands in one of the first five fields of an ARN (R-9 … R-11).
    Field,
    /// Yes.
    Anywhere,
    /// Only after five colons, counted after substitution (C-26).
    Component,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    pub key: u32,
    /// Used when the key is absent or empty (V-10).
    pub default: Option<Slice>,
}

/// A [`Decimal`] whose digits are a piece of the policy's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalOperand {
    pub negative: bool,
    pub digits: Slice,
    pub point: i64,
}

/// A [`Timestamp`] whose digits are a piece of the policy's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampOperand {
    pub milliseconds: i64,
    pub beyond: Slice,
}

impl DecimalOperand {
    /// The digits come back as text, to be stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, &str)> {
        let decimal = Decimal::parse_operand(text)?;
        let operand = DecimalOperand {
            negative: decimal.negative,
            digits: Slice::default(),
            point: decimal.point,
        };
        Some((operand, decimal.digits))
    }

    pub(crate) fn decimal<'a>(&self, text: &'a str) -> Decimal<'a> {
        let DecimalOperand {
            negative,
            digits,
            point,
        } = *self;
        Decimal {
            negative,
            digits: digits.of_text(text),
            point,
        }
    }
}

impl TimestampOperand {
    /// The digits come back as text, to be stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, &str)> {
        let timestamp = Timestamp::parse_operand(text)?;
        let operand = TimestampOperand {
            milliseconds: timestamp.milliseconds,
            beyond: Slice::default(),
        };
        Some((operand, timestamp.beyond))
    }

    pub(crate) fn timestamp<'a>(&self, text: &'a str) -> Timestamp<'a> {
        let TimestampOperand {
            milliseconds,
            beyond,
        } = *self;
        Timestamp {
            milliseconds,
            beyond: beyond.of_text(text),
        }
    }
}

/// The operator with these parts, in constants.
///
/// # Panics
///
/// If there is no such operator (C-13).
#[must_use]
#[expect(
    clippy::panic,
    reason = "the macros only write operators that they have read"
)]
pub const fn operator(base: Base, set: Option<SetOperator>, if_exists: bool) -> Operator {
    match Operator::new(base, set, if_exists) {
        Some(operator) => operator,
        None => panic!("`Null` takes no `IfExists`"),
    }
}

/// Whether a pattern in lower case matches the name of an action (A-2 … A-4).
#[must_use]
pub fn name_matches(pattern: &str, name: &str) -> bool {
    statement::wildcards_match(pattern.as_bytes(), name.as_bytes())
}

/// The hash that a request's action carries.
#[must_use]
pub const fn action_hash(action: &Action<'_>) -> u64 {
    action.hash()
}

/// The hash that a request's action carries of its service.
#[must_use]
pub const fn service_hash(service: &str) -> u64 {
    fold::hash(fold::START, service.as_bytes())
}

/// The hash that a request's context key of this name carries.
#[must_use]
pub fn key_hash(name: &str) -> u64 {
    ContextKey::hash_name(name)
}
