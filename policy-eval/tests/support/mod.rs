//! Random policies and requests in the form that this project decides on.

#![allow(dead_code, unreachable_pub, reason = "each test uses some of it")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

pub mod together;

use std::env;

use policy_compiler::{Compiled, Options, compile, render};
use policy_eval::{
    AccountId, Context, ContextKey, Decision, Policies, Policy, PolicyType, Principal, Request,
};
use policy_oracle::{Caller, CallerKind, Documents, Values};
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

/// A runner of so many cases, times the environment variable `POLICY_TEST_FACTOR`.
pub fn runner(cases: u32) -> TestRunner {
    let factor = env::var("POLICY_TEST_FACTOR").ok().map_or(1, |factor| {
        factor
            .parse()
            .expect("POLICY_TEST_FACTOR is a whole number")
    });
    TestRunner::new(Config {
        cases: cases * factor,
        failure_persistence: None,
        ..Config::default()
    })
}

/// The oracle's word for a policy type.
pub fn oracle_type(policy_type: PolicyType) -> policy_oracle::PolicyType {
    match policy_type {
        PolicyType::Identity => policy_oracle::PolicyType::Identity,
        PolicyType::Boundary => policy_oracle::PolicyType::Boundary,
        PolicyType::Session => policy_oracle::PolicyType::Session,
        PolicyType::Resource => policy_oracle::PolicyType::Resource,
        PolicyType::Trust => policy_oracle::PolicyType::Trust,
        PolicyType::Scp => policy_oracle::PolicyType::Scp,
        PolicyType::Rcp => policy_oracle::PolicyType::Rcp,
        PolicyType::Vpce => policy_oracle::PolicyType::Vpce,
        other => panic!("no oracle for {other}"),
    }
}

/// The oracle's decision as ours.
pub fn decision(decision: policy_oracle::Decision) -> Decision {
    match decision {
        policy_oracle::Decision::Allow => Decision::Allow,
        policy_oracle::Decision::ImplicitDeny => Decision::ImplicitDeny,
        policy_oracle::Decision::ExplicitDeny => Decision::ExplicitDeny,
    }
}

/// Compiles a document that has no errors, whatever deny-lints it has.
pub fn build(document: &Value, policy_type: PolicyType) -> Compiled {
    build_with(document, Options::new(policy_type))
}

/// As [`build`], with other options.
pub fn build_with(document: &Value, options: Options) -> Compiled {
    let text = policy_oracle::generate::to_json(document);
    let options = options.vendored();
    compile(&text, &options).unwrap_or_else(|findings| {
        let source = policy_compiler::Source {
            name: "random.json",
            text: &text,
        };
        let errors = findings.errors().map(|finding| render(finding, &source));
        panic!("{}", errors.collect::<Vec<_>>().join("\n"))
    })
}

/// A set of documents, compiled.
pub struct Built {
    identity: Vec<Compiled>,
    boundary: Vec<Compiled>,
    session: Vec<Compiled>,
    resource: Option<Compiled>,
    scps: Vec<Vec<Compiled>>,
    rcps: Vec<Compiled>,
    vpce: Option<Compiled>,
}

impl Built {
    pub fn new(documents: &Documents<'_>) -> Self {
        let all = |documents: &[&Value], policy_type| {
            let documents = documents.iter();
            documents
                .map(|document| build(document, policy_type))
                .collect()
        };
        let Documents {
            identity,
            boundary,
            session,
            resource,
            trust,
            scps,
            rcps,
            vpce,
        } = documents;
        let resource = resource.map(|document| build(document, PolicyType::Resource));
        let trust = trust.map(|document| build(document, PolicyType::Trust));
        Built {
            identity: all(identity, PolicyType::Identity),
            boundary: all(boundary, PolicyType::Boundary),
            session: all(session, PolicyType::Session),
            resource: resource.or(trust),
            scps: scps
                .iter()
                .map(|level| all(level, PolicyType::Scp))
                .collect(),
            rcps: all(rcps, PolicyType::Rcp),
            vpce: vpce.map(|document| build(document, PolicyType::Vpce)),
        }
    }

