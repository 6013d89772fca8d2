//! Where the values of condition keys come from: pairs, lists and sources that are asked.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    clippy::items_after_statements,
    reason = "a policy stands where it is decided by"
)]

mod order;

use std::sync::Mutex;

use policy_eval::global;
use policy_eval::{
    Context, ContextKey, ContextSource, Decision, Policies, Policy, Principal, Request, Values,
    action, policy,
};

const TEAM: ContextKey<'static> = ContextKey::from_static("aws:PrincipalTag/team");
const OWNER: ContextKey<'static> = ContextKey::from_static("aws:ResourceTag/owner");
const STAGE: ContextKey<'static> = ContextKey::from_static("aws:ResourceTag/stage");
const REGION: ContextKey<'static> = ContextKey::from_static("aws:RequestedRegion");
const TAG_KEYS: ContextKey<'static> = ContextKey::from_static("aws:TagKeys");

const ALICE: Principal<'static> = Principal::from_static("arn:aws:iam::111122223333:user/alice");
const GET: Request<'static> =
    Request::new(action!("s3:GetObject"), "arn:aws:s3:::docs/payments/plan");
const PUT: Request<'static> =
    Request::new(action!("s3:PutObject"), "arn:aws:s3:::docs/payments/plan");
const LIST: Request<'static> = Request::new(action!("s3:ListBucket"), "arn:aws:s3:::docs");

/// What a source knows of a key.
enum Known {
    Plain(&'static str),
    List(Vec<String>),
    Slice(&'static [&'static str]),
    Failing,
}

/// A source that remembers what it was asked for.
struct Source {
    known: Vec<(ContextKey<'static>, Known)>,
    asked: Mutex<Vec<String>>,
}

impl Source {
    fn of<const N: usize>(known: [(ContextKey<'static>, Known); N]) -> Self {
        Source {
            known: known.into(),
            asked: Mutex::default(),
        }
    }

    /// The keys that it was asked for since the last time, in the order of asking.
    fn asked(&self) -> Vec<String> {
        core::mem::take(&mut *self.asked.lock().expect("no thread panicked"))
    }
}

impl ContextSource for Source {
    fn values(&self, key: &ContextKey<'_>) -> Values<'_> {
        let mut asked = self.asked.lock().expect("no thread panicked");
        asked.push(key.name().to_owned());
        match self.known.iter().find(|(known, _)| known == key) {
            None => Values::Absent,
            Some((_, Known::Plain(text))) => Values::Plain(text),
            Some((_, Known::List(texts))) => Values::List(texts),
            Some((_, Known::Slice(texts))) => Values::List(texts),
            Some((_, Known::Failing)) => Values::Unknown,
        }
    }
}

fn decide<'p>(
    policies: impl Into<Policies<'p>>,
    request: &Request<'_>,
    source: &Source,
) -> Decision {
    let context = Context::EMPTY.or_ask(source);
    policies.into().evaluate(&request.with(&context))
}

/// Tests a different key for each action.
static READER: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" },
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:ResourceTag/owner": "payments" } }
        },
        {
            "Effect": "Deny",
            "Action": "s3:PutObject",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:ResourceTag/stage": "prod" } }
        },
        { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }
    ]
});

#[test]
fn a_source_is_asked_only_for_what_a_condition_in_force_needs() {
    let source = Source::of([
        (OWNER, Known::Plain("payments")),
        (STAGE, Known::Plain("prod")),
    ]);
    assert_eq!(decide(&READER, &LIST, &source), Decision::Allow);
    assert!(source.asked().is_empty());
    assert_eq!(decide(&READER, &GET, &source), Decision::Allow);
    assert_eq!(source.asked(), [OWNER.name()]);
    assert_eq!(decide(&READER, &PUT, &source), Decision::ExplicitDeny);
    assert_eq!(source.asked(), [STAGE.name()]);
    // No statement is about it.
    let delete = Request::new(action!("s3:DeleteObject"), "arn:aws:s3:::docs/a");
    assert_eq!(decide(&READER, &delete, &source), Decision::ImplicitDeny);
    assert!(source.asked().is_empty());
}

