//! The file of examples that the generator writes beside the tests.

use serde::Deserialize;
use serde_json::value::RawValue;

/// Every example of one file.
#[derive(Deserialize)]
pub(super) struct File {
    pub(super) examples: Vec<Example>,
}

/// A block of code on a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub(super) page: String,
    /// Where the block begins; unknown where the client was generated from a schema.
    pub(super) line: Option<u32>,
    /// Method and path of a request, without the version, as the page has them.
    pub(super) request: Option<String>,
    /// The query of a request, as the page has it.
    #[serde(default)]
    pub(super) query: String,
    #[serde(default)]
    pub(super) headers: Vec<String>,
    /// The status code of a response; 0 where the page shows none.
    pub(super) response: Option<u16>,
    /// The type that the block is of, for a representation.
    pub(super) representation: Option<String>,
    /// Which of the test's operations it belongs to.
    pub(super) call: Option<String>,
    /// What the path and the query give to the operation's parameters.
    #[serde(default)]
    pub(super) arguments: Vec<String>,
    /// The JSON, repaired where it was not strict.
    pub(super) body: Option<Box<RawValue>>,
    /// A body that is no JSON and does not mean to be.
    pub(super) text: Option<String>,
    /// Why the page's own example cannot be used.
    pub(super) fault: Option<Refused>,
    /// Why the generator cannot use it.
    pub(super) limit: Option<Refused>,
}

/// A finding of the generator.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refused {
    /// What findings of its kind are grouped by.
    pub(super) kind: String,
    /// What it is about.
    #[serde(default)]
    pub(super) what: String,
}

impl Example {
    /// The values of a header, in whatever case its name is written.
    pub(super) fn header<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e str> {
        self.headers.iter().filter_map(move |line| {
            let (own, value) = line.split_once(':')?;
            own.trim().eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// The body, whatever it is.
    pub(super) fn body(&self) -> Option<&str> {
        self.body.as_deref().map(RawValue::get).or(self.text.as_deref())
    }
}
