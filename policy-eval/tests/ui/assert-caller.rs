policy_eval::assert_policy!("legal.json", {
    allows "ecs:ListClusters" on "*" by "alice";
    allows "ecs:ListClusters" on "*" by "arn:aws:iam::111122223333:role/deploy";
    allows "ecs:ListClusters" on "*" by nobody;
    allows "ecs:ListClusters" on "*" by federated "*";
    allows "ecs:ListClusters" on "*" of role "arn:aws:iam::111122223333:role/ci/deploy";
    allows "ecs:ListClusters" on "*" by "arn:aws:sts::111122223333:assumed-role/deploy/42"
        of role "arn:aws:iam::111122223333:role/ci/deployer";
    allows "ecs:ListClusters" on "*" of "arn:aws:iam::111122223333:role/ci/deploy";
    allows "ecs:ListClusters" on "*" in account "1111-2222-3333";
    allows "ecs:ListClusters" on "*" in "111122223333";
});

fn main() {}
