//! `policy_dir!`: a directory of documents -> a module of constants.

use std::collections::BTreeMap;

use policy_compiler::{
    Code, Finding, Findings, FindingsTogether, Options, Source, compile, compile_together,
    policy_files,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::arguments::{Arguments, Form, split_crate};
use crate::bake::bake;
use crate::diagnostics::{diagnostics, diagnostics_together, error};
use crate::file::{self, File};
use crate::names;

const POLICY_DIR: Form = Form {
    subject: "write the path of a directory as a string literal: `policy_dir!(\"policies\")`",
    options: &[
        "type",
        "resource_type",
        "allow",
        "warn",
        "deny",
        "vendored",
        "services",
        "wide_stars",
        "module",
        "together",
    ],
    refused: &[(
        "name",
        "a directory has many policies, each called as its file; rename the file, or give `name` \
         to `include_policy!`",
    )],
};

/// What the module has beside its policies: the name, and what it is.
const LIST: (&str, &str) = ("ALL", "the list of all policies");
const TOGETHER: (&str, &str) = ("TOGETHER", "all policies compiled into one");

pub(crate) fn policy_dir(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let arguments = match Arguments::<LitStr>::parse(krate, input, &POLICY_DIR) {
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
        module,
        together,
        ..
    } = arguments;
    let directory = file::resolve(subject)?;
    let name = module_name(module.as_ref(), &directory)?;
    let mut constants = Constants {
        reserved: vec![LIST],
        taken: BTreeMap::new(),
    };
    if *together {
        constants.reserved.push(TOGETHER);
    }
    let mut by_name = Vec::new();
    let mut texts = Vec::new();
    // With mistakes there, the module still has its policies, so that these are all errors.
    let (options, mut items) = match arguments.checked(subject.span()) {
        Ok((options, tracked)) => (Some(options), tracked),
        Err(errors) => (None, errors),
    };
    for file in documents(&directory)? {
        match constants.of(&file) {
            Ok((stem, constant)) => {
                let options = options.as_ref().map(|options| {
                    let options = options.clone().name(&*stem);
                    options.one_of_several(*together)
                });
                let text = file.read_policy();
                let options = options.as_ref();
                items.extend(item(
                    krate,
                    subject,
                    options,
                    &file,
                    text.as_deref(),
                    &constant,
                ));
                texts.extend(text.ok().map(|text| (stem.clone(), file, text)));
                by_name.push(quote!((#stem, &#constant)));
            }
            Err(message) => items.extend(error(subject.span(), &message)),
        }
    }
    if *together {
        items.extend(all_together(
            krate,
            subject,
            &directory.display_name,
            options.as_ref(),
            &texts,
        ));
    }
    let list = Ident::new(LIST.0, Span::call_site());
    let doc = format!("The policies of `{}`.", directory.display_name);
    Ok(quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        pub mod #name {
            #items

            /// Every policy with its name, which is that of its file without `.json`, in
            /// the order of the names.
            pub static #list: &[(&str, &#krate::Policy<'static>)] = &[#(#by_name),*];

            /// The policy of this name.
            #[must_use]
            pub fn by_name(name: &str) -> ::core::option::Option<&'static #krate::Policy<'static>> {
                #krate::__private::by_name(#list, name)
            }
        }
    })
}

/// The constant of one file, which denies if there is a mistake in it, or anywhere without
/// options.
fn item(
    krate: &TokenStream,
    subject: &LitStr,
    options: Option<&Options>,
    file: &File,
    text: Result<&str, &String>,
    constant: &Ident,
) -> TokenStream {
    let (policy, mistakes) = match (options, text) {
        (None, _) => (denies(krate), TokenStream::new()),
        (_, Err(message)) => (denies(krate), error(subject.span(), message)),
        (Some(options), Ok(text)) => {
            let (policy, findings) = match compile(text, options) {
                Ok(compiled) => {
                    let policy = bake(krate, &compiled.policy());
                    (policy, compiled.findings().clone())
                }
                Err(findings) => (denies(krate), findings),
            };
            let source = file.source(text);
            let said = diagnostics(&findings, options, &source, |_| subject.span());
            (policy, said.tokens())
        }
    };
    let tracked = file.track();
    let doc = format!("The policy of `{}`.", file.display_name);
    quote! {
        #mistakes
        #tracked
        #[doc = #doc]
        pub static #constant: #krate::Policy<'static> = #policy;
    }
}

/// All policies in one, which denies if there is a mistake anywhere. One in a policy is reported
/// where that is compiled alone.
fn all_together(
    krate: &TokenStream,
    subject: &LitStr,
    directory: &str,
    options: Option<&Options>,
    texts: &[(String, File, String)],
) -> TokenStream {
    let sources = texts.iter().map(|(name, _, text)| Source { name, text });
    let sources: Vec<Source<'_>> = sources.collect();
    let compiled = options.map(|options| (options, compile_together(&sources, options)));
    let files = texts.iter().map(|(_, file, text)| file.source(text));
    let files: Vec<Source<'_>> = files.collect();
    let about_all = |findings: &FindingsTogether, options: &Options| {
        let span = |_: &Finding| subject.span();
        diagnostics_together(findings.all(), options, directory, &files, span).tokens()
    };
    let (policy, said) = match &compiled {
        Some((options, Ok(compiled))) => {
            let said = about_all(compiled.findings(), options);
            (bake(krate, &compiled.policy()), said)
        }
        Some((_, Err(findings))) if findings.each().iter().any(is_too_large) => {
            let message = "the policies are too many, or too large, to be compiled into one; \
                           leave out `together = true`, or split the directory";
            (denies(krate), error(subject.span(), message))
        }
        Some((options, Err(findings))) => (denies(krate), about_all(findings, options)),
        None => (denies(krate), TokenStream::new()),
    };
    let name = Ident::new(TOGETHER.0, Span::call_site());
    quote! {
        #said
        /// All policies of the module, compiled into one: it decides as all of them do together,
        /// in the time that one takes.
        pub static #name: #krate::Policy<'static> = #policy;
    }
}

fn is_too_large(findings: &Findings) -> bool {
    findings
        .iter()
        .any(|finding| finding.code() == Code::TooLarge)
}

fn denies(krate: &TokenStream) -> TokenStream {
    quote!(#krate::Policy::EMPTY)
}

/// The constants given away so far, with the files that they are for.
struct Constants {
    reserved: Vec<(&'static str, &'static str)>,
    taken: BTreeMap<String, String>,
}

impl Constants {
    /// The name of a file without `.json`, and the constant for it.
    fn of(&mut self, file: &File) -> Result<(String, Ident), String> {
        let file_name = &file.display_name;
        let stem = file.stem()?;
        let Some(constant) = names::constant(stem) else {
            return Err(format!(
                "`{file_name}` has a name without letters and digits, which makes no constant; rename it"
            ));
        };
        let text = constant.to_string();
        if let Some((_, what)) = self.reserved.iter().find(|(name, _)| text == *name) {
            return Err(format!(
                "`{file_name}` would be `{text}`, which is {what}; rename it"
            ));
        }
        if let Some(other) = self.taken.insert(text, file_name.clone()) {
            return Err(format!(
                "`{other}` and `{file_name}` would both be `{constant}`; rename one"
            ));
        }
        Ok((stem.to_owned(), constant))
    }
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

/// The policies of a directory, which has some.
pub(crate) fn documents(directory: &File) -> Result<Vec<File>, String> {
    let name = &directory.display_name;
    if directory.path().is_file() {
        return Err(format!(
            "`{name}` is a file; `include_policy!` takes a single policy"
        ));
    }
    let paths = policy_files(directory.path(), name).map_err(|error| error.to_string())?;
    if paths.is_empty() {
        return Err(format!(
            "`{name}` has no file that ends in `.json`, hidden ones apart"
        ));
    }
    paths.iter().map(|path| File::new(path)).collect()
}
