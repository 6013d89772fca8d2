//! Compiled form -> tokens of the same value.

use policy_core::form::{
    Alternatives, Bound, Branch, Candidate, Condition, DecimalOperand, Document, HashTable, Key,
    Prefix, PrincipalEntry, PrincipalPart, ResourcePart, Row, Service, Slice, Slot, Statement,
    Tables, Template, TimestampOperand, Token, Variable,
};
use policy_core::operator::Operator;
use policy_core::value::AddressBlock;
use policy_core::{Decision, Policy};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote};

/// An expression for the policy, legal in constants.
pub(crate) fn bake(krate: &TokenStream, policy: &Policy<'_>) -> TokenStream {
    let tables = policy.tables().bake();
    quote!({
        use #krate::__private::form::*;
        #krate::Policy::new(#tables)
    })
}

/// Each type names all its fields, so that a new one does not compile until it is baked.
trait Bake {
    fn bake(&self) -> TokenStream;
}

/// The variant of an enum without data, by the name that `Debug` gives it.
fn variant(value: impl std::fmt::Debug) -> Ident {
    Ident::new(&format!("{value:?}"), Span::call_site())
}

impl<T: Bake> Bake for [T] {
    fn bake(&self) -> TokenStream {
        let elements = self.iter().map(Bake::bake);
        quote!(&[#(#elements),*])
    }
}

impl Bake for u8 {
    fn bake(&self) -> TokenStream {
        Literal::u8_unsuffixed(*self).into_token_stream()
    }
}

impl Bake for u32 {
    fn bake(&self) -> TokenStream {
        Literal::u32_unsuffixed(*self).into_token_stream()
    }
}

impl Bake for u64 {
    fn bake(&self) -> TokenStream {
        Literal::u64_unsuffixed(*self).into_token_stream()
    }
}

impl Bake for i64 {
    fn bake(&self) -> TokenStream {
        Literal::i64_unsuffixed(*self).into_token_stream()
    }
}

impl Bake for bool {
    fn bake(&self) -> TokenStream {
        quote!(#self)
    }
}

impl Bake for Tables<'_> {
    fn bake(&self) -> TokenStream {
        let Tables {
            policy_type,
            text,
            documents,
            actions,
            services,
            bounds,
            rows,
            branches,
            candidates,
            patterns,
            statements,
            principals,
            conditions,
            keys,
            templates,
            tokens,
            variables,
            decimals,
            timestamps,
            blocks,
            booleans,
        } = self;
        let policy_type = variant(policy_type);
        let documents = documents.bake();
        let [actions, services] = [actions.bake(), services.bake()];
        let bounds = bounds.bake();
        let rows = rows.bake();
        let branches = branches.bake();
        let candidates = candidates.bake();
        let patterns = patterns.bake();
        let statements = statements.bake();
        let principals = principals.bake();
        let conditions = conditions.bake();
        let keys = keys.bake();
        let templates = templates.bake();
        let tokens = tokens.bake();
        let variables = variables.bake();
        let decimals = decimals.bake();
        let timestamps = timestamps.bake();
        let blocks = blocks.bake();
        let booleans = booleans.bake();
        quote!(Tables {
            policy_type: PolicyType::#policy_type,
            text: #text,
            documents: #documents,
            actions: #actions,
            services: #services,
            bounds: #bounds,
            rows: #rows,
            branches: #branches,
            candidates: #candidates,
            patterns: #patterns,
            statements: #statements,
            principals: #principals,
            conditions: #conditions,
            keys: #keys,
            templates: #templates,
            tokens: #tokens,
            variables: #variables,
            decimals: #decimals,
            timestamps: #timestamps,
            blocks: #blocks,
            booleans: #booleans,
        })
    }
}

impl Bake for Document {
    fn bake(&self) -> TokenStream {
        let Document { name, statements } = self;
        let [name, statements] = [name.bake(), statements.bake()];
        quote!(Document { name: #name, statements: #statements })
    }
}

impl<T: Bake> Bake for HashTable<'_, T> {
    fn bake(&self) -> TokenStream {
        let HashTable { slots, overflow } = self;
        let [slots, overflow] = [slots.bake(), overflow.bake()];
        quote!(HashTable { slots: #slots, overflow: #overflow })
    }
}

impl Bake for Slot {
    fn bake(&self) -> TokenStream {
        let Slot {
            packed,
            hash,
            name,
            row,
            factor,
            settled,
        } = self;
        let [first, second] = packed.numbers().map(Literal::u128_unsuffixed);
        let [hash, name, row] = [hash.bake(), name.bake(), row.bake()];
        let factor = factor.bake();
        let settled = settled.bake();
        quote!(Slot {
            packed: Packed::from_numbers([#first, #second]),
            hash: #hash,
            name: #name,
            row: #row,
            factor: #factor,
            settled: #settled,
        })
    }
}

impl Bake for Option<Decision> {
    fn bake(&self) -> TokenStream {
        match self {
            None => quote!(::core::option::Option::None),
            Some(decision) => {
                let decision = variant(decision);
                quote!(::core::option::Option::Some(Decision::#decision))
            }
        }
    }
}

impl Bake for Service {
    fn bake(&self) -> TokenStream {
        let Service {
            hash,
            name,
            prefix,
            row,
            bounds,
            factor,
        } = self;
        let [hash, name, row] = [hash.bake(), name.bake(), row.bake()];
        let [bounds, factor] = [bounds.bake(), factor.bake()];
        let prefix = prefix.bake();
        quote!(Service {
            hash: #hash,
            name: #name,
            prefix: #prefix,
            row: #row,
            bounds: #bounds,
            factor: #factor,
        })
    }
}

impl Bake for Prefix {
    fn bake(&self) -> TokenStream {
        let Prefix { bytes, mask } = self;
        let [bytes, mask] = [bytes, mask].map(|word| Literal::u128_unsuffixed(*word));
        quote!(Prefix { bytes: #bytes, mask: #mask })
    }
}

impl Bake for Bound {
    fn bake(&self) -> TokenStream {
        let Bound { head, rest, row } = self;
        let head = Literal::u128_unsuffixed(*head);
        let [rest, row] = [rest.bake(), row.bake()];
        quote!(Bound { head: #head, rest: #rest, row: #row })
    }
}

impl Bake for Slice {
    fn bake(&self) -> TokenStream {
        let Slice { start, len } = self;
        let [start, len] = [start.bake(), len.bake()];
        quote!(Slice::new(#start, #len))
    }
}

impl Bake for Row {
    fn bake(&self) -> TokenStream {
        let Row {
            settled,
            candidates,
            n_denying,
            is_allowed,
            branches,
        } = self;
        let settled = settled.bake();
        let [candidates, n_denying] = [candidates.bake(), n_denying.bake()];
        let branches = branches.bake();
        quote!(Row {
            settled: #settled,
            candidates: #candidates,
            n_denying: #n_denying,
            is_allowed: #is_allowed,
            branches: #branches,
        })
    }
}

impl Bake for Branch {
    fn bake(&self) -> TokenStream {
        let Branch {
            text,
            parent,
            candidates,
            n_denying,
        } = self;
        let [text, parent] = [text.bake(), parent.bake()];
        let [candidates, n_denying] = [candidates.bake(), n_denying.bake()];
        quote!(Branch {
            text: #text,
            parent: #parent,
            candidates: #candidates,
            n_denying: #n_denying,
        })
    }
}

impl Bake for Candidate {
    fn bake(&self) -> TokenStream {
        let Candidate {
            statement,
            document,
            patterns,
            negated,
        } = self;
        let [statement, document] = [statement.bake(), document.bake()];
        let [patterns, negated] = [patterns.bake(), negated.bake()];
        quote!(Candidate {
            statement: #statement,
            document: #document,
            patterns: #patterns,
            negated: #negated,
        })
    }
}

impl Bake for Statement {
    fn bake(&self) -> TokenStream {
        let Statement {
            document,
            effect,
            sid,
            principal,
            resource,
            conditions,
        } = self;
        let document = document.bake();
        let effect = variant(effect);
        let [sid, principal, resource, conditions] = [
            sid.bake(),
            principal.bake(),
            resource.bake(),
            conditions.bake(),
        ];
        quote!(Statement {
            document: #document,
            effect: Effect::#effect,
            sid: #sid,
            principal: #principal,
            resource: #resource,
            conditions: #conditions,
        })
    }
}

impl Bake for PrincipalPart {
    fn bake(&self) -> TokenStream {
        match self {
            PrincipalPart::Implied => quote!(PrincipalPart::Implied),
            PrincipalPart::Listed(entries) => {
                let entries = entries.bake();
                quote!(PrincipalPart::Listed(#entries))
            }
            PrincipalPart::NotListed(entries) => {
                let entries = entries.bake();
                quote!(PrincipalPart::NotListed(#entries))
            }
        }
    }
}

impl Bake for ResourcePart {
    fn bake(&self) -> TokenStream {
        match self {
            ResourcePart::Any => quote!(ResourcePart::Any),
            ResourcePart::Listed(templates) => {
                let templates = templates.bake();
                quote!(ResourcePart::Listed(#templates))
            }
            ResourcePart::NotListed(templates) => {
                let templates = templates.bake();
                quote!(ResourcePart::NotListed(#templates))
            }
        }
    }
}

impl Bake for PrincipalEntry {
    fn bake(&self) -> TokenStream {
        let PrincipalEntry { kind, text } = self;
        let kind = variant(kind);
        let text = text.bake();
        quote!(PrincipalEntry { kind: PrincipalKind::#kind, text: #text })
    }
}

impl Bake for Condition {
    fn bake(&self) -> TokenStream {
        let Condition {
            operator,
            key,
            operands,
        } = self;
        let [operator, key, operands] = [operator.bake(), key.bake(), operands.bake()];
        quote!(Condition { operator: #operator, key: #key, operands: #operands })
    }
}

impl Bake for Operator {
    fn bake(&self) -> TokenStream {
        let base = variant(self.base());
        let if_exists = self.if_exists();
        let set = match self.set() {
            None => quote!(::core::option::Option::None),
            Some(set) => {
                let set = variant(set);
                quote!(::core::option::Option::Some(SetOperator::#set))
            }
        };
        quote!(operator(Base::#base, #set, #if_exists))
    }
}

impl Bake for Key {
    fn bake(&self) -> TokenStream {
        let Key { hash, name } = self;
        let [hash, name] = [hash.bake(), name.bake()];
        quote!(Key { hash: #hash, name: #name })
    }
}

impl Bake for Alternatives {
    fn bake(&self) -> TokenStream {
        let Alternatives { written, tested } = self;
        let [written, tested] = [written.bake(), tested.bake()];
        quote!(Alternatives { written: #written, tested: #tested })
    }
}

impl Bake for Template {
    fn bake(&self) -> TokenStream {
        match self {
            Template::Exact(text) => {
                let text = text.bake();
                quote!(Template::Exact(#text))
            }
            Template::Prefix(text) => {
                let text = text.bake();
                quote!(Template::Prefix(#text))
            }
            Template::Fields {
                text,
                beginning,
                fields,
                is_open,
            } => {
                let [text, beginning] = [text.bake(), beginning.bake()];
                let [fields, is_open] = [fields.bake(), is_open.bake()];
                quote!(Template::Fields {
                    text: #text,
                    beginning: #beginning,
                    fields: #fields,
                    is_open: #is_open,
                })
            }
            Template::Forwards { tokens, variables } => {
                let [tokens, variables] = [tokens.bake(), variables.bake()];
                quote!(Template::Forwards { tokens: #tokens, variables: #variables })
            }
            Template::General { tokens, variables } => {
                let [tokens, variables] = [tokens.bake(), variables.bake()];
                quote!(Template::General { tokens: #tokens, variables: #variables })
            }
            Template::Set(templates) => {
                let templates = templates.bake();
                quote!(Template::Set(#templates))
            }
        }
    }
}

impl Bake for Token {
    fn bake(&self) -> TokenStream {
        match self {
            Token::Text(text) => {
                let text = text.bake();
                quote!(Token::Text(#text))
            }
            Token::Star(reach) => {
                let reach = variant(reach);
                quote!(Token::Star(Reach::#reach))
            }
            Token::One(reach) => {
                let reach = variant(reach);
                quote!(Token::One(Reach::#reach))
            }
            Token::Variable { ordinal, variable } => {
                let [ordinal, variable] = [ordinal.bake(), variable.bake()];
                quote!(Token::Variable { ordinal: #ordinal, variable: #variable })
            }
        }
    }
}

impl Bake for Variable {
    fn bake(&self) -> TokenStream {
        let Variable { key, default } = self;
        let key = key.bake();
        let default = match default.as_ref().map(Bake::bake) {
            None => quote!(::core::option::Option::None),
            Some(default) => quote!(::core::option::Option::Some(#default)),
        };
        quote!(Variable { key: #key, default: #default })
    }
}

impl Bake for DecimalOperand {
    fn bake(&self) -> TokenStream {
        let DecimalOperand {
            negative,
            digits,
            point,
        } = self;
        let [negative, digits, point] = [negative.bake(), digits.bake(), point.bake()];
        quote!(DecimalOperand { negative: #negative, digits: #digits, point: #point })
    }
}

impl Bake for TimestampOperand {
    fn bake(&self) -> TokenStream {
        let TimestampOperand {
            milliseconds,
            beyond,
        } = self;
        let [milliseconds, beyond] = [milliseconds.bake(), beyond.bake()];
        quote!(TimestampOperand { milliseconds: #milliseconds, beyond: #beyond })
    }
}

impl Bake for AddressBlock {
    fn bake(&self) -> TokenStream {
        let AddressBlock {
            family,
            prefix,
            bits,
        } = self;
        let family = variant(family);
        let prefix = prefix.bake();
        let bits = Literal::u128_unsuffixed(*bits);
        quote!(AddressBlock { family: AddressFamily::#family, prefix: #prefix, bits: #bits })
    }
}
