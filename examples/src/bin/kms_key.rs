//! Three KMS keys, and who may decrypt with them. A key insists on its own policy.
//!
//! ```sh
//! cargo run --bin kms_key
//! ```

use policy_eval::{AccountId, Context, ContextKey, Policies, Policy, Principal, Request};
use policy_eval::{action, policy};
use policy_examples::print_decisions;

/// Leaves it to the policies of its account, as a new key does.
static DELEGATING: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "ThePoliciesOfTheAccountDecide",
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
        "Action": "kms:*",
        "Resource": "*"
    }
}, type = resource);

/// Names one role, and leaves nothing to the account.
static OF_A_ROLE: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "TheVaultDecrypts",
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::111122223333:role/vault" },
        "Action": "kms:Decrypt",
        "Resource": "*"
    }
}, type = resource);

/// For whoever in the account uses S3, which then calls KMS in their name. So AWS writes the
/// policies of the keys that it manages itself.
static FOR_S3: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "WhoeverUsesS3",
        "Effect": "Allow",
        "Principal": { "AWS": "*" },
        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
        "Resource": "*",
        "Condition": {
            "StringEquals": {
                "kms:CallerAccount": "111122223333",
                "kms:ViaService": "s3.eu-central-1.amazonaws.com"
            }
        }
    }
}, type = resource);

/// The policy of Alice. Bob has none.
static DECRYPT: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Decrypt",
        "Effect": "Allow",
        "Action": "kms:Decrypt",
        "Resource": "arn:aws:kms:eu-central-1:111122223333:key/*"
    }
});

const HOME: AccountId = AccountId::from_static("111122223333");
const ROOT: Principal = Principal::from_static("arn:aws:iam::111122223333:root");
const ALICE: Principal = Principal::from_static("arn:aws:iam::111122223333:user/alice");
const BOB: Principal = Principal::from_static("arn:aws:iam::111122223333:user/bob");
const VAULT: Principal = Principal::from_static("arn:aws:sts::111122223333:assumed-role/vault/1");
const EVE: Principal = Principal::from_static("arn:aws:iam::444455556666:user/eve");

const VIA_SERVICE: ContextKey = ContextKey::from_static("kms:ViaService");
const CALLER_ACCOUNT: ContextKey = ContextKey::from_static("kms:CallerAccount");
const S3: (ContextKey, &str) = (VIA_SERVICE, "s3.eu-central-1.amazonaws.com");
const DIRECTLY: Context = Context::from_static(&[(CALLER_ACCOUNT, "111122223333")]);
const THROUGH_S3: Context = Context::from_static(&[(CALLER_ACCOUNT, "111122223333"), S3]);
const EVES_S3: Context = Context::from_static(&[(CALLER_ACCOUNT, "444455556666"), S3]);

fn main() {
    let decrypt = Request::new(action!("kms:Decrypt"), KEY)
        .in_account(HOME)
        .requiring_resource_policy()
        .with(&DIRECTLY);
    let (as_alice, as_bob) = (decrypt.by(&ALICE), decrypt.by(&BOB));

    let key = Policies::new().resource(&DELEGATING);
    println!("The key that leaves it to the account:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("Alice, whose own policy allows it", key.identity(&[&DECRYPT]), as_alice),
        ("Bob, who has no policy", key, as_bob),
        ("the root user", key, decrypt.by(&ROOT)),
    ]);

    let key = Policies::new().resource(&OF_A_ROLE);
    println!("\nThe key of the role `vault`:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("a session of the role", key, decrypt.by(&VAULT)),
        ("Alice, whose own policy allows it", key.identity(&[&DECRYPT]), as_alice),
        // No exception: an account can lock itself out of its key.
        ("the root user", key, decrypt.by(&ROOT)),
    ]);

    let key = Policies::new().resource(&FOR_S3);
    println!("\nThe key for S3:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("Bob, reading an object", key, as_bob.with(&THROUGH_S3)),
        ("Bob, calling KMS himself", key, as_bob),
        ("Eve of another account, reading an object", key, decrypt.by(&EVE).with(&EVES_S3)),
    ]);
}

const KEY: &str = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
