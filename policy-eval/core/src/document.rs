//! The documents of a policy, and which of them say something about a request.

use core::fmt;

use crate::branch::{ByEffect, Path};
use crate::evaluate::{self, Question};
use crate::form::{self, Candidate, Tables};
use crate::truth::Truth;
use crate::{Action, Place, Policy, Request, Statement};

/// A document of a policy: its only one, or one of those that were compiled together.
///
/// AWS's page: [policies and permissions][policies].
///
/// [policies]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
#[derive(Clone, Copy)]
pub struct Document<'p> {
    tables: &'p Tables<'p>,
    form: &'p form::Document,
    index: u32,
}

impl<'p> Document<'p> {
    pub(crate) fn get(tables: &'p Tables<'p>, index: u32) -> Option<Self> {
        let form = tables.documents.get(index as usize)?;
        Some(Document {
            tables,
            form,
            index,
        })
    }

    /// What the document is called, if it has a name.
    ///
    /// It is for people, and has no meaning for decisions.
    #[must_use]
    pub const fn name(&self) -> Option<&'p str> {
        self.form.name(self.tables.text)
    }

    /// The place among the documents that were compiled together; the first is 1.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.index as usize + 1
    }

    /// Its statements, in the order of the document.
    pub fn statements(&self) -> impl Iterator<Item = Statement<'p>> + use<'p> {
        let tables = self.tables;
        let first = self.first();
        let statements = self.form.statements.of(tables.statements).iter();
        let numbered = statements.enumerate();
        numbered.map(move |(index, statement)| Statement::new(tables, statement, first + index))
    }

    pub(crate) const fn first(&self) -> usize {
        self.form.statements.start as usize
    }
}

impl form::Document {
    pub(crate) const fn name<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self.name.len {
            0 => None,
            _ => Some(self.name.of_text(text)),
        }
    }
}

/// By name, or as `document 2`.
impl fmt::Display for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => write!(f, "document {}", self.position()),
        }
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({self})")
    }
}

impl Policy<'_> {
    /// The documents that it was compiled from: most policies have one, those that were
    /// compiled together have several.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        let tables = self.tables();
        let indices = (0..).take(tables.documents.len());
        indices.filter_map(|index| Document::get(tables, index))
    }

    /// The documents that allow a request, in order: an Allow statement of theirs applies to
    /// it, and no Deny statement of theirs does.
    ///
    /// Each counts by itself, so a Deny in one document takes nothing from another. Every doubt
    /// denies: a document counts neither if its Allow depends on an unknown key, nor if a Deny of
    /// its may apply. Only statements are looked at; what else is in force, such as a boundary or
    /// an SCP, and whose the resource is, may deny all the same.
    ///
    /// ```
    /// use policy_compiler::{Options, Source, compile_together};
    /// use policy_core::{PolicyType, Request};
    ///
    /// let sources = [
    ///     ("readers", "Allow", "s3:Get*"),
    ///     ("writers", "Allow", "s3:Put*"),
    ///     ("admins", "Allow", "s3:*"),
    /// ];
    /// let texts = sources.map(|(name, effect, action)| (name, format!(r#"{{
    ///     "Version": "2012-10-17",
    ///     "Statement": {{ "Effect": "{effect}", "Action": "{action}", "Resource": "*" }}
    /// }}"#)));
    /// let sources = texts.each_ref().map(|(name, text)| Source { name, text });
    /// let compiled = compile_together(&sources, &Options::new(PolicyType::Identity)).unwrap();
    /// let policy = compiled.policy();
    ///
    /// let get = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?;
    /// let names: Vec<_> = policy.allowing(&get).filter_map(|document| document.name()).collect();
    /// assert_eq!(names, ["readers", "admins"]);
    /// # Ok::<(), policy_core::RequestError>(())
    /// ```
    pub fn allowing<'s>(
        &'s self,
        request: &'s Request<'s>,
    ) -> impl Iterator<Item = Document<'s>> + use<'s> {
        let tables = self.tables();
        let question = request.resource.map(|resource| Question {
            request,
            resource,
            has_boundary: false,
        });
        let lists = question.and_then(|question| {
            let row = evaluate::row(tables, &request.action)?;
            Some((question, row.path(tables, question.resource)))
        });
        lists.into_iter().flat_map(move |(question, lists)| {
            let some_applies = move |candidates: &[Candidate]| {
                let mut truths = candidates.iter().map(|candidate| {
                    let place = Place::ALONE;
                    question.applies(tables, candidate, place, &mut ()).0
                });
                Truth::any(&mut truths)
            };
            documents_allowing(lists.clone()).filter_map(move |document| {
                let of = |candidates| of_document(candidates, document);
                let allowing = lists.clone().map(|list| some_applies(of(list.allowing)));
                let denying = lists.clone().map(|list| some_applies(of(list.denying)));
                let is_allowed =
                    Truth::any(allowing) == Truth::Yes && Truth::any(denying) == Truth::No;
                is_allowed.then(|| Document::get(tables, document))?
            })
        })
    }

    /// The documents with a statement about an action, in order: one that allows it or denies
    /// it, whatever else it asks for. Wildcards count, and a `NotAction` that leaves the
    /// action in. Statements that never apply, since they are about no resource or name
    /// nobody, do not count.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Action, PolicyType};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": { "Effect": "Deny", "NotAction": "iam:*", "Resource": "*" }
    /// }"#;
    /// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
    /// let mentions = |action| compiled.policy().mentioning(&action).count() == 1;
    /// assert!(mentions(Action::from_static("s3:GetObject")));
    /// assert!(!mentions(Action::from_static("iam:PassRole")));
    /// ```
    pub fn mentioning<'s>(
        &'s self,
        action: &Action<'s>,
    ) -> impl Iterator<Item = Document<'s>> + use<'s> {
        let tables = self.tables();
        let action = *action;
        let row = evaluate::row(tables, &action);
        let ByEffect { denying, allowing } =
            row.map_or_else(ByEffect::default, |row| row.by_effect(tables));
        let covered = move |candidates: &'s [Candidate]| {
            let covered = candidates
                .iter()
                .filter(move |of| of.covers(tables, &action));
            covered.map(|candidate| candidate.document)
        };
        let mut denying = covered(denying).peekable();
        let mut allowing = covered(allowing).peekable();
        let documents = core::iter::from_fn(move || {
            let next = match (denying.peek(), allowing.peek()) {
                (Some(one), Some(other)) => *one.min(other),
                (one, other) => *one.or(other)?,
            };
            while denying.next_if_eq(&next).is_some() || allowing.next_if_eq(&next).is_some() {}
            Some(next)
        });
        documents.filter_map(|document| Document::get(tables, document))
    }
}

/// The documents with Allow statements in some of the lists, in order.
fn documents_allowing(lists: Path<'_>) -> impl Iterator<Item = u32> {
    let mut from = 0;
    core::iter::from_fn(move || {
        let next = lists.clone().filter_map(|ByEffect { allowing, .. }| {
            let start = allowing.partition_point(|of| of.document < from);
            Some(allowing.get(start)?.document)
        });
        let next = next.min()?;
        from = next.saturating_add(1);
        Some(next)
    })
}

/// The statements of one document.
fn of_document(candidates: &[Candidate], document: u32) -> &[Candidate] {
    let start = candidates.partition_point(|of| of.document < document);
    let from = candidates.get(start..).unwrap_or_default();
    let len = from.iter().take_while(|of| of.document == document).count();
    from.get(..len).unwrap_or_default()
}
