//! A text that passes these tests and fails those.

use super::budget::{Budget, TooHard};
use super::glob::{Atom, Globs};
use super::points;
use super::product::{self, Alphabet, Term};
use super::test::{Operands, TextTest};

/// A test, and what it has to say.
pub(super) type Asked<'a> = (&'a TextTest, bool);

/// A text of which every test says what is asked.
pub(super) fn find(asked: &[Asked<'_>], budget: &mut Budget) -> Result<Option<String>, TooHard> {
    budget.spend(asked.len())?;
    if let Some(texts) = finite(asked) {
        return first(texts.into_iter(), asked, budget);
    }
    let is_typed = |(test, _): &&Asked<'_>| !is_pattern(test);
    let typed: Vec<Asked<'_>> = asked.iter().filter(is_typed).copied().collect();
    if typed.is_empty() {
        return find_pattern(asked, budget);
    }
    let points = points::of(&typed, budget)?;
    if let Some(text) = first(points.into_iter(), asked, budget)? {
        return Ok(Some(text));
    }
    if typed.len() == asked.len() {
        return Ok(None);
    }
    // Patterns and numbers together: without a text for either alone there is none for both, and
    // a text for one of them may do for both.
    if first(points::of(&typed, budget)?.into_iter(), &typed, budget)?.is_none() {
        return Ok(None);
    }
    let patterns = asked.iter().filter(|(test, _)| is_pattern(test));
    let patterns: Vec<Asked<'_>> = patterns.copied().collect();
    match find_pattern(&patterns, budget)? {
        None => Ok(None),
        Some(text) if passes(&text, asked) => Ok(Some(text)),
        Some(_) => Err(TooHard),
    }
}

fn passes(text: &str, asked: &[Asked<'_>]) -> bool {
    asked
        .iter()
        .all(|(test, wanted)| test.passes(text) == *wanted)
}

fn first(
    mut texts: impl Iterator<Item = String>,
    asked: &[Asked<'_>],
    budget: &mut Budget,
) -> Result<Option<String>, TooHard> {
    texts
        .find_map(|text| match budget.spend(cost(asked)) {
            Err(too_hard) => Some(Err(too_hard)),
            Ok(()) => passes(&text, asked).then_some(Ok(text)),
        })
        .transpose()
}

/// About what it costs to ask all the tests of one text.
fn cost(asked: &[Asked<'_>]) -> usize {
    let n_operands = asked.iter().map(|(test, _)| match &test.operands {
        Operands::Text(globs) | Operands::Arn(globs) => globs.cost(),
        Operands::Numeric(_, operands) | Operands::Date(_, operands) => 1 + operands.len(),
        Operands::Ip(blocks) => 1 + blocks.len() / 8,
    });
    n_operands.sum()
}

const fn is_pattern(test: &TextTest) -> bool {
    matches!(test.operands, Operands::Text(_) | Operands::Arn(_))
}

/// All the texts in question, if some test names them.
fn finite(asked: &[Asked<'_>]) -> Option<Vec<String>> {
    asked.iter().find_map(|(test, wanted)| {
        let globs = match &test.operands {
            Operands::Text(globs) => globs,
            // Not to pass is also for what is no ARN.
            Operands::Arn(globs) if *wanted => globs,
            _ => return None,
        };
        let names_all = *wanted != test.negated && !globs.folds() && !globs.has_wildcards();
        names_all.then(|| globs.iter().map(plain).collect())
    })
}

/// The text of a glob without wildcards.
pub(super) fn plain(glob: &[Atom]) -> String {
    let units = glob.iter().filter_map(|atom| match atom {
        Atom::Unit(unit) => Some(*unit),
        _ => None,
    });
    String::from_utf16_lossy(&units.collect::<Vec<_>>())
}

/// As `find`, for patterns alone.
fn find_pattern(asked: &[Asked<'_>], budget: &mut Budget) -> Result<Option<String>, TooHard> {
    let has_arns = asked
        .iter()
        .any(|(test, _)| matches!(test.operands, Operands::Arn(_)));
    if !has_arns {
        return find_among(asked, None, budget);
    }
    // A text is an ARN, or it is none and passes no test of ARNs.
    let mut arns = Globs::new(false);
    arns.push_pattern("*:*:*:*:*:*");
    if let Some(text) = find_among(asked, Some((&arns, true)), budget)? {
        return Ok(Some(text));
    }
    let wants_arn = asked
        .iter()
        .any(|(test, wanted)| *wanted && matches!(test.operands, Operands::Arn(_)));
    if wants_arn {
        return Ok(None);
    }
    find_among(asked, Some((&arns, false)), budget)
}

/// Among the texts that are ARNs, or among those that are none.
fn find_among(
    asked: &[Asked<'_>],
    arns: Option<(&Globs, bool)>,
    budget: &mut Budget,
) -> Result<Option<String>, TooHard> {
    let mut terms: Vec<Term<'_>> = Vec::with_capacity(asked.len() + 1);
    for (test, wanted) in asked {
        let wanted = *wanted != test.negated;
        match &test.operands {
            Operands::Text(globs) => terms.push(Term { globs, wanted }),
            Operands::Arn(globs) if arns.is_some_and(|(_, is_arn)| is_arn) => {
                terms.push(Term { globs, wanted });
            }
            _ => {}
        }
    }
    if let Some((globs, wanted)) = arns {
        terms.push(Term { globs, wanted });
    }
    if terms.iter().all(|term| !term.wanted) {
        // A text that says more to readers than the empty one.
        let text = "x";
        if passes(text, asked) {
            return Ok(Some(text.to_owned()));
        }
    }
    product::find(&terms, Alphabet::Everything, budget)
}
