//! casbin, with a line for each action, resource and operand of a statement.
//!
//! Prepared: the enforcer, with the model compiled and the lines loaded; the requests.
//! `keyMatch`, a prefix up to `*`, says what actions need. Resources and conditions need
//! more: `like` and `holds` are functions of ours, registered with it, since its own
//! `globMatch` and `regexMatch` compile their pattern at each call. Tests that would always
//! hold are not called: `and` in its language stops early.

use casbin::function_map::OperatorFunction;
use casbin::rhai::{Dynamic, Map};
use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};

use super::{Question, text};
use crate::document::{Statement, like};

const MODEL: &str = r#"
[request_definition]
r = act, res, ctx

[policy_definition]
p = act, res, key, operand

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = keyMatch(r.act, p.act) && (p.res == "*" || like(r.res, p.res)) && (p.key == "" || holds(r.ctx, p.key, p.operand))
"#;

pub(crate) struct Casbin {
    enforcer: Enforcer,
    requests: Vec<Vec<Dynamic>>,
}

impl Casbin {
    pub(crate) fn new(
        statements: &[Statement],
        questions: &[Question<'_>],
    ) -> Result<Self, String> {
        let lines = statements
            .iter()
            .map(lines)
            .collect::<Result<Vec<_>, _>>()?;
        let enforcer = pollster::block_on(async {
            let model = DefaultModel::from_str(MODEL).await?;
            let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
            enforcer.add_function("like", OperatorFunction::Arg2(like_function));
            enforcer.add_function("holds", OperatorFunction::Arg3(holds_function));
            let are_new = enforcer.add_policies(lines.concat()).await?;
            Ok::<_, casbin::Error>(are_new.then_some(enforcer))
        });
        let enforcer = enforcer.map_err(text)?;
        let requests = questions.iter().map(|question| {
            let case = question.case;
            let context: Map = case
                .map
                .iter()
                .map(|(key, value)| ((*key).into(), (*value).into()))
                .collect();
            vec![case.action.into(), case.resource.into(), context.into()]
        });
        Ok(Casbin {
            enforcer: enforcer.ok_or("casbin takes no line twice")?,
            requests: requests.collect(),
        })
    }

    pub(crate) fn allows(&self, question: &Question<'_>) -> bool {
        self.requests.get(question.index).is_some_and(|request| {
            self.enforcer
                .enforce(request.clone())
                .is_ok_and(|allowed| allowed)
        })
    }
}

fn lines(statement: &Statement) -> Result<Vec<Vec<String>>, String> {
    let nothing = (String::new(), vec![String::new()]);
    let (key, operands) = match statement.conditions.as_slice() {
        [] => &nothing,
        [condition] => condition,
        _ => return Err("the model for casbin has room for one condition key".to_owned()),
    };
    let mut lines = Vec::new();
    for action in &statement.actions {
        for resource in &statement.resources {
            for operand in operands {
                let line = [action, resource, key, operand];
                lines.push(line.map(Clone::clone).to_vec());
            }
        }
    }
    Ok(lines)
}

fn like_function(value: Dynamic, pattern: Dynamic) -> Dynamic {
    let (Ok(value), Ok(pattern)) = (
        value.into_immutable_string(),
        pattern.into_immutable_string(),
    ) else {
        return false.into();
    };
    like(&value, &pattern).into()
}

fn holds_function(context: Dynamic, key: Dynamic, pattern: Dynamic) -> Dynamic {
    let (Some(mut context), Ok(key)) = (context.try_cast::<Map>(), key.into_immutable_string())
    else {
        return false.into();
    };
    match context.remove(key.as_str()) {
        Some(value) => like_function(value, pattern),
        None => false.into(),
    }
}
