//! Sets of resources, and a resource in some of them and not in others.

use std::sync::LazyLock;

use super::budget::{Budget, TooHard};
use super::glob::{Atom, Globs, Reach};
use super::product::{self, Alphabet, Term};
use super::region::Bound;
use super::text::plain;
use crate::template::{Piece, Template};

/// The resources that a `Resource` or `NotResource` element covers.
#[derive(Clone, Debug)]
pub(crate) struct ResourceLiteral {
    /// Whether it covers what its patterns do not match.
    negated: bool,
    patterns: Globs,
}

/// A literal, and what it has to say.
pub(super) type AskedResource<'a> = (&'a ResourceLiteral, bool);

/// What a request may be about: an ARN, or `*`.
static RESOURCES: LazyLock<Globs> = LazyLock::new(|| {
    let mut globs = Globs::new(false);
    globs.push_text("*");
    globs.push_pattern("arn:*");
    globs
});

impl ResourceLiteral {
    pub(super) fn new<'a>(
        negated: bool,
        templates: impl Iterator<Item = &'a Template>,
        bound: Bound,
        wide_stars: bool,
    ) -> Self {
        // A pattern is made wider where that widens the whole.
        let widens = (bound == Bound::AtMost) != negated;
        let mut patterns = Globs::new(false);
        for template in templates {
            if template.pieces == [Piece::Star] {
                patterns.push_template(&template.pieces);
            } else if widens || !template.has_variables() {
                // The colons of a variable's text do not count.
                patterns.push_resource(&template.pieces, wide_stars);
            }
        }
        ResourceLiteral { negated, patterns }
    }

    pub(super) fn holds(&self, resource: &[u16]) -> bool {
        self.patterns.matches(resource) != self.negated
    }
}

/// Of so many patterns an example is tried before all texts are.
const MOST_EXAMPLES: usize = 64;

/// A resource of which every literal says what is asked.
pub(super) fn find(
    asked: &[AskedResource<'_>],
    budget: &mut Budget,
) -> Result<Option<String>, TooHard> {
    budget.spend(1 + asked.len())?;
    let fits = |resource: &str| {
        let units: Vec<u16> = resource.encode_utf16().collect();
        RESOURCES.matches(&units)
            && asked
                .iter()
                .all(|(literal, wanted)| literal.holds(&units) == *wanted)
    };
    if fits("*") {
        return Ok(Some("*".to_owned()));
    }
    let mut terms: Vec<Term<'_>> = asked
        .iter()
        .map(|(literal, wanted)| Term {
            globs: &literal.patterns,
            wanted: *wanted != literal.negated,
        })
        .collect();
    // A resource that looks like one, or else the shortest.
    let wanted = || terms.iter().filter(|term| term.wanted);
    for glob in wanted()
        .flat_map(|term| term.globs.iter())
        .take(MOST_EXAMPLES)
    {
        budget.spend(1 + terms.len() + glob.len() / 8)?;
        let resource = example(glob);
        if fits(&resource) {
            return Ok(Some(resource));
        }
    }
    if let Some(all) = wanted().find(|term| !term.globs.has_wildcards()) {
        for resource in all.globs.iter().map(plain) {
            budget.spend(1 + terms.len())?;
            if fits(&resource) {
                return Ok(Some(resource));
            }
        }
        return Ok(None);
    }
    terms.push(Term {
        globs: &RESOURCES,
        wanted: true,
    });
    product::find(&terms, Alphabet::Everything, budget)
}

/// A resource that the glob matches, with fields that are usual.
fn example(glob: &[Atom]) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut colons = 0;
    for (at, atom) in glob.iter().enumerate() {
        match atom {
            Atom::Unit(unit) => {
                units.push(*unit);
                colons += usize::from(*unit == super::glob::COLON);
            }
            Atom::One(_) => units.push(b'x'.into()),
            Atom::Star(reach) => {
                let is_colon = |at: usize| matches!(glob.get(at), Some(Atom::Unit(unit)) if *unit == super::glob::COLON);
                let is_whole_field = at.checked_sub(1).is_some_and(is_colon) && is_colon(at + 1);
                let text = match (reach, colons) {
                    (Reach::Field, 1) if is_whole_field => "aws",
                    (Reach::Field, 3) if is_whole_field => "us-east-1",
                    (Reach::Field, 4) if is_whole_field => "111122223333",
                    (Reach::Everything, 0) => "arn:aws:s3:::x",
                    (Reach::Everything, _) => "x",
                    (Reach::Field, _) => "",
                };
                units.extend(text.encode_utf16());
            }
            Atom::End => {}
        }
    }
    String::from_utf16_lossy(&units)
}
