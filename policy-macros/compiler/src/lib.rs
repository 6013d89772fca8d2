//! Reads, checks and compiles AWS IAM policy documents.
//!
//! [`compile`] does the whole way: JSON text → a tree with places → a typed [`Document`] and
//! [`Findings`] → a [`Compiled`] policy, which decides as one that a macro has baked does. The
//! macros of `policy-eval` are this library at build time; servers whose tenants bring policies
//! call it when they load one, and decide with what it lends:
//!
//! ```
//! use policy_compiler::{Options, compile};
//! use policy_core::{PolicyType, Request};
//!
//! let text = r#"{
//!     "Version": "2012-10-17",
//!     "Statement": { "Effect": "Allow", "Action": "ecs:Describe*", "Resource": "*" }
//! }"#;
//! let tenant = compile(text, &Options::new(PolicyType::Identity)).unwrap();
//! let request = Request::parse("ecs:DescribeTasks", "*").unwrap();
//! assert!(tenant.policy().evaluate(&request).is_allowed());
//! ```
//!
//! [`read`] stops at the document, for tools that look at policies; [`render`] draws a finding with
//! its line:
//!
//! ```
//! use policy_compiler::{Options, Source, read, render};
//! use policy_core::PolicyType;
//!
//! let text = r#"{"Statement": {"Effect": "Allow", "Actoin": "*", "Resource": "*"}}"#;
//! let (document, findings) = read(text, &Options::new(PolicyType::Identity));
//! assert!(document.is_none());
//! let source = Source { name: "policy.json", text };
//! let message = render(findings.errors().next().unwrap(), &source);
//! assert!(message.starts_with("error: unknown element `Actoin`"));
//! ```

mod action;
mod alternatives;
mod characters;
mod code;
mod compile;
mod compiled;
mod condition;
mod context;
mod document;
mod elements;
mod facts;
mod file;
mod finding;
mod hash_table;
mod input;
mod issue;
mod json_error;
mod keys;
mod level;
mod lint;
mod lower;
mod names;
mod number;
mod operand;
mod options;
mod principal;
mod print;
mod rcp;
mod read;
mod reference;
mod render;
mod resource;
mod review;
mod rows;
mod rules;
mod settings;
mod size;
mod space;
mod span;
mod statement;
mod suggest;
mod template;
mod together;
mod values;

pub use code::Code;
pub use compile::{MAX_ENTRIES, compile, compile_together};
pub use compiled::{Compiled, CompiledTogether};
pub use context::{ContextBuf, read_context};
pub use document::{
    ActionElement, ActionForm, ActionPattern, Condition, Document, KeyCondition, List, Operand,
    OperatorBlock, PrincipalElement, PrincipalEntry, PrincipalForm, PrincipalGroup, PrincipalKind,
    PrincipalType, ResourceElement, ResourcePattern, Scalar, Statement, Version,
};
pub use file::{FileError, policy_files, policy_files_below, policy_name, read_file, read_text};
pub use finding::{Finding, Findings, LabelledSpan, Severity};
pub use input::{MAX_BYTES, Member, Node, Value, json_tree};
pub use issue::{FindingType, Issue};
pub use level::Level;
pub use lint::{Lint, LintError};
pub use names::{RequestNames, check_action};
pub use number::plain_number;
pub use options::{Options, ResourceTypeError};
pub use read::read;
pub use reference::{
    ConditionKey, DATE, DeclaredNames, PerfectHashBuf, Reference, ResourceType, Service,
    ServiceAction, ServiceBuf, ServiceTablesError, SupportedResource, TakenPrefixError,
    declared_names, prefixes, read_service,
};
pub use render::{RenderStyle, Source, line_and_column, names_of, render, render_with};
pub use settings::{Settings, read_settings};
pub use span::{Span, Spanned};
pub use suggest::nearest;
pub use template::{Piece, Template};
pub use together::{FindingsTogether, read_together};
