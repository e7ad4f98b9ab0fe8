//! The address of the service, and which other addresses belong to it.

use http::Uri;

use super::{Error, link::shown};

/// A base URL: `https://graph.microsoft.com/beta`.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl {
    /// Without a slash at the end.
    text: String,
    origin: Origin,
}

/// Scheme, host and port (RFC 6454).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl BaseUrl {
    /// Reads a base URL. Over plain `http` whoever carries the request reads the token, so that only a service of this machine is
    /// asked so, unless `plain_http` says that the way is safe.
    ///
    /// # Errors
    ///
    /// Says why the text is no base URL, without the password that it may hold.
    pub(super) fn parse(text: &str, plain_http: bool) -> Result<Self, String> {
        let refused = |reason: &str| Err(format!("\"{}\" is no base URL: {reason}", shown(text)));
        // What follows a `#` is never sent, and paths would be put there.
        if text.contains('#') {
            return refused("it has a fragment, `#…`");
        }
        let uri: Uri = match text.parse() {
            Ok(uri) => uri,
            Err(error) => return refused(&format!("{error}")),
        };
        let Some(origin) = Origin::of(&uri) else {
            return refused(
                "expected https://host/version, with no user in front of the host and a port that is a number",
            );
        };
        if uri.query().is_some() {
            return refused("it has a query");
        }
        if origin.scheme == "http" && !origin.is_loopback() && !plain_http {
            return refused(
                "the token would go over plain http, for all on the way to read; `ClientBuilder::allow_plain_http` allows it",
            );
        }
        Ok(Self {
            text: text.trim_end_matches('/').to_owned(),
            origin,
        })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The scope of a token for everything that is granted at this origin, as the Microsoft identity platform has it: the origin is the
    /// name of what the token is for.
    pub(super) fn scope(&self) -> String {
        let (authority, _) = self
            .text
            .split_once("://")
            .map_or(("", ""), |(_, rest)| rest.split_once('/').unwrap_or((rest, "")));
        format!(
            "{}://{}/.default",
            self.origin.scheme,
            authority.to_ascii_lowercase()
        )
    }

    /// A token goes to the origin of the base URL and nowhere else: asked of each request right before it gets its token, wherever
    /// its address came from.
    ///
    /// # Errors
    ///
    /// The address is of another origin.
    pub(super) fn check_origin(&self, uri: &Uri) -> Result<(), Error> {
        if self.is_origin_of(uri) {
            return Ok(());
        }
        let reason = format!(
            "\"{}\" is not of {}, and no token is sent elsewhere",
            shown(&uri.to_string()),
            self.text
        );
        Err(Error::Request(reason.into()))
    }

    /// Whether a request to `uri` reaches this service and no other: same scheme, host and port.
    pub(super) fn is_origin_of(&self, uri: &Uri) -> bool {
        Origin::of(uri).is_some_and(|origin| origin == self.origin)
    }
}

impl Origin {
    /// `None` where it is no HTTP address, has a port that is no number, or has user information, which hides what the host is.
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        let scheme = uri.scheme_str()?.to_ascii_lowercase();
        let default_port = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let authority = uri.authority()?;
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return None;
        }
        let port = match authority.as_str().strip_prefix(authority.host())? {
            "" => default_port,
            port => port.strip_prefix(':')?.parse().ok()?,
        };
        Some(Self {
            scheme,
            host: authority.host().to_ascii_lowercase(),
            port,
        })
    }

    /// Whether the host is this machine: `localhost` (RFC 6761, 6.3), `127.0.0.0/8`, `[::1]`.
    pub(super) fn is_loopback(&self) -> bool {
        use std::net::{Ipv4Addr, Ipv6Addr};
        let ipv6 = self
            .host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        self.host == "localhost"
            || self
                .host
                .parse()
                .is_ok_and(|address: Ipv4Addr| address.is_loopback())
            || ipv6.is_some_and(|host| host.parse().is_ok_and(|address: Ipv6Addr| address.is_loopback()))
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn is_encrypted(&self) -> bool {
        self.scheme == "https"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_compared() {
        let base = BaseUrl::parse("https://graph.example.com/beta/", false).unwrap();
        assert_eq!(base.scope(), "https://graph.example.com/.default");
        let local = BaseUrl::parse("HTTP://LocalHost:8080", false).unwrap();
        assert_eq!(local.scope(), "http://localhost:8080/.default");
        assert_eq!(base.as_str(), "https://graph.example.com/beta");
        for (uri, same) in [
            ("https://graph.example.com/beta/users?$skiptoken=x", true),
            ("https://graph.example.com:443/v1.0/users", true),
            ("https://graph.example.com:0443/v1.0/users", true),
            ("HTTPS://Graph.Example.COM/beta", true),
            ("http://graph.example.com/beta", false),
            ("https://graph.example.com:444/beta", false),
            ("https://graph.example.com:99999/beta", false),
            ("https://graph.example.com:/beta", false),
            ("https://graph.example.com.evil.org/beta", false),
            ("https://graph.example.com@evil.org/beta", false),
            ("https://x@graph.example.com/beta", false),
            ("https://evil.org/https://graph.example.com/beta", false),
            ("https://example.com/beta", false),
            ("/beta/users", false),
        ] {
            // What no address can be reaches no host either.
            let same_origin = uri.parse().is_ok_and(|uri: Uri| base.is_origin_of(&uri));
            assert_eq!(same_origin, same, "{uri}");
        }
    }

    #[test]
    fn what_is_no_base_url_is_refused() {
        for text in [
            "",
            "graph.example.com",
            "/beta",
            "ftp://x/y",
            "https://",
            "https://u:p@x/",
            "https://x/?a=b",
            "https://x/y#z",
            "https://x:99999/y",
            "https://x:80&/y",
            "https://x:/y",
            "a b",
            "http://plain.example/beta",
            "http://localhost.example/beta",
            "http://127.0.0.1.example/beta",
            "http://1270.0.0.1/beta",
            "http://[::2]/beta",
        ] {
            assert!(BaseUrl::parse(text, false).is_err(), "{text}");
        }
        for text in [
            "http://localhost:8080/beta",
            "http://127.1.2.3/beta",
            "http://[::1]:80/beta",
            "https://x/y/",
        ] {
            assert!(BaseUrl::parse(text, false).is_ok(), "{text}");
        }
        assert!(BaseUrl::parse("http://plain.example/beta", true).is_ok());
        let refused = BaseUrl::parse("https://user:PASSWORD@host/?key=SECRET", false).unwrap_err();
        assert!(
            refused.contains("host") && !refused.contains("PASS") && !refused.contains("SECRET"),
            "{refused}"
        );
    }
}
