//! The documents of a case, and the codes of what is found in them.

use std::collections::BTreeSet;

use policy_compiler::{Code, Compiled, Findings, Options, compile};
use policy_eval::PolicyType;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::case::Answer;

/// The documents in force. What is missing is not there.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "a JSON object")]
pub(crate) struct Policies<'a> {
    #[serde(borrow)]
    identity: Vec<&'a RawValue>,
    #[serde(borrow)]
    boundary: Vec<&'a RawValue>,
    #[serde(borrow)]
    session: Vec<&'a RawValue>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
    resource_type: Option<String>,
    scps: Vec<IgnoredAny>,
    rcps: Vec<IgnoredAny>,
    vpce: Option<IgnoredAny>,
}

impl<'a> Policies<'a> {
    /// Every document with its type.
    pub(crate) fn documents(&self) -> Result<Vec<(PolicyType, &'a RawValue)>, String> {
        if !self.scps.is_empty() || !self.rcps.is_empty() || self.vpce.is_some() {
            return Err("this version decides without SCPs, RCPs and endpoint policies".to_owned());
        }
        let resource_type = match self.resource_type.as_deref() {
            None | Some("resource") => PolicyType::Resource,
            Some("trust") => PolicyType::Trust,
            Some(other) => return Err(format!("unknown `resource_type` `{other}`")),
        };
        let lists = [
            (PolicyType::Identity, &self.identity),
            (PolicyType::Boundary, &self.boundary),
            (PolicyType::Session, &self.session),
        ];
        let attached = lists.into_iter().flat_map(|(policy_type, list)| {
            list.iter().map(move |document| (policy_type, *document))
        });
        let resource = self.resource.map(|document| (resource_type, document));
        Ok(attached.chain(resource).collect())
    }
}

/// Codes, each once and sorted, as answers list them.
#[derive(Default)]
pub(crate) struct Codes {
    errors: BTreeSet<&'static str>,
    lints: BTreeSet<&'static str>,
    warnings: BTreeSet<&'static str>,
}

impl Codes {
    /// Compiles a document, whatever deny-lints it has, and keeps what was found.
    pub(crate) fn compile(&mut self, policy_type: PolicyType, text: &str) -> Option<Compiled> {
        let options = Code::DENY_LINTS
            .into_iter()
            .fold(Options::new(policy_type), Options::allow);
        match compile(text, &options) {
            Ok(compiled) => {
                self.add(compiled.findings());
                Some(compiled)
            }
            Err(findings) => {
                self.add(&findings);
                None
            }
        }
    }

    pub(crate) fn add(&mut self, findings: &Findings) {
        self.errors
            .extend(findings.errors().map(|finding| finding.code().as_str()));
        self.lints
            .extend(findings.deny_lints().map(|finding| finding.code().as_str()));
        self.warnings
            .extend(findings.warnings().map(|finding| finding.code().as_str()));
    }

    pub(crate) fn errors(&mut self, codes: BTreeSet<&'static str>) {
        self.errors.extend(codes);
    }

    /// The case lists the deny-lints of its documents; a difference is an error.
    pub(crate) fn expect_lints(&mut self, listed: &[String]) {
        let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
        if listed != self.lints {
            self.errors.insert("lints");
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    pub(crate) fn answer(self, id: Option<&RawValue>) -> Answer<'_> {
        let Codes {
            errors,
            lints,
            warnings,
        } = self;
        Answer::Refusal {
            id,
            errors,
            lints,
            warnings,
        }
    }
}
