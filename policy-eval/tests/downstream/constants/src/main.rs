//! Mistakes in constants that no macro sees.

use policy_eval::{AccountId, Action, Context, ContextKey};

const ACTION: Action = Action::from_static("ecs:Run*");
const KEY: ContextKey = ContextKey::from_static("username");
const ACCOUNT: AccountId = AccountId::from_static("1111-2222-3333");
const TEAM: ContextKey = ContextKey::from_static("aws:PrincipalTag/team");
const SAME: ContextKey = ContextKey::from_static("aws:PrincipalTag/Team");
const CONTEXT: Context = Context::from_static(&[(TEAM, "red"), (SAME, "blue")]);

fn main() {
    println!("{:?}", (ACTION, KEY, ACCOUNT, CONTEXT));
}
