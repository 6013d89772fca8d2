//! The macros in every place where an expression or an item may stand.

use policy_eval::{
    Action, ContextKey, Decision, Policy, Request, assert_policy, include_policy, include_service, policy,
    policy_dir,
};

static STATIC: Policy<'static> = include_policy!("policies/tasks.json");
const CONST: Policy<'static> = include_policy!("policies/tasks.json");
const ARRAY: [Policy<'static>; 2] = [
    include_policy!("policies/tasks.json"),
    policy!({
        "Version": "2012-10-17",
        "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}
    }),
];
static LIST: &[(&str, Policy<'static>)] = &[("tasks", include_policy!("policies/tasks.json"))];
const RUN_TASK: Action<'static> = policy_eval::action!("ecs:RunTask");
const ACTIONS: [Action<'static>; 2] = [RUN_TASK, policy_eval::action!("ecs:ListTasks")];

const fn from_const_fn() -> Policy<'static> {
    include_policy!("policies/tasks.json",)
}

fn generic<T: AsRef<str>>(resource: &T) -> Decision {
    static INSIDE: Policy<'static> = include_policy!("policies/tasks.json");
    INSIDE.evaluate(&Request::new(
        policy_eval::action!("ecs:RunTask"),
        resource.as_ref(),
    ))
}

struct Holder<const N: usize>;

impl<const N: usize> Holder<N> {
    const POLICY: Policy<'static> = include_policy!("policies/tasks.json");
}

trait Attached {
    const POLICY: Policy<'static>;
}

impl Attached for u8 {
    const POLICY: Policy<'static> = policy!({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}]
    });
}

macro_rules! fixed_path {
    () => {
        include_policy!("policies/tasks.json", type = identity)
    };
}

macro_rules! any_path {
    ($path:literal) => {
        include_policy!($path)
    };
    ($name:ident = $path:literal) => {
static $name: Policy<'static> = include_policy!($path, type = identity);
    };
}

macro_rules! document {
    ($action:literal, $resource:tt) => {
        policy!({
            "Version": "2012-10-17",
            "Statement": {"Effect": "Allow", "Action": $action, "Resource": $resource}
        })
    };
}

macro_rules! expressions {
    ($path:expr, $action:expr) => {
        [
            include_policy!($path),
            policy!({
                "Version": "2012-10-17",
                "Statement": {"Effect": "Allow", "Action": [$action], "Resource": "*"}
            }),
        ]
    };
}

macro_rules! any_action {
    ($action:literal) => {
        policy_eval::action!($action)
    };
}

macro_rules! any_directory {
    ($directory:literal, $module:ident) => {
        policy_dir!($directory, module = $module);
    };
}

macro_rules! any_service {
    ($file:literal, $module:ident) => {
        include_service!($file, module = $module);
    };
}

macro_rules! checked_against {
    ($file:literal, $action:literal) => {
        policy_eval::action!($action, services = [$file])
    };
}

macro_rules! never {
    ($policy:path, $file:literal, $action:literal) => {
        assert_policy!($policy, { does not allow $action; });
        assert_policy!($file, { does not allow $action; });
    };
}

macro_rules! lists {
    ($resource:expr, $context:tt) => {
        assert_policy!("policies/reader.json", {
            does not allow "s3:ListBucket" on $resource with $context;
        });
    };
}

any_service!("services/billing.json", desk);
never!(self::STATIC, "policies/tasks.json", "iam:PassRole");
never!(CONST, "policies/tasks.json", "iam:PassRole");
any_path!(NAMED = "policies/tasks.json");
policy_dir!("policies");
any_directory!("policies", other);

mod inner {
    pub mod deeper {
        policy_eval::policy_dir!("policies", type = session, module = sessions,);

        policy_eval::include_service! { "services/billing.json" }

        pub fn local() -> policy_eval::Decision {
            policy_eval::policy_dir!("policies");
            policies::TASKS.evaluate(&policy_eval::Request::new(super::super::RUN_TASK, "*"))
        }
    }
}

fn main() {
    lists!("arn:aws:s3:::docs", { "aws:username": "docs" });
    never! { crate::policies::TASKS, "policies/tasks.json", "iam:PassRole" }
    let request = Request::new(RUN_TASK, "*");
    let local = include_policy!("policies/tasks.json");
    let policies = [
        &STATIC,
        &CONST,
        &ARRAY[0],
        &LIST[0].1,
        &from_const_fn(),
        &Holder::<3>::POLICY,
        &<u8 as Attached>::POLICY,
        &fixed_path!(),
        &any_path!("policies/tasks.json"),
        &expressions!("policies/tasks.json", "ecs:*")[0],
        &expressions!("policies/tasks.json", "ecs:*")[1],
        &document!("ecs:RunTask", ["arn:aws:ecs:*:*:task-definition/*", "*"]),
        &NAMED,
        &policies::TASKS,
        &other::TASKS,
        &local,
        &include_policy! { "policies/tasks.json" },
        &include_policy!["policies/tasks.json"],
    ];
    for (index, policy) in policies.iter().enumerate() {
        assert_eq!(policy.evaluate(&request), Decision::Allow, "{}", index);
    }
    assert_eq!(generic(&"*".to_string()), Decision::Allow);
    assert_eq!(ARRAY[1].evaluate(&request), Decision::ExplicitDeny);
    assert_eq!(any_action!("ecs:RunTask"), ACTIONS[0]);
    include_service!("services/billing.json", module = billing,);
    assert_eq!(billing::PAY_INVOICE, desk::PAY_INVOICE);
    assert_eq!(billing::PAY_INVOICE, inner::deeper::billing::PAY_INVOICE);
    assert_eq!(
        checked_against!("services/billing.json", "billing:PayInvoice"),
        desk::PAY_INVOICE
    );
    assert_eq!(policies::ALL.len(), 2);
    assert_eq!(policies::by_name("tasks"), Some(&STATIC));
    assert_eq!(policies::by_name("Tasks"), None);
    let names: Vec<&str> = policies::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["reader", "tasks"]);
    assert_eq!(
        inner::deeper::sessions::TASKS.policy_type(),
        policy_eval::PolicyType::Session
    );
    // A session policy limits and grants nothing.
    assert_eq!(
        inner::deeper::sessions::TASKS.evaluate(&request),
        Decision::ImplicitDeny
    );
    assert_eq!(inner::deeper::local(), Decision::Allow);
    let key = ContextKey::from_static("aws:username");
    assert_eq!(
        policies::READER.condition_keys().collect::<Vec<_>>(),
        [key]
    );
}
