//! What the program prints, and what it exits with.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of files that is removed in the end; the program runs in it.
struct Folder {
    path: PathBuf,
}

/// A policy of which nothing is said.
const FINE: &str = r#"{
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::web/*" }
}"#;

/// One that is denied, by a lint.
const DENIED: &str = r#"{
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::web/*" }
}"#;

/// One with a warning.
const WARNED: &str = r#"{
    "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::web/*" }
}"#;

const TRUST: &str = r#"{
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": { "AWS": "111122223333" },
        "Action": "sts:AssumeRole"
    }
}"#;

/// A policy with so many mistakes.
fn with_unknown_actions(n: usize) -> String {
    let actions: Vec<_> = (0..n).map(|n| format!("\"s3:Nonsense{n}\"")).collect();
    DENIED.replace("\"s3:GetObjct\"", &format!("[{}]", actions.join(", ")))
}

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        for (file, text) in files {
            let file = path.join(file);
            let parent = file.parent().expect("a folder");
            fs::create_dir_all(parent).expect("the folder can be made");
            fs::write(&file, text).expect("the file can be written");
        }
        Folder { path }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_check"));
        command.args(arguments).current_dir(&self.path);
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(variable);
        }
        command
    }

    fn check(&self, arguments: &[&str]) -> Printed {
        Printed::from(self.command(arguments).output().expect("it runs"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

struct Printed {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Printed {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
        Printed {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

#[test]
fn exit_codes_tell_what_is_wrong() {
    let folder = Folder::new(
        "exit_codes",
        &[
            ("fine.json", FINE),
            ("denied.json", DENIED),
            ("warned.json", WARNED),
        ],
    );
    for (arguments, code) in [
        (&["fine.json"][..], 0),
        (&["warned.json"], 0),
        (&["denied.json"], 1),
        (&["fine.json", "denied.json"], 1),
        (&["."], 1),
        (&["denied.json", "--allow", "unknown_action"], 0),
        (&["denied.json", "--warn=unknown_action"], 0),
        (&["warned.json", "--deny", "version_absent"], 1),
        (&["none.json"], 2),
        (&["denied.json", "none.json"], 2),
        (&[], 2),
    ] {
        for format in ["text", "json", "sarif"] {
            let printed = folder.check(&[arguments, &["--format", format]].concat());
            assert_eq!(
                printed.code,
                Some(code),
                "{arguments:?} {format}\n{}",
                printed.err
            );
        }
    }
}

#[test]
fn text_has_each_finding_and_a_summary() {
    let folder = Folder::new(
        "text",
        &[("a/denied.json", DENIED), ("warned.json", WARNED)],
    );
    let printed = folder.check(&["."]);
    assert_eq!(printed.err, "");
    assert_eq!(
        printed.out,
        r#"error: `s3` has no action `GetObjct`
 --> a/denied.json:3:49
  |
3 |     "Statement": { "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::web/*" }
  |                                                 ^^^^^^^^^^^^^
  |
  = help: a similar action exists: `s3:GetObject`
  = note: code `unknown_action`, rule N-2, AWS's `INVALID_ACTION`
  = note: if it is meant, pass `--allow unknown_action`, or allow it in policy.toml

warning: without `Version` the document is read as `2008-10-17`, in which `${…}` is plain text
 --> warned.json:1:1
  |
1 | {
  | ^
  |
  = help: add `"Version": "2012-10-17"`
  = note: code `version_absent`, rule G-7, AWS's `MISSING_VERSION`
  = note: if it is meant, pass `--allow version_absent`, or allow it in policy.toml

2 policies: 1 error, 1 warning
"#
    );
}

#[test]
fn other_files_are_reported_when_one_cannot_be_read() {
    let folder = Folder::new(
        "unreadable",
        &[("denied.json", DENIED), ("empty/notes.txt", "")],
    );
    let printed = folder.check(&["none.json", "empty", "denied.json"]);
    assert_eq!(printed.code, Some(2));
    assert!(
        printed.out.contains("`s3` has no action `GetObjct`"),
        "{}",
        printed.out
    );
    assert!(
        printed.out.ends_with("1 policy: 1 error; 2 not read\n"),
        "{}",
        printed.out
    );
    let errors: Vec<_> = printed.err.lines().collect();
    assert!(
        errors[0].starts_with("check: cannot read `none.json`: "),
        "{errors:?}"
    );
    let no_policies = "check: `empty` has no policies: no file in it ends in `.json`";
    assert_eq!(errors[1..], [no_policies]);

    fs::write(folder.path.join("latin.json"), b"{\"\xfc\"}").expect("the file can be written");
    let printed = folder.check(&["latin.json"]);
    let not_utf8 = "check: `latin.json` is not UTF-8 at line 1, column 3; save it as UTF-8\n";
    assert_eq!((printed.code, printed.err.as_str()), (Some(2), not_utf8));
    assert_eq!(printed.out, "0 policies: 1 not read\n");
}

#[test]
fn colours_are_for_terminals() {
    let folder = Folder::new("colours", &[("denied.json", DENIED)]);
    let plain = folder.check(&["denied.json"]).out;
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert_eq!(
        folder.check(&["denied.json", "--colour", "never"]).out,
        plain
    );
    for option in ["--colour", "--color"] {
        let coloured = folder.check(&["denied.json", option, "always"]).out;
        assert!(coloured.starts_with("\u{1b}["), "{coloured}");
    }
    let json = folder.check(&["denied.json", "--colour", "always", "--format", "json"]);
    assert!(!json.out.contains('\u{1b}'), "{}", json.out);
}

#[test]
fn the_standard_input_is_a_policy() {
    let folder = Folder::new("standard_input", &[("fine.json", FINE)]);
    let mut child = folder
        .command(&["fine.json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut input = child.stdin.take().expect("an input");
    input
        .write_all(DENIED.as_bytes())
        .expect("it can be written");
    drop(input);
    let printed = Printed::from(child.wait_with_output().expect("it ends"));
    assert_eq!(printed.code, Some(1));
    assert!(
        printed.out.contains(" --> <stdin>:3:49\n"),
        "{}",
        printed.out
    );
    assert!(
        printed.out.ends_with("2 policies: 1 error\n"),
        "{}",
        printed.out
    );
}

#[test]
fn nobody_has_to_read_to_the_end() {
    let many = with_unknown_actions(400);
    let folder = Folder::new("broken_pipe", &[("many.json", &many)]);
    let mut child = folder
        .command(&["many.json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let printed = Printed::from(child.wait_with_output().expect("it ends"));
    assert_eq!((printed.code, printed.err.as_str()), (Some(1), ""));
}

#[test]
fn of_many_findings_the_gravest_are_drawn() {
    let many = with_unknown_actions(151).replace("\"Version\": \"2012-10-17\",", "");
    let folder = Folder::new("many", &[("many.json", &many), ("fine.json", FINE)]);
    let printed = folder.check(&["."]).out;
    assert_eq!(printed.matches("error: ").count(), 100, "{printed}");
    assert!(!printed.contains("warning: "), "{printed}");
    assert!(
        printed.contains("\n52 more findings about `many.json`\n"),
        "{printed}"
    );
    assert!(
        printed.ends_with("2 policies: 151 errors, 1 warning\n"),
        "{printed}"
    );
    let json = folder.check(&[".", "--format", "json"]).out;
    assert_eq!(json.matches("\"findingDetails\"").count(), 152);
}

#[test]
fn types_can_be_chosen_and_are_hinted_at() {
    let bucket = FINE.replace("\"Effect\"", "\"Principal\": \"*\", \"Effect\"");
    let folder = Folder::new("types", &[("trust.json", TRUST), ("bucket.json", &bucket)]);
    let printed = folder.check(&["trust.json"]);
    assert_eq!(printed.code, Some(1));
    let hint = "note: `trust.json` names principals: did you mean `--type trust`?\n";
    assert_eq!(printed.err, hint);
    let hint = "note: `bucket.json` names principals: did you mean `--type resource`?\n";
    assert_eq!(folder.check(&["--together", "bucket.json"]).err, hint);
    let hint = "note: `bucket.json` and 1 more name principals: did you mean `--type resource`?\n";
    assert_eq!(folder.check(&[".", "--format", "sarif"]).err, hint);
    // Those who say what it is know it.
    assert_eq!(folder.check(&["--type", "identity", "trust.json"]).err, "");

    let printed = folder.check(&["--type", "trust", "trust.json"]);
    assert!(
        !printed.out.contains("element_not_allowed"),
        "{}",
        printed.out
    );
}

#[test]
fn what_a_policy_is_attached_to_tells_what_it_can_be_about() {
    let queue = FINE
        .replace("\"Effect\"", "\"Principal\": \"*\", \"Effect\"")
        .replace("s3:GetObject", "sqs:SendMessage")
        .replace("arn:aws:s3:::web/*", "*");
    let folder = Folder::new("attached", &[("queue.json", &queue)]);
    let code = "code `unsupported_action_in_policy`";
    for (arguments, is_found) in [
        (&["--type", "resource"][..], false),
        (
            &["--type", "resource", "--resource-type", "AWS::SQS::Queue"],
            false,
        ),
        (
            &["--type", "resource", "--resource-type", "AWS::S3::Bucket"],
            true,
        ),
        (
            &["--resource-type", "AWS::S3::Bucket", "--type", "resource"],
            true,
        ),
    ] {
        let printed = folder.check(&[arguments, &["queue.json"]].concat());
        assert_eq!(printed.err, "");
        assert_eq!(printed.out.contains(code), is_found, "{}", printed.out);
    }
}

/// Three paths of privilege escalation, by the same entry of the same statement.
#[test]
fn a_place_is_drawn_once_for_all_that_is_said_of_it_by_one_code() {
    let text = FINE.replace("s3:GetObject", "iam:Put*Policy");
    let text = text.replace("arn:aws:s3:::web/*", "*");
    let folder = Folder::new("same_place", &[("put.json", &text)]);
    let printed = folder.check(&["put.json"]);
    let (_, drawn) = printed.out.split_once("warning: privilege").expect("paths");
    let (first, others) = drawn.split_once("\n\n").expect("more than one");
    assert!(first.contains("allows `iam:PutRolePolicy`"), "{first}");
    let (others, summary) = others.split_once("\n\n").expect("a summary");
    let others: Vec<_> = others.lines().collect();
    assert_eq!(
        others[0],
        "2 more findings of `privilege_escalation` at the same place:"
    );
    assert!(others[1].starts_with("  privilege escalation `iam-007`: "));
    assert_eq!(others[2], "    allows `iam:PutUserPolicy`");
    assert!(others[3].starts_with("  privilege escalation `iam-011`: "));
    assert_eq!(others[4..], ["    allows `iam:PutGroupPolicy`"]);
    assert_eq!(summary, "1 policy: 3 warnings\n");
}

/// Neither opens the way alone.
#[test]
fn policies_of_one_identity_are_looked_at_together() {
    let statement = |action: &str| {
        let text = FINE.replace("s3:GetObject", action);
        text.replace("arn:aws:s3:::web/*", "*")
    };
    let folder = Folder::new(
        "together",
        &[
            ("create.json", &statement("lambda:CreateFunction")),
            ("invoke.json", &statement("lambda:InvokeFunction")),
            ("pass.json", &statement("iam:PassRole")),
        ],
    );
    let code = "code `privilege_escalation`";
    assert!(!folder.check(&["."]).out.contains(code));
    let printed = folder.check(&[".", "--together"]);
    assert_eq!(printed.code, Some(1));
    let findings = printed.out.split("\n\n");
    let findings: Vec<_> = findings.filter(|one| one.contains(code)).collect();
    assert!(!findings.is_empty(), "{}", printed.out);
    for file in ["create.json:3:", "invoke.json:3:", "pass.json:3:"] {
        assert!(
            findings.iter().any(|one| one.contains(file)),
            "{file}\n{}",
            printed.out
        );
    }
    // What is said of each by itself is said of it in company.
    assert!(
        printed
            .out
            .contains("code `pass_role_with_star_in_resource`")
    );
    assert!(printed.out.contains("\n3 policies: "), "{}", printed.out);

    let sarif = folder.check(&[".", "--together", "--format", "sarif"]).out;
    for file in ["create.json", "invoke.json", "pass.json"] {
        assert!(sarif.contains(&format!("\"uri\": \"{file}\"")), "{sarif}");
    }
}

#[test]
fn usage_errors_say_what_to_write() {
    let folder = Folder::new("usage", &[("fine.json", FINE)]);
    for (arguments, message) in [
        (
            &[][..],
            "there is nothing to check; name a file, a folder, or `-` for the standard input; \
             `check --help` tells more",
        ),
        (&[""], "a path is empty; write `.` for this folder"),
        (
            &["-", "-"],
            "`-` is there twice; the standard input can be read only once",
        ),
        (
            &["--tpye"],
            "there is no option `--tpye`; a similar option exists: `--type`",
        ),
        (
            &["--json"],
            "there is no option `--json`; write `--format json`",
        ),
        (
            &["--trust"],
            "there is no option `--trust`; write `--type trust`",
        ),
        (
            &["--verbose"],
            "there is no option `--verbose`; `check --help` lists the options",
        ),
        (
            &["-x"],
            "there is no option `-x`; `check --help` lists the options",
        ),
        (
            &["--type"],
            "`--type` has no value; write it behind the option",
        ),
        (
            &["--together=yes"],
            "`--together` takes no value; remove the `=` and what follows",
        ),
        (
            &["--type", "rcpp"],
            "there is no policy type `rcpp`; write `rcp`",
        ),
        (
            &["--type", "user"],
            "there is no policy type `user`; write one of `identity`, `boundary`, `session`, \
             `resource`, `trust`, `scp`, `rcp`, `vpce`",
        ),
        (
            &["--type", "resource", "--resource-type", "AWS::S3::Buckets"],
            "no resource policy is attached to a type `AWS::S3::Buckets`; a similar one exists: \
             `AWS::S3::Bucket`",
        ),
        (
            &["--resource-type", "AWS::S3::Bucket", "--type", "trust"],
            "`--resource-type` is for resource policies only; write `--type resource` as well, or \
             leave it out",
        ),
        (
            &["--resource-type=AWS::S3::Bucket"],
            "`--resource-type` is for resource policies only; write `--type resource` as well, or \
             leave it out",
        ),
        (
            &["--together", "--type=scp"],
            "`--together` is for the policies of an identity only; leave it or `--type` out",
        ),
        (
            &["--resource-type", "AWS::IAM::AssumeRolePolicyDocument"],
            "`AWS::IAM::AssumeRolePolicyDocument` is a policy type here; write `--type trust` \
             instead",
        ),
        (
            &["--format", "jsonl"],
            "there is no format `jsonl`; write `json`",
        ),
        (
            &["--colour", "red"],
            "there is no choice of colours `red`; write one of `auto`, `always`, `never`",
        ),
        (
            &["--allow", "unknown_actoin"],
            "unknown lint `unknown_actoin`; a similar lint exists: `unknown_action`",
        ),
        (
            &["--deny", "json"],
            "`json` has no level; an error of the language stops a policy always: mend it",
        ),
    ] {
        let printed = folder.check(arguments);
        assert_eq!(printed.code, Some(2), "{arguments:?}");
        assert_eq!(printed.err, format!("check: {message}\n"), "{arguments:?}");
        assert_eq!(printed.out, "", "{arguments:?}");
    }
}

#[test]
fn lints_outdo_their_types_and_the_last_word_counts() {
    let folder = Folder::new(
        "levels",
        &[
            (
                "sid.json",
                &FINE.replace("{ \"Effect\"", "{ \"Sid\": \"\", \"Effect\""),
            ),
            ("policy.toml", "[lints]\nempty_sid_value = \"deny\"\n"),
        ],
    );
    for (arguments, code) in [
        (&[][..], 0),
        (&["--deny", "suggestions"], 1),
        (&["--warn", "empty_sid_value", "--deny", "suggestions"], 0),
        (
            &["--warn", "empty_sid_value", "--deny", "empty_sid_value"],
            1,
        ),
        (&["--settings", "policy.toml"], 1),
        (&["--settings", "policy.toml", "--allow", "suggestions"], 0),
    ] {
        let printed = folder.check(&[arguments, &["sid.json"]].concat());
        assert_eq!(printed.code, Some(code), "{arguments:?}\n{}", printed.out);
    }
}

#[test]
fn settings_add_services_and_known_actions() {
    let billing = r#"{
        "service": "billing",
        "actions": [{ "name": "Refund", "access": "Write" }]
    }"#;
    let statement = |action: &str| {
        let text = FINE.replace("s3:GetObject", action);
        text.replace("arn:aws:s3:::web/*", "*")
    };
    let folder = Folder::new(
        "settings",
        &[
            (
                "config/policy.toml",
                "services = [\"billing.json\"]\nknown = [\"ecs:Teleport\"]\n",
            ),
            ("config/billing.json", billing),
            ("refund.json", &statement("billing:Refund")),
            ("teleport.json", &statement("ecs:Teleport")),
        ],
    );
    for file in ["refund.json", "teleport.json"] {
        let printed = folder.check(&[file]);
        assert!(
            printed.out.contains("code `unknown_action`"),
            "{}",
            printed.out
        );
        let printed = folder.check(&["--settings", "config/policy.toml", file]);
        assert!(
            !printed.out.contains("code `unknown_action`"),
            "{}",
            printed.out
        );
        assert_eq!(printed.err, "");
    }
}

#[test]
fn mistakes_of_settings_are_all_told() {
    let billing = r#"{ "service": "billing" }"#;
    let folder = Folder::new(
        "broken_settings",
        &[
            ("fine.json", FINE),
            (
                "policy.toml",
                "services = [\"a.json\", \"./a.json\", \"b.json\", \"none.json\", \"bad.json\"]\n",
            ),
            ("a.json", billing),
            ("b.json", billing),
            ("bad.json", "{ \"servic\": \"x\" }"),
            ("lints.toml", "[lints]\nunknown_actoin = \"allow\"\n"),
        ],
    );
    let printed = folder.check(&["--settings", "policy.toml", "fine.json"]);
    assert_eq!((printed.code, printed.out.as_str()), (Some(2), ""));
    for message in [
        "error: `./a.json` is named already; name it once",
        "error: two service files have the prefix `billing`: `a.json` and `b.json`",
        "error: cannot read `none.json`: ",
        " --> policy.toml:1:",
        " --> bad.json:1:",
    ] {
        assert!(printed.err.contains(message), "{message}\n{}", printed.err);
    }

    let printed = folder.check(&["--settings", "lints.toml", "fine.json"]);
    let unknown = "error: unknown lint `unknown_actoin`\n --> lints.toml:2:1\n";
    assert!(printed.err.starts_with(unknown), "{}", printed.err);
    let printed = folder.check(&["--settings", "none.toml", "fine.json"]);
    assert!(
        printed.err.starts_with("check: cannot read `none.toml`: "),
        "{}",
        printed.err
    );
    assert_eq!(printed.code, Some(2));
}

#[test]
fn paths_below_the_working_directory_are_shown_relative() {
    let folder = Folder::new("relative", &[("a/denied.json", DENIED)]);
    let absolute = folder.path.join("a").display().to_string();
    for path in ["a", "./a", "a/denied.json", &absolute] {
        let printed = folder.check(&[path]);
        assert!(
            printed.out.contains(" --> a/denied.json:3:49\n"),
            "{path}\n{}",
            printed.out
        );
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_forge_no_lines() {
    let folder = Folder::new("names", &[("a\n\u{1b}[1mb.json", DENIED)]);
    let printed = folder.check(&["."]).out;
    assert!(
        printed.contains(r" --> a\n\u{1b}[1mb.json:3:49"),
        "{printed}"
    );
}

#[test]
fn policies_send_nothing_to_terminals() {
    let raw = DENIED.replace("GetObjct", "Get\u{1b}[31mObjct");
    let escaped = DENIED.replace("GetObjct", r"Get\u001b[31mObjct");
    let key = DENIED.replace("\"Effect\"", r#""Eff\u001b[31mect""#);
    let folder = Folder::new(
        "escapes",
        &[
            ("raw.json", &raw),
            ("escaped.json", &escaped),
            ("key.json", &key),
        ],
    );
    for format in ["text", "json", "sarif"] {
        let printed = folder.check(&[".", "--format", format]);
        assert_eq!(printed.code, Some(1));
        assert!(!printed.out.contains('\u{1b}'), "{}", printed.out);
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = Folder::new("help", &[("fine.json", FINE)]);
    let help = folder.check(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    assert!(help.out.lines().all(|line| line.chars().count() <= 80));
    for option in [
        "--type",
        "--together",
        "--format",
        "--settings",
        "--allow",
        "--colour",
    ] {
        assert!(help.out.contains(option), "{option}");
    }
    let version = folder.check(&["-V"]);
    assert_eq!(
        version.out,
        format!("check {}\n", env!("CARGO_PKG_VERSION"))
    );
}
