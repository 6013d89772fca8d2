//! The macros: front doors that pass the path of this crate to the procedural macros,
//! so that they work however a user calls it.

/// Compiles the policy of a file, as a constant expression of type [`Policy`](crate::Policy).
///
/// The path is relative to the file with the macro call, as with `include_str!`. The
/// document is read, checked and compiled when the program is; a program with a policy
/// that has mistakes does not compile, and the compiler shows each of them where it
/// stands in the JSON file. Editing the file rebuilds the crate.
///
/// ```
/// use policy_eval::{Decision, Policy, Request, action, include_policy};
///
/// static DEPLOYER: Policy = include_policy!(
///     "../policies/deployer.json",
///     // Whoever may run a task may do what its role may: here that is meant.
///     allow = [privilege_escalation],
/// );
///
/// let task = "arn:aws:ecs:eu-central-1:111122223333:task-definition/web:7";
/// let request = Request::new(action!("ecs:RunTask"), task);
/// assert_eq!(DEPLOYER.evaluate(&request), Decision::Allow);
/// ```
///
/// # Options
///
/// After the path, separated by commas:
///
/// | option | meaning |
/// |---|---|
/// | `type = identity` | what the document is attached to, which fixes its grammar (G-12): `identity` (the default), `boundary`, `session`, `resource`, `trust`, `scp` (service control policy), `rcp` (resource control policy) or `vpce` (VPC endpoint policy) |
/// | `resource_type = "AWS::S3::Bucket"` | with `type = resource`: what the policy is attached to, by its name in AWS `CloudFormation`, which AWS's policy checks use, too; then the compiler knows which actions and resources it can be about, and how large it may be |
/// | `allow = [short_arn]` | [lints](#checks), or types of them, to let pass without a word |
/// | `warn = [unknown_action]` | lints, or types of them, that the compiler is to warn of |
/// | `deny = [privilege_escalation]` | lints, or types of them, that are to stop the build |
/// | `vendored = true` | for documents that others maintain, such as AWS's: no name is checked, nothing is reviewed, and no lint is shown. Errors stay errors |
/// | `services = ["billing.json"]` | files of [services of one's own](crate::include_service), relative to the file with the macro call; their names count as known |
/// | `wide_stars = true` | lets a `*` at the end of one of the first five fields of an ARN match colons (R-10). Off by default |
/// | `name = "deployer"` | what explanations call the policy; without it, as the file, without `.json`. No decision reads it. It may have any characters but control characters |
///
/// ```
/// use policy_eval::{Policy, PolicyType, include_policy};
///
/// const TRUST: Policy = include_policy!("../policies/trust/web.json", type = trust);
/// assert_eq!(TRUST.policy_type(), PolicyType::Trust);
/// assert_eq!(TRUST.name(), Some("web"));
///
/// const ROBOT: Policy = include_policy!(
///     "../policies/deployer.json",
///     name = "build robot",
///     allow = [privilege_escalation],
/// );
/// assert_eq!(ROBOT.name(), Some("build robot"));
/// ```
///
/// What is said about a policy on a bucket depends on its being one:
///
/// ```
/// use policy_eval::{Policy, policy};
///
/// const DOCS: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": {
///         "Effect": "Allow",
///         "Principal": { "AWS": "111122223333" },
///         "Action": "s3:GetObject",
///         "Resource": "arn:aws:s3:::docs/*"
///     }
/// }, type = resource, resource_type = "AWS::S3::Bucket");
/// ```
///
/// # Checks
///
/// A policy that AWS takes can still be a mistake. So each is reviewed as AWS's own
/// [validation](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html)
/// reviews it, and for ways to more permissions; `docs/checks.md` in the repository has all checks.
/// AWS withdrew `AmazonEC2ContainerServiceFullAccess`, since whoever has it can pass any role to
/// any service. With it a program does not build:
///
/// ```text
/// error: this lets its caller pass many roles, for every service
///         --> policies/AmazonEC2ContainerServiceFullAccess.json:26:17
///          |
///       26 |                 "iam:PassRole"
///          |                 ^^^^^^^^^^^^^^
///       27 |             ],
///       28 |             "Resource": "*"
///          |                         --- these roles
///          |
///          = help: name the roles in `Resource`, and the services in a condition on `iam:PassedToService`
///          = note: code `pass_role_with_star_in_resource`, rule K-14
///          = note: if it is meant, write `allow = [pass_role_with_star_in_resource]` where the policy is included
///  --> src/main.rs:3:38
///   |
/// 3 | static OLD: Policy = include_policy!("../policies/AmazonEC2ContainerServiceFullAccess.json");
///   |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
/// ```
///
/// What becomes of a finding is its level (K-1):
///
/// | level | a finding | unless another level is chosen, of |
/// |---|---|---|
/// | `deny` | stops the build | what AWS's validation calls errors and security warnings, and lints [about names](#names) |
/// | `warn` | is a warning of the compiler | what AWS's validation calls warnings and suggestions, and `privilege_escalation` |
/// | `allow` | is not shown | `missing_dependent_action` and `scp_syntax_error_action_wildcard` |
///
/// Lints of the language have the levels of G-26. A message ends with the name of its lint, for the
/// options `allow`, `warn` and `deny` and for [`policy.toml`](#policytoml). `security_warnings`,
/// `warnings` and `suggestions` stand for all checks of a type. One lint counts more than its type,
/// and what is written at the policy more than what `policy.toml` says. Errors of the language have
/// no level: they stop the build.
///
/// ```
/// use policy_eval::{Policy, policy};
///
/// const ADMINISTRATOR: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
/// }, allow = [pass_role_with_star_in_resource]);
/// ```
///
/// ```compile_fail
/// # use policy_eval::{Policy, policy};
/// const DEPLOYER: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*" },
///         {
///             "Effect": "Allow",
///             "Action": "iam:PassRole", // Tasks can be started with this role.
///             "Resource": "arn:aws:iam::111122223333:role/web"
///         }
///     ]
/// }, deny = [privilege_escalation]);
/// ```
///
/// Rust gives macros one way to warn, the use of something deprecated, and so warnings begin with
/// `use of deprecated constant`. Rust's own levels neither turn them into errors nor turn them off:
/// with `#![deny(warnings)]`, too, they stop no build. Of the policies of dependencies cargo shows no
/// warnings, as of all their code.
///
/// # Names
///
/// AWS takes a policy with an action that does not exist. It matches nothing, so a `Deny` with a
/// slip denies nothing. Here the names of a document are checked against [AWS's service
/// authorization reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html),
/// which the compiler carries; no network is needed. Each of these lints stops the build, unless
/// another [level](#checks) is chosen:
///
/// | lint | what it finds |
/// |---|---|
/// | `unknown_service` | a prefix that no service has: `codedpeloy:ContinueDeployment` (N-1) |
/// | `unknown_action` | an action that its service does not have: `ecs:RunTasks` (N-2) |
/// | `unmatched_wildcard` | a wildcard that matches no action: `ecs:Runn*` (N-3) |
/// | `retired_name` | an action that AWS no longer lists; the message says when it last did (N-4) |
/// | `newer_name` | an action that is newer than the reference (N-5) |
/// | `unknown_key` | a condition key or a policy variable that does not exist: `s3:SourceIp` (N-6) |
/// | `unsupported_key` | a condition key that no action of the statement has: `s3:prefix` beside `s3:GetObject` (N-7) |
/// | `unsupported_resource` | an ARN that no action of the statement takes: a bucket beside `s3:GetObject` (N-8) |
///
/// ```
/// use policy_eval::{Policy, include_policy, policy};
///
/// const PREVIEW: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": "ecs:TeleportTask", "Resource": "*" }
/// }, allow = [unknown_action]);
///
/// const INVOICES: Policy = include_policy!(
///     "../policies/billing/accountant.json",
///     services = ["../policies/services/billing.json"],
/// );
/// ```
///
/// # `policy.toml`
///
/// What holds for all policies of a crate is written once, in a file `policy.toml` beside its
/// `Cargo.toml` (T-1 … T-6):
///
/// ```toml
/// # Services of one's own, relative to this file.
/// services = ["services/billing.json"]
///
/// # Actions that AWS has and this version of the reference does not know yet.
/// known = ["ecs:TeleportTask"]
///
/// # Levels of lints, or of types of them.
/// [lints]
/// privilege_escalation = "deny"
/// suggestions = "allow"
/// retired_name = "warn"
/// ```
///
/// Every macro that checks names reads it: `include_policy!`, [`policy!`](crate::policy),
/// [`policy_dir!`](crate::policy_dir) and [`action!`](crate::action). Its mistakes are shown once,
/// whatever the number of calls, and until they are mended no policy of the crate compiles but
/// the vendored ones.
///
/// Editing it, or a service file that it names, rebuilds the crate. A `policy.toml` that comes
/// after a build is seen only when the crate is built anew for another reason: a file that is
/// not there cannot be watched. One line in a `build.rs` beside `Cargo.toml` watches for it:
///
/// ```
/// # #[allow(clippy::needless_doctest_main)]
/// fn main() {
///     println!("cargo::rerun-if-changed=policy.toml");
/// }
/// ```
///
/// # Errors
///
/// This is what a slip looks like:
///
/// ```text
/// error: unknown condition operator `StringEqual`
///         --> policies/web.json:9:17
///          |
///        9 |                 "StringEqual": {
///          |                 ^^^^^^^^^^^^^
///          |
///          = help: a similar operator exists: `StringEquals`
///          = note: code `operator`, rule C-13, AWS's `INVALID_CONDITION_OPERATOR`
///  --> src/main.rs:9:38
///   |
/// 9 | static WEB: Policy = include_policy!("../policies/web.json");
///   |                                      ^^^^^^^^^^^^^^^^^^^^^^
/// ```
///
/// The rule is one of `docs/semantics.md`, `docs/checks.md` (K-…) or `docs/names.md` (N-…) in the
/// repository. Where AWS's validation has another name for the mistake, that is shown as well.
#[macro_export]
macro_rules! include_policy {
    ($($arguments:tt)*) => { $crate::__private::include_policy!($crate; $($arguments)*) };
}

