//! The compiled form, owned.

use policy_core::form::{
    Bound, Branch, Candidate, Condition, DecimalOperand, Document, Key, PrincipalEntry, Row,
    Service, Slice, Slot, Statement, Tables, Template, TimestampOperand, Token, Variable,
};
use policy_core::value::AddressBlock;
use policy_core::{Policy, PolicyType};

use crate::finding::Findings;
use crate::hash_table::HashTableBuf;
use crate::together::FindingsTogether;

/// A compiled policy and what was found in its document.
///
/// It owns the tables that [`policy`](Self::policy) lends, may be shared between
/// threads, and decides as the same document does when a macro compiles it.
///
/// ```
/// use policy_compiler::{Code, Compiled, Options, compile};
/// use policy_core::{Decision, PolicyType, Request};
///
/// let text = r#"{"Statement": {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}}"#;
/// let compiled: Compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
///
/// let request = Request::parse("ecs:RunTask", "*")?;
/// assert_eq!(compiled.policy().evaluate(&request), Decision::Allow);
///
/// // It compiles, but is better written with a `Version`.
/// let codes: Vec<Code> = compiled.findings().iter().map(|finding| finding.code()).collect();
/// assert_eq!(codes, [Code::VersionAbsent]);
/// # Ok::<(), policy_core::RequestError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(crate) tables: TablesBuf,
    pub(crate) findings: Findings,
}

impl Compiled {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> Policy<'_> {
        Policy::new(self.tables.lend())
    }

    /// Warnings, and the deny-lints that the options allow.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }
}

/// Policies that [`compile_together`](crate::compile_together) compiled into one, and what
/// was found in their documents.
#[derive(Clone, Debug)]
pub struct CompiledTogether {
    pub(crate) tables: TablesBuf,
    pub(crate) findings: FindingsTogether,
}

impl CompiledTogether {
    /// The policy that they are together.
    #[must_use]
    pub fn policy(&self) -> Policy<'_> {
        Policy::new(self.tables.lend())
    }

    /// Warnings, and the deny-lints that the options allow.
    #[must_use]
    pub fn findings(&self) -> &FindingsTogether {
        &self.findings
    }
}

/// [`Tables`] that own their parts.
#[derive(Clone, Debug)]
pub(crate) struct TablesBuf {
    pub(crate) policy_type: PolicyType,
    pub(crate) text: String,
    pub(crate) documents: Vec<Document>,
    pub(crate) actions: HashTableBuf<Slot>,
    pub(crate) services: HashTableBuf<Service>,
    pub(crate) bounds: Vec<Bound>,
    pub(crate) rows: Vec<Row>,
    pub(crate) branches: Vec<Branch>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) patterns: Vec<Slice>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) principals: Vec<PrincipalEntry>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) keys: Vec<Key>,
    pub(crate) templates: Vec<Template>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) decimals: Vec<DecimalOperand>,
    pub(crate) timestamps: Vec<TimestampOperand>,
    pub(crate) blocks: Vec<AddressBlock>,
    pub(crate) booleans: Vec<bool>,
}

impl TablesBuf {
    fn lend(&self) -> Tables<'_> {
        let TablesBuf {
            policy_type,
            text,
            documents,
            actions,
            services,
            bounds,
            rows,
            branches,
            candidates,
            patterns,
            statements,
            principals,
            conditions,
            keys,
            templates,
            tokens,
            variables,
            decimals,
            timestamps,
            blocks,
            booleans,
        } = self;
        Tables {
            policy_type: *policy_type,
            text,
            documents,
            actions: actions.lend(),
            services: services.lend(),
            bounds,
            rows,
            branches,
            candidates,
            patterns,
            statements,
            principals,
            conditions,
            keys,
            templates,
            tokens,
            variables,
            decimals,
            timestamps,
            blocks,
            booleans,
        }
    }
}
