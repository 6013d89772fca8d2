//! Decides requests written as JSON lines: `cargo run --release --bin decide -- FILE…`.
//!
//! Each line of the files (`-` for standard input) is one JSON object; each gets one
//! JSON object on standard output, in the same order. Blank lines are skipped.
//!
//! # A case
//!
//! ```json
//! {"id": "1",
//!  "policies": {"identity": [{"Version": "2012-10-17", "Statement": []}]},
//!  "request": {"principal": "arn:aws:iam::111122223333:user/alice",
//!              "action": "ecs:StopTask", "resource": "*",
//!              "resource_account": "111122223333", "context": {"aws:username": "alice"}},
//!  "lints": []}
//! ```
//!
//! | field | meaning |
//! |---|---|
//! | `policies` | `identity`, `boundary`, `session`: lists of documents; `resource`: a document or null, a trust policy if `resource_type` is `trust` |
//! | `request` | `principal`, `action`, `resource`, `resource_account`; optional: `context`, `resource_policy_mode` (`optional`, `required`), `principal_attrs` |
//! | `principal` | an ARN, the name of a service, `anonymous`; an identity provider if `principal_attrs` says `"kind": "federated"` |
//! | `principal_attrs` | `role_arn`, `user_arn`, `unique_id`, `canonical_user`, `kind` |
//! | `lints` | the deny-lints that the documents have; these, and only these, are let pass |
//!
//! The answer is `{"id":…,"decision":"Allow"}` (or `ImplicitDeny`, `ExplicitDeny`); or,
//! when a document or the request is refused,
//! `{"id":…,"errors":[…],"lints":[…],"warnings":[…]}` with the codes of rule G-26,
//! `request`, `duplicate_context_key`, and `lints` where the found lints are not the
//! listed ones. Documents are judged by these codes only. Unknown fields are ignored.
//!
//! # A document, or a request, to be judged by itself
//!
//! `{"id": "2", "type": "identity", "document": "{…}"}`, with the JSON text of the
//! document as a string; type `request` for a request. The answer has the form of a
//! refusal, with empty lists where nothing is wrong.
//!
//! # Everything else
//!
//! A line that cannot be read, or asks for more than this version decides (several
//! documents at once, SCPs, RCPs, endpoint policies), gets `{"id":…,"error":"…"}`, and
//! the next one is read. Exit status: 0; 1 if a line could not be read; 2 if a file
//! could not, or without a file.

mod case;
mod documents;
mod request;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

use crate::case::Answer;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: decide FILE…    JSON lines; `-` is standard input");
        return ExitCode::from(2);
    }
    let mut output = BufWriter::new(io::stdout().lock());
    let mut all_read = true;
    for file in &files {
        match decide_file(file, &mut output) {
            Ok(read) => all_read &= read,
            Err(Failure::Input(error)) => {
                // What is decided already is not lost.
                let _ = output.flush();
                eprintln!("decide: cannot read `{file}`: {error}");
                return ExitCode::from(2);
            }
            // Nobody listens any more, as in `decide … | head`.
            Err(Failure::Output) => return ExitCode::SUCCESS,
        }
    }
    match output.flush() {
        Ok(()) if !all_read => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}

enum Failure {
    Input(io::Error),
    Output,
}

/// Whether every line of the file could be read.
fn decide_file(file: &str, output: &mut impl Write) -> Result<bool, Failure> {
    let input: Box<dyn io::Read> = match file {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path).map_err(Failure::Input)?),
    };
    let mut all_read = true;
    for line in BufReader::new(input).split(b'\n') {
        let line = line.map_err(Failure::Input)?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = case::answer(&line);
        all_read &= !matches!(answer, Answer::Unreadable { .. });
        serde_json::to_writer(&mut *output, &answer).map_err(|_| Failure::Output)?;
        writeln!(output).map_err(|_| Failure::Output)?;
    }
    Ok(all_read)
}
