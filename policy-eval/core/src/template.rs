//! Matching texts against templates: wildcards and variables (R-3 … R-12, C-16 … C-18, V).

use crate::Context;
use crate::Values;
use crate::form::{MAX_VARIABLES, Reach, Slice, Tables, Template, Token, Variable};
use crate::truth::Truth;
use crate::value::lower;
use crate::{fold, search};

/// What templates are matched with: the tables they are in, and the request's context.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'p> {
    pub(crate) tables: &'p Tables<'p>,
    pub(crate) context: &'p Context<'p>,
}

impl<'p> Scope<'p> {
    /// Whether one of the templates matches.
    // A leaf with calls at the end only, so that nothing has to be saved. Nearly all lists
    // have one template, and most of these are texts, or beginnings of texts.
    #[inline(never)]
    pub(crate) fn matches_some(self, templates: Slice, text: &str) -> Truth {
        if templates.len != 1 {
            return self.matches_one_of(templates, text);
        }
        let Some(template) = self.tables.templates.get(templates.start as usize) else {
            return Truth::No;
        };
        match *template {
            Template::Exact(literal) => self.begins(text, literal, false).into(),
            Template::Prefix(literal) => self.begins(text, literal, true).into(),
            Template::Fields { .. } => self.matches_fields(template, text),
            _ => self.matches_otherwise(template, text),
        }
    }

