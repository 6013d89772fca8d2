//! What the program tells about its own build.

use std::process::Command;
use std::{env, error::Error};

fn main() -> Result<(), Box<dyn Error>> {
    let compiler = env::var("RUSTC")?;
    let version = Command::new(compiler).arg("--version").output()?.stdout;
    println!(
        "cargo::rustc-env=RUSTC_VERSION={}",
        String::from_utf8(version)?.trim()
    );
    // `callgrind` asks for a place for its files. Cargo names one only for benchmarks.
    println!(
        "cargo::rustc-env=CARGO_TARGET_TMPDIR={}",
        env::var("OUT_DIR")?
    );
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
