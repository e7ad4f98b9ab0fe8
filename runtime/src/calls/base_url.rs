//! The address of the service, and which other addresses belong to it.

use http::Uri;

use super::Error;

/// A base URL: `https://graph.microsoft.com/beta`.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl {
    /// Without a slash at the end.
    text: String,
    origin: Origin,
}

/// Scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl BaseUrl {
    /// # Errors
    ///
    /// Says why the text is no base URL.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let uri: Uri = text
            .parse()
            .map_err(|error| format!("{text:?} is no base URL: {error}"))?;
        let origin = Origin::of(&uri).ok_or_else(|| {
            format!(
                "{text:?} is no base URL: expected https://host/version, without a user in front of the host"
            )
        })?;
        if uri.query().is_some() {
            return Err(format!("{text:?} is no base URL: it has a query"));
        }
        Ok(Self {
            text: text.trim_end_matches('/').to_owned(),
            origin,
        })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
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
            "\"{uri}\" is not of {}, and no token is sent elsewhere",
            self.text
        );
        Err(Error::Request(reason.into()))
    }

    /// Whether a request to `uri` reaches this service and no other: same scheme, host and port.
    fn is_origin_of(&self, uri: &Uri) -> bool {
        Origin::of(uri).is_some_and(|origin| origin == self.origin)
    }
}

impl Origin {
    /// `None` where it is no HTTP address, or has user information, which hides what the host is.
    fn of(uri: &Uri) -> Option<Self> {
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
        let port = match authority.port() {
            Some(port) => port.as_u16(),
            // `host:` and a port that is no number.
            None if authority.as_str().ends_with(':') => return None,
            None => default_port,
        };
        Some(Self {
            scheme,
            host: authority.host().to_ascii_lowercase(),
            port,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_compared() {
        let base = BaseUrl::parse("https://graph.example.com/beta/").unwrap();
        assert_eq!(base.as_str(), "https://graph.example.com/beta");
        for (uri, same) in [
            ("https://graph.example.com/beta/users?$skiptoken=x", true),
            ("https://graph.example.com:443/v1.0/users", true),
            ("HTTPS://Graph.Example.COM/beta", true),
            ("http://graph.example.com/beta", false),
            ("https://graph.example.com:444/beta", false),
            ("https://graph.example.com.evil.org/beta", false),
            ("https://graph.example.com@evil.org/beta", false),
            ("https://x@graph.example.com/beta", false),
            ("https://evil.org/https://graph.example.com/beta", false),
            ("https://example.com/beta", false),
            ("/beta/users", false),
        ] {
            let uri: Uri = uri.parse().unwrap();
            assert_eq!(base.is_origin_of(&uri), same, "{uri}");
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
            "a b",
        ] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }
}
