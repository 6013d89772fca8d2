//! Rego, decided by regorus: as bytecode, and as the policy that its engine compiles.
//!
//! Prepared: the program, compiled; its data; the inputs. Literal actions and operands are keys
//! of objects in the data, where a look-up finds them, and the cache of globs is on.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::iter;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{CompiledPolicy, Engine, Value};
use serde_json::json;

use super::{Question, text};
use crate::document::Statement;

const ENTRY_POINT: &str = "data.ecs.allow";

/// regorus has no other way in than `&mut` to a machine.
#[derive(Debug)]
pub(crate) struct Bytecode {
    machine: RefCell<RegoVM>,
    inputs: Vec<Value>,
}

/// The same rules, walked as a tree.
#[derive(Debug)]
pub(crate) struct Compiled {
    policy: CompiledPolicy,
    inputs: Vec<Value>,
}

impl Bytecode {
    pub(crate) fn new(
        statements: &[Statement],
        questions: &[Question<'_>],
    ) -> Result<Self, String> {
        let Compiled { policy, inputs } = Compiled::new(statements, questions)?;
        let program = Compiler::compile_from_policy(&policy, &[ENTRY_POINT]).map_err(text)?;
        let mut machine = RegoVM::new();
        machine.load_program(program);
        machine.set_data(data(statements)?).map_err(text)?;
        Ok(Bytecode {
            machine: RefCell::new(machine),
            inputs,
        })
    }

    pub(crate) fn allows(&self, question: &Question<'_>) -> bool {
        self.inputs.get(question.index).is_some_and(|input| {
            let mut machine = self.machine.borrow_mut();
            machine.set_input(input.clone());
            machine
                .execute()
                .is_ok_and(|value| value == Value::Bool(true))
        })
    }
}

impl Compiled {
    pub(crate) fn new(
        statements: &[Statement],
        questions: &[Question<'_>],
    ) -> Result<Self, String> {
        let mut engine = Engine::new();
        engine
            .add_policy("ecs.rego".to_owned(), rules(statements)?)
            .map_err(text)?;
        engine.add_data(data(statements)?).map_err(text)?;
        let policy = engine
            .compile_with_entrypoint(&ENTRY_POINT.into())
            .map_err(text)?;
        let inputs = questions.iter().map(|question| {
            let case = question.case;
            let input = json!({
                "action": case.action, "resource": case.resource, "context": case.map,
            });
            Value::from_json_str(&input.to_string()).map_err(text)
        });
        Ok(Compiled {
            policy,
            inputs: inputs.collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn allows(&self, question: &Question<'_>) -> bool {
        self.inputs.get(question.index).is_some_and(|input| {
            let value = self.policy.eval_with_input(input.clone());
            value.is_ok_and(|value| value == Value::Bool(true))
        })
    }
}

/// A rule for each way in which a statement can apply.
fn rules(statements: &[Statement]) -> Result<String, String> {
    let mut rules = "package ecs\n\nimport rego.v1\n\ndefault allow := false\n".to_owned();
    for (index, statement) in statements.iter().enumerate() {
        let mut ways = vec![String::new()];
        let place = format!("data.statements[{index}]");
        let list = |value: &str, name, patterns| (value.to_owned(), name, patterns);
        let of_keys = statement.conditions.iter().map(|(key, operands)| {
            let value = format!("input.context[{key:?}]");
            (value, key.as_str(), operands)
        });
        // Resources last, since only they need globs, which are dear.
        let lists = iter::once(list("input.action", "actions", &statement.actions))
            .chain(of_keys)
            .chain([list("input.resource", "resources", &statement.resources)]);
        for (value, name, patterns) in lists {
            let tests = tests(&value, &format!("{place}[{name:?}]"), patterns);
            ways = tests
                .iter()
                .flat_map(|test| ways.iter().map(move |way| format!("{way}\n    {test}")))
                .collect();
        }
        for way in ways {
            writeln!(rules, "\nallow if {{{way}\n}}").map_err(text)?;
        }
    }
    Ok(rules)
}

/// Expressions, one of which holds if the value is like one of the patterns.
fn tests(value: &str, literals: &str, patterns: &[String]) -> Vec<String> {
    if patterns.iter().any(|pattern| pattern == "*") {
        return vec!["true".to_owned()];
    }
    let mut tests = Vec::new();
    if patterns.iter().any(|pattern| !pattern.contains('*')) {
        tests.push(format!("{literals}[{value}]"));
    }
    for pattern in patterns {
        match pattern.split_once('*') {
            Some((prefix, "")) => tests.push(format!("startswith({value}, {prefix:?})")),
            Some(_) => tests.push(format!("glob.match({pattern:?}, null, {value})")),
            None => {}
        }
    }
    tests
}

/// For each statement the literals of each list.
fn data(statements: &[Statement]) -> Result<Value, String> {
    let object = |patterns: &[String]| -> serde_json::Value {
        let literals = patterns.iter().filter(|pattern| !pattern.contains('*'));
        literals
            .map(|literal| (literal.clone(), true.into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let statements = statements.iter().map(|statement| {
        let mut lists = serde_json::Map::new();
        lists.insert("actions".to_owned(), object(&statement.actions));
        lists.insert("resources".to_owned(), object(&statement.resources));
        for (key, operands) in &statement.conditions {
            lists.insert(key.clone(), object(operands));
        }
        serde_json::Value::Object(lists)
    });
    let data = json!({ "statements": statements.collect::<Vec<_>>() });
    Value::from_json_str(&data.to_string()).map_err(text)
}
