//! Actions: what a request asks to do (A-1, A-2, A-12).

use core::fmt;
use core::hash::{Hash, Hasher};

mod text;

use crate::fold;
use crate::packed::Packed;

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
    // INVARIANT: fits the grammar of A-1 without wildcards; the numbers are those of `text`.
    text: &'a str,
    // Where the colon is.
    colon: usize,
    // 0 for an action that was parsed: few look-ups need it, and they work it out.
    service_hash: u64,
    hash: u64,
    // That of a constant, if it is not too long.
    packed: Packed,
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
            Ok(action) => Action {
                service_hash: action.hash_of_service(),
                packed: match Packed::of(text) {
                    Some(packed) => packed,
                    None => Packed::NOT_PACKED,
                },
                ..action
            },
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
    #[inline]
    pub const fn parse(text: &'a str) -> Result<Self, ParseActionError> {
        match text::read(text.as_bytes()) {
            Some((colon, hash)) => Ok(Action {
                text,
                colon: colon.get(),
                service_hash: 0,
                hash,
                packed: Packed::NOT_PACKED,
            }),
            None => Err(mistake(text)),
        }
    }

    /// The prefix before the colon, as written: `ecs`.
    #[must_use]
    pub const fn service(&self) -> &'a str {
        match self.text.split_at_checked(self.colon) {
            Some((service, _)) => service,
            None => "",
        }
    }

    /// The name after the colon, as written: `RunTask`.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        match self.text.split_at_checked(self.colon.saturating_add(1)) {
            Some((_, name)) => name,
            None => "",
        }
    }

    /// The whole action, as written: `ecs:RunTask`.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// The service and the colon. As bytes, which need no look at where characters begin.
    #[inline]
    pub(crate) const fn prefix_bytes(&self) -> &'a [u8] {
        match self
            .text
            .as_bytes()
            .split_at_checked(self.colon.saturating_add(1))
        {
            Some((prefix, _)) => prefix,
            None => &[],
        }
    }

    #[inline]
    pub(crate) const fn name_bytes(&self) -> &'a [u8] {
        match self
            .text
            .as_bytes()
            .split_at_checked(self.colon.saturating_add(1))
        {
            Some((_, name)) => name,
            None => &[],
        }
    }

    pub(crate) const fn service_hash(&self) -> u64 {
        match self.service_hash {
            0 => self.hash_of_service(),
            hash => hash,
        }
    }

    #[inline(never)]
    const fn hash_of_service(&self) -> u64 {
        fold::hash(fold::START, self.service().as_bytes())
    }

    pub(crate) const fn hash(&self) -> u64 {
        self.hash
    }

    pub(crate) const fn packed(&self) -> &Packed {
        &self.packed
    }

    /// An action from the parts of one. Not public API; used by the macros, since hashing in
    /// constants costs the Rust compiler a millisecond each.
    ///
    /// The parts have to be those that [`parse`](Self::parse) finds, which is not checked. Wrong
    /// ones make an action that statements do not see, those that deny it included.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(
        text: &'a str,
        colon: usize,
        service_hash: u64,
        hash: u64,
        packed: [u128; 2],
    ) -> Self {
        Action {
            text,
            colon,
            service_hash,
            hash,
            packed: Packed::from_numbers(packed),
        }
    }

    /// The same action as another text spells it, which may differ in letter case only.
    pub(crate) fn spelled<'b>(&self, text: &'b str) -> Option<Action<'b>> {
        fold::equal_ascii(self.text.as_bytes(), text.as_bytes()).then_some(Action {
            text,
            colon: self.colon,
            service_hash: self.service_hash,
            hash: self.hash,
            packed: self.packed,
        })
    }
}

/// What is wrong with a text that is no action: the first thing that is.
#[cold]
#[inline(never)]
const fn mistake(text: &str) -> ParseActionError {
    let bytes = text.as_bytes();
    let (service, name) = match fold::find(bytes, b':') {
        Some(colon) => bytes.split_at(colon),
        None => (bytes, [].as_slice()),
    };
    let problem = match (text::first_wrong::<b'-'>(service), service, name) {
        (Some(b'*' | b'?'), ..) => Problem::Wildcard,
        (_, _, []) => Problem::Colon,
        (Some(_), ..) | (_, [] | [b'-', ..], _) => Problem::Service,
        (_, _, [_, name @ ..]) => match text::first_wrong::<b'_'>(name) {
            Some(b'*' | b'?') => Problem::Wildcard,
            _ => Problem::Name,
        },
    };
    ParseActionError { problem }
}

impl PartialEq for Action<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && fold::equal_ascii(self.text.as_bytes(), other.text.as_bytes())
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
    fn parsed_actions_have_the_hashes_of_constants() {
        let parsed = Action::parse("S3-Object-Lambda:getobject").expect("an action");
        let constant = Action::from_static("s3-object-lambda:GetObject");
        assert_ne!(constant.service_hash, 0);
        assert_eq!(parsed.service_hash(), constant.service_hash());
        assert_eq!(parsed.hash(), constant.hash());
    }

    #[test]
    fn wrong_parts_do_not_panic() {
        for colon in [3, usize::MAX - 1, usize::MAX] {
            let action = Action::from_parts("é", colon, 0, 0, [0; 2]);
            assert_eq!((action.service(), action.name()), ("", ""));
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
