//! What earlier macro calls have read. A crate has many calls, and most of them name the same
//! files; reading those again would take longer than all the rest.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use policy_compiler::{Code, Level, Reference};

use super::Checks;
use crate::file::File;

/// The settings, if there are any, and the service files that a call names.
pub(super) type Key = Vec<Option<PathBuf>>;

struct Remembered {
    key: Key,
    /// All files, with those that the settings name.
    read: Vec<(File, String)>,
    reference: Arc<Reference>,
    levels: Vec<(Code, Level)>,
}

/// More lists of service files than a crate has; an editor may run for days.
const MOST: usize = 16;

static MEMORY: Mutex<Vec<Remembered>> = Mutex::new(Vec::new());

/// The checks of an earlier call, if no file has changed since.
pub(super) fn recall(key: &Key) -> Option<Checks> {
    let memory = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
    let found = memory.iter().find(|one| one.key == *key)?;
    let mut files = found.read.iter();
    let is_new = files.all(|(file, text)| file.read().is_ok_and(|now| now == *text));
    is_new.then(|| Checks {
        reference: Arc::clone(&found.reference),
        levels: found.levels.clone(),
        tracked: found.read.iter().map(|(file, _)| file.track()).collect(),
    })
}

pub(super) fn remember(key: Key, checks: &Checks, read: Vec<(File, String)>) {
    let mut memory = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
    memory.retain(|one| one.key != key);
    if memory.len() == MOST {
        memory.remove(0);
    }
    memory.push(Remembered {
        key,
        read,
        reference: Arc::clone(&checks.reference),
        levels: checks.levels.clone(),
    });
}

#[cfg(test)]
mod tests {
    use std::{env, fs, process};

    use super::*;

    #[test]
    fn what_has_changed_is_read_again() {
        let path = env::temp_dir().join(format!("policy-macros-{}.json", process::id()));
        fs::write(&path, "first").expect("the file can be written");
        let file = File::new(&path).expect("a file");
        let text = file.read().expect("a text");
        let key = vec![None, Some(path.clone())];
        let checks = Checks {
            levels: vec![(Code::UnknownKey, Level::Warn)],
            ..Checks::default()
        };
        assert!(recall(&key).is_none());
        remember(key.clone(), &checks, vec![(file, text)]);
        let recalled = recall(&key).expect("nothing has changed");
        assert_eq!(recalled.levels, checks.levels);
        assert!(recall(&vec![None]).is_none());

        fs::write(&path, "second").expect("the file can be written");
        assert!(recall(&key).is_none());
        fs::remove_file(&path).expect("the file can be removed");
        assert!(recall(&key).is_none());
    }
}