/// Compiles a policy that is written in place, in JSON, as a constant expression of type
/// [`Policy`](crate::Policy).
///
/// Mistakes and warnings are underlined in the source, on the very string. Rust's comments may stand
/// between the tokens, and Rust's string escapes inside the strings. The options are
/// those of [`include_policy!`](crate::include_policy!#options). Without the option `name`
/// the policy has no name.
///
/// ```
/// use policy_eval::{Decision, Policy, Request, action, policy};
///
/// const READER: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": {
///         "Effect": "Allow",
///         "Action": ["s3:GetObject", "s3:List*"],
///         "Resource": "*"
///     }
/// });
///
/// let request = Request::new(action!("s3:ListBucket"), "arn:aws:s3:::docs");
/// assert_eq!(READER.evaluate(&request), Decision::Allow);
/// ```
///
/// ```compile_fail
/// let policy = policy_eval::policy!({
///     "Statement": { "Effect": "allow", "Action": "*", "Resource": "*" }
/// }); //                       ^^^^^^^ an effect is `Allow` or `Deny`
/// ```
#[macro_export]
macro_rules! policy {
    ($($arguments:tt)*) => { $crate::__private::policy!($crate; $($arguments)*) };
}

/// Compiles every policy of a directory into a module of statics. An item, not an
/// expression.
///
/// The path is relative to the file with the macro call. Each file that ends in `.json`
/// becomes a `pub static`; other files, hidden
/// ones and subdirectories do not count. The module is
/// called as the last part of the path, in `snake_case`, or as the option `module`
/// says. The statics are called as the files, in `SHOUTY_SNAKE_CASE` by the word rules
/// of the crate `heck`: `AmazonECS_FullAccess.json` becomes `AMAZON_ECS_FULL_ACCESS`;
/// an underscore comes before a leading digit. Two files of one name are an error.
/// The module also has `ALL`, every policy with the name of its file, and
/// `by_name(&str)`.
///
/// ```
/// policy_eval::policy_dir!("../policies", allow = [privilege_escalation]);
/// # fn main() {
/// use policy_eval::{Decision, Request, action};
///
/// let request = Request::new(action!("ecs:ListClusters"), "*");
/// assert_eq!(policies::DEPLOYER.evaluate(&request), Decision::ImplicitDeny);
/// assert_eq!(policies::by_name("deployer"), Some(&policies::DEPLOYER));
/// assert_eq!(policies::by_name("Deployer"), None);
/// assert_eq!(policies::DEPLOYER.name(), Some("deployer"));
/// # }
/// ```
///
/// The other options are those of [`include_policy!`](crate::include_policy!#options),
/// and hold for every file; there is no `name`, since each policy is
/// [called](crate::Policy::name) as its file, without `.json`.
///
/// # All of them at once
///
/// With the option `together = true` the module also has `TOGETHER`: one policy that decides
/// as all of them do together, and [tells](crate::Policy::allowing) which of them allow a
/// request. A decision looks at the statements that may be about its action and its resource, so
/// it hardly costs more if there are more files. The tables are there twice then, in each policy
/// and in `TOGETHER`; what a program does not use is left out of it. It has to make sense for the
/// policies to count as one: those of a caller, or of one resource, or the SCPs of one level.
///
/// The [check](crate::include_policy!#checks) `privilege_escalation` is about all of them then: one
/// policy may allow what another one lacks, or deny what it allows.
///
/// ```
/// policy_eval::policy_dir!("../policies", together = true, allow = [privilege_escalation]);
/// # fn main() {
/// use policy_eval::{Request, action};
///
/// let request = Request::new(action!("ecs:RunTask"), "*");
/// let by_all = policies::TOGETHER.evaluate(&request).is_allowed();
/// let by_one = policies::ALL.iter().any(|(_, policy)| policy.evaluate(&request).is_allowed());
/// assert_eq!(by_all, by_one);
/// let n_mentioning = policies::TOGETHER.mentioning(&request.action()).count();
/// assert_eq!(policies::TOGETHER.documents().count(), policies::ALL.len());
/// assert!(n_mentioning <= policies::ALL.len());
/// # }
/// ```
///
/// # New files
///
/// Editing a file rebuilds the crate. For a new file to do so, cargo has to watch the
/// directory: a `build.rs` beside `Cargo.toml` with one line,
///
/// ```
/// # #[allow(clippy::needless_doctest_main)]
/// fn main() {
///     println!("cargo::rerun-if-changed=policies");
/// }
/// ```
#[macro_export]
macro_rules! policy_dir {
    ($($arguments:tt)*) => { $crate::__private::policy_dir!($crate; $($arguments)*); };
}

