//! The whole catalogue is the data set: every constant, fact and ARN of every service.

mod support;

use policy_catalog::{
    SERVICES, codepipeline, dynamodb, elasticloadbalancing, identitystore, iot, s3, states,
};
use policy_eval::AccountId;
use policy_eval::arn::{Arn, ArnError, Partition, Region};
use support::{Counts, Tables};

static ALL: &[Tables] = policy_macros::catalog_tables!();

#[test]
fn every_fact_is_that_of_the_data_set() {
    let counts = support::check(ALL);
    let expected = Counts {
        services: 456,
        actions: 22_091,
        keys: 1_583,
        resource_types: 2_334,
        arns: 2_347,
        ambiguous: AMBIGUOUS.map(str::to_owned).to_vec(),
    };
    assert_eq!(counts, expected);
}

#[test]
fn no_function_makes_the_arns_of_another_type() {
    const HOME: AccountId<'static> = AccountId::from_static("111122223333");
    const FRANKFURT: Region<'static> = Region::from_static("eu-central-1");
    let aws = Partition::AWS;
    let machine = states::arn::StateMachineName::new;
    let execution = |name, id| {
        let id = states::arn::ExecutionId::new(id);
        states::arn::execution(aws, FRANKFURT, HOME, machine(name), id)
    };
    let refused: [(Result<Arn<'_>, ArnError>, char); 6] = [
        (s3::arn::bucket(aws, "docs/plan.pdf"), '/'),
        (dynamodb::arn::table(aws, FRANKFURT, HOME, "t/index/i"), '/'),
        (execution("machine/label", "1"), '/'),
        (
            codepipeline::arn::pipeline(aws, FRANKFURT, HOME, "p/Build"),
            '/',
        ),
        (
            codepipeline::arn::pipeline(aws, FRANKFURT, HOME, "webhook:w"),
            ':',
        ),
        (
            elasticloadbalancing::arn::loadbalancer(aws, FRANKFURT, HOME, "app/web/1"),
            '/',
        ),
    ];
    for (arn, separator) in refused {
        let message = arn.expect_err("another type").to_string();
        let expected =
            format!("contains `{separator}`, which only ARNs of other resource types have there");
        assert!(message.ends_with(&expected), "{message}");
    }
    for arn in [
        execution("machine", "1:2"),
        s3::arn::object(
            aws,
            s3::arn::BucketName::new("docs"),
            s3::arn::ObjectName::new("a/b:c"),
        ),
        iot::arn::topic(aws, FRANKFURT, HOME, "home/kitchen"),
        identitystore::arn::user(aws, "9067"),
    ] {
        assert!(arn.is_ok(), "{arn:?}");
    }
}

#[test]
fn wildcards_expand_to_the_actions_of_the_reference() {
    let count = |pattern| SERVICES.actions_matching(pattern).count();
    assert_eq!(count("*"), 22_091);
    assert_eq!(count("ec2:Describe*"), 194);
    assert_eq!(count("ecs:*"), 81);
    assert_eq!(count("ECS:r?ntask"), 1);
    assert_eq!(count("e*:RunTask"), 0);
    let by_service = ALL.iter().map(|tables| {
        let pattern = format!("{}:*", tables.service.prefix());
        SERVICES.actions_matching(&pattern).count()
    });
    assert!(by_service.eq(ALL.iter().map(|tables| tables.actions.len())));
}

/// AWS writes the ARNs of these alike.
const AMBIGUOUS: [&str; 33] = [
    "appconfig:hostedconfigurationversion as configurationprofile",
    "appsync:graphqlapi as api",
    "aws-marketplace:AllListings as Listing",
    "aws-marketplace:AllPurchaseOptions as PurchaseOption",
    "aws-marketplace:SellerDashboard as Dashboard",
    "connect:qualified-customer-managed-view as customer-managed-view-version",
    "connect:wildcard-agent-status as agent-status",
    "connect:wildcard-contact-flow as contact-flow",
    "connect:wildcard-legacy-phone-number as legacy-phone-number",
    "connect:wildcard-phone-number as phone-number",
    "connect:wildcard-queue as queue",
    "connect:wildcard-quick-connect as quick-connect",
    "eventsbilltoaws:info as approve",
    "identitystore:AllGroupMemberships as GroupMembership",
    "identitystore:AllGroups as Group",
    "identitystore:AllUsers as User",
    "imagebuilder:allComponentBuildVersions as component",
    "imagebuilder:allImageBuildVersions as image",
    "imagebuilder:allWorkflowBuildVersions as workflow",
    "iot:thinggroup as dynamicthinggroup",
    "lambda:function version as function alias",
    "lex:bot version as bot alias",
    "mediapackagev2:ChannelPolicy as Channel",
    "mediapackagev2:OriginEndpointPolicy as OriginEndpoint",
    "mediastore:object as folder",
    "mobiletargeting:apps as app",
    "mobiletargeting:recommenders as recommender",
    "proton:environment-template-version as environment-template-minor-version",
    "proton:service-template-version as service-template-minor-version",
    "rtbfabric:Link as InboundExternalLink",
    "rtbfabric:OutboundExternalLink as InboundExternalLink",
    "rtbfabric:ResponderGateway as RequesterGateway",
    "states:statemachineversion as statemachinealias",
];
