//! Tables are data, perhaps baked by another version of the macros: whatever is in them, a
//! look-up ends, and does not panic.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use policy_compiler::{Reference, ServiceBuf};
use policy_core::Action;
use policy_core::reference::Service;
use policy_core::reference::form::{PerfectHash, ServiceTables};

#[test]
fn no_tables_panic() {
    let reference = Reference::aws();
    let ecs = reference.service("ecs").expect("the service");
    let ecs = ServiceBuf::new(ecs).expect("its tables");
    let good = *ecs.lend().tables();
    let text = good.text.as_bytes();
    for len in (0..good.rows.len()).step_by(7) {
        ask_everything(ServiceTables {
            rows: &good.rows[..len],
            ..good
        });
    }
    let mut state = 1_u64;
    for _ in 0..200 {
        let mut rows = good.rows.to_vec();
        let mut slots = good.actions.slots.to_vec();
        for _ in 0..8 {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            let random = usize::try_from(state >> 33).expect("31 bits");
            let at = random
                % rows
                    .len()
                    .min(if random % 3 == 0 { 64 } else { usize::MAX });
            rows[at] = state.to_le_bytes()[6];
            let at = random % slots.len();
            slots[at] = state.to_le_bytes()[5];
        }
        let actions = PerfectHash {
            slots: &slots,
            ..good.actions
        };
        ask_everything(ServiceTables {
            rows: &rows,
            actions,
            ..good
        });
    }
    let half = str::from_utf8(&text[..text.len() / 2]).expect("ASCII");
    ask_everything(ServiceTables {
        text: half,
        prefix: "ecsecsecs",
        ..good
    });
    for actions in [
        PerfectHash::EMPTY,
        PerfectHash {
            pilots: &[],
            ..good.actions
        },
        PerfectHash {
            pilots: &good.actions.pilots[..1],
            ..good.actions
        },
        PerfectHash {
            remap: &[],
            ..good.actions
        },
        PerfectHash {
            slots: &good.actions.slots[..5],
            ..good.actions
        },
        PerfectHash {
            seed: 7,
            ..good.actions
        },
    ] {
        ask_everything(ServiceTables { actions, ..good });
    }
}

fn ask_everything(tables: ServiceTables<'_>) {
    let service = Service::new(tables);
    let mut asked = 0;
    for name in ["RunTask", "StopTask", "TagResource", "x"] {
        asked += service.action(name).iter().count();
        let text = format!("ecs:{name}");
        let action = Action::parse(&text).expect("an action");
        asked += service.action_info(&action).iter().count();
    }
    for action in service.actions().take(100) {
        asked += action.resource_types().take(100).count();
        asked += action.all_condition_keys().take(100).count();
        asked += action.dependent_actions().take(100).count();
        let _ = action.access_level();
    }
    for resource in service.resource_types().take(100) {
        asked += resource.arn_formats().take(100).count();
    }
    for key in service.condition_keys().take(100) {
        let _ = (key.key_type(), key.is_list());
    }
    asked += service.condition_key("ecs:x").iter().count();
    let arn = "arn:aws:ecs:eu-central-1:111122223333:task/web/1";
    let _ = (asked, service.resource_type_of(arn));
}
