//! Policies, service files and settings are sources: when one changes, appears or goes, the next
//! build knows.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "downstream/cargo.rs"]
mod cargo;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use cargo::{cargo_in, fails, scratch, succeeds, warns};

#[test]
fn an_edited_policy_is_compiled_again() {
    let package = package(
        "edited",
        r#"
            static TASKS: policy_eval::Policy = policy_eval::include_policy!("tasks.json");

            fn main() {
                let request = policy_eval::Request::new(policy_eval::action!("ecs:RunTask"), "*");
                println!("{:?}", TASKS.evaluate(&request));
            }
        "#,
    );
    let policy = package.join("src/tasks.json");
    edit(&policy, &document("Allow"));
    assert_eq!(succeeds(&mut run(&package)), "Allow\n");
    edit(&policy, &document("Deny"));
    assert_eq!(succeeds(&mut run(&package)), "ExplicitDeny\n");
    edit(&policy, &document("deny"));
    let messages = fails(&mut run(&package));
    assert!(messages.contains("there is no effect `deny`"), "{messages}");
    edit(&policy, &document("Allow"));
    assert_eq!(succeeds(&mut run(&package)), "Allow\n");
    fs::remove_file(policy).expect("the file is there");
    let messages = fails(&mut run(&package));
    let expected = "error: cannot find `src/tasks.json`\n --> src/main.rs:2:";
    assert!(messages.contains(expected), "{messages}");
}

#[test]
fn an_edited_policy_is_asked_again() {
    let package = package(
        "asserted",
        r#"
            policy_eval::assert_policy!("tasks.json", { allows "ecs:RunTask" on "*"; });

            fn main() {}
        "#,
    );
    let policy = package.join("src/tasks.json");
    edit(&policy, &document("Allow"));
    assert_eq!(succeeds(&mut run(&package)), "");
    edit(&policy, &document("Deny"));
    let messages = fails(&mut run(&package));
    let expected = "error: `tasks` denies `ecs:RunTask` on `*`\n";
    assert!(messages.contains(expected), "{messages}");
    edit(&policy, &document("Allow"));
    assert_eq!(succeeds(&mut run(&package)), "");
}

#[test]
fn a_directory_is_read_again_with_the_line_in_the_build_script() {
    let package = package(
        "directory",
        r#"
            policy_eval::policy_dir!("../policies");

            fn main() {
                let names: Vec<_> = policies::ALL.iter().map(|(name, _)| *name).collect();
                println!("{}", names.join(" "));
            }
        "#,
    );
    let script = r#"fn main() { println!("cargo::rerun-if-changed=policies"); }"#;
    edit(&package.join("build.rs"), script);
    edit(&package.join("policies/reader.json"), &document("Allow"));
    assert_eq!(succeeds(&mut run(&package)), "reader\n");
    edit(&package.join("policies/deployer.json"), &document("Allow"));
    edit(&package.join("policies/README.md"), "Not a policy.");
    assert_eq!(succeeds(&mut run(&package)), "deployer reader\n");
    edit(&package.join("policies/deployer.json"), "");
    let messages = fails(&mut run(&package));
    assert!(messages.contains("the document is empty"), "{messages}");
    for name in ["reader", "deployer"] {
        let file = package.join(format!("policies/{name}.json"));
        fs::remove_file(file).expect("the file is there");
    }
    let messages = fails(&mut run(&package));
    let expected = "error: `policies` has no file that ends in `.json`, hidden ones apart\n --> src/main.rs:2:";
    assert!(messages.contains(expected), "{messages}");
}

/// A file that goes is noticed without a build script, since it was tracked.
#[test]
fn a_deleted_policy_of_a_directory_is_missed() {
    let package = package(
        "deleted",
        r#"
            policy_eval::policy_dir!("policies");

            fn main() {
                println!("{}", policies::ALL.len());
            }
        "#,
    );
    let deployer = package.join("src/policies/deployer.json");
    edit(
        &package.join("src/policies/reader.json"),
        &document("Allow"),
    );
    edit(&deployer, &document("Allow"));
    assert_eq!(succeeds(&mut run(&package)), "2\n");
    fs::remove_file(deployer).expect("the file is there");
    assert_eq!(succeeds(&mut run(&package)), "1\n");
}

#[test]
fn edited_settings_are_read_again() {
    let package = package(
        "settings",
        r#"
            fn main() {
                println!("{}", policy_eval::action!("desk:Open").as_str());
            }
        "#,
    );
    let settings = package.join("policy.toml");
    let service = package.join("services/desk.json");
    edit(&service, &desk("Open"));
    edit(&settings, "services = [\"services/desk.json\"]\n");
    assert_eq!(succeeds(&mut run(&package)), "desk:Open\n");
    edit(&service, &desk("Shut"));
    let messages = fails(&mut run(&package));
    let expected = "error: `desk` has no action `Open`";
    assert!(messages.contains(expected), "{messages}");
    edit(&service, &desk("Open"));
    assert_eq!(succeeds(&mut run(&package)), "desk:Open\n");
    edit(&settings, "");
    let messages = fails(&mut run(&package));
    let expected = "error: there is no service `desk`";
    assert!(messages.contains(expected), "{messages}");
    edit(&settings, "[lints]\nunknown_service = \"allow\"\n");
    assert_eq!(succeeds(&mut run(&package)), "desk:Open\n");
    fs::remove_file(settings).expect("the file is there");
    let messages = fails(&mut run(&package));
    assert!(messages.contains(expected), "{messages}");
}

