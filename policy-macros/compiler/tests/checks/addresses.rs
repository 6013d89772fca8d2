//! Addresses that no request comes from, and blocks that are not written as such (K-8).

use policy_core::PolicyType::{Identity, Resource};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "private_ip_address",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": ["10.1.0.0/16", "fd00::/8", "127.0.0.1"]}}"#,
        r#""10.1.0.0/16""#,
    ),
    silent(
        "private_ip_address_subset",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": ["10.1.0.0/16", "169.254.1.1"]}}"#,
    ),
    fires(
        "private_not_ip_address",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"NotIpAddressIfExists": {"AWS:SourceIP": "100.127.0.0/16"}}"#,
        r#""100.127.0.0/16""#,
    ),
    fires(
        "private_ip_address_subset",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "192.168.7.0/24", "fe80::1"]}}"#,
        r#""192.168.7.0/24""#,
    ),
    fires(
        "private_not_ip_address_subset",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"NotIpAddress": {"aws:SourceIp": ["172.31.0.0/16", "203.0.113.0/24"]}}"#,
        r#""172.31.0.0/16""#,
    ),
    // Around a private range, beside it, and under a key where such addresses belong.
    silent(
        "private_ip_address",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": ["8.0.0.0/6", "172.32.0.0/16", "::/0"],
            "aws:VpcSourceIp": "10.0.0.0/8"}}"#,
    ),
    silent(
        "private_not_ip_address",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#,
    ),
    silent(
        "private_ip_address_subset",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32", "100.128.0.0/9"]}}"#,
    ),
    silent(
        "private_not_ip_address_subset",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "::2"]}}"#,
    ),
    fires(
        "improve_ip_range",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:VpcSourceIp": ["203.0.113.7/24", "203.0.113.0/24"]}}"#,
        r#""203.0.113.7/24""#,
    ),
    fires(
        "improve_ip_range",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"NotIpAddress": {"aws:SourceIp": "1.2.3.4/0"}}"#,
        r#""1.2.3.4/0""#,
    ),
    silent(
        "improve_ip_range",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.7", "203.0.113.7/32", "0.0.0.0/0", "2001:db8::/32"]}}"#,
    ),
];
