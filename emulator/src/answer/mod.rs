//! The answer to a call whose operation is known and allowed.

mod binding;
mod call;
mod collection;
mod content;
mod create;
mod delta;
pub(crate) mod handler;
mod item;
mod reference;
mod singleton;
mod upload;

use std::cell::RefCell;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, header};
use graphdown_codegen::schema::{DEFAULT_NAMESPACE, Operation, OperationKind, TypeDef};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

pub(crate) use collection::LARGEST_PAGE;

use crate::answer::handler::Handler;
use crate::api::Api;
use crate::catalog::full_name;
use crate::error::ODataError;
use crate::examples::response::{self, Documented};
use crate::payload::Payload;
use crate::query::Query;
use crate::query::budget::Budget;
use crate::reply::Reply;
use crate::routing::path::split_version;
use crate::routing::routes::Step;
use crate::routing::target::Target;
use crate::settings::Settings;
use crate::store::{Address, Object, Store};
use crate::validate::Validator;

/// What a key may hold in a path as it is (RFC 3986, `unreserved`).
const KEY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The host of the documented service, in the addresses that pages show.
const SERVICE: &str = "graph.microsoft.com";

/// What the paths of files begin with, to which redirections lead. As in the service, these take no token.
pub(crate) const FILES: &str = "/$files";

/// How notes begin that tell of a page which contradicts itself.
pub(crate) const OWN_EXAMPLE: &str = "the page's own example does not fit the page";

/// A call on its way to an answer.
pub(crate) struct Exchange<'a> {
    pub(crate) api: &'a Api,
    pub(crate) settings: &'a Settings,
    pub(crate) operation: &'a Operation,
    /// A type of which no object can be made here as such.
    pub(crate) must_name_other_than: Option<&'a str>,
    pub(crate) hook: Option<&'a dyn Handler>,
    /// The path as it was matched.
    pub(crate) steps: &'a [Step],
    pub(crate) query: Query,
    /// What is left of the work that the query may take.
    pub(crate) budget: Budget,
    pub(crate) payload: Payload<'a>,
    pub(crate) headers: &'a HeaderMap,
    /// Which of the page's examples the call is, where it is one.
    pub(crate) shown: Option<usize>,
    /// Scheme and host: `http://127.0.0.1:8080`.
    pub(crate) origin: &'a str,
    /// Scheme, host and version: `http://127.0.0.1:8080/beta`.
    pub(crate) base: String,
    /// The path below the version, as it came.
    pub(crate) path: &'a str,
    /// Taken only while something is read from it or written to it, never while a query runs.
    pub(crate) store: &'a Mutex<Store>,
    /// For the log.
    pub(crate) notes: &'a mut Vec<String>,
}

impl<'a> Exchange<'a> {
    /// Answers from the hook, the store or the documented example, in this order.
    pub(crate) fn answer(&mut self, target: Target) -> Result<Reply, ODataError> {
        if let Some(hook) = self.hook {
            return self.hooked(hook);
        }
        if self.operation.body_collection {
            return self.take_list();
        }
        match (self.operation.kind, target) {
            // A POST to one item creates nothing that has a place here.
            (_, Target::Delta(address)) => self.delta(&address),
            (_, Target::UploadSession) => self.open_upload(),
            (_, Target::Call) | (OperationKind::Create, Target::Item { .. }) => self.call(),
            (_, Target::Count { address, of_type }) => self.count(&address, of_type.as_deref()),
            (_, Target::Reference(inner)) => self.reference(*inner),
            (_, Target::Content(address)) => self.content(&address),
            (OperationKind::Create, Target::Collection { address, .. }) => self.create(&address),
            (_, Target::Collection { address, of_type }) => self.read_list(&address, of_type.as_deref()),
            (_, Target::Item { collection, key }) => self.item(&collection, &key),
            (_, Target::Singleton(address)) => self.singleton(&address),
        }
    }

    fn lock(&self) -> MutexGuard<'a, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The documented status, where it can be one of success.
    fn status(&self, otherwise: u16) -> u16 {
        self.operation
            .status
            .filter(|it| (200..400).contains(it))
            .unwrap_or(otherwise)
    }

