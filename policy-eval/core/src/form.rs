//! The compiled form: flat tables that refer to each other by index.
//!
//! Not public API; used by the macros and the compiler. The same types hold whether
//! the tables are baked into a static or built at run time, so an owner of vectors
//! lends them as a [`Policy`](crate::Policy) without copying.

use core::cmp::Ordering;

use crate::value::{Decimal, Timestamp};
use crate::{Action, ContextKey, bounds, fold, search, statement};

pub use crate::operator::{Base, Operator, SetOperator};
pub use crate::packed::Packed;
pub use crate::reference::form::seeded_hash;
pub use crate::table::{bucket, place};
pub use crate::value::{AddressBlock, AddressFamily};
pub use crate::{Decision, Effect, PolicyType, PrincipalKind};

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
    pub(crate) const fn of<T>(self, table: &[T]) -> &[T] {
        if let Some((_, rest)) = table.split_at_checked(self.start as usize)
            && let Some((elements, _)) = rest.split_at_checked(self.len as usize)
        {
            elements
        } else {
            &[]
        }
    }

    /// As bytes, which need no look at where characters begin.
    #[inline]
    pub(crate) const fn of_bytes(self, text: &str) -> &[u8] {
        self.of(text.as_bytes())
    }

    /// As bytes, if the text has them all.
    #[inline]
    pub(crate) fn get_bytes(self, text: &str) -> Option<&[u8]> {
        let start = self.start as usize;
        text.as_bytes()
            .get(start..start.saturating_add(self.len as usize))
    }

    #[inline]
    pub(crate) const fn of_text(self, text: &str) -> &str {
        match text.split_at_checked(self.start as usize) {
            Some((_, rest)) => match rest.split_at_checked(self.len as usize) {
                Some((of, _)) => of,
                None => "",
            },
            None => "",
        }
    }
}

/// All tables of one policy, or of several that were compiled together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tables<'a> {
    pub policy_type: PolicyType,
    /// Every text of the policy, one after the other.
    pub text: &'a str,
    pub documents: &'a [Document],
    /// The actions that the policy names in full.
    pub actions: HashTable<'a, Slot>,
    /// The services that the policy names.
    pub services: HashTable<'a, Service>,
    /// Where the names of a service begin to mean something else.
    pub bounds: &'a [Bound],
    /// Row 0 is that of actions of services that the policy does not name.
    pub rows: &'a [Row],
    pub branches: &'a [Branch],
    pub candidates: &'a [Candidate],
    /// Patterns for names of actions, in lower case (A-2 … A-4).
    pub patterns: &'a [Slice],
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

/// What a part of the tables was compiled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// What people call it; empty if it has no name. No decision reads it.
    pub name: Slice,
    /// Its statements.
    pub statements: Slice,
}

/// A perfect hash. A name lies at the place that its hash has, multiplied by the factor of
/// its bucket; the slot with the number of a bucket keeps the factor.
#[derive(Debug, PartialEq)]
pub struct HashTable<'a, T> {
    /// A power of two of them, some of them empty.
    pub slots: &'a [T],
    /// Names that no factor was found for, ordered by their hashes; nearly always none.
    pub overflow: &'a [T],
}

/// An action that the policy names in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// [`Packed::TOO_LONG`] for long names.
    pub packed: Packed,
    pub hash: u64,
    pub name: Slice,
    pub row: u32,
    pub factor: u32,
    /// That of the row, for policies that decide for whomever they are attached to.
    pub settled: Option<Decision>,
}

/// A service that the policy names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    pub hash: u64,
    /// With the colon.
    pub name: Slice,
    /// The same as a number.
    pub prefix: Prefix,
    /// That of the names before the first bound.
    pub row: u32,
    /// In order.
    pub bounds: Slice,
    pub factor: u32,
}

/// The bytes that a text begins with, if they are at most 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// Zeros follow them.
    pub bytes: u128,
    /// Which bytes of a text to compare them with.
    pub mask: u128,
}

