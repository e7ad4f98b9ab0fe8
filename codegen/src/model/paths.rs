//! Paths and the operations on them.

use super::{Docs, Name, TypeId, Value};

/// Index of a [`Node`] in [`super::Model::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) usize);

/// Everything below one first segment: a module of `paths`, a method of the client, a feature of the crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The first segment, as documented: `deviceManagement`.
    pub segment: String,
    /// The client's method: `device_management`.
    pub method: Name,
    /// The feature: `device-management`.
    pub feature: Name,
    /// What the first segment adds to the address.
    pub step: Step,
    /// The node of the first segment itself.
    pub root: NodeId,
    /// Its module, `device_management`, with all below.
    pub module: PathModule,
    /// How many operations it has.
    pub operations: usize,
}

/// A module of paths. One without children is a file, any other a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct PathModule {
    /// `remote_action_audits`.
    pub name: Name,
    /// Nodes in it, each after its parent.
    pub nodes: Vec<NodeId>,
    /// Modules in it, sorted by name.
    pub children: Vec<PathModule>,
}

impl PathModule {
    /// Its nodes and those of all modules below.
    pub fn all_nodes(&self) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        let mut open = vec![self];
        while let Some(module) = open.pop() {
            nodes.extend(&module.nodes);
            open.extend(&module.children);
        }
        nodes
    }
}

/// A path up to here: a struct whose methods go on, or call.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// `RemoteActionAuditsItem`.
    pub name: Name,
    /// As documented: `/deviceManagement/remoteActionAudits/{remoteActionAuditId}`.
    pub template: String,
    /// Who makes one.
    pub reach: Reach,
    /// Where it goes on, sorted by method.
    pub children: Vec<Child>,
    /// What can be called, sorted by name.
    pub methods: Vec<Method>,
}

/// From how far away a node is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Its own module.
    Module,
    /// The module above, which knows its own by this name.
    Above(Name),
    /// The client, two modules above.
    Client,
}

/// A way from one node to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Child {
    /// `remote_action_audits`, `id`.
    pub method: Name,
    /// What is added to the path.
    pub step: Step,
    /// Where it leads.
    pub node: NodeId,
}

/// What is added to a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `/remoteActionAudits`
    Segment(String),
    /// `/{remoteActionAuditId}`, or as [`KeyForm`] says.
    Key(Name, KeyForm),
    /// `:/{path}:`, a path inside of a drive or a site. Adds to the segment before it.
    ItemPath(Name),
    /// `/range(address='…')`
    Function(String, Vec<Argument>),
    /// `(appId='…')`: adds to the segment before it.
    AlternateKey(Vec<Argument>),
}

/// How a key is written behind its collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyForm {
    /// `/cars/7`
    #[default]
    Segment,
    /// `/cars(7)`
    Parentheses,
    /// `/cars('7')`
    Quoted,
}

/// A named argument in the parentheses of a function or key, or in the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// `start_date_time`.
    pub name: Name,
    /// As on the wire; empty for a part of a key, which has no name there.
    pub wire: String,
    /// What it takes.
    pub ty: ArgumentType,
    /// It may be left out of the call.
    pub is_optional: bool,
}

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentType {
    /// Anything that can be written into a path: the pages do not tell.
    Any,
    /// A documented type.
    Of(Value),
}

/// A documented operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// `create`.
    pub name: Name,
    /// `CREATE`.
    pub constant: Name,
    /// The file beside its node's that it is in, where the node's own would be too long.
    pub file: Option<Name>,
    /// The HTTP method.
    pub verb: Verb,
    /// As documented: `/deviceManagement/remoteActionAudits`.
    pub path: String,
    /// What is added to the node's path before it is called.
    pub step: Option<Step>,
    /// Required arguments of the query.
    pub query: Vec<Argument>,
    /// Arguments that may be left out, and headers, for the documentation: place, name, words.
    pub optional: Vec<(Place, String, Option<String>)>,
    /// What is sent.
    pub body: Body,
    /// A caller may send no body.
    pub body_optional: bool,
    /// In the place of its JSON, the body may be bytes of this media type.
    pub or_media: Option<String>,
    /// The content types that the page names for bytes that are sent.
    pub content_types: Vec<String>,
    /// What comes back.
    pub outcome: Outcome,
    /// With another status of success, nothing comes back.
    pub outcome_optional: bool,
    /// The documented status code of success.
    pub status: Option<u16>,
    /// `None` where no page tells.
    pub permissions: Option<Permissions>,
    /// What the pages say.
    pub docs: Docs,
    /// Other pages that document the address.
    pub also: Vec<OtherPage>,
    /// The page's title.
    pub title: String,
}

/// A page that documents an operation beside the one that leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPage {
    /// The page.
    pub page: String,
    /// Its title.
    pub title: String,
    /// It is about another thing than what stands at the address.
    pub passes_by: bool,
}

/// Where an optional argument is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `?name=`
    Query,
    /// A header.
    Header,
    /// In the parentheses of a function.
    Function,
}

/// HTTP methods that pages document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are HTTP's")]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
    Options,
}

impl Verb {
    /// `GET`
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }
}

/// What an operation sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    None,
    /// A whole value.
    Whole(TypeId),
    /// Whole values, as a JSON array.
    List(TypeId),
    /// Some properties of a value.
    Changes(TypeId),
    /// An action's parameters.
    Parameters(TypeId),
    /// The address of a thing, for `$ref`.
    Reference,
    /// Any JSON.
    Json,
    /// Bytes.
    Content,
}

/// What an operation gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// A struct, or open JSON, as the whole body.
    Whole(Value),
    /// A primitive or an enum in an envelope of `value`.
    Enveloped(Value),
    /// A list, page by page.
    Page(Value),
    /// Bytes.
    Content,
}

/// Least privileged first. An empty list: not supported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// For a signed-in user of a work or school account.
    pub delegated: Vec<String>,
    /// For a signed-in user of a personal account.
    pub personal: Vec<String>,
    /// For an application without a user.
    pub application: Vec<String>,
    /// The page does not say whose they are; they stand under `delegated`.
    pub unsplit: bool,
}
