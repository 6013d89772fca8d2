//! Condition operators: one table gives the names, the forms and the docs (C-13).

use core::fmt;

/// A condition operator as a policy writes it: `[ForAllValues:|ForAnyValue:]base[IfExists]`.
///
/// ```
/// use policy_core::operator::{Base, Operator, SetOperator};
///
/// let operator = Operator::parse("ForAnyValue:StringLikeIfExists").unwrap();
/// assert_eq!(operator.base(), Base::StringLike);
/// assert_eq!(operator.set(), Some(SetOperator::ForAnyValue));
/// assert!(operator.if_exists());
/// assert_eq!(operator.to_string(), "ForAnyValue:StringLikeIfExists");
/// assert!(Operator::parse("stringlike").is_none());
/// ```
///
/// AWS's page: [condition operators][operators].
///
/// [operators]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operator {
    base: Base,
    set: Option<SetOperator>,
    // INVARIANT: false for `Null` (C-13).
    if_exists: bool,
    // INVARIANT: whether it is `StringEquals` or `StringLike`, without a set operator.
    // Nearly all conditions are such.
    compares_text: bool,
}

/// The prefix that makes an operator look at the values of a list (C-30, C-31).
///
/// They differ most where the key is absent:
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::operator::SetOperator;
/// use policy_core::{Decision, PolicyType, Request};
///
/// let decide_without_tags = |set: SetOperator| {
///     let operator = format!("{}:StringEquals", set.as_str());
///     let text = format!(
///         r#"{{
///             "Version": "2012-10-17",
///             "Statement": {{
///                 "Effect": "Allow",
///                 "Action": "ecs:TagResource",
///                 "Resource": "*",
///                 "Condition": {{ "{operator}": {{ "aws:TagKeys": ["team", "stage"] }} }}
///             }}
///         }}"#
///     );
///     let compiled = compile(&text, &Options::new(PolicyType::Identity)).unwrap();
///     let request = Request::parse("ecs:TagResource", "*").unwrap();
///     compiled.policy().evaluate(&request)
/// };
/// assert_eq!(decide_without_tags(SetOperator::ForAllValues), Decision::Allow);
/// assert_eq!(decide_without_tags(SetOperator::ForAnyValue), Decision::ImplicitDeny);
/// ```
///
/// AWS's page: [multivalued context keys][multivalued].
///
/// [multivalued]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// Every value has to satisfy the operator; true for an absent key.
    ForAllValues,
    /// Some value has to satisfy the operator; false for an absent key.
    ForAnyValue,
}

/// What an operator reads its operands and values as.
///
/// ```
/// use policy_core::operator::{Base, Family};
///
/// assert_eq!(Base::StringLike.family(), Family::String);
/// assert_eq!(Base::NotIpAddress.family(), Family::Ip);
///
/// // Variables stand in texts and in ARNs only.
/// let with_variables = Base::ALL.iter().filter(|base| base.takes_variables());
/// assert!(with_variables.map(|base| base.family()).all(|family| {
///     matches!(family, Family::String | Family::Arn)
/// }));
/// ```
///
/// AWS's page: [condition operators][operators].
///
/// [operators]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Any text; templates with variables (C-16 … C-18).
    String,
    /// Exact decimals (C-19).
    Numeric,
    /// Points in time (C-20).
    Date,
    /// `true` or anything else (C-22).
    Bool,
    /// Base64 (C-23).
    Binary,
    /// Addresses and blocks (C-24).
    Ip,
    /// ARNs, matched component by component (C-26).
    Arn,
    /// Presence of the key itself (C-28).
    Null,
}

