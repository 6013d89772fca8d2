//! The default features: the services that the documents for Amazon ECS name.

mod support;

use policy_catalog::{ec2, ecs, iam, lambda, logs, ssm};
use policy_eval::AccountId;
use policy_eval::arn::{Arn, ArnError, Partition, Region};
use support::{Counts, Tables};

static DEFAULT: &[Tables] = policy_macros::catalog_tables!(
    "application-autoscaling",
    "appmesh",
    "autoscaling",
    "cloudformation",
    "cloudwatch",
    "codedeploy",
    "ec2",
    "ecr",
    "ecs",
    "elasticloadbalancing",
    "events",
    "iam",
    "lambda",
    "logs",
    "route53",
    "servicediscovery",
    "sns",
    "ssm",
    "sts",
);

const HOME: AccountId<'static> = AccountId::from_static("111122223333");
const FRANKFURT: Region<'static> = Region::from_static("eu-central-1");

#[test]
fn every_fact_is_that_of_the_data_set() {
    let counts = support::check(DEFAULT);
    let expected = Counts {
        services: 19,
        actions: 2_309,
        keys: 426,
        resource_types: 272,
        arns: 272,
        // Both are `function:${FunctionName}:` and any text.
        ambiguous: vec!["lambda:function version as function alias".to_owned()],
    };
    assert_eq!(counts, expected);
}

#[test]
fn arns_can_be_constants() {
    const SERVICE: Arn<'static> = match ecs::arn::service(
        Partition::AWS,
        FRANKFURT,
        HOME,
        ecs::arn::ClusterName::new("prod"),
        ecs::arn::ServiceName::new("web"),
    ) {
        Ok(arn) => arn,
        Err(_) => panic!("the parts are in order"),
    };
    let text = "arn:aws:ecs:eu-central-1:111122223333:service/prod/web";
    assert_eq!(SERVICE.to_string(), text);
    let mut buffer = [0; 64];
    assert_eq!(SERVICE.write_to(&mut buffer), Some(text));
}

#[test]
fn parts_that_would_be_other_arns_are_refused() {
    let (aws, cluster, service) = (
        Partition::AWS,
        ecs::arn::ClusterName::new,
        ecs::arn::ServiceName::new,
    );
    let service_arn =
        |one, other| ecs::arn::service(aws, FRANKFURT, HOME, cluster(one), service(other));
    for (arn, part, message) in [
        (
            service_arn("", "web"),
            "ClusterName",
            "`ClusterName` is empty",
        ),
        (
            service_arn("prod/web", "x"),
            "ClusterName",
            "`ClusterName` contains `/`, which separates parts of the ARN",
        ),
        (
            iam::arn::role(aws, HOME, "ro\nle"),
            "RoleNameWithPath",
            "`RoleNameWithPath` contains a control character",
        ),
        (
            logs::arn::log_stream(
                aws,
                FRANKFURT,
                HOME,
                logs::arn::LogGroupName::new("a:b"),
                logs::arn::LogStreamName::new("c"),
            ),
            "LogGroupName",
            "`LogGroupName` contains `:`, which separates parts of the ARN",
        ),
        (
            logs::arn::log_group(aws, FRANKFURT, HOME, "a:log-stream:b"),
            "LogGroupName",
            "`LogGroupName` contains `:`, which only ARNs of other resource types have there",
        ),
        (
            lambda::arn::function(aws, FRANKFURT, HOME, "resize:PROD"),
            "FunctionName",
            "`FunctionName` contains `:`, which only ARNs of other resource types have there",
        ),
    ] {
        let error: ArnError = arn.expect_err(message);
        assert_eq!((error.part(), error.to_string().as_str()), (part, message));
    }
    // The end of an ARN is free where no other one goes on: a role has a path, and an instance
    // no separator to watch for.
    let role = iam::arn::role(aws, HOME, "service-role/web").expect("a path may stand there");
    assert_eq!(
        role.to_string(),
        "arn:aws:iam::111122223333:role/service-role/web"
    );
    assert!(ec2::arn::instance(aws, FRANKFURT, HOME, "i-0123456789abcdef0").is_ok());
    assert!(ssm::arn::parameter(aws, FRANKFURT, HOME, "web/db/password").is_ok());
}

#[test]
fn a_name_with_slashes_may_stand_before_a_colon() {
    let (group, stream) = (
        logs::arn::LogGroupName::new("/aws/lambda/resize"),
        logs::arn::LogStreamName::new("2026/09/26/[$LATEST]1"),
    );
    let arn = logs::arn::log_stream(Partition::AWS, FRANKFURT, HOME, group, stream);
    let arn = arn.expect("AWS's own names").to_string();
    let resource = "log-group:/aws/lambda/resize:log-stream:2026/09/26/[$LATEST]1";
    assert!(arn.ends_with(resource), "{arn}");
    let found = logs::SERVICE.resource_type_of(&arn).expect(&arn);
    assert_eq!(found.name(), "log-stream");
}
