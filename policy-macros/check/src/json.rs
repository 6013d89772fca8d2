//! A report in the shape of AWS's API, with a few members more.

use std::borrow::Cow;

use policy_compiler::LabelledSpan;
use serde::Serialize;

use crate::learn_more::learn_more;
use crate::path::PathElement;
use crate::place::Place;
use crate::position::Position;
use crate::report::{Report, Reported};

impl Report {
    /// The findings as the response of AWS's [`ValidatePolicy`][validate], with the members `code`,
    /// `rule`, `level` and `help` beside AWS's, and in each location `file` and `label`.
    ///
    /// Lines count from 1; columns and offsets count characters, from 0. What AWS has no name for
    /// has its code in capitals as `issueCode`, and an empty `learnMoreLink`.
    ///
    /// ```
    /// use policy_check::Report;
    /// use policy_compiler::Options;
    /// use policy_core::PolicyType;
    ///
    /// let text = r#"{"Version": "2012-10-17", "Statement": []}"#;
    /// let mut report = Report::default();
    /// report.check("web.json", text, &Options::new(PolicyType::Identity));
    /// let json: serde_json::Value = serde_json::from_str(&report.to_json())?;
    /// let finding = &json["findings"][0];
    /// assert_eq!(finding["issueCode"], "MISSING_STATEMENT");
    /// assert_eq!(finding["locations"][0]["path"], serde_json::json!([{"value": "Statement"}]));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// [validate]: https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
    #[must_use]
    pub fn to_json(&self) -> String {
        let groups = self.findings().chunk_by(Reported::is_beside);
        let findings = groups.flat_map(|group| {
            let places = self.places_of(group);
            let findings = group.iter().map(|one| finding(one, &places));
            findings.collect::<Vec<_>>()
        });
        let response = Response {
            findings: findings.collect(),
        };
        // Only maps whose keys are no strings cannot be written, and there are none.
        serde_json::to_string_pretty(&response).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct Response<'r> {
    findings: Vec<Finding<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are AWS's")]
struct Finding<'r> {
    finding_details: &'r str,
    finding_type: &'static str,
    issue_code: Cow<'static, str>,
    learn_more_link: String,
    locations: Vec<Location<'r>>,
    code: &'static str,
    rule: &'static str,
    level: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: Vec<PathElement>,
    span: Range,
    file: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'r str>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

fn finding<'r>(one: &'r Reported, places: &[Place<'r>]) -> Finding<'r> {
    let finding = one.finding();
    let locations = finding.spans().iter();
    Finding {
        finding_details: finding.message(),
        finding_type: finding.finding_type().as_str(),
        issue_code: finding.issue_code(),
        learn_more_link: finding.issue().map(learn_more).unwrap_or_default(),
        locations: locations
            .filter_map(|labelled| Some(location(labelled, places.get(labelled.source)?)))
            .collect(),
        code: finding.code().as_str(),
        rule: finding.rule(),
        level: one.level().as_str(),
        help: finding.help(),
    }
}

fn location<'r>(labelled: &'r LabelledSpan, place: &Place<'r>) -> Location<'r> {
    Location {
        path: place.path_of(labelled.span),
        span: Range {
            start: place.positions.start_of(labelled.span),
            end: place.positions.end_of(labelled.span),
        },
        file: place.source.name,
        label: labelled.label.as_deref(),
    }
}
