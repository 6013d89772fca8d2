//! Matching texts against templates: wildcards and variables (R-3 … R-12, C-16 … C-18, V).

use crate::Context;
use crate::Values;
use crate::fold;
use crate::form::{MAX_VARIABLES, Reach, Slice, Tables, Template, Token, Variable};
use crate::truth::Truth;
use crate::value::lower;

/// What templates are matched with: the tables they are in, and the request's context.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'p> {
    pub(crate) tables: &'p Tables<'p>,
    pub(crate) context: &'p Context<'p>,
}

impl<'p> Scope<'p> {
    /// Whether the whole text matches.
    #[inline]
    pub(crate) fn matches(&self, template: &Template, text: &str) -> Truth {
        let tokens = self.tokens(template);
        if let [Token::Text(literal)] = tokens {
            return fold::equal(literal.of_bytes(self.tables.text), text.as_bytes()).into();
        }
        if let Some(matched) = self.matches_forwards(tokens, text.as_bytes()) {
            return matched.into();
        }
        if template.variables == 0 {
            return self.glob(tokens, &[], text).into();
        }
        match self.resolve(template, tokens) {
            Ok(values) => self.glob(tokens, &values, text).into(),
            Err(truth) => truth,
        }
    }

    /// Matches what never has to return to a star: literals, stars of one field that a
    /// colon ends, and a last star. Nearly all templates are such; `None` for others.
    #[inline]
    fn matches_forwards(&self, tokens: &[Token], text: &[u8]) -> Option<bool> {
        let mut rest = text;
        let mut ended_by_colon = false;
        for (index, token) in tokens.iter().enumerate() {
            match *token {
                Token::Text(Slice { start, len }) => {
                    let literal = Slice { start, len }.of_bytes(self.tables.text);
                    if ended_by_colon {
                        if literal.first() != Some(&b':') {
                            return None;
                        }
                        let Some(colon) = fold::find(rest, b':') else {
                            return Some(false);
                        };
                        rest = rest.get(colon..)?;
                        ended_by_colon = false;
                    }
                    match rest.split_at_checked(literal.len()) {
                        Some((start, after)) if fold::equal(start, literal) => rest = after,
                        _ => return Some(false),
                    }
                }
                Token::Star(Reach::Field) if !ended_by_colon => ended_by_colon = true,
                Token::Star(Reach::Anywhere) if !ended_by_colon && index + 1 == tokens.len() => {
                    return Some(true);
                }
                _ => return None,
            }
        }
        (!ended_by_colon).then_some(rest.is_empty())
    }

    fn glob(&self, tokens: &[Token], cached: &[&str], text: &str) -> bool {
        let values = VariableValues {
            scope: *self,
            cached,
        };
        Glob {
            tokens,
            values,
            text,
        }
        .matches()
    }

    /// Whether the whole text is that of the template after lower-casing (C-17).
    pub(crate) fn matches_lower(&self, template: &Template, text: &str) -> Truth {
        let tokens = self.tokens(template);
        let cached = match self.resolve(template, tokens) {
            Ok(cached) => cached,
            Err(truth) => return truth,
        };
        let values = VariableValues {
            scope: *self,
            cached: &cached,
        };
        let operand = tokens
            .iter()
            .flat_map(|token| values.literal(token).chars());
        lower(operand).eq(lower(text.chars())).into()
    }

    /// Whether the template has fewer than six components once it is substituted; one
    /// with a variable that has no value has not (C-27).
    pub(crate) fn is_short_arn(&self, template: &Template) -> Truth {
        let tokens = self.tokens(template);
        let cached = match self.resolve(template, tokens) {
            Ok(cached) => cached,
            Err(truth) => return truth,
        };
        let values = VariableValues {
            scope: *self,
            cached: &cached,
        };
        let colons = tokens
            .iter()
            .map(|token| count_colons(values.literal(token).as_bytes()));
        (colons.sum::<usize>() < 5).into()
    }

