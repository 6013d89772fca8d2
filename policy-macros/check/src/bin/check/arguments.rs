//! The command line.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use anstream::ColorChoice;
use lexopt::{Arg, Parser, ValueExt};
use policy_compiler::{Code, Level, Lint, Options, nearest};
use policy_core::PolicyType;

/// What is asked for.
#[derive(Debug)]
pub(crate) enum Command {
    Check(Arguments),
    Help,
    Version,
}

/// How to check, and what.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// What the policies are, and what they are attached to; nothing else yet.
    pub(crate) options: Options,
    /// Whether it was said what they are.
    pub(crate) is_typed: bool,
    pub(crate) is_together: bool,
    pub(crate) format: Format,
    pub(crate) settings: Option<PathBuf>,
    /// The levels of lints, whole types of them first.
    pub(crate) levels: Vec<(Code, Level)>,
    pub(crate) colour: ColorChoice,
    // INVARIANT: never empty.
    pub(crate) paths: Vec<PathBuf>,
}

/// How the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
    Sarif,
}

/// What is wrong with a command line.
#[derive(Debug)]
pub(crate) struct UsageError(String);

/// Every option that takes no other word.
const FLAGS: [&str; 3] = ["together", "help", "version"];

/// Every option that takes one.
const WITH_VALUES: [&str; 9] = [
    "type",
    "resource-type",
    "format",
    "settings",
    "allow",
    "warn",
    "deny",
    "colour",
    "color",
];

const FORMATS: [(&str, Format); 3] = [
    ("text", Format::Text),
    ("json", Format::Json),
    ("sarif", Format::Sarif),
];

const COLOURS: [(&str, ColorChoice); 3] = [
    ("auto", ColorChoice::Auto),
    ("always", ColorChoice::AlwaysAnsi),
    ("never", ColorChoice::Never),
];

/// AWS's name for what trust policies are attached to. They are a policy type here.
const TRUST_POLICY: &str = "AWS::IAM::AssumeRolePolicyDocument";

/// Reads the command line.
pub(crate) fn parse(mut parser: Parser) -> Result<Command, UsageError> {
    let mut arguments = Arguments {
        options: Options::new(PolicyType::Identity),
        is_typed: false,
        is_together: false,
        format: Format::Text,
        settings: None,
        levels: Vec::new(),
        colour: ColorChoice::Auto,
        paths: Vec::new(),
    };
    let mut lints = Vec::new();
    let mut resource_type = None;
    while let Some(argument) = parser.next().map_err(UsageError::of_parser)? {
        let option = match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help),
            Arg::Long("version") | Arg::Short('V') => return Ok(Command::Version),
            Arg::Long("together") => {
                arguments.is_together = true;
                continue;
            }
            Arg::Long(option) if WITH_VALUES.contains(&option) => option.to_owned(),
            Arg::Long(option) => return Err(unknown_option(option)),
            Arg::Short(option) => return Err(unknown_option(&option.to_string())),
            Arg::Value(path) => {
                arguments.path(path)?;
                continue;
            }
        };
        let value = parser.value().map_err(UsageError::of_parser)?;
        if option == "settings" {
            arguments.settings = Some(value.into());
            continue;
        }
        let value = value.string().map_err(UsageError::of_parser)?;
        match option.as_str() {
            "type" => {
                arguments.options = Options::new(policy_type(&value)?);
                arguments.is_typed = true;
            }
            "resource-type" => resource_type = Some(value),
            "format" => arguments.format = one_of("format", &value, FORMATS)?,
            "colour" | "color" => arguments.colour = one_of("choice of colours", &value, COLOURS)?,
            level => lints.extend(Level::parse(level).zip(Some(lint(&value)?))),
        }
    }
    if let Some(name) = resource_type {
        arguments.options = attached_to(arguments.options.policy_type(), &name)?;
    }
    if arguments.is_together && arguments.options.policy_type() != PolicyType::Identity {
        return Err(UsageError::new(
            "`--together` is for the policies of an identity only",
            "leave it or `--type` out",
        ));
    }
    arguments.levels = levels(&lints);
    if arguments.paths.is_empty() {
        let help =
            "name a file, a folder, or `-` for the standard input; `check --help` tells more";
        return Err(UsageError::new("there is nothing to check", help));
    }
    Ok(Command::Check(arguments))
}

