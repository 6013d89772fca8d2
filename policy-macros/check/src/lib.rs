#![doc = include_str!("../README.md")]

mod json;
mod learn_more;
mod path;
mod place;
mod position;
mod report;
mod sarif;
mod settings;
mod text;

pub use learn_more::learn_more;
pub use path::{PathElement, path_of};
pub use report::{Report, Reported, Summary};
pub use settings::with_settings;
pub use text::TextStyle;