#[test]
fn a_failing_source_denies_what_depends_on_it() {
    let failing = Source::of([(OWNER, Known::Failing), (STAGE, Known::Failing)]);
    // An Allow depends on it.
    assert_eq!(decide(&READER, &GET, &failing), Decision::ImplicitDeny);
    // A Deny does, beside an Allow that does not.
    assert_eq!(decide(&READER, &PUT, &failing), Decision::ImplicitDeny);
    // Nothing does.
    assert_eq!(decide(&READER, &LIST, &failing), Decision::Allow);
    // A Deny applies whatever it would have said.
    static FROZEN: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Action": "s3:*",
                "Resource": "*",
                "Condition": { "StringEquals": { "aws:ResourceTag/stage": "prod" } }
            },
            { "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::docs/*" },
            {
                "Effect": "Allow",
                "Action": "s3:*",
                "Resource": "*",
                "Condition": { "StringEquals": { "aws:ResourceTag/owner": "payments" } }
            }
        ]
    });
    assert_eq!(decide(&FROZEN, &GET, &failing), Decision::ExplicitDeny);
    // One of two alternatives is enough.
    let identity = [&READER, &EVERYTHING];
    let policies = Policies::new().identity(&identity);
    assert_eq!(decide(policies, &GET, &failing), Decision::Allow);
    // One part that does not hold is enough, too.
    static BOTH: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
            {
                "Effect": "Deny",
                "Action": "s3:*",
                "Resource": "*",
                "Condition": {
                    "StringEquals": {
                        "aws:ResourceTag/stage": "prod",
                        "aws:RequestedRegion": "us-east-1"
                    }
                }
            }
        ]
    });
    assert_eq!(decide(&BOTH, &GET, &failing), Decision::Allow);
}

static EVERYTHING: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" }
}, allow = [security_warnings, warnings]);

#[cfg(feature = "explain")]
#[test]
fn a_failing_source_is_reported() {
    let failing = Source::of([(OWNER, Known::Failing)]);
    let context = Context::EMPTY.or_ask(&failing);
    let explanation = policy_eval::explain(&READER, &GET.with(&context));
    assert_eq!(explanation.decision(), Decision::ImplicitDeny);
    let [unknown] = explanation.unknown_keys() else {
        panic!("one key: {:?}", explanation.unknown_keys());
    };
    assert_eq!(unknown.key(), OWNER);
    assert_eq!(unknown.asked_by().len(), 1);
    assert!(explanation.absent_keys().is_empty());
}

#[test]
fn pairs_come_before_the_source() {
    let source = Source::of([(OWNER, Known::Plain("somebody")), (STAGE, Known::Failing)]);
    // In another letter case, too.
    let other_case = ContextKey::from_static("AWS:resourcetag/OWNER");
    let pairs = [(other_case, "payments")];
    let context = Context::new(&pairs).expect("a context").or_ask(&source);
    assert_eq!(READER.evaluate(&GET.with(&context)), Decision::Allow);
    assert!(source.asked().is_empty());
    // A list of no texts is carried, and says that the key is absent (C-8).
    let lists = [(OWNER, [].as_slice())];
    let context = Context::with_lists(&[], &lists)
        .expect("a context")
        .or_ask(&source);
    assert_eq!(READER.evaluate(&GET.with(&context)), Decision::ImplicitDeny);
    assert!(source.asked().is_empty());
    // So does what is declared unknown.
    let context = Context::EMPTY.or_ask(&source).with_unknown(&[OWNER]);
    assert_eq!(READER.evaluate(&GET.with(&context)), Decision::ImplicitDeny);
    assert!(source.asked().is_empty());
}

#[test]
fn a_source_is_asked_in_the_spelling_of_the_policy() {
    static SHOUTING: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": { "StringEquals": { "AWS:RESOURCETAG/OWNER": "payments" } }
        }
    });
    let source = Source::of([(OWNER, Known::Plain("payments"))]);
    assert_eq!(decide(&SHOUTING, &GET, &source), Decision::Allow);
    assert_eq!(source.asked(), ["AWS:RESOURCETAG/OWNER"]);
}

