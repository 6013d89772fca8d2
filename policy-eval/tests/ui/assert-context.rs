policy_eval::assert_policy!("legal.json", {
    allows "iam:PassRole" on "arn:aws:iam::111122223333:role/web" with {
        "iam:PassedToServices": "ecs-tasks.amazonaws.com",
        "s3:prefix": "web/",
        "username": "alice",
        "aws:SourceIp": null,
        "aws:TagKeys": ["team", 7],
        "AWS:SourceIP": "203.0.113.7",
        "aws:MultiFactorAuthPresent": {}
    };
    allows "ecs:ListClusters" on "*" with { "aws:username": "alice", "aws:username": "bob" };
    allows "ecs:ListClusters" on "*" with { aws:username: "alice" };
    allows "ecs:ListClusters" on "*" with { "aws:username": "alice" "aws:userid": "7" };
    allows "ecs:ListClusters" on "*" with ["aws:username"];
});

fn main() {}
