//! The paths, each with the answer that it has to come to.

use std::hint::black_box;

use policy_catalog::managed;
use policy_eval::dynamic::{LivePolicySet, Options, PolicySet, Source, load};
use policy_eval::{
    AccountId, Context, ContextKey, Decision, Partial, Policies, Policy, PolicyType, Principal,
    Request, action, evaluate_partially, explain, global,
};

use crate::policies::{BUCKET, CONDITIONS, HOME, NOT_ACTION, THREE_LAYERS};

use Decision::{Allow, ExplicitDeny, ImplicitDeny};

/// One way through the library.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    pub(crate) expected: Decision,
    walk: Box<dyn Fn() -> Decision + Sync>,
}

impl Path {
    fn new(
        name: &'static str,
        expected: Decision,
        walk: impl Fn() -> Decision + Sync + 'static,
    ) -> Self {
        Path {
            name,
            expected,
            walk: Box::new(walk),
        }
    }

    /// What is counted, and the answer.
    pub(crate) fn walk(&self) -> Decision {
        (self.walk)()
    }
}

/// All paths; the first does nothing, and what it takes is the harness.
///
/// # Errors
///
/// If what they need cannot be made.
pub(crate) fn all() -> Result<Vec<Path>, String> {
    let mut paths = vec![Path::new("the harness alone", Allow, || Allow)];
    paths.extend(about_actions());
    paths.extend(about_resources());
    paths.extend(about_conditions()?);
    paths.extend(about_several_policies());
    paths.extend(about_run_time()?);
    paths.extend(about_answers()?);
    Ok(paths)
}

fn about_actions() -> [Path; 9] {
    let ecs = managed::AMAZON_ECS_FULL_ACCESS.policy();
    let terminate = Request::new(
        action!("ec2:TerminateInstances"),
        "arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0",
    );
    let get = Request::new(action!("s3:GetObject"), REPORT);
    let send = Request::new(action!("sqs:SendMessage"), QUEUE);
    [
        typed("unconditional, typed", ecs, deploy(), Allow),
        typed("wildcard, typed", ecs, run_task(), Allow),
        typed(
            "miss in a known service, typed",
            ecs,
            terminate,
            ImplicitDeny,
        ),
        typed("miss in another service, typed", ecs, get, ImplicitDeny),
        text("unconditional, text", ecs, deploy(), Allow),
        text("wildcard, text", ecs, run_task(), Allow),
        text(
            "miss in a known service, text",
            ecs,
            terminate,
            ImplicitDeny,
        ),
        text("miss in another service, text", ecs, get, ImplicitDeny),
        typed("NotAction", &NOT_ACTION, send, Allow),
    ]
}

fn about_resources() -> [Path; 3] {
    let ecs = managed::AMAZON_ECS_FULL_ACCESS.policy();
    let get_parameter = Request::new(
        action!("ssm:GetParameter"),
        "arn:aws:ssm:eu-central-1:111122223333:parameter/aws/service/ecs/optimized-ami/recommended",
    );
    let own = "arn:aws:s3:::home/alice/reports/2026.csv";
    let get = carrying(
        global::USERNAME,
        "alice",
        Request::new(action!("s3:GetObject"), own),
    );
    let archived = "arn:aws:s3:::home/alice/archive/2020.csv";
    let delete = carrying(
        global::USERNAME,
        "alice",
        Request::new(action!("s3:DeleteObject"), archived),
    );
    [
        typed("resource with wildcards", ecs, get_parameter, Allow),
        typed("resource with a variable", &HOME, get, Allow),
        typed("Deny", &HOME, delete, ExplicitDeny),
    ]
}

