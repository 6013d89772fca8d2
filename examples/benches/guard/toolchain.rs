//! What counts depend on besides the source.

use std::env;
use std::process::Command;

/// The version of the Rust compiler and its host, as in `rustc 1.95.0 (…) x86_64-unknown-linux-gnu`.
///
/// # Errors
///
/// If the compiler cannot be asked, or the program was not optimised.
pub(crate) fn of_this_build() -> Result<String, String> {
    if cfg!(debug_assertions) {
        return Err("only optimised programs are guarded: `cargo bench` builds one".to_owned());
    }
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&rustc)
        .arg("-vV")
        .output()
        .map_err(|error| format!("{}: {error}", rustc.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.lines().next();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    match (version, host) {
        (Some(version), Some(host)) => Ok(format!("{version} {host}")),
        _ => Err(format!(
            "`{} -vV` does not tell its version",
            rustc.display()
        )),
    }
}
