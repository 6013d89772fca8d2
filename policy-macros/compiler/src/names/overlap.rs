//! Whether some ARN fits both an entry of a policy and a format of the reference.

use crate::template::Piece;

/// An ARN with placeholders.
pub(crate) struct ArnFormat {
    // INVARIANT: has `FIELDS` fields, or fewer if the format is no ARN.
    fields: Vec<Vec<Atom>>,
    /// Whether something is written for the account, be it a placeholder.
    names_account: bool,
}

/// What some field of the ARNs of a format can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filling {
    pub(crate) may_be_empty: bool,
    pub(crate) may_be_filled: bool,
}

/// An entry of a policy, made ready for comparing it with formats.
pub(crate) struct Entry {
    fields: Vec<Vec<Atom>>,
    /// The field whose last star goes on over all that follow.
    wide: Option<usize>,
}

/// What stands for a run of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Atom {
    Is(char),
    /// Any character.
    One,
    /// Any characters, or none.
    Any,
    /// One or any, but for `/`.
    OneBetweenSlashes,
    AnyBetweenSlashes,
}

/// A placeholder for what never holds a `/`: the name of a bucket, which comes before one.
const BUCKET: &str = "${BucketName}";

/// Fields of an ARN: `arn`, partition, service, region, account, resource.
const FIELDS: usize = 6;
const SERVICE: usize = 2;
const REGION: usize = 3;
const ACCOUNT: usize = 4;
const RESOURCE: usize = 5;

