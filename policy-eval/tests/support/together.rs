//! Random documents, compiled together.

use policy_compiler::{CompiledTogether, Options, Source, compile_together};
use policy_eval::{Policy, PolicyType};
use serde_json::Value;

/// Documents without errors that are one policy.
pub struct Together(CompiledTogether);

impl Together {
    /// They are called by [`name_of`].
    pub fn new(documents: &[Value], policy_type: PolicyType) -> Self {
        let texts: Vec<(String, String)> = documents
            .iter()
            .enumerate()
            .map(|(index, document)| (name_of(index), policy_oracle::generate::to_json(document)))
            .collect();
        let sources = texts.iter().map(|(name, text)| Source { name, text });
        let sources: Vec<Source<'_>> = sources.collect();
        let options = Options::new(policy_type).vendored();
        let compiled = compile_together(&sources, &options);
        Together(compiled.unwrap_or_else(|findings| panic!("{findings:?}")))
    }

    pub fn policy(&self) -> Policy<'_> {
        self.0.policy()
    }
}

/// What the document with this index is called.
pub fn name_of(index: usize) -> String {
    format!("document-{}", index + 1)
}
