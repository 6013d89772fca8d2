//! What is to be said of the eight policies that AWS prints for Amazon ECS, one of which AWS withdrew.
//!
//! ```sh
//! cargo run --bin review
//! ```
//!
//! The compiler of the macros, as a library. `check` draws each finding with its lines.

use std::sync::Arc;

use policy_compiler::{Level, Options, Reference, line_and_column, read};
use policy_eval::PolicyType::{self, Identity, Trust};
use policy_examples::print_wrapped;

macro_rules! documents {
    ($($path:literal: $policy_type:expr,)*) => {
        [$((
            $path,
            include_str!(concat!("../../../policy-catalog/policies/", $path, ".json")),
            $policy_type,
        ),)*]
    };
}

const DOCUMENTS: [(&str, &str, PolicyType); 8] = documents![
    "managed/AmazonECS_FullAccess": Identity,
    "managed/AmazonEC2ContainerServiceFullAccess": Identity,
    "managed/AmazonEC2ContainerServiceforEC2Role": Identity,
    "managed/AmazonECSTaskExecutionRolePolicy": Identity,
    "managed/AmazonEC2ContainerServiceRole": Identity,
    "managed/AmazonEC2ContainerServiceAutoscaleRole": Identity,
    "managed/AmazonEC2ContainerServiceEventsRole": Identity,
    "trust/AmazonEC2ContainerServiceTaskRole": Trust,
];

fn main() {
    let aws = Arc::new(Reference::aws());
    for (path, text, policy_type) in DOCUMENTS {
        let options = Options::new(policy_type).reference(Arc::clone(&aws));
        let (_, findings) = read(text, &options);
        let count = |level| findings.at(level, &options).count();
        let (n_denied, n_warnings) = (count(Level::Deny), count(Level::Warn));
        let (_, name) = path.split_once('/').unwrap_or(("", path));
        println!("{name}: {n_denied} denied, {n_warnings} warned of");
        for level in [Level::Deny, Level::Warn] {
            for finding in findings.at(level, &options) {
                let (line, _) = line_and_column(text, finding.span().start);
                let message = finding.message();
                print_wrapped(&format!("{} line {line}: {message}", level.as_str()));
            }
        }
    }
}
