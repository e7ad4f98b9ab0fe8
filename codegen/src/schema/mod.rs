//! The intermediate schema: what the pages say, merged, as plain data. It knows neither Markdown nor Rust, and is read and
//! written as YAML ([`yaml`]) or JSON.
//!
//! The serialised form is an interface: keys are camelCase, lists are in a fixed order, what is empty is left out.

mod permissions;
mod primitive;
pub mod yaml;
pub(crate) mod yaml_lines;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use permissions::{Permissions, Together};
pub use primitive::{PRIMITIVES, Primitive};

use crate::source::Span;

/// The version of the serialised form; a reader refuses another.
pub const FORMAT: u32 = 1;

/// The namespace of a page that names none.
pub const DEFAULT_NAMESPACE: &str = crate::service::NAMESPACE;

/// The most types that one inherits through. Real ones have six; a longer chain is a fault, and takes time and memory by
/// its square.
pub(crate) const MOST_BASES: usize = 64;

/// One version of one API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Schema {
    /// The version of this form, [`FORMAT`].
    pub format: u32,
    /// `v1.0`, `beta`, or empty where no page tells.
    #[serde(default)]
    pub api_version: String,
    /// By namespace and name.
    #[serde(default)]
    pub types: Vec<TypeDef>,
    /// By path, method and page.
    #[serde(default)]
    pub operations: Vec<Operation>,
}

/// An entity, a complex type or an enumeration.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each a key of the serialised form"
)]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TypeDef {
    /// As documented: `remoteActionAudit`.
    pub name: String,
    /// `microsoft.graph`, `microsoft.graph.callRecords`, …
    pub namespace: String,
    /// Entity, complex type or enumeration.
    pub kind: Kind,
    /// The base type: short in the same namespace, else with its namespace.
    #[serde(default)]
    pub base: Option<String>,
    /// The leading page. Inferred types name the page that shows them.
    #[serde(default)]
    pub page: Option<String>,
    /// Every other page that added to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The page's own words, plain Markdown without links, one paragraph per line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Why, and what to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Only derived types have values.
    #[serde(default, rename = "abstract", skip_serializing_if = "is_false")]
    pub is_abstract: bool,
    /// Takes properties that no page lists.
    #[serde(default, skip_serializing_if = "is_false")]
    pub open: bool,
    /// An enumeration of which a value may hold several members.
    #[serde(default, skip_serializing_if = "is_false")]
    pub flags: bool,
    /// No page documents it: it comes from a JSON block, from a request body or from inline values.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// A page links it and nothing shows it: an open type that keeps whatever comes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub external: bool,
    /// Own properties, in the leading page's order. Inherited ones are at the base.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property>,
    /// Names of an enumeration's members, in the leading page's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// What is known of a member beside its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub member_facts: BTreeMap<String, MemberFacts>,
    /// The JSON representation, as the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representation: Option<String>,
    /// Where the leading page declares it.
    #[serde(skip)]
    pub span: Span,
}

/// What a type is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Has a key and an address of its own.
    Entity,
    /// A value inside another.
    #[default]
    Complex,
    /// A list of named values.
    Enum,
}

/// A property or a navigation property.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Property {
    /// As on the wire.
    pub name: String,
    /// The canonical primitive (`String`, `Int32`, `DateTimeOffset`, …, `Json` for open JSON) or the type's name:
    /// short in the owner's namespace, else with its namespace.
    #[serde(rename = "type")]
    pub ty: String,
    /// A list of them.
    #[serde(default)]
    pub collection: bool,
    /// Filled only by `$expand`.
    #[serde(default)]
    pub navigation: bool,
    /// The page's own text of the type, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documented: Option<String>,
    /// The inline "Possible values" of a `String` row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The page's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Why, and what to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Only a JSON block shows it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// The leading row.
    #[serde(skip)]
    pub span: Span,
}

/// What is known of an enumeration's member beside its name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberFacts {
    /// The number behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// The page's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Why, and what to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
}

