use policy_compiler::*;
use policy_core::PolicyType;
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let quiet = args[0] == "-q";
    let mut counts = std::collections::BTreeMap::new();
    let reference = Arc::new(Reference::aws());
    let mut slow = vec![];
    for path in args.iter().skip(usize::from(quiet)) {
        let text = std::fs::read_to_string(path).unwrap();
        let ty = if path.contains("TaskRole") {
            PolicyType::Trust
        } else {
            PolicyType::Identity
        };
        let options = Options::new(ty).reference(reference.clone());
        let start = std::time::Instant::now();
        let (_, findings) = read(&text, &options);
        slow.push((start.elapsed(), path.clone()));
        for f in &findings {
            *counts.entry(f.code().as_str()).or_insert(0) += 1;
            if !quiet {
                println!(
                    "{}\n",
                    render(
                        f,
                        &Source {
                            name: path,
                            text: &text
                        }
                    )
                );
            }
        }
    }
    slow.sort();
    slow.reverse();
    println!(
        "{counts:#?}\n{:#?} total {:?}",
        &slow[..slow.len().min(12)],
        slow.iter().map(|s| s.0).sum::<std::time::Duration>()
    );
}