    /// Lends the documents in force.
    pub fn with<T>(&self, use_them: impl FnOnce(&Policies<'_>) -> T) -> T {
        fn lend(compiled: &[Compiled]) -> Vec<Policy<'_>> {
            compiled.iter().map(Compiled::policy).collect()
        }
        fn refer<'p>(policies: &'p [Policy<'p>]) -> Vec<&'p Policy<'p>> {
            policies.iter().collect()
        }
        let identity = lend(&self.identity);
        let boundary = lend(&self.boundary);
        let session = lend(&self.session);
        let rcps = lend(&self.rcps);
        let scps: Vec<_> = self.scps.iter().map(|level| lend(level)).collect();
        let (identity, boundary) = (refer(&identity), refer(&boundary));
        let (session, rcps) = (refer(&session), refer(&rcps));
        let scps: Vec<_> = scps.iter().map(|level| refer(level)).collect();
        let levels: Vec<_> = scps.iter().map(Vec::as_slice).collect();
        let resource = self.resource.as_ref().map(Compiled::policy);
        let vpce = self.vpce.as_ref().map(Compiled::policy);
        let mut policies = Policies::new()
            .identity(&identity)
            .boundaries(&boundary)
            .session(&session)
            .scps(&levels)
            .rcps(&rcps);
        if let Some(resource) = &resource {
            policies = policies.resource(resource);
        }
        if let Some(vpce) = &vpce {
            policies = policies.vpc_endpoint(vpce);
        }
        assert_eq!(policies.misplaced(), None);
        use_them(&policies)
    }
}

/// Decides a request of the oracle with a set of our policies.
pub fn decide_all(built: &Built, request: &policy_oracle::Request) -> Decision {
    built.with(|policies| with_request(request, |request| policies.evaluate(request)))
}

/// Decides a request of the oracle with our policy.
pub fn decide(policy: &Policy<'_>, request: &policy_oracle::Request) -> Decision {
    with_request(request, |request| policy.evaluate(request))
}

/// Builds our form of a request.
pub fn with_request<T>(
    request: &policy_oracle::Request,
    use_it: impl FnOnce(&Request<'_>) -> T,
) -> T {
    let plain: Vec<_> = request
        .context
        .iter()
        .filter_map(|(name, values)| match values {
            Values::One(value) => Some((ContextKey::new(name), value.as_str())),
            Values::Many(_) => None,
        })
        .collect();
    let texts: Vec<(&str, Vec<&str>)> = request
        .context
        .iter()
        .filter_map(|(name, values)| match values {
            Values::One(_) => None,
            Values::Many(values) => {
                Some((name.as_str(), values.iter().map(String::as_str).collect()))
            }
        })
        .collect();
    let lists: Vec<_> = texts
        .iter()
        .map(|(name, values)| (ContextKey::new(name), values.as_slice()))
        .collect();
    let context = Context::with_lists(&plain, &lists).expect("the generator repeats no key");
    let principal = request.principal.as_ref().map(principal);
    let mut ours = Request::parse(&request.action, &request.resource)
        .expect("the generator makes requests")
        .with(&context);
    if let Some(principal) = &principal {
        ours = ours.by(principal);
    }
    if let Some(account) = &request.resource_account {
        ours = ours.in_account(AccountId::parse(account).expect("twelve digits"));
    }
    if request.resource_policy_required {
        ours = ours.requiring_resource_policy();
    }
    if request.resource_in_management_account {
        ours = ours.with_resource_in_management_account();
    }
    use_it(&ours)
}

fn principal(caller: &Caller) -> Principal<'_> {
    let mut principal = match caller.kind {
        CallerKind::Anonymous => Principal::ANONYMOUS,
        CallerKind::FederatedIdentity => Principal::federated(&caller.name).expect("a provider"),
        _ => Principal::parse(&caller.name).expect("a caller"),
    };
    if let Some(arn) = &caller.role_arn {
        principal = principal.with_role(arn).expect("the role of the session");
    }
    if let Some(arn) = &caller.user_arn {
        principal = principal
            .with_parent_user(arn)
            .expect("a user of the account");
    }
    if let Some(id) = &caller.unique_id {
        principal = principal.with_unique_id(id);
    }
    if let Some(id) = &caller.canonical_user {
        principal = principal.with_canonical_user(id);
    }
    if caller.service_linked {
        principal = principal.of_service_linked_role().expect("a role session");
    }
    if caller.management_account {
        principal = principal
            .of_management_account()
            .expect("a caller with an account");
    }
    principal
}
