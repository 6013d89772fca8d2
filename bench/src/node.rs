//! What the other program, which Node runs, measures.

use std::io::ErrorKind;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Mode;

/// Where the other program is.
const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node");

/// The answer of the other program.
#[derive(Debug)]
pub(crate) struct Node {
    /// As in `@cloud-copilot/iam-simulate 0.1.173`, and the version of Node.
    pub(crate) package: String,
    pub(crate) version: String,
    /// Nanoseconds per decision, by group.
    times: Value,
}

impl Node {
    /// Runs the other program, which checks the answers first. `None` without Node.
    ///
    /// # Errors
    ///
    /// If it fails; it has said why.
    pub(crate) fn ask(mode: Mode) -> Result<Option<Self>, String> {
        let mut command = Command::new("node");
        command.arg("iam-simulate.mjs").current_dir(DIRECTORY);
        if mode == Mode::Smoke {
            command.arg("--smoke");
        }
        let output = match command.stderr(Stdio::inherit()).output() {
            Ok(output) => output,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                println!("Node is not installed, so it is not asked.");
                return Ok(None);
            }
            Err(error) => return Err(format!("Node did not run: {error}")),
        };
        if !output.status.success() {
            let status = output.status;
            return Err(format!(
                "iam-simulate.mjs ended with {status}; its package comes with `npm ci` in bench/node"
            ));
        }
        let answer: Value = serde_json::from_slice(&output.stdout)
            .map_err(|error| format!("Node's answer: {error}"))?;
        let text = |name: &str| {
            let text = answer.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        Ok(Some(Node {
            package: text("package"),
            version: text("version"),
            times: answer.get("ns").cloned().unwrap_or_default(),
        }))
    }

    /// Nanoseconds per decision of a group.
    pub(crate) fn time(&self, group: &str) -> Option<f64> {
        self.times.get(group)?.as_f64()
    }
}
