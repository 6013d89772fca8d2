//! Who decides: our policies in several forms, and the rivals.

use std::hint::black_box;

use policy_catalog::managed;
use policy_compiler::{Compiled, Options, compile};
use policy_eval::{Action, Policies, Policy, PolicyType, Request, explain, policy};

use crate::case::Case;
use crate::rivals::{Indexed, Naive};

/// The service control policy that AWS attaches everywhere.
static FULL_AWS_ACCESS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" }
}, type = scp);

/// Three layers that allow the same as the policy alone.
static LAYERS: Policies = Policies::new()
    .identity(&[managed::AMAZON_ECS_FULL_ACCESS.policy()])
    .boundary(managed::AMAZON_ECS_FULL_ACCESS.policy())
    .scps(&[&[&FULL_AWS_ACCESS]]);

/// A way of deciding.
pub(crate) struct Subject<'s> {
    pub(crate) name: &'static str,
    /// Ours may not allocate.
    pub(crate) is_ours: bool,
    /// The right answer.
    pub(crate) expected: fn(&Case<'_>) -> bool,
    decide: Box<Decide<'s>>,
}

/// Decides each case once; the number of those allowed.
type Decide<'s> = dyn Fn(&[&Case<'_>]) -> usize + 's;

impl<'s> Subject<'s> {
    fn new(name: &'static str, is_ours: bool, allows: impl Fn(&Case<'_>) -> bool + 's) -> Self {
        Subject {
            name,
            is_ours,
            expected: |case| case.full_access,
            // A loop for each subject, so that nothing stands between it and what it decides with.
            decide: Box::new(move |cases| {
                let mut n_allowed = 0;
                for case in cases {
                    n_allowed += usize::from(allows(black_box(case)));
                }
                n_allowed
            }),
        }
    }

    /// Decides each case once; the number of those allowed.
    pub(crate) fn decide(&self, cases: &[&Case<'_>]) -> usize {
        (self.decide)(cases)
    }
}

/// The policy as the subjects that do not have it in the program take it.
#[derive(Debug)]
pub(crate) struct Loaded {
    text: &'static str,
    compiled: Compiled,
    indexed: Indexed,
    naive: Naive,
}

impl Loaded {
    pub(crate) fn new() -> Result<Self, String> {
        let text = managed::AMAZON_ECS_FULL_ACCESS.document();
        let (Ok(compiled), Some(indexed), Some(naive)) = (
            compile(text, &Options::new(PolicyType::Identity)),
            Indexed::parse(text),
            Naive::parse(text),
        ) else {
            return Err("the document of AmazonECS_FullAccess cannot be read".to_owned());
        };
        Ok(Loaded {
            text,
            compiled,
            indexed,
            naive,
        })
    }

    /// The harness without a decision, whose cost is taken from that of the others.
    pub(crate) fn nobody() -> Subject<'static> {
        Subject::new("the harness alone", false, |case| case.full_access)
    }

    pub(crate) fn subjects(&self) -> Vec<Subject<'_>> {
        let baked = managed::AMAZON_ECS_FULL_ACCESS.policy();
        let at_run_time = self.compiled.policy();
        let all = managed::ALL;
        vec![
            Subject::new("baked, typed", true, |case| {
                baked.evaluate(&case.request).is_allowed()
            }),
            Subject::new("baked, text", true, |case| {
                let Ok(action) = Action::parse(case.action) else {
                    return false;
                };
                let request = Request::new(action, case.resource).with(case.context);
                baked.evaluate(&request).is_allowed()
            }),
            Subject::new("loaded, typed", true, move |case| {
                at_run_time.evaluate(&case.request).is_allowed()
            }),
            Subject::new("three layers, typed", true, |case| {
                LAYERS.evaluate(&case.request).is_allowed()
            }),
            Subject::new("explained", false, move |case| {
                explain(baked, &case.request).decision().is_allowed()
            }),
            Subject {
                expected: |case| case.all_seven,
                ..Subject::new("all seven, typed", true, |case| {
                    all.iter()
                        .any(|policy| policy.evaluate(&case.request).is_allowed())
                })
            },
            Subject::new("rival: map of actions", false, |case| {
                self.indexed.allows(case)
            }),
            Subject::new("rival: linear scan", false, |case| self.naive.allows(case)),
            Subject::new("rival: parse, then scan", false, |case| {
                Naive::parse(self.text).is_some_and(|naive| naive.allows(case))
            }),
        ]
    }
}