impl Prefix {
    /// What no text begins with, in place of a prefix that is too long.
    pub const NONE: Self = Prefix {
        bytes: u128::MAX,
        mask: 0,
    };

    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut bytes, mut mask) = ([0; 16], [0; 16]);
        if text.len() > bytes.len() {
            return Prefix::NONE;
        }
        for ((byte, mask), of) in bytes.iter_mut().zip(&mut mask).zip(text.bytes()) {
            (*byte, *mask) = (of, u8::MAX);
        }
        Prefix {
            bytes: u128::from_le_bytes(bytes),
            mask: u128::from_le_bytes(mask),
        }
    }

    /// Whether a text begins with it; also not, if that is not told by its first 16 bytes.
    #[inline]
    pub(crate) fn begins(&self, text: &[u8]) -> bool {
        text.first_chunk()
            .is_some_and(|first| u128::from_le_bytes(*first) & self.mask == self.bytes)
    }
}

/// The row of the names of a service from here on, up to the next bound.
///
/// The order is that of bytes after [folding](fold_name).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The first 16 bytes, as if zeros followed.
    pub head: u128,
    /// What follows.
    pub rest: Slice,
    pub row: u32,
}

/// The statements that an action, or the other actions of a service, may be subject to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What they come to, if that is known before a request is seen.
    pub settled: Option<Decision>,
    /// Those that deny, then those that allow; both in the order of statements.
    pub candidates: Slice,
    /// How many of them deny.
    pub n_denying: u32,
    /// Whether one of the others applies to whatever is asked.
    pub is_allowed: bool,
    /// The same candidates by their resources; none for short rows. The root comes first.
    pub branches: Slice,
}

/// The candidates of a row with a resource that begins with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// In order, among the branches of a row.
    pub text: Slice,
    /// The longest other branch that the text begins with. The root is its own.
    pub parent: u32,
    pub candidates: Slice,
    pub n_denying: u32,
}

/// A statement, and which names of a row it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Candidate {
    pub statement: u32,
    /// The document of the statement.
    pub document: u32,
    /// Covers the names that some pattern matches; all, if there is none.
    pub patterns: Slice,
    /// Covers the names that no pattern matches instead.
    pub negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The document that it is from.
    pub document: u32,
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
    Listed(Alternatives),
    /// Resources that no template matches.
    NotListed(Alternatives),
}

/// Of which one has to match: elements of the same table, twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alternatives {
    /// As the policy writes them, to be shown.
    pub written: Slice,
    /// The same for every value, in the form that is quickest to test; often the same
    /// elements.
    pub tested: Slice,
}

/// From so many elements on, the tested ones of numbers, dates and blocks are in ascending
/// order, and texts are one [`Template::Set`]. Fewer are tested one by one.
pub const SEARCHED_FROM: usize = 8;

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
    pub operands: Alternatives,
}

/// A context key that the policy asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub hash: u64,
    pub name: Slice,
}

/// A text with wildcards and variables, by what it takes to match it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// This text and no other.
    Exact(Slice),
    /// This text, then anything.
    Prefix(Slice),
    /// The beginning of the text, then so many fields that are stars, then the rest of the
    /// text, which begins with the colon that ends the last of them, then perhaps a star
    /// that may match anything.
    Fields {
        text: Slice,
        beginning: u32,
        fields: u8,
        is_open: bool,
    },
    /// Tokens that never have to return to a star. Behind a star with [`Reach::Field`]
    /// comes a text that begins with a colon. Behind one with [`Reach::Anywhere`] comes
    /// nothing, or one text, and behind that nothing or another such star.
    Forwards { tokens: Slice, variables: u32 },
    /// Any tokens.
    General { tokens: Slice, variables: u32 },
    /// One of several templates, all of them exact and [in order](order).
    /// Only among those that are tested.
    Set(Slice),
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

/// The order of the texts of a [`Template::Set`].
#[must_use]
pub fn order(a: &str, b: &str) -> Ordering {
    search::order(a.as_bytes(), b.as_bytes())
}

/// The hash that a request's action carries.
#[must_use]
pub const fn action_hash(action: &Action<'_>) -> u64 {
    action.hash()
}

/// How the names of actions are ordered in [`Bound`]s: the first 16 bytes of a folded name.
#[must_use]
pub fn head(folded: &[u8]) -> u128 {
    bounds::head_of(folded)
}

/// The bytes by which names of actions are ordered.
#[must_use]
pub const fn fold_name(byte: u8) -> u8 {
    byte | ((byte & 0x40) >> 1)
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
