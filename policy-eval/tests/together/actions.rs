//! Actions whose names are nearly the same.

use policy_eval::{Action, Context, Decision, Policies, PolicyType, Request};
use policy_oracle::generate::{self, DenseActions};
use proptest::prelude::*;
use serde_json::json;

use crate::statements;
use crate::support::{self, together::Together};

/// Every name of a dense pool, in every form that an action has.
#[test]
fn names_that_are_nearly_the_same_are_told_apart() {
    let outcome = support::runner(60).run(&generate::dense_actions(), |dense| {
        let DenseActions { documents, actions } = dense;
        let whole = json!({
            "Version": "2012-10-17",
            "Statement": documents.iter().flat_map(statements).collect::<Vec<_>>(),
        });
        let together = Together::new(&documents, PolicyType::Identity);
        let whole = support::build(&whole, PolicyType::Identity);
        let (together, whole) = (together.policy(), whole.policy());
        for action in &actions {
            let asked = policy_oracle::Request::new(action, DenseActions::RESOURCE);
            let decide = |document| {
                policy_oracle::evaluate(document, policy_oracle::PolicyType::Identity, &asked)
            };
            let said: Vec<Decision> = documents
                .iter()
                .map(decide)
                .map(support::decision)
                .collect();
            let of = |is_one: &dyn Fn(Decision) -> bool| -> Vec<usize> {
                let said = (1..).zip(&said).filter(|(_, decision)| is_one(**decision));
                said.map(|(position, _)| position).collect()
            };
            let (allowing, denying) = (
                of(&|decision| decision == Decision::Allow),
                of(&|decision| decision == Decision::ExplicitDeny),
            );
            let expected = match (denying.is_empty(), allowing.is_empty()) {
                (false, _) => Decision::ExplicitDeny,
                (true, false) => Decision::Allow,
                (true, true) => Decision::ImplicitDeny,
            };
            let mentioning = of(&|decision| decision != Decision::ImplicitDeny);
            let leaked: &'static str = action.clone().leak();
            let (shouted, lowered) = (action.to_uppercase(), action.to_lowercase());
            let leaked_shout: &'static str = shouted.clone().leak();
            for action in [
                Action::parse(action).expect("an action"),
                Action::parse(&shouted).expect("an action"),
                Action::parse(&lowered).expect("an action"),
                Action::from_static(leaked),
                Action::from_static(leaked_shout),
            ] {
                let found = together
                    .mentioning(&action)
                    .map(|document| document.position());
                prop_assert_eq!(found.collect::<Vec<_>>(), mentioning.clone(), "{}", action);
                let request = Request::new(action, DenseActions::RESOURCE);
                let found = together
                    .allowing(&request)
                    .map(|document| document.position());
                prop_assert_eq!(found.collect::<Vec<_>>(), allowing.clone(), "{}", action);
                for policy in [&together, &whole] {
                    prop_assert_eq!(policy.evaluate(&request), expected, "{}", action);
                    // By the formula, which does not go past anything.
                    let policies = [policy];
                    let policies = Policies::new().identity(&policies);
                    prop_assert_eq!(policies.evaluate(&request), expected, "{}", action);
                    let context = Context::EMPTY;
                    let request = request.with(&context);
                    prop_assert_eq!(policy.evaluate(&request), expected, "{}", action);
                }
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
