//! The request of a case, from its JSON text (Q-1 … Q-7).

use std::fmt;

use policy_compiler::plain_number;
use policy_eval::{
    AccountId, Context, ContextError, ContextKey, Decision, Policy, Principal, Request, decide,
};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The code of a request that cannot be built.
const REQUEST: &str = "request";

/// A request that owns its texts.
pub(crate) struct OwnedRequest {
    written: Written,
    plain: Vec<(String, String)>,
    lists: Vec<(String, Vec<String>)>,
}

/// The fields of a request; unknown ones are ignored.
#[derive(Deserialize)]
struct Written {
    principal: String,
    action: String,
    resource: String,
    resource_account: String,
    #[serde(default)]
    context: Pairs,
    #[serde(default)]
    principal_attrs: Attributes,
    #[serde(default)]
    resource_policy_mode: Mode,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes {
    kind: Option<String>,
    role_arn: Option<String>,
    user_arn: Option<String>,
    unique_id: Option<String>,
    canonical_user: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    #[default]
    Optional,
    Required,
}

/// An object with all its keys, repeated ones too.
#[derive(Default)]
struct Pairs(Vec<(String, Box<RawValue>)>);

impl OwnedRequest {
    /// Reads a request and makes sure that it can be built; an error is its code.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let mut written: Written = serde_json::from_str(text).map_err(|_| REQUEST)?;
        let mut plain = Vec::new();
        let mut lists = Vec::new();
        for (key, value) in std::mem::take(&mut written.context).0 {
            match serde_json::from_str::<Vec<&RawValue>>(value.get()) {
                Ok(values) => {
                    let values: Option<_> = values.into_iter().map(scalar_text).collect();
                    lists.push((key, values.ok_or(REQUEST)?));
                }
                Err(_) => plain.push((key, scalar_text(&value).ok_or(REQUEST)?)),
            }
        }
        let request = OwnedRequest {
            written,
            plain,
            lists,
        };
        request.build(|_| ())?;
        Ok(request)
    }

    /// Decides the request; one that cannot be built is denied.
    pub(crate) fn decide(&self, policies: &[&Policy<'_>]) -> Decision {
        self.build(|request| decide(policies, request))
            .unwrap_or(Decision::ImplicitDeny)
    }

    /// Builds the borrowed form, for as long as `use_it` runs.
    fn build<T>(&self, use_it: impl FnOnce(&Request<'_>) -> T) -> Result<T, &'static str> {
        let plain: Vec<_> = self
            .plain
            .iter()
            .map(|(key, value)| (ContextKey::new(key), value.as_str()))
            .collect();
        let texts: Vec<Vec<&str>> = self
            .lists
            .iter()
            .map(|(_, values)| values.iter().map(String::as_str).collect())
            .collect();
        let lists = self.lists.iter().zip(&texts);
        let lists: Vec<_> = lists
            .map(|((key, _), values)| (ContextKey::new(key), values.as_slice()))
            .collect();
        let context = Context::with_lists(&plain, &lists).map_err(|error| match error {
            ContextError::DuplicateKey { .. } => "duplicate_context_key",
            _ => REQUEST,
        })?;

        let written = &self.written;
        let principal = written.principal().ok_or(REQUEST)?;
        let account = AccountId::parse(&written.resource_account).map_err(|_| REQUEST)?;
        let request = Request::parse(&written.action, &written.resource).map_err(|_| REQUEST)?;
        let request = request.by(&principal).in_account(account).with(&context);
        Ok(use_it(&match written.resource_policy_mode {
            Mode::Optional => request,
            Mode::Required => request.requiring_resource_policy(),
        }))
    }
}

impl Written {
    fn principal(&self) -> Option<Principal<'_>> {
        let Attributes {
            kind,
            role_arn,
            user_arn,
            unique_id,
            canonical_user,
        } = &self.principal_attrs;
        let mut principal = match (kind.as_deref(), self.principal.as_str()) {
            (Some("federated"), provider) => Principal::federated(provider).ok()?,
            (Some(_), _) => return None,
            (None, "anonymous") => Principal::ANONYMOUS,
            (None, text) => Principal::parse(text).ok()?,
        };
        if let Some(arn) = role_arn {
            principal = principal.with_role(arn).ok()?;
        }
        if let Some(arn) = user_arn {
            principal = principal.with_parent_user(arn).ok()?;
        }
        if let Some(id) = unique_id {
            principal = principal.with_unique_id(id);
        }
        if let Some(id) = canonical_user {
            principal = principal.with_canonical_user(id);
        }
        Some(principal)
    }
}

/// The text of a string, number or boolean (C-15, Q-4).
fn scalar_text(value: &RawValue) -> Option<String> {
    match serde_json::from_str(value.get()).ok()? {
        Value::String(text) => Some(text),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(_) => plain_number(value.get()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of condition keys and values")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Pairs, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Object)
    }
}