/// States what a policy decides, and stops the build if it decides otherwise. An item or a
/// statement, not an expression.
///
/// The policy comes first: the path of a file, as in [`include_policy!`](crate::include_policy), or
/// a document in place, as in [`policy!`](crate::policy). Options may follow, the
/// [same](crate::include_policy!#options) as there. The assertions are the last argument, in braces,
/// each with a semicolon:
///
/// ```
/// policy_eval::assert_policy!("../policies/deployer.json", {
///     allows "ecs:RunTask" on "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7";
///     allows "iam:PassRole" on "arn:aws:iam::111122223333:role/web"
///         with { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
///     does not allow "iam:PassRole" on "arn:aws:iam::111122223333:role/web"
///         with { "iam:PassedToService": "lambda.amazonaws.com" };
///     does not allow "ecs:DeleteCluster";
/// });
///
/// policy_eval::assert_policy!({
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
///         { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }
///     ]
/// }, {
///     allows "s3:GetObject";
///     denies "s3:DeleteBucket" on "arn:aws:s3:::docs";
/// });
/// ```
///
/// The document is compiled as the program will have it, and decides with the same code, while the
/// program is compiled. Nothing of it is left in the program. Editing the file rebuilds the crate.
///
/// # Assertions
///
/// | assertion | holds if the decision is |
/// |---|---|
/// | `allows` | [`Allow`](crate::Decision::Allow) |
/// | `denies` | [`ExplicitDeny`](crate::Decision::ExplicitDeny): a statement with `Deny` applies |
/// | `does not allow` | one of these two: `ExplicitDeny`, or [`ImplicitDeny`](crate::Decision::ImplicitDeny) |
///
/// Then come one action and, in any order, the rest of the [request](crate::Request):
///
/// | part | meaning |
/// |---|---|
/// | `on "arn:…"` | the resource: one ARN, without wildcards, or `"*"` for an action that has none |
/// | `with { "aws:TagKeys": ["team"] }` | the condition keys that the request carries, in JSON: each with a string, a number, `true` or `false`, or for a list an array of them (C-15, Q-4). It carries no others (Q-3) |
/// | `by "arn:…"` | [who asks](crate::Principal::parse): a user, a role session, a federated user, the root user, or a service such as `"ecs-tasks.amazonaws.com"`; `by federated "…"` is an [identity provider](crate::Principal::federated), `by anonymous` nobody in particular |
/// | `of role "arn:…"` | the [role](crate::Principal::with_role) of a session, where it has a path |
/// | `in account "111122223333"` | [whose](crate::Request::in_account) the resource is; without it, the caller's own account's |
///
/// ```
/// policy_eval::assert_policy!("../policies/trust/web.json", type = trust, {
///     allows "sts:AssumeRole" on "arn:aws:iam::111122223333:role/web"
///         by "ecs-tasks.amazonaws.com";
///     does not allow "sts:AssumeRole" on "arn:aws:iam::111122223333:role/web"
///         by "arn:aws:iam::111122223333:user/alice";
/// });
/// ```
///
/// An assertion with the action alone is about every request for it: any resource, any context.
/// It holds if the decision is [always](crate::Policy::always) that one, and fails also if it
/// depends on the request. Only identity policies can be asked so. All other parts need `on`.
/// Policies of the types `resource`, `trust`, `rcp` and `vpce`, which are about callers, need `by`
/// as well.
///
/// Boundaries, session policies and endpoint policies, SCPs and RCPs grant nothing. They are asked
/// beside policies that allow everything, so `allows` says that they let the request pass. So are
/// resource and trust policies if `in account` says that the resource is not in the caller's
/// account, whose own policies then have to allow as well.
///
/// What could make an assertion say nothing is a mistake: actions and keys that do not exist, keys and
/// resources that do not go with the action (the [same lints](crate::include_policy!#names) as in
/// documents, which `allow` lets pass for both), a key twice (Q-6). They are checked even if the
/// document is `vendored`.
///
/// # Constants
///
/// A macro sees of a constant no more than its name. What the Rust compiler can work out about it
/// is what holds for every request:
///
/// ```
/// use policy_eval::{Policy, assert_policy, policy};
///
/// const ROBOT: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": "ecs:Run*", "Resource": "*" }
/// });
///
/// assert_policy!(ROBOT, {
///     allows "ecs:RunTask";
///     does not allow "iam:PassRole";
/// });
/// ```
///
/// | the policy is | assertions may have | a failing one shows |
/// |---|---|---|
/// | a file, or written in place | all parts | the [explanation](crate::Explanation) |
/// | a constant or a static, by its path | the action alone | the decision |
///
/// The options of a constant are `allow` and `services`, for the names of the actions.
///
/// # Errors
///
/// Each assertion that fails is an error that explains the decision:
///
/// ```text
/// error: `deployer` does not allow `iam:PassRole` on `arn:aws:iam::111122223333:role/web`
///        = note: ImplicitDeny: no identity policy allows it
///                  nearest: statement `PassTheTaskRole` of identity policy `deployer`
///                    StringEquals iam:PassedToService "ecs-tasks.amazonaws.com" does not hold: the key is absent
///                  absent: iam:PassedToService, asked for by identity policy `deployer`
///  --> src/main.rs:4:5
///   |
/// 4 |     allows "iam:PassRole" on "arn:aws:iam::111122223333:role/web";
///   |     ^^^^^^^^^^^^^^^^^^^^^
/// ```
///
/// If anything is wrong with the document or with the assertions, all of that is shown, and no
/// assertion is judged. Warnings are not shown: the macro that compiles the policy for the program
/// has them.
#[macro_export]
macro_rules! assert_policy {
    ($($arguments:tt)*) => { $crate::__private::assert_policy!($crate; $($arguments)*); };
}

