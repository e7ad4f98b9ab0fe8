//! Which calls over the network are taken: those whose caller means this server.
//!
//! A page of any site can send requests to this machine (`fetch`, a form), and by a name that it lets point here (DNS
//! rebinding) even read the answers. Such a request has a foreign `Host` or a foreign `Origin` (RFC 6454, section 7).

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Uri, header};

use crate::error::ODataError;

/// The port of `http` (RFC 9110, section 4.2.1).
const HTTP: u16 = 80;

/// The names under which this server is meant.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// Where it listens; `None` where another server calls it.
    address: Option<SocketAddr>,
    /// Names that its user added, each with or without a port.
    hosts: Vec<String>,
}

impl Own {
    pub(crate) fn new(address: Option<SocketAddr>, hosts: Vec<String>) -> Self {
        Self { address, hosts }
    }

    /// Refuses a call that is meant for another host, or that a page of another one makes.
    pub(crate) fn admit(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), ODataError> {
        let named = headers.get(header::HOST).map(HeaderValue::as_bytes);
        let named = named.or_else(|| uri.authority().map(|it| it.as_str().as_bytes()));
        if named.is_some_and(|it| !self.is_named(it)) {
            return Err(ODataError::misdirected(
                "The call is for another host: this server answers to localhost and its own address. \
                 `--allow-host NAME` (in the library, `allow_host`) adds a name.",
            ));
        }
        let origins = headers.get_all(header::ORIGIN);
        if origins.iter().any(|it| !self.is_origin(it.as_bytes())) || is_from_elsewhere(headers) {
            return Err(ODataError::forbidden(
                "The call is made by a page of another site, which this server does not answer. \
                 `--allow-host NAME` (in the library, `allow_host`) adds the site's host.",
            ));
        }
        Ok(())
    }

    fn is_named(&self, host: &[u8]) -> bool {
        // What stands before an `@` is a user, and the host behind it another than it seems.
        let authority = Authority::try_from(host)
            .ok()
            .filter(|it| !it.as_str().contains('@'));
        authority.is_some_and(|it| self.is_own(it.host(), it.port_u16().unwrap_or(HTTP)))
    }

    fn is_origin(&self, origin: &[u8]) -> bool {
        let Ok(origin) = Uri::try_from(origin) else {
            return false;
        };
        let host = origin.authority().map(|it| it.as_str().as_bytes());
        origin.scheme_str().is_some() && host.is_some_and(|it| self.is_named(it))
    }

    fn is_own(&self, host: &str, port: u16) -> bool {
        let is_added = |added: &String| match added.rsplit_once(':') {
            Some((name, digits)) if digits.parse() == Ok(port) => name.eq_ignore_ascii_case(host),
            _ => added.eq_ignore_ascii_case(host),
        };
        if self.hosts.iter().any(is_added) {
            return true;
        }
        let ip = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>()
            .ok();
        let is_loopback = host.eq_ignore_ascii_case("localhost") || ip.is_some_and(|it| it.is_loopback());
        let Some(address) = self.address else {
            return is_loopback;
        };
        // Where every address is served, no name can stand for one by rebinding, but an address itself can.
        let is_bound = ip.is_some_and(|it| it == address.ip() || address.ip().is_unspecified());
        (is_loopback || is_bound) && port == address.port()
    }
}

/// What a browser tells of a request that is no visit by a link (Fetch Metadata Request Headers, section 2.3).
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let is = |name: &str, value: &[u8]| headers.get(name).is_some_and(|it| it.as_bytes() == value);
    let other = is("sec-fetch-site", b"cross-site") || is("sec-fetch-site", b"same-site");
    // An allowed origin was looked at by its name.
    other && !is("sec-fetch-mode", b"navigate") && !headers.contains_key(header::ORIGIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(own: &Own, pairs: &[(&'static str, &str)]) -> u16 {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).expect("a value"));
        }
        own.admit(&Uri::from_static("/users"), &headers)
            .map_or_else(|it| it.status().as_u16(), |()| 200)
    }

    #[test]
    fn own_hosts_and_origins_only() {
        let own = Own::new(
            Some(([127, 0, 0, 1], 8080).into()),
            vec!["graph.test".to_owned(), "ci:99".to_owned()],
        );
        let hosts = [
            ("localhost:8080", 200),
            ("LOCALHOST:8080", 200),
            ("127.0.0.1:8080", 200),
            ("127.8.9.1:8080", 200),
            ("[::1]:8080", 200),
            ("graph.test", 200),
            ("graph.test:1234", 200),
            ("ci:99", 200),
            ("ci:98", 421),
            ("localhost", 421),
            ("localhost:8081", 421),
            ("evil.example", 421),
            ("evil.example:8080", 421),
            ("localhost.evil.example:8080", 421),
            ("localhost:8080@evil.example", 421),
            ("evil.example#localhost:8080", 421),
            ("127.0.0.1.evil.example:8080", 421),
            ("10.0.0.1:8080", 421),
            ("", 421),
            ("a b", 421),
        ];
        for (host, expected) in hosts {
            assert_eq!(admitted(&own, &[("host", host)]), expected, "{host}");
        }
        let origins = [
            ("http://localhost:8080", 200),
            ("http://127.0.0.1:8080", 200),
            ("https://graph.test", 200),
            ("http://localhost:3000", 403),
            ("https://evil.example", 403),
            ("null", 403),
            ("", 403),
            ("localhost:8080", 403),
        ];
        for (origin, expected) in origins {
            let pairs = [("host", "localhost:8080"), ("origin", origin)];
            assert_eq!(admitted(&own, &pairs), expected, "{origin}");
        }
        let fetched = |site, mode| {
            let pairs = [
                ("host", "localhost:8080"),
                ("sec-fetch-site", site),
                ("sec-fetch-mode", mode),
            ];
            admitted(&own, &pairs)
        };
        assert_eq!(fetched("cross-site", "no-cors"), 403);
        assert_eq!(fetched("cross-site", "navigate"), 200);
        assert_eq!(fetched("none", "cors"), 200);
    }

    #[test]
    fn a_server_around_it_and_one_for_every_address() {
        let nested = Own::new(None, Vec::new());
        assert_eq!(admitted(&nested, &[("host", "localhost:1")]), 200);
        assert_eq!(admitted(&nested, &[("host", "evil.example")]), 421);
        let all = Own::new(Some(([0, 0, 0, 0], 80).into()), Vec::new());
        assert_eq!(admitted(&all, &[("host", "10.0.0.1")]), 200);
        assert_eq!(admitted(&all, &[("host", "evil.example")]), 421);
        assert_eq!(admitted(&all, &[]), 200);
    }
}