impl ArnFormat {
    /// Reads an ARN such as `arn:${Partition}:s3:::${BucketName}`.
    pub(crate) fn new(format: &str) -> Self {
        let mut fields = Vec::new();
        let mut field = Vec::new();
        let mut names_account = false;
        let mut rest = format;
        while let Some(first) = rest.chars().next() {
            let mut length = first.len_utf8();
            if let Some(end) = rest.starts_with("${").then(|| rest.find('}')).flatten() {
                // A placeholder stands for one character at least; what AWS itself owns has no
                // account, such as `arn:aws:ssm:*::document/AWS-RunShellScript`.
                length = end + 1;
                if rest.get(..length) == Some(BUCKET) {
                    field.extend([Atom::OneBetweenSlashes, Atom::AnyBetweenSlashes]);
                } else if fields.len() == ACCOUNT {
                    names_account = true;
                    field.push(Atom::Any);
                } else {
                    field.extend([Atom::One, Atom::Any]);
                }
            } else if first == '*' {
                field.push(Atom::Any);
            } else if first == ':' && fields.len() + 1 < FIELDS {
                fields.push(std::mem::take(&mut field));
            } else {
                names_account |= fields.len() == ACCOUNT;
                field.push(Atom::Is(first));
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        fields.push(field);
        ArnFormat {
            fields,
            names_account,
        }
    }

    /// What the region of such an ARN can be.
    pub(crate) fn region(&self) -> Filling {
        let region = self.fields.get(REGION).map_or(&[][..], Vec::as_slice);
        Filling {
            may_be_empty: region.iter().all(|atom| *atom == Atom::Any),
            may_be_filled: !region.is_empty(),
        }
    }

    /// What the account of such an ARN can be.
    pub(crate) fn account(&self) -> Filling {
        Filling {
            may_be_empty: !self.names_account,
            may_be_filled: self.fields.get(ACCOUNT).is_some_and(|one| !one.is_empty()),
        }
    }

    /// The same in lower case.
    pub(crate) fn folded(&self) -> Self {
        ArnFormat {
            fields: folded(&self.fields),
            names_account: self.names_account,
        }
    }
}

impl Entry {
    /// An entry of six fields; with `wide_stars` a star at the end of a field other than the
    /// last one matches colons, too.
    pub(crate) fn new(fields: &[Vec<Piece>], wide_stars: bool) -> Self {
        let ends_in_star = |field: &Vec<Piece>| field.last() == Some(&Piece::Star);
        let before_last = fields.get(..FIELDS - 1).unwrap_or_default();
        Entry {
            fields: fields.iter().map(|field| atoms(field)).collect(),
            wide: before_last
                .iter()
                .position(ends_in_star)
                .filter(|_| wide_stars),
        }
    }

    /// The same in lower case.
    pub(crate) fn folded(&self) -> Self {
        Entry {
            fields: folded(&self.fields),
            wide: self.wide,
        }
    }

    /// Whether a star is read so widely that the fields behind it say nothing.
    pub(crate) fn is_wide(&self) -> bool {
        self.wide.is_some()
    }

    /// Whether service and resource of some ARN fit both, whatever its other fields; as
    /// [`overlaps`](Self::overlaps) otherwise.
    pub(crate) fn is_about(&self, format: &ArnFormat, n_steps: &mut usize) -> bool {
        [SERVICE, RESOURCE].into_iter().all(|at| {
            let fields = (self.fields.get(at), format.fields.get(at));
            matches!(fields, (Some(entry), Some(format)) if overlap(entry, format, n_steps))
        })
    }

    /// Whether some ARN fits both; `true` if that would take too long to find out. Adds what it
    /// has cost to `n_steps`.
    pub(crate) fn overlaps(&self, format: &ArnFormat, n_steps: &mut usize) -> bool {
        let n_fields = self.wide.map_or(FIELDS, |wide| wide + 1);
        let fields = self.fields.iter().zip(&format.fields).take(n_fields);
        let mut overlap = fields.map(|(entry, format)| overlap(entry, format, n_steps));
        overlap.all(|overlaps| overlaps)
    }
}

/// Variables stand for any text.
fn atoms(field: &[Piece]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for piece in field {
        match piece {
            Piece::Text(text) => atoms.extend(text.chars().map(Atom::Is)),
            Piece::One => atoms.push(Atom::One),
            Piece::Star | Piece::Variable { .. } => atoms.push(Atom::Any),
        }
    }
    atoms
}

fn folded(fields: &[Vec<Atom>]) -> Vec<Vec<Atom>> {
    let fold = |atom: &Atom| match atom {
        Atom::Is(character) => Atom::Is(character.to_ascii_lowercase()),
        other => *other,
    };
    let fields = fields.iter();
    fields
        .map(|field| field.iter().map(fold).collect())
        .collect()
}

/// More steps are not taken for one field.
const MOST_STEPS: usize = 20_000;

fn overlap(one: &[Atom], other: &[Atom], n_steps: &mut usize) -> bool {
    *n_steps += 1;
    let Some((one, other)) = without_equal_ends(one, other) else {
        return false;
    };
    if one == [Atom::Any] || other == [Atom::Any] {
        return true;
    }
    let steps = (one.len() + 1) * (other.len() + 1);
    *n_steps += steps;
    if steps > MOST_STEPS {
        return true;
    }
    // For each rest of `one`, from the shortest on: does it overlap with each rest of `other`?
    let mut shorter: Vec<bool> = Vec::new();
    for start in (0..=one.len()).rev() {
        let first = one.get(start);
        let mut row = vec![false; other.len() + 1];
        for at in (0..=other.len()).rev() {
            let get = |row: &[bool], at: usize| row.get(at).copied().unwrap_or(false);
            let (without_one, without_both) = (get(&shorter, at), get(&shorter, at + 1));
            let without_other = get(&row, at + 1);
            let overlaps = match (first, other.get(at)) {
                (None, None) => true,
                (Some(one), None) => one.is_run() && without_one,
                (None, Some(other)) => other.is_run() && without_other,
                (Some(one), Some(other)) => match (one.is_run(), other.is_run()) {
                    (true, true) => without_one || without_other,
                    // A run ends here, or takes the other side's character.
                    (true, false) => without_one || (is_compatible(*one, *other) && without_other),
                    (false, true) => without_other || (is_compatible(*one, *other) && without_one),
                    (false, false) => is_compatible(*one, *other) && without_both,
                },
            };
            if let Some(cell) = row.get_mut(at) {
                *cell = overlaps;
            }
        }
        shorter = row;
    }
    shorter.first().copied().unwrap_or(false)
}

/// Takes single characters off both ends while they agree; nothing if some do not.
fn without_equal_ends<'a>(
    mut one: &'a [Atom],
    mut other: &'a [Atom],
) -> Option<(&'a [Atom], &'a [Atom])> {
    while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other)
        && !first.is_run()
        && !second.is_run()
    {
        if !is_compatible(*first, *second) {
            return None;
        }
        (one, other) = (one_rest, other_rest);
    }
    while let ([one_rest @ .., first], [other_rest @ .., second]) = (one, other)
        && !first.is_run()
        && !second.is_run()
    {
        if !is_compatible(*first, *second) {
            return None;
        }
        (one, other) = (one_rest, other_rest);
    }
    Some((one, other))
}

