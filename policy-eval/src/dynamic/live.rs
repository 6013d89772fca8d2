//! A set that changes while requests are decided.

use core::fmt;
use core::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::{ArcSwap, Guard};

use super::PolicySet;

/// A [`PolicySet`] that changes while requests are decided.
///
/// Readers take a [`snapshot`](Self::snapshot) for each request. They take no lock and wait for
/// nobody, however often the set changes. Writers wait for each other, and for no reader.
///
/// What can be relied on:
///
/// * A snapshot is one set, which was in force as a whole: never a part of one and a part of
///   another. It stays as it is.
/// * A change is complete when [`replace`](Self::replace) or [`update`](Self::update) returns:
///   snapshots taken after that have it. Requests that hold an older snapshot finish with it, so
///   a policy that is revoked holds until the last of them is done.
/// * No change is lost when several threads write at once.
/// * An old set is freed when the last snapshot of it goes, by the thread that holds it.
///
/// Share it by an [`Arc`], or as a `static` in a [`LazyLock`](std::sync::LazyLock).
///
/// ```
/// use std::sync::LazyLock;
/// use policy_eval::dynamic::{LivePolicySet, Options, PolicySet};
/// use policy_eval::{Decision, PolicyType, Request};
///
/// static TENANTS: LazyLock<LivePolicySet> = LazyLock::new(LivePolicySet::default);
///
/// let rows = [("tenant-7", r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
/// }"#)];
/// TENANTS.replace(PolicySet::load(rows, &Options::new(PolicyType::Identity))?);
///
/// let tenants = TENANTS.snapshot();
/// let request = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?;
/// let policy = tenants.get("tenant-7").expect("it was loaded");
/// assert_eq!(policy.evaluate(&request), Decision::Allow);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct LivePolicySet {
    current: ArcSwap<PolicySet>,
    // Held from reading the set to putting another in its place, so that no change between the
    // two is lost. Readers do not know of it.
    writer: Mutex<()>,
}

impl LivePolicySet {
    /// Begins with this set.
    #[must_use]
    pub fn new(policies: PolicySet) -> Self {
        LivePolicySet {
            current: ArcSwap::from_pointee(policies),
            writer: Mutex::new(()),
        }
    }

    /// The set that is in force now. Take it once in each request, and decide all of the request
    /// with it.
    ///
    /// It may be moved to other threads and held as long as needed, across `.await` too. To hold
    /// many at once in one thread is as safe, but taking them is slower then.
    #[must_use]
    #[inline]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            policies: self.current.load(),
        }
    }

    /// Puts another set in place of the one in force.
    ///
    /// To change a part of the set, take [`update`](Self::update), which loses no change that
    /// another thread makes meanwhile.
    pub fn replace(&self, policies: PolicySet) {
        let writing = self.writing();
        self.put(policies, writing);
    }

    /// Changes a copy of the set, then puts it in place of the one in force: whatever `change`
    /// does is seen at one stroke.
    ///
    /// The copy shares the policies, so that only what is inserted has to be compiled; to copy the
    /// names of 10,000 takes a fraction of a millisecond. Load policies before: other writers
    /// wait while `change` runs. If it panics, nothing is changed. Within it,
    /// another change of the same `LivePolicySet` would wait for ever.
    ///
    /// ```
    /// use policy_eval::dynamic::{LivePolicySet, Options, PolicySet, Source, load};
    /// use policy_eval::PolicyType;
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
    /// }"#;
    /// let options = Options::new(PolicyType::Identity);
    /// let live = LivePolicySet::new(PolicySet::load([("tenant-7", text)], &options)?);
    ///
    /// // The tenant gets another name.
    /// let policy = load(&Source { name: "tenant-8", text }, &options)?;
    /// live.update(|policies| {
    ///     policies.remove("tenant-7");
    ///     policies.insert("tenant-8", policy);
    /// });
    /// assert!(live.snapshot().get("tenant-7").is_none());
    /// assert!(live.snapshot().get("tenant-8").is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn update<T>(&self, change: impl FnOnce(&mut PolicySet) -> T) -> T {
        let writing = self.writing();
        let mut policies = PolicySet::clone(&self.current.load());
        let result = change(&mut policies);
        self.put(policies, writing);
        result
    }

    fn writing(&self) -> MutexGuard<'_, ()> {
        // A panic of another writer has left the set as it was.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, policies: PolicySet, writing: MutexGuard<'_, ()>) {
        let old = self.current.swap(Arc::new(policies));
        // Freeing takes time that the next writer need not wait for.
        drop(writing);
        drop(old);
    }
}

impl fmt::Debug for LivePolicySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LivePolicySet")
            .field(&*self.snapshot())
            .finish()
    }
}

/// A set that was in force when [`LivePolicySet::snapshot`] was called, and is kept as it was.
///
/// Policies that it lends live as long as it does:
///
/// ```compile_fail
/// # use policy_eval::dynamic::LivePolicySet;
/// let live = LivePolicySet::default();
/// let policy = live.snapshot().get("tenant-7");
/// assert!(policy.is_none());
/// ```
///
/// ```
/// # use policy_eval::dynamic::LivePolicySet;
/// let live = LivePolicySet::default();
/// let policies = live.snapshot();
/// let policy = policies.get("tenant-7");
/// assert!(policy.is_none());
/// ```
pub struct Snapshot {
    policies: Guard<Arc<PolicySet>>,
}

impl Deref for Snapshot {
    type Target = PolicySet;

    #[inline]
    fn deref(&self) -> &PolicySet {
        &self.policies
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Snapshot").field(&**self).finish()
    }
}
