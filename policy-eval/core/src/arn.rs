//! ARNs made of checked parts.
//!
//! Each resource type of a service has a function that makes its ARNs, such as
//! `ecs::arn::cluster` of `policy-catalog`. It takes the [`Partition`], the [`Region`] and the
//! [`AccountId`] that the format of the ARN has, then its own parts, and
//! gives an [`Arn`], which borrows them all.
//!
//! AWS's page: [Amazon Resource Names][arns].
//!
//! [arns]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html

mod field;
mod format;
mod part;

use core::fmt;

use format::{Format, Piece};

pub use field::{ParsePartitionError, ParseRegionError, Partition, Region};
pub use part::{ArnError, Part};

pub(crate) use format::placeholder;

use crate::AccountId;

/// The ARN of a resource, made of checked parts.
///
/// It is a borrowed value and `Copy`, and allocates nothing: [`write_to`](Self::write_to)
/// writes it into a buffer of the caller's, and with an allocator there is `to_string`. That
/// each part is checked means that no part can reach into the next one. A part of a resource's
/// own
///
/// - is not empty,
/// - has no control characters,
/// - has neither `:` nor what separates it from the next part, unless it is the end of the ARN
///   or that is a `-` or `_`; a `/` it may have before a `:`, as the log group in
///   `log-group:/app/web:log-stream:1`,
/// - has no `:` or `/` with which the ARN would be that of another resource type, as the name
///   of a bucket has no `/`, since objects of buckets do.
///
/// Nothing else is known about the names that a service gives out; wildcards are characters
/// like others.
///
/// ```
/// use policy_core::arn::{Arn, ArnError, Partition, Region};
/// use policy_core::AccountId;
///
/// // As the functions of `policy-catalog` are.
/// const fn cluster<'a>(
///     partition: Partition<'a>,
///     region: Region<'a>,
///     account: AccountId<'a>,
///     cluster_name: &'a str,
/// ) -> Result<Arn<'a>, ArnError> {
///     let format = "arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}";
///     Arn::build(format, "", Some(partition), Some(region), Some(account), &[cluster_name])
/// }
///
/// const HOME: AccountId<'static> = AccountId::from_static("111122223333");
/// const FRANKFURT: Region<'static> = Region::from_static("eu-central-1");
///
/// let web = cluster(Partition::AWS, FRANKFURT, HOME, "web")?;
/// let mut buffer = [0; 128];
/// let text = web.write_to(&mut buffer).unwrap();
/// assert_eq!(text, "arn:aws:ecs:eu-central-1:111122223333:cluster/web");
///
/// let error = cluster(Partition::AWS, FRANKFURT, HOME, "").unwrap_err();
/// assert_eq!(error.to_string(), "`ClusterName` is empty");
/// # Ok::<(), ArnError>(())
/// ```
///
/// AWS's page: [Amazon Resource Names][arns].
///
/// [arns]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
#[derive(Clone, Copy)]
pub struct Arn<'a> {
    // INVARIANT: every placeholder of the format has its part below, checked.
    format: &'static str,
    partition: &'a str,
    region: &'a str,
    account: &'a str,
    own: [&'a str; MAX_OWN_PARTS],
    len: usize,
}

/// No ARN of AWS has more parts of its own.
const MAX_OWN_PARTS: usize = 6;

