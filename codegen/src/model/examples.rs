//! What pages show: requests, responses and representations, each with the method or type that it is of.

use super::{Name, NodeId, Step, TypeId};

/// Every example of a client.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    /// Requests and responses, by area. Areas without any are left out.
    pub areas: Vec<AreaExamples>,
    /// Representations, in the order of the types; then examples of operations that have no method.
    pub types: Vec<Example>,
}

/// The examples of an area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaExamples {
    /// The index in [`super::Model::areas`].
    pub area: usize,
    /// The methods that examples are of.
    pub calls: Vec<CallChain>,
    /// In the order of the pages, and on each of them in its order.
    pub examples: Vec<Example>,
}

/// A method, and the way to it from the client.
#[derive(Clone, Debug, PartialEq)]
pub struct CallChain {
    /// The methods of the client and of the nodes on the way, with what each adds to the path.
    pub way: Vec<(Name, Step)>,
    /// The node that has the method.
    pub node: NodeId,
    /// The index among the node's methods.
    pub method: usize,
}

/// A block of code on a page. All its texts are as untrusted as the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The page.
    pub page: String,
    /// Where the block begins; `None` where the schema was read from a file.
    pub line: Option<usize>,
    /// What it is.
    pub shown: Block,
    /// What it holds beside its first line and headers.
    pub body: ExampleBody,
    /// Why it cannot be tried.
    pub refused: Option<Refusal>,
}

/// What an example is.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// What a caller sends.
    Request {
        /// The index among the area's calls; `None` where it is of none.
        call: Option<usize>,
        /// Method and path, without the version.
        line: String,
        /// What stands behind `?`.
        query: String,
        /// Header lines.
        headers: Vec<String>,
        /// What the address gives to the parameters of the call, in their order.
        arguments: Vec<String>,
    },
    /// What the service answers.
    Response {
        /// The index among the area's calls; `None` where it is of none.
        call: Option<usize>,
        /// The status code, where the block tells it.
        status: Option<u16>,
    },
    /// The JSON of a type's page.
    Representation(TypeId),
}

/// What an example holds.
#[derive(Clone, Debug, PartialEq)]
pub enum ExampleBody {
    /// Nothing.
    None,
    /// JSON, strict and in lines.
    Json(String),
    /// Anything else.
    Text(String),
}

/// Why an example cannot be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The page is at fault; otherwise it is a limit of the generator.
    pub by_page: bool,
    /// What findings of its kind are grouped by.
    pub kind: &'static str,
    /// What it is about.
    pub what: String,
}
