//! Where AWS tells more about a finding.

use policy_compiler::{FindingType, Issue};

/// The page of all of AWS's policy checks.
const PAGE: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";

/// The section of AWS's page that is about an issue.
///
/// ```
/// use policy_check::learn_more;
/// use policy_compiler::Issue;
///
/// let link = learn_more(Issue::PassRoleWithStarInResource);
/// assert!(link.ends_with("-policy-checks-security-warning-pass-role-with-star-in-resource"));
/// ```
#[must_use]
pub fn learn_more(issue: Issue) -> String {
    let finding_type = match issue.finding_type() {
        FindingType::Error => "error",
        FindingType::SecurityWarning => "security-warning",
        FindingType::Warning => "general-warning",
        FindingType::Suggestion => "suggestion",
    };
    let name = issue.as_str().to_ascii_lowercase().replace('_', "-");
    format!("{PAGE}#access-analyzer-reference-policy-checks-{finding_type}-{name}")
}
