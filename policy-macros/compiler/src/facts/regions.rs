//! Which regions and partitions AWS has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Whether AWS has a region of this name. Names of regions are in lower case, wherever they stand.
pub(crate) fn is_region(name: &str) -> bool {
    REGIONS.contains_key(name)
}

/// Whether AWS has a partition of this name, such as `aws-cn`.
pub(crate) fn is_partition(name: &str) -> bool {
    partitions().any(|partition| partition == name)
}

/// The names of all regions, sorted.
pub(crate) fn regions() -> impl Iterator<Item = &'static str> {
    REGIONS.keys().copied()
}

/// The names of all partitions, sorted.
pub(crate) fn partitions() -> impl Iterator<Item = &'static str> {
    static PARTITIONS: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| REGIONS.values().copied().collect());
    PARTITIONS.iter().copied()
}

/// To each region its partition.
static REGIONS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    super::rows(include_str!("../../data/regions.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::nearest;

    #[test]
    fn every_region_has_its_partition() {
        assert_eq!(regions().count(), 48);
        assert!(is_region("eu-central-1"));
        assert_eq!(REGIONS.get("cn-north-1"), Some(&"aws-cn"));
        assert_eq!(REGIONS.get("us-gov-west-1"), Some(&"aws-us-gov"));
        assert_eq!(REGIONS.get("eusc-de-east-1"), Some(&"aws-eusc"));
        // Each partition of its own begins its regions in its own way.
        for (region, partition) in REGIONS.iter() {
            let is_china = region.starts_with("cn-");
            assert_eq!(is_china, *partition == "aws-cn", "{region}");
            let is_government = region.starts_with("us-gov-");
            assert_eq!(is_government, *partition == "aws-us-gov", "{region}");
        }
    }

    #[test]
    fn what_is_no_region_is_none() {
        for name in ["", "eu-central-9", "EU-CENTRAL-1", "aws-global", "aws", "*"] {
            assert!(!is_region(name), "{name}");
        }
    }

    #[test]
    fn partitions_are_those_of_the_regions() {
        let all: Vec<_> = partitions().collect();
        assert_eq!(
            all,
            [
                "aws",
                "aws-cn",
                "aws-eusc",
                "aws-iso",
                "aws-iso-b",
                "aws-iso-e",
                "aws-iso-f",
                "aws-us-gov"
            ]
        );
        assert!(is_partition("aws-cn"));
        assert!(!is_partition("AWS") && !is_partition("aws-global"));
    }

    #[test]
    fn a_slip_has_a_neighbour() {
        assert_eq!(nearest("eu-centrl-1", regions()), Some("eu-central-1"));
        assert_eq!(nearest("US-EAST-1", regions()), Some("us-east-1"));
        assert_eq!(nearest("aws-us-gv", partitions()), Some("aws-us-gov"));
        assert_eq!(nearest("mars", regions()), None);
    }
}
