//! Policies by name.

use core::fmt;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::string::ToString;
use std::sync::Arc;
use std::vec::Vec;

use policy_compiler::{Compiled, Options, Source, policy_files, policy_name};

use super::load::{load_as, load_file_as};
use super::{LoadError, LoadSetError};
use crate::Policy;

/// Policies by name, such as those of all tenants.
///
/// A set is a value: to change it while others read it, put it into a
/// [`LivePolicySet`](super::LivePolicySet). Copies share the policies, so that to copy a set
/// costs little more than its names.
///
/// ```
/// use policy_eval::dynamic::{Options, PolicySet};
/// use policy_eval::{PolicyType, Request};
///
/// let rows = [
///     ("tenant-7", r#"{
///         "Version": "2012-10-17",
///         "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
///     }"#),
///     ("tenant-8", r#"{
///         "Version": "2012-10-17",
///         "Statement": { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }
///     }"#),
/// ];
/// let policies = PolicySet::load(rows, &Options::new(PolicyType::Identity))?;
///
/// let request = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?;
/// assert!(policies.get("tenant-7").unwrap().evaluate(&request).is_allowed());
/// assert!(!policies.get("tenant-8").unwrap().evaluate(&request).is_allowed());
/// assert!(policies.get("tenant-9").is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct PolicySet {
    policies: HashMap<Arc<str>, Arc<Compiled>>,
}

impl PolicySet {
    /// The set without a policy.
    #[must_use]
    pub fn new() -> Self {
        PolicySet::default()
    }

    /// Compiles documents, each with its name: all of them or none.
    ///
    /// They may be borrowed or owned; each is dropped once it is compiled. Each policy is
    /// [called](Policy::name) as in the set; a name in the options does not count.
    ///
    /// ```
    /// use policy_eval::PolicyType;
    /// use policy_eval::dynamic::{Options, PolicySet};
    ///
    /// let rows = [("tenant-7", "{}"), ("tenant-8", "[]"), ("tenant-7", "null")];
    /// let error = PolicySet::load(rows, &Options::new(PolicyType::Identity)).unwrap_err();
    /// let names: Vec<&str> = error.errors().iter().map(|error| error.name()).collect();
    /// assert_eq!(names, ["tenant-7", "tenant-8", "tenant-7", "tenant-7"]);
    /// assert_eq!(
    ///     error.errors()[2].to_string(),
    ///     "error: the name `tenant-7` comes twice; a set has one policy of each name"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// If [`load`](super::load) refuses a document, or a name comes twice. The error has the findings of all
    /// documents.
    pub fn load<N: AsRef<str>, T: AsRef<str>>(
        documents: impl IntoIterator<Item = (N, T)>,
        options: &Options,
    ) -> Result<Self, LoadSetError> {
        let mut builder = Builder::default();
        for (name, text) in documents {
            let (name, text) = (name.as_ref(), text.as_ref());
            builder.add(name, load_as(name, &Source { name, text }, options));
        }
        builder.finish()
    }

    /// Compiles the files of a directory that end in `.json`: all of them or none.
    ///
    /// A policy is called as its file, without `.json`; a name in the options does not
    /// count. As with
    /// [`policy_dir!`](crate::policy_dir), other files, hidden ones and subdirectories do not
    /// count. A directory without policies is a set without policies.
    ///
    /// ```no_run
    /// use policy_eval::PolicyType;
    /// use policy_eval::dynamic::{Options, PolicySet};
    ///
    /// let options = Options::new(PolicyType::Identity);
    /// let policies = PolicySet::load_dir("/etc/gateway/tenants", &options)?;
    /// # Ok::<(), policy_eval::dynamic::LoadSetError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the directory cannot be read, [`load_file`](super::load_file) refuses a file, or the name of one is not
    /// UTF-8. The error has the findings of all files.
    pub fn load_dir(path: impl AsRef<Path>, options: &Options) -> Result<Self, LoadSetError> {
        let directory = path.as_ref();
        let shown = directory.display().to_string();
        let paths =
            policy_files(directory, &shown).map_err(|error| LoadError::of_file(&shown, error))?;
        let mut builder = Builder::default();
        for path in paths {
            let shown = path.display().to_string();
            match policy_name(&path, &shown) {
                Ok(name) => builder.add(name, load_file_as(name, &path, options)),
                Err(error) => builder.errors.push(LoadError::of_file(&shown, error)),
            }
        }
        builder.finish()
    }

    /// The policy of this name.
    #[must_use]
    #[inline]
    pub fn get(&self, name: &str) -> Option<Policy<'_>> {
        self.policies.get(name).map(|compiled| compiled.policy())
    }

    /// The policy of this name as it was loaded, with its warnings, to be shared.
    #[must_use]
    pub fn get_compiled(&self, name: &str) -> Option<&Arc<Compiled>> {
        self.policies.get(name)
    }

    /// Puts a policy into the set, in place of the one that had the name, if any.
    ///
    /// One policy may have several names in the set: share it in an [`Arc`]. Its
    /// [own](Policy::name) stays the one that it was loaded with.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use policy_eval::PolicyType;
    /// use policy_eval::dynamic::{Options, PolicySet, Source, load};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
    /// }"#;
    /// let trial = load(&Source { name: "trial", text }, &Options::new(PolicyType::Identity))?;
    /// let trial = Arc::new(trial);
    ///
    /// let mut policies = PolicySet::new();
    /// for tenant in ["tenant-7", "tenant-8"] {
    ///     policies.insert(tenant, Arc::clone(&trial));
    /// }
    /// assert_eq!(policies.len(), 2);
    /// assert_eq!(policies.get("tenant-7").unwrap().name(), Some("trial"));
    /// # Ok::<(), policy_eval::dynamic::LoadError>(())
    /// ```
    pub fn insert(
        &mut self,
        name: &str,
        policy: impl Into<Arc<Compiled>>,
    ) -> Option<Arc<Compiled>> {
        self.policies.insert(Arc::from(name), policy.into())
    }

    /// Takes a policy out of the set.
    pub fn remove(&mut self, name: &str) -> Option<Arc<Compiled>> {
        let removed = self.policies.remove(name);
        // A copy costs as much as the set has room for.
        if self.policies.len() < self.policies.capacity() / 4 {
            self.policies.shrink_to(self.policies.len() * 2);
        }
        removed
    }

    /// The names, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.policies.keys().map(|name| &**name)
    }

    /// How many policies there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.policies.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.policies.is_empty()
    }
}

impl fmt::Debug for PolicySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

/// A set in the making, and what is wrong so far.
#[derive(Default)]
struct Builder {
    set: PolicySet,
    // Those of broken documents too, so that a name that comes again is always seen.
    names: HashSet<Arc<str>>,
    errors: Vec<LoadError>,
}

impl Builder {
    fn add(&mut self, name: &str, loaded: Result<Compiled, LoadError>) {
        let shared: Arc<str> = Arc::from(name);
        if !self.names.insert(Arc::clone(&shared)) {
            self.errors.push(LoadError::twice(name));
        }
        match loaded {
            Ok(compiled) => {
                self.set.policies.insert(shared, Arc::new(compiled));
            }
            Err(error) => self.errors.push(error),
        }
    }

    fn finish(self) -> Result<PolicySet, LoadSetError> {
        LoadSetError::unless_empty(self.errors)?;
        Ok(self.set)
    }
}
