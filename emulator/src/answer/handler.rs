//! Answers that the caller of the library gives: for functions and actions, which no store can answer.

use serde_json::Value;

use crate::api::Api;
use crate::error::ODataError;
use crate::query::decoded;
use crate::routing::path::requested;
use crate::routing::routes::Step;
use crate::routing::target::address;
use crate::store::{Object, Store};

/// Answers calls of one documented path. Any `Fn(&Call) -> Result<Value, ODataError>` does.
///
/// A list becomes the `value` of a collection, a plain value the `value` of an object; an object is sent as
/// it is, and `null` as no body at all.
pub trait Handler: Send + Sync {
    /// Gives the result. It must not call the emulator, which waits for it.
    fn answer(&self, call: &Call<'_>) -> Result<Value, ODataError>;
}

impl<F: Fn(&Call<'_>) -> Result<Value, ODataError> + Send + Sync> Handler for F {
    fn answer(&self, call: &Call<'_>) -> Result<Value, ODataError> {
        self(call)
    }
}

/// What a [`Handler`] may know of a call.
pub struct Call<'a> {
    pub(crate) api: &'a Api,
    pub(crate) store: &'a Store,
    pub(crate) steps: &'a [Step],
    pub(crate) query: &'a [(String, String)],
    pub(crate) body: Option<&'a Value>,
}

impl<'a> Call<'a> {
    /// An argument by name, whatever its case: from the parentheses of a function, else from the body of an
    /// action, else from the query. A text comes without its quotes, any other value as JSON.
    pub fn argument(&self, name: &str) -> Option<String> {
        self.in_parentheses(name)
            .or_else(|| self.in_body(name))
            .or_else(|| self.in_query(name))
    }

    /// The keys in the path, from left to right.
    pub fn keys(&self) -> Vec<&'a str> {
        let key = |step: &'a Step| match step {
            Step::Key(text) => Some(text.as_str()),
            _ => None,
        };
        self.steps.iter().filter_map(key).collect()
    }

    /// The JSON body.
    pub fn body(&self) -> Option<&Value> {
        self.body
    }

    /// What is stored in a collection, oldest first; nothing where the path is none. The path is one that a
    /// caller would send, without a version: `/users/42/messages`.
    pub fn items(&self, collection: &str) -> Vec<&Object> {
        let steps = self.api.routes.steps(&requested(collection));
        let address = steps.map(|it| address(&it, &self.api.catalog));
        address.map_or_else(Vec::new, |it| self.store.items(&it).collect())
    }

    fn in_parentheses(&self, name: &str) -> Option<String> {
        let Some(Step::Call { arguments, .. }) = self.steps.last() else {
            return None;
        };
        let found = arguments.iter().find(|it| it.0.eq_ignore_ascii_case(name));
        match found.map(|it| it.1.as_str()) {
            // `f(a=@x)?@x='…'`: the value is in the query.
            Some(alias) if alias.starts_with('@') => self.in_query(alias),
            value => value.map(str::to_owned),
        }
    }

    fn in_body(&self, name: &str) -> Option<String> {
        let object = self.body.and_then(Value::as_object)?;
        let (_, value) = object.iter().find(|it| it.0.eq_ignore_ascii_case(name))?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    fn in_query(&self, name: &str) -> Option<String> {
        let (_, value) = self
            .query
            .iter()
            .find(|it| decoded(&it.0).eq_ignore_ascii_case(name))?;
        let value = decoded(value);
        let inside = value.strip_prefix('\'').and_then(|it| it.strip_suffix('\''));
        Some(inside.map_or_else(|| value.clone(), |it| it.replace("''", "'")))
    }
}
