//! What one page says, in the terms of the API: no Markdown is left, and nothing is resolved yet.
//!
//! Every fact keeps the span that it was read from, so that the merge can point at both sides of a contradiction.

use std::sync::Arc;

use crate::coverage::Unit;
use crate::dialect::type_expr::TypeExpr;
use crate::schema::{ExampleKind, OperationKind, Permissions, Place};
use crate::source::{FileId, Span};

/// Everything that one page says.
#[derive(Debug, Default)]
pub struct Facts {
    /// What the page says of itself.
    pub page: PageFacts,
    /// Structs that the page declares.
    pub types: Vec<TypeFacts>,
    /// Enumerations that the page declares.
    pub enums: Vec<EnumFacts>,
    /// The operation that the page describes, under one or more request lines.
    pub operation: Option<Box<OperationFacts>>,
    /// Rows of the page's method table that lead to pages of operations.
    pub methods: Vec<MethodFacts>,
    /// Includes that the page asks for and that are not read.
    pub unread_includes: Vec<UnreadInclude>,
}

/// An include that a page asks for and that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadInclude {
    /// The file's name, as far as it lies inside the pages' folder; else as written.
    pub target: String,
    /// It lies outside of the pages' folder.
    pub outside: bool,
    /// Where it is asked for.
    pub span: Span,
}

/// What a page says of itself: what ranks it among pages that speak of the same thing.
#[derive(Clone, Debug, Default)]
pub struct PageFacts {
    /// The file.
    pub file: FileId,
    /// The file's name in the schema. Shared by everything that the page says.
    pub name: Arc<str>,
    /// The `Namespace:` line; empty where there is none, until the merge knows the service. Shared by everything that the page
    /// says.
    pub namespace: Arc<str>,
    /// Namespaces that addresses in its code call actions by: `Microsoft.NAV`. Looked for where it names none itself.
    pub called: Vec<String>,
    /// `ms.date` as `yyyymmdd`.
    pub date: Option<u32>,
    /// By the form of its permissions.
    pub era: Era,
    /// The API version that its folder is called by.
    pub version: Option<&'static str>,
    /// A block of one API version, where there are blocks of several and nothing chose.
    pub several: Option<Span>,
    /// The API version that its first example address names.
    pub addressed: Option<String>,
}

/// The age of a page by how it tells permissions, newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Era {
    /// `[!INCLUDE [permissions-table](…)]`.
    PermissionInclude,
    /// A table under `Permissions`.
    PermissionTable,
    /// Anything under `Prerequisites`.
    Prerequisites,
    /// It tells none.
    #[default]
    Untold,
}

/// A struct.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one type")]
pub struct TypeFacts {
    /// As documented, without a namespace.
    pub name: String,
    /// Its namespace.
    pub namespace: Arc<str>,
    /// What the comment block names as its base, then what the prose names.
    pub bases: Vec<TypeName>,
    /// The comment block names a key.
    pub names_key: bool,
    /// Only derived types have values.
    pub is_abstract: bool,
    /// Takes properties that no page lists.
    pub open: bool,
    /// The page's own words.
    pub description: Option<String>,
    /// Why, and what to use instead.
    pub deprecated: Option<String>,
    /// Rows of property and relationship tables, in order.
    pub properties: Vec<PropertyFacts>,
    /// The JSON representation's text, as written.
    pub representation: Option<String>,
    /// Keys of the representation that the page's tables do not list.
    pub unlisted: Vec<String>,
    /// No table lists its properties: the representation shows them.
    pub shown_alone: bool,
    /// Types that the page names as derived from this one.
    pub derived: Vec<TypeName>,
    /// The heading.
    pub span: Span,
}

/// The name of a type where only a name can stand: a base, a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeName {
    /// As documented; the namespace kept where it is written.
    pub name: String,
    /// The link's target, as written.
    pub target: Option<String>,
    /// Taken from prose, which may mean no type at all.
    pub from_prose: bool,
    /// Where it stands.
    pub span: Span,
}

/// A row that declares a property or a parameter.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one row")]
pub struct PropertyFacts {
    /// As on the wire.
    pub name: String,
    /// The type column. `None` where the column is absent or empty.
    pub ty: Option<TypeExpr>,
    /// Where the type stands.
    pub type_span: Span,
    /// It stands among the relationships.
    pub navigation: bool,
    /// Inline "Possible values".
    pub values: Vec<String>,
    /// The words say that several values may stand together.
    pub several: bool,
    /// The page's own words.
    pub description: Option<String>,
    /// Why, and what to use instead.
    pub deprecated: Option<String>,
    /// The words, or a column of its own, say that it may be left out.
    pub optional: bool,
    /// Only a JSON block shows it.
    pub inferred: bool,
    /// The row, by the cell of its name.
    pub span: Span,
}

/// An enumeration.
#[derive(Debug, Default)]
pub struct EnumFacts {
    /// As documented, without a namespace.
    pub name: String,
    /// Its namespace.
    pub namespace: Arc<str>,
    /// A value may hold several members.
    pub flags: bool,
    /// The page's own words.
    pub description: Option<String>,
    /// Why, and what to use instead.
    pub deprecated: Option<String>,
    /// Its members, in order.
    pub members: Vec<MemberRow>,
    /// It has a page of its own, and not only a section of one.
    pub own_page: bool,
    /// The heading.
    pub span: Span,
}

