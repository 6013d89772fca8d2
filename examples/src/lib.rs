//! Programs that decide with compiled policies, and how they print what was decided.

use policy_eval::{Decision, Layer, Policies, Request, explain};

/// Prints each request with its decision, and below it why: the statements that grant, or
/// what the explanation says of a denial.
pub fn print_decisions(requests: &[(&str, Policies, Request)]) {
    for (words, policies, request) in requests {
        let explanation = explain(*policies, request);
        let decision = explanation.decision();
        println!("  {words:44}{decision}");
        if decision == Decision::Allow {
            for matched in explanation.matched_statements() {
                // The other layers grant nothing; they only did not stand in the way.
                if [Layer::Identity, Layer::Resource].contains(&matched.place().layer()) {
                    print_wrapped(&matched.to_string());
                }
            }
        } else {
            let text = explanation.to_string();
            let reason = text.strip_prefix(decision.as_str()).unwrap_or(&text);
            reason
                .trim_start_matches(": ")
                .lines()
                .for_each(print_wrapped);
        }
    }
}

/// Prints a line below a request; what does not fit a terminal goes below the line.
pub fn print_wrapped(line: &str) {
    let text = line.trim_start();
    let margin = 6 + line.len() - text.len();
    let mut printed = format!("{:margin$}", "");
    for word in text.split(' ') {
        if printed.chars().count() + word.chars().count() > 100 {
            println!("{}", printed.trim_end());
            printed = format!("{:margin$}    ", "");
        }
        printed.extend([word, " "]);
    }
    println!("{}", printed.trim_end());
}

/// The README of the repository, whose Rust is run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