/// How an operator compares; a negated one is true where its positive form is false.
///
/// ```
/// use policy_core::operator::{Base, Comparison};
///
/// assert_eq!(Base::NumericLessThan.comparison(), Comparison::Less);
/// // The two ARN operators are the same one (C-26).
/// assert_eq!(Base::ArnEquals.comparison(), Comparison::Like);
/// // A negated operator compares as its positive form does.
/// assert_eq!(Base::StringNotEquals.comparison(), Base::StringEquals.comparison());
/// ```
///
/// AWS's page: [condition operators][operators].
///
/// [operators]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Equal, or inside, or matched by the wildcards of the operand.
    Equal,
    /// Equal but for case.
    EqualIgnoreCase,
    /// Matched by the wildcards of the operand.
    Like,
    /// The value is smaller than the operand.
    Less,
    /// The value is smaller than the operand, or equal.
    LessOrEqual,
    /// The value is greater than the operand.
    Greater,
    /// The value is greater than the operand, or equal.
    GreaterOrEqual,
}

macro_rules! bases {
    ($($(#[doc = $doc:literal])* $name:ident: $family:ident $comparison:ident $negated:literal,)*) => {
        /// The operator without prefix and suffix.
        ///
        /// ```
        /// use policy_core::operator::Base;
        ///
        /// let base = Base::StringNotLike;
        /// assert_eq!(base.as_str(), "StringNotLike");
        /// assert!(base.is_negated() && base.takes_wildcards() && base.takes_variables());
        /// assert!(!Base::DateEquals.takes_variables());
        /// ```
        ///
        /// AWS's page: [condition operators][operators].
        ///
        /// [operators]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Base {
            $($(#[doc = $doc])* $name,)*
        }

        impl Base {
            /// Every base operator, in the order of the table of C-13.
            pub const ALL: &'static [Base] = &[$(Base::$name,)*];

            /// The spelling of policy documents.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Base::$name => stringify!($name),)*
                }
            }

            /// What operands and values are read as.
            #[must_use]
            pub const fn family(self) -> Family {
                match self {
                    $(Base::$name => Family::$family,)*
                }
            }

            /// How the positive form compares.
            #[must_use]
            pub const fn comparison(self) -> Comparison {
                match self {
                    $(Base::$name => Comparison::$comparison,)*
                }
            }

            /// Whether this is one of the `…Not…` operators (C-4).
            #[must_use]
            pub const fn is_negated(self) -> bool {
                match self {
                    $(Base::$name => $negated,)*
                }
            }
        }
    };
}

bases! {
    /// Same text (C-16).
    StringEquals: String Equal false,
    /// Not the same text as any operand.
    StringNotEquals: String Equal true,
    /// Same text after lower-casing (C-17).
    StringEqualsIgnoreCase: String EqualIgnoreCase false,
    /// Not the same text as any operand, after lower-casing.
    StringNotEqualsIgnoreCase: String EqualIgnoreCase true,
    /// Matched by a template with `*` and `?` (C-18).
    StringLike: String Like false,
    /// Matched by no operand.
    StringNotLike: String Like true,
    /// Same number (C-19).
    NumericEquals: Numeric Equal false,
    /// A number that no operand is, or no number at all (C-12).
    NumericNotEquals: Numeric Equal true,
    /// Smaller number.
    NumericLessThan: Numeric Less false,
    /// Smaller or same number.
    NumericLessThanEquals: Numeric LessOrEqual false,
    /// Greater number.
    NumericGreaterThan: Numeric Greater false,
    /// Greater or same number.
    NumericGreaterThanEquals: Numeric GreaterOrEqual false,
    /// Same time (C-20).
    DateEquals: Date Equal false,
    /// A time that no operand is, or no time at all (C-12).
    DateNotEquals: Date Equal true,
    /// Earlier.
    DateLessThan: Date Less false,
    /// Earlier or same time.
    DateLessThanEquals: Date LessOrEqual false,
    /// Later.
    DateGreaterThan: Date Greater false,
    /// Later or same time.
    DateGreaterThanEquals: Date GreaterOrEqual false,
    /// The truth value of the text (C-22).
    Bool: Bool Equal false,
    /// Same bytes, in base64 (C-23).
    BinaryEquals: Binary Equal false,
    /// Address in the block (C-25).
    IpAddress: Ip Equal false,
    /// Address in no block.
    NotIpAddress: Ip Equal true,
    /// Matched component by component (C-26).
    ArnEquals: Arn Like false,
    /// The same as `ArnEquals`.
    ArnLike: Arn Like false,
    /// Matched by no operand.
    ArnNotEquals: Arn Like true,
    /// The same as `ArnNotEquals`.
    ArnNotLike: Arn Like true,
    /// Whether the key is absent (C-28).
    Null: Null Equal false,
}

impl Base {
    /// Whether operands may hold policy variables (C-13, V-1).
    #[must_use]
    pub const fn takes_variables(self) -> bool {
        matches!(self.family(), Family::String | Family::Arn)
    }

    /// Whether `*` and `?` in operands are wildcards (C-13).
    #[must_use]
    pub const fn takes_wildcards(self) -> bool {
        matches!(self.comparison(), Comparison::Like)
    }
}

impl SetOperator {
    /// Both set operators.
    pub const ALL: [SetOperator; 2] = [SetOperator::ForAllValues, SetOperator::ForAnyValue];

    /// The spelling of policy documents, without the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            SetOperator::ForAllValues => "ForAllValues",
            SetOperator::ForAnyValue => "ForAnyValue",
        }
    }
}

