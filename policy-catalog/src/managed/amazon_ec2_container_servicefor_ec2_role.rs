//! `AmazonEC2ContainerServiceforEC2Role`.

use policy_eval::{Policy, include_policy};

use super::date::date;
use super::image_and_log_permissions::{
    BATCH_CHECK_LAYER_AVAILABILITY, BATCH_GET_IMAGE, CREATE_LOG_STREAM, GET_AUTHORIZATION_TOKEN,
    GET_DOWNLOAD_URL_FOR_LAYER, PUT_LOG_EVENTS,
};
use super::{Change, Consideration, ManagedPolicy, Permission, Source, Version};

/// The permissions of a container instance.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE;
/// assert_eq!(policy.name(), "AmazonEC2ContainerServiceforEC2Role");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html>
#[doc(alias = "AmazonEC2ContainerServiceforEC2Role")]
pub static AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE: ManagedPolicy = ManagedPolicy {
    name: "AmazonEC2ContainerServiceforEC2Role",
    arn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
    path: "/service-role/",
    printed_version: 6,
    default_version: Some(10),
    summary: "For the role of a container instance: the calls that the ECS agent and the \
         Docker daemon on it make.",
    policy: &POLICY,
    document: include_str!("../../policies/managed/AmazonEC2ContainerServiceforEC2Role.json"),
    permissions: PERMISSIONS,
    considerations: CONSIDERATIONS,
    changes: CHANGES,
    versions: VERSIONS,
    deprecation: None,
};

static POLICY: Policy = include_policy!(
    "../../policies/managed/AmazonEC2ContainerServiceforEC2Role.json",
    vendored = true
);

const PERMISSIONS: &[Permission] = &[
    Permission::new(
        "ec2:DescribeTags",
        "Reads the tags of an instance, so that the agent can pass them on to resources \
         of ECS.",
    ),
    Permission::new(
        "ecs:CreateCluster",
        "Creates the cluster `default` if there is none yet.",
    ),
    Permission::for_compatibility(
        "ecs:DeregisterContainerInstance",
        "Takes an instance out of a cluster. The agent does not call it; it stays for \
         compatibility.",
    ),
    Permission::new(
        "ecs:DiscoverPollEndpoint",
        "Asks for the endpoints where the agent polls for updates.",
    ),
    Permission::new(
        "ecs:Poll",
        "Connects the agent with the control plane of ECS, to which it reports how its \
         tasks' states change.",
    ),
    Permission::new(
        "ecs:RegisterContainerInstance",
        "Registers the instance with a cluster; tag propagation needs it, too.",
    ),
    Permission::new(
        "ecs:StartTelemetrySession",
        "Connects the agent with the control plane to report health and metrics of each \
         container and task.",
    ),
    Permission::new(
        "ecs:UpdateContainerInstancesState",
        "Changes the state of a container instance; the agent does so to drain a Spot \
         Instance.",
    ),
    Permission::of_parts(
        "ecs:Submit*",
        "Reports changes of state to the control plane, for each kind of resource with \
         an action of its own.",
        &[
            Permission::new(
                "ecs:SubmitAttachmentStateChanges",
                "Reports changes in the state of attachments.",
            ),
            Permission::for_compatibility(
                "ecs:SubmitContainerStateChange",
                "Reports a change in the state of a container. The agent no longer calls it; it \
                 stays for compatibility.",
            ),
            Permission::new(
                "ecs:SubmitTaskStateChange",
                "Reports a change in the state of a task.",
            ),
        ],
    ),
    GET_AUTHORIZATION_TOKEN,
    BATCH_CHECK_LAYER_AVAILABILITY,
    GET_DOWNLOAD_URL_FOR_LAYER,
    BATCH_GET_IMAGE,
    CREATE_LOG_STREAM,
    PUT_LOG_EVENTS,
];