impl<'a> Arn<'a> {
    /// An ARN of this format. Placeholders in the second, fourth and fifth of its fields take
    /// the partition, the region and the account, as does a `*` that is the whole field; every
    /// other one, `*` included, takes the next own part.
    ///
    /// No part has a byte of `refused`: those are the separators with which the ARN would be of
    /// another format.
    ///
    /// Not public API; used by the macros.
    ///
    /// # Errors
    ///
    /// If an own part is not as it has to be, or the parts are not those of the format.
    #[doc(hidden)]
    pub const fn build(
        format: &'static str,
        refused: &str,
        partition: Option<Partition<'a>>,
        region: Option<Region<'a>>,
        account: Option<AccountId<'a>>,
        own: &[&'a str],
    ) -> Result<Self, ArnError> {
        let mut arn = Arn {
            format,
            partition: match partition {
                Some(partition) => partition.as_str(),
                None => "",
            },
            region: match region {
                Some(region) => region.as_str(),
                None => "",
            },
            account: match account {
                Some(account) => account.as_str(),
                None => "",
            },
            own: [""; MAX_OWN_PARTS],
            len: 0,
        };
        let (mut to, mut from) = (arn.own.as_mut_slice(), own);
        while let (Some((place, after)), Some((part, rest))) =
            (to.split_first_mut(), from.split_first())
        {
            *place = part;
            (to, from) = (after, rest);
        }
        if !from.is_empty() {
            return Err(ArnError::unfit(format));
        }
        let mut pieces = Format::new(format);
        while let Some((piece, after)) = pieces.next() {
            let text = arn.text_of(piece);
            let problem = match piece {
                Piece::Text(_) => Ok(()),
                Piece::Own { name, number } if number >= own.len() => Err(ArnError::unfit(name)),
                Piece::Own { name, .. } => part::check(name, text, after.ending(), refused),
                _ if text.is_empty() => Err(ArnError::unfit(format)),
                Piece::Partition | Piece::Region | Piece::Account => Ok(()),
            };
            if let Err(error) = problem {
                return Err(error);
            }
            arn.len += text.len();
            pieces = after;
        }
        if pieces.own_parts() == own.len() {
            Ok(arn)
        } else {
            Err(ArnError::unfit(format))
        }
    }

    /// [`build`](Self::build) for the formats that have all three, as most do: what is easier to
    /// write is less work for the Rust compiler, which does it for thousands of them.
    ///
    /// Not public API; used by the macros.
    ///
    /// # Errors
    ///
    /// Those of `build`.
    #[doc(hidden)]
    pub const fn regional(
        format: &'static str,
        refused: &str,
        partition: Partition<'a>,
        region: Region<'a>,
        account: AccountId<'a>,
        own: &[&'a str],
    ) -> Result<Self, ArnError> {
        Arn::build(
            format,
            refused,
            Some(partition),
            Some(region),
            Some(account),
            own,
        )
    }

    /// How many bytes it has.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "no ARN is empty")]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Writes the ARN to the beginning of a buffer, as a [`Request`](crate::Request) takes it;
    /// `None` if the buffer is shorter than the ARN.
    #[must_use]
    pub const fn write_to<'b>(&self, buffer: &'b mut [u8]) -> Option<&'b str> {
        let Some((arn, _)) = buffer.split_at_mut_checked(self.len) else {
            return None;
        };
        let mut rest: &mut [u8] = arn;
        let mut pieces = Format::new(self.format);
        while let Some((piece, after)) = pieces.next() {
            let text = self.text_of(piece).as_bytes();
            let Some((to, left)) = rest.split_at_mut_checked(text.len()) else {
                return None;
            };
            to.copy_from_slice(text);
            (rest, pieces) = (left, after);
        }
        match str::from_utf8(arn) {
            Ok(text) => Some(text),
            Err(_) => None,
        }
    }

    const fn text_of(&self, piece: Piece) -> &'a str {
        match piece {
            Piece::Text(text) => text,
            Piece::Partition => self.partition,
            Piece::Region => self.region,
            Piece::Account => self.account,
            Piece::Own { number, .. } => match self.own.as_slice().split_at_checked(number) {
                Some((_, [part, ..])) => part,
                _ => "",
            },
        }
    }
}

impl fmt::Display for Arn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = Format::new(self.format);
        while let Some((piece, after)) = pieces.next() {
            f.write_str(self.text_of(piece))?;
            pieces = after;
        }
        Ok(())
    }
}

