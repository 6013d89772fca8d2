#![doc = include_str!("../README.md")]
#![no_std]

pub mod managed;

policy_eval::__private::vocabulary!(::policy_eval; "../policies/managed", "../policies/trust");
