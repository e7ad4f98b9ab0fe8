//! Methods: a documented operation as a plain function that gives a request.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, format_ident, quote};

use super::scope::Scope;
use super::{docs, fields, ident, samples};
use crate::model::{
    Argument, ArgumentType, Body, Method, Model, NodeId, Outcome, Permissions, Place, Primitive, Step, Value,
    Verb, Ways,
};

const INFERRED: &str =
    "Inferred: a method table or an example shows it, and no page has it among its requests.";

/// A method of a node.
pub(super) fn method(
    model: &Model,
    ways: &Ways,
    node: NodeId,
    method: &Method,
    scope: &mut Scope<'_>,
) -> TokenStream {
    let name = ident(&method.name);
    let mut documentation = documentation(method);
    samples::example(model, ways, node, method, &mut documentation);
    let documentation = scope.docs.outer(&documentation);
    let deprecated = docs::deprecated(&method.docs);
    let alias = match &method.step {
        Some(Step::Segment(step) | Step::Function(step, _)) => docs::alias(step, method.name.as_str()),
        _ => None,
    };
    let constant = ident(&method.constant);
    let (of_step, step) = match &method.step {
        Some(it) => step(it, scope),
        None => (TokenStream::new(), TokenStream::new()),
    };
    let (of_query, query) = query(&method.query, scope);
    let (of_body, body) = body(model, method, scope);
    let outcome = outcome(method, scope);
    let generics = method.or_media.as_ref().map(|_| quote!(<'b>));
    quote! {
        #documentation
        #alias
        #deprecated
        pub fn #name #generics(&self, #of_step #of_query #of_body) -> #outcome {
            self.0 #step .request(Self::#constant) #query #body
        }
    }
}

/// The parameters that a step of a path asks for, and the call that adds it.
pub(super) fn step(step: &Step, scope: &mut Scope<'_>) -> (TokenStream, TokenStream) {
    match step {
        Step::Segment(name) => (TokenStream::new(), quote!(.child(#name))),
        Step::Key(argument) => {
            let (argument, key) = (ident(argument), scope.runtime("Key"));
            (quote!(#argument: impl Into<#key>,), quote!(.key(#argument)))
        }
        Step::ItemPath(argument) => {
            let argument = ident(argument);
            (quote!(#argument: &str,), quote!(.item_path(#argument)))
        }
        Step::Function(name, arguments) => {
            let has_optional = arguments.iter().any(|it| it.is_optional);
            let (parameters, pairs) = parameters(arguments, scope);
            if has_optional {
                (parameters, quote!(.function_with(#name, &[#pairs])))
            } else {
                (parameters, quote!(.function(#name, &[#pairs])))
            }
        }
        Step::AlternateKey(arguments) => {
            let (parameters, pairs) = parameters(arguments, scope);
            (parameters, quote!(.alternate_key(&[#pairs])))
        }
    }
}

/// `(parameters, ("name", name.into()), …)`
fn parameters(arguments: &[Argument], scope: &mut Scope<'_>) -> (TokenStream, TokenStream) {
    let parameters = arguments.iter().map(|it| parameter(it, scope)).collect();
    let has_optional = arguments.iter().any(|it| it.is_optional);
    let pairs = arguments.iter().map(|it| {
        let (name, wire) = (ident(&it.name), &it.wire);
        match (it.is_optional, has_optional) {
            (true, _) => quote!((#wire, #name.map(Into::into)),),
            (false, true) => quote!((#wire, Some(#name.into())),),
            (false, false) => quote!((#wire, #name.into()),),
        }
    });
    (parameters, pairs.collect())
}

fn parameter(argument: &Argument, scope: &mut Scope<'_>) -> TokenStream {
    let name = ident(&argument.name);
    let ty = match argument.ty {
        // What may be left out has one type, so that `None` says enough.
        ArgumentType::Any if argument.is_optional => scope.runtime("Argument").into_token_stream(),
        ArgumentType::Any => {
            let any = scope.runtime("Argument");
            quote!(impl Into<#any>)
        }
        ArgumentType::Of(Value::Primitive(Primitive::String)) => quote!(&str),
        ArgumentType::Of(of) => fields::value(of, scope),
    };
    if argument.is_optional {
        quote!(#name: Option<#ty>,)
    } else {
        quote!(#name: #ty,)
    }
}

/// Outside of parentheses, values are written as they are.
fn query(arguments: &[Argument], scope: &mut Scope<'_>) -> (TokenStream, TokenStream) {
    let mut parameters = TokenStream::new();
    let mut calls = TokenStream::new();
    for argument in arguments {
        let (name, wire) = (ident(&argument.name), &argument.wire);
        match argument.ty {
            ArgumentType::Of(Value::Primitive(Primitive::String)) | ArgumentType::Any => {
                parameters.extend(quote!(#name: &str,));
                calls.extend(quote!(.query(#wire, #name)));
            }
            ArgumentType::Of(of) => {
                let ty = fields::value(of, scope);
                parameters.extend(quote!(#name: #ty,));
                calls.extend(quote!(.query(#wire, #name.to_string())));
            }
        }
    }
    (parameters, calls)
}

/// The parameter of the body, and the call that sends it. What may be left out is an `Option`.
fn body(model: &Model, method: &Method, scope: &mut Scope<'_>) -> (TokenStream, TokenStream) {
    let Some(name) = body_name(method.body) else {
        return (TokenStream::new(), TokenStream::new());
    };
    let ty = match method.body {
        Body::None => return (TokenStream::new(), TokenStream::new()),
        Body::Whole(id) | Body::Parameters(id) => scope.ty(id),
        Body::List(id) => {
            let ty = scope.ty(id);
            quote!([#ty])
        }
        Body::Changes(id) => {
            let (patch, ty) = (scope.runtime("Patch"), scope.ty(id));
            quote!(#patch<#ty>)
        }
        Body::Reference => scope.runtime("Reference").into_token_stream(),
        Body::Json => scope.runtime("Json").into_token_stream(),
        Body::Content => scope.bytes().into_token_stream(),
    };
    let name = format_ident!("{name}");
    if let Some(media) = &method.or_media {
        let choice = scope.runtime("JsonOrBytes");
        return (
            quote!(#name: impl Into<#choice<'b, #ty>>,),
            quote!(.json_or_bytes(#name.into(), #media)),
        );
    }
    if let Some((ty, send)) = body_of_base(model, method, scope) {
        return (quote!(#name: &#ty,), quote!(#send(#name)));
    }
    match (method.body, method.body_optional) {
        // A slice is sent behind a reference, which has a known size.
        (Body::List(_), false) => (quote!(#name: &#ty,), quote!(.body(&#name))),
        (Body::List(_), true) => (
            quote!(#name: Option<&#ty>,),
            quote!(.optional_body(#name.as_ref())),
        ),
        (_, false) => (quote!(#name: &#ty,), quote!(.body(#name))),
        (_, true) => (quote!(#name: Option<&#ty>,), quote!(.optional_body(#name))),
    }
}

/// The type of a body that may be of a type derived from the documented one, and the call that sends it.
fn body_of_base(model: &Model, method: &Method, scope: &mut Scope<'_>) -> Option<(TokenStream, TokenStream)> {
    let (Body::Whole(id) | Body::Changes(id)) = method.body else {
        return None;
    };
    // What is left out has no type of its own that could be told from `None`.
    if method.body_optional || !model.ty(id).has_derived() {
        return None;
    }
    let (base, is_a) = (scope.ty(id), scope.runtime("IsA"));
    Some(if method.body == Body::Whole(id) {
        (quote!(impl #is_a<#base>), quote!(.body_as::<#base>))
    } else {
        let patch = scope.runtime("Patch");
        (quote!(#patch<impl #is_a<#base>>), quote!(.changes_as::<#base>))
    })
}

/// What the parameter of a body is called.
pub(super) fn body_name(body: Body) -> Option<&'static str> {
    Some(match body {
        Body::None => return None,
        Body::Whole(_) | Body::List(_) | Body::Json => "body",
        Body::Parameters(_) => "parameters",
        Body::Changes(_) => "changes",
        Body::Reference => "reference",
        Body::Content => "content",
    })
}

fn outcome(method: &Method, scope: &mut Scope<'_>) -> TokenStream {
    let request = scope.runtime("Request");
    let inner = match method.outcome {
        Outcome::Nothing => quote!(()),
        Outcome::Whole(of) | Outcome::Enveloped(of) => fields::value(of, scope),
        Outcome::Page(of) => {
            let (page, of) = (scope.runtime("Page"), fields::value(of, scope));
            quote!(#page<#of>)
        }
        Outcome::Content => {
            let bytes = scope.bytes();
            quote!(#bytes)
        }
    };
    if method.outcome_optional {
        quote!(#request<Option<#inner>>)
    } else {
        quote!(#request<#inner>)
    }
}

/// The table of the operations that methods of a path send requests of.
pub(super) fn table<'m>(path: &TokenStream, methods: impl Iterator<Item = &'m Method>) -> TokenStream {
    let rows: Vec<TokenStream> = methods.map(row).collect();
    quote!(::graphdown_runtime::operations!(#path: [#(#rows),*]);)
}

/// `LIST: Get "/users" => 200 [permissions: "User.Read.All (delegated)", page: "api/user-list.md"]`
fn row(method: &Method) -> TokenStream {
    let constant = ident(&method.constant);
    let verb = format_ident!(
        "{}",
        match method.verb {
            Verb::Get => "Get",
            Verb::Post => "Post",
            Verb::Put => "Put",
            Verb::Patch => "Patch",
            Verb::Delete => "Delete",
            Verb::Head => "Head",
            Verb::Options => "Options",
        }
    );
    let path = &method.path;
    let status = method.status.map(|it| {
        let status = Literal::u16_unsuffixed(it);
        quote!(=> #status)
    });
    let permissions = method.permissions.as_ref().map_or(String::new(), permissions);
    let page = method.docs.page.as_deref().unwrap_or_default();
    let content = content_type(method).map(|it| quote!(, content: #it));
    quote!(#constant: #verb #path #status [permissions: #permissions, page: #page #content])
}

/// The one content type that the page names. Of several, the caller says which it is.
fn content_type(method: &Method) -> Option<&str> {
    match method.content_types.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// `A or B (delegated), C (application)`: words that the runtime reads again when somebody asks. Lists of literals cost
/// the compiler more than anything else of an operation.
fn permissions(permissions: &Permissions) -> String {
    if permissions.unsplit {
        return permissions.delegated.join(" or ");
    }
    let kinds = [
        ("delegated", &permissions.delegated),
        ("personal", &permissions.personal),
        ("application", &permissions.application),
    ];
    let supported = kinds.into_iter().filter(|(_, scopes)| !scopes.is_empty());
    let parts: Vec<String> = supported
        .map(|(kind, scopes)| format!("{} ({kind})", scopes.join(" or ")))
        .collect();
    if parts.is_empty() {
        "none".to_owned()
    } else {
        parts.join(", ")
    }
}

fn documentation(method: &Method) -> docs::Lines {
    let call = docs::code(&format!("{} {}", method.verb.as_str(), method.path));
    let title = || docs::line_or(&method.title, || call.clone());
    let mut lines = docs::of(&method.docs, title, INFERRED);
    let status = method
        .status
        .map_or(String::new(), |status| format!(" answers {status}"));
    match method.docs.page.as_deref().map(docs::code) {
        Some(page) if method.docs.inferred => lines.paragraph(format!("{call}{status}, named in {page}.")),
        Some(page) => lines.paragraph(format!("{call}{status}, documented in {page}.")),
        None => lines.paragraph(format!("{call}{status}.")),
    }
    if !method.also.is_empty() {
        lines.paragraph("Other pages of this address:");
        lines.list(method.also.iter().map(|it| {
            let title = docs::sentence(&it.title);
            let passing = if it.passes_by {
                " It is about something else."
            } else {
                ""
            };
            format!("{}{title}{passing}", docs::code(&it.page))
        }));
    }
    if let Some(name) = body_name(method.body).filter(|_| method.body_optional) {
        let name = docs::code(name);
        lines.paragraph(format!("{name} may be left out: `None` sends no body."));
    }
    let types: Vec<String> = method.content_types.iter().map(|it| docs::code(it)).collect();
    match types.as_slice() {
        [] => {}
        [one] => lines.paragraph(format!(
            "The content is sent as {one}, unless `header(\"content-type\", …)` says otherwise."
        )),
        _ => lines.paragraph(format!(
            "The content is of one of the types {}; `header(\"content-type\", …)` says which.",
            types.join(", ")
        )),
    }
    if !method.optional.is_empty() {
        lines.paragraph("What may be added:");
        lines.list(method.optional.iter().map(|(place, name, words)| {
            let place = match place {
                Place::Query => "query",
                Place::Header => "header",
                Place::Function => "argument",
            };
            let words = docs::sentence(words.as_deref().unwrap_or_default());
            format!("{} ({place}){words}", docs::code(name))
        }));
    }
    match &method.permissions {
        None => lines.paragraph("Its pages tell no permissions."),
        Some(it) if it.unsplit => {
            lines.paragraph("Permissions, least privileged first:");
            lines.list([scopes("Any account", &it.delegated)]);
        }
        Some(it) => {
            lines.paragraph("Permissions, least privileged first:");
            lines.list([
                scopes("Delegated", &it.delegated),
                scopes("Delegated, personal account", &it.personal),
                scopes("Application", &it.application),
            ]);
        }
    }
    lines
}

fn scopes(whose: &str, scopes: &[String]) -> String {
    if scopes.is_empty() {
        return format!("{whose}: not supported");
    }
    let scopes: Vec<String> = scopes.iter().map(|it| docs::code(it)).collect();
    format!("{whose}: {}", scopes.join(", "))
}