impl Operator {
    /// The operator with these parts, if there is one: `Null` takes no `IfExists`.
    #[must_use]
    pub const fn new(base: Base, set: Option<SetOperator>, if_exists: bool) -> Option<Self> {
        if if_exists && matches!(base, Base::Null) {
            return None;
        }
        Some(Operator {
            base,
            set,
            if_exists,
            compares_text: matches!(base, Base::StringEquals | Base::StringLike) && set.is_none(),
        })
    }

    /// Reads an operator, exactly as spelled in the table (C-13).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (set, rest) = match text.split_once(':') {
            Some((prefix, rest)) => {
                let set = SetOperator::ALL
                    .into_iter()
                    .find(|set| set.as_str() == prefix);
                (Some(set?), rest)
            }
            None => (None, text),
        };
        let (name, if_exists) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (rest, false),
        };
        let base = Base::ALL.iter().find(|base| base.as_str() == name)?;
        Operator::new(*base, set, if_exists)
    }

    /// Every operator that a policy may write.
    pub fn all() -> impl Iterator<Item = Operator> {
        let sets = [
            None,
            Some(SetOperator::ForAllValues),
            Some(SetOperator::ForAnyValue),
        ];
        sets.into_iter().flat_map(|set| {
            [false, true].into_iter().flat_map(move |if_exists| {
                Base::ALL
                    .iter()
                    .filter_map(move |base| Operator::new(*base, set, if_exists))
            })
        })
    }

    /// The operator without prefix and suffix.
    #[must_use]
    pub const fn base(self) -> Base {
        self.base
    }

    /// The prefix, if there is one.
    #[must_use]
    pub const fn set(self) -> Option<SetOperator> {
        self.set
    }

    /// Whether the suffix `IfExists` is there (C-11).
    #[must_use]
    pub const fn if_exists(self) -> bool {
        self.if_exists
    }

    /// Whether this is one of the `…Not…` operators (C-4).
    #[must_use]
    pub const fn is_negated(self) -> bool {
        self.base.is_negated()
    }

    /// Whether it compares one text with case.
    pub(crate) const fn compares_text(self) -> bool {
        self.compares_text
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(set) = self.set {
            write!(f, "{}:", set.as_str())?;
        }
        f.write_str(self.base.as_str())?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::string::ToString;

    use super::*;

    #[test]
    fn every_operator_reads_back() {
        let mut count = 0;
        for operator in Operator::all() {
            assert_eq!(Operator::parse(&operator.to_string()), Some(operator));
            count += 1;
        }
        assert_eq!(count, (Base::ALL.len() * 2 - 1) * 3);
    }

    #[test]
    fn other_spellings_are_no_operators() {
        for text in [
            "stringequals",
            "NullIfExists",
            "ForSomeValues:StringEquals",
            "NotBool",
            "ForAnyValue:ForAllValues:StringEquals",
            "StringEqualsIfExistsIfExists",
            "",
            "IfExists",
        ] {
            assert_eq!(Operator::parse(text), None, "{text}");
        }
    }
}