fn about_conditions() -> Result<[Path; 9], String> {
    static OWNER_AND_TEAM: &[(ContextKey, &[&str])] = &[(global::TAG_KEYS, &["owner", "team"])];

    let ecs = managed::AMAZON_ECS_FULL_ACCESS.policy();
    let to_ec2 = carrying(PASSED_TO_SERVICE, "ec2.amazonaws.com", pass_role());
    let region = carrying(
        global::REQUESTED_REGION,
        "eu-west-1",
        Request::new(action!("sqs:SendMessage"), QUEUE),
    );
    let tags = Context::with_lists(&[], OWNER_AND_TEAM).map_err(|error| error.to_string())?;
    let tags = Request::new(action!("ec2:CreateTags"), "*").with(kept(tags));
    let max_keys = carrying(
        MAX_KEYS,
        "50",
        Request::new(action!("s3:ListBucket"), "arn:aws:s3:::reports"),
    );
    let time = carrying(global::CURRENT_TIME, "2026-09-30T12:00:00Z", run_task());
    let address = carrying(
        global::SOURCE_IP,
        "10.20.30.40",
        Request::new(
            action!("dynamodb:GetItem"),
            "arn:aws:dynamodb:eu-central-1:111122223333:table/jobs",
        ),
    );
    let over_tls = carrying(
        global::SECURE_TRANSPORT,
        "true",
        Request::new(
            action!("kms:Decrypt"),
            "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ),
    );
    let with_mfa = carrying(
        global::MULTI_FACTOR_AUTH_AGE,
        "60",
        Request::new(
            action!("iam:CreateUser"),
            "arn:aws:iam::111122223333:user/bob",
        ),
    );
    let topic = "arn:aws:sns:eu-central-1:111122223333:jobs-done";
    let from_topic = carrying(
        global::SOURCE_ARN,
        topic,
        Request::new(
            action!("lambda:InvokeFunction"),
            "arn:aws:lambda:eu-central-1:111122223333:function:report",
        ),
    );
    Ok([
        typed("iam:PassRole", ecs, to_ec2, Allow),
        typed("StringEquals, a list", &CONDITIONS, region, Allow),
        typed("ForAnyValue:StringEquals", &CONDITIONS, tags, Allow),
        typed("NumericLessThanEquals", &CONDITIONS, max_keys, Allow),
        typed("DateLessThan", &CONDITIONS, time, Allow),
        typed("IpAddress", &CONDITIONS, address, Allow),
        typed("Bool", &CONDITIONS, over_tls, Allow),
        typed("Null", &CONDITIONS, with_mfa, Allow),
        typed("ArnLike", &CONDITIONS, from_topic, Allow),
    ])
}

fn about_several_policies() -> [Path; 2] {
    static AUDITOR: Principal = Principal::from_static("arn:aws:iam::111122223333:user/auditor");
    static OF_THE_BUCKET: Policies = Policies::new().resource(&BUCKET);

    let get = Request::new(action!("s3:GetObject"), REPORT);
    let get = carrying(global::SECURE_TRANSPORT, "true", get);
    let get = get
        .by(&AUDITOR)
        .in_account(AccountId::from_static("111122223333"));
    [
        layered("three layers", &THREE_LAYERS, deploy()),
        layered("resource policy, a principal", &OF_THE_BUCKET, get),
    ]
}

fn about_run_time() -> Result<[Path; 4], String> {
    const TENANT: &str = "tenant-00042-5bf036a1";

    let text_of_policy = managed::AMAZON_ECS_FULL_ACCESS.document();
    let options = Options::new(PolicyType::Identity);
    let loaded = loaded()?;
    // The map behind a set hashes with another seed in each run. With one tenant in it, no
    // count depends on the seed.
    let tenants = PolicySet::load([(TENANT, text_of_policy)], &options);
    let live = LivePolicySet::new(tenants.map_err(|error| error.to_string())?);
    let look_up = move || {
        let found = live.snapshot().get(black_box(TENANT)).is_some();
        if found { Allow } else { ImplicitDeny }
    };
    Ok([
        typed("loaded at run time, typed", loaded, deploy(), Allow),
        text("loaded at run time, text", loaded, deploy(), Allow),
        Path::new("look-up of a tenant", Allow, look_up),
        Path::new("context of eight keys", Allow, context_of_eight_keys),
    ])
}

/// Answers that say more than a decision; these allocate.
fn about_answers() -> Result<[Path; 2], String> {
    static TO_WHOM: Context = Context::EMPTY.with_unknown(&[PASSED_TO_SERVICE]);

    // These check whether names are UTF-8, which is counted by where they lie. Where the linker
    // puts those of a baked policy is chance.
    let ecs = loaded()?;
    let to_lambda = carrying(PASSED_TO_SERVICE, "lambda.amazonaws.com", pass_role());
    let explained = move || explain(black_box(ecs), black_box(&to_lambda)).decision();
    let to_whom = pass_role().with(&TO_WHOM);
    let partial = move || match evaluate_partially(black_box(ecs), black_box(&to_whom)) {
        Partial::DependsOn(residual) if residual.may_be_allowed() => Allow,
        _ => ImplicitDeny,
    };
    Ok([
        Path::new("explain", ImplicitDeny, explained),
        Path::new("evaluate_partially", Allow, partial),
    ])
}

fn loaded() -> Result<&'static Policy<'static>, String> {
    let text = managed::AMAZON_ECS_FULL_ACCESS.document();
    let source = Source {
        name: "AmazonECS_FullAccess",
        text,
    };
    let loaded = load(&source, &Options::new(PolicyType::Identity));
    Ok(kept(
        kept(loaded.map_err(|error| error.to_string())?).policy(),
    ))
}

fn typed(
    name: &'static str,
    policy: &'static Policy<'static>,
    request: Request<'static>,
    expected: Decision,
) -> Path {
    let walk = move || decide(black_box(policy), black_box(&request));
    Path::new(name, expected, walk)
}

/// The same from texts. The request must have no context.
fn text(
    name: &'static str,
    policy: &'static Policy<'static>,
    request: Request<'static>,
    expected: Decision,
) -> Path {
    let action = request.action().as_str();
    let resource = request.resource().unwrap_or_default();
    let walk = move || {
        let Ok(request) = Request::parse(black_box(action), black_box(resource)) else {
            return ImplicitDeny;
        };
        decide(black_box(policy), &request)
    };
    Path::new(name, expected, walk)
}

fn layered(
    name: &'static str,
    policies: &'static Policies<'static>,
    request: Request<'static>,
) -> Path {
    let walk = move || black_box(policies).evaluate(black_box(&request));
    Path::new(name, Allow, walk)
}

/// One piece of code for all paths, so that no count depends on what is inlined where.
#[inline(never)]
fn decide(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    policy.evaluate(request)
}

/// What a service may send.
fn context_of_eight_keys() -> Decision {
    let plain = [
        (global::CURRENT_TIME, "2026-09-30T12:00:00Z"),
        (global::SOURCE_IP, "10.20.30.40"),
        (global::SECURE_TRANSPORT, "true"),
        (global::REQUESTED_REGION, "eu-central-1"),
        (global::USERNAME, "alice"),
        (PASSED_TO_SERVICE, "ec2.amazonaws.com"),
    ];
    let lists: [(_, &[&str]); 2] = [
        (global::TAG_KEYS, &["owner", "team"]),
        (
            global::PRINCIPAL_ORG_PATHS,
            &["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"],
        ),
    ];
    match Context::with_lists(black_box(&plain), black_box(&lists)) {
        Ok(_) => Allow,
        Err(_) => ImplicitDeny,
    }
}

const MAX_KEYS: ContextKey<'static> = ContextKey::from_static("s3:max-keys");
const PASSED_TO_SERVICE: ContextKey<'static> = ContextKey::from_static("iam:PassedToService");
const QUEUE: &str = "arn:aws:sqs:eu-central-1:111122223333:jobs";
const REPORT: &str = "arn:aws:s3:::reports/2026.csv";

const fn deploy() -> Request<'static> {
    let group = "arn:aws:codedeploy:eu-central-1:111122223333:deploymentgroup:web/blue";
    Request::new(action!("codedeploy:CreateDeployment"), group)
}

const fn run_task() -> Request<'static> {
    let definition = "arn:aws:ecs:eu-central-1:111122223333:task-definition/web:7";
    Request::new(action!("ecs:RunTask"), definition)
}

const fn pass_role() -> Request<'static> {
    let role = "arn:aws:iam::111122223333:role/ecsInstanceRole-web";
    Request::new(action!("iam:PassRole"), role)
}

fn carrying(
    key: ContextKey<'static>,
    value: &'static str,
    request: Request<'static>,
) -> Request<'static> {
    request.with(kept(Context::from_static(kept([(key, value)]))))
}

/// Lends it for good: the program is over soon.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
