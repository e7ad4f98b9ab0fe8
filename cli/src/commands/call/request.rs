//! From options and example to a request.

use std::io::Read as _;

use graphdown_codegen::schema::Operation;
use graphdown_emulator::{encoded_target, token};
use graphdown_runtime::bytes::Bytes;
use graphdown_runtime::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, PROXY_AUTHORIZATION};
use graphdown_runtime::http::{HeaderMap, HeaderName, HeaderValue, Request, Uri};

use super::args::Call;
use super::operation::Called;
use crate::exit::Failure;

/// Headers of an example that are sent. What else a page shows is not: a header beside the caller's token can make a
/// gateway do something else than the line that is shown (`X-HTTP-Method-Override`, `Cookie`, `X-Forwarded-Host`), a
/// page's token is a placeholder, and length, host and encoding are a matter of the transport.
const OF_EXAMPLES: [&str; 9] = [
    "accept",
    "accept-language",
    "client-request-id",
    "consistencylevel",
    "content-type",
    "if-match",
    "if-none-match",
    "prefer",
    "return-client-request-id",
];

/// Headers that hold secrets, which go out encrypted or not at all, and are never shown.
const SECRET: [HeaderName; 3] = [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION];

/// The environment variable of the token for services.
const TOKEN: &str = "GRAPHDOWN_TOKEN";

/// Makes the request; `version` is that of the pages, which a call that is answered here has in its address.
///
/// # Errors
/// An option cannot be used, and the text says why.
pub(super) fn build(called: &Called<'_>, version: &str, args: &Call) -> Result<Request<Bytes>, Failure> {
    let query = query(called, &args.query)?;
    let token = bearer(called, args);
    let mut headers = headers(called, &args.headers)?;
    let bears_secret = token.is_some() || SECRET.iter().any(|it| headers.contains_key(it));
    let target = encoded_target(&called.path, query.as_deref());
    let address = match &args.base_url {
        None if version.is_empty() => format!("http://localhost{target}"),
        None => format!("http://localhost/{version}{target}"),
        Some(base) => format!("{}{target}", service(base, called, bears_secret)?),
    };
    let body = body(called, args)?;
    if !body.is_empty() && !headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if args.base_url.is_none() {
        headers.insert(HOST, HeaderValue::from_static("localhost"));
    }
    if let Some(token) = token {
        let mut value = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| "the token holds characters that no header can hold")?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    let mut request = Request::builder().method(called.method).uri(address).body(body)?;
    *request.headers_mut() = headers;
    Ok(request)
}

/// The base URL of a service, if the call may go there. Messages repeat nothing of it but its host: it may hold a password.
fn service<'a>(base: &'a str, called: &Called<'_>, bears_secret: bool) -> Result<&'a str, Failure> {
    let expected = "--base-url: expected https://host/version";
    let uri: Uri = base.parse().map_err(|error| format!("{expected}: {error}"))?;
    let (host, authority) = (uri.host().unwrap_or_default(), uri.authority());
    if authority.is_some_and(|it| it.as_str().contains('@')) {
        return Err(format!("{expected}, without a name and a password: send them by -H").into());
    }
    // Behind either of them the path of the call would be no path.
    if base.contains(['?', '#']) {
        return Err(format!("{expected}, without `?` and `#`: a query is given by --query").into());
    }
    let is_local = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if is_local || !bears_secret => {}
        Some("http") => return Err(format!("the token would go to {host} unencrypted: use https").into()),
        _ => return Err(expected.into()),
    }
    if let Some((_, rest)) = called.path.split_once('{') {
        let name = rest.split('}').next().unwrap_or_default();
        return Err(format!("{} has a placeholder: give a value for {{{name}}}", called.path).into());
    }
    Ok(base.trim_end_matches('/'))
}

/// The query of the path or of the example, and what options add; an option takes the place of one of the same name.
fn query(called: &Called<'_>, options: &[String]) -> Result<Option<String>, Failure> {
    let own = called.query.as_deref().unwrap_or_default();
    let name_of = |pair: &str| pair.split('=').next().unwrap_or_default().trim().to_owned();
    let mut pairs: Vec<String> = own
        .split('&')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    for option in options {
        let Some((name, value)) = option.split_once('=') else {
            return Err(format!("--query {option}: expected NAME=VALUE").into());
        };
        pairs.retain(|it| name_of(it) != name);
        // These would end the value, or be read as something else in it.
        let value = value.replace('%', "%25").replace('&', "%26").replace('+', "%2B");
        pairs.push(format!("{name}={value}"));
    }
    Ok((!pairs.is_empty()).then(|| pairs.join("&")))
}

fn body(called: &Called<'_>, args: &Call) -> Result<Bytes, Failure> {
    let Some(file) = &args.body else {
        let body = called.example.as_ref().map_or("", |it| it.body);
        return Ok(Bytes::copy_from_slice(body.as_bytes()));
    };
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(bytes.into())
}

/// The headers of the example, and those of the options in their place.
fn headers(called: &Called<'_>, options: &[String]) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for (name, value) in called.example.iter().flat_map(|it| &it.headers) {
        let is_sent = OF_EXAMPLES.iter().any(|it| it.eq_ignore_ascii_case(name));
        // What a page shows and no header can be, is left out.
        if let (true, Ok(name), Ok(value)) = (
            is_sent,
            HeaderName::try_from(*name),
            HeaderValue::try_from(*value),
        ) {
            headers.insert(name, value);
        }
    }
    for option in options {
        // Its value may be a secret, so only its name is told.
        let told = option.split(':').next().unwrap_or_default();
        let wrong = || format!("--header {told:?}: expected NAME: VALUE");
        let (name, value) = option.split_once(':').ok_or_else(wrong)?;
        let name = HeaderName::try_from(name.trim()).map_err(|_| wrong())?;
        let mut value = HeaderValue::try_from(value.trim()).map_err(|_| wrong())?;
        value.set_sensitive(SECRET.contains(&name));
        headers.insert(name, value);
    }
    Ok(headers)
}

/// The token that is given. A service gets the one of the environment; a call that is answered here gets one with all
/// documented permissions, unless it says which.
fn bearer(called: &Called<'_>, args: &Call) -> Option<String> {
    if !args.scope.is_empty() {
        let scopes: Vec<&str> = args.scope.iter().map(String::as_str).collect();
        return Some(token::delegated(&scopes));
    }
    args.token.clone().or_else(|| match args.base_url {
        Some(_) => std::env::var(TOKEN).ok().filter(|it| !it.is_empty()),
        None => Some(documented(&called.documented)),
    })
}

/// A token with all permissions that pages document: those of a user, where there are any.
fn documented(operations: &[&Operation]) -> String {
    let all = operations.iter().filter_map(|it| it.permissions.as_ref());
    let (mut delegated, mut application) = (Vec::new(), Vec::new());
    for permissions in all {
        let of_users = permissions
            .delegated
            .iter()
            .chain(&permissions.delegated_personal);
        delegated.extend(of_users.map(String::as_str));
        application.extend(permissions.application.iter().map(String::as_str));
    }
    if delegated.is_empty() && !application.is_empty() {
        token::application(&application)
    } else {
        token::delegated(&delegated)
    }
}
