//! The macros in examples of documentation, and in tests.
//!
//! ```
//! use policy_eval::{Policy, Request, action, include_policy, policy, policy_dir};
//!
//! static TASKS: Policy = include_policy!("policies/tasks.json");
//! policy_dir!("policies");
//!
//! # fn main() {
//! let local = policy!({
//!     "Version": "2012-10-17",
//!     "Statement": {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}
//! });
//! let request = Request::new(action!("ecs:RunTask"), "*");
//! for policy in [&TASKS, &policies::TASKS, &local] {
//!     assert!(policy.evaluate(&request).is_allowed());
//! }
//! # }
//! ```
//!
//! ```compile_fail
//! static TASKS: policy_eval::Policy = policy_eval::include_policy!("policies/nothing.json");
//! ```

#[cfg(test)]
mod tests {
    use policy_eval::{Request, action, include_policy};

    #[test]
    fn a_policy_in_a_test() {
        let policy = include_policy!("policies/tasks.json");
        let request = Request::new(action!("ecs:RunTask"), "*");
        assert!(policy.evaluate(&request).is_allowed());
    }
}
