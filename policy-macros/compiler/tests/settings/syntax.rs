//! Text that is not TOML (T-1).

use super::{check, said};

#[test]
fn mistakes_are_found_where_they_are() {
    for (text, place) in [
        ("services = [\"a.json\"", "\""),
        ("services = [\"a.json\" \"b.json\"]", "\""),
        ("services", "s"),
        ("services =\n", "="),
        ("services = a.json\n", "a.json"),
        ("[lints\n", "s"),
        ("[lints]]\n", "]"),
        ("known = []\nknown = []", "known"),
        ("services: []", ":"),
        ("{\"services\": []}", "{"),
        ("// ours\n", "//"),
        ("known = [ecs:RunTask]", "ecs:RunTask"),
        ("lints = { short_arn = tru }", "tru"),
        ("", ""),
    ] {
        let expected = [("toml", place)];
        check(text, if text.is_empty() { &[] } else { &expected });
    }
}

#[test]
fn lines_are_explained_one_by_one() {
    check(
        "services = a.json\nknown = [\"ecs:A\" \"ecs:B\"]\n[lints\n",
        &[("toml", "a.json"), ("toml", "\""), ("toml", "s")],
    );
}

#[test]
fn messages_say_what_to_write() {
    for (text, message, help) in [
        (
            "services = a.json",
            "`a.json` is no value",
            "write `\"a.json\"` if a string is meant",
        ),
        (
            "services =",
            "the value is missing",
            "write it after the `=`",
        ),
        (
            "known = []\nknown = []",
            "duplicate key `known`",
            "keep one of them, or merge their values",
        ),
        (
            "services: []",
            "a `:` where TOML has none",
            "a key and its value are joined by `=`, and a comment begins with `#`",
        ),
        (
            "{\"services\": []}",
            "the file is TOML, not JSON",
            "write it as in `services = [\"services/billing.json\"]`",
        ),
        ("services = [", "unclosed array", "what is expected: `]`"),
        ("known = 01", "unexpected leading zero", "remove it"),
    ] {
        assert_eq!(said(text), (message.to_owned(), help.to_owned()), "{text}");
    }
}

#[test]
fn byte_order_marks_move_no_places() {
    check("\u{feff}known = 1", &[("type", "1")]);
}

#[test]
fn large_and_deep_files_are_refused() {
    check(&" ".repeat((1 << 20) + 1), &[("too_large", "")]);
    let deep = "known = ".to_owned() + &"[".repeat(100_000);
    assert!(!policy_compiler::read_settings(&deep).1.is_empty());
}
