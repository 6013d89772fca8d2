//! `policy_dir!`: a directory of documents -> a module of constants.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use policy_compiler::{Source, compile};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Error, LitStr};

use crate::arguments::{Arguments, split_crate};
use crate::bake::bake;
use crate::diagnostics::{error, errors};
use crate::file::{self, File};
use crate::names;

pub(crate) fn policy_dir(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let arguments = match Arguments::<LitStr>::parse(krate, input) {
        Ok(arguments) => arguments,
        Err(error) => return error.to_compile_error(),
    };
    match module(&arguments) {
        Ok(module) => module,
        Err(message) => error(arguments.subject.span(), &message),
    }
}

fn module(arguments: &Arguments<LitStr>) -> Result<TokenStream, String> {
    let Arguments {
        krate,
        subject,
        options,
        module,
    } = arguments;
    let directory = file::resolve(subject)?;
    let name = module_name(module.as_ref(), &directory)?;
    let mut items = TokenStream::new();
    let mut by_name = Vec::new();
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for file in documents(&directory)? {
        let file_name = &file.display_name;
        let stem = file
            .path()
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let constant = names::constant(&stem)
            .ok_or_else(|| format!("`{file_name}` has a name that makes no constant"))?;
        if let Some(other) = taken.insert(constant.to_string(), file_name.clone()) {
            return Err(format!(
                "`{other}` and `{file_name}` would both be `{constant}`; rename one"
            ));
        }
        let (policy, mistakes) = match file.read() {
            Err(message) => (
                quote!(#krate::Policy::EMPTY),
                error(subject.span(), &message),
            ),
            Ok(text) => match compile(&text, options) {
                Ok(compiled) => (bake(krate, &compiled.policy()), TokenStream::new()),
                Err(findings) => {
                    let source = Source {
                        name: file_name,
                        text: &text,
                    };
                    let errors = errors(&findings, options, &source, |_| subject.span());
                    (quote!(#krate::Policy::EMPTY), errors)
                }
            },
        };
        let tracked = file.track();
        let doc = format!("The policy of `{file_name}`.");
        items.extend(quote! {
            #mistakes
            #tracked
            #[doc = #doc]
            pub static #constant: #krate::Policy<'static> = #policy;
        });
        by_name.push(quote!((#stem, &#constant)));
    }
    let doc = format!("The policies of `{}`.", directory.display_name);
    Ok(quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        pub mod #name {
            #items

            /// Every policy with its name, which is that of its file without `.json`, in
            /// the order of the names.
            pub static ALL: &[(&str, &#krate::Policy<'static>)] = &[#(#by_name),*];

            /// The policy of this name.
            #[must_use]
            pub fn by_name(name: &str) -> ::core::option::Option<&'static #krate::Policy<'static>> {
                #krate::__private::by_name(ALL, name)
            }
        }
    })
}

fn module_name(module: Option<&Ident>, directory: &File) -> Result<Ident, String> {
    if let Some(module) = module {
        return Ok(module.clone());
    }
    let last = directory
        .path()
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    names::module(&last).ok_or_else(|| {
        format!("`{last}` makes no module name; give one, as in `module = policies`")
    })
}

/// The files that end in `.json`, by name, so that the expansion does not depend on the
/// order in which the system lists them. Other files and subdirectories do not count.
pub(crate) fn documents(directory: &File) -> Result<Vec<File>, String> {
    let name = &directory.display_name;
    if directory.path().is_file() {
        return Err(format!(
            "`{name}` is a file; `include_policy!` takes a single policy"
        ));
    }
    let entries = fs::read_dir(directory.path())
        .map_err(|error| format!("cannot read the directory `{name}`: {error}"))?;
    let mut paths = Vec::new();
    for entry in entries {
        let entry =
            entry.map_err(|error| format!("cannot read the directory `{name}`: {error}"))?;
        let path = entry.path();
        if path.extension() == Some("json".as_ref()) && !path.is_dir() {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(format!("`{name}` has no file that ends in `.json`"));
    }
    paths.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    paths
        .into_iter()
        .map(|path: std::path::PathBuf| File::new(path))
        .collect()
}
