//! Who decides.

use std::hint::black_box;

use fakecloud_core::auth::Principal;
use policy_catalog::managed;
use policy_eval::dynamic::{Compiled, Options, Source, load};
use policy_eval::{Policy, PolicyType, Request};

use crate::document;
use crate::peers::casbin::Casbin;
use crate::peers::cedar::{Cedar, Translation};
use crate::peers::fakecloud::Fakecloud;
use crate::peers::iam_rs::IamRs;
use crate::peers::{Question, fakecloud, rego};
use crate::rivals::{Indexed, Naive};

/// A way of deciding.
pub(crate) struct Subject<'s> {
    pub(crate) name: &'static str,
    /// The package that decides, if it is not part of this repository.
    pub(crate) package: Option<&'static str>,
    decide: Box<Decide<'s>>,
}

/// Decides each question once; the number of requests allowed.
type Decide<'s> = dyn Fn(&[&Question<'_>]) -> usize + 's;

/// Everything that is made before the first decision.
pub(crate) struct Prepared<'q> {
    document: &'static str,
    baked: &'static Policy<'static>,
    loaded: Compiled,
    indexed: Indexed,
    naive: Naive,
    bytecode: rego::Bytecode,
    compiled_rego: rego::Compiled,
    groups: Cedar,
    lists: Cedar,
    iam_rs: IamRs,
    casbin: Casbin,
    caller: Principal,
    questions: &'q [Question<'q>],
}

impl<'s> Subject<'s> {
    fn new(
        name: &'static str,
        package: Option<&'static str>,
        allows: impl Fn(&Question<'_>) -> bool + 's,
    ) -> Self {
        Subject {
            name,
            package,
            // A loop for each subject, so that nothing stands between it and what it decides with.
            decide: Box::new(move |questions| {
                let mut n_allowed = 0;
                for question in questions {
                    n_allowed += usize::from(allows(black_box(question)));
                }
                n_allowed
            }),
        }
    }

    /// Decides each question once; the number of requests allowed.
    pub(crate) fn decide(&self, questions: &[&Question<'_>]) -> usize {
        (self.decide)(questions)
    }
}

impl<'q> Prepared<'q> {
    pub(crate) fn new(questions: &'q [Question<'q>]) -> Result<Self, String> {
        let document = managed::AMAZON_ECS_FULL_ACCESS.document();
        let source = Source {
            name: managed::AMAZON_ECS_FULL_ACCESS.name(),
            text: document,
        };
        let options = Options::new(PolicyType::Identity);
        let unreadable = || "the evaluators written by hand cannot read the document".to_owned();
        let statements = document::parse(document)?;
        Ok(Prepared {
            document,
            baked: managed::AMAZON_ECS_FULL_ACCESS.policy(),
            loaded: load(&source, &options).map_err(|error| error.to_string())?,
            indexed: Indexed::parse(document).ok_or_else(unreadable)?,
            naive: Naive::parse(document).ok_or_else(unreadable)?,
            bytecode: rego::Bytecode::new(&statements, questions)?,
            compiled_rego: rego::Compiled::new(&statements, questions)?,
            groups: Cedar::new(Translation::Groups, &statements, questions)?,
            lists: Cedar::new(Translation::Lists, &statements, questions)?,
            iam_rs: IamRs::new(document, questions)?,
            casbin: Casbin::new(&statements, questions)?,
            caller: fakecloud::caller(),
            questions,
        })
    }

    /// First the harness alone, whose cost is taken from that of the others, then what ratios
    /// are taken to.
    pub(crate) fn subjects(&self) -> Vec<Subject<'_>> {
        let mut subjects = self.of_this_repository();
        subjects.extend(self.peers());
        subjects
    }

    fn of_this_repository(&self) -> Vec<Subject<'_>> {
        let (baked, loaded) = (self.baked, self.loaded.policy());
        let of_text = |policy: &Policy<'_>, question: &Question<'_>| {
            let case = question.case;
            Request::parse(case.action, case.resource).is_ok_and(|request| {
                let decision = policy.evaluate(&request.with(case.context));
                decision.is_allowed()
            })
        };
        vec![
            Subject::new("the harness alone", None, |question| {
                question.case.full_access
            }),
            Subject::new("ours, typed", None, move |question| {
                baked.evaluate(&question.case.request).is_allowed()
            }),
            Subject::new("ours, text", None, move |question| of_text(baked, question)),
            Subject::new("ours, loaded at run time, typed", None, move |question| {
                loaded.evaluate(&question.case.request).is_allowed()
            }),
            Subject::new("ours, loaded at run time, text", None, move |question| {
                of_text(&loaded, question)
            }),
            Subject::new("by hand: map of actions", None, |question| {
                self.indexed.allows(question.case)
            }),
            Subject::new("by hand: linear scan", None, |question| {
                self.naive.allows(question.case)
            }),
            Subject::new("by hand: parse, then scan", None, |question| {
                Naive::parse(self.document).is_some_and(|naive| naive.allows(question.case))
            }),
        ]
    }

    fn peers(&self) -> Vec<Subject<'_>> {
        let fakecloud = Fakecloud::new(self.document, &self.caller, self.questions);
        vec![
            Subject::new("regorus, bytecode", Some("regorus"), |question| {
                self.bytecode.allows(question)
            }),
            Subject::new("regorus, compiled policy", Some("regorus"), |question| {
                self.compiled_rego.allows(question)
            }),
            Subject::new(
                "Cedar, groups of actions",
                Some("cedar-policy"),
                |question| self.groups.allows(question),
            ),
            Subject::new(
                "Cedar, lists of actions",
                Some("cedar-policy"),
                |question| self.lists.allows(question),
            ),
            Subject::new("fakecloud-iam", Some("fakecloud-iam"), move |question| {
                fakecloud.allows(question)
            }),
            Subject::new("iam-rs", Some("iam-rs"), |question| {
                self.iam_rs.allows(question)
            }),
            Subject::new("casbin", Some("casbin"), |question| {
                self.casbin.allows(question)
            }),
        ]
    }
}
