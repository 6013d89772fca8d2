//! The text of a policy document.

/// The action entries of a document in their order, read by plain text search.
///
/// The documents here have no escapes and no `NotAction`, so this needs no JSON parser.
pub(crate) fn action_entries(document: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    for rest in document.split("\"Action\":").skip(1) {
        let rest = rest.trim_start();
        let (list, n_entries) = match rest.strip_prefix('[') {
            Some(list) => (list.split(']').next().unwrap_or(list), usize::MAX),
            None => (rest, 1),
        };
        // Of the pieces between quotation marks every second one is inside a string.
        entries.extend(list.split('"').skip(1).step_by(2).take(n_entries));
    }
    entries
}
