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
/// static DEPLOYER: Policy = include_policy!("../policies/deployer.json");
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
/// | `allow = [short_arn]` | deny-lints to let pass: `empty_list`, `missing_qualifier`, `null_with_set_operator`, `short_arn`, `multivalued_variable` (G-26). Errors cannot be allowed |
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
/// const ROBOT: Policy = include_policy!("../policies/deployer.json", name = "build robot");
/// assert_eq!(ROBOT.name(), Some("build robot"));
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
///          = note: code `operator`, rule C-13
///  --> src/main.rs:9:38
///   |
/// 9 | static WEB: Policy = include_policy!("../policies/web.json");
///   |                                      ^^^^^^^^^^^^^^^^^^^^^^
/// ```
///
/// The rule is one of `docs/semantics.md` in the repository.
///
/// Warnings, such as `version_absent`, are not shown: stable Rust gives macros no way
/// to warn. `policy-compiler` returns them.
#[macro_export]
macro_rules! include_policy {
    ($($arguments:tt)*) => { $crate::__private::include_policy!($crate; $($arguments)*) };
}

/// Compiles a policy that is written in place, in JSON, as a constant expression of type
/// [`Policy`](crate::Policy).
///
/// Mistakes are underlined in the source, on the very string. Rust's comments may stand
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
/// policy_eval::policy_dir!("../policies");
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

/// An [`Action`](crate::Action) that is checked when the program is compiled.
///
/// ```
/// use policy_eval::{Action, action};
///
/// const RUN_TASK: Action = action!("ecs:RunTask");
/// assert_eq!(RUN_TASK.name(), "RunTask");
/// ```
///
/// ```compile_fail
/// let action = policy_eval::action!("ecs:Run Task");
/// ```
#[macro_export]
macro_rules! action {
    ($($arguments:tt)*) => { $crate::__private::action!($crate; $($arguments)*) };
}
