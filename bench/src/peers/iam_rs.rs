//! iam-rs.
//!
//! Prepared: the evaluator with its policy; the requests. The principal is one that no
//! statement asks for.

use iam_rs::{
    Arn, Context, Decision, IAMPolicy, IAMRequest, PolicyEvaluator, Principal, PrincipalId,
};

use super::{Question, text};

/// Stands for the resource `*`, which its requests cannot express: they want an ARN.
const ANY_RESOURCE: &str = "arn:aws:iam::123456789012:any";

#[derive(Debug)]
pub(crate) struct IamRs {
    evaluator: PolicyEvaluator,
    requests: Vec<IAMRequest>,
}

impl IamRs {
    pub(crate) fn new(document: &str, questions: &[Question<'_>]) -> Result<Self, String> {
        let policy = IAMPolicy::from_json(document).map_err(text)?;
        let requests = questions.iter().map(|question| {
            let case = question.case;
            let resource = match case.resource {
                "*" => ANY_RESOURCE,
                arn => arn,
            };
            let context = case
                .map
                .iter()
                .fold(Context::new(), |context, (key, value)| {
                    context.with_string(*key, *value)
                });
            let principal = "arn:aws:iam::123456789012:user/alice".to_owned();
            Ok(IAMRequest::new_with_context(
                Principal::Aws(PrincipalId::String(principal)),
                case.action,
                Arn::parse(resource).map_err(text)?,
                context,
            ))
        });
        Ok(IamRs {
            evaluator: PolicyEvaluator::with_policies(vec![policy]),
            requests: requests.collect::<Result<_, String>>()?,
        })
    }

    pub(crate) fn allows(&self, question: &Question<'_>) -> bool {
        self.requests.get(question.index).is_some_and(|request| {
            let result = self.evaluator.evaluate(request);
            result.is_ok_and(|result| result.decision == Decision::Allow)
        })
    }
}
