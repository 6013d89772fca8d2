//! Explanations as data.

use serde_json::json;

use super::*;

#[test]
fn an_allowance() {
    let identity = [&QUEUES];
    let policies = Policies::new().identity(&identity).resource(&DELEGATING);
    let explanation = explain(policies, &SEND.by(&ALICE));
    assert_eq!(
        serde_json::to_value(&explanation).expect("it serializes"),
        json!({
            "decision": "Allow",
            "granted_by": "identity",
            "shortfalls": [],
            "notes": [],
            "matched_statements": [
                {
                    "policy": { "layer": "identity", "position": 1 },
                    "statement": 1,
                    "sid": "Queues",
                    "effect": "Allow",
                    "delegates": false,
                    "conditions": []
                },
                {
                    "policy": { "layer": "resource", "position": 1 },
                    "statement": 1,
                    "sid": "Account",
                    "effect": "Allow",
                    "delegates": true,
                    "conditions": []
                }
            ],
            "near_misses": [],
            "absent_keys": [],
            "unknown_keys": []
        })
    );
}

#[test]
fn a_denial() {
    static OF_TEAM: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "sqs:SendMessage",
            "Resource": "arn:aws:sqs:*:111122223333:${aws:PrincipalTag/team}-*",
            "Condition": {
                "StringLike": { "aws:RequestedRegion": ["us-*", "ap-*"] },
                "ForAnyValue:StringEquals": { "aws:TagKeys": "team" }
            }
        }
    });
    let scps: [&[&Policy<'_>]; 1] = [&[&ONLY_S3]];
    let identity = [&OF_TEAM];
    let policies = Policies::new().identity(&identity).scps(&scps);
    let pairs = [(REGION, "eu-central-1")];
    let context = Context::new(&pairs)
        .expect("a context")
        .with_unknown(&[TEAM]);
    let explanation = explain(policies, &SEND.by(&ALICE).with(&context));
    assert_eq!(
        serde_json::to_value(&explanation).expect("it serializes"),
        json!({
            "decision": "ImplicitDeny",
            "granted_by": null,
            "shortfalls": [
                { "layer": "scp", "level": 1, "message": "no SCP of level 1 allows it" },
                { "layer": "identity", "message": "no identity policy allows it" }
            ],
            "notes": ["no Allow statement of any SCP of level 1 is about `sqs:SendMessage`"],
            "matched_statements": [],
            "near_misses": [{
                "policy": { "layer": "identity", "position": 1 },
                "statement": 1,
                "sid": null,
                "effect": "Allow",
                "failures": [
                    {
                        "part": "resource",
                        "element": "Resource \"arn:aws:sqs:*:111122223333:${aws:PrincipalTag/team}-*\"",
                        "known": false,
                        "message": "whether it is about the resource could not be found out: Resource \"arn:aws:sqs:*:111122223333:${aws:PrincipalTag/team}-*\""
                    },
                    {
                        "part": "condition",
                        "operator": "StringLike",
                        "key": "aws:RequestedRegion",
                        "operands": ["us-*", "ap-*"],
                        "value": "eu-central-1",
                        "known": true,
                        "message": "StringLike aws:RequestedRegion [\"us-*\", \"ap-*\"] does not hold: the request has \"eu-central-1\""
                    },
                    {
                        "part": "condition",
                        "operator": "ForAnyValue:StringEquals",
                        "key": "aws:TagKeys",
                        "operands": ["team"],
                        "value": null,
                        "known": true,
                        "message": "ForAnyValue:StringEquals aws:TagKeys \"team\" does not hold: the key is absent"
                    }
                ]
            }],
            "absent_keys": [
                { "key": "aws:TagKeys", "asked_by": [{ "layer": "identity", "position": 1 }] }
            ],
            "unknown_keys": [
                { "key": "aws:PrincipalTag/team", "asked_by": [{ "layer": "identity", "position": 1 }] }
            ]
        })
    );
}
