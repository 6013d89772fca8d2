policy_eval::assert_policy!("legal.json", {
    allows "ecs:ListClusters" on "*" on "*";
    allows "ecs:ListClusters" on "*" wiht { "aws:username": "alice" };
    allows "ecs:ListClusters" at "*";
    allows "ecs:ListClusters" "*";
});

fn main() {}
