//! Files and directories of policies: what may be read, and what is wrong if it may not.

use std::error::Error;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use crate::input::MAX_BYTES;
use crate::render::line_and_column;

/// The policies of a directory: its files that end in `.json`, by name.
///
/// Hidden files, which editors and systems leave behind, do not count, nor do subdirectories.
/// Messages call the directory `name`.
///
/// ```no_run
/// use std::path::Path;
/// use policy_compiler::{policy_files, policy_name, read_file};
///
/// for path in policy_files(Path::new("policies"), "policies")? {
///     let shown = path.display().to_string();
///     let text = read_file(&path, &shown)?;
///     println!("{} has {} bytes", policy_name(&path, &shown)?, text.len());
/// }
/// # Ok::<(), policy_compiler::FileError>(())
/// ```
///
/// # Errors
///
/// If the system does not list the directory.
pub fn policy_files(directory: &Path, name: &str) -> Result<Vec<PathBuf>, FileError> {
    let cannot_read = |error| FileError::unreadable(&format!("the directory `{name}`"), error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(cannot_read)? {
        let entry = entry.map_err(cannot_read)?;
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if path.extension() == Some("json".as_ref()) && !is_hidden && !path.is_dir() {
            paths.push(path);
        }
    }
    // Nothing may depend on the order in which the system lists them.
    paths.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    Ok(paths)
}

/// The policies of a directory and of all below it: files as [`policy_files`] takes them.
///
/// Hidden directories do not count, and links to directories are not followed, since they may lead
/// in circles. Messages call the directory `name`, and those below it accordingly.
///
/// # Errors
///
/// If the system does not list one of the directories.
pub fn policy_files_below(directory: &Path, name: &str) -> Result<Vec<PathBuf>, FileError> {
    let mut paths = Vec::new();
    let mut open = vec![(directory.to_owned(), name.to_owned())];
    while let Some((directory, name)) = open.pop() {
        paths.extend(policy_files(&directory, &name)?);
        let cannot_read = |error| FileError::unreadable(&format!("the directory `{name}`"), error);
        for entry in fs::read_dir(&directory).map_err(cannot_read)? {
            let entry = entry.map_err(cannot_read)?;
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if entry.file_type().map_err(cannot_read)?.is_dir() && !is_hidden {
                let below = Path::new(&name).join(entry.file_name());
                open.push((entry.path(), below.display().to_string()));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// What the policy of a file is called: the last part of its path, without `.json`.
///
/// Messages call the file `name`.
///
/// ```
/// use std::path::Path;
/// use policy_compiler::policy_name;
///
/// let path = Path::new("policies/tenant.7.json");
/// assert_eq!(policy_name(path, "policies/tenant.7.json").unwrap(), "tenant.7");
/// ```
///
/// # Errors
///
/// If it is not UTF-8.
pub fn policy_name<'a>(path: &'a Path, name: &str) -> Result<&'a str, FileError> {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_str().ok_or_else(|| {
        FileError::refused(format!(
            "the name of `{name}` is not UTF-8; rename the file"
        ))
    })
}

/// The text of a policy file.
///
/// Messages call the file `name`.
///
/// ```
/// use std::path::Path;
/// use policy_compiler::read_file;
///
/// let error = read_file(Path::new("/"), "policies").unwrap_err();
/// assert_eq!(error.to_string(), "`policies` is no regular file");
/// ```
///
/// # Errors
///
/// If the file cannot be read, is no regular file, has more than [`MAX_BYTES`] or is not UTF-8.
pub fn read_file(path: &Path, name: &str) -> Result<String, FileError> {
    let cannot_read = |error| FileError::unreadable(&format!("`{name}`"), error);
    // Before it is opened: a pipe would wait for a writer.
    let metadata = fs::metadata(path).map_err(cannot_read)?;
    if !metadata.is_file() {
        return Err(FileError::refused(format!("`{name}` is no regular file")));
    }
    if metadata.len() > MAX_BYTES as u64 {
        return Err(FileError::too_large(name, &metadata.len().to_string()));
    }
    read_text(fs::File::open(path).map_err(cannot_read)?, name)
}

/// The text of a policy that comes from anywhere, such as the standard input.
///
/// Messages call it `name`.
///
/// ```
/// use policy_compiler::read_text;
///
/// assert_eq!(read_text(&b"{}"[..], "input")?, "{}");
/// let error = read_text(&b"{\n\"\xfc\"}"[..], "input").unwrap_err();
/// assert_eq!(error.to_string(), "`input` is not UTF-8 at line 2, column 2; save it as UTF-8");
/// # Ok::<(), policy_compiler::FileError>(())
/// ```
///
/// # Errors
///
/// If it cannot be read, has more than [`MAX_BYTES`] or is not UTF-8.
pub fn read_text(from: impl Read, name: &str) -> Result<String, FileError> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| FileError::unreadable(&format!("`{name}`"), error))?;
    // A file may have grown since its size was asked for.
    if bytes.len() > MAX_BYTES {
        return Err(FileError::too_large(name, &format!("over {MAX_BYTES}")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let readable = String::from_utf8_lossy(error.as_bytes().get(..end).unwrap_or_default());
        let (line, column) = line_and_column(&readable, end);
        FileError::refused(format!(
            "`{name}` is not UTF-8 at line {line}, column {column}; save it as UTF-8"
        ))
    })
}

