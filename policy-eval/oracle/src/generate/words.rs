//! The words that policies and requests share.

/// Actions of requests.
pub(super) const ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:GetObject",
    "s3:GetObject",
    "s3:GetObject",
    "S3:getobject",
    "s3:PutObject",
    "sqs:SendMessage",
    "ecs:StopTask",
    "ecs:StopTasks",
    "ECS:STOPTASK",
    "sts:AssumeRole",
    "sts:AssumeRole",
    "sts:TagSession",
    "kms:Decrypt",
    "s3-object-lambda:GetObject",
];

/// Action entries of policies.
pub(super) const ACTION_PATTERNS: &[&str] = &[
    "s3:*",
    "S3:get*",
    "s3:?etObject",
    "s3:GetObject",
    "s3:GetObject",
    "s3:putobject",
    "s3:*t*Ob*t",
    "s3-object-lambda:*",
    "sqs:*",
    "SQS:sendMESSAGE",
    "ecs:*",
    "ecs:*Task",
    "ecs:Stop????",
    "ecs:StopTask?",
    "ecs:StopTask",
    "sts:*",
    "sts:assume*",
    "sts:AssumeRole",
    "KMS:Dec*",
    "ecr:Get*",
    "logs:*",
    "iam:NoSuchAction",
];

/// The services of these lists that support RCPs (G-22).
pub(super) const RCP_PREFIXES: &[&str] = &["s3", "sqs", "sts", "kms", "ecr", "logs"];

/// ARNs: resources of requests, and what templates are made of.
pub(super) const ARNS: &[&str] = &[
    "arn:aws:s3:::bucket/home/alice",
    "arn:aws:s3:::bucket/home/alice",
    "arn:aws:s3:::bucket/home/alice",
    "arn:aws:s3:::bucket/home/alice",
    "arn:aws:s3:::bucket/home/red/x",
    "arn:aws:s3:::bucket",
    "arn:aws:s3:::bucket/a:b:c",
    "arn:aws:s3:::bucket/😀é",
    "arn:aws:s3:::bucket/a$b*c?",
    "arn:aws-cn:s3:::bucket/home/alice",
    "arn:aws:sqs:us-east-1:111122223333:jobs",
    "arn:aws:sqs:us-east-1:111122223333:jobs",
    "arn:aws:sqs:eu-west-1:444455556666:jobs",
    "arn:aws:ecs:us-east-1:111122223333:task/prod/1",
    "arn:aws:ecs:us-east-1:111122223333:task-definition/web:17",
    "arn:aws:logs:us-east-1:111122223333:log-group:app",
    "arn:aws:iam::111122223333:role/ci/deploy",
];

/// Resources of requests that no template is made of.
pub(super) const ODD_RESOURCES: &[&str] = &[
    "*",
    "*",
    "*",
    "arn:aws:s3:::bucket/${aws:username}",
    "arn:aws:s3:::bucket/a${bcd}",
    "arn:aws:s3:::bucket/",
    "arn:aws:s3:::bucket/x\ny",
    "arn:aws:s3",
    "arn:",
    "arn:aws:sqs:us-east-1:111122223333:",
    "arn:aws:s3:::evil/a:b:bucket/home/alice",
];

/// Condition keys with what they usually carry.
pub(super) const KEYS: &[(&str, Family)] = &[
    ("aws:username", Family::Text),
    ("aws:PrincipalTag/team", Family::Text),
    ("x:text", Family::Text),
    ("x:number", Family::Number),
    ("x:date", Family::Date),
    ("x:bool", Family::Bool),
    ("x:bytes", Family::Bytes),
    ("aws:SourceIp", Family::Address),
    ("x:arn", Family::Arn),
    ("aws:TagKeys", Family::Text),
];

/// The same keys in other spellings, and one that no request carries.
pub(super) const ODD_KEYS: &[&str] = &[
    "AWS:UserName",
    "aws:principaltag/TEAM",
    "X:Text",
    "x:NUMBER",
    "aws:sourceip",
    "aws:tagkeys",
    "x:absent",
    "ec2:ResourceTag/aws:cloudformation:stack-name",
];

/// What the values of a key and the operands of an operator look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Text,
    Number,
    Date,
    Bool,
    Bytes,
    Address,
    Arn,
}

impl Family {
    pub(super) const ALL: [Self; 7] = [
        Self::Text,
        Self::Number,
        Self::Date,
        Self::Bool,
        Self::Bytes,
        Self::Address,
        Self::Arn,
    ];

    /// Context values, most of them readable.
    pub(super) fn values(self) -> &'static [&'static str] {
        match self {
            Self::Text => TEXTS,
            Self::Number => NUMBER_VALUES,
            Self::Date => DATE_VALUES,
            Self::Bool => &["true", "false", "TRUE", "False", "", "yes", "1", " true"],
            Self::Bytes => &["QUJD", "QUI=", "QQ==", "", "QUI", "QR==", "QUJD ", "ABC"],
            Self::Address => ADDRESS_VALUES,
            Self::Arn => ARN_VALUES,
        }
    }
}

