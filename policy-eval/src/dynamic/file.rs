//! Files and directories of policies: what may be read, and what is wrong if it may not.

use std::ffi::OsStr;
use std::format;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::string::{String, ToString};
use std::vec::Vec;

use policy_compiler::{MAX_BYTES, line_and_column};

use super::LoadError;

/// The text of a policy file.
pub(super) fn read(path: &Path) -> Result<String, LoadError> {
    let shown = path.display();
    let refuse = |message: String| LoadError::refused(shown.to_string(), message);
    let cannot_read = |error: io::Error| {
        LoadError::unreadable(shown.to_string(), format!("cannot read `{shown}`"), error)
    };
    let too_large = |size: String| {
        refuse(format!(
            "`{shown}` has {size} bytes; a policy of more than {MAX_BYTES} is not read"
        ))
    };
    // Before it is opened: a pipe would wait for a writer.
    let metadata = fs::metadata(path).map_err(cannot_read)?;
    if !metadata.is_file() {
        return Err(refuse(format!("`{shown}` is no regular file")));
    }
    if metadata.len() > MAX_BYTES as u64 {
        return Err(too_large(metadata.len().to_string()));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(cannot_read)?;
    // It has grown since its size was asked for.
    if bytes.len() > MAX_BYTES {
        return Err(too_large(format!("over {MAX_BYTES}")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let readable = String::from_utf8_lossy(error.as_bytes().get(..end).unwrap_or_default());
        let (line, column) = line_and_column(&readable, end);
        refuse(format!(
            "`{shown}` is not UTF-8 at line {line}, column {column}; save it as UTF-8"
        ))
    })
}

/// The policy files of a directory, by name, so that nothing depends on the order in which the
/// system lists them: those that `policy_dir!` takes.
pub(super) fn documents(directory: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let cannot_read = |error: io::Error| {
        let shown = directory.display();
        let message = format!("cannot read the directory `{shown}`");
        LoadError::unreadable(shown.to_string(), message, error)
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(cannot_read)? {
        let entry = entry.map_err(cannot_read)?;
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if path.extension() == Some(OsStr::new("json")) && !is_hidden && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    Ok(paths)
}

/// The name of a policy file without `.json`.
pub(super) fn stem(path: &Path) -> Result<&str, LoadError> {
    path.file_stem().and_then(OsStr::to_str).ok_or_else(|| {
        let shown = path.display().to_string();
        let message = format!("the name of `{shown}` is not UTF-8; rename the file");
        LoadError::refused(shown, message)
    })
}
