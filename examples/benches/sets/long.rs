//! Long policies beside one of usual length: what a decision costs must hardly depend on that.

use policy_catalog::managed::AMAZON_ECS_FULL_ACCESS;
use policy_eval::dynamic::{Source, load};
use policy_eval::{Action, Policy, Request};
use serde_json::Value;

use crate::managed::Managed;
use crate::meter::{Meter, Place, each};
use crate::set::options;

/// Decisions of one policy.
#[derive(Debug)]
pub(crate) struct Long {
    pub(crate) name: &'static str,
    pub(crate) n_entries: usize,
    pub(crate) cost: Place,
}

/// Half of them are covered.
const N_ACTIONS: usize = 50;

const LONG: [&str; 2] = ["ReadOnlyAccess", "AWSSupportServiceRolePolicy"];

/// Measures `AmazonECS_FullAccess`, and the long ones if they are there.
///
/// # Errors
///
/// If one of them cannot be compiled, or does not cover what it has to.
pub(crate) fn measure(managed: Option<&Managed>, meter: &mut Meter) -> Result<Vec<Long>, String> {
    let usual = ("AmazonECS_FullAccess", AMAZON_ECS_FULL_ACCESS.document());
    let long = LONG
        .into_iter()
        .filter_map(|name| Some((name, managed?.document(name)?)));
    let all = [usual].into_iter().chain(long);
    all.map(|(name, text)| of_policy(name, text, meter))
        .collect()
}

fn of_policy(name: &'static str, text: &str, meter: &mut Meter) -> Result<Long, String> {
    let compiled = load(&Source { name, text }, &options()).map_err(|error| error.to_string())?;
    let policy = compiled.policy();
    let entries = entries(text).ok_or_else(|| format!("`{name}` is no document"))?;
    let covered = entries.iter().map(|entry| entry.replace('*', "Things"));
    let missed = entries.iter().filter_map(|entry| {
        let (service, name) = entry.split_once(':')?;
        Some(format!("{service}:Unheard{}", name.replace('*', "Of")))
    });
    let covered = spread(&policy, covered, true);
    let missed = spread(&policy, missed, false);
    let requests: Vec<Request<'_>> = covered
        .iter()
        .chain(&missed)
        .map(|action| Request::new(*action, "*"))
        .collect();
    if requests.len() != N_ACTIONS {
        return Err(format!("`{name}` has too few actions"));
    }
    Ok(Long {
        name,
        n_entries: entries.len(),
        cost: meter.take(N_ACTIONS, N_ACTIONS, &|| {
            each(&requests, |request| {
                usize::from(policy.evaluate(request).is_allowed())
            })
        }),
    })
}

/// The entries of all elements `Action`.
fn entries(text: &str) -> Option<Vec<String>> {
    let document: Value = serde_json::from_str(text).ok()?;
    let list = |value: &Value| match value {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    let statements = list(document.get("Statement")?);
    let actions = statements
        .iter()
        .filter_map(|statement| statement.get("Action"));
    let entries = actions.flat_map(list);
    entries
        .map(|entry| Some(entry.as_str()?.to_owned()))
        .collect()
}

/// Half as many as are needed, from all over the document.
fn spread(
    policy: &Policy<'_>,
    names: impl Iterator<Item = String>,
    is_covered: bool,
) -> Vec<Action<'static>> {
    let is_wanted = |name: &String| {
        Action::parse(name)
            .is_ok_and(|action| policy.mentioning(&action).next().is_some() == is_covered)
    };
    let names: Vec<String> = names.filter(is_wanted).collect();
    let half = N_ACTIONS / 2;
    let chosen = (0..half).filter_map(|index| names.get(index * names.len() / half));
    // As constants, which last as long.
    chosen
        .map(|name| Action::from_static(name.clone().leak()))
        .collect()
}
