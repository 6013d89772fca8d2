//! Partial decisions as text.

use core::fmt;

use policy_core::{Effect, record};

use super::{OpenStatement, Partial, Residual};
use crate::explain::In;

impl fmt::Display for Partial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Partial::Decided(decision) => decision.fmt(f),
            Partial::DependsOn(residual) => residual.fmt(f),
        }
    }
}

impl fmt::Display for Residual<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |effect| {
            let open = self.open.iter();
            open.filter(move |open| open.statement.effect() == effect)
        };
        let mut otherwise = "";
        if of(Effect::Deny).next().is_some() {
            f.write_str("denied explicitly if")?;
            alternatives(f, of(Effect::Deny))?;
            otherwise = "\notherwise ";
        }
        if of(Effect::Allow).next().is_none() {
            let decision = record::combine(&self.request, &self.verdicts(|_| false));
            return write!(f, "{otherwise}{decision}");
        }
        write!(f, "{otherwise}allowed only if")?;
        for (index, needed) in self.needed_to_allow().into_iter().enumerate() {
            f.write_str(if index > 0 { "\nand" } else { "" })?;
            alternatives(f, needed.into_iter())?;
        }
        Ok(())
    }
}

fn alternatives<'o>(
    f: &mut fmt::Formatter<'_>,
    open: impl Iterator<Item = &'o OpenStatement<'o>>,
) -> fmt::Result {
    for (index, open) in open.enumerate() {
        let or = if index > 0 { "or " } else { "" };
        write!(f, "\n  {or}{open}")?;
    }
    Ok(())
}

impl fmt::Display for OpenStatement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OpenStatement {
            place,
            statement,
            depends_on_resource,
            conditions,
            ..
        } = self;
        write!(f, "{statement} of {} applies:", In::of(*place, statement))?;
        let mut separator = " ";
        if *depends_on_resource {
            write!(f, " {}", statement.resource())?;
            separator = " and ";
        }
        for condition in conditions {
            write!(f, "{separator}{condition}")?;
            separator = " and ";
        }
        Ok(())
    }
}
