//! Comment blocks: the JSON-like metadata that pages keep in HTML comments.
//!
//! `<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.user", "baseType": "…" } -->`

use super::json::{self, Node, RepairKind};
use super::odata_type;
use super::scan::trim;

/// What a comment block says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that a block states by name, independent of the others"
)]
pub struct Metadata {
    /// `blockType`: `resource`, `request`, `response`, `ignored`, `permissions`, … For page annotations: their `type`.
    pub block_type: String,
    /// `name`, which may be a list.
    pub names: Vec<String>,
    /// `@odata.type`, or `@type`: with its namespace, without `#` and without `Collection(…)`.
    pub odata_type: Option<String>,
    /// `baseType`, with its namespace.
    pub base_type: Option<String>,
    /// `keyProperty`.
    pub key_property: Option<String>,
    /// `openType`.
    pub open_type: Option<bool>,
    /// `abstract` or `isAbstract`.
    pub is_abstract: bool,
    /// `isCollection`, or a type in `Collection(…)`.
    pub is_collection: bool,
    /// `truncated`: the example leaves something out.
    pub truncated: bool,
    /// `expectError` or `error`: the example shows a failure.
    pub error: bool,
    /// `optionalProperties`.
    pub optional_properties: Vec<String>,
    /// `requestUrls`: the request lines that the permissions behind a block are for.
    pub request_urls: Vec<String>,
    /// The block is not strict JSON; the first deviation and the byte of the comment where it stands.
    pub repaired: Option<(RepairKind, usize)>,
}

/// Reads the text between `<!--` and `-->`. `None` where it is another comment: a linter's, an identifier, hidden prose.
pub fn read(comment: &str) -> Option<Metadata> {
    let body = trim(comment);
    if !body.starts_with('{') {
        return None;
    }
    let start = comment.len() - comment.trim_start_matches(super::scan::is_space).len();
    let read = json::read(body).ok()?;
    let Node::Object(entries) = read.node else {
        return None;
    };
    let mut metadata = Metadata {
        repaired: read
            .repairs
            .first()
            .map(|repair| (repair.kind, start + repair.offset)),
        ..Metadata::default()
    };
    let mut is_block = false;
    for (key, value) in &entries {
        is_block |= metadata.take(key, value);
    }
    is_block.then_some(metadata)
}

impl Metadata {
    /// Takes one entry. True for the entries that make a comment a block.
    fn take(&mut self, key: &str, value: &Node<'_>) -> bool {
        match key {
            "blockType" | "type" => {
                self.block_type = text(value).unwrap_or_default();
                return true;
            }
            "name" => self.names = texts(value),
            "@odata.type" | "@type" | "@odataType" => {
                if let Some(name) = text(value) {
                    let (name, is_collection) = odata_type::read(&name);
                    self.is_collection |= is_collection;
                    self.odata_type = (!name.is_empty()).then(|| name.to_owned());
                }
            }
            "baseType" => {
                self.base_type = text(value)
                    .map(|name| odata_type::read(&name).0.to_owned())
                    .filter(|it| !it.is_empty());
            }
            "keyProperty" => self.key_property = text(value),
            "openType" => self.open_type = flag(value),
            "abstract" | "isAbstract" => self.is_abstract = flag(value).unwrap_or_default(),
            "isCollection" => self.is_collection |= flag(value).unwrap_or_default(),
            "truncated" => self.truncated = flag(value).unwrap_or_default(),
            "expectError" | "error" => self.error = flag(value).unwrap_or_default(),
            "optionalProperties" => self.optional_properties = texts(value),
            "requestUrls" => self.request_urls = texts(value),
            _ => {}
        }
        false
    }
}

fn text(value: &Node<'_>) -> Option<String> {
    value
        .as_str()
        .map(|text| trim(text).to_owned())
        .filter(|text| !text.is_empty())
}

fn texts(value: &Node<'_>) -> Vec<String> {
    match value {
        Node::Array(items) => items.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

/// A Boolean, also as a string.
fn flag(value: &Node<'_>) -> Option<bool> {
    match value {
        Node::Bool(flag) => Some(*flag),
        Node::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Node::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
