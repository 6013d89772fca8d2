//! `AmazonECS_FullAccess`.

use policy_eval::{Policy, include_policy};

use super::date::date;
use super::{Consideration, ManagedPolicy, Source, Version};

/// Administration of Amazon ECS, with a guard on the roles that may be passed.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_ECS_FULL_ACCESS;
/// assert_eq!(policy.name(), "AmazonECS_FullAccess");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECS_FullAccess.html>
#[doc(alias = "AmazonECS_FullAccess")]
pub static AMAZON_ECS_FULL_ACCESS: ManagedPolicy = ManagedPolicy {
    name: "AmazonECS_FullAccess",
    arn: "arn:aws:iam::aws:policy/AmazonECS_FullAccess",
    path: "/",
    printed_version: 16,
    default_version: Some(22),
    summary: "For people who run Amazon ECS: everything in ECS itself, and what its features \
         need from other services, such as networks, Auto Scaling groups and \
         CloudFormation stacks.",
    policy: &POLICY,
    document: include_str!("../../policies/managed/AmazonECS_FullAccess.json"),
    permissions: &[],
    considerations: CONSIDERATIONS,
    changes: &[],
    versions: VERSIONS,
    deprecation: None,
};

static POLICY: Policy = include_policy!(
    "../../policies/managed/AmazonECS_FullAccess.json",
    vendored = true
);

const CONSIDERATIONS: &[Consideration] = &[
    Consideration::new(
        Source::Document,
        "`ec2:DeleteSubnet` and `ec2:DeleteVpc` are granted without a condition. The \
         condition on the tag covers four actions only: `ec2:DeleteInternetGateway`, \
         `ec2:DeleteRoute`, `ec2:DeleteRouteTable` and `ec2:DeleteSecurityGroup`.",
    ),
    Consideration::new(
        Source::Document,
        "That condition asks for a tag whose own name has colons: its key is \
         `ec2:ResourceTag/aws:cloudformation:stack-name`.",
    ),
    Consideration::new(
        Source::Document,
        "Every role may be passed to ECS tasks. What may be passed to EC2 begins with \
         `role/ecsInstanceRole`, and what may be passed to Application Auto Scaling with \
         `role/ecsAutoscaleRole`. A role in a path is out of reach: \
         `role/ops/ecsInstanceRole` does not match.",
    ),
    Consideration::new(
        Source::ServiceReference,
        "Wildcards grow with AWS. In September 2026 `ecs:*` stands for 81 actions, and \
         `ec2:Describe*` for 194.",
    ),
];