impl fmt::Debug for Arn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arn({self})")
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::string::ToString as _;

    use super::*;

    enum Cluster {}
    enum Task {}
    type ClusterName<'a> = Part<'a, Cluster>;
    type TaskId<'a> = Part<'a, Task>;

    const HOME: AccountId<'static> = AccountId::from_static("111122223333");
    const FRANKFURT: Region<'static> = Region::from_static("eu-central-1");

    const fn task<'a>(cluster: ClusterName<'a>, id: TaskId<'a>) -> Result<Arn<'a>, ArnError> {
        let format = "arn:${Partition}:ecs:${Region}:${Account}:task/${ClusterName}/${TaskId}";
        let own = [cluster.as_str(), id.as_str()];
        Arn::regional(format, "", Partition::AWS, FRANKFURT, HOME, &own)
    }

    const TASK: Arn<'static> = match task(ClusterName::new("web"), TaskId::new("a/b:c")) {
        Ok(arn) => arn,
        Err(_) => panic!("the parts are in order"),
    };

    const BYTES: [u8; TASK.len()] = {
        let mut bytes = [0; TASK.len()];
        assert!(TASK.write_to(&mut bytes).is_some());
        bytes
    };

    #[test]
    fn an_arn_can_be_a_constant() {
        let text = "arn:aws:ecs:eu-central-1:111122223333:task/web/a/b:c";
        assert_eq!(TASK.to_string(), text);
        assert_eq!(BYTES, text.as_bytes());
    }

    #[test]
    fn a_short_buffer_is_not_written_to() {
        let mut buffer = [b'x'; 64];
        assert_eq!(TASK.write_to(&mut buffer[..TASK.len() - 1]), None);
        assert_eq!(buffer, [b'x'; 64]);
        assert_eq!(TASK.write_to(&mut buffer), Some(&*TASK.to_string()));
    }

    #[test]
    fn parts_cannot_reach_into_the_next() {
        for (cluster, id, message) in [
            ("", "1", "`ClusterName` is empty"),
            ("web", "", "`TaskId` is empty"),
            (
                "w/b",
                "1",
                "`ClusterName` contains `/`, which separates parts of the ARN",
            ),
            (
                "w:b",
                "1",
                "`ClusterName` contains `:`, which separates parts of the ARN",
            ),
            ("w\nb", "1", "`ClusterName` contains a control character"),
            ("web", "\u{7f}", "`TaskId` contains a control character"),
            ("web", "a\u{85}", "`TaskId` contains a control character"),
        ] {
            let error = task(ClusterName::new(cluster), TaskId::new(id)).expect_err(message);
            assert_eq!(error.to_string(), message);
        }
        assert!(task(ClusterName::new("w é*?"), TaskId::new("\u{a0}ü")).is_ok());
    }

    #[test]
    fn fields_take_what_belongs_there() {
        let (aws, frankfurt, home) = (Some(Partition::AWS_CN), Some(FRANKFURT), Some(HOME));
        for (format, region, account, own, expected) in [
            (
                "arn:${Partition}:s3:::${B}/${O}",
                None,
                None,
                &["b", "o/p"][..],
                "arn:aws-cn:s3:::b/o/p",
            ),
            (
                "arn:${Partition}:x:*:*:d/*",
                frankfurt,
                home,
                &["e"],
                "arn:aws-cn:x:eu-central-1:111122223333:d/e",
            ),
            (
                "arn:${Partition}:${V}:${R}:*:${T}:${I}",
                frankfurt,
                home,
                &["ec2", "t", "i:i"],
                "arn:aws-cn:ec2:eu-central-1:111122223333:t:i:i",
            ),
            (
                "arn:${Partition}:p::aws:g/${D}${E}",
                None,
                None,
                &["d", "/e"],
                "arn:aws-cn:p::aws:g/d/e",
            ),
            (
                "arn:${Partition}:glue:${R}:${A}:catalog",
                frankfurt,
                home,
                &[],
                "arn:aws-cn:glue:eu-central-1:111122223333:catalog",
            ),
        ] {
            let arn = Arn::build(format, "", aws, region, account, own).expect(format);
            assert_eq!(arn.to_string(), expected);
            assert_eq!(arn.len(), expected.len());
        }
    }

    #[test]
    fn other_parts_than_those_of_the_format_make_no_arn() {
        let aws = Some(Partition::AWS);
        let seven = ["a"; 7];
        for (format, region, own, part) in [
            ("arn:${Partition}:s3:::${B}", None, &[][..], "B"),
            (
                "arn:${Partition}:s3:::${B}",
                None,
                &["b", "c"],
                "arn:${Partition}:s3:::${B}",
            ),
            (
                "arn:${Partition}:s3:::${B}",
                None,
                &seven,
                "arn:${Partition}:s3:::${B}",
            ),
            ("arn:aws:s3:${R}::b", None, &[], "arn:aws:s3:${R}::b"),
        ] {
            let error = Arn::build(format, "", aws, region, None, own).expect_err(format);
            assert_eq!(error, ArnError::unfit(part));
        }
    }

    #[test]
    fn a_part_has_no_separator_of_its_own_end() {
        let separates = "separates parts of the ARN";
        let others = "only ARNs of other resource types have there";
        for (resource, refused, own, problem) in [
            (
                "log-group:${G}:log-stream:${S}",
                "",
                ["/a/b", "c/d:e"],
                None,
            ),
            (
                "log-group:${G}:log-stream:${S}",
                "",
                ["a:b", "c"],
                Some((':', separates)),
            ),
            (
                "execution:${M}:${E}",
                "/",
                ["m/l", "e"],
                Some(('/', others)),
            ),
            (
                "execution:${M}:${E}",
                "/",
                ["m", "e/f"],
                Some(('/', others)),
            ),
            ("execution:${M}:${E}", "/", ["m", "e:f"], None),
            ("f:${F}:${A}", "/:", ["f", "a:b"], Some((':', others))),
            ("d/${D}+${I}", "", ["a+b", "c"], Some(('+', separates))),
            ("d/${D}+${I}", "", ["a/b", "c"], Some(('/', separates))),
            ("d/${D}+${I}", "", ["a-b", "c+d"], None),
            ("d/${D}-${I}", "", ["a-b", "c"], None),
            ("d/${D}${P}", "", ["a$b", "/c"], None),
            ("d/${D}${P}", "", ["a/", "c"], Some(('/', separates))),
            ("d/${D}é${P}", "", ["aé", "c"], None),
            ("d/${D}old/${P}", "", ["gold", "c"], None),
            ("${B}/${O}", "/", ["b", "o/p"], Some(('/', others))),
        ] {
            let format: &'static str = std::format!("arn:aws:x:::{resource}").leak();
            let arn = Arn::build(format, refused, None, None, None, &own);
            let message = arn.map_err(|error| error.to_string());
            match problem {
                None => assert!(message.is_ok(), "{resource} {own:?}"),
                Some((byte, why)) => {
                    let message = message.expect_err(resource);
                    let expected = std::format!("contains `{byte}`, which {why}");
                    assert!(message.ends_with(&expected), "{message}");
                }
            }
        }
        // Only the last field of an ARN has names with `/`.
        let vendor = Arn::build("arn:aws:${V}:::${R}", "", None, None, None, &["e/c", "r"]);
        assert_eq!(vendor.expect_err("a service").part(), "V");
    }

    #[test]
    fn partitions_and_regions_are_fields() {
        for text in ["", "aws:iam", "AWS", "aws ", "a/b", "*"] {
            assert!(Partition::parse(text).is_err(), "{text}");
            assert!(Region::parse(text).is_err(), "{text}");
        }
    }
}
