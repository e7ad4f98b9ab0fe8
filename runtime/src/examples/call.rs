//! What a documented request gives to the method that sends it.

use bytes::Bytes;
use http::header;

use super::{
    address,
    data::Example,
    report::Finding,
    tree::{Tree, Value},
};
use crate::{
    calls::{Error, JsonOrBytes, Reference, Request},
    json::{self, DecodeError, Json, Typed},
    odata::{Argument, Patch},
    values::{Leaf, Scalar},
};

/// Why a documented request cannot be made by the method of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub(super) Finding);

impl Refusal {
    /// The page's request line tells otherwise than its example.
    fn page(kind: &str, what: impl Into<String>) -> Self {
        Self(Finding::page(kind, what))
    }

    /// A body in a form that the method does not take.
    fn limit(kind: &str, what: impl Into<String>) -> Self {
        Self(Finding::limit(kind, what))
    }
}

/// What an example sends where JSON and bytes may be sent.
pub enum Either<T> {
    /// Nothing.
    Nothing,
    /// A value.
    Model(T),
    /// Bytes.
    Bytes(Bytes),
}

impl<'a, T: Typed> From<&'a Either<T>> for JsonOrBytes<'a, T> {
    fn from(body: &'a Either<T>) -> Self {
        match body {
            Either::Nothing => Self::Nothing,
            Either::Model(model) => Self::Json(model),
            Either::Bytes(bytes) => Self::Bytes(bytes),
        }
    }
}

/// A documented request, for the generated table: its arguments and its body in the types that the method takes.
pub struct Call<'a> {
    pub(super) example: &'a Example,
    /// Names of the query options that the method takes as arguments.
    pub(super) taken: &'a [&'a str],
}

/// What a method makes of a documented request, ready for the comparison.
pub struct Sent(pub(super) Result<http::Request<Bytes>, Error>);

impl Call<'_> {
    /// A text of the address.
    pub fn text(&self, index: usize) -> Result<&str, Refusal> {
        let found = self.example.arguments.get(index).map(String::as_str);
        found.ok_or_else(|| Refusal::page("argument-missing", format!("argument {}", index + 1)))
    }

    /// A value of the address, of the type that the page gives to it.
    pub fn value<T: Leaf>(&self, index: usize) -> Result<T, Refusal> {
        let text = self.text(index)?;
        let bool = text.parse().ok().map(Scalar::Bool);
        let scalars = [Some(Scalar::Number(text)), bool, Some(Scalar::Text(text))];
        let value = scalars.into_iter().flatten().find_map(T::parse);
        value.ok_or_else(|| Refusal::page("argument-of-another-type", text))
    }

    /// A value of the address, of which the page gives no type.
    pub fn verbatim(&self, index: usize) -> Result<Argument, Refusal> {
        self.text(index).map(Argument::verbatim)
    }

    /// The body where the example shows one, of a method that can do without.
    pub fn if_any<T>(&self, read: impl FnOnce(&Self) -> Result<T, Refusal>) -> Result<Option<T>, Refusal> {
        self.example.body().map(|_| read(self)).transpose()
    }

    /// The body as the documented type.
    pub fn model<T: Typed>(&self) -> Result<T, Refusal> {
        let body = self.json_text()?;
        json::from_str(body).map_err(|error| Refusal::limit("body-of-a-list", error.to_string()))
    }

    /// The body as a list of the documented type.
    pub fn list<T: Typed>(&self) -> Result<Vec<T>, Refusal> {
        let body = self.json_text()?;
        let no_list = || Refusal::limit("body-of-one", "one object where a list is documented");
        let tree = Tree::read(body).map_err(|error| Refusal::page("body-is-no-json", error.to_string()))?;
        let Value::List(elements) = tree.value else {
            return Err(no_list());
        };
        let elements = elements.iter().map(|it| json::from_str(it.raw));
        elements.collect::<Result<_, _>>().map_err(|_| no_list())
    }

    /// The body as changes of the documented type.
    pub fn changes<T: Typed>(&self) -> Result<Patch<T>, Refusal> {
        self.model::<T>().map(|model| Patch::from(&model))
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<Json, Refusal> {
        let body = self.body()?;
        body.parse()
            .map_err(|error: DecodeError| Refusal::page("body-is-no-json", error.to_string()))
    }

    /// The body as the address of a thing that is tied to another: `{"@odata.id": "…"}`.
    pub fn reference(&self) -> Result<Reference, Refusal> {
        let body = self.json()?.value();
        let address = body.get("@odata.id").and_then(|it| it.as_str());
        address.map(Reference::to).ok_or_else(|| {
            Refusal::page(
                "body-of-another-kind",
                "no address under `@odata.id` where a reference is documented",
            )
        })
    }

    /// The body as bytes.
    pub fn content(&self) -> Result<Bytes, Refusal> {
        self.body().map(|it| Bytes::copy_from_slice(it.as_bytes()))
    }

    /// An argument of a function that may be left out, where the example gives it.
    pub fn given<T>(
        &self,
        index: usize,
        read: impl FnOnce(&Self) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        let is_given = self.text(index).is_ok_and(|it| !it.is_empty());
        is_given.then(|| read(self)).transpose()
    }

    /// The body as the documented type, or as bytes where the example shows no JSON.
    pub fn either<T: Typed>(&self) -> Result<Either<T>, Refusal> {
        let Some(body) = self.example.body() else {
            return Ok(Either::Nothing);
        };
        if body.trim_start().starts_with('{') {
            return self.model().map(Either::Model);
        }
        self.content().map(Either::Bytes)
    }

    /// Adds what the example shows beside the arguments and the body: query options and headers.
    pub fn sent<T>(&self, request: Request<T>) -> Result<Sent, Refusal> {
        Ok(self.finish(request.erased()))
    }

    fn finish(&self, mut request: Request<()>) -> Sent {
        // As a caller would add them to any request.
        for (name, value) in address::pairs(&self.example.query) {
            if !self.taken.iter().any(|it| it.eq_ignore_ascii_case(&name)) {
                request = request.query(name, value);
            }
        }
        for value in self.example.header("prefer") {
            request = request.prefer(value);
        }
        for value in self.example.header("if-match") {
            request = request.if_match(value);
        }
        for value in self.example.header("consistencylevel") {
            request = if value.eq_ignore_ascii_case("eventual") {
                request.consistency_eventual()
            } else {
                request.header("consistencylevel", value)
            };
        }
        let sent = request.into_http().map(|mut sent| {
            // Bytes are of the kind that the caller says; any other body tells its kind itself.
            let is_content = sent
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|it| it != "application/json");
            let documented = self.example.header("content-type").next();
            if let Some(Ok(documented)) = documented.filter(|_| is_content).map(str::parse) {
                sent.headers_mut().insert(header::CONTENT_TYPE, documented);
            }
            sent
        });
        Sent(sent)
    }

    /// The body that is JSON.
    fn json_text(&self) -> Result<&str, Refusal> {
        if self.example.text.is_some() {
            return Err(Refusal::limit(
                "body-of-another-kind",
                "text in place of the documented type",
            ));
        }
        self.body()
    }

    fn body(&self) -> Result<&str, Refusal> {
        self.example
            .body()
            .ok_or_else(|| Refusal::limit("body-left-out", "the method always sends one"))
    }
}
