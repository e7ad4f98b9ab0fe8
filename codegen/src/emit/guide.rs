//! The way into a crate of its own, for its front page and its README: what to depend on, a first call, and how to go on from there.

use super::docs;
use crate::model::{Area, Definition, Model, Name, Outcome, Type, Value};

/// A part of the guide, in Markdown.
pub(super) enum Part {
    Heading(&'static str),
    Words(String),
    /// The language, and the lines.
    Code(&'static str, Vec<String>),
}

/// A list without a parameter: what a first call reads.
struct First<'m> {
    area: &'m Area,
    method: &'m Name,
    ty: &'m Type,
}

/// The guide of a crate of this name.
pub(super) fn guide(model: &Model, package: &str) -> Vec<Part> {
    let library = package.replace('-', "_");
    let first = first(model);
    let feature = first.as_ref().map_or_else(
        || model.areas.first().map(|it| it.feature.to_string()),
        |it| Some(it.area.feature.to_string()),
    );
    let mut parts = vec![
        Part::Heading("Quickstart"),
        Part::Words(
            "A program depends on this crate alone, which gives the runtime on (`runtime`, and by name at the root). Each first segment \
             of a path is a feature; \"no method named …\" on the client means that its feature is off."
                .to_owned(),
        ),
        Part::Code("toml", dependencies(package, feature.as_deref())),
        Part::Words("One `use` brings the client, what travels, and what stands around calls:".to_owned()),
        Part::Code("rust,no_run", program(&library, &model.client, first.as_ref())),
        Part::Heading("From a documented path to a call"),
        Part::Words(
            "A method of the client leads to each area, its methods to the paths below: a segment is a method of its name, a key is \
             `.id(…)` or `.by_…(…)`, and what the page does there is the last: `list`, `get`, `create`, `update`, `delete`, or the \
             action's or function's own name. Searching the documentation for a documented name finds what it became. A call is a \
             `Request`: `.await` it, `.stream()` a list page after page, `.select(…)`, `.filter(…)`, `.order_by(…)`, `.expand(…)` and \
             `.top(…)` it, `.send()` it for status and headers, or turn it into an `http::Request`."
                .to_owned(),
        ),
        Part::Words(
            "Structures stand in `types`, in modules of their namespaces where they have another than the service; the parameters of \
             actions in `types::parameters`, called after their call. What a service sends beside what is documented is kept in \
             `additional_data`, and goes back out."
                .to_owned(),
        ),
    ];
    parts.extend(first.iter().flat_map(reading));
    parts.extend(derived(model));
    parts.extend(raw());
    parts
}

fn dependencies(package: &str, feature: Option<&str>) -> Vec<String> {
    let features = feature.map_or(String::new(), |it| format!(", features = [\"{it}\"]"));
    vec![
        "[dependencies]".to_owned(),
        format!("{package} = {{ version = \"0.1\"{features} }}"),
        "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }".to_owned(),
    ]
}

fn program(library: &str, client: &Name, first: Option<&First<'_>>) -> Vec<String> {
    let call = match first {
        Some(it) => format!(
            "    let mut found = graph.{}().{}().top(5).stream();\n    while let Some(one) = found.next().await {{\n        println!(\"{{:?}}\", one?);\n    }}",
            it.area.method, it.method
        ),
        None => "    let found: Json = graph.get(\"/\").await?;\n    println!(\"{found}\");".to_owned(),
    };
    let text = format!(
        "use {library}::prelude::*;\n\n#[tokio::main]\nasync fn main() -> Result<(), Error> {{\n    let graph = {client}::new(\"a token, or a Credential\");\n{call}\n    Ok(())\n}}"
    );
    text.lines().map(str::to_owned).collect()
}

/// Pages, counts and changes.
fn reading(first: &First<'_>) -> [Part; 2] {
    let call = format!("graph.{}().{}()", first.area.method, first.method);
    [
        Part::Heading("Lists, page by page"),
        Part::Words(format!(
            "`{call}` is a request of a `Page`. `.stream()` gives what is on all pages, `.pages()` the pages; `page.next()` is the \
             request of the one after it. `.count()` asks how many {} there are, which `page.count` then says. The last page of a delta \
             call has a `delta_link`: keep it, and `.resume(&link)` the same call later for what has changed.",
            docs::code(&first.ty.documented)
        )),
    ]
}

/// Bases and what derives from them, where the model has any.
fn derived(model: &Model) -> Vec<Part> {
    let pair = model.types.iter().find_map(|ty| match &ty.shape {
        Definition::Struct(it) => Some((ty, model.ty(*it.is_a.first()?))),
        Definition::Enum(_) => None,
    });
    let Some((ty, base)) = pair else {
        return Vec::new();
    };
    let (name, base) = (ty.name.as_str(), base.name.as_str());
    vec![
        Part::Heading("Types that derive from others"),
        Part::Words(format!(
            "Where a call or a field is documented with a base as `{base}`, it takes what derives from it as `{name}` does, which then \
             names itself in `@odata.type`: a call takes it as it is, in a `Patch` too; `.into()` makes the base of it for a field, \
             `[value].into()` a list. What comes is the base: `is::<{name}>()` tells what it is, `downcast::<{name}>()` gives it whole. \
             `.only::<{name}>()` puts the type into the address, `.of_type::<{name}>()` into the filter, and both give a list of it. \
             `{name}`'s properties are selected, filtered and expanded where `{base}` is, too."
        )),
        Part::Heading("Ties to what is there already"),
        Part::Words(
            "`.bind(Type::PROPERTY, [reference])` on a value or a `Patch` ties a navigation property to things that exist \
             (`property@odata.bind`); `graph.reference(\"/path/of/the/thing\")?` and `request.reference()?` give references. A list of \
             things that say nothing but their `id` is refused before it is sent."
                .to_owned(),
        ),
    ]
}

fn raw() -> [Part; 2] {
    [
        Part::Heading("What no page documents"),
        Part::Words(
            "`get`, `post`, `patch`, `put` and `delete` of the client call any address of the service, with the same token, retries and \
             errors as every other call, and give what is asked for: a documented type, a `Page` of one, `Json`, `Page<Json>`, bytes: \
             `let found: Page<Json> = graph.get(\"/some/path?$top=5\").await?`."
                .to_owned(),
        ),
    ]
}

/// The first list of structures that the root of an area gives without being told anything.
fn first(model: &Model) -> Option<First<'_>> {
    model.areas.iter().find_map(|area| {
        let methods = &model.node(area.root).methods;
        methods.iter().find_map(|it| {
            let Outcome::Page(Value::Struct(id)) = it.outcome else {
                return None;
            };
            let is_plain = it.step.is_none() && it.query.is_empty() && it.verb.as_str() == "GET";
            (is_plain && area.step.arguments().is_empty()).then(|| First {
                area,
                method: &it.name,
                ty: model.ty(id),
            })
        })
    })
}

/// The guide as Markdown of a file.
pub(super) fn markdown(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Heading(heading) => text.extend(["## ", heading, "\n\n"]),
            Part::Words(words) => text.extend([words.as_str(), "\n\n"]),
            Part::Code(kind, lines) => {
                let kind = kind.split(',').next().unwrap_or_default();
                text.extend(["```", kind, "\n", &lines.join("\n"), "\n```\n\n"]);
            }
        }
    }
    text
}
