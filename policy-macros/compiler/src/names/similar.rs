//! The actions that were probably meant.
//!
//! Names are compared word by word, and the first word, which says what is done, most strictly:
//! what a long noun has in common does not make up for another verb.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::index::Index;
use crate::suggest::{MAX_LENGTH, third};

/// A name made ready for comparing.
pub(super) struct Comparable<'r> {
    name: &'r str,
    /// In lower case.
    words: Vec<String>,
    /// The words without anything between them.
    plain: String,
}

/// What people write, and the verbs of AWS that mean as much.
const OTHER_VERBS: [(&str, &[&str]); 15] = [
    ("ack", &["acknowledge"]),
    ("allow", &["authorize"]),
    ("change", &["modify", "update"]),
    ("describe", &["get", "list"]),
    ("destroy", &["delete"]),
    ("edit", &["modify", "update"]),
    ("fetch", &["get"]),
    ("get", &["describe"]),
    ("list", &["describe"]),
    ("modify", &["update"]),
    ("read", &["get"]),
    ("unassociate", &["disassociate"]),
    ("unattach", &["detach"]),
    ("unregister", &["deregister"]),
    ("update", &["modify"]),
];

/// Verbs that are no slips of others, in services that do not have them, too.
const VERBS: [&str; 24] = [
    "add",
    "associate",
    "attach",
    "cancel",
    "create",
    "delete",
    "describe",
    "detach",
    "disable",
    "enable",
    "export",
    "get",
    "import",
    "list",
    "modify",
    "notify",
    "put",
    "remove",
    "run",
    "set",
    "start",
    "stop",
    "tag",
    "update",
];

/// What makes the opposite of a verb.
const NEGATIONS: [&str; 4] = ["de", "dis", "in", "un"];

impl<'r> Index<'r> {
    /// The actions that were probably meant: none, or one, or several between which nothing
    /// decides.
    pub(super) fn actions_meant(&self, written: &str) -> Vec<&'r str> {
        if written.len() > MAX_LENGTH {
            return Vec::new();
        }
        let written = Comparable::new(written);
        let names = self.comparable();
        if let Some(same) = names.iter().find(|name| name.plain == written.plain) {
            return vec![same.name];
        }
        let verb = self.verb(&written);
        let near = names
            .iter()
            .filter_map(|name| Some((distance(&written, name, verb)?, name.name)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, name)| name);
        if near.is_some() {
            return near.into_iter().collect();
        }
        let mut fuller = names.iter().filter(|name| is_fuller(name, &written));
        match (fuller.next(), fuller.next()) {
            (Some(only), None) => vec![only.name],
            _ => other_verbs(names, &written),
        }
    }

    /// A pattern that matches something, for one that matches nothing.
    pub(super) fn pattern_meant(&self, written: &str) -> Option<String> {
        let length = written.find(['*', '?'])?;
        let (literal, rest) = written.split_at(length);
        if !(3..=MAX_LENGTH).contains(&length) {
            return None;
        }
        let names = || self.service.actions().iter().map(|action| &*action.name);
        let is_near = |start: &&str| start.len().abs_diff(length) <= third(length);
        // Whole words first: `Runn*` is `Run*`, not `RunT*`.
        let whole: BTreeSet<_> = names().flat_map(word_ends).filter(is_near).collect();
        let lengths = length - 1..=length + 1;
        let cut = names().flat_map(|name| lengths.clone().filter_map(|end| name.get(..end)));
        let cut: BTreeSet<_> = cut.filter(|start| !whole.contains(start)).collect();
        let literal = Comparable::new(literal);
        let verb = self.verb(&literal);
        let mut starts: Vec<_> = whole
            .into_iter()
            .chain(cut)
            .filter_map(|start| Some((distance(&literal, &Comparable::new(start), verb)?, start)))
            .collect();
        starts.sort_by_key(|(distance, _)| *distance);
        let mut patterns = starts.iter().map(|(_, start)| format!("{start}{rest}"));
        patterns.find(|pattern| !self.matching(pattern).is_empty())
    }

    fn comparable(&self) -> &[Comparable<'r>] {
        self.comparable.get_or_init(|| {
            let actions = self.service.actions().iter();
            actions
                .map(|action| Comparable::new(&action.name))
                .collect()
        })
    }

    /// The verb of a name, if it is one that there is.
    fn verb<'a>(&'a self, written: &'a Comparable<'_>) -> Option<&'a str> {
        let own = self.comparable().iter().map(Comparable::verb);
        let verbs = own.chain(VERBS);
        if written.words.len() > 1 {
            let mut verbs = verbs;
            return verbs.find(|verb| *verb == written.verb());
        }
        // Of a name in one letter case only the beginning tells.
        let first = verbs.filter(|verb| written.plain.starts_with(verb));
        first.max_by_key(|verb| verb.len())
    }
}

