//! Parameters of actions and functions that no table lists: a page's requests show them, its words name them, its path
//! has them in its parentheses.
//!
//! What type such a parameter has, others say: another action of the same type of thing that takes one of that name
//! (`message` of `reply` for `createReply`), a property of that name, a type of that name; and last the value that is
//! shown.

use super::walk::{End, Graph, Target};
use crate::dialect::address::documented::{self, Segment};
use crate::dialect::{answer, http};
use crate::merge::link::OPEN;
use crate::merge::name_map::HashMap;
use crate::merge::names::TypeId;
use crate::merge::operations::{Built, STREAM};
use crate::schema::{Example, ExampleKind, Operation, OperationKind, Parameter, Place};

/// A type, and whether it is a list.
type Typed = (String, bool);

/// Adds what tables leave out, and takes away what other addresses of a page take.
pub(super) fn complete(built: &mut [Built], graph: &Graph<'_>) {
    let known = Known::new(built, graph);
    let mut of_pages: HashMap<(String, String), Vec<Parameter>> = HashMap::default();
    for it in built.iter_mut() {
        match it.operation.kind {
            OperationKind::Action => {
                if let Some(list) = listed(&it.operation, graph) {
                    it.operation.parameters.retain(|it| it.place != Place::Body);
                    it.operation.parameters.push(list);
                    it.body_known = true;
                    continue;
                }
                let last = last_name(&it.operation.path).to_owned();
                // The lines of a page share their examples and their words.
                let more = of_pages
                    .entry((it.rank.page().to_owned(), last))
                    .or_insert_with(|| more(&it.operation, &known, graph));
                action(it, more);
            }
            OperationKind::Create => or_bytes(&mut it.operation),
            OperationKind::Function | OperationKind::Get | OperationKind::List => function(&mut it.operation),
            _ => {}
        }
    }
}

/// What actions take, by what they are done to and by name.
struct Known {
    of_owner: HashMap<TypeId, Vec<(String, Typed)>>,
}

impl Known {
    fn new(built: &[Built], graph: &Graph<'_>) -> Self {
        let mut of_owner: HashMap<TypeId, Vec<(String, Typed)>> = HashMap::default();
        let actions = built.iter().map(|it| &it.operation);
        for operation in actions.filter(|it| it.kind == OperationKind::Action) {
            let Some(owner) = owner(&operation.path, graph) else {
                continue;
            };
            let known = of_owner.entry(owner).or_default();
            for it in operation
                .parameters
                .iter()
                .filter(|it| it.place == Place::Body && it.ty != OPEN)
            {
                if !known
                    .iter()
                    .any(|(other, _)| other.eq_ignore_ascii_case(&it.name))
                {
                    known.push((it.name.clone(), (it.ty.clone(), it.collection)));
                }
            }
        }
        Self { of_owner }
    }

    fn of(&self, owner: Option<TypeId>) -> &[(String, Typed)] {
        owner
            .and_then(|it| self.of_owner.get(&it))
            .map_or(&[], Vec::as_slice)
    }
}

/// The type of the thing that an action is done to.
fn owner(path: &str, graph: &Graph<'_>) -> Option<TypeId> {
    let (before, _) = path.rsplit_once('/')?;
    match graph.walk(before)? {
        End {
            ty: Target::Type(id), ..
        } => Some(id),
        End { .. } => None,
    }
}

fn last_name(path: &str) -> &str {
    let last = path.rsplit('/').next().unwrap_or_default();
    documented::last_part(last.split('(').next().unwrap_or(last))
}

