//! What tenants bring: documents that differ, and are the same in each run.

/// A tenant and its policy.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) name: String,
    pub(crate) account: String,
    pub(crate) document: String,
    parts: Vec<Part>,
}

/// What a policy may have statements for, apart from objects, which each has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing from outside of the tenant's network.
    Network,
    /// What is archived stays.
    Archive,
    Queues,
    Tables,
    Tasks,
    Roles,
    Secrets,
    Keys,
    Logs,
    Buckets,
}

impl Part {
    const ALL: &[Part] = &[
        Part::Network,
        Part::Archive,
        Part::Queues,
        Part::Tables,
        Part::Tasks,
        Part::Roles,
        Part::Secrets,
        Part::Keys,
        Part::Logs,
        Part::Buckets,
    ];

    /// One tenant in so many has it.
    const fn one_in(self) -> u64 {
        match self {
            Part::Network | Part::Archive => 2,
            Part::Queues | Part::Tables | Part::Tasks | Part::Roles => 3,
            Part::Secrets | Part::Keys | Part::Logs => 4,
            Part::Buckets => 20,
        }
    }
}

impl Tenant {
    pub(crate) fn new(index: u32) -> Self {
        let seed = mix(u64::from(index));
        let name = format!("tenant-{index:05}-{:08x}", seed >> 32);
        let account = format!("{:012}", mix(seed) % 1_000_000_000_000);
        let is_taken = |part: &Part| mix(seed ^ *part as u64).is_multiple_of(part.one_in());
        let parts: Vec<Part> = Part::ALL.iter().copied().filter(is_taken).collect();
        let mut statements = objects(&name);
        for part in &parts {
            statements.push(statement(*part, &name, &account, mix(mix(seed))));
        }
        let document = format!(
            "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n{}\n  ]\n}}\n",
            statements.join(",\n")
        );
        Tenant {
            name,
            account,
            document,
            parts,
        }
    }

    /// Whether its policy has this part.
    pub(crate) fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

fn objects(name: &str) -> Vec<String> {
    let read_and_write = format!(
        r#"    {{
      "Sid": "ReadAndWrite",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:DeleteObject"],
      "Resource": "arn:aws:s3:::platform-data/{name}/*"
    }}"#
    );
    let list = format!(
        r#"    {{
      "Sid": "List",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::platform-data",
      "Condition": {{ "StringLike": {{ "s3:prefix": ["{name}", "{name}/*"] }} }}
    }}"#
    );
    vec![read_and_write, list]
}

fn statement(part: Part, name: &str, account: &str, random: u64) -> String {
    match part {
        Part::Network => r#"    {
      "Sid": "FromTheNetworkOnly",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": {
        "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"] },
        "Bool": { "aws:ViaAWSService": "false" }
      }
    }"#
        .to_owned(),
        Part::Archive => format!(
            r#"    {{
      "Sid": "KeepTheArchive",
      "Effect": "Deny",
      "Action": ["s3:Delete*", "s3:PutObject*"],
      "Resource": "arn:aws:s3:::platform-data/{name}/archive/*"
    }}"#
        ),
        Part::Queues => format!(
            r#"    {{
      "Sid": "Queues",
      "Effect": "Allow",
      "Action": ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:Get*"],
      "Resource": "arn:aws:sqs:eu-central-1:{account}:{name}-*"
    }}"#
        ),
        Part::Tables => format!(
            r#"    {{
      "Sid": "Tables",
      "Effect": "Allow",
      "Action": [
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem"
      ],
      "Resource": [
        "arn:aws:dynamodb:eu-central-1:{account}:table/{name}",
        "arn:aws:dynamodb:eu-central-1:{account}:table/{name}/index/*"
      ],
      "Condition": {{ "StringEquals": {{ "aws:PrincipalTag/tenant": "{name}" }} }}
    }}"#
        ),
        Part::Tasks => format!(
            r#"    {{
      "Sid": "Tasks",
      "Effect": "Allow",
      "Action": ["ecs:RunTask", "ecs:StopTask", "ecs:Describe*", "ecs:List*"],
      "Resource": "*",
      "Condition": {{
        "ArnEquals": {{ "ecs:cluster": "arn:aws:ecs:eu-central-1:{account}:cluster/{name}" }}
      }}
    }}"#
        ),
        Part::Roles => format!(
            r#"    {{
      "Sid": "PassRoles",
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::{account}:role/{name}-*",
      "Condition": {{ "StringEquals": {{ "iam:PassedToService": "ecs-tasks.amazonaws.com" }} }}
    }}"#
        ),
        Part::Secrets => format!(
            r#"    {{
      "Sid": "Secrets",
      "Effect": "Allow",
      "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      "Resource": "arn:aws:secretsmanager:eu-central-1:{account}:secret:{name}/*"
    }}"#
        ),
        Part::Keys => format!(
            r#"    {{
      "Sid": "Keys",
      "Effect": "Allow",
      "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
      "Resource": "arn:aws:kms:eu-central-1:{account}:key/*",
      "Condition": {{ "StringEquals": {{ "kms:EncryptionContext:tenant": "{name}" }} }}
    }}"#
        ),
        Part::Logs => format!(
            r#"    {{
      "Sid": "Logs",
      "Effect": "Allow",
      "Action": ["logs:CreateLogStream", "logs:PutLogEvents", "logs:GetLogEvents"],
      "Resource": "arn:aws:logs:eu-central-1:{account}:log-group:/platform/{name}:*"
    }}"#
        ),
        Part::Buckets => {
            let n_buckets = 10 + random % 40;
            let buckets: Vec<String> = (0..n_buckets)
                .map(|bucket| format!("        \"arn:aws:s3:::{name}-{bucket}/*\""))
                .collect();
            format!(
                r#"    {{
      "Sid": "Buckets",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": [
{}
      ]
    }}"#,
                buckets.join(",\n")
            )
        }
    }
}

/// A number that looks like chance, from one that does not: the finalizer of `SplitMix64`.
pub(crate) const fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
