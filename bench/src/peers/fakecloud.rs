//! The policy evaluator of fakecloud, an emulator of AWS.
//!
//! Prepared: the document, parsed; the caller; the requests, each with its context.

use fakecloud_core::auth::{Principal, PrincipalType};
use fakecloud_iam::evaluator::{EvalRequest, PolicyDocument, RequestContext, evaluate};

use super::Question;

pub(crate) struct Fakecloud<'p> {
    policies: [PolicyDocument; 1],
    requests: Vec<EvalRequest<'p>>,
}

impl<'p> Fakecloud<'p> {
    pub(crate) fn new(document: &str, caller: &'p Principal, questions: &[Question<'_>]) -> Self {
        let requests = questions.iter().map(|question| {
            let case = question.case;
            let service_keys = case
                .map
                .iter()
                .map(|(key, value)| ((*key).to_owned(), vec![(*value).to_owned()]));
            EvalRequest {
                principal: caller,
                action: case.action.to_owned(),
                resource: case.resource.to_owned(),
                context: RequestContext {
                    service_keys: service_keys.collect(),
                    ..RequestContext::default()
                },
            }
        });
        Fakecloud {
            policies: [PolicyDocument::parse(document)],
            requests: requests.collect(),
        }
    }

    pub(crate) fn allows(&self, question: &Question<'_>) -> bool {
        self.requests
            .get(question.index)
            .is_some_and(|request| evaluate(&self.policies, request).is_allow())
    }
}

/// Who asks. No statement asks for it.
pub(crate) fn caller() -> Principal {
    Principal {
        arn: "arn:aws:iam::123456789012:user/alice".to_owned(),
        user_id: "AIDAALICE".to_owned(),
        account_id: "123456789012".to_owned(),
        principal_type: PrincipalType::User,
        source_identity: None,
        tags: None,
    }
}
