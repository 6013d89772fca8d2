//! Facts about AWS that checks need and the service reference does not have. `data/README.md` says
//! where each comes from.

pub(crate) mod escalation;
pub(crate) mod regions;

/// The lines of a table that are no comments.
fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}
