//! The compiled form, owned.

use policy_core::form::{
    Candidate, Condition, DecimalOperand, Key, NamePattern, PrincipalEntry, Row, Statement, Tables,
    Template, TimestampOperand, Token, Variable,
};
use policy_core::value::AddressBlock;
use policy_core::{Policy, PolicyType};

use crate::Findings;
use crate::hash_table::HashTableBuf;

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

/// [`Tables`] that own their parts.
#[derive(Clone, Debug)]
pub(crate) struct TablesBuf {
    pub(crate) name: String,
    pub(crate) policy_type: PolicyType,
    pub(crate) text: String,
    pub(crate) actions: HashTableBuf,
    pub(crate) services: HashTableBuf,
    pub(crate) rows: Vec<Row>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) patterns: Vec<NamePattern>,
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
            name,
            policy_type,
            text,
            actions,
            services,
            rows,
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
            name,
            policy_type: *policy_type,
            text,
            actions: actions.lend(),
            services: services.lend(),
            rows,
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
