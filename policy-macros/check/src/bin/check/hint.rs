//! What is probably wrong if policies name principals.

use policy_compiler::{Code, Options, read};
use policy_core::PolicyType;

/// Remembers the first policy that was taken for that of an identity, and probably is none.
#[derive(Default)]
pub(crate) struct Hint {
    first: Option<(String, Vec<PolicyType>)>,
    n_others: usize,
}

impl Hint {
    /// Looks whether a policy names principals, which those of identities do not.
    pub(crate) fn look(&mut self, name: &str, text: &str) {
        if !names_principals(text) {
            return;
        }
        if self.first.is_some() {
            self.n_others += 1;
        } else {
            self.first = Some((name.to_owned(), types_of(text)));
        }
    }

    /// The hint, if there is something to hint at.
    pub(crate) fn text(&self) -> Option<String> {
        let (name, types) = self.first.as_ref()?;
        let options = types.iter().map(|of| format!("`--type {}`", of.as_str()));
        let options = options.collect::<Vec<_>>().join(" or ");
        let name = name.escape_debug();
        Some(match self.n_others {
            0 => format!("`{name}` names principals: did you mean {options}?"),
            n => format!("`{name}` and {n} more name principals: did you mean {options}?"),
        })
    }
}

fn names_principals(text: &str) -> bool {
    // Reading takes longer, and most policies are those of identities.
    if !text.contains("Principal\"") {
        return false;
    }
    let (_, findings) = read(text, &Options::new(PolicyType::Identity));
    let mut findings = findings.iter();
    findings.any(|finding| {
        finding.code() == Code::ElementNotAllowed
            && ["\"Principal\"", "\"NotPrincipal\""].contains(&finding.span().text(text))
    })
}

/// The types that a policy with principals may have been meant to be of.
fn types_of(text: &str) -> Vec<PolicyType> {
    let mut types = vec![PolicyType::Resource, PolicyType::Trust];
    let mut fitting = types.clone();
    fitting.retain(|of| read(text, &Options::new(*of)).0.is_some());
    if fitting.contains(&PolicyType::Trust) && text.contains("\"sts:") {
        return vec![PolicyType::Trust];
    }
    if !fitting.is_empty() {
        types = fitting;
    }
    types
}
