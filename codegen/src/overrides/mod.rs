//! **Stage 5: overrides.** Named corrections of what the pages say, each with its reason, read from a YAML file and
//! applied to the [`Schema`].
//!
//! A correction says what it expects to find. One that no longer applies is an error, so that the file never holds
//! more than is needed: when a page is mended, its correction has to go.

mod apply;
mod fields;
mod read;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::schema::Schema;
use crate::source::{FileId, SourceMap, Span};

/// Reads the overrides in `file` and applies them to `schema`, in their order.
///
/// What cannot be read is told as [`Code::BadYaml`], what no longer applies as
/// [`Code::UnusedOverride`], each with its place in the file. The others are
/// applied all the same.
pub fn apply(schema: &mut Schema, sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) {
    let home = schema.service.namespace().to_owned();
    for correction in read::read(sources.file(file), file, &home, diagnostics) {
        if let Err(diagnostic) = apply::apply(schema, &correction) {
            diagnostics.push(*diagnostic);
        }
    }
}

/// One correction.
#[derive(Debug)]
struct Override {
    name: String,
    target: Target,
    /// Where the target is named.
    span: Span,
    /// What the pages say now, by field.
    expect: Fields,
    action: Action,
}

/// What a correction is about.
#[derive(Debug)]
enum Target {
    /// A type, by its full name.
    Type(TypeName),
    /// A property of a type.
    Property(TypeName, String),
    /// A member of an enumeration.
    Member(TypeName, String),
    /// An operation. Several pages may document one; `page` tells them apart.
    Operation {
        method: String,
        path: String,
        page: Option<String>,
    },
}

/// A type's namespace and name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TypeName {
    namespace: String,
    name: String,
}

/// What a correction does with its target.
#[derive(Debug)]
enum Action {
    /// Gives fields other values. Each of them stands in [`Override::expect`] too.
    Set(Fields),
    /// Declares what no page does.
    Add(Fields),
    /// Takes it away.
    Remove,
}

/// Fields of the target, named as in the schema's serialised form.
#[derive(Debug, Default)]
struct Fields {
    values: BTreeMap<String, Field>,
    /// Where they stand.
    span: Span,
}

/// A field's value and where it stands.
#[derive(Debug)]
struct Field {
    value: Value,
    span: Span,
}

/// The finding that the file itself is wrong here.
fn misread<T>(span: Span, message: impl Into<String>) -> Result<T, Box<Diagnostic>> {
    Err(Diagnostic::new(Code::BadYaml, span, message)
        .help("`graphdown explain bad-yaml` shows the form of an override")
        .into())
}
