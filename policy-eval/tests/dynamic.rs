//! Policies that come when the program runs: exact errors, all or nothing, and sets that change
//! under readers.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread::{self, JoinHandle};

use policy_eval::dynamic::{
    Code, Compiled, Finding, Level, LivePolicySet, LoadError, LoadSetError, MAX_BYTES, Options,
    PolicySet, Snapshot, Source, load, load_file, render,
};
use policy_eval::{Decision, PolicyType, Request, action};

const BROKEN: &str = r#"{
    "Version": "2012-10-17",
    "Statement": { "Effect": "Alow", "Action": "RunTask", "Resource": "*" }
}"#;

const SHORT_ARN: &str = r#"{
    "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3" }
}"#;

fn options() -> Options {
    Options::new(PolicyType::Identity)
}

fn document(effect: &str) -> String {
    format!(
        r#"{{
            "Version": "2012-10-17",
            "Statement": {{ "Effect": "{effect}", "Action": "s3:GetObject", "Resource": "*" }}
        }}"#
    )
}

fn of(name: &str, text: &str) -> Result<Compiled, LoadError> {
    load(&Source { name, text }, &options())
}

fn decide(policies: &PolicySet, name: &str) -> Option<Decision> {
    let request = Request::new(action!("s3:GetObject"), "arn:aws:s3:::docs/plan.pdf");
    policies.get(name).map(|policy| policy.evaluate(&request))
}

/// A directory of this test's own.
fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("dynamic")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("it can be created");
    path
}

#[test]
fn the_text_of_an_error_has_every_finding() {
    let error = of("tenant-7", BROKEN).expect_err("it has mistakes");
    assert_eq!(
        error.to_string(),
        r#"error: there is no effect `Alow`
 --> tenant-7:3:30
  |
3 |     "Statement": { "Effect": "Alow", "Action": "RunTask", "Resource": "*" }
  |                              ^^^^^^
  |
  = help: write `"Allow"`
  = note: code `effect`, rule G-10, AWS's `INVALID_EFFECT`

error: `RunTask` names no service
 --> tenant-7:3:48
  |
3 |     "Statement": { "Effect": "Alow", "Action": "RunTask", "Resource": "*" }
  |                                                ^^^^^^^^^
  |
  = help: write `service:Name`, such as `s3:GetObject`
  = note: code `action`, rule A-1, AWS's `INVALID_ACTION`"#
    );
    assert_eq!(error.name(), "tenant-7");
    assert_eq!(error.source_text(), Some(BROKEN));
    assert!(error.io_error().is_none());
    let codes: Vec<Code> = error
        .findings()
        .expect("the document was read")
        .iter()
        .map(Finding::code)
        .collect();
    assert_eq!(codes, [Code::Effect, Code::Action]);
}

#[test]
fn a_deny_lint_passes_if_the_options_say_so_and_warnings_come_last() {
    let source = Source {
        name: "tenant-7",
        text: SHORT_ARN,
    };
    let error = load(&source, &options()).expect_err("the ARN is short");
    assert_eq!(
        error.to_string(),
        r#"error: `arn:aws:s3` has only 3 fields of an ARN and is read as `arn:aws:s3:*:*:*`
 --> tenant-7:2:69
  |
2 |     "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3" }
  |                                                                     ^^^^^^^^^^^^
  |
  = help: write all six fields: `arn:partition:service:region:account:resource`
  = note: code `short_arn`, rule R-14, AWS's `MISSING_ARN_FIELD`
  = note: if it is meant, allow `short_arn` in the options

warning: without `Version` the document is read as `2008-10-17`, in which `${…}` is plain text
 --> tenant-7:1:1
  |
1 | {
  | ^
  |
  = help: add `"Version": "2012-10-17"`
  = note: code `version_absent`, rule G-7, AWS's `MISSING_VERSION`
  = note: if it is meant, allow `version_absent` in the options"#
    );

    let options = options().level(Code::ShortArn, Level::Allow);
    let compiled = load(&source, &options).expect("it is allowed");
    let warnings: Vec<String> = compiled
        .findings()
        .at(Level::Warn, &options)
        .map(|warning| render(warning, &source))
        .collect();
    assert_eq!(warnings.len(), 1);
    assert!(error.to_string().ends_with(&warnings[0]));
}

