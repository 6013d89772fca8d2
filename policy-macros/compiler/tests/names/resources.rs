//! ARNs that actions take (N-8).

use crate::{check, document, help, rendered};

fn resource(actions: &str, arn: &str) -> String {
    document(&format!(r#""Action": {actions}, "Resource": "{arn}""#))
}

#[test]
fn unsupported_resources() {
    // N-8 "unsupported_resource"
    for (actions, arn, meant) in [
        (
            r#""ecs:ListTasks""#,
            "arn:aws:ecs:*:*:cluster/x",
            "they take `arn:${Partition}:ecs:${Region}:${Account}:container-instance/${ClusterName}/${ContainerInstanceId}`",
        ),
        (
            r#""s3:GetObject""#,
            "arn:aws:s3:::bucket",
            "they take `arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}` and `arn:${Partition}:s3:::${BucketName}/${ObjectName}`",
        ),
        (
            r#""secretsmanager:GetSecretValue""#,
            "arn:aws:secretsmanager:*:*:sqlworkbench!*",
            "they take `arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}`",
        ),
        (
            r#""ec2:DescribeInstances""#,
            "arn:aws:ec2:*:*:instance/*",
            "write `*`, or actions that work on such a resource",
        ),
        (
            r#"["s3:ListAllMyBuckets", "ec2:DescribeInstances"]"#,
            "arn:aws:s3:::bucket",
            "write `*`, or actions that work on such a resource",
        ),
        (
            r#""iam:GetRole""#,
            "arn:aws:iam:us-*:111122223333:role/x",
            "they take `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`",
        ),
        // Those of the same kind first.
        (
            r#""ec2:RunInstances""#,
            "arn:aws:ec2:*:*:volume:x",
            "they take `arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}`, `arn:${Partition}:ec2:${Region}:${Account}:capacity-reservation/${CapacityReservationId}`, `arn:${Partition}:ec2:${Region}:${Account}:elastic-gpu/${ElasticGpuId}` and 12 others",
        ),
        (
            r#""ec2:RunInstances""#,
            "arn:aws:ec2:*:*:Instance/x",
            "letter case counts in ARNs: write it as in `arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}`",
        ),
    ] {
        let text = resource(actions, arn);
        check(&text, &[("unsupported_resource", &format!("\"{arn}\""))]);
        assert_eq!(help(&text), meant, "{actions} {arn}");
    }
    let drawn = rendered(&resource(
        r#""ec2:DescribeInstances""#,
        "arn:aws:ec2:*:*:instance/*",
    ));
    let message = "error: the actions of this statement take no resource but `*`\n";
    assert!(drawn.starts_with(message), "{drawn}");
    let drawn = rendered(&resource(r#""s3:GetObject""#, "arn:aws:s3:::bucket"));
    assert!(
        drawn.starts_with("error: no action of this statement takes such a resource\n"),
        "{drawn}"
    );
}

#[test]
fn supported_resources() {
    for (actions, arn) in [
        (r#""ec2:DescribeInstances""#, "*"),
        (r#""s3:GetObject""#, "arn:aws:s3:::bucket/*"),
        (r#""s3:GetObject""#, "arn:aws:s3:::bucket*"),
        (r#""s3:GetObject""#, "arn:aws:s3:::${aws:username}"),
        (r#""s3:ListBucket""#, "arn:aws:s3:::b"),
        (r#""ecs:*""#, "arn:aws:ecs:*:*:cluster/x"),
        (r#"["ecs:RunTask", "s3:Put*"]"#, "arn:*:s3:::b/k"),
        (
            r#""ecs:RunTask""#,
            "arn:aws:ecs:us-east-1:111122223333:task-def*",
        ),
        // Of AWS itself, without account.
        (
            r#""ssm:SendCommand""#,
            "arn:aws:ssm:*::document/AWS-RunShellScript",
        ),
        // All that the service has.
        (r#""s3:ListAllMyBuckets""#, "arn:aws:s3:::*"),
        (r#""dynamodb:ListTables""#, "arn:aws:dynamodb:*:*:*"),
        // What the reference lacks.
        (r#""apigateway:GET""#, "arn:aws:apigateway:*::/apis"),
        (
            r#""elasticloadbalancing:AddTags""#,
            "arn:aws:elasticloadbalancing:*:*:targetgroup/x/*",
        ),
        (
            r#""glue:GetTableVersion""#,
            "arn:aws:glue:*:*:tableVersion/*",
        ),
        (
            r#""cloudformation:CreateChangeSet""#,
            "arn:aws:cloudformation:*:aws:transform/*",
        ),
        (
            r#""codestar-connections:UseConnection""#,
            "arn:aws:codeconnections:*:*:connection/*",
        ),
        (
            r#""logs:DescribeLogGroups""#,
            "arn:aws:logs:*:*:log-group:*",
        ),
        (
            r#""ssmmessages:OpenDataChannel""#,
            "arn:aws:ssm:*:*:session/*",
        ),
        // Nothing is known.
        (r#"["*", "s3:GetObject"]"#, "arn:aws:sqs:*:*:x"),
    ] {
        check(&resource(actions, arn), &[]);
    }
    let other = document(r#""NotAction": "s3:*", "Resource": "arn:aws:s3:::b""#);
    check(&other, &[]);
    let other = document(r#""Action": "ecs:RunTask", "NotResource": "arn:aws:s3:::b""#);
    check(&other, &[]);
}