    /// Whether the text begins with a literal, and goes on at most if it may.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "a call would cost as much as the comparison"
    )]
    fn begins(self, text: &str, literal: Slice, is_open: bool) -> bool {
        let length = literal.len as usize;
        let may_match = if is_open {
            length <= text.len()
        } else {
            length == text.len()
        };
        if may_match
            && let Some(literal) = literal.get_bytes(self.tables.text)
            && let Some(start) = text.as_bytes().get(..length)
        {
            return search::same(start, literal);
        }
        false
    }

    /// Whether one of several templates matches: texts and beginnings of texts first.
    #[inline(never)]
    fn matches_one_of(self, templates: Slice, text: &str) -> Truth {
        let mut left = templates.of(self.tables.templates);
        while let Some((template, others)) = left.split_first() {
            let is_match = match *template {
                Template::Exact(literal) => self.begins(text, literal, false),
                Template::Prefix(literal) => self.begins(text, literal, true),
                _ => return self.matches_mixed(left, text),
            };
            if is_match {
                return Truth::Yes;
            }
            left = others;
        }
        Truth::No
    }

    #[inline(never)]
    fn matches_mixed(self, templates: &[Template], text: &str) -> Truth {
        Truth::any(templates.iter().map(|template| match *template {
            Template::Exact(literal) => self.begins(text, literal, false).into(),
            Template::Prefix(literal) => self.begins(text, literal, true).into(),
            Template::Fields { .. } => self.matches_fields(template, text),
            _ => self.matches_otherwise(template, text),
        }))
    }

    #[inline(never)]
    fn matches_otherwise(self, template: &Template, text: &str) -> Truth {
        match *template {
            Template::Forwards { tokens, variables } => {
                self.matches_forwards(tokens.of(self.tables.tokens), variables, text)
            }
            Template::General { tokens, variables } => {
                self.matches_somehow(tokens.of(self.tables.tokens), variables, text)
            }
            Template::Set(texts) => self.is_in_set(texts, text.as_bytes()).into(),
            Template::Exact(_) | Template::Prefix(_) | Template::Fields { .. } => Truth::No,
        }
    }

    #[inline(never)]
    fn matches_fields(self, template: &Template, text: &str) -> Truth {
        let Template::Fields {
            text: literal,
            beginning,
            fields,
            is_open,
        } = template
        else {
            return Truth::No;
        };
        let Some(literal) = literal.get_bytes(self.tables.text) else {
            return Truth::No;
        };
        let Some((beginning, end)) = literal.split_at_checked(*beginning as usize) else {
            return Truth::No;
        };
        let Some(rest) = search::after(text.as_bytes(), beginning) else {
            return Truth::No;
        };
        let Some(rest) = search::after_fields(rest, *fields) else {
            return Truth::No;
        };
        let Some((start, rest)) = rest.split_at_checked(end.len()) else {
            return Truth::No;
        };
        if !*is_open && !rest.is_empty() {
            return Truth::No;
        }
        search::same(start, end).into()
    }

    #[inline]
    fn bytes(self, literal: Slice) -> &'p [u8] {
        literal.of_bytes(self.tables.text)
    }

    /// Matches without ever returning to a star. Nearly all templates can be matched so.
    #[inline(never)]
    fn matches_forwards(self, tokens: &'p [Token], variables: u32, text: &str) -> Truth {
        let mut rest = text.as_bytes();
        let mut left = tokens;
        while let Some((token, others)) = left.split_first() {
            left = others;
            let literal = match *token {
                Token::Text(literal) => self.bytes(literal),
                Token::Star(Reach::Field) => {
                    let Some(colon) = fold::from(rest, b':') else {
                        return Truth::No;
                    };
                    rest = colon;
                    continue;
                }
                Token::Star(_) if others.is_empty() => return Truth::Yes,
                Token::Star(_) => return self.matches_parts(others, text, rest.len()).into(),
                Token::Variable { variable, .. } => match self.variable(variable) {
                    Ok(value) => value.as_bytes(),
                    // Then all the others matter as well.
                    Err(_) => return self.matches_somehow(tokens, variables, text),
                },
                Token::One(_) => return Truth::No,
            };
            match search::after(rest, literal) {
                Some(after) => rest = after,
                None => return Truth::No,
            }
        }
        rest.is_empty().into()
    }

    /// Whether the end of the text, of that length, has these texts in this order with
    /// anything before each of them. What the first star could leave, a later one can take.
    #[inline(never)]
    fn matches_parts(self, mut tokens: &[Token], text: &str, length: usize) -> bool {
        let mut at = text.len() - length;
        loop {
            let (token, others) = match tokens {
                [] => return true,
                [token, others @ ..] => (token, others),
            };
            let Token::Text(Slice { start, len }) = *token else {
                return false;
            };
            let literal = Slice { start, len }.of_text(self.tables.text);
            if others.is_empty() {
                let rest = text.as_bytes().get(at..).unwrap_or_default();
                let Some(before) = rest.len().checked_sub(literal.len()) else {
                    return false;
                };
                let end = rest.get(before..).unwrap_or_default();
                return fold::equal(end, literal.as_bytes());
            }
            match search::find(text, at, literal) {
                Some(found) => at = found + literal.len(),
                None => return false,
            }
            tokens = others.get(1..).unwrap_or_default();
        }
    }

    #[inline(never)]
    fn matches_somehow(self, tokens: &'p [Token], variables: u32, text: &str) -> Truth {
        if variables == 0 {
            return self.glob(tokens, &[], text).into();
        }
        match self.resolve(variables, tokens) {
            Ok(values) => self.glob(tokens, &values, text).into(),
            Err(truth) => truth,
        }
    }

    /// Whether one of the exact templates, which are in order, is this text.
    #[inline(never)]
    fn is_in_set(self, texts: Slice, text: &[u8]) -> bool {
        let templates = texts.of(self.tables.templates);
        let found = templates.binary_search_by(|template| match template {
            Template::Exact(literal) => search::order(literal.of_bytes(self.tables.text), text),
            // In no order with others.
            _ => core::cmp::Ordering::Less,
        });
        found.is_ok()
    }

    fn glob(self, tokens: &[Token], cached: &[&str], text: &str) -> bool {
        let values = VariableValues {
            scope: self,
            cached,
        };
        Glob {
            tokens,
            values,
            text,
        }
        .matches()
    }

    /// Whether the whole text is that of the template after lower-casing (C-17). An exact
    /// template is in lower case.
    pub(crate) fn matches_lower(self, template: &Template, text: &str) -> Truth {
        if let Template::Exact(literal) = *template {
            let literal = literal.of_text(self.tables.text);
            return if text.is_ascii() {
                fold::equal_ascii(text.as_bytes(), literal.as_bytes()).into()
            } else {
                lower(text.chars()).eq(literal.chars()).into()
            };
        }
        let (tokens, variables) = self.tokens(template);
        let cached = match self.resolve(variables, tokens) {
            Ok(cached) => cached,
            Err(truth) => return truth,
        };
        let values = VariableValues {
            scope: self,
            cached: &cached,
        };
        let operand = tokens
            .iter()
            .flat_map(|token| values.literal(token).chars());
        lower(operand).eq(lower(text.chars())).into()
    }

    /// Whether the template has fewer than six components once it is substituted; one
    /// with a variable that has no value has not (C-27).
    pub(crate) fn is_short_arn(self, template: &Template) -> Truth {
        let (tokens, variables) = self.tokens(template);
        let cached = match self.resolve(variables, tokens) {
            Ok(cached) => cached,
            Err(truth) => return truth,
        };
        let values = VariableValues {
            scope: self,
            cached: &cached,
        };
        let colons = tokens
            .iter()
            .map(|token| count_colons(values.literal(token).as_bytes()));
        (colons.sum::<usize>() < 5).into()
    }

    fn tokens(self, template: &Template) -> (&'p [Token], u32) {
        let (tokens, variables) = template.tokens();
        (tokens.of(self.tables.tokens), variables)
    }

    /// The values of the template's variables. If one has none, nothing matches (V-7);
    /// if one is unknown, that is unknown, too.
    fn resolve(&self, variables: u32, tokens: &[Token]) -> Result<[&'p str; MAX_VARIABLES], Truth> {
        let mut values = [""; MAX_VARIABLES];
        if variables == 0 {
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
    fn variable(self, variable: u32) -> Result<&'p str, Truth> {
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
    pub(crate) fn values(self, key: u32) -> Values<'p> {
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

impl Template {
    /// The tokens of a template that has some, and how many of them are variables.
    pub(crate) const fn tokens(&self) -> (Slice, u32) {
        match *self {
            Template::Forwards { tokens, variables } | Template::General { tokens, variables } => {
                (tokens, variables)
            }
            Template::Exact(_)
            | Template::Prefix(_)
            | Template::Fields { .. }
            | Template::Set(_) => (Slice::new(0, 0), 0),
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
