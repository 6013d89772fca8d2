//! Time to load, bytes held, time to change.

use std::hint::black_box;

use policy_eval::dynamic::{LivePolicySet, LoadSetError, Options, PolicySet};

use crate::Mode;
use crate::documents::Tenant;
use crate::median::{float, seconds};

/// Loads the policies of all tenants, and prints what that costs.
pub(crate) fn measure(
    tenants: &[Tenant],
    options: &Options,
    mode: Mode,
) -> Result<PolicySet, LoadSetError> {
    let rows = || {
        tenants
            .iter()
            .map(|tenant| (&tenant.name, &tenant.document))
    };
    let mut loaded = Ok(PolicySet::new());
    let held = allocation_counter::measure(|| loaded = PolicySet::load(rows(), options));
    let policies = loaded?;

    let n_runs = if mode == Mode::Full { 5 } else { 1 };
    let loading = seconds(n_runs, || {
        let _ = black_box(PolicySet::load(black_box(rows()), options));
    });
    let live = LivePolicySet::new(policies.clone());
    let changing = seconds(101, || {
        live.update(|policies| match tenants.first() {
            Some(Tenant { name, .. }) => {
                let policy = policies.remove(name);
                policy.and_then(|policy| policies.insert(name, policy))
            }
            None => None,
        });
    });

    let n = float(tenants.len());
    let mut sizes: Vec<usize> = tenants.iter().map(|tenant| tenant.document.len()).collect();
    sizes.sort_unstable();
    let percentile = |of: usize| sizes.get((sizes.len() - 1) * of / 100).copied();
    let [least, median, most] = [0, 50, 100].map(|of| percentile(of).unwrap_or_default());
    let json = float(sizes.iter().sum());
    let bytes = usize::try_from(held.bytes_current).map_or(f64::NAN, float);
    let blocks = usize::try_from(held.count_current).map_or(f64::NAN, float);
    println!("loading {n} policies");
    println!();
    println!(
        "  JSON, bytes per document   {:>10.0}   from {least} over {median} to {most}",
        json / n
    );
    println!(
        "  held, bytes per policy     {:>10.0}   {:.2} per byte of JSON",
        bytes / n,
        bytes / json
    );
    println!("  held, blocks per policy    {:>10.1}", blocks / n);
    println!(
        "  time to load, all, ms      {:>10.1}   {:.0} MB of JSON per second",
        loading * 1e3,
        json / loading / 1e6
    );
    println!("  time to load, each, µs     {:>10.1}", loading * 1e6 / n);
    println!(
        "  time to change one, µs     {:>10.1}   without the time to load it",
        changing * 1e6
    );
    println!();
    Ok(policies)
}
