//! Documents that are looked at together: the policies of one identity (K-21).

use policy_core::PolicyType;

use crate::document::Document;
use crate::finding::{Finding, Findings};
use crate::level::Level;
use crate::names::Names;
use crate::options::Options;
use crate::read::read;
use crate::render::Source;
use crate::review::escalation::{Placed, escalations};

/// What was found in documents that were looked at together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsTogether {
    each: Vec<Findings>,
    all: Findings,
}

/// Reads the policies of one identity, as [`read`] does each of them, and looks at what they allow
/// together: a path of privilege escalation may have a step in each, and a `Deny` of one may close
/// what another opens.
///
/// ```
/// use policy_compiler::{Code, Options, Reference, Source, read_together};
/// use policy_core::PolicyType;
///
/// let allow = |action: &str| format!(r#"{{
///     "Version": "2012-10-17",
///     "Statement": {{ "Effect": "Allow", "Action": "{action}", "Resource": "*" }}
/// }}"#);
/// let (update, call) = (allow("iam:UpdateAssumeRolePolicy"), allow("iam:AttachRolePolicy"));
/// let sources = [
///     Source { name: "update.json", text: &update },
///     Source { name: "attach.json", text: &call },
/// ];
/// let options = Options::new(PolicyType::Identity).reference(Reference::aws().into());
/// let (documents, findings) = read_together(&sources, &options);
/// assert!(documents.iter().all(Option::is_some));
/// let paths: Vec<_> = findings.all().iter().map(|path| path.code()).collect();
/// assert_eq!(paths, [Code::PrivilegeEscalation, Code::PrivilegeEscalation]);
/// ```
#[must_use]
pub fn read_together(
    sources: &[Source<'_>],
    options: &Options,
) -> (Vec<Option<Document>>, FindingsTogether) {
    let each_options = options.clone().one_of_several(true);
    let read = sources
        .iter()
        .map(|source| read(source.text, &each_options));
    let (documents, each): (Vec<_>, Vec<_>) = read.unzip();
    let all = documents_together(&documents, options);
    (documents, FindingsTogether { each, all })
}

/// What is found in all documents together, if all could be read.
pub(crate) fn documents_together(documents: &[Option<Document>], options: &Options) -> Findings {
    let mut all = Findings::default();
    let documents: Option<Vec<&Document>> = documents.iter().map(Option::as_ref).collect();
    if let Some(mut names) = Names::new(options)
        && let Some(documents) = documents
        && options.policy_type() == PolicyType::Identity
    {
        let documents = documents.iter().enumerate();
        let statements: Vec<Placed<'_>> = documents
            .flat_map(|(source, document)| document.statements.iter().map(move |one| (source, one)))
            .collect();
        all.extend(escalations(&statements, &mut names));
    }
    all
}

impl FindingsTogether {
    pub(crate) fn new(each: Vec<Findings>, all: Findings) -> Self {
        FindingsTogether { each, all }
    }

    /// What was found in each document, in the order of the sources.
    #[must_use]
    pub fn each(&self) -> &[Findings] {
        &self.each
    }

    /// What was found in all of them together; the [places](crate::LabelledSpan::source) say in
    /// which document they are.
    #[must_use]
    pub fn all(&self) -> &Findings {
        &self.all
    }

    /// Everything that was found, in one list for each document: what was found in all of them
    /// together stands where its first place is, without its places in others.
    #[must_use]
    pub fn into_each(self) -> Vec<Findings> {
        let FindingsTogether { mut each, all } = self;
        for finding in all.into_list() {
            if let Some(findings) = each.get_mut(finding.source()) {
                findings.push(finding.in_one_document());
                findings.sort();
            }
        }
        each
    }

    /// Whether something in them stops the documents from compiling under these options.
    pub(crate) fn is_denied(&self, options: &Options) -> bool {
        let all = std::iter::once(&self.all).chain(&self.each);
        let denied = all.flat_map(|findings| findings.at(Level::Deny, options));
        denied.map(Finding::code).next().is_some()
    }

    pub(crate) fn each_mut(&mut self) -> &mut [Findings] {
        &mut self.each
    }
}
