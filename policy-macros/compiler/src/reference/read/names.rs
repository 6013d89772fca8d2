//! How services, actions and resource types are spelled (S-3, S-4, S-7, S-8).

use crate::template::shown;

/// Why a text is not what it should be, and what to write.
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Mistake {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Mistake {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// Checks `service:Name`, without wildcards (S-8).
pub(crate) fn check_action(text: &str) -> Result<(), Mistake> {
    let Some((service, name)) = text.split_once(':') else {
        return Err(Mistake::new(
            format!("`{}` lacks the prefix of its service", shown(text)),
            "write it as in `iam:PassRole`",
        ));
    };
    check_prefix(service)?;
    check_action_name(name)
}

/// Checks the part of an action after the colon (S-4).
pub(super) fn check_action_name(name: &str) -> Result<(), Mistake> {
    const FORM: &str = "the name of an action is made of letters, digits, `-` and `_`";
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_legal) {
        return Ok(());
    }
    if let Some((_, rest)) = name.split_once(':') {
        return Err(Mistake::new(
            "the name of an action stands without prefix",
            format!("write `\"{}\"`", shown(rest)),
        ));
    }
    if name.contains(['*', '?']) {
        return Err(Mistake::new(
            "the name of an action cannot hold wildcards",
            "list the actions one by one",
        ));
    }
    let is_legal = |character| u8::try_from(character).is_ok_and(is_legal);
    only("the name of an action", name, is_legal, FORM)
}

/// Checks the prefix of a service (S-3).
pub(super) fn check_prefix(prefix: &str) -> Result<(), Mistake> {
    const FORM: &str = "a prefix is made of lower-case letters, digits and `-`";
    if prefix == "aws" {
        return Err(Mistake::new(
            "`aws` is the prefix of the global condition keys",
            "give the service a prefix of its own",
        ));
    }
    let is_legal = |character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
    };
    let folded = prefix.to_ascii_lowercase();
    if folded != prefix && folded.chars().all(is_legal) {
        return Err(Mistake::new(
            format!("the prefix `{prefix}` has capitals"),
            format!("write `\"{folded}\"`"),
        ));
    }
    only("the prefix of the service", prefix, is_legal, FORM)?;
    if prefix.starts_with('-') {
        return Err(Mistake::new(
            format!("the prefix `{prefix}` begins with `-`"),
            "a prefix begins with a letter or a digit",
        ));
    }
    Ok(())
}

/// Checks a text that people read (S-4, S-7).
pub(super) fn check_title(what: &str, text: &str) -> Result<(), Mistake> {
    const FORM: &str = "write one line of text, without blanks around it";
    if text.trim() != text {
        return Err(Mistake::new(
            format!("{what} begins or ends with a blank"),
            format!("write `\"{}\"`", shown(text.trim())),
        ));
    }
    only(what, text, is_printable, FORM)
}

/// Whether people see the character, and see it where it is written: controls of the writing
/// direction, line separators and the like do other things to a text.
pub(super) fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    // Alone, a combining mark would be escaped as well.
    let text = ['x', character].iter().collect::<String>();
    text.escape_debug().eq(text.chars())
}

/// A name as it compares: without letter case.
pub(super) fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    crate::keys::fold(name)
}

fn only(
    what: &str,
    text: &str,
    is_legal: impl Fn(char) -> bool,
    form: &str,
) -> Result<(), Mistake> {
    if text.is_empty() {
        return Err(Mistake::new(format!("{what} is empty"), form));
    }
    match text.chars().find(|character| !is_legal(*character)) {
        None => Ok(()),
        Some(character) => Err(Mistake::new(
            format!("{what} holds `{}`", shown(&character.to_string())),
            form,
        )),
    }
}
