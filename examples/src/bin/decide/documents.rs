//! The documents of a case, and the codes of what is found in them.

use std::collections::BTreeSet;

use policy_compiler::{Compiled, Findings, Level, Options, compile};
use policy_eval::{Policies, Policy, PolicyType};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::case::Answer;

/// The documents in force, as a case writes them. What is missing is not there.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "a JSON object")]
pub(crate) struct Documents<'a> {
    #[serde(borrow)]
    identity: Vec<&'a RawValue>,
    #[serde(borrow)]
    boundary: Vec<&'a RawValue>,
    #[serde(borrow)]
    session: Vec<&'a RawValue>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
    resource_type: Option<String>,
    #[serde(borrow)]
    scps: Vec<Vec<&'a RawValue>>,
    #[serde(borrow)]
    rcps: Vec<&'a RawValue>,
    #[serde(borrow)]
    vpce: Option<&'a RawValue>,
}

/// The documents in force, compiled.
pub(crate) struct CompiledDocuments {
    identity: Vec<Compiled>,
    boundary: Vec<Compiled>,
    session: Vec<Compiled>,
    resource: Option<Compiled>,
    scps: Vec<Vec<Compiled>>,
    rcps: Vec<Compiled>,
    vpce: Option<Compiled>,
}

impl Documents<'_> {
    /// Compiles every document; of one that has errors, only its codes are kept. Fails on
    /// an unknown type of the resource's policy.
    pub(crate) fn compile(&self, codes: &mut Codes) -> Result<CompiledDocuments, String> {
        let Documents {
            identity,
            boundary,
            session,
            resource,
            resource_type,
            scps,
            rcps,
            vpce,
        } = self;
        let resource_type = match resource_type.as_deref() {
            None | Some("resource") => PolicyType::Resource,
            Some("trust") => PolicyType::Trust,
            Some(other) => return Err(format!("unknown `resource_type` `{other}`")),
        };
        let mut all = |policy_type, documents: &[&RawValue]| -> Vec<Compiled> {
            let texts = documents.iter().map(|document| document.get());
            texts
                .filter_map(|text| codes.compile(policy_type, text))
                .collect()
        };
        Ok(CompiledDocuments {
            identity: all(PolicyType::Identity, identity),
            boundary: all(PolicyType::Boundary, boundary),
            session: all(PolicyType::Session, session),
            resource: all(resource_type, resource.as_slice()).pop(),
            scps: scps
                .iter()
                .map(|level| all(PolicyType::Scp, level))
                .collect(),
            rcps: all(PolicyType::Rcp, rcps),
            vpce: all(PolicyType::Vpce, vpce.as_slice()).pop(),
        })
    }
}

impl CompiledDocuments {
    /// Puts them in force, for as long as `use_them` runs.
    pub(crate) fn in_force<T>(&self, use_them: impl FnOnce(&Policies<'_>) -> T) -> T {
        let CompiledDocuments {
            identity,
            boundary,
            session,
            resource,
            scps,
            rcps,
            vpce,
        } = self;
        let [identity, boundary, session, rcps] =
            [identity, boundary, session, rcps].map(|list| policies(list));
        let [identity, boundary, session, rcps] =
            [&identity, &boundary, &session, &rcps].map(|list| borrowed(list));
        let scps: Vec<Vec<Policy<'_>>> = scps.iter().map(|level| policies(level)).collect();
        let scps: Vec<Vec<&Policy<'_>>> = scps.iter().map(|level| borrowed(level)).collect();
        let scps: Vec<&[&Policy<'_>]> = scps.iter().map(Vec::as_slice).collect();
        let (resource, vpce) = (
            resource.as_ref().map(Compiled::policy),
            vpce.as_ref().map(Compiled::policy),
        );

        let mut in_force = Policies::new()
            .identity(&identity)
            .boundaries(&boundary)
            .session(&session)
            .scps(&scps)
            .rcps(&rcps);
        if let Some(policy) = &resource {
            in_force = in_force.resource(policy);
        }
        if let Some(policy) = &vpce {
            in_force = in_force.vpc_endpoint(policy);
        }
        use_them(&in_force)
    }
}

fn policies(compiled: &[Compiled]) -> Vec<Policy<'_>> {
    compiled.iter().map(Compiled::policy).collect()
}

fn borrowed<'a>(policies: &'a [Policy<'a>]) -> Vec<&'a Policy<'a>> {
    policies.iter().collect()
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
    fn compile(&mut self, policy_type: PolicyType, text: &str) -> Option<Compiled> {
        let options = Options::new(policy_type).vendored();
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
        for finding in findings.lints() {
            let codes = match finding.default_level() {
                Level::Deny => &mut self.lints,
                Level::Warn | Level::Allow => &mut self.warnings,
            };
            codes.insert(finding.code().as_str());
        }
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