#[test]
fn a_text_of_many_findings_is_cut() {
    let statement = r#"{ "Effect": "Alow", "Action": "s3:*", "Resource": "*" },"#.repeat(105);
    let text = format!(
        r#"{{ "Version": "2012-10-17", "Statement": [{}] }}"#,
        statement.trim_end_matches(',')
    );
    let error = of("tenant-7", &text).expect_err("it has mistakes");
    assert_eq!(error.findings().expect("it was read").len(), 105);
    let shown = error.to_string();
    assert_eq!(
        shown.matches("error: there is no effect `Alow`").count(),
        100
    );
    assert!(
        shown.ends_with("\n\nnote: `tenant-7` has 105 findings; 100 of them are shown"),
        "{shown}"
    );
}

#[test]
fn a_name_forges_no_line() {
    let error = of("a\nerror: b", BROKEN).expect_err("it has mistakes");
    assert!(
        error.to_string().contains("--> a\\nerror: b:3:30\n"),
        "{error}"
    );
    assert_eq!(error.name(), "a\nerror: b");
    let same = [("a\nb", document("Allow")), ("a\nb", document("Allow"))];
    let error = PolicySet::load(same, &options()).expect_err("the names are the same");
    assert_eq!(
        error.to_string(),
        "error: the name `a\\nb` comes twice; a set has one policy of each name"
    );
}

#[test]
fn a_policy_has_a_name() {
    let text = &document("Allow");
    let name_of = |name: &str, options: &Options| {
        let compiled = load(&Source { name, text }, options).expect("it is right");
        compiled.policy().name().map(str::to_owned)
    };
    let named = options().name("given");
    assert_eq!(name_of("tenant-7", &options()).as_deref(), Some("tenant-7"));
    assert_eq!(name_of("tenant-7", &named).as_deref(), Some("given"));
    assert_eq!(name_of("", &options()), None);
    assert_eq!(name_of("a\nb", &options()).as_deref(), Some(r"a\nb"));

    let path = directory("names");
    let file = path.join("tenant.7.json");
    fs::write(&file, text).expect("it can be written");
    let of_file = |options: &Options| load_file(&file, options).expect("it is right");
    assert_eq!(of_file(&options()).policy().name(), Some("tenant.7"));
    assert_eq!(of_file(&named).policy().name(), Some("given"));

    // In a set, one name for all would tell nothing.
    let rows = [("a", text), ("b", text)];
    let set = PolicySet::load(rows, &named).expect("they are right");
    for name in ["a", "b"] {
        assert_eq!(set.get(name).expect("it is there").name(), Some(name));
    }
    let set = PolicySet::load_dir(&path, &named).expect("they are right");
    let policy = set.get("tenant.7").expect("it is there");
    assert_eq!(policy.name(), Some("tenant.7"));
}

#[test]
fn a_file_that_cannot_be_taken_is_named() {
    let path = directory("files");
    let refused = |name: &str, bytes: Option<&[u8]>| {
        let path = path.join(name);
        if let Some(bytes) = bytes {
            fs::write(&path, bytes).expect("it can be written");
        }
        let error = load_file(&path, &options()).expect_err("it is refused");
        assert_eq!(error.name(), path.display().to_string());
        let shown = error.to_string().replace(error.name(), "PATH");
        (shown, error)
    };

    let (shown, error) = refused("none.json", None);
    let system = error.io_error().expect("the system refused");
    assert_eq!(shown, format!("error: cannot read `PATH`: {system}"));
    assert_eq!(system.kind(), ErrorKind::NotFound);
    assert!(error.findings().is_none());

    let (shown, _) = refused("", None);
    assert_eq!(shown, "error: `PATH` is no regular file");

    let (shown, _) = refused("latin.json", Some(b"{\n  \"Sid\": \"f\xfcr\" }"));
    assert_eq!(
        shown,
        "error: `PATH` is not UTF-8 at line 2, column 12; save it as UTF-8"
    );

    let large = vec![b' '; MAX_BYTES + 1];
    let (shown, _) = refused("large.json", Some(&large));
    assert_eq!(
        shown,
        "error: `PATH` has 1048577 bytes; a policy of more than 1048576 is not read"
    );

    let (shown, _) = refused("broken.json", Some(BROKEN.as_bytes()));
    assert!(
        shown.starts_with("error: there is no effect `Alow`\n --> PATH:3:30\n"),
        "{shown}"
    );

    let good = path.join("good.json");
    fs::write(&good, document("Allow")).expect("it can be written");
    assert!(load_file(&good, &options()).is_ok());
}

