//! The permissions that the roles of instances and of task execution have in common.

use super::Permission;

pub(super) const GET_AUTHORIZATION_TOKEN: Permission = Permission::new(
    "ecr:GetAuthorizationToken",
    "Fetches a token that stands for the caller's credentials at every ECR registry \
         the caller may use. It is good for 12 hours.",
);

pub(super) const BATCH_CHECK_LAYER_AVAILABILITY: Permission = Permission::new(
    "ecr:BatchCheckLayerAvailability",
    "Tells which layers a private repository has already, so that a push can skip \
         them.",
);

pub(super) const GET_DOWNLOAD_URL_FOR_LAYER: Permission = Permission::new(
    "ecr:GetDownloadUrlForLayer",
    "Called when an image is pulled from a private repository, once for each layer \
         that is not cached.",
);

pub(super) const BATCH_GET_IMAGE: Permission = Permission::new(
    "ecr:BatchGetImage",
    "Called once when an image is pulled from a private repository, for its \
         manifest.",
);

pub(super) const CREATE_LOG_STREAM: Permission = Permission::new(
    "logs:CreateLogStream",
    "Creates a log stream in a log group of CloudWatch Logs.",
);

pub(super) const PUT_LOG_EVENTS: Permission = Permission::new(
    "logs:PutLogEvents",
    "Writes a batch of events to a log stream.",
);
