//! Where a finding is in the tree of its document, as AWS's API says it.

use policy_compiler::{Node, Span, Value};
use serde::Serialize;

/// A step of the way from the whole document to a place in it.
///
/// AWS's page: [`PathElement`][element].
///
/// [element]: https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_PathElement.html
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PathElement {
    /// To an entry of an array; from 0.
    Index(usize),
    /// To a key of an object, not to what stands there.
    Key(String),
    /// To a part of a string.
    Substring {
        /// The first character of the part; from 0.
        start: usize,
        /// How many characters it has.
        length: usize,
    },
    /// To the value of this key of an object.
    Value(String),
}

/// The way to the smallest value, key or part of a string that has all of `span`.
///
/// Characters of strings are counted as they are meant: an escape is one.
///
/// ```
/// use policy_check::{PathElement, path_of};
/// use policy_compiler::{Span, json_tree};
///
/// let text = r#"{"Statement": [{"Action": ["s3:*", "ecs:Run*"]}]}"#;
/// let root = json_tree(text).unwrap();
/// let path_to = |part: &str| {
///     let start = text.find(part).unwrap();
///     path_of(text, &root, Span::new(start, start + part.len()))
/// };
///
/// let value = |key: &str| PathElement::Value(key.to_owned());
/// let action = [value("Statement"), PathElement::Index(0), value("Action"), PathElement::Index(1)];
/// assert_eq!(path_to("\"ecs:Run*\""), action);
///
/// let in_action = [&action[..], &[PathElement::Substring { start: 4, length: 4 }]].concat();
/// assert_eq!(path_to("Run*"), in_action);
///
/// assert_eq!(path_to("\"Statement\""), [PathElement::Key("Statement".to_owned())]);
/// ```
#[must_use]
pub fn path_of(text: &str, root: &Node, span: Span) -> Vec<PathElement> {
    let mut path = Vec::new();
    let mut node = root;
    loop {
        node = match &node.value {
            Value::Array(entries) => {
                let index = entries.partition_point(|entry| entry.span.end <= span.start);
                let Some(entry) = entries.get(index).filter(|entry| has(entry.span, span)) else {
                    return path;
                };
                path.push(PathElement::Index(index));
                entry
            }
            Value::Object(members) => {
                // INVARIANT: members are in the order of the text, so their ends are sorted.
                let index = members.partition_point(|member| member.value.span.end <= span.start);
                let Some(member) = members.get(index) else {
                    return path;
                };
                if has(member.key_span, span) {
                    path.push(PathElement::Key(member.key.clone()));
                    return path;
                }
                if !has(member.value.span, span) {
                    return path;
                }
                path.push(PathElement::Value(member.key.clone()));
                &member.value
            }
            Value::String(_) => {
                path.extend(substring(text, node.span, span));
                return path;
            }
            _ => return path,
        };
    }
}

fn has(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The part of a string, unless it is the whole string.
fn substring(text: &str, string: Span, part: Span) -> Option<PathElement> {
    let inside = Span::new(string.start + 1, string.end.saturating_sub(1));
    if !has(inside, part) || part == inside {
        return None;
    }
    Some(PathElement::Substring {
        start: n_characters(Span::new(inside.start, part.start).text(text)),
        length: n_characters(part.text(text)),
    })
}

/// How many characters a piece of a JSON string stands for.
fn n_characters(raw: &str) -> usize {
    let meant = serde_json::from_str::<String>(&format!("\"{raw}\""));
    // A piece that begins or ends inside an escape stands for nothing, and is counted as written.
    meant.map_or_else(|_| raw.chars().count(), |meant| meant.chars().count())
}

#[cfg(test)]
mod tests {
    use policy_compiler::json_tree;

    use super::*;

    /// The path as JSON, to the part between the marks.
    fn path(marked: &str) -> String {
        let start = marked.find('«').unwrap();
        let end = marked.find('»').unwrap() - '«'.len_utf8();
        let text = marked.replace(['«', '»'], "");
        let root = json_tree(&text).unwrap();
        serde_json::to_string(&path_of(&text, &root, Span::new(start, end))).unwrap()
    }

    #[test]
    fn paths_go_as_deep_as_the_place_is() {
        for (marked, expected) in [
            ("«{»}", "[]"),
            (r#" «{"Id": "x"}» "#, "[]"),
            (r#"{"Id"«:» "x"}"#, "[]"),
            (r#"{«"Id"»: "x"}"#, r#"[{"key":"Id"}]"#),
            (r#"{"Id": «"x"»}"#, r#"[{"value":"Id"}]"#),
            (r#"{"Id": "«x»"}"#, r#"[{"value":"Id"}]"#),
            (r"[1, «2», 3]", r#"[{"index":1}]"#),
            (r#"["a", «"b", "c"»]"#, "[]"),
            (r"[[], [«{»}]]", r#"[{"index":1},{"index":0}]"#),
            (r#"{"a": "x", "a": «"y"»}"#, r#"[{"value":"a"}]"#),
        ] {
            assert_eq!(path(marked), expected, "{marked}");
        }
    }

    #[test]
    fn substrings_count_characters_as_they_are_meant() {
        for (marked, start, length) in [
            (r#"["«s3»:*"]"#, 0, 2),
            (r#"["ä«ö»x"]"#, 1, 1),
            (r#"["\u00e4\n«\u0078»y"]"#, 2, 1),
            (r#"["\ud83d\ude00«x»"]"#, 1, 1),
            (r#"["ab«»"]"#, 2, 0),
            // Inside an escape.
            (r#"["\«n»b"]"#, 1, 1),
        ] {
            let expected =
                format!(r#"[{{"index":0}},{{"substring":{{"start":{start},"length":{length}}}}}]"#);
            assert_eq!(path(marked), expected, "{marked}");
        }
    }

    #[test]
    fn places_outside_have_no_path() {
        let text = r#"["x"]"#;
        let root = json_tree(text).unwrap();
        assert_eq!(path_of(text, &root, Span::new(7, 90)), []);
        assert_eq!(path_of(text, &root, Span::new(4, 2)), []);
    }
}
