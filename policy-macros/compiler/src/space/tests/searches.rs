//! Requests that are found, and those that are not there.

use policy_core::operator::Operator;

use super::{region, regions};
use crate::space::{Budget, Region, Search, find, search};

fn outcome(inside: &[&Region], outside: &[&Region]) -> String {
    match find(inside, outside, &mut Budget::default()) {
        Search::Found(witness) => witness.to_string(),
        Search::Nothing => "nothing".to_owned(),
        Search::TooHard => "too hard".to_owned(),
    }
}

#[test]
fn a_statement_covers_what_another_one_does_not() {
    let allow =
        region(r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b*"}"#);
    let wider = region(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"}"#);
    let other = region(r#"{"Effect": "Deny", "Action": "s3:GetO*", "Resource": "*"}"#);
    assert_eq!(outcome(&[&allow], &[&wider]), "nothing");
    assert_eq!(outcome(&[&wider], &[&allow]), "`s3:x` on `arn:aws:s3:::x`");
    assert_eq!(
        outcome(&[&allow, &wider], &[&other]),
        "`s3:Get` on `arn:aws:s3:::bx`"
    );
    assert_eq!(outcome(&[&allow], &[&other, &wider]), "nothing");
}

#[test]
fn several_statements_together_cover_another_one() {
    let all = region(r#"{"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"}"#);
    let with_key = region(
        r#"{"Effect": "Allow", "Action": "ecs:*", "Resource": "*", "Condition": {"StringLike": {"x:k": "*"}}}"#,
    );
    let without_key = region(
        r#"{"Effect": "Allow", "Action": "ecs:*", "Resource": "*", "Condition": {"Null": {"x:k": "true"}}}"#,
    );
    assert_eq!(outcome(&[&all], &[&with_key, &without_key]), "nothing");
    assert_eq!(outcome(&[&all], &[&with_key]), "`ecs:RunTask` without x:k");
    assert_eq!(
        outcome(&[&all], &[&without_key]),
        "`ecs:RunTask` with x:k = x"
    );
    // A list is no text that `StringLike` would look at.
    let found = search::find(
        &[&all],
        &[&with_key, &without_key],
        |_| true,
        &mut Budget::default(),
    );
    assert!(matches!(found, Search::Found(_)));
}

#[test]
fn roles_are_passed_to_other_services() {
    let allow = region(
        r#"{"Effect": "Allow", "Action": ["ecs:*", "iam:PassRole"], "Resource": "*",
            "Condition": {"StringLikeIfExists": {"iam:PassedToService": "ecs*.amazonaws.com"}}}"#,
    );
    let pass_role = Region::everything()
        .with_action("IAM:passrole")
        .with_resource(&["arn:*:iam::*:role/*"]);
    let deny = region(
        r#"{"Effect": "Deny", "Action": "iam:*", "Resource": "*",
            "Condition": {"Null": {"iam:PassedToService": "true"}}}"#,
    );
    assert_eq!(
        outcome(&[&allow, &pass_role], &[]),
        "`IAM:passrole` on `arn:aws:iam::111122223333:role/x` without iam:PassedToService"
    );
    assert_eq!(
        outcome(&[&allow, &pass_role], &[&deny]),
        "`IAM:passrole` on `arn:aws:iam::111122223333:role/x` with iam:PassedToService = ecs.amazonaws.com"
    );
    let to_lambda = pass_role.with_value("iam:passedtoservice", &["lambda.amazonaws.com"]);
    assert_eq!(outcome(&[&allow, &to_lambda], &[&deny]), "nothing");
}

#[test]
fn constraints_say_what_keys_carry() {
    let key = || Region::everything().with_action("a:b");
    let any_tag = Operator::parse("ForAnyValue:StringEquals").unwrap();
    let all_tags = Operator::parse("ForAllValues:StringNotEquals").unwrap();
    let tags = key()
        .with(any_tag, "aws:TagKeys", &["a", "b"])
        .with(any_tag, "aws:TagKeys", &["c"]);
    assert_eq!(outcome(&[&tags], &[]), "`a:b` with aws:TagKeys = [a, c]");
    let not_b = key().with(all_tags, "aws:TagKeys", &["a", "c"]);
    assert_eq!(outcome(&[&tags, &not_b], &[]), "nothing");
    let not_before = Operator::parse("DateGreaterThanEquals").unwrap();
    let null = Operator::parse("Null").unwrap();
    let later = key().with(not_before, "aws:CurrentTime", &["2030-01-01"]);
    let until = region(
        r#"{"Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": {"DateLessThan": {"aws:CurrentTime": "2029-12-31T23:59:59.999Z"}}}"#,
    );
    let at_last = region(
        r#"{"Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": {"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00.001Z"}}}"#,
    );
    assert_eq!(outcome(&[&later, &until], &[]), "nothing");
    assert_eq!(
        outcome(&[&later, &at_last], &[]),
        "`a:b` with aws:CurrentTime = 2030-01-01T00:00:00Z"
    );
    assert_eq!(
        outcome(&[&later.with(null, "aws:CurrentTime", &["true"])], &[]),
        "nothing"
    );
    let present = key().with(null, "x:k", &["false"]);
    assert_eq!(outcome(&[&present], &[]), "`a:b` with x:k = x");
}

#[test]
fn variables_are_read_from_both_sides() {
    let (at_most, at_least) = regions(
        r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/*"}"#,
    );
    let (all, _) =
        regions(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*/*"}"#);
    assert_eq!(outcome(&[&at_most], &[&all]), "nothing");
    assert_eq!(outcome(&[&at_least], &[]), "nothing");
    assert_eq!(
        outcome(&[&all], &[&at_least]),
        "`s3:x` on `arn:aws:s3:::b/x/x`"
    );
    let (at_most, at_least) = regions(
        r#"{"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::b/${aws:username}/*"}"#,
    );
    assert_eq!(outcome(&[&all], &[&at_most]), "nothing");
    assert_eq!(
        outcome(&[&all], &[&at_least]),
        "`s3:x` on `arn:aws:s3:::b/x/x`"
    );
}

#[test]
fn the_text_of_a_variable_may_hold_colons() {
    let (at_most, _) = regions(
        r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:${aws:username}:*:x*"}"#,
    );
    let colons = Region::everything().with_resource(&["arn:aws:s3:a:b:c:d:x?"]);
    let one = Region::everything().with_resource(&["arn:aws:s3:a:b:c:d:xx"]);
    assert_eq!(
        outcome(&[&at_most, &colons], &[&one]),
        "`s3:x` on `arn:aws:s3:a:b:c:d:xy`"
    );
}

#[test]
fn stars_before_the_last_field_stay_in_their_field() {
    let narrow =
        region(r#"{"Effect": "Allow", "Action": "a:b", "Resource": "arn:aws:logs:*:*:x"}"#);
    let wide =
        region(r#"{"Effect": "Allow", "Action": "a:b", "Resource": "arn:aws:logs:us-east-1:1:*"}"#);
    assert_eq!(
        outcome(&[&wide], &[&narrow]),
        "`a:b` on `arn:aws:logs:us-east-1:1:`"
    );
    assert_eq!(
        outcome(&[&wide, &narrow], &[]),
        "`a:b` on `arn:aws:logs:us-east-1:1:x`"
    );
    let colon = Region::everything().with_resource(&["arn:aws:logs:a:b:c:x"]);
    assert_eq!(outcome(&[&narrow, &colon], &[]), "nothing");
}
