#![doc = include_str!("../../../decide.md")]

mod case;
mod documents;
mod object;
mod request;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

use crate::case::Answer;

const USAGE: &str = "usage: decide [--explain] FILE…    JSON lines; `-` is standard input";

fn main() -> ExitCode {
    let (options, files): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| ["-h", "--help", "--explain"].contains(&argument.as_str()));
    if options.iter().any(|option| option != "--explain") {
        println!("{USAGE}\n\n{}", include_str!("../../../decide.md"));
        return ExitCode::SUCCESS;
    }
    if files.is_empty() {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    let explained = !options.is_empty();
    let mut output = BufWriter::new(io::stdout().lock());
    let mut status = 0;
    for file in &files {
        match decide_file(file, explained, &mut output).and_then(|read| {
            output.flush().map_err(Failure::Output)?;
            Ok(read)
        }) {
            Ok(true) => {}
            Ok(false) => status = status.max(1),
            Err(Failure::Input(error)) => {
                eprintln!("decide: cannot read `{file}`: {error}");
                status = 2;
            }
            // Nobody listens any more, as in `decide … | head`.
            Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => break,
            Err(Failure::Output(error)) => {
                eprintln!("decide: cannot write: {error}");
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::from(status)
}

enum Failure {
    Input(io::Error),
    Output(io::Error),
}

/// Whether every line of the file could be read.
fn decide_file(file: &str, explained: bool, output: &mut impl Write) -> Result<bool, Failure> {
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
        let answer = case::answer(&line, explained);
        all_read &= !matches!(answer, Answer::Unreadable { .. });
        write(&answer, output).map_err(Failure::Output)?;
        if file == "-" {
            // Whoever writes a line may wait for its answer.
            output.flush().map_err(Failure::Output)?;
        }
    }
    Ok(all_read)
}

fn write(answer: &Answer<'_>, output: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    writeln!(output)
}