impl<'r> Comparable<'r> {
    fn new(name: &'r str) -> Self {
        let mut words = Vec::new();
        let mut from = 0;
        for end in word_ends(name).map(str::len) {
            let word = name.get(from..end).unwrap_or_default();
            words.push(word.trim_matches(['-', '_']).to_ascii_lowercase());
            from = end;
        }
        words.retain(|word| !word.is_empty());
        Comparable {
            name,
            plain: words.concat(),
            words,
        }
    }

    fn verb(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }
}

/// How many slips two names are apart; nothing if they are too different. `verb` is that of the
/// written one, if there is such a verb.
fn distance(written: &Comparable<'_>, name: &Comparable<'_>, verb: Option<&str>) -> Option<usize> {
    let lengths = (written.plain.len(), name.plain.len());
    if lengths.0.abs_diff(lengths.1) > third(lengths.0.max(lengths.1)) {
        return None;
    }
    let has_words = written.words.len() > 1;
    let first = if has_words {
        Cow::from(written.verb())
    } else {
        Cow::from(
            written
                .plain
                .get(..name.verb().len())
                .unwrap_or(&written.plain),
        )
    };
    let fits = match verb {
        Some(verb) => verb == name.verb(),
        None => is_slip(&first, name.verb()),
    };
    if !fits {
        return None;
    }
    if written.words.len() != name.words.len() {
        const FEW: usize = 2;
        let slips = strsim::osa_distance(&written.plain, &name.plain);
        return (slips <= FEW.min(third(lengths.0))).then_some(slips);
    }
    let pairs = written.words.iter().zip(&name.words);
    let slips = pairs.map(|(written, word)| {
        let limit = third(written.len().max(word.len()));
        if written.len().abs_diff(word.len()) > limit {
            return None;
        }
        let slips = strsim::osa_distance(written, word);
        (slips <= limit).then_some(slips)
    });
    slips.sum()
}

/// Whether somebody who meant a verb may have written this instead.
fn is_slip(written: &str, verb: &str) -> bool {
    let is_negated = |long: &str, short: &str| {
        let mut rests = NEGATIONS
            .iter()
            .filter_map(|start| long.strip_prefix(start));
        rests.any(|rest| rest == short)
    };
    let limit = (written.len().max(verb.len()) / 4).max(1);
    written.len().abs_diff(verb.len()) <= limit
        && !is_negated(written, verb)
        && !is_negated(verb, written)
        && strsim::osa_distance(written, verb) <= limit
}

/// The names that say the same with another verb.
fn other_verbs<'r>(names: &[Comparable<'r>], written: &Comparable<'_>) -> Vec<&'r str> {
    let [verb, rest @ ..] = &*written.words else {
        return Vec::new();
    };
    let row = OTHER_VERBS.iter().find(|(other, _)| other == verb);
    let verbs = row.map_or(&[][..], |(_, verbs)| verbs);
    let same = names.iter().filter(|name| {
        let mut words = name.words.iter();
        let verb = words.next();
        verb.is_some_and(|verb| verbs.contains(&&**verb)) && words.eq(rest)
    });
    same.map(|name| name.name).collect()
}

/// Whether a name has more words between the two of another.
fn is_fuller(name: &Comparable<'_>, written: &Comparable<'_>) -> bool {
    let ([first, last], [name_first, _, .., name_last]) = (&*written.words, &*name.words) else {
        return false;
    };
    first == name_first && last == name_last
}

/// The beginnings of a name that end where a word ends.
fn word_ends(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let is =
        |at: Option<usize>, of: fn(&u8) -> bool| at.and_then(|at| bytes.get(at)).is_some_and(of);
    let begins = move |at: &usize| {
        // Capitals in a row are one word, but for the last one before a small letter.
        (is(Some(*at), u8::is_ascii_uppercase)
            && (!is(at.checked_sub(1), u8::is_ascii_uppercase)
                || is(Some(at + 1), u8::is_ascii_lowercase)))
            || is(Some(*at), |byte| matches!(byte, b'-' | b'_'))
    };
    (1..name.len())
        .filter(begins)
        .chain([name.len()])
        .filter_map(|end| name.get(..end))
}
