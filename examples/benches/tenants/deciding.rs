//! Time per decision, alone and with the way to the policy.

use std::collections::HashSet;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use policy_eval::Request;
use policy_eval::dynamic::{Compiled, LivePolicySet, PolicySet};

use crate::Mode;
use crate::cases::{self, Case};
use crate::documents::Tenant;
use crate::median::{float, median};

/// Decides the requests of all tenants and of one, and prints what each step costs.
///
/// # Errors
///
/// If an answer is wrong, or a step allocates.
pub(crate) fn measure(tenants: &[Tenant], live: &LivePolicySet, mode: Mode) -> Result<(), String> {
    let texts = cases::texts(tenants);
    let pairs = cases::pairs(&texts);
    let contexts = cases::contexts(&pairs).map_err(|error| error.to_string())?;
    let cases = cases::cases(&texts, &pairs, &contexts);
    let policies = live.snapshot();
    let all = with_policies(&cases, &policies)?;
    let groups = [tenants.len(), 100, 1].map(|n_tenants| first(n_tenants, tenants, &all));

    println!(
        "{:<20} {:>11} {:>11} {:>11} {:>12}",
        "ns per decision", "all tenants", "100 tenants", "one tenant", "allocations"
    );
    for step in steps(live) {
        if step.decides {
            check_answers(&step, &all)?;
        }
        let allocations = allocation_counter::measure(|| {
            black_box((step.run)(&all));
        });
        if allocations.count_total > 0 {
            return Err(format!("`{}` allocates", step.name));
        }
        let [all, hundred, one] = groups
            .each_ref()
            .map(|group| nanoseconds(&step, group, mode));
        println!(
            "{:<20} {all:>11.1} {hundred:>11.1} {one:>11.1} {:>12}",
            step.name, 0
        );
    }
    Ok(())
}

/// A case, and the policy of its tenant found already.
#[derive(Clone, Copy, Debug)]
struct Ready<'a> {
    case: &'a Case<'a>,
    policy: &'a Compiled,
}

fn with_policies<'a>(
    cases: &'a [Case<'a>],
    policies: &'a PolicySet,
) -> Result<Vec<Ready<'a>>, String> {
    let ready = |case: &'a Case<'a>| {
        let name = case.tenant;
        let policy = policies.get_compiled(name).map(Arc::as_ref);
        let policy = policy.ok_or_else(|| format!("`{name}` has no policy"))?;
        Ok(Ready { case, policy })
    };
    cases.iter().map(ready).collect()
}

/// The cases of the first few tenants.
fn first<'a>(n_tenants: usize, tenants: &[Tenant], all: &[Ready<'a>]) -> Vec<Ready<'a>> {
    let names: HashSet<&str> = tenants
        .iter()
        .take(n_tenants)
        .map(|tenant| tenant.name.as_str())
        .collect();
    let is_of_them = |ready: &&Ready<'_>| names.contains(ready.case.tenant);
    all.iter().filter(is_of_them).copied().collect()
}

/// A part of what a server does for each request.
struct Step<'s> {
    name: &'static str,
    /// Whether it comes to a decision. Otherwise the number that it counts means nothing.
    decides: bool,
    /// How many of these requests are allowed.
    run: Box<Run<'s>>,
}

type Run<'s> = dyn Fn(&[Ready<'_>]) -> usize + 's;

impl<'s> Step<'s> {
    fn new(name: &'static str, decides: bool, step: impl Fn(&Ready<'_>) -> bool + 's) -> Self {
        Step {
            name,
            decides,
            // A loop for each step, so that nothing stands between it and what it decides with.
            run: Box::new(move |cases| {
                let mut n_allowed = 0;
                for ready in cases {
                    black_box(ready.case.read());
                    n_allowed += usize::from(step(black_box(ready)));
                }
                n_allowed
            }),
        }
    }
}

fn steps(live: &LivePolicySet) -> Vec<Step<'_>> {
    vec![
        Step::new("read the request", false, |_| false),
        Step::new("take a snapshot", false, |_| live.snapshot().is_empty()),
        Step::new("and look up", false, |ready| {
            let policies = live.snapshot();
            policies.get_compiled(ready.case.tenant).is_some()
        }),
        Step::new("and decide, typed", true, |ready| {
            let policies = live.snapshot();
            let policy = policies.get(ready.case.tenant);
            policy.is_some_and(|policy| policy.evaluate(&ready.case.request).is_allowed())
        }),
        Step::new("and decide, text", true, |ready| {
            let Case {
                action,
                resource,
                context,
                ..
            } = ready.case;
            let policies = live.snapshot();
            let Ok(request) = Request::parse(action, resource) else {
                return false;
            };
            let policy = policies.get(ready.case.tenant);
            policy.is_some_and(|policy| policy.evaluate(&request.with(context)).is_allowed())
        }),
        Step::new("decide alone, typed", true, |ready| {
            ready
                .policy
                .policy()
                .evaluate(&ready.case.request)
                .is_allowed()
        }),
        Step::new("decide alone, text", true, |ready| {
            let Case {
                action,
                resource,
                context,
                ..
            } = ready.case;
            Request::parse(action, resource).is_ok_and(|request| {
                ready
                    .policy
                    .policy()
                    .evaluate(&request.with(context))
                    .is_allowed()
            })
        }),
    ]
}

fn check_answers(step: &Step<'_>, cases: &[Ready<'_>]) -> Result<(), String> {
    for ready in cases {
        let Ready { case, policy } = ready;
        let decision = policy.policy().evaluate(&case.request);
        let allowed = (step.run)(&[*ready]) == 1;
        if decision != case.expected || allowed != case.expected.is_allowed() {
            return Err(format!(
                "wrong answer: `{}` for {} on {} of {}: expected {:?}, got {decision:?}",
                step.name, case.action, case.resource, case.tenant, case.expected
            ));
        }
    }
    Ok(())
}

/// The median over samples.
fn nanoseconds(step: &Step<'_>, cases: &[Ready<'_>], mode: Mode) -> f64 {
    let (n_samples, at_least) = match mode {
        Mode::Full => (31, Duration::from_millis(5)),
        Mode::Smoke => (3, Duration::from_micros(20)),
    };
    let time = |n_passes: u32| {
        let start = Instant::now();
        for _ in 0..n_passes {
            black_box((step.run)(black_box(cases)));
        }
        start.elapsed()
    };
    let mut n_passes = 1;
    while n_passes < 1 << 24 && time(n_passes) < at_least {
        n_passes *= 2;
    }
    let sample = |_| time(n_passes).as_secs_f64() / f64::from(n_passes);
    median((0..n_samples).map(sample).collect()) * 1e9 / float(cases.len())
}