const VERSIONS: &[Version] = &[
    Version {
        number: 1,
        created: date(2017, 11, 7),
        description: "First version.",
        added: &[
            "application-autoscaling:DeleteScalingPolicy",
            "application-autoscaling:DeregisterScalableTarget",
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingActivities",
            "application-autoscaling:DescribeScalingPolicies",
            "application-autoscaling:PutScalingPolicy",
            "application-autoscaling:RegisterScalableTarget",
            "autoscaling:UpdateAutoScalingGroup",
            "autoscaling:CreateAutoScalingGroup",
            "autoscaling:CreateLaunchConfiguration",
            "autoscaling:DeleteAutoScalingGroup",
            "autoscaling:DeleteLaunchConfiguration",
            "autoscaling:Describe*",
            "cloudformation:CreateStack",
            "cloudformation:DeleteStack",
            "cloudformation:DescribeStack*",
            "cloudformation:UpdateStack",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:PutMetricAlarm",
            "ec2:AssociateRouteTable",
            "ec2:AttachInternetGateway",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:CancelSpotFleetRequests",
            "ec2:CreateInternetGateway",
            "ec2:CreateRoute",
            "ec2:CreateRouteTable",
            "ec2:CreateSecurityGroup",
            "ec2:CreateSubnet",
            "ec2:CreateVpc",
            "ec2:DeleteSubnet",
            "ec2:DeleteVpc",
            "ec2:Describe*",
            "ec2:DetachInternetGateway",
            "ec2:DisassociateRouteTable",
            "ec2:ModifySubnetAttribute",
            "ec2:ModifyVpcAttribute",
            "ec2:RequestSpotFleet",
            "elasticloadbalancing:CreateListener",
            "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:CreateRule",
            "elasticloadbalancing:CreateTargetGroup",
            "elasticloadbalancing:DeleteListener",
            "elasticloadbalancing:DeleteLoadBalancer",
            "elasticloadbalancing:DeleteRule",
            "elasticloadbalancing:DeleteTargetGroup",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTargetGroups",
            "ecs:*",
            "events:DescribeRule",
            "events:DeleteRule",
            "events:ListRuleNamesByTarget",
            "events:ListTargetsByRule",
            "events:PutRule",
            "events:PutTargets",
            "events:RemoveTargets",
            "iam:ListAttachedRolePolicies",
            "iam:ListInstanceProfiles",
            "iam:ListRoles",
            "ec2:DeleteInternetGateway",
            "ec2:DeleteRoute",
            "ec2:DeleteRouteTable",
            "ec2:DeleteSecurityGroup",
            "iam:CreateServiceLinkedRole",
            "iam:PassRole",
        ],
        removed: &[],
    },
    Version {
        number: 2,
        created: date(2017, 11, 10),
        description: "Roles may also be passed to EC2 and to Application Auto Scaling under the \
         names that these services have in China.",
        added: &[],
        removed: &[],
    },
    Version {
        number: 3,
        created: date(2017, 11, 24),
        description: "Reads log groups and log events, and creates log groups.",
        added: &[
            "logs:CreateLogGroup",
            "logs:DescribeLogGroups",
            "logs:FilterLogEvents",
        ],
        removed: &[],
    },
    Version {
        number: 4,
        created: date(2017, 12, 27),
        description: "Service-linked roles may also be created for Spot Instances and Spot Fleet, \
         and under any resource name, where only the role of ECS could be named before.",
        added: &[],
        removed: &[],
    },
    Version {
        number: 5,
        created: date(2018, 1, 26),
        description: "Deletes alarms, and creates the service-linked role for scaling ECS services.",
        added: &["cloudwatch:DeleteAlarms"],
        removed: &[],
    },
    Version {
        number: 6,
        created: date(2018, 3, 6),
        description: "Service discovery: namespaces and services of AWS Cloud Map, and the hosted \
         zones of Route 53 behind them.",
        added: &[
            "route53:GetHostedZone",
            "route53:ListHostedZonesByName",
            "route53:CreateHostedZone",
            "route53:DeleteHostedZone",
            "route53:GetHealthCheck",
            "servicediscovery:CreatePrivateDnsNamespace",
            "servicediscovery:CreateService",
            "servicediscovery:GetNamespace",
            "servicediscovery:GetOperation",
            "servicediscovery:GetService",
            "servicediscovery:ListNamespaces",
            "servicediscovery:ListServices",
            "servicediscovery:UpdateService",
        ],
        removed: &[],
    },
    Version {
        number: 7,
        created: date(2018, 4, 10),
        description: "Reads the public parameters that Systems Manager keeps for ECS.",
        added: &[
            "ssm:GetParametersByPath",
            "ssm:GetParameters",
            "ssm:GetParameter",
        ],
        removed: &[],
    },
    Version {
        number: 8,
        created: date(2018, 7, 18),
        description: "Creates the service-linked role of EC2 Auto Scaling.",
        added: &[],
        removed: &[],
    },
    Version {
        number: 9,
        created: date(2018, 7, 23),
        description: "Starts EC2 instances.",
        added: &["ec2:RunInstances"],
        removed: &[],
    },
    Version {
        number: 10,
        created: date(2018, 7, 24),
        description: "Creates and deletes launch templates.",
        added: &["ec2:CreateLaunchTemplate", "ec2:DeleteLaunchTemplate"],
        removed: &[],
    },
    Version {
        number: 11,
        created: date(2018, 11, 20),
        description: "Blue/green deployments with CodeDeploy: applications, deployment groups and \
         deployments.",
        added: &[
            "codedeploy:CreateApplication",
            "codedeploy:CreateDeployment",
            "codedeploy:CreateDeploymentGroup",
            "codedeploy:GetApplication",
            "codedeploy:GetDeployment",
            "codedeploy:GetDeploymentGroup",
            "codedeploy:ListApplications",
            "codedeploy:ListDeploymentGroups",
            "codedeploy:ListDeployments",
            "codedeploy:StopDeployment",
            "codedeploy:GetDeploymentTarget",
            "codedeploy:ListDeploymentTargets",
        ],
        removed: &[],
    },
    Version {
        number: 12,
        created: date(2018, 11, 21),
        description: "Lists Lambda functions; reads and registers revisions of applications in \
         CodeDeploy.",
        added: &[
            "codedeploy:GetDeploymentConfig",
            "codedeploy:GetApplicationRevision",
            "codedeploy:RegisterApplicationRevision",
            "lambda:ListFunctions",
        ],
        removed: &[],
    },
    Version {
        number: 13,
        created: date(2018, 11, 21),
        description: "Lists SNS topics; more of CodeDeploy. The service prefix of one entry is \
         misspelt, so that entry grants nothing.",
        added: &[
            "codedeploy:BatchGetApplicationRevisions",
            "codedeploy:BatchGetDeploymentGroups",
            "codedeploy:BatchGetDeployments",
            "codedeploy:BatchGetApplications",
            "codedeploy:ListApplicationRevisions",
            "codedeploy:ListDeploymentConfigs",
            "codedpeloy:ContinueDeployment",
            "sns:ListTopics",
        ],
        removed: &[],
    },
    Version {
        number: 14,
        created: date(2019, 1, 4),
        description: "Corrects the misspelt prefix.",
        added: &["codedeploy:ContinueDeployment"],
        removed: &["codedpeloy:ContinueDeployment"],
    },
    Version {
        number: 15,
        created: date(2019, 2, 4),
        description: "Deletes services of AWS Cloud Map.",
        added: &["servicediscovery:DeleteService"],
        removed: &[],
    },
    Version {
        number: 16,
        created: date(2019, 6, 20),
        description: "Reads meshes and virtual nodes of AWS App Mesh.",
        added: &[
            "appmesh:ListMeshes",
            "appmesh:ListVirtualNodes",
            "appmesh:DescribeVirtualNode",
        ],
        removed: &[],
    },
    Version {
        number: 17,
        created: date(2020, 3, 23),
        description: "Reads file systems and access points of Amazon EFS.",
        added: &[
            "elasticfilesystem:DescribeFileSystems",
            "elasticfilesystem:DescribeAccessPoints",
        ],
        removed: &[],
    },
    Version {
        number: 18,
        created: date(2020, 7, 1),
        description: "Reads virtual gateways of AWS App Mesh. The rest is put into another order.",
        added: &[
            "appmesh:DescribeVirtualGateway",
            "appmesh:ListVirtualGateways",
        ],
        removed: &[],
    },
    Version {
        number: 19,
        created: date(2020, 10, 12),
        description: "Reads file systems of Amazon FSx.",
        added: &["fsx:DescribeFileSystems"],
        removed: &[],
    },
    Version {
        number: 20,
        created: date(2023, 1, 4),
        description: "Tags load balancers, listeners, rules and target groups while they are \
         created.",
        added: &["elasticloadbalancing:AddTags"],
        removed: &[],
    },
    Version {
        number: 21,
        created: date(2024, 8, 13),
        description: "Statements get identifiers. The role `ecsInfrastructureRole` may be passed to \
         ECS.",
        added: &[],
        removed: &[],
    },
    Version {
        number: 22,
        created: date(2026, 9, 2),
        description: "Tags CloudFormation stacks while they are created or updated.",
        added: &["cloudformation:TagResource", "cloudformation:UntagResource"],
        removed: &[],
    },
];
