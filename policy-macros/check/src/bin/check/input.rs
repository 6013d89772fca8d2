//! Where policies are: files, folders, and the standard input.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use policy_compiler::{FileError, policy_files_below, read_file, read_text};

/// A policy that is still to be read.
pub(crate) enum Input {
    File(PathBuf),
    Standard,
}

impl Input {
    /// The policies that a path on the command line stands for.
    pub(crate) fn all_of(path: &Path) -> Result<Vec<Input>, String> {
        if path == Path::new("-") {
            return Ok(vec![Input::Standard]);
        }
        if !path.is_dir() {
            return Ok(vec![Input::File(path.to_owned())]);
        }
        let name = name_of(path);
        let files = policy_files_below(path, &name).map_err(|error| error.to_string())?;
        if files.is_empty() {
            // A pipeline that looks into the wrong folder should not pass.
            return Err(format!(
                "`{name}` has no policies: no file in it ends in `.json`"
            ));
        }
        Ok(files.into_iter().map(Input::File).collect())
    }

    /// What reports call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::File(path) => name_of(path),
            Input::Standard => "<stdin>".to_owned(),
        }
    }

    pub(crate) fn read(&self, name: &str) -> Result<String, FileError> {
        match self {
            Input::File(path) => read_file(path, name),
            Input::Standard => read_text(io::stdin().lock(), name),
        }
    }
}

/// A path for messages: relative to the working directory, if it is below.
pub(crate) fn name_of(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(&here).unwrap_or(path);
    let below = below.strip_prefix(".").unwrap_or(below);
    let shown = if below.as_os_str().is_empty() {
        path
    } else {
        below
    };
    shown.display().to_string()
}
