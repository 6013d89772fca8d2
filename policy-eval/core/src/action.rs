//! Actions: what a request asks to do (A-1, A-2, A-12).

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::fold;

/// One concrete action of one service, such as `ecs:RunTask`.
///
/// Letter case does not matter: `ECS:runtask` is the same action (A-2). The hash
/// that look-ups need is part of the value: computed at compile time for a
/// constant, once for a string.
///
/// ```
/// use policy_core::Action;
///
/// const RUN_TASK: Action<'static> = Action::from_static("ecs:RunTask");
///
/// assert_eq!(RUN_TASK.service(), "ecs");
/// assert_eq!(RUN_TASK.name(), "RunTask");
/// assert_eq!(RUN_TASK, Action::parse("ECS:runtask")?);
/// # Ok::<(), policy_core::ParseActionError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Action<'a> {
    // INVARIANT: fits the grammar of A-1 without wildcards; the hashes are those of `text`.
    text: &'a str,
    service: &'a str,
    name: &'a str,
    service_hash: u64,
    hash: u64,
}

impl Action<'static> {
    /// An action known when the program is written.
    ///
    /// # Panics
    ///
    /// If `text` is no action; in a constant that is a compile error. The macro
    /// `action!` of `policy-eval` points at the string instead.
    #[must_use]
    #[track_caller]
    #[expect(clippy::panic, reason = "documented; the fallible form is `parse`")]
    pub const fn from_static(text: &'static str) -> Self {
        match Action::parse(text) {
            Ok(action) => action,
            Err(error) => panic!("{}", error.message()),
        }
    }
}

impl<'a> Action<'a> {
    /// Reads `service:Name`, hashing it once.
    ///
    /// # Errors
    ///
    /// If the text is not one concrete action (A-12): a service of letters, digits
    /// and `-`, a colon, and a name of letters, digits, `_` and `-`.
    pub const fn parse(text: &'a str) -> Result<Self, ParseActionError> {
        let bytes = text.as_bytes();
        let mut colon = 0;
        while colon < bytes.len() && is_service_byte(bytes, colon) {
            colon += 1;
        }
        let Some((service, rest)) = text.split_at_checked(colon) else {
            return Err(ParseActionError::new(Problem::Service));
        };
        let name_bytes = match rest.as_bytes().split_first() {
            Some((b':', name_bytes)) if !service.is_empty() => name_bytes,
            Some((b'*' | b'?', _)) => return Err(ParseActionError::new(Problem::Wildcard)),
            _ if !has_colon(bytes) => return Err(ParseActionError::new(Problem::Colon)),
            _ => return Err(ParseActionError::new(Problem::Service)),
        };
        let Some((_, name)) = rest.split_at_checked(1) else {
            return Err(ParseActionError::new(Problem::Name));
        };
        let mut at = name_bytes;
        while let Some((byte, after)) = at.split_first() {
            match byte {
                b'*' | b'?' => return Err(ParseActionError::new(Problem::Wildcard)),
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => at = after,
                _ => return Err(ParseActionError::new(Problem::Name)),
            }
        }
        if name.is_empty() {
            return Err(ParseActionError::new(Problem::Name));
        }
        let service_hash = fold::hash(fold::START, service.as_bytes());
        Ok(Action {
            text,
            service,
            name,
            service_hash,
            hash: fold::hash(service_hash, name.as_bytes()),
        })
    }

    /// The prefix before the colon, as written: `ecs`.
    #[must_use]
    pub const fn service(&self) -> &'a str {
        self.service
    }

    /// The name after the colon, as written: `RunTask`.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The whole action, as written: `ecs:RunTask`.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    pub(crate) const fn service_hash(&self) -> u64 {
        self.service_hash
    }

    pub(crate) const fn hash(&self) -> u64 {
        self.hash
    }
}

const fn has_colon(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        if *byte == b':' {
            return true;
        }
        rest = after;
    }
    false
}

const fn is_service_byte(text: &[u8], at: usize) -> bool {
    #[expect(
        clippy::indexing_slicing,
        reason = "the caller keeps `at` below the length"
    )]
    match text[at] {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => true,
        b'-' => at > 0,
        _ => false,
    }
}

impl PartialEq for Action<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && fold::equal_ascii(self.text, other.text)
    }
}

impl Eq for Action<'_> {}

impl Hash for Action<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl fmt::Display for Action<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

impl fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({})", self.text)
    }
}

/// Why a text is not one concrete action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseActionError {
    problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    Colon,
    Service,
    Name,
    Wildcard,
}

impl ParseActionError {
    const fn new(problem: Problem) -> Self {
        ParseActionError { problem }
    }

    const fn message(self) -> &'static str {
        match self.problem {
            Problem::Colon => "an action has the form `service:Name`, but this has no `:`",
            Problem::Service => {
                "the service of an action is letters, digits and `-`, and begins with a letter or digit"
            }
            Problem::Name => "the name of an action is one or more letters, digits, `_` and `-`",
            Problem::Wildcard => "a request asks for one action; wildcards belong into policies",
        }
    }
}

impl fmt::Display for ParseActionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for ParseActionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_service_and_name() {
        let action = Action::parse("s3-object-lambda:GetObject").expect("an action");
        assert_eq!(action.service(), "s3-object-lambda");
        assert_eq!(action.name(), "GetObject");
    }

    #[test]
    fn refuses_what_is_no_single_action() {
        for (text, problem) in [
            ("", Problem::Colon),
            ("RunTask", Problem::Colon),
            ("ecs.RunTask", Problem::Colon),
            ("*", Problem::Wildcard),
            (":RunTask", Problem::Service),
            ("-ecs:RunTask", Problem::Service),
            ("ec*:RunTask", Problem::Wildcard),
            ("e s:RunTask", Problem::Service),
            ("ecs:", Problem::Name),
            ("ecs:Run Task", Problem::Name),
            ("ecs:Run:Task", Problem::Name),
            ("ecs:Rün", Problem::Name),
            ("ecs:Run*", Problem::Wildcard),
            ("ecs:RunTas?", Problem::Wildcard),
        ] {
            let error = Action::parse(text).expect_err(text);
            assert_eq!(error.problem, problem, "{text}");
        }
    }

    #[test]
    fn equality_ignores_case_and_nothing_else() {
        let action = Action::from_static("ecs:RunTask");
        assert_eq!(action, Action::from_static("ECS:RUNTASK"));
        assert_ne!(action, Action::from_static("ecs:RunTasks"));
        assert_ne!(action, Action::from_static("ec:sRunTask"));
    }
}
