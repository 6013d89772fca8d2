//! So many policies: compiled together and one by one, and asked.

use std::hint::black_box;

use policy_eval::dynamic::{Compiled, CompiledTogether, Options, Source, load, load_together};
use policy_eval::{Action, Context, ContextKey, Decision, Policies, Policy, PolicyType, Request};

use crate::Mode;
use crate::load::{Ask, Load, Named};
use crate::median::{float, seconds};
use crate::meter::{Meter, Place, each};

/// More than that are not asked one after another.
const MOST_ONE_BY_ONE: usize = 2_000;

/// What is known of so many policies.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) load: &'static str,
    pub(crate) count: usize,
    pub(crate) json_bytes: usize,
    pub(crate) compile_seconds: f64,
    pub(crate) held_bytes: f64,
    pub(crate) together: Place,
    pub(crate) one_by_one: Option<Place>,
    pub(crate) allowing: Place,
    pub(crate) mentioning: Place,
    pub(crate) requests: Vec<OfRequest>,
}

/// One of the requests.
#[derive(Debug)]
pub(crate) struct OfRequest {
    pub(crate) ask: Ask,
    pub(crate) is_beside: bool,
    pub(crate) decision: &'static str,
    /// How many policies are about the action, and how many allow the request.
    pub(crate) n_mentioning: usize,
    pub(crate) n_allowing: usize,
    pub(crate) cost: Place,
}

/// Identity policies, with whatever lints.
pub(crate) fn options() -> Options {
    let options = Options::new(PolicyType::Identity);
    options.vendored()
}

