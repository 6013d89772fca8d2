//! The macros: front doors that pass the path of this crate to the procedural macros,
//! so that they work however a user calls it.

/// Compiles the policy of a file into a constant [`Policy`](crate::Policy).
#[macro_export]
macro_rules! include_policy {
    ($($arguments:tt)*) => { $crate::__private::include_policy!($crate; $($arguments)*) };
}

/// Compiles a policy that is written in place, in JSON.
#[macro_export]
macro_rules! policy {
    ($($arguments:tt)*) => { $crate::__private::policy!($crate; $($arguments)*) };
}

/// Compiles every policy of a directory into a module of statics.
#[macro_export]
macro_rules! policy_dir {
    ($($arguments:tt)*) => { $crate::__private::policy_dir!($crate; $($arguments)*); };
}

/// An [`Action`](crate::Action) that is checked when the program is compiled.
#[macro_export]
macro_rules! action {
    ($($arguments:tt)*) => { $crate::__private::action!($crate; $($arguments)*) };
}
