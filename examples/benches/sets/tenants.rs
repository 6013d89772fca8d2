//! Generated policies: each is about resources of one tenant.

use policy_eval::Decision::{self, Allow, ExplicitDeny, ImplicitDeny};

use crate::Mode;
use crate::load::{Ask, Load, Named, Questions};

/// The policies of as many tenants as the mode takes.
pub(crate) fn load(mode: Mode) -> Load {
    let counts = match mode {
        Mode::Smoke => vec![100, 1_000],
        _ => vec![100, 1_000, 10_000, 100_000],
    };
    let n_tenants = counts.last().copied().unwrap_or_default();
    Load {
        name: "tenants",
        policies: (0..n_tenants).map(policy).collect(),
        counts,
        questions,
    }
}

/// One tenant in so many has queues, and transcribes.
const QUEUES: usize = 5;
const TRANSCRIPTIONS: usize = 50;

fn name(index: usize) -> String {
    format!("tenant-{index:06}")
}

fn account(index: usize) -> String {
    format!("{:012}", 100_000_000_000 + index)
}

fn policy(index: usize) -> Named {
    let (name, account) = (name(index), account(index));
    let mut statements = vec![
        format!(
            r#"    {{
      "Sid": "ReadAndWrite",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:DeleteObject"],
      "Resource": "arn:aws:s3:::{name}-data/*"
    }}"#
        ),
        format!(
            r#"    {{
      "Sid": "KeepTheArchive",
      "Effect": "Deny",
      "Action": ["s3:Delete*", "s3:PutObject*"],
      "Resource": "arn:aws:s3:::{name}-data/archive/*"
    }}"#
        ),
        format!(
            r#"    {{
      "Sid": "ListWhatIsShared",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::shared",
      "Condition": {{ "StringLike": {{ "s3:prefix": ["{name}", "{name}/*"] }} }}
    }}"#
        ),
        format!(
            r#"    {{
      "Sid": "Tables",
      "Effect": "Allow",
      "Action": ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"],
      "Resource": [
        "arn:aws:dynamodb:eu-central-1:{account}:table/{name}",
        "arn:aws:dynamodb:eu-central-1:{account}:table/{name}/index/*"
      ],
      "Condition": {{ "StringEquals": {{ "aws:PrincipalTag/tenant": "{name}" }} }}
    }}"#
        ),
    ];
    if index.is_multiple_of(QUEUES) {
        statements.push(format!(
            r#"    {{
      "Sid": "Queues",
      "Effect": "Allow",
      "Action": ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:Get*"],
      "Resource": "arn:aws:sqs:eu-central-1:{account}:{name}-*"
    }}"#
        ));
    }
    if index.is_multiple_of(TRANSCRIPTIONS) {
        statements.push(format!(
            r#"    {{
      "Sid": "Transcriptions",
      "Effect": "Allow",
      "Action": "transcribe:GetTranscriptionJob",
      "Resource": "arn:aws:transcribe:eu-central-1:{account}:transcription-job/*"
    }}"#
        ));
    }
    let document = format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n{}\n  ]\n}}\n",
        statements.join(",\n")
    );
    Named { name, document }
}

/// About the tenant in the middle, or next to it.
fn questions(n_tenants: usize) -> Questions {
    let index = n_tenants / 2 / TRANSCRIPTIONS * TRANSCRIPTIONS;
    let (tenant, account) = (name(index), account(index));
    let ask = |about, action, resource: String, expected: Decision| Ask {
        about,
        action,
        resource,
        expected: Some(expected),
    };
    let object = |path: &str| format!("arn:aws:s3:::{tenant}-data/{path}");
    let of_account = |service: &str, rest: &str| {
        let region = if service == "iam" { "" } else { "eu-central-1" };
        format!("arn:aws:{service}:{region}:{account}:{rest}")
    };
    let mix = vec![
        ask(
            "object of the tenant",
            "s3:GetObject",
            object("2026.csv"),
            Allow,
        ),
        ask(
            "archive of the tenant",
            "s3:PutObject",
            object("archive/2020.csv"),
            ExplicitDeny,
        ),
        ask(
            "object of nobody",
            "s3:GetObject",
            "arn:aws:s3:::tenant-x-data/2026.csv".to_owned(),
            ImplicitDeny,
        ),
        ask(
            "with a condition",
            "dynamodb:Query",
            of_account("dynamodb", &format!("table/{tenant}")),
            Allow,
        ),
        ask(
            "named by one in 5",
            "sqs:SendMessage",
            of_account("sqs", &format!("{tenant}-jobs")),
            Allow,
        ),
        ask(
            "named by one in 50",
            "transcribe:GetTranscriptionJob",
            of_account("transcribe", "transcription-job/minutes"),
            Allow,
        ),
        ask(
            "service known, action not",
            "s3:GetBucketPolicy",
            format!("arn:aws:s3:::{tenant}-data"),
            ImplicitDeny,
        ),
        ask(
            "service not known",
            "iam:PassRole",
            of_account("iam", "role/web"),
            ImplicitDeny,
        ),
    ];
    let beside = vec![ask(
        "one resource of all, a condition each",
        "s3:ListBucket",
        "arn:aws:s3:::shared".to_owned(),
        Allow,
    )];
    Questions {
        tenant,
        mix,
        beside,
    }
}