    /// The type of the result, or of the body where no result is documented.
    fn resource(&self) -> Option<&'a TypeDef> {
        let returned = self.operation.returns.as_ref().map(|it| it.ty.as_str());
        let find = |name: &str| self.api.catalog.find(name, DEFAULT_NAMESPACE);
        returned
            .and_then(find)
            .or_else(|| self.operation.body.as_deref().and_then(find))
    }

    /// Refuses query options that do not fit the result.
    fn check_query(&mut self) -> Result<(), ODataError> {
        let Some(resource) = self.resource() else {
            return Ok(());
        };
        let checked = self
            .query
            .check(&self.api.catalog, &self.api.catalog.shape(resource));
        match checked {
            Err(unknown) if self.settings.lenient => {
                self.note(&format!("taken all the same: {}", unknown.message()));
                Ok(())
            }
            checked => checked,
        }
    }

    /// The JSON object of the body, checked against the documented type.
    fn object(&mut self) -> Result<Object, ODataError> {
        let body = self.operation.body.as_deref();
        let ty = body.and_then(|it| self.api.catalog.find(it, DEFAULT_NAMESPACE));
        let object = match self.payload.json()? {
            Some(Value::Object(object)) => object,
            Some(_) => return Err(ODataError::bad_request("The body must be a JSON object.")),
            None if ty.is_some() && !self.operation.body_optional => {
                return Err(ODataError::bad_request(
                    "The body holds no JSON; an object is expected.",
                ));
            }
            None => Object::new(),
        };
        let Some(ty) = ty else {
            return Ok(object);
        };
        let validator = self.validator();
        // Of which type it is says which properties it may have.
        let named = match self.operation.kind {
            OperationKind::Update => Ok(()),
            _ => validator.names_its_type(ty, self.must_name_other_than, &object),
        };
        let checked = named.and_then(|()| validator.object(ty, &object, ""));
        self.notes.extend(validator.notes.take());
        if let Err(misfit) = checked {
            self.tolerate(misfit, &Value::Object(object.clone()))?;
        }
        Ok(object)
    }

    /// The JSON array of the body, each of its objects checked against the documented type.
    fn check_list(&mut self) -> Result<(), ODataError> {
        let body = self.payload.json()?;
        let list = match &body {
            Some(Value::Array(list)) => list.as_slice(),
            None if self.operation.body_optional => &[],
            _ => return Err(ODataError::bad_request("The body must be a JSON array.")),
        };
        let ty = self.operation.body.as_deref();
        let Some(ty) = ty.and_then(|it| self.api.catalog.find(it, DEFAULT_NAMESPACE)) else {
            return Ok(());
        };
        for element in list {
            let Value::Object(object) = element else {
                return Err(ODataError::bad_request("The body must be an array of objects."));
            };
            let validator = self.validator();
            let checked = validator.object(ty, object, "");
            self.notes.extend(validator.notes.take());
            if let Err(misfit) = checked {
                self.tolerate(misfit, body.as_ref().unwrap_or(element))?;
            }
        }
        Ok(())
    }

    /// Lets a body pass that does not fit the documented type if the same page shows it as an example: then the
    /// page is wrong, not the caller.
    fn tolerate(&mut self, misfit: ODataError, body: &Value) -> Result<(), ODataError> {
        let is_example = response::is_documented_request(self.operation, body);
        if !is_example {
            return Err(misfit);
        }
        self.note(&format!("{OWN_EXAMPLE}: {}", misfit.message()));
        Ok(())
    }

    /// The documented answer to a request that the page shows although it cannot be answered otherwise.
    pub(crate) fn answer_anyway(&mut self, misfit: &ODataError) -> Reply {
        self.note(&format!("{OWN_EXAMPLE}: {}", misfit.message()));
        let status = self.status(200);
        self.example().unwrap_or_else(|| Reply::empty(status))
    }

    fn validator(&self) -> Validator<'a> {
        Validator {
            catalog: &self.api.catalog,
            placeholders: self.settings.examples,
            lenient: self.settings.lenient,
            notes: RefCell::default(),
        }
    }

    /// An object as it is sent: its context, which names the path of its collection, then what `$select` and
    /// `$expand` leave of it.
    fn entity(&self, store: &Store, address: &Address, object: &Object, path: &str) -> Value {
        let mut value = Value::Object(object.clone());
        self.expand(store, address, &mut value);
        self.query.project(&mut value);
        let mut sent = Object::new();
        sent.insert("@odata.context".to_owned(), json!(self.context(path, "/$entity")));
        if let Value::Object(object) = value {
            sent.extend(object);
        }
        Value::Object(sent)
    }

    /// `http://…/$metadata#users(id)/$entity`.
    fn context(&self, path: &str, end: &str) -> String {
        format!(
            "{}/$metadata#{}{}{end}",
            self.base,
            path.trim_matches('/'),
            self.query.selected()
        )
    }

    /// Fills the navigation properties of `$expand` from the collections and objects that are stored below an
    /// object.
    fn expand(&self, store: &Store, address: &Address, value: &mut Value) {
        let Value::Object(object) = value else {
            return;
        };
        let shape = self.resource().map(|it| self.api.catalog.shape(it));
        for name in &self.query.expand {
            let below = address.child(&name.to_lowercase());
            let is_list = shape
                .as_ref()
                .and_then(|it| it.property(name))
                .is_some_and(|it| it.0.collection);
            if store.is_touched(&below) {
                object.insert(
                    name.clone(),
                    store.items(&below).cloned().map(Value::Object).collect(),
                );
            } else if let Some(single) = store.singleton(&below) {
                object.insert(name.clone(), Value::Object(single.clone()));
            } else if is_list && !object.contains_key(name) {
                object.insert(name.clone(), json!([]));
            }
        }
    }

    /// Makes the links of an example lead here: whoever follows them in a test must not leave this machine.
    fn lead_here(&self, body: &mut Value) {
        let Value::Object(object) = body else {
            return;
        };
        for (name, value) in object.iter_mut() {
            match name.as_str() {
                "@odata.deltaLink" => *value = json!(self.delta_link(self.lock().revision())),
                "@microsoft.graph.downloadUrl" | "uploadUrl" => *value = json!(self.file_link()),
                _ => {}
            }
        }
        if let Some(Value::Array(items)) = object.get_mut("value") {
            for item in items {
                self.lead_here(item);
            }
        }
    }

    /// A `Location` of a page as this server gives it: one of the documented service below this server's address, one of
    /// any other host, and what a redirection leads to, as the bytes that this server has for the call.
    fn location(&self, status: u16, documented: String) -> String {
        let Some((_, rest)) = documented.split_once("://") else {
            return documented;
        };
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        if (300..400).contains(&status) || !host.eq_ignore_ascii_case(SERVICE) {
            return self.file_link();
        }
        format!("{}{}", self.base, split_version(path).1)
    }

    /// Where the bytes stand that a redirection of this call leads to.
    fn file_link(&self) -> String {
        let version = self.base.strip_prefix(self.origin).unwrap_or_default();
        format!("{}{FILES}{version}{}", self.origin, self.path)
    }

    /// Gives an object the `@odata.type` that its operation documents, in front, unless it has one.
    fn typed(&self, object: Object) -> Object {
        match self.resource() {
            Some(ty) if !object.contains_key("@odata.type") && !ty.is_abstract => {
                let mut typed = Object::new();
                typed.insert("@odata.type".to_owned(), json!(format!("#{}", full_name(ty))));
                typed.extend(object);
                typed
            }
            _ => object,
        }
    }

    /// The documented example response, if there is one.
    fn example(&mut self) -> Option<Reply> {
        let found = self.documented_response()?;
        self.note("answered with the documented example");
        // A page may show how a call is refused.
        let is_refusal = found.status >= 400;
        let status = if is_refusal {
            found.status
        } else {
            self.status(found.status)
        };
        let mut body = found.body;
        if let Some(body) = &mut body {
            self.lead_here(body);
        }
        let mut reply = body.map_or_else(|| Reply::empty(status), |body| Reply::json(status, body));
        if let Some(location) = found.location {
            reply = reply.with_header(header::LOCATION, self.location(status, location));
        }
        Some(reply)
    }

    /// The response that the page shows to this very request, else the best that it shows.
    fn documented_response(&self) -> Option<Documented> {
        let own = self.shown.and_then(|at| response::answer_to(self.operation, at));
        own.or_else(|| response::documented(self.operation))
    }

    /// The answer for what is not stored: the documented example where the emulator is set to give it and the
    /// item was not deleted, else 404.
    fn missing(&mut self, collection: &Address, key: &str) -> Result<Reply, ODataError> {
        if self.settings.examples && !self.lock().is_removed(collection, key) {
            if let Some(reply) = self.example() {
                return Ok(reply);
            }
            if self.operation.kind != OperationKind::Get {
                self.note("nothing is stored; answered with the documented status");
                return Ok(Reply::empty(self.status(204)));
            }
        }
        Err(ODataError::not_found(format!(
            "The resource '{key}' does not exist."
        )))
    }

    fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }

    /// A key as it is written in a path.
    fn encoded(key: &str) -> String {
        utf8_percent_encode(key, KEY).to_string()
    }
}
