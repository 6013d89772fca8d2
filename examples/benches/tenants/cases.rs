//! Tenants -> requests with their answers, made ready, so that only deciding is measured.

use policy_eval::{Action, Context, ContextError, ContextKey, Decision, Request};

use crate::documents::{Part, Tenant, mix};

/// A request for a tenant, typed and as texts.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) tenant: &'a str,
    pub(crate) request: Request<'a>,
    pub(crate) action: &'static str,
    pub(crate) resource: &'a str,
    pub(crate) context: &'a Context<'a>,
    pub(crate) expected: Decision,
    pairs: &'a Pairs<'a>,
}

/// What a request is made of, for cases to borrow.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    tenant: String,
    action: &'static str,
    resource: String,
    address: &'static str,
    /// A key that the action has of its own, or another that any request has.
    key: (ContextKey<'static>, String),
    expected: Decision,
}

/// The keys of a request and their values.
pub(crate) type Pairs<'a> = [(ContextKey<'static>, &'a str); 3];

/// The requests of all tenants, in an order that jumps between them.
pub(crate) fn texts(tenants: &[Tenant]) -> Vec<Texts> {
    let all = tenants.iter().flat_map(of_tenant);
    let mut all: Vec<(u64, Texts)> = (0..).map(mix).zip(all).collect();
    all.sort_by_key(|(place, _)| *place);
    // Copied, so that they lie in memory in the order of use, as if they had just come in.
    all.iter().map(|(_, texts)| texts.clone()).collect()
}

/// The pairs of each context.
pub(crate) fn pairs<'a>(texts: &'a [Texts]) -> Vec<Pairs<'a>> {
    let pairs = |texts: &'a Texts| {
        let (key, value) = &texts.key;
        [
            (SOURCE_IP, texts.address),
            (VIA_AWS_SERVICE, "false"),
            (*key, value.as_str()),
        ]
    };
    texts.iter().map(pairs).collect()
}

/// The context of each request.
pub(crate) fn contexts<'a>(pairs: &'a [Pairs<'a>]) -> Result<Vec<Context<'a>>, ContextError> {
    pairs.iter().map(|pairs| Context::new(pairs)).collect()
}

/// The requests, with their contexts.
pub(crate) fn cases<'a>(
    texts: &'a [Texts],
    pairs: &'a [Pairs<'a>],
    contexts: &'a [Context<'a>],
) -> Vec<Case<'a>> {
    let parts = texts.iter().zip(pairs).zip(contexts);
    let case = |((texts, pairs), context): ((&'a Texts, &'a Pairs<'a>), &'a Context<'a>)| Case {
        tenant: &texts.tenant,
        request: Request::new(Action::from_static(texts.action), &texts.resource).with(context),
        action: texts.action,
        resource: &texts.resource,
        context,
        expected: texts.expected,
        pairs,
    };
    parts.map(case).collect()
}

impl Case<'_> {
    /// Reads the texts of the request, as a server has that got it a moment ago. Without that,
    /// to fetch the request from memory would count as deciding.
    pub(crate) fn read(&self) -> u8 {
        let last = |text: &str| text.as_bytes().last().copied().unwrap_or_default();
        let values = self.pairs.iter().map(|(_, value)| last(value));
        values.fold(last(self.resource) ^ last(self.tenant), |all, one| {
            all ^ one
        })
    }
}

const SOURCE_IP: ContextKey<'static> = ContextKey::from_static("aws:SourceIp");
const VIA_AWS_SERVICE: ContextKey<'static> = ContextKey::from_static("aws:ViaAWSService");
const TENANT: ContextKey<'static> = ContextKey::from_static("aws:PrincipalTag/tenant");
const PREFIX: ContextKey<'static> = ContextKey::from_static("s3:prefix");
const CLUSTER: ContextKey<'static> = ContextKey::from_static("ecs:cluster");

fn of_tenant(tenant: &Tenant) -> [Texts; 8] {
    use Decision::{Allow, ExplicitDeny, ImplicitDeny};

    let Tenant { name, account, .. } = tenant;
    let if_has = |part, then, otherwise| if tenant.has(part) { then } else { otherwise };
    let ask = |action, resource: String, expected| Texts {
        tenant: name.clone(),
        action,
        resource,
        address: "10.20.30.40",
        key: (TENANT, name.clone()),
        expected,
    };
    let object = |owner: &str, path: &str| format!("arn:aws:s3:::platform-data/{owner}/{path}");
    let bucket = || "arn:aws:s3:::platform-data".to_owned();
    let task = format!("arn:aws:ecs:eu-central-1:{account}:task/{name}/0123456789abcdef");
    let cluster = format!("arn:aws:ecs:eu-central-1:{account}:cluster/{name}");
    let instance = format!("arn:aws:ec2:eu-central-1:{account}:instance/i-0123456789abcdef0");
    [
        ask("s3:GetObject", object(name, "reports/2026.csv"), Allow),
        ask(
            "s3:GetObject",
            object("tenant-x", "reports/2026.csv"),
            ImplicitDeny,
        ),
        Texts {
            key: (PREFIX, format!("{name}/reports/")),
            ..ask("s3:ListBucket", bucket(), Allow)
        },
        Texts {
            key: (PREFIX, String::new()),
            ..ask("s3:ListBucket", bucket(), ImplicitDeny)
        },
        ask(
            "s3:DeleteObject",
            object(name, "archive/2020.csv"),
            if_has(Part::Archive, ExplicitDeny, Allow),
        ),
        Texts {
            key: (CLUSTER, cluster),
            ..ask(
                "ecs:DescribeTasks",
                task,
                if_has(Part::Tasks, Allow, ImplicitDeny),
            )
        },
        ask("ec2:TerminateInstances", instance, ImplicitDeny),
        Texts {
            address: "203.0.113.7",
            ..ask(
                "s3:GetObject",
                object(name, "reports/2026.csv"),
                if_has(Part::Network, ExplicitDeny, Allow),
            )
        },
    ]
}