    fn tokens(&self, template: &Template) -> &'p [Token] {
        template.tokens.of(self.tables.tokens)
    }

    /// The values of the template's variables. If one has none, nothing matches (V-7);
    /// if one is unknown, that is unknown, too.
    fn resolve(
        &self,
        template: &Template,
        tokens: &[Token],
    ) -> Result<[&'p str; MAX_VARIABLES], Truth> {
        let mut values = [""; MAX_VARIABLES];
        if template.variables == 0 {
            return Ok(values);
        }
        let mut all_known = true;
        for token in tokens {
            if let Token::Variable { ordinal, variable } = token {
                match (self.variable(*variable), values.get_mut(*ordinal as usize)) {
                    (Ok(value), Some(cached)) => *cached = value,
                    (Err(Truth::Perhaps), _) => all_known = false,
                    _ => return Err(Truth::No),
                }
            }
        }
        if all_known {
            Ok(values)
        } else {
            Err(Truth::Perhaps)
        }
    }

    /// The value of a variable: plain and not empty, or the default of an absent or
    /// empty one (V-7 … V-10). Otherwise whether it may have one.
    fn variable(&self, variable: u32) -> Result<&'p str, Truth> {
        let Some(Variable { key, default }) = self.tables.variables.get(variable as usize) else {
            return Err(Truth::No);
        };
        let default = default.map(|default| default.of_text(self.tables.text));
        match self.values(*key) {
            Values::Plain("") | Values::Absent => default.ok_or(Truth::No),
            Values::Plain(value) => Ok(value),
            Values::List(_) => Err(Truth::No),
            Values::Unknown => Err(Truth::Perhaps),
        }
    }

    /// What the context says about a key of the policy.
    #[inline]
    pub(crate) fn values(&self, key: u32) -> Values<'p> {
        match self.tables.keys.get(key as usize) {
            Some(key) => {
                let name = key.name.of_bytes(self.tables.text);
                self.context.values(key.hash, name)
            }
            None => Values::Absent,
        }
    }
}

#[derive(Clone, Copy)]
struct VariableValues<'t> {
    scope: Scope<'t>,
    cached: &'t [&'t str],
}

impl<'t> VariableValues<'t> {
    /// The text that a token stands for; none for a wildcard.
    #[inline]
    fn literal(&self, token: &Token) -> &'t str {
        match *token {
            Token::Text(Slice { start, len }) => {
                Slice { start, len }.of_text(self.scope.tables.text)
            }
            Token::Variable { ordinal, variable } => match self.cached.get(ordinal as usize) {
                Some(value) => value,
                None => self.scope.variable(variable).unwrap_or_default(),
            },
            Token::Star(_) | Token::One(_) => "",
        }
    }
}

/// A greedy match with two points of return, in time linear in text × template.
///
/// A star that may match a colon makes every earlier one final, as usual: what an
/// earlier star could take in addition, it can take as well. A star that may not
/// match a colon is final once a colon is passed, since the colon that follows it in
/// the template can only be the one that follows it in the text; until then it is
/// tried before the other one.
struct Glob<'t> {
    tokens: &'t [Token],
    values: VariableValues<'t>,
    text: &'t str,
}

/// A place in the text, in UTF-16 code units.
#[derive(Clone, Copy)]
struct Place {
    byte: usize,
    /// Between the two units of the character at `byte`.
    inside: bool,
}

/// A star, and the end of what it has taken so far.
#[derive(Clone, Copy)]
struct Return {
    token: usize,
    place: Place,
    narrow: bool,
}