impl Atom {
    fn is_run(self) -> bool {
        matches!(self, Atom::Any | Atom::AnyBetweenSlashes)
    }

    fn is_between_slashes(self) -> bool {
        matches!(self, Atom::OneBetweenSlashes | Atom::AnyBetweenSlashes)
    }
}

/// Whether there is a character that both stand for.
fn is_compatible(one: Atom, other: Atom) -> bool {
    match (one, other) {
        (Atom::Is(one), Atom::Is(other)) => one == other,
        (Atom::Is(character), range) | (range, Atom::Is(character)) => {
            character != '/' || !range.is_between_slashes()
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(entry: &str, format: &str) -> bool {
        // A format is written like an entry, but for its placeholders.
        let fields = ArnFormat::new(entry).fields;
        Entry { fields, wide: None }.overlaps(&ArnFormat::new(format), &mut 0)
    }

    #[test]
    fn entries_and_formats_overlap_field_by_field() {
        let bucket = "arn:${Partition}:s3:::${BucketName}";
        let object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
        let table = "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}";
        let device = "arn:${Partition}:braket:*:*:device/${DeviceType}/${Provider}";
        for (entry, format, expected) in [
            ("arn:aws:s3:::b", bucket, true),
            ("arn:aws:s3:::", bucket, false),
            ("arn:aws:s3:::b", object, false),
            ("arn:aws:s3:::b*", object, true),
            ("arn:aws:s3:::b/*", bucket, false),
            ("arn:aws:s3:::*/*", bucket, false),
            ("arn:aws:s3:::b*x?", bucket, true),
            ("arn:aws:s3:::b/", object, false),
            ("arn:aws:s3:::b/c/*", object, true),
            ("arn:aws:s3:::*x/*", object, true),
            ("arn:aws:s3:eu-west-1::b", bucket, false),
            ("arn:aws:s3:*:*:b", bucket, true),
            ("arn:aws:dynamodb:*:*:table/x", table, true),
            ("arn:aws:dynamodb:*::table/x", table, true),
            ("arn:aws:dynamodb:::table/x", table, false),
            ("arn:aws:dynamodb:*:*:*x", table, true),
            ("arn:aws:dynamodb:*:*:tables/x", table, false),
            ("arn:aws:dynamodb:*:*:*/index/*", table, true),
            ("arn:aws:s3:*:*:table/x", table, false),
            ("arn:aws:braket:us-east-1:1:device/a/b", device, true),
            ("arn:aws:braket:us-east-1:1:device/a", device, false),
        ] {
            assert_eq!(fits(entry, format), expected, "{entry} {format}");
        }
    }

    #[test]
    fn formats_say_which_fields_are_filled() {
        let fillings = |format: &str| {
            let format = ArnFormat::new(format);
            let [region, account] = [format.region(), format.account()];
            [region, account].map(|one| (one.may_be_empty, one.may_be_filled))
        };
        let (empty, filled, either) = ((true, false), (false, true), (true, true));
        for (format, expected) in [
            ("arn:${Partition}:s3:::${BucketName}", [empty, empty]),
            (
                "arn:${Partition}:sqs:${Region}:${Account}:${Q}",
                [filled; 2],
            ),
            ("arn:${Partition}:iam::aws:policy/${Name}", [empty, filled]),
            ("arn:${Partition}:braket:*:*:device/${Id}", [either; 2]),
            ("arn:${Partition}:health:*::event/*", [either, empty]),
        ] {
            assert_eq!(fillings(format), expected, "{format}");
        }
    }

    #[test]
    fn wide_stars_end_the_comparison() {
        let star = vec![Piece::Star];
        let text = |text: &str| vec![Piece::Text(text.to_owned())];
        let fields = [
            text("arn"),
            text("aws"),
            text("sqs"),
            star.clone(),
            text("q"),
            star,
        ];
        let format = ArnFormat::new("arn:${Partition}:sqs:${Region}:1:x");
        assert!(!Entry::new(&fields, false).overlaps(&format, &mut 0));
        assert!(Entry::new(&fields, true).overlaps(&format, &mut 0));
    }

    #[test]
    fn long_comparisons_are_not_made() {
        let long = format!("arn:aws:s3:::{}*", "*a".repeat(1_000));
        assert!(fits(&long, "arn:aws:s3:::bbbbbbbbbbbbbbbb"));
        assert!(!fits("arn:aws:s3:::*a*", "arn:aws:s3:::bbbbbbbbbbbbbbbb"));
    }
}
