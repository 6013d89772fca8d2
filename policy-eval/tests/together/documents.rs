//! Which documents there are, and which of them say something.

use policy_compiler::Options;
use policy_eval::PolicyType;
use policy_oracle::generate;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::together::{Together, name_of};
use crate::{allows, law, statements, support};

#[test]
fn allowing_and_mentioning_are_exact_and_in_order() {
    law(|policy_type, documents, request| {
        let together = Together::new(documents, policy_type);
        let policy = together.policy();
        let of = |is_one: &dyn Fn(&Value) -> bool| -> Vec<usize> {
            let documents = (1..).zip(documents);
            let some = documents.filter(|(_, document)| is_one(document));
            some.map(|(position, _)| position).collect()
        };
        let (allowing, mentioning) = support::with_request(request, |request| {
            let allowing = policy.allowing(request).map(|of| of.position());
            let mentioning = policy.mentioning(&request.action());
            let mentioning = mentioning.map(|of| of.position()).collect::<Vec<_>>();
            (allowing.collect::<Vec<_>>(), mentioning)
        });
        prop_assert_eq!(allowing, of(&|document| allows(document, request)));
        let mentions = |document: &Value| mentions(document, &request.action);
        prop_assert_eq!(mentioning, of(&mentions));
        Ok(())
    });
}

/// An identity policy that allows, allows alone.
#[test]
fn allowing_are_those_that_allow_alone() {
    let documents = vec(generate::policy(policy_oracle::PolicyType::Identity), 1..7);
    let pairs = (documents, generate::request());
    let outcome = support::runner(300).run(&pairs, |(documents, mut request)| {
        // For a user of the resource's account, nothing else is asked.
        request.principal = None;
        request.resource_account = None;
        request.resource_policy_required = false;
        let alone = |document: &Value| {
            let compiled = support::build(document, PolicyType::Identity);
            support::decide(&compiled.policy(), &request).is_allowed()
        };
        let expected = documents.iter().map(alone).collect::<Vec<_>>();
        let together = Together::new(&documents, PolicyType::Identity);
        let policy = together.policy();
        let mut found = vec![false; documents.len()];
        support::with_request(&request, |request| {
            for document in policy.allowing(request) {
                found[document.position() - 1] = true;
            }
        });
        prop_assert_eq!(found, expected);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Whether a statement could apply to some request for the action.
fn mentions(document: &Value, action: &str) -> bool {
    let is_about = |mut statement: Value| {
        let has = |element: &str, value: Value| statement.get(element) == Some(&value);
        let is_star = |entry: &Value| {
            entry
                .as_str()
                .is_some_and(|entry| entry.trim_matches('*').is_empty())
        };
        let not_resources = match statement.get("NotResource") {
            Some(Value::Array(entries)) => entries.clone(),
            entry => Vec::from_iter(entry.cloned()),
        };
        let nobody = |principals: &Value| match principals {
            Value::Object(types) => types.values().all(|entries| *entries == json!([])),
            _ => false,
        };
        // Nothing is left that they could be about (G-15, R-16).
        if has("Resource", json!([]))
            || statement.get("Principal").is_some_and(nobody)
            || not_resources.iter().any(is_star)
        {
            return false;
        }
        let members = statement.as_object_mut().expect("a statement");
        members.retain(|name, _| name == "Action" || name == "NotAction");
        members.insert("Effect".to_owned(), json!("Allow"));
        members.insert("Resource".to_owned(), json!("*"));
        let document = json!({"Version": "2012-10-17", "Statement": statement});
        allows(&document, &policy_oracle::Request::new(action, "*"))
    };
    statements(document).into_iter().any(is_about)
}

#[test]
fn statements_know_their_documents() {
    law(|policy_type, documents, _| {
        let together = Together::new(documents, policy_type);
        let policy = together.policy();
        prop_assert_eq!(policy.documents().count(), documents.len());
        let described = |statement: policy_eval::Statement<'_>| {
            let conditions = statement
                .conditions()
                .map(|condition| condition.to_string().to_lowercase());
            (
                statement.position(),
                statement.policy_name().map(str::to_owned),
                statement.sid().map(str::to_owned),
                statement.effect(),
                statement.resource().to_string().to_lowercase(),
                statement.principal().to_string(),
                conditions.collect::<Vec<_>>(),
            )
        };
        let mut all = Vec::new();
        for (index, (document, alone)) in policy.documents().zip(documents).enumerate() {
            let name = name_of(index);
            prop_assert_eq!(document.position(), index + 1);
            prop_assert_eq!(document.name(), Some(name.as_str()));
            let options = Options::new(policy_type).name(name);
            let alone = support::build_with(alone, options);
            let alone: Vec<_> = alone.policy().statements().map(described).collect();
            let found: Vec<_> = document.statements().map(described).collect();
            prop_assert_eq!(&found, &alone);
            all.extend(alone);
        }
        let found: Vec<_> = policy.statements().map(described).collect();
        prop_assert_eq!(found, all);
        Ok(())
    });
}
