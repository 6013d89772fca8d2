policy_eval::assert_policy!("legal.json", {
    allows "s3:GetObject" on "docs/a";
    allows "s3:GetObject" on "arn:aws:s3";
    allows "s3:GetObject" on "arn:aws:s3:::docs/*";
    allows "s3:GetObject" on "arn:aws:s3:::docs/${aws:username}";
    allows "s3:GetObject" on "arn:aws:s3:::docs";
    allows "ecs:ListClusters" on "arn:aws:ecs:eu-west-1:111122223333:cluster/web";
    allows "s3:GetObject" on;
});

fn main() {}