/// An [`Action`](crate::Action) that is checked when the program is compiled.
///
/// ```
/// use policy_eval::{Action, action};
///
/// const RUN_TASK: Action = action!("ecs:RunTask");
/// assert_eq!(RUN_TASK.name(), "RunTask");
/// ```
///
/// Its service and name have to exist, as [in policies](crate::include_policy!#names); letter case
/// does not matter (A-2). For actions that are known at run time only there is
/// [`Action::parse`](crate::Action::parse), which checks how they are spelled.
///
/// ```compile_fail
/// let action = policy_eval::action!("ecs:RunTasks");
/// //                                ^^^^^^^^^^^^^^ `ecs` has no action `RunTasks`
/// ```
///
/// # Options
///
/// After the action, separated by commas:
///
/// | option | meaning |
/// |---|---|
/// | `allow = [unknown_action]` | lints to let pass: `unknown_service`, `unknown_action`, `retired_name`, `newer_name` |
/// | `services = ["billing.json"]` | files of [services of one's own](crate::include_service), relative to the file with the macro call |
///
/// What [`policy.toml`](crate::include_policy!#policytoml) says holds here as well.
///
/// ```
/// use policy_eval::{Action, action};
///
/// const PREVIEW: Action = action!("ecs:TeleportTask", allow = [unknown_action]);
/// const PAY: Action = action!(
///     "billing:PayInvoice",
///     services = ["../policies/services/billing.json"],
/// );
/// ```
#[macro_export]
macro_rules! action {
    ($($arguments:tt)*) => { $crate::__private::action!($crate; $($arguments)*) };
}