const CONSIDERATIONS: &[Consideration] = &[
    Consideration::new(
        Source::DeveloperGuide,
        "Each instance that joins a cluster needs a role, because its agent has to \
         prove to ECS to whom it belongs. The role has to exist before the instance is \
         launched.",
    ),
    Consideration::new(
        Source::DeveloperGuide,
        "The policy is meant as the smallest set with which every feature of ECS works. \
         Whoever does without a feature can write a smaller policy of their own: \
         without Spot Instances that are drained, for instance, \
         `ecs:UpdateContainerInstancesState` is not needed.",
    ),
    Consideration::new(
        Source::DeveloperGuide,
        "Every container on the instance can obtain these permissions from the instance \
         metadata. Keep the instance's role small, and give tasks that need more a role \
         of their own.",
    ),
    Consideration::new(
        Source::DeveloperGuide,
        "A firewall rule on the instance can keep containers from the metadata: drop \
         what the Docker bridges forward to 169.254.169.254. Tasks keep the permissions \
         of their own roles, but containers can then read no metadata at all. The rule \
         supposes Docker's default bridge, does not work for containers in network mode \
         `host`, and has to be saved to outlive a restart.",
    ),
];

const CHANGES: &[Change] = &[
    Change::new(date(2015, 3, 19), "Created."),
    Change::new(
        date(2015, 8, 17),
        "Adds `ecs:StartTelemetrySession`, with which the agent reports health and \
         metrics of containers and tasks.",
    ),
    Change::new(
        date(2015, 12, 18),
        "Adds the four actions for pulling images from private ECR repositories. The \
         announcement spells one of them `ecr:BatchGetImages`; the document has \
         `ecr:BatchGetImage`. The version itself is dated one day later.",
    ),
    Change::new(
        date(2016, 5, 4),
        "Adds `logs:CreateLogStream` and `logs:PutLogEvents`, for tasks with the log \
         driver `awslogs`.",
    ),
    Change::new(
        date(2017, 5, 17),
        "Adds `ecs:UpdateContainerInstancesState`, with which the agent drains Spot \
         Instances.",
    ),
    Change::new(
        date(2019, 6, 13),
        "Adds `ec2:DescribeTags`, which the agent needs for tag propagation.",
    ),
];

const VERSIONS: &[Version] = &[
    Version {
        number: 1,
        created: date(2015, 3, 19),
        description: "First version.",
        added: &[
            "ecs:CreateCluster",
            "ecs:DeregisterContainerInstance",
            "ecs:DiscoverPollEndpoint",
            "ecs:Poll",
            "ecs:RegisterContainerInstance",
            "ecs:Submit*",
        ],
        removed: &[],
    },
    Version {
        number: 2,
        created: date(2015, 8, 17),
        description: "Telemetry of containers and tasks.",
        added: &["ecs:StartTelemetrySession"],
        removed: &[],
    },
    Version {
        number: 3,
        created: date(2015, 12, 19),
        description: "Pulls images from private ECR repositories.",
        added: &[
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
        ],
        removed: &[],
    },
    Version {
        number: 4,
        created: date(2016, 5, 4),
        description: "Writes container logs to CloudWatch Logs.",
        added: &["logs:CreateLogStream", "logs:PutLogEvents"],
        removed: &[],
    },
    Version {
        number: 5,
        created: date(2017, 5, 17),
        description: "Draining of Spot Instances.",
        added: &["ecs:UpdateContainerInstancesState"],
        removed: &[],
    },
    Version {
        number: 6,
        created: date(2019, 6, 13),
        description: "Reads EC2 tags, for tag propagation.",
        added: &["ec2:DescribeTags"],
        removed: &[],
    },
    Version {
        number: 7,
        created: date(2023, 3, 6),
        description: "Tags clusters and container instances while they are created.",
        added: &["ecs:TagResource"],
        removed: &[],
    },
    Version {
        number: 8,
        created: date(2025, 8, 4),
        description: "Reads the tags of tasks and container instances.",
        added: &["ecs:ListTagsForResource"],
        removed: &[],
    },
    Version {
        number: 9,
        created: date(2026, 2, 11),
        description: "The document is that of version 8.",
        added: &[],
        removed: &[],
    },
    Version {
        number: 10,
        created: date(2026, 2, 12),
        description: "The document is that of version 8.",
        added: &[],
        removed: &[],
    },
];