/// Compiles the first policies, checks what they answer, and measures what that costs.
///
/// # Errors
///
/// If one of them does not compile, or an answer is wrong.
pub(crate) fn measure(load: &Load, count: usize, meter: &mut Meter) -> Result<Row, String> {
    let policies = load.policies.get(..count).unwrap_or_default();
    let Built {
        together,
        seconds,
        held_bytes,
    } = build(policies, meter.mode())?;
    let together = together.policy();
    let singles = match policies.len() {
        0..=MOST_ONE_BY_ONE => one_by_one(policies)?,
        _ => Vec::new(),
    };
    let singles: Vec<Policy<'_>> = singles.iter().map(Compiled::policy).collect();
    let singles: Vec<&Policy<'_>> = singles.iter().collect();
    let layer = Policies::new().identity(&singles);

    let questions = (load.questions)(count);
    let prefix = format!("{}/", questions.tenant);
    let pairs = [
        (TENANT, questions.tenant.as_str()),
        (PREFIX, prefix.as_str()),
        (SOURCE_IP, "10.20.30.40"),
        (VIA_AWS_SERVICE, "false"),
    ];
    let context = Context::new(&pairs).map_err(|error| error.to_string())?;
    let asks: Vec<&Ask> = questions.mix.iter().chain(&questions.beside).collect();
    let requests: Vec<Request<'_>> = asks
        .iter()
        .map(|ask| Request::new(Action::from_static(ask.action), &ask.resource).with(&context))
        .collect();
    for (ask, request) in asks.iter().zip(&requests) {
        check(ask, request, &together, &singles)?;
    }
    let mix = requests.get(..questions.mix.len()).unwrap_or_default();

    let allow = |request: &Request<'_>| together.allowing(request).count();
    let mention = |request: &Request<'_>| together.mentioning(&request.action()).count();
    let answers = |of: &dyn Fn(&Request<'_>) -> usize| mix.iter().map(of).sum::<usize>();
    let n_each = mix.len();
    let is_compared = !singles.is_empty();
    Ok(Row {
        load: load.name,
        count,
        json_bytes: policies.iter().map(|policy| policy.document.len()).sum(),
        compile_seconds: seconds,
        held_bytes,
        together: meter.take(n_each, n_each, &|| {
            each(mix, |request| {
                usize::from(together.evaluate(request).is_allowed())
            })
        }),
        one_by_one: is_compared.then(|| {
            meter.take(n_each, n_each, &|| {
                each(mix, |request| {
                    usize::from(layer.evaluate(request).is_allowed())
                })
            })
        }),
        allowing: meter.take(n_each, answers(&allow).max(1), &|| each(mix, allow)),
        mentioning: meter.take(n_each, answers(&mention).max(1), &|| each(mix, mention)),
        requests: asks
            .iter()
            .zip(&requests)
            .enumerate()
            .map(|(index, (ask, request))| OfRequest {
                ask: (*ask).clone(),
                is_beside: index >= n_each,
                decision: word(together.evaluate(request)),
                n_mentioning: mention(request),
                n_allowing: allow(request),
                cost: meter.take(1, 1, &|| {
                    each(std::slice::from_ref(request), |request| {
                        usize::from(together.evaluate(request).is_allowed())
                    })
                }),
            })
            .collect(),
    })
}

/// What comes of compiling together.
struct Built {
    together: CompiledTogether,
    seconds: f64,
    held_bytes: f64,
}

fn build(policies: &[Named], mode: Mode) -> Result<Built, String> {
    let compile = || {
        let documents = policies.iter().map(|of| (&of.name, &of.document));
        load_together(documents, &options())
    };
    let mut together = None;
    let mut once = 0.0;
    let held = allocation_counter::measure(|| {
        once = seconds(1, || together = Some(compile()));
    });
    let together = together.ok_or("nothing was compiled")?;
    let together = together.map_err(|error| error.to_string())?;
    let n_runs = match policies.len() {
        _ if mode != Mode::Full => 0,
        0..=1_000 => 9,
        1_001..=10_000 => 3,
        _ => 0,
    };
    let seconds = match n_runs {
        0 => once,
        _ => seconds(n_runs, || drop(black_box(compile()))),
    };
    Ok(Built {
        together,
        seconds,
        held_bytes: usize::try_from(held.bytes_current).map_or(f64::NAN, float),
    })
}

fn one_by_one(policies: &[Named]) -> Result<Vec<Compiled>, String> {
    let options = options();
    let load = |policy: &Named| {
        let Named { name, document } = policy;
        let source = Source {
            name,
            text: document,
        };
        load(&source, &options).map_err(|error| error.to_string())
    };
    policies.iter().map(load).collect()
}

/// Compares the answer with the expected one, and with what the policies say one by one, if
/// they are there.
fn check(
    ask: &Ask,
    request: &Request<'_>,
    together: &Policy<'_>,
    singles: &[&Policy<'_>],
) -> Result<(), String> {
    let wrong = |what: &str, expected: &str, found: &str| {
        let Ask {
            action, resource, ..
        } = ask;
        Err(format!(
            "wrong answer: {what} for {action} on {resource}: expected {expected}, got {found}"
        ))
    };
    let decision = together.evaluate(request);
    if let Some(expected) = ask.expected.filter(|expected| *expected != decision) {
        return wrong("together", word(expected), word(decision));
    }
    if singles.is_empty() {
        return Ok(());
    }
    let expected = Policies::new().identity(singles).evaluate(request);
    if expected != decision {
        return wrong("together", word(expected), word(decision));
    }
    let alone = singles.iter().zip(1..);
    let alone = alone.filter(|(policy, _)| policy.evaluate(request).is_allowed());
    let alone: Vec<usize> = alone.map(|(_, position)| position).collect();
    let allowing = together.allowing(request).map(|of| of.position());
    let allowing: Vec<usize> = allowing.collect();
    if allowing != alone {
        return wrong(
            "`allowing`",
            &format!("{alone:?}"),
            &format!("{allowing:?}"),
        );
    }
    Ok(())
}

const TENANT: ContextKey<'static> = ContextKey::from_static("aws:PrincipalTag/tenant");
const PREFIX: ContextKey<'static> = ContextKey::from_static("s3:prefix");
const SOURCE_IP: ContextKey<'static> = ContextKey::from_static("aws:SourceIp");
const VIA_AWS_SERVICE: ContextKey<'static> = ContextKey::from_static("aws:ViaAWSService");

const fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow => "Allow",
        Decision::ExplicitDeny => "ExplicitDeny",
        Decision::ImplicitDeny => "ImplicitDeny",
    }
}
