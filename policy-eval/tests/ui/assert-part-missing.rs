policy_eval::assert_policy!("legal.json", {
    allows "ecs:ListClusters" with { "aws:username": "alice" };
});
policy_eval::assert_policy!("../../policies/trust/web.json", type = trust, {
    allows "sts:AssumeRole";
    allows "sts:AssumeRole" on "arn:aws:iam::111122223333:role/web";
});

fn main() {}
