//! Where the entries of a `schema.yaml` stand in its text, so that findings in such a file have their lines.
//!
//! The text has been read already; here only the dashes of its lists are looked for, by their depth. A list that is
//! written in another way (in brackets, or with entries that a count does not confirm) gets no places.

use super::Schema;
use crate::source::{FileId, Span};

/// A list of the text: its entries, each with the lists in it.
#[derive(Default)]
struct List {
    entries: Vec<ListItem>,
}

struct ListItem {
    span: Span,
    lists: Vec<(String, List)>,
}

/// Gives every type, property, operation, parameter and example the place of its entry.
pub(crate) fn place(schema: &mut Schema, text: &str, file: FileId) {
    let top = read(text, file);
    let named = |lists: &[(String, List)], name: &str, count: usize| {
        let at = lists.iter().position(|(it, _)| it == name)?;
        (lists[at].1.entries.len() == count).then_some(at)
    };
    if let Some(at) = named(&top, "types", schema.types.len()) {
        for (ty, entry) in schema.types.iter_mut().zip(&top[at].1.entries) {
            ty.span = entry.span;
            if let Some(at) = named(&entry.lists, "properties", ty.properties.len()) {
                let entries = entry.lists[at].1.entries.iter();
                ty.properties
                    .iter_mut()
                    .zip(entries)
                    .for_each(|(it, entry)| it.span = entry.span);
            }
        }
    }
    if let Some(at) = named(&top, "operations", schema.operations.len()) {
        for (operation, entry) in schema.operations.iter_mut().zip(&top[at].1.entries) {
            operation.span = entry.span;
            if let Some(at) = named(&entry.lists, "parameters", operation.parameters.len()) {
                let entries = entry.lists[at].1.entries.iter();
                let parameters = operation.parameters.iter_mut();
                parameters
                    .zip(entries)
                    .for_each(|(it, entry)| it.span = entry.span);
            }
            if let Some(at) = named(&entry.lists, "examples", operation.examples.len()) {
                let entries = entry.lists[at].1.entries.iter();
                let examples = operation.examples.iter_mut();
                examples.zip(entries).for_each(|(it, entry)| it.span = entry.span);
            }
        }
    }
}

/// The lists of the text, two deep.
fn read(text: &str, file: FileId) -> Vec<(String, List)> {
    let mut lists: Vec<(String, List)> = Vec::new();
    // The depth of the dashes of the list at hand, and of that inside of its last entry.
    let (mut outer, mut inner): (Option<usize>, Option<usize>) = (None, None);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim_end();
        let depth = body.len() - body.trim_start_matches(' ').len();
        let content = &body[depth..];
        let span = Span::new(file, start + depth, start + body.len());
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let is_dash = content == "-" || content.starts_with("- ");
        if depth == 0 && !is_dash {
            lists.extend(opened(content).map(|name| (name, List::default())));
            (outer, inner) = (None, None);
            continue;
        }
        let Some((_, list)) = lists.last_mut() else {
            continue;
        };
        if is_dash && outer.is_none_or(|it| it == depth) {
            (outer, inner) = (Some(depth), None);
            // The first key stands behind the dash.
            list.entries.push(ListItem {
                span: after_dash(span),
                lists: Vec::new(),
            });
            continue;
        }
        let Some(entry) = list.entries.last_mut() else {
            continue;
        };
        if is_dash && inner.is_none_or(|it| it == depth) {
            if let Some((_, list)) = entry.lists.last_mut() {
                inner = Some(depth);
                list.entries.push(ListItem {
                    span: after_dash(span),
                    lists: Vec::new(),
                });
            }
        } else if !is_dash && outer.is_some_and(|it| depth == it + 2) {
            // A key of the entry, which ends the list before it. What has no name collects the dashes of texts.
            inner = None;
            let name = opened(content).unwrap_or_default();
            entry.lists.push((name, List::default()));
        }
    }
    lists
}

/// `properties` of `properties:`
fn opened(content: &str) -> Option<String> {
    let name = content.strip_suffix(':')?;
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric())
        .then(|| name.to_owned())
}

fn after_dash(span: Span) -> Span {
    let start = (span.start as usize + 2).min(span.end as usize);
    Span::new(span.file, start, span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::schema::yaml::from_yaml;
    use crate::source::FileId;

    const TEXT: &str = "\
format: 1
apiVersion: v1.0
types:
- name: device
  namespace: microsoft.graph
  kind: entity
  base: null
  description: |-
    - no entry
    properties:
  properties:
  - name: id
    type: String
    collection: false
    navigation: false
  # between
  - name: owner
    type: String
    collection: false
    navigation: false
    values:
    - a
    - b
  representation: |-
    - no property
operations:
  - method: GET
    path: /devices
    kind: list
    title: List devices
    parameters:
      - name: force
        type: String
        collection: false
        in: query
        required: false
    examples:
      - kind: request
        start: GET /devices
";

    #[test]
    fn entries_have_the_lines_that_they_stand_in() {
        let mut schema = from_yaml(TEXT, "schema.yaml").unwrap();
        place(&mut schema, TEXT, FileId::default());
        let text = |span: crate::source::Span| &TEXT[span.start as usize..span.end as usize];
        let device = &schema.types[0];
        assert_eq!(text(device.span), "name: device");
        assert_eq!(text(device.properties[0].span), "name: id");
        assert_eq!(text(device.properties[1].span), "name: owner");
        let operation = &schema.operations[0];
        assert_eq!(text(operation.span), "method: GET");
        assert_eq!(text(operation.parameters[0].span), "name: force");
        assert_eq!(text(operation.examples[0].span), "kind: request");
    }

    #[test]
    fn a_list_that_is_written_otherwise_has_no_places() {
        let text = "format: 1\napiVersion: v1.0\ntypes: []\noperations: [{method: GET, path: /x, kind: get, title: X}]\n";
        let mut schema = from_yaml(text, "schema.yaml").unwrap();
        let before = schema.clone();
        place(&mut schema, text, FileId::default());
        assert_eq!(schema, before);
    }
}
