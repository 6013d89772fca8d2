//! Requests.

use super::principal;
use super::random::Random;
use super::words::{self, Family};
use crate::request::{Request, Values};

/// A valid request.
pub(super) fn request(random: &mut Random) -> Request {
    let resource = if random.percent(20) {
        random.pick(words::ODD_RESOURCES)
    } else {
        random.pick(words::ARNS)
    };
    let mut request = Request::new(random.pick(words::ACTIONS), resource);
    request.principal = principal::caller(random);
    request.resource_account = match random.below(100) {
        0..40 => None,
        40..88 => Some("111122223333".to_owned()),
        _ => Some("444455556666".to_owned()),
    };
    request.resource_policy_required = random.percent(10);
    request.resource_in_management_account = random.percent(8);
    for (key, family) in words::KEYS {
        if random.percent(65) {
            // Now and then in another spelling; two of one key never come together.
            let key = if random.percent(5) {
                key.to_uppercase()
            } else {
                (*key).to_owned()
            };
            let values = values(random, *family, key.eq_ignore_ascii_case("aws:TagKeys"));
            request.context.push((key, values));
        }
    }
    request
}

fn values(random: &mut Random, family: Family, list: bool) -> Values {
    if !random.percent(if list { 85 } else { 8 }) {
        return Values::One(value(random, family));
    }
    let n_values = random.below(4);
    Values::Many((0..n_values).map(|_| value(random, family)).collect())
}

fn value(random: &mut Random, family: Family) -> String {
    let family = if random.percent(4) {
        random.pick(&Family::ALL)
    } else {
        family
    };
    random.pick(family.values()).to_owned()
}

/// Requests that are a little simpler.
pub(super) fn simpler(request: &Request) -> Vec<Request> {
    let mut simpler = Vec::new();
    let mut with = |change: &dyn Fn(&mut Request)| {
        let mut changed = request.clone();
        change(&mut changed);
        if changed != *request {
            simpler.push(changed);
        }
    };
    with(&|request| request.context.clear());
    with(&|request| request.principal = None);
    with(&|request| request.resource_account = None);
    with(&|request| request.resource_policy_required = false);
    with(&|request| request.resource_in_management_account = false);
    with(&|request| {
        if let Some(caller) = &mut request.principal {
            caller.unique_id = None;
            caller.canonical_user = None;
        }
    });
    with(&|request| {
        if let Some(caller) = &mut request.principal {
            caller.service_linked = false;
            caller.management_account = false;
        }
    });
    for (index, (_, values)) in request.context.iter().enumerate() {
        with(&|request| {
            request.context.remove(index);
        });
        if let Values::Many(list) = values {
            for position in 0..list.len() {
                with(&|request| {
                    if let Values::Many(list) = &mut request.context[index].1 {
                        list.remove(position);
                    }
                });
            }
        }
    }
    simpler
}