#[test]
fn a_set_is_loaded_as_a_whole_or_not_at_all() {
    let live = LivePolicySet::new(
        PolicySet::load([("a", document("Allow"))], &options()).expect("it is right"),
    );
    let rows = [
        ("a", document("Deny")),
        ("b", document("Permit")),
        ("c", "{".to_owned()),
        ("b", document("Deny")),
    ];
    let result = PolicySet::load(rows, &options());
    let error = result
        .map(|set| live.replace(set))
        .expect_err("documents are broken");
    assert_eq!(
        error.to_string(),
        r#"error: there is no effect `Permit`
 --> b:3:38
  |
3 |             "Statement": { "Effect": "Permit", "Action": "s3:GetObject", "Resource": "*" }
  |                                      ^^^^^^^^
  |
  = help: write `"Allow"` or `"Deny"`
  = note: code `effect`, rule G-10, AWS's `INVALID_EFFECT`

error: the document ends inside an object
 --> c:1:1
  |
1 | {
  | ^
  |
  = help: close it with `}`
  = note: code `json`, rule G-2, AWS's `JSON_SYNTAX_ERROR`

error: the name `b` comes twice; a set has one policy of each name"#
    );
    let names: Vec<&str> = error.errors().iter().map(LoadError::name).collect();
    assert_eq!(names, ["b", "c", "b"]);
    assert_eq!(decide(&live.snapshot(), "a"), Some(Decision::Allow));
    assert_eq!(decide(&live.snapshot(), "b"), None);
}

#[test]
fn a_directory_gives_what_policy_dir_takes() {
    let path = directory("tenants");
    let write = |name: &str, text: &str| fs::write(path.join(name), text).expect("it is written");
    write("a.json", &document("Allow"));
    write("b.json", &document("Deny"));
    write(".c.json", BROKEN);
    write("notes.txt", BROKEN);
    fs::create_dir(path.join("d.json")).expect("it is created");
    let policies = PolicySet::load_dir(&path, &options()).expect("they are right");
    assert_eq!(policies.len(), 2);
    assert_eq!(decide(&policies, "a"), Some(Decision::Allow));
    assert_eq!(decide(&policies, "b"), Some(Decision::ExplicitDeny));

    write("f.json", BROKEN);
    write("e.json", "[]");
    let error = PolicySet::load_dir(&path, &options()).expect_err("two are broken");
    let names: Vec<&str> = error.errors().iter().map(LoadError::name).collect();
    let expected = ["e.json", "f.json"].map(|name| path.join(name).display().to_string());
    assert_eq!(names, expected);

    let path = path.join("none");
    let error = PolicySet::load_dir(&path, &options()).expect_err("it is not there");
    let system = error.errors()[0].io_error().expect("the system refused");
    let shown = path.display();
    assert_eq!(
        error.to_string(),
        format!("error: cannot read the directory `{shown}`: {system}")
    );
}

#[test]
fn one_policy_is_put_beside_the_others() {
    let rows = [("a", document("Allow")), ("b", document("Allow"))];
    let live = LivePolicySet::new(PolicySet::load(rows, &options()).expect("they are right"));
    let before = live.snapshot();
    let denies = of("a", &document("Deny")).expect("it is right");
    let old = live.update(|policies| policies.insert("a", denies));
    let after = live.snapshot();

    assert_eq!(decide(&before, "a"), Some(Decision::Allow));
    assert_eq!(decide(&after, "a"), Some(Decision::ExplicitDeny));
    let old = old.expect("there was one");
    assert!(Arc::ptr_eq(
        &old,
        before.get_compiled("a").expect("it is there")
    ));
    // Not compiled again.
    let shared = before.get_compiled("b").zip(after.get_compiled("b"));
    assert!(shared.is_some_and(|(before, after)| Arc::ptr_eq(before, after)));

    assert!(live.update(|policies| policies.remove("b")).is_some());
    assert_eq!(format!("{live:?}"), r#"LivePolicySet({"a"})"#);
}

#[test]
fn a_change_that_panics_changes_nothing() {
    let live = LivePolicySet::new(
        PolicySet::load([("a", document("Allow"))], &options()).expect("it is right"),
    );
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        live.update(|policies| {
            policies.remove("a");
            panic!("half way");
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(live.snapshot().len(), 1);
    live.update(|policies| policies.remove("a"));
    assert!(live.snapshot().is_empty());
}

#[test]
fn an_old_set_is_freed_with_its_last_snapshot() {
    let live = LivePolicySet::new(
        PolicySet::load([("a", document("Allow"))], &options()).expect("it is right"),
    );
    let snapshot = live.snapshot();
    let policy = Arc::downgrade(snapshot.get_compiled("a").expect("it is there"));
    live.replace(PolicySet::new());
    assert!(policy.upgrade().is_some());
    drop(snapshot);
    assert!(policy.upgrade().is_none());
}

#[test]
fn types_go_between_threads() {
    fn is_send_and_sync<T: Send + Sync + 'static>() {}
    is_send_and_sync::<Compiled>();
    is_send_and_sync::<LoadError>();
    is_send_and_sync::<LoadSetError>();
    is_send_and_sync::<PolicySet>();
    is_send_and_sync::<LivePolicySet>();
    is_send_and_sync::<Snapshot>();
}

/// In each set both policies say the same, so a reader that sees them differ has seen a part of
/// one set and a part of another.
#[test]
fn readers_see_one_set_at_a_time() {
    const N_READERS: usize = 3;
    const N_CHANGES: usize = 3_000;
    let set = |effect| {
        let rows = [("a", document(effect)), ("b", document(effect))];
        PolicySet::load(rows, &options()).expect("they are right")
    };
    let (allowing, denying) = (set("Allow"), set("Deny"));
    let live = Arc::new(LivePolicySet::new(allowing.clone()));
    let is_over = Arc::new(AtomicBool::new(false));
    let start = Arc::new(Barrier::new(N_READERS + 1));
    let n_seen = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);

    let readers: Vec<_> = (0..N_READERS)
        .map(|_| {
            let (live, is_over, start) = (live.clone(), is_over.clone(), start.clone());
            let n_seen = n_seen.clone();
            thread::spawn(move || {
                start.wait();
                while !is_over.load(Ordering::Relaxed) {
                    let policies = live.snapshot();
                    let first = decide(&policies, "a").expect("it is there");
                    thread::yield_now();
                    let second = decide(&policies, "b").expect("it is there");
                    assert_eq!(first, second);
                    let index = usize::from(first.is_allowed());
                    n_seen[index].fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();

    start.wait();
    let is_seen = || n_seen.iter().all(|n| n.load(Ordering::Relaxed) > 0);
    let mut index = 0;
    // On a busy machine readers may be late; one that is done before the end has failed.
    while (index < N_CHANGES || !is_seen()) && !readers.iter().any(JoinHandle::is_finished) {
        let next = if index % 2 == 0 { &denying } else { &allowing };
        if index % 3 == 0 {
            live.replace(next.clone());
        } else {
            live.update(|policies| {
                for name in ["a", "b"] {
                    let policy = next.get_compiled(name).expect("it is there");
                    policies.insert(name, policy.clone());
                }
            });
        }
        // A change is complete when it returns.
        let expected = decide(next, "a");
        assert_eq!(decide(&live.snapshot(), "a"), expected);
        thread::yield_now();
        index += 1;
    }
    is_over.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.join().expect("no reader saw two sets at once");
    }
    assert!(is_seen());
}

#[test]
fn no_change_is_lost_between_two_writers() {
    let live = LivePolicySet::default();
    let policy = Arc::new(of("any", &document("Allow")).expect("it is right"));
    thread::scope(|scope| {
        for writer in 0..4 {
            let (live, policy) = (&live, &policy);
            scope.spawn(move || {
                for index in 0..50 {
                    let name = format!("{writer}-{index}");
                    live.update(|policies| policies.insert(&name, policy.clone()));
                }
            });
        }
    });
    assert_eq!(live.snapshot().len(), 200);
}