/// Makes a module of constants from the file of a service of one's own. An item, not an
/// expression.
///
/// A service that asks policies what its callers may do has actions, resources and condition keys
/// of its own. One JSON file describes them; it is checked when the program is compiled, and
/// editing it rebuilds the crate. The path is relative to the file with the macro call.
///
/// ```json
#[doc = include_str!("../policies/services/billing.json")]
/// ```
///
/// The module is called as the service's prefix, in `snake_case`, or as the option `module` says.
/// It is that of a service of `policy-catalog`: a constant for each action, in
/// `SHOUTY_SNAKE_CASE`; `keys` with a constant for each condition key and a function that pairs it
/// with a value; `arn` with a function for each resource type, which checks the parts of the ARN;
/// and `SERVICE`, a [`Service`](crate::reference::Service) for look-ups.
///
/// ```
/// policy_eval::include_service!("../policies/services/billing.json");
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use policy_eval::arn::{Partition, Region};
/// use policy_eval::{AccountId, Context, Decision, Policy, Request, include_policy};
///
/// static ACCOUNTANT: Policy = include_policy!(
///     "../policies/billing/accountant.json",
///     services = ["../policies/services/billing.json"],
/// );
///
/// let account = AccountId::parse("111122223333")?;
/// let region = Region::from_static("us-east-1");
/// let invoice = billing::arn::invoice(Partition::AWS, region, account, "2026-0042")?;
/// let pairs = [billing::keys::plan("prepaid")];
/// let context = Context::new(&pairs)?;
/// let invoice = invoice.to_string();
/// let request = Request::new(billing::PAY_INVOICE, &invoice).with(&context);
/// assert_eq!(ACCOUNTANT.evaluate(&request), Decision::Allow);
/// # Ok(())
/// # }
/// ```
///
/// The macro makes names for Rust. For policies to have them checked, name the file under
/// `services`, of the [macro that compiles them](crate::include_policy!#options) or, for all
/// policies of the crate, in [`policy.toml`](crate::include_policy!#policytoml). A service with the
/// prefix of one of AWS's stands in for it there (S-13).
///
/// # Options
///
/// | option | meaning |
/// |---|---|
/// | `module = desk` | what the module is called; without it, as the prefix |
///
/// # Errors
///
/// The file has the form of the reference itself (S-1 … S-13 of `docs/names.md` in the
/// repository), and no two names in it may become one in Rust (S-14). Each mistake is shown where
/// it stands:
///
/// ```text
/// error: the service has no resource type `invioce`
///         --> services/billing.json:9:27
///          |
///        9 |             "resources": ["invioce*"],
///          |                           ^^^^^^^^^^
///          |
///          = help: a similar resource type exists: `invoice`
///          = note: code `undeclared_name`, rule S-9
///  --> src/main.rs:1:31
///   |
/// 1 | policy_eval::include_service!("../services/billing.json");
///   |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^
/// ```
#[macro_export]
macro_rules! include_service {
    ($($arguments:tt)*) => { $crate::__private::include_service!($crate; $($arguments)*); };
}
