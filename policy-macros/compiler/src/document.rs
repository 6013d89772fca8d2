//! A policy document as typed data; every field knows its place, and nothing is lost.

use policy_core::operator::Operator;
use policy_core::{Effect, PolicyType};

pub use policy_core::PrincipalKind;

use crate::span::{Span, Spanned};
use crate::template::Template;

/// A policy document without errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What the document is attached to.
    pub policy_type: PolicyType,
    /// The place of the whole document.
    pub span: Span,
    /// `Version`, if it is written.
    pub version: Option<Spanned<Version>>,
    /// `Id`, which means nothing (G-8).
    pub id: Option<Spanned<String>>,
    /// The statements, in the order of the text.
    pub statements: Vec<Statement>,
    /// Whether `Statement` is an array, not a single object (G-5).
    pub statement_is_array: bool,
}

/// The version of the language (G-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// `2008-10-17`: without policy variables. The same as no `Version` (G-7).
    V2008,
    /// `2012-10-17`
    V2012,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The place of the whole statement.
    pub span: Span,
    /// `Sid`; the empty one counts as absent (G-9).
    pub sid: Option<Spanned<String>>,
    /// `Effect`
    pub effect: Spanned<Effect>,
    /// `Principal` or `NotPrincipal`
    pub principal: Option<PrincipalElement>,
    /// `Action` or `NotAction`
    pub action: ActionElement,
    /// `Resource` or `NotResource`
    pub resource: Option<ResourceElement>,
    /// `Condition`
    pub condition: Option<Condition>,
}

/// `Action` or `NotAction`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionElement {
    /// Whether it is `NotAction`.
    pub negated: bool,
    /// The place of the key.
    pub key_span: Span,
    /// The patterns.
    pub entries: List<Spanned<ActionPattern>>,
}

/// A pattern of actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionPattern {
    /// As written.
    pub text: String,
    /// As meant.
    pub form: ActionForm,
}

/// What an action pattern means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionForm {
    /// `*`: every action of every service.
    Any,
    /// Actions of one service.
    Named {
        /// The prefix, in the case of the text; without wildcards.
        service: String,
        /// The name, in the case of the text; may hold `*` and `?`.
        name: String,
    },
}

/// `Resource` or `NotResource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceElement {
    /// Whether it is `NotResource`.
    pub negated: bool,
    /// The place of the key.
    pub key_span: Span,
    /// The patterns.
    pub entries: List<Spanned<ResourcePattern>>,
}

/// A pattern of resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourcePattern {
    /// As written.
    pub text: String,
    /// As meant: `*` alone, or six fields, padded where the text has fewer.
    pub template: Template,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalElement {
    /// Whether it is `NotPrincipal`.
    pub negated: bool,
    /// The place of the key.
    pub key_span: Span,
    /// The place of the value.
    pub span: Span,
    /// The entries in the form of the text.
    pub form: PrincipalForm,
}

/// How the principals are written (P-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalForm {
    /// `"*"`; the entry is that star.
    Star(Spanned<PrincipalEntry>),
    /// An object of principal types.
    Map(Vec<PrincipalGroup>),
}

/// The principals of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalGroup {
    /// The type, which is the key.
    pub principal_type: Spanned<PrincipalType>,
    /// The principals.
    pub entries: List<Spanned<PrincipalEntry>>,
}

/// One principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalEntry {
    /// What it names.
    pub kind: PrincipalKind,
    /// As written.
    pub text: String,
}

macro_rules! principal_types {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// The keys of a `Principal` object (P-1).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PrincipalType {
            $($(#[doc = $doc])* $name,)*
        }

        impl PrincipalType {
            /// Every principal type.
            pub const ALL: &'static [PrincipalType] = &[$(PrincipalType::$name,)*];

            /// The spelling of policy documents.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(PrincipalType::$name => stringify!($name),)*
                }
            }
        }
    };
}

principal_types! {
    /// `AWS`: accounts, users, roles and sessions.
    AWS,
    /// `Service`: AWS services.
    Service,
    /// `Federated`: identity providers.
    Federated,
    /// `CanonicalUser`: accounts under the name that S3 gives them.
    CanonicalUser,
}

/// `Condition`; without blocks it is true (G-16).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The place of the key.
    pub key_span: Span,
    /// The place of the value.
    pub span: Span,
    /// The operators, all of which have to be satisfied.
    pub blocks: Vec<OperatorBlock>,
}

/// An operator and what it is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorBlock {
    /// The operator.
    pub operator: Spanned<Operator>,
    /// The keys, all of which have to satisfy it.
    pub keys: Vec<KeyCondition>,
}

/// A condition key and its operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCondition {
    /// The key, in the case of the text.
    pub key: Spanned<String>,
    /// The operands.
    pub operands: List<Spanned<Operand>>,
}

/// A value written in a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// As written.
    pub scalar: Scalar,
    /// Its text (C-15).
    pub text: String,
    /// The text as a template, for the operators that take variables (String, Arn).
    pub template: Option<Template>,
}

/// A JSON value that may stand in a condition (C-15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A string.
    String,
    /// A number, as written.
    Number(String),
    /// A boolean.
    Bool(bool),
}

/// One value or an array of values, which mean the same (G-13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T> {
    /// The place of the value or of the array.
    pub span: Span,
    /// Whether it is written as an array; if not, there is one entry.
    pub is_array: bool,
    /// The entries.
    pub entries: Vec<T>,
}

impl Version {
    /// Both versions.
    pub const ALL: [Version; 2] = [Version::V2012, Version::V2008];

    /// The spelling of policy documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Version::V2008 => "2008-10-17",
            Version::V2012 => "2012-10-17",
        }
    }
}

impl Document {
    /// The version that counts; without `Version` it is the older one (G-7).
    #[must_use]
    pub fn effective_version(&self) -> Version {
        self.version
            .as_ref()
            .map_or(Version::V2008, |version| version.value)
    }
}

impl PrincipalElement {
    /// Every entry, whatever its type.
    pub fn entries(&self) -> impl Iterator<Item = &Spanned<PrincipalEntry>> {
        let (star, groups) = match &self.form {
            PrincipalForm::Star(star) => (Some(star), &[][..]),
            PrincipalForm::Map(groups) => (None, groups.as_slice()),
        };
        star.into_iter()
            .chain(groups.iter().flat_map(|group| group.entries.iter()))
    }
}

impl<T> List<T> {
    /// The entries.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.entries.iter()
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it is an empty array (G-15).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