/// One address: a method and a path, with the names of a function's parameters. What all of its pages say is united.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Operation {
    /// `GET`, `POST`, …
    pub method: String,
    /// As documented, placeholders and all: leading `/`, no version, no query, no trailing slash.
    pub path: String,
    /// What kind of call it is.
    pub kind: OperationKind,
    /// The page's title: `Create remoteActionAudit`.
    #[serde(default)]
    pub title: String,
    /// The page that leads; for an inferred one, the page whose method table names it.
    #[serde(default)]
    pub page: Option<String>,
    /// All pages that document it, the leading one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
    /// What the other pages are about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<OtherPage>,
    /// The page's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Why, and what to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Only a method table names it; its own page is absent.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// The type of the request body: a type's name, `Json` for open JSON, `Stream` for bytes.
    #[serde(default)]
    pub body: Option<String>,
    /// The body is a list of such values, a JSON array.
    #[serde(default, skip_serializing_if = "is_false")]
    pub body_collection: bool,
    /// The page says that a request needs no body, though it may have one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub body_optional: bool,
    /// In the place of its JSON, the body may be bytes of this media type: `text/plain` for a message in MIME.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub or_media: Option<String>,
    /// The content types that the page names for a body of bytes: `image/jpeg`. Where it is one, it is what is sent unless the caller
    /// says otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content_types: Vec<String>,
    /// The property names that the page's body table lists, where `body` is a type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<String>,
    /// Parameters of an action's body or a function's parentheses, and of the query.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The documented status code of success.
    #[serde(default)]
    pub status: Option<u16>,
    /// Another documented status code of success, with which nothing is given: `204` of what may be there already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty_status: Option<u16>,
    /// The result; `None` where there is none or nothing tells.
    #[serde(default)]
    pub returns: Option<Returns>,
    /// `None` where no page tells: such an operation is not enforced by the emulator.
    #[serde(default)]
    pub permissions: Option<Permissions>,
    /// Request and response blocks of the page, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// The request line.
    #[serde(skip)]
    pub span: Span,
}

/// A page that documents an operation beside the one that leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OtherPage {
    /// The page.
    pub page: String,
    /// Its title: `Get openTypeExtension`.
    #[serde(default)]
    pub title: String,
    /// It is about another thing than what stands at the address, and adds neither permissions nor options.
    #[serde(default, skip_serializing_if = "is_false")]
    pub passes_by: bool,
}

/// What kind of call an operation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OperationKind {
    /// GET of a collection.
    List,
    /// GET of one thing.
    Get,
    /// POST to a collection.
    Create,
    /// PATCH.
    Update,
    /// PUT of a whole thing, or of its content.
    Replace,
    /// DELETE.
    Delete,
    /// POST of a named action.
    #[default]
    Action,
    /// GET of a named function.
    Function,
}

impl OperationKind {
    /// True for what makes or changes one thing: create, update, replace.
    pub fn writes(self) -> bool {
        matches!(self, Self::Create | Self::Update | Self::Replace)
    }

    /// True for what may send a body: what writes, and actions.
    pub fn takes_body(self) -> bool {
        self.writes() || self == Self::Action
    }
}

/// The result of an operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Returns {
    /// A primitive, a type's name, `Json` or `Stream`.
    #[serde(rename = "type")]
    pub ty: String,
    /// A list of them, in an envelope of `value` and `@odata.nextLink`.
    #[serde(default)]
    pub collection: bool,
    /// The media type of an answer that is no JSON: `text/event-stream`. Where a file is redirected to, its own type stands
    /// in `type`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
}

/// One argument of an operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameter {
    /// As on the wire.
    pub name: String,
    /// As in [`Property::ty`]; names are short in `microsoft.graph`.
    #[serde(rename = "type")]
    pub ty: String,
    /// A list of them.
    #[serde(default)]
    pub collection: bool,
    /// Where it is written.
    #[serde(rename = "in")]
    pub place: Place,
    /// False where the page says that it may be left out.
    #[serde(default)]
    pub required: bool,
    /// The "possible values" of a `String`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The page's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The row.
    #[serde(skip)]
    pub span: Span,
}

/// Where an argument is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// A property of the JSON body of an action.
    #[default]
    Body,
    /// In the parentheses behind a function's name.
    Function,
    /// `?name=`.
    Query,
    /// A request header that the page asks for, beside `Authorization` and `Content-Type`.
    Header,
}

/// A request or response block of an operation's page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Example {
    /// Request or response.
    pub kind: ExampleKind,
    /// The request line or the status line, as the page has it.
    pub start: String,
    /// Header lines, as the page has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// The body's text; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The page that shows it, where it is another than the operation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The block.
    #[serde(skip)]
    pub span: Span,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExampleKind {
    /// What a caller sends.
    #[default]
    Request,
    /// What the service answers.
    Response,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_false(it: &bool) -> bool {
    !it
}
