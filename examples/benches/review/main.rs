//! What a review of policies costs: the eight policies for Amazon ECS, and all of a folder.
//!
//!     cargo bench --bench review                          # a few seconds
//!     cargo bench --bench review -- --smoke               # a second
//!     MANAGED_POLICIES=folder cargo bench --bench review  # and each policy of a folder
//!
//! The run fails if a finding is missing, and, unless it is a smoke test, if the eight policies take
//! longer than they may.

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use policy_compiler::{Code, Findings, Options, Reference, read};
use policy_eval::PolicyType;

/// The eight policies take no longer than that, in a process that has read what it needs of the
/// services.
const LIMIT: Duration = Duration::from_millis(10);

macro_rules! ecs {
    ($($path:literal $of_type:ident,)*) => {
        [$((
            $path,
            PolicyType::$of_type,
            include_str!(concat!("../../../policy-catalog/policies/", $path, ".json")),
        ),)*]
    };
}

/// The policies of the Amazon ECS Developer Guide.
const ECS: [(&str, PolicyType, &str); 8] = ecs![
    "managed/AmazonECS_FullAccess" Identity,
    "managed/AmazonEC2ContainerServiceFullAccess" Identity,
    "managed/AmazonEC2ContainerServiceforEC2Role" Identity,
    "managed/AmazonECSTaskExecutionRolePolicy" Identity,
    "managed/AmazonEC2ContainerServiceRole" Identity,
    "managed/AmazonEC2ContainerServiceAutoscaleRole" Identity,
    "managed/AmazonEC2ContainerServiceEventsRole" Identity,
    "trust/AmazonEC2ContainerServiceTaskRole" Trust,
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let is_given = |flag: &str| env::args().any(|argument| argument == flag);
    // Cargo says `--bench` when it benches, and not when it tests.
    let is_smoke = !is_given("--bench") || is_given("--smoke") || is_given("--test");
    let reference = Arc::new(Reference::aws());
    let review = |policy_type, text: &str| -> Findings {
        read(
            text,
            &Options::new(policy_type).reference(Arc::clone(&reference)),
        )
        .1
    };
    let all = || -> Vec<Findings> {
        let policies = ECS.iter();
        policies
            .map(|(_, policy_type, text)| review(*policy_type, text))
            .collect()
    };

    let start = Instant::now();
    let findings = all();
    let first = start.elapsed();
    check(&findings)?;
    let warm = median(if is_smoke { 5 } else { 101 }, all);

    println!("| what is reviewed | findings | time |");
    println!("|---|---:|---:|");
    let n_findings: usize = findings.iter().map(Findings::len).sum();
    println!(
        "| the eight for ECS, first of a process, services read | {n_findings} | {} |",
        ms(first)
    );
    println!(
        "| the eight for ECS, from then on | {n_findings} | {} |",
        ms(warm)
    );
    for (path, policy_type, text) in ECS {
        let n_runs = if is_smoke { 1 } else { 101 };
        let n_findings = review(policy_type, text).len();
        let taken = median(n_runs, || review(policy_type, text));
        println!("| {path} | {n_findings} | {} |", ms(taken));
    }
    if let Ok(folder) = env::var("MANAGED_POLICIES") {
        of_folder(Path::new(&folder), |text| {
            review(PolicyType::Identity, text)
        })?;
    }
    if !is_smoke && warm > LIMIT {
        return Err(format!(
            "the eight policies take {}, more than {}",
            ms(warm),
            ms(LIMIT)
        ));
    }
    Ok(())
}

/// The headline: the withdrawn policy is found out, and its successor is not blamed for it.
fn check(findings: &[Findings]) -> Result<(), String> {
    let has = |index: usize, code: Code| {
        let findings = findings.get(index).into_iter().flatten();
        findings.into_iter().any(|finding| finding.code() == code)
    };
    let broad = Code::PassRoleWithStarInResource;
    let is_right = !has(0, broad)
        && has(0, Code::PrivilegeEscalation)
        && has(1, broad)
        && has(6, Code::PrivilegeEscalation)
        && has(7, Code::EmptySidValue);
    if is_right {
        Ok(())
    } else {
        Err("a finding is missing, or there is one too many".to_owned())
    }
}

/// Every policy of a folder, once.
fn of_folder(folder: &Path, review: impl Fn(&str) -> Findings) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let paths = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let mut times = Vec::new();
    let mut n_findings = 0;
    for path in paths {
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        // Once to read what is needed of the services.
        n_findings += review(&text).len();
        let start = Instant::now();
        let _ = review(&text);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let n_policies = times.len();
    let total: Duration = times.iter().sum();
    let at = |hundredths: usize| {
        let index = (n_policies * hundredths / 100).min(n_policies.saturating_sub(1));
        times.get(index).copied().unwrap_or_default()
    };
    println!(
        "| {n_policies} policies of a folder, together | {n_findings} | {} |",
        ms(total)
    );
    for (name, hundredths) in [("median", 50), ("of 100 the 99th", 99), ("slowest", 100)] {
        println!("| of these the {name} |  | {} |", ms(at(hundredths)));
    }
    Ok(())
}

fn median<T>(n_runs: u32, run: impl Fn() -> T) -> Duration {
    let sample = |_| {
        let start = Instant::now();
        let _ = run();
        start.elapsed()
    };
    let mut samples: Vec<Duration> = (0..n_runs).map(sample).collect();
    samples.sort_unstable();
    samples.get(samples.len() / 2).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
