//! A program that knows `policy-eval` only through the library of its house.

static TASKS: house_library::Policy = house_library::include_policy!("policies/tasks.json");
static SAME: house_library::iam::Policy =
    house_library::iam::include_policy!("policies/tasks.json");
static HOUSE: house_library::Policy = house_library::house_policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}
});

house_library::policy_dir!("policies");

fn main() {
    let request = house_library::Request::new(house_library::action!("ecs:RunTask"), "*");
    for policy in [&TASKS, &SAME, &HOUSE, &policies::TASKS] {
        assert!(policy.evaluate(&request).is_allowed());
    }
}