/// Parameters of an action that no table of its page lists.
fn more(operation: &Operation, known: &Known, graph: &Graph<'_>) -> Vec<Parameter> {
    // A body of a type has the properties of that type.
    let is_open = operation
        .body
        .as_deref()
        .is_none_or(|it| it == OPEN || it == STREAM);
    let of_body = operation.parameters.iter().filter(|it| it.place == Place::Body);
    let has_table = of_body.clone().next().is_some();
    if !is_open {
        return of_typed(operation, graph);
    }
    let owner = owner(&operation.path, graph);
    let siblings = known.of(owner);
    let mut names: Vec<(String, Option<Typed>)> = Vec::new();
    for example in requests(operation) {
        for (name, value) in answer::members(example.body.trim_start()) {
            if !name.contains(['@', '.', '#']) && !name.is_empty() {
                names.push((name.to_owned(), of_value(value)));
            }
        }
    }
    let words = operation.description.as_deref().unwrap_or_default();
    names.extend(named(words).map(|it| (it.to_owned(), None)));
    if !has_table && !names.is_empty() {
        let spoken = siblings.iter().filter(|(name, _)| speaks_of(words, name));
        names.extend(spoken.map(|(name, _)| (name.clone(), None)));
    }
    let mut found: Vec<Parameter> = Vec::new();
    for (name, shown) in names {
        let is = |it: &Parameter| it.name.eq_ignore_ascii_case(&name);
        if of_body.clone().any(is) || found.iter().any(is) {
            continue;
        }
        let sibling = siblings
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(&name));
        let told = sibling
            .map(|(_, typed)| typed.clone())
            .or_else(|| owner.and_then(|it| graph.property_type(it, &name)))
            .or_else(|| graph.unanimous(&name))
            .or_else(|| graph.named_by(&name).map(|id| (graph.name(id), false)))
            .or(shown);
        // A word that nothing gives a type is no parameter.
        let Some((ty, collection)) = told else { continue };
        found.push(Parameter {
            name,
            ty,
            collection,
            place: Place::Body,
            required: false,
            span: operation.span,
            ..Parameter::default()
        });
    }
    found
}

/// What an action takes whose words name a type, by what its requests show: some of the type's properties, or one that holds
/// a whole thing of it. An action has parameters and no body of its own (OData 4.01, part 1, chapter 11.5.5.1).
fn of_typed(operation: &Operation, graph: &Graph<'_>) -> Vec<Parameter> {
    let told = operation.body.as_deref().filter(|_| !operation.body_collection);
    let Some((told, id)) = told.and_then(|it| Some((it, graph.named_by(it)?))) else {
        return Vec::new();
    };
    let mut shown: Vec<(&str, &str)> = Vec::new();
    for (name, value) in requests(operation).flat_map(|it| answer::members(it.body.trim_start())) {
        if !name.contains(['@', '#']) && !shown.iter().any(|(known, _)| *known == name) {
            shown.push((name, value));
        }
    }
    let parameter = |name: &str, (ty, collection): Typed| Parameter {
        name: name.to_owned(),
        ty,
        collection,
        place: Place::Body,
        required: false,
        span: operation.span,
        ..Parameter::default()
    };
    let of_type = shown.iter().map(|(name, _)| {
        let typed = graph.property_type(id, name)?;
        Some(parameter(name, typed))
    });
    if let Some(found) = of_type.collect::<Option<Vec<_>>>() {
        return found;
    }
    match shown.as_slice() {
        [(name, value)] if value.starts_with('{') => vec![parameter(name, (told.to_owned(), false))],
        _ => Vec::new(),
    }
}

/// The one property in which all requests of an action show a list of things, of which the table lists what is in each:
/// `{"value": [{"id": …}]}`.
fn listed(operation: &Operation, graph: &Graph<'_>) -> Option<Parameter> {
    let rows: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|it| it.place == Place::Body)
        .collect();
    let is_row = |name: &str| rows.iter().any(|it| it.name == name);
    let mut wrapper: Option<&str> = None;
    for example in requests(operation) {
        let members = answer::members(example.body.trim_start());
        let [(name, value)] = members.as_slice() else {
            return None;
        };
        let first = value.strip_prefix('[')?.trim_start();
        let inside = answer::members(first);
        let lists_inside = !inside.is_empty() && inside.iter().all(|(name, _)| is_row(name));
        if !lists_inside || is_row(name) || wrapper.is_some_and(|it| it != *name) {
            return None;
        }
        wrapper = Some(name);
    }
    let name = wrapper?;
    // What the list is of: what the action adds to, or takes from.
    let owner = owner(&operation.path, graph);
    let id = owner.filter(|id| rows.iter().all(|it| graph.has_property(*id, &it.name)));
    let id = id.or_else(|| graph.named_by(name))?;
    Some(Parameter {
        name: name.to_owned(),
        ty: graph.name(id),
        collection: true,
        place: Place::Body,
        required: true,
        span: rows.first()?.span,
        ..Parameter::default()
    })
}

/// Requests that the page shows of the action.
fn requests(operation: &Operation) -> impl Iterator<Item = &Example> {
    let last = last_name(&operation.path);
    let sent = operation
        .examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Request);
    // Where requests are shown whole, a block without a line is something else: a notification, a part of a body.
    let are_whole = sent
        .clone()
        .any(|it| !it.start.is_empty() && !it.body.trim().is_empty());
    sent.filter(move |it| {
        let line = http::read(&it.start);
        let is_own = |line: &http::RequestLine| last_name(&line.path).eq_ignore_ascii_case(last);
        line.as_ref().map_or(!are_whole, is_own) && it.body.trim_start().starts_with('{')
    })
}

