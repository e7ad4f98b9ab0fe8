//! `tests/examples_*.rs`: what the client has for the examples, as tables. The data stands beside them, the comparison
//! in the runtime.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::data::{TYPES, call_name, file_name};
use crate::emit::scope::Scope;
use crate::emit::{Code, Content, Module, Package, Target, docs, fields, ident};
use crate::model::{
    AreaExamples, ArgumentType, Block, Body, CallChain, Method, Model, Name, Outcome, Primitive, Step,
    TypeId, Value,
};

pub(crate) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let Target::Crate(package) = target else {
        return Vec::new();
    };
    let module = |name: &str, code: Box<dyn Fn() -> Code + Send + Sync + 'a>| Module {
        path: format!("tests/examples_{name}.rs"),
        content: Content::Rust {
            emitter: file!(),
            page: None,
            code,
        },
    };
    let mut modules = Vec::new();
    for area in &model.examples.areas {
        let name = format!("paths_{}", file_name(model, area));
        modules.push(module(&name, Box::new(move || of_area(model, package, area))));
    }
    if !model.examples.types.is_empty() {
        modules.push(module(TYPES, Box::new(move || of_types(model, package))));
    }
    modules
}

fn of_area(model: &Model, package: &Package, area: &AreaExamples) -> Code {
    let documented = &model.areas[area.area];
    let mut scope = Scope::of_test(model, crate_name(package));
    let calls: Vec<usize> = (0..area.calls.len()).collect();
    let rows: TokenStream = calls
        .iter()
        .map(|number| row(model, area, *number, &mut scope))
        .collect();
    let file = format!("examples/paths_{}.json", file_name(model, area));
    let feature = documented.feature.as_str();
    let path = docs::code(&format!("/{}", documented.segment));
    let doc = format!(" Examples of {path}, tried.");
    let name = crate_name(package);
    let head = head(&doc, &quote!(feature = #feature));
    let imports = scope.imports();
    let uses = quote! {
        #imports
        use ::graphdown_runtime::examples::{self, Answer, Operation};
        use ::#name::{BASE_URL, Client};
    };
    let table = quote! {
        const OPERATIONS: &[Operation<Client>] = &[#rows];
    };
    let test = quote! {
        #[test]
        fn examples_come_through() {
            let client = Client::from_runtime(examples::client(BASE_URL));
            examples::check_operations(include_str!(#file), &client, BASE_URL, OPERATIONS);
        }
    };
    Code {
        items: vec![head, uses, table, test],
        docs: scope.docs,
    }
}

/// The attributes of a test's file, which is compiled where `condition` holds.
fn head(doc: &str, condition: &TokenStream) -> TokenStream {
    quote! {
        #![doc = #doc]
        #![cfg(#condition)]
        #![allow(deprecated)]
        #![cfg_attr(rustfmt, rustfmt_skip)]
    }
}

fn row(model: &Model, area: &AreaExamples, number: usize, scope: &mut Scope<'_>) -> TokenStream {
    let call = &area.calls[number];
    let method = &model.node(call.node).methods[call.method];
    let name = call_name(model, area, number);
    let query = method.query.iter().map(|it| &it.wire);
    let answer = answer(method.outcome, scope);
    let request = request(call, method, scope);
    quote! {
        Operation {
            name: #name,
            query: &[#(#query),*],
            call: |client, call| call.sent(#request),
            answer: #answer,
        },
    }
}

/// `client.users().id(call.text(0)?).update(&call.changes()?)`
fn request(call: &CallChain, method: &Method, scope: &mut Scope<'_>) -> TokenStream {
    let mut next = 0;
    let mut way = quote!(client);
    for (name, step) in &call.way {
        let (name, arguments) = (ident(name), arguments(step, &mut next));
        way.extend(quote!(.#name(#arguments)));
    }
    let name = ident(&method.name);
    let of_step = method.step.as_ref().map(|it| arguments(it, &mut next));
    let of_query: TokenStream = method
        .query
        .iter()
        .map(|it| match it.ty {
            ArgumentType::Any => text(&mut next),
            ArgumentType::Of(of) => value(of, &mut next),
        })
        .collect();
    let body = body(method, scope);
    quote!(#way.#name(#of_step #of_query #body))
}

/// `&call.model()?`; of a body that may be left out, `call.if_any(Call::model)?.as_ref()`.
fn body(method: &Method, scope: &mut Scope<'_>) -> TokenStream {
    if let (Some(_), Body::Whole(id) | Body::Parameters(id)) = (&method.or_media, method.body) {
        let ty = scope.ty(id);
        return quote!(&call.either::<#ty>()?);
    }
    let read = match method.body {
        Body::None => return TokenStream::new(),
        Body::Whole(_) | Body::Parameters(_) => quote!(model),
        Body::List(_) => quote!(list),
        Body::Changes(_) => quote!(changes),
        Body::Json => quote!(json),
        Body::Content => quote!(content),
        Body::Reference => quote!(reference),
    };
    match (method.body, method.body_optional) {
        (_, false) => quote!(&call.#read()?),
        (Body::List(_), true) => quote!(call.if_any(examples::Call::#read)?.as_deref()),
        (_, true) => quote!(call.if_any(examples::Call::#read)?.as_ref()),
    }
}

fn arguments(step: &Step, next: &mut usize) -> TokenStream {
    match step {
        Step::Segment(_) => TokenStream::new(),
        Step::Key(_) | Step::ItemPath(_) => text(next),
        Step::Function(_, arguments) | Step::AlternateKey(arguments) => arguments
            .iter()
            .map(|it| match it.ty {
                _ if it.is_optional => perhaps(it.ty, next),
                ArgumentType::Any => {
                    let index = advance(next);
                    quote!(call.verbatim(#index)?,)
                }
                ArgumentType::Of(of) => value(of, next),
            })
            .collect(),
    }
}

/// What an example may leave out.
fn perhaps(ty: ArgumentType, next: &mut usize) -> TokenStream {
    let index = advance(next);
    let read = match ty {
        ArgumentType::Any => quote!(verbatim),
        ArgumentType::Of(Value::Primitive(Primitive::String)) => quote!(text),
        ArgumentType::Of(_) => quote!(value),
    };
    quote!(call.given(#index, |call| call.#read(#index))?,)
}

fn value(of: Value, next: &mut usize) -> TokenStream {
    if of == Value::Primitive(Primitive::String) {
        return text(next);
    }
    let index = advance(next);
    quote!(call.value(#index)?,)
}

fn text(next: &mut usize) -> TokenStream {
    let index = advance(next);
    quote!(call.text(#index)?,)
}

fn advance(next: &mut usize) -> proc_macro2::Literal {
    let index = proc_macro2::Literal::usize_unsuffixed(*next);
    *next += 1;
    index
}

fn answer(outcome: Outcome, scope: &mut Scope<'_>) -> TokenStream {
    match outcome {
        Outcome::Nothing => quote!(Answer::Nothing),
        Outcome::Content => quote!(Answer::Content),
        Outcome::Whole(Value::Struct(id)) => {
            let empty = empty(id, scope);
            quote!(Answer::Model(#empty))
        }
        Outcome::Whole(_) => quote!(Answer::Open),
        Outcome::Enveloped(of) => {
            let of = fields::value(of, scope);
            quote!(Answer::Value(examples::value::<#of>))
        }
        Outcome::Page(of) => {
            let of = fields::value(of, scope);
            quote!(Answer::List(examples::page::<#of>))
        }
    }
}

/// A function that makes an empty model.
fn empty(id: TypeId, scope: &mut Scope<'_>) -> TokenStream {
    let ty = scope.ty(id);
    quote!(|| Box::<#ty>::default())
}

fn of_types(model: &Model, package: &Package) -> Code {
    let mut scope = Scope::of_test(model, crate_name(package));
    let shown = model.examples.types.iter().filter_map(|it| match it.shown {
        Block::Representation(id) => Some(id),
        Block::Request { .. } | Block::Response { .. } => None,
    });
    let rows: TokenStream = shown
        .map(|id| {
            let (wire, empty) = (&model.ty(id).wire, empty(id, &mut scope));
            quote!((#wire, #empty),)
        })
        .collect();
    let file = format!("examples/{TYPES}.json");
    // Types of every feature are among them.
    let areas = model.areas.iter().map(|it| &it.feature);
    let features = areas.chain(&model.other_types).map(Name::as_str);
    let head = head(
        " Examples of types, tried.",
        &quote!(all(#(feature = #features),*)),
    );
    let imports = scope.imports();
    let uses = quote! {
        #imports
        use ::graphdown_runtime::examples::{self, Empty};
    };
    let table = quote! {
        const TYPES: &[(&str, Empty)] = &[#rows];
    };
    let test = quote! {
        #[test]
        fn examples_come_through() {
            examples::check_types(include_str!(#file), TYPES);
        }
    };
    Code {
        items: vec![head, uses, table, test],
        docs: scope.docs,
    }
}

/// The crate, as its tests write it.
fn crate_name(package: &Package) -> Ident {
    let plain = package
        .name
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it } else { '_' });
    let name: String = plain.collect();
    let starts_well = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let name = if starts_well { name } else { format!("_{name}") };
    Ident::new(&name, Span::call_site())
}