#[test]
fn a_text_that_is_too_long_could_not_be_found_out() {
    struct Long(String);
    impl ContextSource for Long {
        fn values(&self, _: &ContextKey<'_>) -> Values<'_> {
            Values::Plain(&self.0)
        }
    }
    let longest = Long("a".repeat(Context::MAX_TEXT));
    let too_long = Long("a".repeat(Context::MAX_TEXT + 1));
    // The Deny does not apply to it, but who knows.
    for (source, decision) in [
        (&longest, Decision::Allow),
        (&too_long, Decision::ImplicitDeny),
    ] {
        let context = Context::EMPTY.or_ask(source);
        assert_eq!(READER.evaluate(&PUT.with(&context)), decision);
    }
    assert!(matches!(
        Context::EMPTY.or_ask(&too_long).get(&STAGE),
        Values::Unknown
    ));

    // So it is with one of a list.
    static NO_DRAFTS: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
            {
                "Effect": "Deny",
                "Action": "s3:*",
                "Resource": "*",
                "Condition": { "ForAnyValue:StringLike": { "aws:TagKeys": "draft*" } }
            }
        ]
    });
    for (text, decision) in [
        (longest.0, Decision::Allow),
        (too_long.0, Decision::ImplicitDeny),
    ] {
        let source = Source::of([(TAG_KEYS, Known::List(vec![text]))]);
        assert_eq!(decide(&NO_DRAFTS, &PUT, &source), decision);
    }
}

static TAGGER: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": "*",
            "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "stage"] } }
        },
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": "stage" } }
        },
        {
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "*",
            "Condition": { "Null": { "aws:TagKeys": "true" } }
        }
    ]
}, allow = [for_all_values_allow]);

#[test]
fn lists_come_from_vectors_and_slices() {
    let owned = || Known::List(vec!["team".to_owned(), "stage".to_owned()]);
    let borrowed = || Known::Slice(&["team", "stage"]);
    let other = || Known::Slice(&["team", "other"]);
    for (list, put, get) in [
        (owned(), Decision::Allow, Decision::Allow),
        (borrowed(), Decision::Allow, Decision::Allow),
        (other(), Decision::ImplicitDeny, Decision::ImplicitDeny),
    ] {
        let source = Source::of([(TAG_KEYS, list)]);
        assert_eq!(decide(&TAGGER, &PUT, &source), put);
        assert_eq!(decide(&TAGGER, &GET, &source), get);
        assert_eq!(decide(&TAGGER, &LIST, &source), Decision::ImplicitDeny);
        let values = source.values(&TAG_KEYS);
        assert_eq!(values.iter().count(), 2);
    }
}

#[test]
fn an_empty_list_from_a_source_is_absent() {
    for empty in [Known::List(Vec::new()), Known::Slice(&[])] {
        let source = Source::of([(TAG_KEYS, empty)]);
        // All of nothing, but nothing for any, and nothing there.
        assert_eq!(decide(&TAGGER, &PUT, &source), Decision::Allow);
        assert_eq!(decide(&TAGGER, &GET, &source), Decision::ImplicitDeny);
        assert_eq!(decide(&TAGGER, &LIST, &source), Decision::Allow);
        let context = Context::EMPTY.or_ask(&source);
        assert!(matches!(context.get(&TAG_KEYS), Values::Absent));
    }
    // An empty text is there.
    let source = Source::of([(TAG_KEYS, Known::Slice(&[""]))]);
    assert_eq!(decide(&TAGGER, &LIST, &source), Decision::ImplicitDeny);
}

