#![doc = include_str!("../README.md")]
#![no_std]

pub mod managed;
#[macro_use]
mod services;

pub use policy_eval::global;
pub use services::SERVICES;

services!();