/// `message` in ``the `message` parameter``.
fn named(words: &str) -> impl Iterator<Item = &str> {
    let mut parts = words.split('`');
    parts.next();
    let mut found = Vec::new();
    while let (Some(name), Some(after)) = (parts.next(), parts.next()) {
        let is_name = !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        if is_name && after.trim_start().starts_with("parameter") {
            found.push(name);
        }
    }
    found.into_iter()
}

/// `a comment`: a word of the page for what another action of the thing takes.
fn speaks_of(words: &str, name: &str) -> bool {
    let lower = words.to_lowercase();
    ["a ", "an ", "`"].iter().any(|before| {
        let phrase = [*before, name].concat().to_lowercase();
        lower.match_indices(&phrase).any(|(at, _)| {
            let after = lower[at + phrase.len()..].chars().next();
            let begins = !lower[..at].ends_with(char::is_alphanumeric);
            begins && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

/// The type of a value as an example shows it.
fn of_value(value: &str) -> Option<Typed> {
    let (value, collection) = match value.strip_prefix('[') {
        Some(inside) => (inside.trim_start(), true),
        None => (value, false),
    };
    let word = value
        .split([',', '}', ']', '\n'])
        .next()
        .unwrap_or_default()
        .trim();
    let ty = match value.chars().next()? {
        '"' => "String",
        't' | 'f' if matches!(word, "true" | "false") => "Boolean",
        '0'..='9' | '-' if word.contains(['.', 'e', 'E']) => "Double",
        '0'..='9' | '-' => "Int32",
        '{' => OPEN,
        _ => return None,
    };
    Some((ty.to_owned(), collection && ty != OPEN))
}

/// Adds what tables leave out; bytes are then what may be sent in the place of the parameters.
fn action(it: &mut Built, more: &[Parameter]) {
    let operation = &mut it.operation;
    if !more.is_empty() {
        operation.parameters.extend(more.iter().cloned());
        if operation.body.as_deref() == Some(STREAM) {
            operation.or_media =
                bytes_media(operation).or_else(|| Some("application/octet-stream".to_owned()));
        }
        operation.body = None;
        it.body_known = true;
    } else if operation.parameters.iter().any(|it| it.place == Place::Body) {
        or_bytes(operation);
    }
}

/// Notes that a request may also be bytes, which an example sends.
fn or_bytes(operation: &mut Operation) {
    let sends_json = operation
        .body
        .as_deref()
        .is_none_or(|it| it != STREAM && it != OPEN);
    if sends_json {
        operation.or_media = bytes_media(operation).filter(|it| it.starts_with("text/"));
    }
}

/// The media type of a request of this address whose body is no JSON.
fn bytes_media(operation: &Operation) -> Option<String> {
    let last = last_name(&operation.path);
    let sent = operation
        .examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Request);
    let mut own = sent.filter(|it| {
        let line = http::read(&it.start);
        line.is_some_and(|line| last_name(&line.path).eq_ignore_ascii_case(last))
            && !it.body.trim().is_empty()
    });
    own.find_map(|it| {
        if it.body.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let headers = it.headers.iter().filter_map(|it| it.split_once(':'));
        let mut media = headers.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-type"));
        let (_, media) = media.next()?;
        let media = media
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        (!media.contains("json") && media.contains('/')).then_some(media)
    })
}

/// What stands in the parentheses of a path is what the function takes, there.
fn function(operation: &mut Operation) {
    let Ok(segments) = documented::parse(&operation.path) else {
        return;
    };
    let Some(Segment::Call(_, arguments)) = segments.last() else {
        return;
    };
    if arguments.is_empty() || operation.kind != OperationKind::Function {
        return;
    }
    let is_here = |name: &str| arguments.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    operation
        .parameters
        .retain(|it| it.place != Place::Function || is_here(&it.name));
    for argument in arguments {
        let known = operation.parameters.iter();
        let is_known = known
            .clone()
            .any(|it| it.place == Place::Function && it.name.eq_ignore_ascii_case(&argument.name));
        if !is_known && argument.quoted {
            operation.parameters.push(Parameter {
                name: argument.name.clone(),
                ty: "String".to_owned(),
                place: Place::Function,
                required: true,
                span: operation.span,
                ..Parameter::default()
            });
        }
    }
}