static OWN_FOLDER: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::docs/${aws:PrincipalTag/team}/*"
        },
        {
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": "*",
            "Condition": {
                "StringEquals": { "aws:ResourceTag/owner": "${aws:PrincipalTag/team}" }
            }
        },
        {
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:aws:s3:::${aws:PrincipalTag/team, 'docs'}"
        }
    ]
});

#[test]
fn variables_are_resolved_from_the_source() {
    let source = |team, owner| Source::of([(TEAM, team), (OWNER, owner)]);
    let payments = || Known::Plain("payments");
    for (source, get, put) in [
        (source(payments(), payments()), true, true),
        (source(Known::Plain("docs"), payments()), false, false),
        (source(Known::Failing, payments()), false, false),
        (source(payments(), Known::Failing), true, false),
    ] {
        assert_eq!(decide(&OWN_FOLDER, &GET, &source).is_allowed(), get);
        assert_eq!(decide(&OWN_FOLDER, &PUT, &source).is_allowed(), put);
    }
    // A default stands in for what is absent, not for what could not be found out.
    let absent = Source::of([]);
    assert_eq!(decide(&OWN_FOLDER, &LIST, &absent), Decision::Allow);
    let failing = Source::of([(TEAM, Known::Failing)]);
    assert_eq!(decide(&OWN_FOLDER, &LIST, &failing), Decision::ImplicitDeny);
}

/// What is unknown of an operand, or of a resource beside conditions that hold, makes a
/// Deny doubtful.
#[test]
fn a_deny_with_variables_that_cannot_be_found_out_is_in_doubt() {
    static BY_OPERAND: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
            {
                "Effect": "Deny",
                "Action": "s3:*",
                "Resource": "*",
                "Condition": { "ArnLike": { "aws:PrincipalArn": "${aws:PrincipalTag/team}" } }
            }
        ]
    });
    static BY_RESOURCE: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
            {
                "Effect": "Deny",
                "Action": "s3:*",
                "Resource": "arn:aws:s3:::docs/${aws:PrincipalTag/team}/*",
                "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-central-1" } }
            }
        ]
    });
    let alice = || Known::Plain("arn:aws:iam::111122223333:user/alice");
    let source = |team| {
        Source::of([
            (TEAM, team),
            (REGION, Known::Plain("eu-central-1")),
            (global::PRINCIPAL_ARN, alice()),
        ])
    };
    for policy in [&BY_OPERAND, &BY_RESOURCE] {
        let failing = source(Known::Failing);
        assert_eq!(decide(policy, &GET, &failing), Decision::ImplicitDeny);
    }
    let (another, short) = (
        source(Known::Plain("docs")),
        source(Known::Plain("arn:aws")),
    );
    assert_eq!(decide(&BY_RESOURCE, &GET, &another), Decision::Allow);
    // A short ARN fails closed: the Deny applies (C-27).
    assert_eq!(decide(&BY_OPERAND, &GET, &short), Decision::ExplicitDeny);
}

#[test]
fn a_context_may_be_known_when_the_program_is_written() {
    static IN_EUROPE: Context<'static> =
        Context::from_static(&[(REGION, "eu-central-1"), (OWNER, "payments")]);
    const ASKED: Request<'static> = GET.with(&IN_EUROPE);
    assert_eq!(READER.evaluate(&ASKED), Decision::Allow);
}

#[test]
fn all_that_decides_may_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Context<'_>>();
    shared::<Request<'_>>();
    shared::<Policies<'_>>();
    shared::<Policy<'_>>();
    shared::<&dyn ContextSource>();
    #[cfg(feature = "explain")]
    {
        shared::<policy_eval::Explanation<'_>>();
        shared::<policy_eval::Partial<'_>>();
    }
}

#[test]
fn the_keys_of_several_documents_come_together() {
    let identity = [&READER, &OWN_FOLDER];
    let scps: [&[&Policy<'_>]; 1] = [&[&order::ROOT]];
    let policies = Policies::new()
        .identity(&identity)
        .boundary(&TAGGER)
        .scps(&scps);
    // In no order.
    let keys_of = |action| -> Vec<&str> {
        let keys = policies.condition_keys_of(&action);
        let mut keys: Vec<&str> = keys.map(|key| key.name()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let [owner, stage, team] = [&OWNER, &STAGE, &TEAM].map(ContextKey::name);
    let tag_keys = TAG_KEYS.name();
    assert_eq!(
        keys_of(action!("s3:GetObject")),
        ["aws:PrincipalTag/root", team, owner, tag_keys]
    );
    assert_eq!(
        keys_of(action!("s3:PutObject")),
        ["aws:PrincipalTag/root", team, owner, stage, tag_keys]
    );
    assert_eq!(
        keys_of(action!("sqs:SendMessage")),
        ["aws:PrincipalTag/root"]
    );
}
