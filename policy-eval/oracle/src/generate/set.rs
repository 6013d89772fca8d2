//! Sets of documents that are in force together.

use serde_json::Value;

use super::document;
use super::random::Random;
use crate::documents::{Documents, PolicyType};

/// The documents of a random set: [`Documents`] that own what those borrow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnedDocuments {
    /// Identity documents.
    pub identity: Vec<Value>,
    /// Boundaries.
    pub boundary: Vec<Value>,
    /// Session documents.
    pub session: Vec<Value>,
    /// The resource policy; never together with a trust policy.
    pub resource: Option<Value>,
    /// The trust policy.
    pub trust: Option<Value>,
    /// Levels of SCPs, root first.
    pub scps: Vec<Vec<Value>>,
    /// RCPs.
    pub rcps: Vec<Value>,
    /// The document of the VPC endpoint.
    pub vpce: Option<Value>,
}

impl OwnedDocuments {
    /// The form that [`evaluate_all`](crate::evaluate_all) takes.
    #[must_use]
    pub fn as_documents(&self) -> Documents<'_> {
        let Self {
            identity,
            boundary,
            session,
            resource,
            trust,
            scps,
            rcps,
            vpce,
        } = self;
        Documents {
            identity: identity.iter().collect(),
            boundary: boundary.iter().collect(),
            session: session.iter().collect(),
            resource: resource.as_ref(),
            trust: trust.as_ref(),
            scps: scps.iter().map(|level| level.iter().collect()).collect(),
            rcps: rcps.iter().collect(),
            vpce: vpce.as_ref(),
        }
    }
}

/// A legal set. Every number of documents of a type that is possible comes up.
pub(super) fn documents(random: &mut Random) -> OwnedDocuments {
    let identity = several(random, PolicyType::Identity, &[10, 45, 30, 15]);
    let boundary = several(random, PolicyType::Boundary, &[72, 25, 3]);
    let session = several(random, PolicyType::Session, &[60, 28, 12]);
    let (resource, trust) = match random.below(100) {
        0..35 => (None, None),
        35..85 => (Some(one(random, PolicyType::Resource)), None),
        _ => (None, Some(one(random, PolicyType::Trust))),
    };
    let n_levels = count(random, &[60, 18, 14, 8]);
    OwnedDocuments {
        identity,
        boundary,
        session,
        resource,
        trust,
        scps: (0..n_levels)
            .map(|_| several(random, PolicyType::Scp, &[5, 60, 35]))
            .collect(),
        rcps: several(random, PolicyType::Rcp, &[70, 20, 10]),
        vpce: random.percent(20).then(|| one(random, PolicyType::Vpce)),
    }
}

/// So many documents as [`count`] says.
fn several(random: &mut Random, policy_type: PolicyType, weights: &[usize]) -> Vec<Value> {
    let n_documents = count(random, weights);
    (0..n_documents).map(|_| one(random, policy_type)).collect()
}

/// The weights of 0, 1, 2 and so on, a hundred in all.
fn count(random: &mut Random, weights: &[usize]) -> usize {
    let mut left = random.below(100);
    weights
        .iter()
        .take_while(|weight| {
            let beyond = left >= **weight;
            left = left.saturating_sub(**weight);
            beyond
        })
        .count()
}

/// A document that denies seldom, because each of a set can deny for all. Those that only limit
/// usually allow everything that they do not deny, because the others have to allow as well.
fn one(random: &mut Random, policy_type: PolicyType) -> Value {
    let percent_wide = match policy_type {
        PolicyType::Identity | PolicyType::Resource | PolicyType::Trust => 30,
        PolicyType::Boundary | PolicyType::Session | PolicyType::Scp | PolicyType::Vpce => 65,
        PolicyType::Rcp => 0,
    };
    let mut document = document::with_denies(random, policy_type, 10);
    if random.percent(percent_wide) {
        document::widen(&mut document, policy_type);
    }
    document
}

/// Sets that are a little simpler: all of a type dropped, one document dropped, one simpler.
pub(super) fn simpler(documents: &OwnedDocuments) -> Vec<OwnedDocuments> {
    let mut simpler = Vec::new();
    let mut with = |change: &dyn Fn(&mut OwnedDocuments)| {
        let mut changed = documents.clone();
        change(&mut changed);
        if changed != *documents {
            simpler.push(changed);
        }
    };
    with(&|set| set.identity.clear());
    with(&|set| set.boundary.clear());
    with(&|set| set.session.clear());
    with(&|set| set.resource = None);
    with(&|set| set.trust = None);
    with(&|set| set.scps.clear());
    with(&|set| set.rcps.clear());
    with(&|set| set.vpce = None);
    for index in 0..documents.scps.len() {
        with(&|set| {
            set.scps.remove(index);
        });
    }
    let borrowed = documents.as_documents();
    for position in 0..borrowed.iter().count() {
        with(&|set| drop_one(set, position));
    }
    for (position, (policy_type, document)) in borrowed.iter().enumerate() {
        for simpler in document::simpler(document, policy_type) {
            with(&|set| *one_mut(set, position) = simpler.clone());
        }
    }
    simpler
}

/// Drops a document; positions are those of [`Documents::iter`].
fn drop_one(set: &mut OwnedDocuments, position: usize) {
    let mut n_seen = 0;
    let mut keep = |_: &Value| {
        n_seen += 1;
        n_seen - 1 != position
    };
    let OwnedDocuments {
        identity,
        boundary,
        session,
        resource,
        trust,
        scps,
        rcps,
        vpce,
    } = set;
    identity.retain(&mut keep);
    boundary.retain(&mut keep);
    session.retain(&mut keep);
    *resource = resource.take().filter(&mut keep);
    *trust = trust.take().filter(&mut keep);
    for level in scps {
        level.retain(&mut keep);
    }
    rcps.retain(&mut keep);
    *vpce = vpce.take().filter(&mut keep);
}

/// A document to be changed; positions are those of [`Documents::iter`].
fn one_mut(set: &mut OwnedDocuments, position: usize) -> &mut Value {
    let OwnedDocuments {
        identity,
        boundary,
        session,
        resource,
        trust,
        scps,
        rcps,
        vpce,
    } = set;
    (identity.iter_mut())
        .chain(boundary)
        .chain(session)
        .chain(resource)
        .chain(trust)
        .chain(scps.iter_mut().flatten())
        .chain(rcps)
        .chain(vpce)
        .nth(position)
        .unwrap()
}
