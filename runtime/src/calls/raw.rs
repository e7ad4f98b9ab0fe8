//! Calls of what no page documents: an address, and what shall come of it.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::{Client, Error, Method, Operation, Outcome, Reference, Request, inert::Inert, link::shown};

/// What stands for the documented operation of each method.
macro_rules! operations {
    ($($name:ident: $method:ident),*) => {$(
        const $name: &Operation = &Operation {
            method: Method::$method,
            path: "(an address that no page documents)",
            status: None,
            permissions: "",
            page: "",
            content_type: None,
        };
    )*};
}

operations!(GET: Get, POST: Post, PATCH: Patch, PUT: Put, DELETE: Delete);

/// Calls of what no page documents. They go the way of all others, with the same token, errors and headers, and give what is asked for:
/// a documented structure, a [`Page`](crate::Page) of them, [`Json`](crate::Json), a `Page<Json>` that is paged like any other, bytes,
/// or nothing.
///
/// An address is a path below the base URL, with or without a query: `"/admin/serviceAnnouncement/healthOverviews?$top=5"`. It is
/// percent-encoded where it has to be; a key in it that may hold `/` or `?` is encoded by the caller. What would ask for something
/// else than what is written (`..`, an empty segment, a placeholder that is left in) fails the request before it is sent.
impl Client {
    /// Reads what is at this address. A link that the service gave is an address, too.
    pub fn get<T: Outcome>(&self, address: &str) -> Request<T> {
        self.raw(GET, address)
    }

    /// Creates something at this address, or calls an action: `.body(…)` says with what.
    pub fn post<T: Outcome>(&self, address: &str) -> Request<T> {
        self.raw(POST, address)
    }

    /// Changes what is at this address: `.body(…)` says how.
    pub fn patch<T: Outcome>(&self, address: &str) -> Request<T> {
        self.raw(PATCH, address)
    }

    /// Replaces what is at this address: `.body(…)` says by what.
    pub fn put<T: Outcome>(&self, address: &str) -> Request<T> {
        self.raw(PUT, address)
    }

    /// Removes what is at this address.
    pub fn delete(&self, address: &str) -> Request<()> {
        self.raw(DELETE, address)
    }

    /// The address of a thing, to bind to it: `graph.reference("/directoryObjects/8a1c…")`.
    ///
    /// # Errors
    ///
    /// It is no address of this service.
    pub fn reference(&self, address: &str) -> Result<Reference, Error> {
        self.raw::<()>(GET, address).reference()
    }

    fn raw<T>(&self, operation: &'static Operation, address: &str) -> Request<T> {
        let context = self.context();
        let base = context.base_url().map_or("", |base| base.as_str());
        let below = Some(
            address
                .strip_prefix(base)
                .filter(|_| !base.is_empty())
                .unwrap_or(address),
        );
        let below = below.filter(|below| below.starts_with('/') || !below.contains("://"));
        let (path, query) = match below {
            Some(below) => below.split_once('?').unwrap_or((below, "")),
            None => ("", ""),
        };
        let fault = if below.is_some() {
            fault(path)
        } else {
            Some(format!("{} is no address below {base}", shown(address)))
        };
        let slash = if path.starts_with('/') { "" } else { "/" };
        let encoded = format!("{slash}{}", utf8_percent_encode(path, PATH));
        let mut request = Request::new(self.clone(), operation, encoded, fault);
        for option in query.split('&').filter(|option| !option.is_empty()) {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
            request = request.query(decoded(name), decoded(value));
        }
        request
    }
}

/// Why a path asks for something else than what is written.
fn fault(path: &str) -> Option<String> {
    let segments = path.strip_prefix('/').unwrap_or(path);
    let odd = segments.split('/').find(|segment| {
        let plain = percent_decode_str(segment).decode_utf8_lossy();
        matches!(&*plain, "" | "." | "..") || plain.contains(['{', '}'])
    })?;
    Some(format!(
        "\"{}\" in \"{}\" is no segment: the path would be another one",
        Inert(odd),
        Inert(path)
    ))
}

/// What cannot stand in a path (RFC 3986, 3.3); what is percent-encoded already stays.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
