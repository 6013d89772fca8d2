//! Recorded counts and those of now, side by side.

use crate::recorded::Row;

/// How to have the counts of now recorded.
const RE_RECORD: &str = "cargo bench -p policy-examples --bench guard -- --record \"reason\"";

/// A path, with its count where there is one.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) path: String,
    pub(crate) recorded: Option<u32>,
    pub(crate) now: Option<u32>,
}

/// The paths of now, then those that are gone.
pub(crate) fn all(recorded: &[&Row], now: &[(String, u32)]) -> Vec<Comparison> {
    let recorded_of = |path: &str| {
        let row = recorded.iter().find(|row| row.path == path);
        row.map(|row| row.instructions)
    };
    let of_now = now.iter().map(|(path, count)| Comparison {
        path: path.clone(),
        recorded: recorded_of(path),
        now: Some(*count),
    });
    let is_gone = |row: &&&Row| now.iter().all(|(path, _)| *path != row.path);
    let gone = recorded.iter().filter(is_gone).map(|row| Comparison {
        path: row.path.clone(),
        recorded: Some(row.instructions),
        now: None,
    });
    of_now.chain(gone).collect()
}

pub(crate) fn print(comparisons: &[Comparison]) {
    println!("{}", row("path", "recorded", "now", "change"));
    for comparison in comparisons {
        println!("{}", comparison.line());
    }
    println!();
    println!("Instructions of one decision, without those of the harness.");
}

/// What follows from the comparison, where something is recorded.
///
/// # Errors
///
/// If a path takes more instructions than it may, or is not recorded, or is gone.
pub(crate) fn verdict(comparisons: &[Comparison]) -> Result<(), String> {
    let lines = |is_one: fn(&Comparison) -> bool| {
        let chosen = comparisons.iter().filter(|comparison| is_one(comparison));
        let lines: Vec<String> = chosen.map(|comparison| comparison.line() + "\n").collect();
        lines.concat()
    };
    let shrunk = lines(Comparison::has_shrunk);
    if !shrunk.is_empty() {
        println!("These take fewer instructions; re-record, so that it stays so:\n{shrunk}");
        println!("  {RE_RECORD}");
    }
    let mut message = String::new();
    let grown = lines(Comparison::has_grown);
    if !grown.is_empty() {
        message += "these take more instructions than recorded, by more than 3 %:\n";
        message += &grown;
    }
    let unpaired = lines(Comparison::is_unpaired);
    if !unpaired.is_empty() {
        message += "these are recorded and gone, or there and not recorded:\n";
        message += &unpaired;
    }
    if message.is_empty() {
        return Ok(());
    }
    Err(format!("{message}if that is meant, re-record: {RE_RECORD}"))
}

impl Comparison {
    fn has_grown(&self) -> bool {
        self.both()
            .is_some_and(|(recorded, now)| now * 100 > recorded * 103)
    }

    fn has_shrunk(&self) -> bool {
        self.both()
            .is_some_and(|(recorded, now)| now * 100 < recorded * 97)
    }

    fn is_unpaired(&self) -> bool {
        self.both().is_none()
    }

    fn both(&self) -> Option<(u64, u64)> {
        Some((self.recorded?.into(), self.now?.into()))
    }

    fn line(&self) -> String {
        let Comparison {
            path,
            recorded,
            now,
        } = self;
        let [old, new] =
            [recorded, now].map(|count| count.map_or("-".to_owned(), |count| count.to_string()));
        let change = match (recorded, now) {
            (Some(old), Some(new)) => {
                let percent = (f64::from(*new) / f64::from(*old) - 1.0) * 100.0;
                format!("{percent:+.1} %")
            }
            _ => "-".to_owned(),
        };
        row(path, &old, &new, &change)
    }
}

fn row(path: &str, recorded: &str, now: &str, change: &str) -> String {
    format!("  {path:<36} {recorded:>9} {now:>9} {change:>9}")
}
