//! The tables of a service -> tokens of the same value, as few as possible.

use policy_core::reference::form::{PerfectHash, ServiceTables};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn service(tables: &ServiceTables<'_>) -> TokenStream {
    let ServiceTables {
        prefix,
        name,
        text,
        rows,
        actions,
    } = tables;
    let rows = Literal::byte_string(rows);
    let actions = hash(actions);
    quote! {
        ServiceTables {
            prefix: #prefix,
            name: #name,
            text: #text,
            rows: #rows,
            actions: #actions,
        }
    }
}

pub(super) fn hash(hash: &PerfectHash<'_>) -> TokenStream {
    let PerfectHash {
        seed,
        pilots,
        remap,
        slots,
    } = hash;
    let [pilots, slots] = [pilots, slots].map(|bytes| Literal::byte_string(bytes));
    quote! {
        PerfectHash {
            seed: #seed,
            pilots: #pilots,
            remap: &[#(#remap),*],
            slots: #slots,
        }
    }
}
