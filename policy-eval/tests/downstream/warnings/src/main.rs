//! What policies are warned of, in a crate whose own warnings are errors.
#![deny(warnings, clippy::pedantic)]

use policy_eval::{Action, Policy, action, include_policy, policy, policy_dir};

static TASKS: Policy = include_policy!("../policies/tasks.json", type = trust);
static ONE_LESS: Policy = include_policy!(
    "../policies/tasks.json",
    type = trust,
    allow = [empty_object_condition]
);
policy_dir!(
    "../policies",
    type = trust,
    allow = [empty_sid_value, empty_object_condition]
);

// The settings say so.
static OLD: Policy = policy!({
    "Statement": {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"}
});
const TELEPORT_TASK: Action = action!("ecs:TeleportTask");

// What is said here counts more.
static OLDER: Policy = policy!({
    "Statement": {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"}
}, warn = [version_absent]);

macro_rules! tagged {
    ($operator:literal) => {
        policy!({
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Deny",
                "Action": "ecs:TagResource",
                "Resource": "*",
                "Condition": {$operator: {"aws:TagKeys": "team"}}
            }
        }, warn = [if_exists_without_effect])
    };
}

#[cfg(feature = "denied")]
mod denied {
    use policy_eval::{Policy, include_policy, policy};

    pub static TASKS: Policy = include_policy!(
        "../policies/tasks.json",
        type = trust,
        deny = [empty_sid_value]
    );
    // The settings say so.
    pub static TAGGED: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Deny",
            "Action": "ecs:TagResource",
            "Resource": "*",
            "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "team*"}}
        }
    });
}

fn main() {
    let tagged = tagged!("ForAnyValue:StringEqualsIfExists");
    let policies = [&TASKS, &ONE_LESS, &policies::TASKS, &OLD, &OLDER, &tagged];
    println!("{policies:?} {TELEPORT_TASK}");
    #[cfg(feature = "denied")]
    println!("{:?}", [&denied::TASKS, &denied::TAGGED]);
}
