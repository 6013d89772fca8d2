//! Reports what is to be said of AWS IAM policies, for people and for machines.

mod arguments;
mod hint;
mod input;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};
use policy_check::{Report, Summary, TextStyle, with_settings};
use policy_compiler::{Options, Reference};

use crate::arguments::{Arguments, Command, Format};
use crate::hint::Hint;
use crate::input::{Input, name_of};

/// The question itself is wrong.
const WRONG_QUESTION: u8 = 2;

fn main() -> ExitCode {
    let arguments = match arguments::parse(lexopt::Parser::from_env()) {
        Ok(Command::Check(arguments)) => arguments,
        Ok(Command::Help) => return said(include_str!("usage.txt")),
        Ok(Command::Version) => return said(concat!("check ", env!("CARGO_PKG_VERSION"), "\n")),
        Err(error) => {
            complain(&error.to_string());
            return ExitCode::from(WRONG_QUESTION);
        }
    };
    let options = match options(&arguments) {
        Ok(options) => options,
        Err(mistakes) => {
            let coloured = is_coloured(arguments.colour, &io::stderr());
            let _ = write!(io::stderr(), "{}", mistakes.to_text(&style(coloured)));
            mistakes.failures().iter().for_each(|why| complain(why));
            return ExitCode::from(WRONG_QUESTION);
        }
    };
    let stdout = io::stdout();
    let coloured = is_coloured(arguments.colour, &stdout);
    // Without colours there is nothing to take out, and looking for it would take the longest.
    let choice = if coloured {
        arguments.colour
    } else {
        ColorChoice::AlwaysAnsi
    };
    let output = BufWriter::new(AutoStream::new(stdout.lock(), choice));
    let mut run = Run {
        arguments: &arguments,
        options,
        style: style(coloured),
        output,
        whole: Report::default(),
        summary: Summary::default(),
        hint: Hint::default(),
    };
    let written = run.run();
    let summary = run.summary;
    match written {
        // Nobody listens any more, as in `check … | head`.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("cannot write: {error}"));
            ExitCode::from(WRONG_QUESTION)
        }
        _ if summary.unreadable > 0 => ExitCode::from(WRONG_QUESTION),
        _ => ExitCode::from(u8::from(summary.is_denied())),
    }
}

fn said(text: &str) -> ExitCode {
    // Nobody has to listen.
    let _ = io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "check: {message}");
}

fn is_coloured(choice: ColorChoice, stream: &impl anstream::stream::RawStream) -> bool {
    match choice {
        ColorChoice::Auto => AutoStream::choice(stream) != ColorChoice::Never,
        ColorChoice::Never => false,
        ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
    }
}

fn style(coloured: bool) -> TextStyle<'static> {
    TextStyle::new(&|code| format!("pass `--allow {code}`, or allow it in policy.toml"))
        .coloured(coloured)
}

/// How policies are read: settings first, since the command line counts more.
fn options(arguments: &Arguments) -> Result<Options, Box<Report>> {
    let options = arguments.options.clone();
    let mut options = options.reference(Arc::new(Reference::aws()));
    if let Some(path) = &arguments.settings {
        options = with_settings(options, path, &name_of(path))?;
    }
    let levels = arguments.levels.iter();
    Ok(levels.fold(options, |options, (code, level)| {
        options.level(*code, *level)
    }))
}

struct Run<'a, W: Write> {
    arguments: &'a Arguments,
    options: Options,
    style: TextStyle<'static>,
    output: W,
    /// What is written at the end.
    whole: Report,
    summary: Summary,
    hint: Hint,
}

impl<W: Write> Run<'_, W> {
    fn run(&mut self) -> io::Result<()> {
        let mut together = Vec::new();
        for path in &self.arguments.paths {
            for input in self.inputs(path) {
                let name = input.name();
                let text = match input.read(&name) {
                    Ok(text) => text,
                    Err(error) => {
                        self.fail(&error.to_string());
                        continue;
                    }
                };
                if !self.arguments.is_typed {
                    self.hint.look(&name, &text);
                }
                if self.arguments.is_together {
                    together.push((name, text));
                } else {
                    self.check(name, text)?;
                }
            }
        }
        if self.arguments.is_together {
            let mut report = Report::default();
            report.check_together(together, &self.options);
            self.add(report)?;
        }
        self.finish()
    }

    /// The policies of a path, as far as they can be found.
    fn inputs(&mut self, path: &Path) -> Vec<Input> {
        Input::all_of(path).unwrap_or_else(|why| {
            self.fail(&why);
            Vec::new()
        })
    }

    fn fail(&mut self, why: &str) {
        complain(why);
        self.summary.unreadable += 1;
        self.whole.fail(why);
    }

    fn check(&mut self, name: String, text: String) -> io::Result<()> {
        let mut report = Report::default();
        report.check(name, text, &self.options);
        self.add(report)
    }

    /// Text is written at once, so that nothing is kept of a large folder.
    fn add(&mut self, report: Report) -> io::Result<()> {
        self.summary += report.summary();
        if self.arguments.format == Format::Text {
            let text = report.to_text(&self.style);
            return self.output.write_all(text.as_bytes());
        }
        self.whole.append(report);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        match self.arguments.format {
            Format::Text => writeln!(self.output, "{}", self.summary)?,
            Format::Json => writeln!(self.output, "{}", self.whole.to_json())?,
            Format::Sarif => writeln!(self.output, "{}", self.whole.to_sarif())?,
        }
        self.output.flush()?;
        if let Some(hint) = self.hint.text() {
            let _ = writeln!(io::stderr(), "note: {hint}");
        }
        Ok(())
    }
}