impl Glob<'_> {
    fn matches(&self) -> bool {
        let text = self.text.as_bytes();
        let mut token = 0;
        let mut place = Place {
            byte: 0,
            inside: false,
        };
        let mut colons = 0;
        let mut in_field: Option<Return> = None;
        let mut anywhere: Option<Return> = None;
        loop {
            let matched = match self.tokens.get(token) {
                None if place.byte == text.len() => return true,
                None => false,
                Some(Token::Star(reach)) => {
                    let narrow = is_narrow(*reach, colons);
                    let star = Return {
                        token,
                        place,
                        narrow,
                    };
                    if narrow {
                        in_field = Some(star);
                    } else if let Some(matched) = self.matches_end(token + 1, place) {
                        return matched;
                    } else {
                        anywhere = Some(star);
                        in_field = None;
                    }
                    true
                }
                Some(Token::One(reach)) => place.step(text, is_narrow(*reach, colons)),
                Some(token) => {
                    let literal = self.values.literal(token).as_bytes();
                    let matched = place.pass(text, literal);
                    if matched && (in_field.is_some() || colons < 5) {
                        let passed = count_colons(literal);
                        colons += passed;
                        if passed > 0 {
                            in_field = None;
                        }
                    }
                    matched
                }
            };
            if matched {
                token += 1;
                continue;
            }
            let retry = match in_field.take().and_then(|star| self.extend(star)) {
                Some(star) => {
                    in_field = Some(star);
                    star
                }
                None => match anywhere.take().and_then(|star| self.extend(star)) {
                    Some(star) => {
                        anywhere = Some(star);
                        star
                    }
                    None => return false,
                },
            };
            token = retry.token + 1;
            place = retry.place;
        }
    }

    /// Whether the text from here ends as the template does from `token` on, if there is
    /// no wildcard left in it: what comes last can only be in one place.
    fn matches_end(&self, token: usize, place: Place) -> Option<bool> {
        let tokens = self.tokens.get(token..)?;
        let is_wildcard = |token: &Token| matches!(token, Token::Star(_) | Token::One(_));
        if tokens.iter().any(is_wildcard) {
            return None;
        }
        // The star takes the second half of a character whose first half is taken.
        let start = place.byte + if place.inside { 4 } else { 0 };
        let mut rest = self.text.as_bytes().get(start..)?;
        for token in tokens.iter().rev() {
            match rest.strip_suffix(self.values.literal(token).as_bytes()) {
                Some(before) => rest = before,
                None => return Some(false),
            }
        }
        Some(true)
    }

    /// Lets a star take as much more as it must before the next token can match.
    #[inline]
    fn extend(&self, mut star: Return) -> Option<Return> {
        let bytes = self.text.as_bytes();
        if !star.place.step(bytes, star.narrow) {
            return None;
        }
        let next = self.tokens.get(star.token + 1);
        let literal = next.map_or("", |token| self.values.literal(token));
        let Some(first) = literal.as_bytes().first() else {
            return Some(star);
        };
        // Literals begin at characters, and no byte inside one looks like a first byte.
        if star.place.inside {
            star.place.step(bytes, star.narrow);
        }
        let rest = self.text.get(star.place.byte..)?;
        if !star.narrow {
            // Linear, also where text and literal are made to nearly match everywhere.
            star.place.byte += rest.find(literal)?;
            return Some(star);
        }
        let rest = rest.as_bytes();
        let skipped = rest
            .iter()
            .position(|byte| byte == first || *byte == b':')?;
        star.place.byte += skipped;
        (rest.get(skipped) == Some(first)).then_some(star)
    }
}

const fn is_narrow(reach: Reach, colons: usize) -> bool {
    match reach {
        Reach::Field => true,
        Reach::Anywhere => false,
        Reach::Component => colons < 5,
    }
}

impl Place {
    /// Goes on by one code unit, if there is one that the wildcard may match.
    #[inline]
    fn step(&mut self, text: &[u8], narrow: bool) -> bool {
        let Some(byte) = text.get(self.byte) else {
            return false;
        };
        let width = match byte {
            b':' if narrow => return false,
            0..=0x7f => 1,
            0x80..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xff if self.inside => 4,
            0xf0..=0xff => {
                self.inside = true;
                return true;
            }
        };
        self.byte += width;
        self.inside = false;
        true
    }

    /// Goes past a literal, if it is what comes next.
    #[inline]
    fn pass(&mut self, text: &[u8], literal: &[u8]) -> bool {
        let matched = !self.inside
            && text
                .get(self.byte..)
                .is_some_and(|rest| rest.starts_with(literal));
        if matched {
            self.byte += literal.len();
        }
        matched || (self.inside && literal.is_empty())
    }
}

#[expect(
    clippy::naive_bytecount,
    reason = "a dependency for short texts pays nothing"
)]
pub(crate) fn count_colons(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b':').count()
}
