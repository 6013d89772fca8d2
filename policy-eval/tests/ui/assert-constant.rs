static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json");

policy_eval::assert_policy!(POLICY, {
    allows "ecs:RunTask" on "*";
    allows "iam:PassRole" by anonymous with { "aws:username": "alice" };
    does not allow "iam:PassRol";
});
policy_eval::assert_policy!(POLICY, type = identity, { does not allow "iam:PassRole"; });

fn main() {
    let _ = &POLICY;
}
