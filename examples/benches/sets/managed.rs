//! The managed policies of AWS, from a folder outside of the project.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fmt, fs};

use policy_eval::dynamic::{Options, Source, load};
use policy_eval::{Action, Decision};
use serde_json::Value;

use crate::Mode;
use crate::load::{Ask, Load, Named, Questions};
use crate::set::options;

/// The documents that a folder has.
#[derive(Debug)]
pub(crate) struct Managed {
    folder: String,
    index: Option<String>,
    documents: BTreeMap<String, String>,
    /// Names of policies that leave no question open.
    settling: Vec<String>,
}

/// Where the run under `valgrind`, which has no environment, learns where the documents are.
fn note() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("sets-managed")
}

impl Managed {
    /// What `MANAGED_POLICIES` and `MANAGED_INDEX` name.
    ///
    /// # Errors
    ///
    /// If they name what cannot be read.
    pub(crate) fn read(mode: Mode) -> Result<Option<Self>, String> {
        let (folder, index) = if mode == Mode::Count {
            let note = fs::read_to_string(note()).unwrap_or_default();
            let mut lines = note.lines().map(str::to_owned);
            (lines.next(), lines.next())
        } else {
            let named = |variable| env::var(variable).ok();
            (named("MANAGED_POLICIES"), named("MANAGED_INDEX"))
        };
        let Some(folder) = folder else {
            return Ok(None);
        };
        let current = index.as_deref().map(current).transpose()?;
        let is_current = |name: &str| current.as_ref().is_none_or(|all| all.contains(name));
        let mut documents = BTreeMap::new();
        let entries = fs::read_dir(&folder).map_err(|error| format!("`{folder}`: {error}"))?;
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.and_then(|name| name.strip_suffix(".json"));
            if let Some(name) = name.filter(|name| is_current(name)) {
                let text = fs::read_to_string(&path);
                let text = text.map_err(|error| format!("`{}`: {error}", path.display()))?;
                documents.insert(name.to_owned(), text);
            }
        }
        let options = options();
        let mut settling = Vec::new();
        for (name, text) in &documents {
            if settles(name, text, &options)? {
                settling.push(name.clone());
            }
        }
        Ok(Some(Managed {
            folder,
            index,
            documents,
            settling,
        }))
    }

    /// The document of one policy.
    pub(crate) fn document(&self, name: &str) -> Option<&str> {
        self.documents.get(name).map(String::as_str)
    }

    /// Does something while the run under `valgrind` can read what this one has read.
    pub(crate) fn while_noted<T>(&self, work: impl FnOnce() -> T) -> Result<T, String> {
        let Managed { folder, index, .. } = self;
        let text = match index {
            Some(index) => format!("{folder}\n{index}\n"),
            None => format!("{folder}\n"),
        };
        fs::write(note(), text).map_err(|error| error.to_string())?;
        let result = work();
        // Nothing but a run under `valgrind` reads it.
        let _ = fs::remove_file(note());
        Ok(result)
    }

    /// All of them but those that leave no question open, in an order without meaning.
    pub(crate) fn load(&self, mode: Mode) -> Load {
        let mut policies: Vec<Named> = self
            .documents
            .iter()
            .filter(|(name, _)| !self.settling.contains(name))
            .map(|(name, document)| Named {
                name: name.clone(),
                document: document.clone(),
            })
            .collect();
        // In the order of names, those of one service come together.
        policies.sort_by_cached_key(|policy| scattered(&policy.name));
        let counts = match mode {
            Mode::Smoke => vec![1, 10, 100],
            _ => vec![1, 10, 100, 1_000, policies.len()],
        };
        Load {
            name: "managed",
            counts: counts
                .into_iter()
                .filter(|count| *count <= policies.len())
                .collect(),
            policies,
            questions,
        }
    }
}

impl fmt::Display for Managed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The folder has {} managed policies. Without {}, which allow or deny actions that \
             nobody names: together with those, little would be left to look at.",
            self.documents.len(),
            self.settling.join(", ")
        )
    }
}

/// The policies that an index lists as neither deprecated nor without document.
fn current(index: &str) -> Result<BTreeSet<String>, String> {
    let text = fs::read_to_string(index).map_err(|error| format!("`{index}`: {error}"))?;
    let index: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let policies = index.get("policies").and_then(Value::as_array);
    let policies = policies.ok_or("the index has no array `policies`")?;
    let is_true = |policy: &Value, member| policy.get(member) == Some(&Value::Bool(true));
    Ok(policies
        .iter()
        .filter(|policy| !is_true(policy, "deprecated") && !is_true(policy, "noDocument"))
        .filter_map(|policy| Some(policy.get("name")?.as_str()?.to_owned()))
        .collect())
}

/// Whether it decides on actions that nobody has heard of.
fn settles(name: &str, text: &str, options: &Options) -> Result<bool, String> {
    let policy = load(&Source { name, text }, options).map_err(|error| error.to_string())?;
    let unheard_of = Action::from_static("unheard-of:Action");
    let always = policy.policy().always(&unheard_of);
    Ok(matches!(
        always,
        Some(Decision::Allow | Decision::ExplicitDeny)
    ))
}

/// A number that looks like chance: FNV-1a.
fn scattered(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn questions(_: usize) -> Questions {
    let ask = |about, action, resource: &str| Ask {
        about,
        action,
        resource: resource.to_owned(),
        expected: None,
    };
    Questions {
        tenant: "tenant-7".to_owned(),
        mix: vec![
            ask("object", "s3:GetObject", "arn:aws:s3:::platform/2026.csv"),
            ask(
                "log stream",
                "logs:PutLogEvents",
                "arn:aws:logs:eu-central-1:111122223333:log-group:/web:log-stream:1",
            ),
            ask("role", "iam:PassRole", "arn:aws:iam::111122223333:role/web"),
            ask(
                "instances",
                "ec2:TerminateInstances",
                "arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0",
            ),
            ask(
                "key",
                "kms:Decrypt",
                "arn:aws:kms:eu-central-1:111122223333:key/0f1e",
            ),
            ask(
                "named by few",
                "transcribe:GetTranscriptionJob",
                "arn:aws:transcribe:eu-central-1:111122223333:transcription-job/minutes",
            ),
            ask(
                "service known, action not",
                "s3:UnheardOf",
                "arn:aws:s3:::platform",
            ),
            ask("service not known", "unheard-of:Action", "*"),
        ],
        beside: Vec::new(),
    }
}