/// Context values of text keys.
pub(super) const TEXTS: &[&str] = &[
    "red",
    "red",
    "red",
    "alice",
    "alice",
    "RED",
    "blue",
    "a",
    "",
    "true",
    "10",
    "*",
    "a*bc",
    "home/red",
    "${aws:username}",
    "😀",
    "a😀",
    "a\nb:c/d",
    "λογος",
    "ΛΟΓΟΣ",
    "λογοσ",
    "\u{212A}",
    "ẞ",
    "İ",
    "𐐀Σ",
    "bucket/home/alice",
    "us-east-1",
    "111122223333",
];

/// Text operands: `TEXTS` are operands as well.
pub(super) const TEXT_OPERANDS: &[&str] = &[
    "red", "Red", "r*", "*", "?ed", "a?", "a??", "*e*", "**", "home/*", "alice", "k", "ß",
    "i\u{307}", "𐐀ς", "a$b",
];

/// Text operands with variables; the same text is legal where there are none.
pub(super) const VARIABLE_OPERANDS: &[&str] = &[
    "${aws:username}",
    "${AWS:PrincipalTag/TEAM}",
    "home/${aws:PrincipalTag/team}",
    "${aws:PrincipalTag/team, 'red'}",
    "${x:absent, 'red'}",
    "${x:absent, ''}",
    "${x:absent, 'r*, ?'}",
    "${x:absent}",
    "${aws:TagKeys}",
    "${aws:TagKeys, 'red'}",
    "${*}",
    "${?}ed",
    "${$}{aws:username}",
    "a${*}bc",
    "*${x:text}*",
    "${x:text}*",
    "${x:number}",
    "$${x:text}",
];

/// Variables for ARNs; each is legal by itself.
pub(super) const VARIABLES: &[&str] = &[
    "${aws:username}",
    "${AWS:username, 'x'}",
    "${aws:PrincipalTag/team}",
    "${x:text}",
    "${x:absent, 'a:b'}",
    "${x:absent, ''}",
    "${x:absent}",
    "${aws:TagKeys}",
    "${*}",
    "${?}",
    "${$}",
];

pub(super) const NUMBER_OPERANDS: &[&str] = &[
    "10",
    "10.0",
    "010",
    "+10",
    "-0",
    "0",
    "1.5",
    "1.2",
    "0.1",
    "-3",
    "9007199254740993",
    "100000000000000000000000",
    "0.0000001",
];

const NUMBER_VALUES: &[&str] = &[
    "10",
    "10",
    "10.0",
    "1e1",
    "10.",
    "1.5",
    "1.10",
    ".1",
    "0",
    "-0",
    "-3",
    "9007199254740992",
    "9007199254740993",
    "1E+23",
    "1e-7",
    "-1e9999",
    "10abc",
    " 10",
    "NaN",
    "",
    "1e99999",
];

pub(super) const DATE_OPERANDS: &[&str] = &[
    "2026-03-01T12:00:00Z",
    "2026-03-01T13:00:00+01:00",
    "2026-03-01T12:00Z",
    "2026-03-01T12:00:00.4568Z",
    "2026-03-01",
    "2026-03",
    "1772366400",
    "001772366400",
    "-1",
    "0",
    "1969-12-31T23:59:59.9999Z",
    "0001-01-01T00:00:00-23:59",
    "9999-12-31T23:59:59.999+00:00",
    "2024-02-29",
    "99999999999999999999999",
];

const DATE_VALUES: &[&str] = &[
    "2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00",
    "2026-03-01T11:30-00:30",
    "2026-03-01T12:00:00.4561Z",
    "2026-03-01",
    "2026-03",
    "1772366400",
    "+1772366400",
    "-1",
    "0",
    "2020",
    "99999999999999999999998",
    "2026-02-29",
    "2026-03-01T12:00:60Z",
    "0000-01-01",
    "1e3",
    "",
    "yesterday",
];

pub(super) const BYTES_OPERANDS: &[&str] = &["QUJD", "QUI=", "QQ==", "", "true", "1234"];

pub(super) const ADDRESS_OPERANDS: &[&str] = &[
    "203.0.113.0/24",
    "203.0.113.77/24",
    "203.0.113.1",
    "203.0.113.1/32",
    "0.0.0.0/0",
    "10.0.0.0/8",
    "::/0",
    "2001:db8::/32",
    "2001:db8:5::4/127",
    "2001:DB8::1",
    "2001:0db8:0:0:0:0:0:1/128",
    "::ffff:cb00:7100/120",
];

const ADDRESS_VALUES: &[&str] = &[
    "203.0.113.1",
    "203.0.113.1",
    "203.0.113.01",
    "10.1.2.3",
    "::ffff:203.0.113.1",
    "::ffff:cb00:7101",
    "2001:db8::1",
    "2001:0DB8:0:0:0:0:0:1",
    "2001:db8:5::5",
    "::",
    "::1.2.3.4",
    "203.0.113.1/32",
    "256.0.113.1",
    "cloudformation.amazonaws.com",
    "",
];

const ARN_VALUES: &[&str] = &[
    "arn:aws:s3:::bucket/home/alice",
    "arn:aws:s3:::bucket/a:b:c",
    "arn:aws:sqs:us-east-1:111122223333:jobs",
    "arn:aws:sqs:eu-west-1:444455556666:jobs",
    "arn:aws:ecs:us-east-1:111122223333:task-definition/web:17",
    "arn:aws:s3:::bucket/😀é",
    "not-an-arn",
    "a:b:c:d:e:f",
    ":::::",
    "",
];
