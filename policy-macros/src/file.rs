//! Files that macros read: where they are, and how to be told that they changed.

use std::path::{Path, PathBuf};
use std::{fs, io};

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

/// A file as its user named it and where it is.
pub(crate) struct File {
    /// For messages: relative to the directory that the compiler runs in, if it is below.
    pub(crate) display_name: String,
    absolute: PathBuf,
}

/// The file or directory that a literal names, relative to the file that the literal is in.
pub(crate) fn resolve(literal: &LitStr) -> Result<File, String> {
    let path = PathBuf::from(literal.value());
    if path.as_os_str().is_empty() {
        return Err("the path is empty".to_owned());
    }
    if path.is_absolute() {
        return File::new(path);
    }
    let Some(source) = literal.span().unwrap().local_file() else {
        return Err(format!(
            "cannot tell which file `{}` is relative to; give an absolute path, \
             such as `concat!(env!(\"CARGO_MANIFEST_DIR\"), …)` would",
            path.display()
        ));
    };
    File::new(source.parent().unwrap_or(Path::new("")).join(path))
}

impl File {
    pub(crate) fn new(path: PathBuf) -> Result<Self, String> {
        let absolute = std::path::absolute(&path)
            .map_err(|error| format!("cannot find `{}`: {error}", path.display()))?;
        let absolute = normalized(&absolute);
        let current = std::env::current_dir().unwrap_or_default();
        let relative = absolute.strip_prefix(current).unwrap_or(&absolute);
        Ok(File {
            display_name: relative.display().to_string(),
            absolute,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.absolute
    }

    /// The text of a policy file.
    pub(crate) fn read(&self) -> Result<String, String> {
        let name = &self.display_name;
        if self.absolute.is_dir() {
            return Err(format!(
                "`{name}` is a directory; `policy_dir!` takes all policies of a directory"
            ));
        }
        let bytes = fs::read(&self.absolute).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => self.missing(),
            _ => format!("cannot read `{name}`: {error}"),
        })?;
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            format!("`{name}` is not UTF-8: byte {at} cannot be read")
        })
    }

    /// The message for a file that is not there, with what is there instead.
    fn missing(&self) -> String {
        let name = &self.display_name;
        let wanted = self
            .absolute
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let directory = self.absolute.parent().unwrap_or(Path::new(""));
        let Ok(entries) = fs::read_dir(directory) else {
            return format!("cannot find `{name}`; its directory does not exist either");
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .collect();
        names.sort();
        match policy_compiler::nearest(&wanted, names.iter().map(String::as_str)) {
            Some(nearest) => format!("cannot find `{name}`; a similar name exists: `{nearest}`"),
            None => format!("cannot find `{name}`"),
        }
    }

    /// An item that makes the compiler look at the file again when it changes.
    pub(crate) fn track(&self) -> TokenStream {
        match self.absolute.to_str() {
            Some(path) => quote!(
                const _: &[u8] = ::core::include_bytes!(#path);
            ),
            None => TokenStream::new(),
        }
    }
}

/// The path without `.` and `..`, as long as that needs no look at the disk.
fn normalized(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            std::path::Component::ParentDir => {
                normal.pop();
            }
            std::path::Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}