/// Why a file or directory of policies is not read.
///
/// As text it says what is wrong, with what the system said of it. The name stands there as it
/// was given, line feeds included.
///
/// ```
/// use std::io::ErrorKind;
/// use std::path::Path;
/// use policy_compiler::read_file;
///
/// let error = read_file(Path::new("none.json"), "none.json").unwrap_err();
/// let system = error.io_error().unwrap();
/// assert_eq!(system.kind(), ErrorKind::NotFound);
/// assert_eq!(error.to_string(), format!("cannot read `none.json`: {system}"));
/// ```
#[derive(Debug)]
pub struct FileError {
    message: String,
    io_error: Option<io::Error>,
}

impl FileError {
    fn refused(message: String) -> Self {
        FileError {
            message,
            io_error: None,
        }
    }

    fn unreadable(what: &str, error: io::Error) -> Self {
        FileError {
            message: format!("cannot read {what}: {error}"),
            io_error: Some(error),
        }
    }

    fn too_large(name: &str, size: &str) -> Self {
        FileError::refused(format!(
            "`{name}` has {size} bytes; a policy of more than {MAX_BYTES} is not read"
        ))
    }

    /// What the system said, if it is why.
    ///
    /// It is no [`source`](Error::source), since the text has it already.
    #[must_use]
    pub fn io_error(&self) -> Option<&io::Error> {
        self.io_error.as_ref()
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for FileError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grows_is_not_cut() {
        let endless = io::repeat(b' ');
        assert_eq!(
            read_text(endless, "log.json").unwrap_err().to_string(),
            "`log.json` has over 1048576 bytes; a policy of more than 1048576 is not read"
        );
        let full = io::repeat(b' ').take(MAX_BYTES as u64);
        assert_eq!(read_text(full, "full.json").unwrap().len(), MAX_BYTES);
    }

    #[test]
    fn directories_below_count_unless_they_are_hidden() {
        let root = std::env::temp_dir().join(format!("policy-compiler-{}", std::process::id()));
        for (directory, file) in [
            ("", "b.json"),
            ("", "notes.txt"),
            ("a/deep", "c.json"),
            (".git", "d.json"),
        ] {
            fs::create_dir_all(root.join(directory)).unwrap();
            fs::write(root.join(directory).join(file), "{}").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(&root, root.join("a/circle")).unwrap();

        let found = policy_files_below(&root, "policies").unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(&root).unwrap())
            .collect();
        assert_eq!(found, [Path::new("a/deep/c.json"), Path::new("b.json")]);
        fs::remove_dir_all(&root).unwrap();
        let error = policy_files_below(&root, "policies").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("cannot read the directory `policies`: ")
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_refused() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let path = Path::new(OsStr::from_bytes(b"f\xfcr.json"));
        let error = policy_name(path, &path.display().to_string()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the name of `f\u{fffd}r.json` is not UTF-8; rename the file"
        );
    }
}
