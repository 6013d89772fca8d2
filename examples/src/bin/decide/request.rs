//! The request of a case, from its JSON text (Q-1 … Q-7).

use std::collections::BTreeSet;
use std::fmt;

use policy_compiler::plain_number;
use policy_eval::{AccountId, Context, ContextError, ContextKey, Principal, Request};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::object;

/// The code of a request that cannot be built.
const REQUEST: &str = "request";

/// The code of a context that has a key twice.
const DUPLICATE_CONTEXT_KEY: &str = "duplicate_context_key";

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
    #[serde(default, deserialize_with = "object::read")]
    principal_attrs: Attributes,
    resource_policy_mode: Option<String>,
    #[serde(default)]
    resource_in_management_account: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes {
    kind: Option<String>,
    role_arn: Option<String>,
    user_arn: Option<String>,
    unique_id: Option<String>,
    canonical_user: Option<String>,
    service_linked_role: bool,
    management_account: bool,
}

/// The context by itself, so that its mistakes are found beside others.
#[derive(Deserialize)]
struct WithContext {
    #[serde(default)]
    context: Pairs,
}

/// An object with all its keys, repeated ones too.
#[derive(Default)]
struct Pairs(Vec<(String, Box<RawValue>)>);

impl OwnedRequest {
    /// Reads a request and makes sure that it can be built; the errors are their codes.
    pub(crate) fn parse(text: &str) -> Result<Self, BTreeSet<&'static str>> {
        let context = object::parse::<WithContext>(text).map(|with| with.context.0);
        let mut errors = BTreeSet::new();
        if context.as_ref().is_ok_and(|pairs| has_duplicates(pairs)) {
            errors.insert(DUPLICATE_CONTEXT_KEY);
        }
        let written = object::parse::<Written>(text).ok();
        let values = context.ok().and_then(|pairs| split(&pairs));
        let (Some(written), Some((plain, lists))) = (written, values) else {
            errors.insert(REQUEST);
            return Err(errors);
        };
        let request = OwnedRequest {
            written,
            plain,
            lists,
        };
        if let Err(code) = request.build(|_| ()) {
            errors.insert(code);
        }
        if errors.is_empty() {
            Ok(request)
        } else {
            Err(errors)
        }
    }

    /// Builds the borrowed form, for as long as `use_it` runs.
    pub(crate) fn build<T>(
        &self,
        use_it: impl FnOnce(&Request<'_>) -> T,
    ) -> Result<T, &'static str> {
        let written = &self.written;
        let principal = written.principal().ok_or(REQUEST)?;
        let account = AccountId::parse(&written.resource_account).map_err(|_| REQUEST)?;
        let request = Request::parse(&written.action, &written.resource).map_err(|_| REQUEST)?;

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
        let lists: Vec<_> = self
            .lists
            .iter()
            .zip(&texts)
            .map(|((key, _), values)| (ContextKey::new(key), values.as_slice()))
            .collect();
        let context = Context::with_lists(&plain, &lists).map_err(|error| match error {
            ContextError::DuplicateKey { .. } => DUPLICATE_CONTEXT_KEY,
            _ => REQUEST,
        })?;

        let mut request = request.by(&principal).in_account(account).with(&context);
        match written.resource_policy_mode.as_deref() {
            None | Some("optional") => {}
            Some("required") => request = request.requiring_resource_policy(),
            Some(_) => return Err(REQUEST),
        }
        if written.resource_in_management_account {
            request = request.with_resource_in_management_account();
        }
        Ok(use_it(&request))
    }
}

/// Whether two keys are equal but for case.
fn has_duplicates(pairs: &[(String, Box<RawValue>)]) -> bool {
    let fold = |name: &String| -> String { name.chars().flat_map(char::to_lowercase).collect() };
    let mut known = BTreeSet::new();
    !pairs.iter().all(|(key, _)| known.insert(fold(key)))
}

/// Plain values and lists; `None` if a value is neither.
#[expect(clippy::type_complexity, reason = "the two halves of a context")]
fn split(
    pairs: &[(String, Box<RawValue>)],
) -> Option<(Vec<(String, String)>, Vec<(String, Vec<String>)>)> {
    let mut plain = Vec::new();
    let mut lists = Vec::new();
    for (key, value) in pairs {
        match serde_json::from_str::<Vec<&RawValue>>(value.get()) {
            Ok(values) => {
                let values: Option<_> = values.into_iter().map(scalar_text).collect();
                lists.push((key.clone(), values?));
            }
            Err(_) => plain.push((key.clone(), scalar_text(value)?)),
        }
    }
    Some((plain, lists))
}

impl Written {
    fn principal(&self) -> Option<Principal<'_>> {
        let Attributes {
            kind,
            role_arn,
            user_arn,
            unique_id,
            canonical_user,
            service_linked_role,
            management_account,
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
        if *service_linked_role {
            principal = principal.of_service_linked_role().ok()?;
        }
        if *management_account {
            principal = principal.of_management_account().ok()?;
        }
        Some(principal)
    }
}

/// The text of a string, number or boolean (C-15, Q-4).
fn scalar_text(value: &RawValue) -> Option<String> {
    match value.get() {
        text @ ("true" | "false") => Some(text.to_owned()),
        text if text.starts_with('"') => serde_json::from_str(text).ok(),
        text if text.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) => {
            plain_number(text)
        }
        _ => None,
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
