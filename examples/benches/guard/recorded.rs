//! `recorded.tsv`: counts that were recorded, and a log of the reasons.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::compare::Comparison;

/// What the file says.
#[derive(Debug)]
pub(crate) struct Recorded {
    rows: Vec<Row>,
    /// Lines of the log, as they stand.
    log: String,
}

/// A count.
#[derive(Debug)]
pub(crate) struct Row {
    toolchain: String,
    pub(crate) path: String,
    pub(crate) instructions: u32,
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/guard/recorded.tsv");

const HEADER: &str = "\
# Instructions of one decision on each path of the benchmark `guard`, as callgrind counts them, \
without
# those of the harness. The log at the end has the date and the reason of each recording. \
Columns:
# toolchain, path, instructions. Written by
#   cargo bench -p policy-examples --bench guard -- --record \"reason\"
";

const LOG: &str = "# Log, oldest first:\n";

impl Recorded {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or a line makes no sense.
    pub(crate) fn read() -> Result<Self, String> {
        let text = fs::read_to_string(FILE).map_err(|error| format!("{FILE}: {error}"))?;
        let (table, log) = text.split_once(LOG).unwrap_or((&text, ""));
        let mut rows = Vec::new();
        for (line, number) in table.lines().zip(1..) {
            if !line.starts_with('#') {
                let row = Row::parse(line);
                rows.push(row.ok_or_else(|| {
                    format!("{FILE}:{number}: not a toolchain, a path and a count, with tabs")
                })?);
            }
        }
        Ok(Recorded {
            rows,
            log: log.to_owned(),
        })
    }

    /// What is recorded for this toolchain.
    pub(crate) fn of(&self, toolchain: &str) -> Vec<&Row> {
        let is_of_it = |row: &&Row| row.toolchain == toolchain;
        self.rows.iter().filter(is_of_it).collect()
    }

    /// Replaces what is recorded for this toolchain, and logs what that changes.
    ///
    /// # Errors
    ///
    /// If nobody knows the date.
    pub(crate) fn replace(
        &mut self,
        toolchain: &str,
        now: &[(String, u32)],
        reason: &str,
        comparisons: &[Comparison],
    ) -> Result<(), String> {
        let mut entry = format!("# {}, {toolchain}: {reason}\n", today()?);
        if self.of(toolchain).is_empty() {
            entry += "#   first recorded\n";
        } else {
            let has_changed = |of: &&Comparison| of.recorded != of.now;
            for changed in comparisons.iter().filter(has_changed) {
                let [old, new] = [changed.recorded, changed.now]
                    .map(|count| count.map_or("none".to_owned(), |count| count.to_string()));
                // Writing to a string cannot fail.
                let _ = writeln!(entry, "#   {}: {old} → {new}", changed.path);
            }
        }
        print!("{entry}");
        self.log += &entry;
        self.rows.retain(|row| row.toolchain != toolchain);
        self.rows.extend(now.iter().map(|(path, count)| Row {
            toolchain: toolchain.to_owned(),
            path: path.clone(),
            instructions: *count,
        }));
        Ok(())
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// If that is not possible.
    pub(crate) fn write(&self) -> Result<(), String> {
        let mut text = HEADER.to_owned();
        for row in &self.rows {
            let Row {
                toolchain,
                path,
                instructions,
            } = row;
            let _ = writeln!(text, "{toolchain}\t{path}\t{instructions}");
        }
        text += LOG;
        text += &self.log;
        fs::write(FILE, text).map_err(|error| format!("{FILE}: {error}"))
    }
}

impl Row {
    fn parse(line: &str) -> Option<Self> {
        let mut columns = line.split('\t');
        let row = Row {
            toolchain: columns.next()?.to_owned(),
            path: columns.next()?.to_owned(),
            instructions: columns.next()?.parse().ok()?,
        };
        columns.next().is_none().then_some(row)
    }
}

/// As in 2026-09-30. Where `valgrind` runs there is this program, too.
fn today() -> Result<String, String> {
    let output = Command::new("date").args(["-u", "+%F"]).output();
    let output = output.map_err(|error| format!("date: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
