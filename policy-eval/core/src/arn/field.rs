//! The fields that the ARNs of all services share.

use core::fmt;

macro_rules! field {
    ($(#[$doc:meta])* $name:ident, $what:literal, $(#[$error_doc:meta])* $error:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name<'a>(
            // INVARIANT: one or more of lower-case letters, digits and `-`.
            &'a str,
        );

        impl $name<'static> {
            #[doc = concat!("A ", $what, " known when the program is written.")]
            ///
            /// # Panics
            ///
            /// If it is not lower-case letters, digits and `-`; in a constant that is a
            /// compile error.
            #[must_use]
            #[track_caller]
            pub const fn from_static(name: &'static str) -> Self {
                match $name::parse(name) {
                    Ok(name) => name,
                    Err(_) => panic!(concat!("a ", $what, " is lower-case letters, digits and `-`")),
                }
            }
        }

        impl<'a> $name<'a> {
            #[doc = concat!("Takes a text as a ", $what, ". Which ones AWS has is not checked.")]
            ///
            /// # Errors
            ///
            /// If it is anything but lower-case letters, digits and `-`, or empty.
            pub const fn parse(name: &'a str) -> Result<Self, $error> {
                if is_field(name) {
                    Ok($name(name))
                } else {
                    Err($error { _private: () })
                }
            }

            /// Its name.
            #[must_use]
            pub const fn as_str(&self) -> &'a str {
                self.0
            }
        }

        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.0)
            }
        }

        $(#[$error_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $error {
            _private: (),
        }

        impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!("a ", $what, " is lower-case letters, digits and `-`"))
            }
        }

        impl core::error::Error for $error {}
    };
}

field! {
    /// A group of AWS's regions that have ARNs of their own, such as `aws-cn`.
    ///
    /// ```
    /// use policy_core::arn::Partition;
    ///
    /// assert_eq!(Partition::parse("aws-cn")?, Partition::AWS_CN);
    /// assert!(Partition::parse("aws:iam").is_err());
    /// # Ok::<(), policy_core::arn::ParsePartitionError>(())
    /// ```
    ///
    /// AWS's page: [Amazon Resource Names][arns].
    ///
    /// [arns]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    Partition, "partition",
    /// A text that is no partition.
    ParsePartitionError
}

field! {
    /// A region of AWS, such as `eu-central-1`.
    ///
    /// ```
    /// use policy_core::arn::Region;
    ///
    /// const FRANKFURT: Region<'static> = Region::from_static("eu-central-1");
    /// assert_eq!(Region::parse("eu-central-1")?, FRANKFURT);
    /// assert!(Region::parse("eu central").is_err());
    /// # Ok::<(), policy_core::arn::ParseRegionError>(())
    /// ```
    ///
    /// AWS's page: [Amazon Resource Names][arns].
    ///
    /// [arns]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    Region, "region",
    /// A text that is no region.
    ParseRegionError
}

impl Partition<'static> {
    /// `aws`: the regions that are in none of the others.
    pub const AWS: Self = Partition("aws");

    /// `aws-cn`: the regions in China.
    pub const AWS_CN: Self = Partition("aws-cn");

    /// `aws-us-gov`: the regions for the government of the United States.
    pub const AWS_US_GOV: Self = Partition("aws-us-gov");
}

const fn is_field(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some((b'a'..=b'z' | b'0'..=b'9' | b'-', after)) = rest.split_first() {
        rest = after;
    }
    !text.is_empty() && rest.is_empty()
}
