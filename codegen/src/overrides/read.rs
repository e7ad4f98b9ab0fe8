//! From an overrides file to [`Override`]s: the YAML, and what every correction must hold.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use serde_yaml::Spanned;

use super::{Action, Field, Fields, Override, Target, TypeName, misread};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::schema::yaml::{read_yaml, span_of_line};
use crate::source::{FileId, SourceFile, Span};

/// An entry of the file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryText {
    name: Spanned<String>,
    target: Spanned<EntryTarget>,
    #[serde(default)]
    expect: Option<EntryFields>,
    #[serde(default)]
    set: Option<EntryFields>,
    #[serde(default)]
    add: Option<EntryFields>,
    #[serde(default)]
    remove: bool,
    why: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryTarget {
    #[serde(rename = "type", default)]
    ty: Option<Spanned<String>>,
    #[serde(default)]
    property: Option<Spanned<String>>,
    #[serde(default)]
    member: Option<Spanned<String>>,
    #[serde(default)]
    operation: Option<Spanned<String>>,
    #[serde(default)]
    page: Option<Spanned<String>>,
}

type EntryFields = Spanned<BTreeMap<String, Spanned<Value>>>;

/// The corrections in a file. What is wrong with the file as a whole leaves none; an entry that is wrong is left out.
pub(super) fn read(
    source: &SourceFile,
    file: FileId,
    home: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Override> {
    let entries = match read_yaml::<Option<Vec<EntryText>>>(&source.text, &source.name) {
        Ok(entries) => entries.unwrap_or_default(),
        Err(error) => {
            diagnostics.push(error.diagnostic(file, &source.text));
            return Vec::new();
        }
    };
    let reader = Reader {
        file,
        text: &source.text,
        home,
    };
    let mut names = BTreeSet::new();
    let mut corrections = Vec::new();
    for entry in entries {
        if !names.insert(entry.name.value.clone()) {
            let span = reader.span(&entry.name);
            let message = format!("an override above is called `{}` too", entry.name.value);
            diagnostics
                .push(Diagnostic::new(Code::BadYaml, span, message).help("give each a name of its own"));
        }
        match reader.correction(entry) {
            Ok(correction) => corrections.push(correction),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    corrections
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    /// The service's own namespace.
    home: &'a str,
}

impl Reader<'_> {
    fn correction(&self, entry: EntryText) -> Result<Override, Box<Diagnostic>> {
        for (key, text) in [("name", &entry.name), ("why", &entry.why)] {
            if text.value.trim().is_empty() {
                return misread(self.span(text), format!("`{key}` is empty"));
            }
        }
        let name = entry.name.value.clone();
        let (target, span) = self.target(&entry.target)?;
        let expect = entry.expect.map(|fields| self.fields(fields)).unwrap_or_default();
        let action = match (entry.set, entry.add, entry.remove) {
            (Some(set), None, false) => Action::Set(self.set(set, &expect)?),
            (None, Some(add), false) if expect.values.is_empty() => Action::Add(self.fields(add)),
            (None, Some(_), false) => {
                let message = "`add` declares what no page does, so there is nothing to expect";
                return misread(expect.span, message);
            }
            (None, None, true) => Action::Remove,
            _ => {
                let message = "an override has one of `set`, `add` and `remove: true`";
                return misread(self.span(&entry.name), message);
            }
        };
        Ok(Override {
            name,
            target,
            span,
            expect,
            action,
        })
    }

    /// The fields to set, each of which must be expected too: else nobody would see that a page was mended.
    fn set(&self, set: EntryFields, expect: &Fields) -> Result<Fields, Box<Diagnostic>> {
        let set = self.fields(set);
        if set.values.is_empty() {
            return misread(set.span, "`set` names no field");
        }
        match set
            .values
            .iter()
            .find(|(key, _)| !expect.values.contains_key(*key))
        {
            Some((key, field)) => {
                let message = format!("`expect` does not say what the pages have for `{key}`");
                let help =
                    format!("add `{key}` to `expect`: `null`, `false` or `[]` where the pages have nothing");
                Err(Diagnostic::new(Code::BadYaml, field.span, message)
                    .help(help)
                    .into())
            }
            None => Ok(set),
        }
    }

    fn target(&self, target: &Spanned<EntryTarget>) -> Result<(Target, Span), Box<Diagnostic>> {
        let EntryTarget {
            ty,
            property,
            member,
            operation,
            page,
        } = &target.value;
        if let (Some(page), None) = (page, operation) {
            return misread(self.span(page), "`page` tells operations apart and nothing else");
        }
        match (ty, property, member, operation) {
            (Some(ty), None, None, None) => {
                Ok((Target::Type(type_name(&ty.value, self.home)), self.span(ty)))
            }
            (None, Some(text), None, None) => {
                let (ty, name) = self.in_type(text, "property")?;
                Ok((Target::Property(ty, name), self.span(text)))
            }
            (None, None, Some(text), None) => {
                let (ty, name) = self.in_type(text, "member")?;
                Ok((Target::Member(ty, name), self.span(text)))
            }
            (None, None, None, Some(text)) => {
                let Some((method, path)) = text.value.split_once(' ') else {
                    let message = "an operation is written as `GET /users/{id}`";
                    return misread(self.span(text), message);
                };
                let target = Target::Operation {
                    method: method.to_owned(),
                    path: path.trim().to_owned(),
                    page: page.as_ref().map(|page| page.value.clone()),
                };
                Ok((target, self.span(text)))
            }
            _ => {
                let message = "a target has one of `type`, `property`, `member` and `operation`";
                misread(self.place(target), message)
            }
        }
    }

    /// `microsoft.graph.user/birthday`. A type's name holds no `/`; a property's may.
    fn in_type(&self, text: &Spanned<String>, what: &str) -> Result<(TypeName, String), Box<Diagnostic>> {
        if let Some((ty, name)) = text.value.split_once('/') {
            return Ok((type_name(ty, self.home), name.to_owned()));
        }
        let message = format!(
            "a {what} is written as `{}.user/birthday`: its type, `/`, its name",
            self.home
        );
        misread(self.span(text), message)
    }

    fn fields(&self, fields: EntryFields) -> Fields {
        let span = self.place(&fields);
        let field = |field: Spanned<Value>| Field {
            span: match field.value {
                Value::Array(_) | Value::Object(_) => self.place(&field),
                _ => self.span(&field),
            },
            value: field.value,
        };
        Fields {
            values: fields
                .value
                .into_iter()
                .map(|(key, value)| (key, field(value)))
                .collect(),
            span,
        }
    }

    /// The bytes of a scalar.
    fn span<T>(&self, scalar: &Spanned<T>) -> Span {
        let span = scalar.referenced.span();
        let start = span.byte_offset().and_then(|it| usize::try_from(it).ok());
        let length = span.byte_len().and_then(|it| usize::try_from(it).ok());
        match (start, length) {
            (Some(start), Some(length)) if length > 0 && self.text.get(start..start + length).is_some() => {
                Span::new(self.file, start, start + length)
            }
            _ => self.place(scalar),
        }
    }

    /// The first line of anything.
    fn place<T>(&self, node: &Spanned<T>) -> Span {
        let known = |it: u64| usize::try_from(it).unwrap_or(1);
        let place = node.referenced;
        span_of_line(self.file, self.text, known(place.line()), known(place.column()))
    }
}

/// A full name, or a short one of the service's own namespace.
fn type_name(text: &str, home: &str) -> TypeName {
    let (namespace, name) = text.rsplit_once('.').unwrap_or((home, text));
    TypeName {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
    }
}
