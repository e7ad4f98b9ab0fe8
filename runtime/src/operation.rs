//! What the pages document of an operation, in a form that programs can ask.

use std::fmt;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
}

impl Method {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Patch => Self::PATCH,
            Method::Put => Self::PUT,
            Method::Delete => Self::DELETE,
            Method::Head => Self::HEAD,
            Method::Options => Self::OPTIONS,
        }
    }
}

/// A documented operation. Generated as a `static` for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The HTTP method.
    pub method: Method,
    /// The path as documented, with its placeholders: `/deviceManagement/remoteActionAudits/{remoteActionAuditId}`.
    pub path: &'static str,
    /// The status code of success, where the page names one.
    pub status: Option<u16>,
    /// Who may call it; `None` where the page does not say.
    pub permissions: Option<Permissions>,
    /// The page's path below the root of the pages.
    pub page: &'static str,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The permissions that the page names for a call. One of each list suffices; the least privileged comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Permissions {
    /// For a user with a work or school account. An empty list means that this is not supported.
    pub delegated: &'static [&'static str],
    /// For a user with a personal account.
    pub personal: &'static [&'static str],
    /// For an application without a user.
    pub application: &'static [&'static str],
    /// The page does not say whose permissions these are; they stand under `delegated`.
    pub unsplit: bool,
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unsplit {
            return f.write_str(&self.delegated.join(" or "));
        }
        let kinds = [
            ("delegated", self.delegated),
            ("personal", self.personal),
            ("application", self.application),
        ];
        let mut separator = "";
        for (kind, scopes) in kinds.into_iter().filter(|(_, scopes)| !scopes.is_empty()) {
            write!(f, "{separator}{} ({kind})", scopes.join(" or "))?;
            separator = ", ";
        }
        if separator.is_empty() {
            f.write_str("none: no kind of account is supported")
        } else {
            Ok(())
        }
    }
}
