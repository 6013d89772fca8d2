//! Files that macros read: where they are, and how to be told that they changed.

use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use policy_compiler::{Source, nearest, policy_name, read_file};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

/// A file as its user named it and where it is.
#[derive(Clone)]
pub(crate) struct File {
    /// For messages: relative to the directory that the compiler runs in, if it is below,
    /// as the compiler itself names files.
    pub(crate) display_name: String,
    absolute: PathBuf,
}

/// The file or directory that a literal names, relative to the file that the literal is
/// in. It exists.
pub(crate) fn resolve(literal: &LitStr) -> Result<File, String> {
    let written = PathBuf::from(literal.value());
    if written.as_os_str().is_empty() {
        return Err("the path is empty; write one that is relative to this file".to_owned());
    }
    if written.is_absolute() {
        let file = File::new(&written)?;
        return if file.absolute.exists() {
            Ok(file)
        } else {
            Err(file.missing())
        };
    }
    let Some(source) = source_file(literal.span()) else {
        return Err(format!(
            "the file that `{}` is relative to is not known here; the compiler knows it, older editors do not",
            written.display()
        ));
    };
    let directory = source.parent().unwrap_or(Path::new(""));
    let file = File::new(&directory.join(&written))?;
    if file.absolute.exists() {
        return Ok(file);
    }
    let name = &file.display_name;
    Err(match from_package(directory, &written) {
        Some(path) => format!(
            "cannot find `{name}`; paths are relative to the file that they are written in: write `{path}`"
        ),
        None => file.missing(),
    })
}

/// The file that a token was written in, if whatever expands the macro tells.
fn source_file(span: Span) -> Option<PathBuf> {
    if proc_macro::is_available() {
        span.unwrap().local_file()
    } else {
        None
    }
}

/// The path from `directory` to what was written as if paths were relative to the
/// package, if that is where it is.
fn from_package(directory: &Path, written: &Path) -> Option<String> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    let directory = normalized(&std::path::absolute(directory).ok()?);
    let below = directory.strip_prefix(&package).ok()?.components().count();
    let is_there = below > 0 && package.join(written).exists();
    is_there.then(|| format!("{}{}", "../".repeat(below), written.display()))
}

impl File {
    pub(crate) fn new(path: &Path) -> Result<Self, String> {
        let absolute = std::path::absolute(path)
            .map_err(|error| format!("cannot find `{}`: {error}", path.display()))?;
        let absolute = normalized(&absolute);
        let current = env::current_dir().unwrap_or_default();
        let relative = absolute.strip_prefix(current).unwrap_or(&absolute);
        Ok(File {
            display_name: relative.display().to_string(),
            absolute,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.absolute
    }

    /// The name without `.json`, which is what its policy is called.
    pub(crate) fn stem(&self) -> Result<&str, String> {
        let name = &self.display_name;
        let stem = policy_name(&self.absolute, name).map_err(|error| error.to_string())?;
        if stem.contains(char::is_control) {
            return Err(format!(
                "the name of `{}` has control characters; rename the file",
                name.escape_debug()
            ));
        }
        Ok(stem)
    }

    /// The file that a text names, relative to the directory of this one. It exists.
    pub(crate) fn beside(&self, written: &str) -> Result<Self, String> {
        let directory = self.absolute.parent().unwrap_or(Path::new(""));
        let file = File::new(&directory.join(written))?;
        if file.absolute.exists() {
            Ok(file)
        } else {
            Err(file.missing())
        }
    }

    /// The text of a policy.
    pub(crate) fn read_policy(&self) -> Result<String, String> {
        if self.absolute.is_dir() {
            return Err(format!(
                "`{}` is a directory; `policy_dir!` takes all policies of a directory",
                self.display_name
            ));
        }
        self.read()
    }

    /// The text of a file.
    pub(crate) fn read(&self) -> Result<String, String> {
        let name = &self.display_name;
        if self.absolute.is_dir() {
            return Err(format!("`{name}` is a directory; write the path of a file"));
        }
        if !self.absolute.exists() {
            return Err(self.missing());
        }
        read_file(&self.absolute, name).map_err(|error| error.to_string())
    }

    /// For drawing mistakes of its text.
    pub(crate) fn source<'a>(&'a self, text: &'a str) -> Source<'a> {
        Source {
            name: &self.display_name,
            text,
        }
    }

    /// The message for what is not there, with what is there instead.
    fn missing(&self) -> String {
        let name = &self.display_name;
        let wanted = self.absolute.file_name().unwrap_or_default();
        let directory = self.absolute.parent().unwrap_or(Path::new(""));
        let Ok(entries) = fs::read_dir(directory) else {
            return format!("cannot find `{name}`; its directory does not exist either");
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .collect();
        // Of names that are equally near, always the same.
        names.sort();
        let wanted = wanted.to_string_lossy();
        if names.iter().any(|name| *name == wanted) {
            return format!("`{name}` is a link to a file that does not exist");
        }
        match nearest(&wanted, names.iter().map(String::as_str)) {
            Some(nearest) => format!("cannot find `{name}`; a similar name exists: `{nearest}`"),
            None => format!("cannot find `{name}`"),
        }
    }

    /// An item that makes the compiler look at the file again when it changes.
    pub(crate) fn track(&self) -> TokenStream {
        match self.absolute.to_str() {
            // The compiler would complain of a directory once more.
            Some(path) if self.absolute.is_file() => quote!(
                const _: &[u8] = ::core::include_bytes!(#path);
            ),
            _ => TokenStream::new(),
        }
    }
}

/// The path without `.` and `..`, as long as that needs no look at the disk.
fn normalized(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}
