//! The program `lookup`: what it prints is compared with `lookup.txt`.
//!
//! `UPDATE=1 cargo test -p policy-examples --test lookup` writes the file.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

const LOOK_UPS: [&str; 7] = [
    "ecs",
    "ECS:runtask",
    "ecs:*Service",
    "ECS:Subnet",
    "events:metadata/team",
    "aws:tagkeys",
    "arn:aws:ecs:eu-west-1:111122223333:task/web/0123456789abcdef",
];

#[test]
fn lookup_prints_what_the_file_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lookup.txt");
    let mut printed = String::new();
    for text in LOOK_UPS {
        let output = lookup(&[text]);
        assert!(output.status.success(), "{output:?}");
        writeln!(printed, "$ lookup '{text}'").unwrap();
        printed.push_str(str::from_utf8(&output.stdout).unwrap());
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed == expected,
        "lookup.txt differs (UPDATE=1 writes it):\n{printed}"
    );
}

#[test]
fn what_is_not_there_is_said_exactly() {
    for (text, message) in [
        ("", "AWS has no service ``"),
        ("esc:RunTask", "AWS has no service `esc`"),
        ("*:RunTask", "AWS has no service `*`"),
        (
            "s3:GetObject",
            "this program has no `s3`, which is a feature of policy-catalog",
        ),
        (
            "ecs:RunTsk",
            "`ecs` has neither an action nor a condition key `RunTsk`; a similar one exists: `ecs:RunTask`",
        ),
        (
            "ecs:clutser",
            "`ecs` has neither an action nor a condition key `clutser`; a similar one exists: `ecs:cluster`",
        ),
        ("ecs:Runn*", "no action of `ecs` matches `Runn*`"),
        (
            "aws:SourceIq",
            "AWS has no global condition key `aws:SourceIq`",
        ),
        (
            "arn:aws:ecs:x",
            "no resource type has ARNs like `arn:aws:ecs:x`",
        ),
    ] {
        let output = lookup(&[text]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(output.stdout, b"");
        assert_eq!(str::from_utf8(&output.stderr), Ok(&*format!("{message}\n")));
    }
}

#[test]
fn one_mistake_does_not_stop_the_others() {
    let output = lookup(&["ecs:RunTsk", "sts:GetCallerIdentity"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"sts:GetCallerIdentity: Read\n");
    assert_eq!(lookup(&[]).status.code(), Some(2));
}

fn lookup(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lookup"))
        .args(arguments)
        .output()
        .unwrap()
}
