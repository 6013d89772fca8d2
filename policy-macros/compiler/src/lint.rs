//! What levels can be chosen for: lints, and whole types of them (K-1).

use crate::code::Code;
use crate::issue::{FindingType, Issue};
use crate::suggest::nearest;
use crate::template::shown;

/// A lint, or all lints of a type, by the name that settings and macros write.
///
/// ```
/// use policy_compiler::{Code, FindingType, Lint};
///
/// assert_eq!(Lint::parse("short_arn"), Ok(Lint::Code(Code::ShortArn)));
/// assert_eq!(Lint::parse("suggestions"), Ok(Lint::Type(FindingType::Suggestion)));
/// let mistake = Lint::parse("NULL_WITH_QUALIFIER").unwrap_err();
/// assert_eq!(mistake.help, "write `null_with_set_operator`, which is what it is called here");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lint {
    /// One lint.
    Code(Code),
    /// All checks of a finding type, as far as they are lints.
    Type(FindingType),
}

/// Why a name is that of no lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintError {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// The types whose lints have a name together. Errors have not: those of AWS that can be allowed
/// at all are allowed one by one.
const TYPES: [(&str, FindingType); 3] = [
    ("security_warnings", FindingType::SecurityWarning),
    ("suggestions", FindingType::Suggestion),
    ("warnings", FindingType::Warning),
];

impl Lint {
    /// The lint, or type of lints, of this name.
    ///
    /// # Errors
    ///
    /// If there is none; the mistake says what may have been meant.
    pub fn parse(name: &str) -> Result<Self, LintError> {
        if let Some((_, finding_type)) = TYPES.into_iter().find(|(of_type, _)| *of_type == name) {
            return Ok(Lint::Type(finding_type));
        }
        let mistake = |message: String, help: String| Err(LintError { message, help });
        match Code::parse(name) {
            Some(code) if code.is_lint() => return Ok(Lint::Code(code)),
            Some(_) => {
                let message = format!("`{name}` has no level");
                let help = "an error of the language stops a policy always: mend it".to_owned();
                return mistake(message, help);
            }
            None => {}
        }
        let message = format!("unknown lint `{}`", shown(name));
        let help = if name == "all" {
            "list the lints one by one; where a policy is someone else's, write `vendored = true`"
                .to_owned()
        } else if let Some(code) = called_by_aws(name) {
            format!("write `{}`, which is what it is called here", code.as_str())
        } else {
            let types = TYPES.iter().map(|(name, _)| *name);
            let lints = Code::LINTS.iter().map(|code| code.as_str());
            match nearest(name, lints.chain(types)) {
                Some(near) => format!("a similar lint exists: `{near}`"),
                None => "the message of a finding ends with the name of its lint; docs/checks.md lists them all".to_owned(),
            }
        };
        mistake(message, help)
    }
}

impl Code {
    /// The checks of a type whose level can be chosen.
    pub fn of_type(finding_type: FindingType) -> impl Iterator<Item = Code> {
        let checks = Code::LINTS.iter().copied();
        checks
            .filter(move |code| code.check_rule().is_some() && code.finding_type() == finding_type)
    }
}

/// The lint that AWS calls so.
fn called_by_aws(name: &str) -> Option<Code> {
    let issue = Issue::parse(&name.to_ascii_uppercase())?;
    let mut lints = Code::LINTS.iter().copied();
    lints.find(|code| code.issues().contains(&issue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_aws_are_told_from_those_of_here() {
        for (issue, name) in [
            ("EMPTY_ARRAY_ACTION", Some("empty_list")),
            ("invalid_service_condition_key", Some("unknown_key")),
            ("UNIQUE_SIDS_RECOMMENDED", Some("duplicate_sid")),
            // That of errors only.
            ("MISSING_EFFECT", None),
            ("NO_ISSUE", None),
        ] {
            assert_eq!(called_by_aws(issue).map(Code::as_str), name, "{issue}");
        }
    }
}