impl Arguments {
    fn path(&mut self, path: OsString) -> Result<(), UsageError> {
        if path.is_empty() {
            return Err(UsageError::new(
                "a path is empty",
                "write `.` for this folder",
            ));
        }
        if path == "-" && self.paths.iter().any(|other| *other == *path) {
            let help = "the standard input can be read only once";
            return Err(UsageError::new("`-` is there twice", help));
        }
        self.paths.push(path.into());
        Ok(())
    }
}

fn policy_type(word: &str) -> Result<PolicyType, UsageError> {
    let types = PolicyType::ALL.map(|policy_type| (policy_type.as_str(), policy_type));
    one_of("policy type", word, types)
}

/// The options of policies on resources of this type.
fn attached_to(policy_type: PolicyType, name: &str) -> Result<Options, UsageError> {
    if name == TRUST_POLICY {
        return Err(UsageError::new(
            format!("`{TRUST_POLICY}` is a policy type here"),
            "write `--type trust` instead",
        ));
    }
    let of_resource = Options::new(PolicyType::Resource).resource_type(name);
    let of_resource = of_resource.map_err(|error| UsageError(error.to_string()))?;
    if policy_type != PolicyType::Resource {
        return Err(UsageError::new(
            "`--resource-type` is for resource policies only",
            "write `--type resource` as well, or leave it out",
        ));
    }
    Ok(of_resource)
}

fn lint(name: &str) -> Result<Lint, UsageError> {
    Lint::parse(name).map_err(|mistake| UsageError::new(mistake.message, mistake.help))
}

/// What is said of one lint counts more than what is said of its type; otherwise the last word
/// does.
fn levels(lints: &[(Level, Lint)]) -> Vec<(Code, Level)> {
    let mut levels = Vec::new();
    for (level, lint) in lints {
        if let Lint::Type(finding_type) = lint {
            levels.extend(Code::of_type(*finding_type).map(|code| (code, *level)));
        }
    }
    for (level, lint) in lints {
        if let Lint::Code(code) = lint {
            levels.push((*code, *level));
        }
    }
    levels
}

/// The meaning of a word that is one of a few.
fn one_of<T: Copy, const N: usize>(
    what: &str,
    word: &str,
    choices: [(&str, T); N],
) -> Result<T, UsageError> {
    if let Some((_, meaning)) = choices.iter().find(|(name, _)| *name == word) {
        return Ok(*meaning);
    }
    let names = choices.map(|(name, _)| name);
    let help = match nearest(word, names) {
        Some(near) => format!("write `{near}`"),
        None => format!("write one of `{}`", names.join("`, `")),
    };
    let message = format!("there is no {what} `{}`", word.escape_debug());
    Err(UsageError::new(message, help))
}

fn unknown_option(option: &str) -> UsageError {
    let help = if FORMATS.iter().any(|(name, _)| *name == option) {
        format!("write `--format {option}`")
    } else if PolicyType::ALL.iter().any(|of| of.as_str() == option) {
        format!("write `--type {option}`")
    } else if let Some(near) = nearest(option, FLAGS.into_iter().chain(WITH_VALUES)) {
        format!("a similar option exists: `--{near}`")
    } else {
        "`check --help` lists the options".to_owned()
    };
    let dashes = if option.chars().count() == 1 {
        "-"
    } else {
        "--"
    };
    let option = option.escape_debug();
    UsageError::new(format!("there is no option `{dashes}{option}`"), help)
}

impl UsageError {
    fn new(message: impl fmt::Display, help: impl fmt::Display) -> Self {
        UsageError(format!("{message}; {help}"))
    }

    fn of_parser(error: lexopt::Error) -> Self {
        use lexopt::Error;
        match error {
            Error::MissingValue { option } => {
                let option = option.unwrap_or_default();
                let message = format!("`{option}` has no value");
                UsageError::new(message, "write it behind the option")
            }
            Error::UnexpectedValue { option, .. } => {
                let message = format!("`{option}` takes no value");
                UsageError::new(message, "remove the `=` and what follows")
            }
            Error::NonUnicodeValue(_) => {
                UsageError::new("a value is not UTF-8", "only paths can be anything else")
            }
            other => UsageError::new(other.to_string(), "`check --help` lists the options"),
        }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