/// Without an edit cargo repeats what it has shown.
#[test]
fn an_edited_level_is_read_again() {
    let package = package(
        "levels",
        r#"
            static TASKS: policy_eval::Policy = policy_eval::policy!({
                "Version": "2012-10-17",
                "Statement": {"Sid": "", "Effect": "Allow", "Action": "ecs:ListClusters", "Resource": "*"}
            });

            fn main() {
                println!("{}", TASKS.statements().count());
            }
        "#,
    );
    let settings = package.join("policy.toml");
    let shown = |messages: &str| messages.matches("the `Sid` is empty").count();
    edit(&settings, "");
    for _ in 0..2 {
        let messages = warns(&mut run(&package));
        assert_eq!(shown(&messages), 1, "{messages}");
        assert!(messages.starts_with("warning: "), "{messages}");
    }
    edit(&settings, "[lints]\nempty_sid_value = \"allow\"\n");
    assert_eq!(warns(&mut run(&package)), "");
    edit(&settings, "[lints]\nsuggestions = \"deny\"\n");
    let messages = fails(&mut run(&package));
    assert_eq!(shown(&messages), 1, "{messages}");
    assert!(
        messages.starts_with("error: the `Sid` is empty"),
        "{messages}"
    );
    edit(
        &settings,
        "[lints]\nsuggestions = \"deny\"\nempty_sid_value = \"warn\"\n",
    );
    let messages = warns(&mut run(&package));
    assert_eq!(shown(&messages), 1, "{messages}");
}

/// A file that is not there cannot be tracked.
#[test]
fn new_settings_are_seen_with_the_line_in_the_build_script() {
    let package = package(
        "new-settings",
        r#"
            fn main() {
                println!("{}", policy_eval::action!("ecs:RunTask").as_str());
            }
        "#,
    );
    let script = r#"fn main() { println!("cargo::rerun-if-changed=policy.toml"); }"#;
    edit(&package.join("build.rs"), script);
    assert_eq!(succeeds(&mut run(&package)), "ecs:RunTask\n");
    edit(&package.join("policy.toml"), "[lint]\n");
    let messages = fails(&mut run(&package));
    let expected = "error: unknown setting `lint`";
    assert!(messages.contains(expected), "{messages}");
}

#[test]
fn an_edited_service_is_read_again() {
    let package = package(
        "services",
        r#"
            policy_eval::include_service!("desk.json");

            static OPENER: policy_eval::Policy = policy_eval::policy!({
                "Version": "2012-10-17",
                "Statement": {"Effect": "Allow", "Action": "hall:Open", "Resource": "*"}
            }, services = ["hall.json"]);

            fn main() {
                println!("{} {}", desk::SERVICE.actions().count(), OPENER.statements().count());
            }
        "#,
    );
    let [desk_file, hall_file] = ["src/desk.json", "src/hall.json"].map(|file| package.join(file));
    let hall = |action| desk(action).replace("desk", "hall");
    edit(&desk_file, &desk("Open"));
    edit(&hall_file, &hall("Open"));
    assert_eq!(succeeds(&mut run(&package)), "1 1\n");
    edit(&desk_file, r#"{"service": "desk"}"#);
    assert_eq!(succeeds(&mut run(&package)), "0 1\n");
    edit(&hall_file, &hall("Shut"));
    let messages = fails(&mut run(&package));
    let expected = "error: `hall` has no action `Open`";
    assert!(messages.contains(expected), "{messages}");
}

/// An empty package with this program.
fn package(name: &str, program: &str) -> PathBuf {
    let package = scratch().join("rebuild").join(name);
    if package.exists() {
        fs::remove_dir_all(&package).expect("what an earlier run left can be removed");
    }
    let manifest = format!(
        "[package]\nname = \"rebuild-{name}\"\nedition = \"2024\"\n[workspace]\n\
         [dependencies]\npolicy-eval = {{ path = '{}' }}\n",
        env!("CARGO_MANIFEST_DIR")
    );
    edit(&package.join("Cargo.toml"), &manifest);
    edit(&package.join("src/main.rs"), program);
    package
}

fn run(package: &Path) -> Command {
    let mut cargo = cargo_in(package);
    cargo.args(["run", "--quiet"]);
    cargo
}

fn document(effect: &str) -> String {
    format!(
        r#"{{
            "Version": "2012-10-17",
            "Statement": {{"Effect": "{effect}", "Action": "ecs:RunTask", "Resource": "*"}}
        }}"#
    )
}

/// A service with one action.
fn desk(action: &str) -> String {
    format!(r#"{{"service": "desk", "actions": [{{"name": "{action}", "access": "Write"}}]}}"#)
}

/// Writes a file that is newer than all before it, however coarse the clock of the disk is.
fn edit(path: &Path, text: &str) {
    cargo::write_if_new(path, text);
    let file = fs::File::options().write(true).open(path);
    let later = SystemTime::now() + Duration::from_secs(2);
    file.and_then(|file| file.set_modified(later))
        .expect("the time can be set");
}
