//! The request that a page shows of a method, for the method's documentation.

use super::ExampleBody;

/// A request as a page shows it, ready to be written as a call. All its texts are as untrusted as the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What the address gives to the parameters on the way and of the method, in their order; `None` where the address is
    /// that of another of the page's paths.
    pub arguments: Option<Vec<String>>,
    /// Names and values of the query that are no parameters of the method, decoded.
    pub query: Vec<(String, String)>,
    /// `Prefer`, `If-Match` and `ConsistencyLevel`, as they are written there.
    pub headers: Vec<(String, String)>,
    /// What it holds.
    pub body: ExampleBody,
}
