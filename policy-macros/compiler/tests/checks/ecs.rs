//! All that is found in the eight documents of Amazon ECS, which policy-catalog/policies/README.md
//! introduces.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use policy_compiler::Finding;
use policy_core::PolicyType::{self, Identity, Trust};

use crate::review;

const DOCUMENTS: [(&str, PolicyType); 8] = [
    ("managed/AmazonECS_FullAccess", Identity),
    ("managed/AmazonEC2ContainerServiceFullAccess", Identity),
    ("managed/AmazonEC2ContainerServiceforEC2Role", Identity),
    ("managed/AmazonECSTaskExecutionRolePolicy", Identity),
    ("managed/AmazonEC2ContainerServiceRole", Identity),
    ("managed/AmazonEC2ContainerServiceAutoscaleRole", Identity),
    ("managed/AmazonEC2ContainerServiceEventsRole", Identity),
    ("trust/AmazonEC2ContainerServiceTaskRole", Trust),
];

/// Under each document line and column, code, level, and the text in the place. Paths of privilege
/// escalation that begin in one place are one line; which they are, escalation.rs says.
const FOUND: &str = r#"
managed/AmazonECS_FullAccess
  13:17 missing_dependent_action (allow) "application-autoscaling:RegisterScalableTarget"
  26:17 privilege_escalation (warn) "cloudformation:UpdateStack"
  28:17 missing_dependent_action (allow) "cloudwatch:DeleteAlarms"
  57:17 missing_dependent_action (allow) "ec2:AuthorizeSecurityGroupIngress"
  59:17 missing_dependent_action (allow) "ec2:CreateInternetGateway"
  60:17 missing_dependent_action (allow) "ec2:CreateLaunchTemplate"
  62:17 missing_dependent_action (allow) "ec2:CreateRouteTable"
  63:17 missing_dependent_action (allow) "ec2:CreateSecurityGroup"
  64:17 missing_dependent_action (allow) "ec2:CreateSubnet"
  65:17 missing_dependent_action (allow) "ec2:CreateVpc"
  74:17 missing_dependent_action (allow) "ec2:RunInstances"
  75:17 missing_dependent_action (allow) "ec2:RequestSpotFleet"
  76:17 missing_dependent_action (allow) "elasticloadbalancing:CreateListener"
  77:17 missing_dependent_action (allow) "elasticloadbalancing:CreateLoadBalancer"
  78:17 missing_dependent_action (allow) "elasticloadbalancing:CreateRule"
  79:17 missing_dependent_action (allow) "elasticloadbalancing:CreateTargetGroup"
  88:17 privilege_escalation (warn) "ecs:*"
  148:23 privilege_escalation (warn) "iam:PassRole"
  160:23 privilege_escalation (warn) "iam:PassRole"

managed/AmazonEC2ContainerServiceFullAccess
  12:17 privilege_escalation (warn) "cloudformation:UpdateStack"
  16:17 privilege_escalation (warn) "ecs:*"
  26:17 pass_role_with_star_in_resource (deny) "iam:PassRole"
  26:17 privilege_escalation (warn) "iam:PassRole"

managed/AmazonEC2ContainerServiceforEC2Role

managed/AmazonECSTaskExecutionRolePolicy

managed/AmazonEC2ContainerServiceRole
  7:17 missing_dependent_action (allow) "ec2:AuthorizeSecurityGroupIngress"

managed/AmazonEC2ContainerServiceAutoscaleRole

managed/AmazonEC2ContainerServiceEventsRole
  15:23 privilege_escalation (warn) "iam:PassRole"

trust/AmazonEC2ContainerServiceTaskRole
  5:14 empty_sid_value (warn) ""

"#;

#[test]
fn all_that_is_found() {
    let mut found = String::from("\n");
    for (name, policy_type) in DOCUMENTS {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policy-catalog/policies");
        let path = Path::new(folder).join(name).with_extension("json");
        let text = fs::read_to_string(path).expect("a policy of the catalogue");
        let findings = review(&text, policy_type);
        let mut lines: Vec<_> = findings.iter().map(|one| line(one, &text)).collect();
        lines.dedup();
        writeln!(found, "{name}\n{}", lines.concat()).expect("memory");
    }
    assert!(found == FOUND, "found are:{found}");
}

fn line(finding: &Finding, text: &str) -> String {
    let span = finding.span();
    let before = text.get(..span.start).expect("a place");
    let column = before
        .chars()
        .rev()
        .take_while(|character| *character != '\n')
        .count();
    format!(
        "  {}:{} {} ({}) {}\n",
        before.matches('\n').count() + 1,
        column + 1,
        finding.code().as_str(),
        finding.default_level().as_str(),
        span.text(text)
    )
}