/// A row that declares a member.
#[derive(Debug, Default)]
pub struct MemberRow {
    /// As on the wire.
    pub name: String,
    /// The number behind it.
    pub value: Option<i64>,
    /// The page's own words.
    pub description: Option<String>,
    /// Why, and what to use instead.
    pub deprecated: Option<String>,
    /// The row, by the cell of its name.
    pub span: Span,
}

/// An operation page.
#[derive(Debug, Default)]
pub struct OperationFacts {
    /// The page's title.
    pub title: String,
    /// The page's own words.
    pub description: Option<String>,
    /// Why, and what to use instead.
    pub deprecated: Option<String>,
    /// The request lines, in order, without repeats.
    pub requests: Vec<RequestFacts>,
    /// What it takes.
    pub body: BodyFacts,
    /// Arguments in parentheses, of the query and of headers.
    pub parameters: Vec<(Place, PropertyFacts)>,
    /// The content types of a body that is no JSON, as the row of the header `Content-Type` names them.
    pub content_types: Vec<String>,
    /// The documented status code of success.
    pub status: Option<u16>,
    /// Another documented status code of success, with which nothing comes.
    pub empty_status: Option<u16>,
    /// What it gives.
    pub result: ResultFacts,
    /// `None` where the page does not tell.
    pub permissions: Option<Permissions>,
    /// Request and response blocks, in order.
    pub examples: Vec<ExampleFacts>,
    /// The heading.
    pub span: Span,
}

/// One request line.
#[derive(Clone, Debug, Default)]
pub struct RequestFacts {
    /// `GET`, `POST`, …
    pub method: String,
    /// Leading `/`, no version, no query, no trailing slash.
    pub path: String,
    /// Scheme, host and whatever stands before the path: `https://graph.microsoft.com/v1.0`. `None` where the line has a
    /// path alone.
    pub root: Option<String>,
    /// The API version that the line names.
    pub version: Option<String>,
    /// What kind of call it is.
    pub kind: OperationKind,
    /// It reaches bytes of the thing that the page is about. The merge tells, from the properties of all types.
    pub reaches_stream: bool,
    /// Its query asks for something to come along: `?$expand=`.
    pub expands: bool,
    /// What this line alone needs, where the page tells it for single lines.
    pub permissions: Option<Permissions>,
    /// The line.
    pub span: Span,
}

impl RequestFacts {
    /// True for `createLink`, `createOrGet`: no collection is called so.
    pub fn says_what_it_creates(&self) -> bool {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        let name = last.rsplit('.').next().unwrap_or_default();
        let rest = name.strip_prefix("create");
        rest.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_uppercase()))
    }
}

/// What an operation takes.
#[derive(Debug, Default)]
pub struct BodyFacts {
    /// What the section says of the whole body.
    pub told: Told,
    /// Rows of the section's table.
    pub rows: Vec<PropertyFacts>,
    /// The table's rows are parameters of an action, each a property of the body, and not properties of a type.
    pub rows_are_parameters: bool,
    /// The words say that a request needs no body.
    pub may_be_left_out: bool,
    /// The section.
    pub span: Span,
}

/// What an operation gives.
#[derive(Debug, Default)]
pub struct ResultFacts {
    /// What the words say.
    pub told: Told,
    /// What the response's comment block says, where it says something.
    pub block: Option<(TypeName, bool)>,
    /// The section.
    pub span: Span,
}

/// What a page tells of a body or a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    #[default]
    Nothing,
    /// That there is none.
    None,
    /// Bytes.
    Stream,
    /// JSON of no named type.
    Json,
    /// A type, and whether it is a list of them.
    Type(TypeExpr),
}

/// A block of an operation's page.
#[derive(Debug, Default)]
pub struct ExampleFacts {
    /// Request or response.
    pub kind: ExampleKind,
    /// The request line or the status line.
    pub start: String,
    /// Header lines.
    pub headers: Vec<String>,
    /// The body's text; empty where there is none.
    pub body: String,
    /// The body is JSON, strict or after repairs.
    pub json: bool,
    /// The type that the comment block before it names.
    pub odata_type: Option<String>,
    /// The block.
    pub span: Span,
}

/// A row of a method table.
#[derive(Debug, Default)]
pub struct MethodFacts {
    /// The name of the type whose methods these are.
    pub owner: String,
    /// The first cell's text.
    pub label: String,
    /// The name of the linked page.
    pub target: String,
    /// The linked page is there, so that the row tells nothing but that it belongs to the type.
    pub is_there: bool,
    /// The return type column.
    pub returns: Option<TypeExpr>,
    /// The description column.
    pub description: Option<String>,
    /// The row, by its first cell.
    pub span: Span,
}

impl Facts {
    /// Calls `judge` once for every unit that the page's own extraction left to the merge to judge.
    pub(crate) fn pending(&self, mut judge: impl FnMut(Unit, Span)) {
        for ty in &self.types {
            judge(Unit::Type, ty.span);
            ty.properties.iter().for_each(|it| judge(Unit::Row, it.span));
        }
        for ty in &self.enums {
            judge(Unit::Type, ty.span);
            ty.members.iter().for_each(|it| judge(Unit::Member, it.span));
        }
        if let Some(operation) = &self.operation {
            let requests = operation.requests.iter();
            requests.for_each(|it| judge(Unit::Operation, it.span));
            let parameters = operation.parameters.iter().map(|it| &it.1);
            for row in operation.body.rows.iter().chain(parameters) {
                judge(Unit::Parameter, row.span);
            }
        }
    }
}
