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

    /// Whether the method alone says that making a call twice does no more than making it once (RFC 9110, 9.2.2).
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
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

/// A documented operation. Generated code has a table of them for each path, [`operations!`](crate::operations).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The HTTP method.
    pub method: Method,
    /// The path as documented, with its placeholders: `/deviceManagement/remoteActionAudits/{remoteActionAuditId}`.
    pub path: &'static str,
    /// The status code of success, where the page names one.
    pub status: Option<u16>,
    /// Who may call it, in words that [`permissions`](Self::permissions) reads:
    /// `User.Read or User.ReadWrite.All (delegated), User.Read.All (application)`. Empty where the page does not say.
    pub permissions: &'static str,
    /// The page's path below the root of the pages.
    pub page: &'static str,
    /// What bytes are sent as, where the page names one content type: `image/jpeg`.
    pub content_type: Option<&'static str>,
}

impl Operation {
    /// Who may call it; `None` where the page does not say.
    pub fn permissions(&self) -> Option<Permissions> {
        (!self.permissions.is_empty()).then(|| Permissions::read(self.permissions))
    }

    /// The least privileged permission of each kind of account: the first of each list.
    pub fn least_privileged(&self) -> Option<Permissions> {
        let mut permissions = self.permissions()?;
        for list in [
            &mut permissions.delegated,
            &mut permissions.personal,
            &mut permissions.application,
        ] {
            list.truncate(1);
        }
        Some(permissions)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The permissions that the page names for a call. One entry of each list suffices; the least privileged comes first. An entry may
/// name several that are needed together: `Files.Read.All and Sites.Read.All`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Permissions {
    /// For a user with a work or school account. An empty list means that this is not supported.
    pub delegated: Vec<&'static str>,
    /// For a user with a personal account.
    pub personal: Vec<&'static str>,
    /// For an application without a user.
    pub application: Vec<&'static str>,
    /// The page does not say whose permissions these are; they stand under `delegated`.
    pub unsplit: bool,
}

impl Permissions {
    /// Reads `A or B (delegated), C (application)`; without a kind in parentheses, the page does not say whose they are.
    fn read(text: &'static str) -> Self {
        let mut permissions = Self::default();
        for part in text.split(", ") {
            let (scopes, kind) = match part.strip_suffix(')').and_then(|part| part.rsplit_once(" (")) {
                Some((scopes, kind)) => (scopes, kind),
                None => (part, ""),
            };
            let list = match kind {
                "delegated" => &mut permissions.delegated,
                "personal" => &mut permissions.personal,
                "application" => &mut permissions.application,
                _ if part == NONE => continue,
                _ => {
                    permissions.unsplit = true;
                    &mut permissions.delegated
                }
            };
            list.extend(scopes.split(" or "));
        }
        permissions
    }
}

/// No kind of account is supported.
const NONE: &str = "none";

#[cfg(test)]
mod tests {
    use super::{Method, Operation, Permissions};

    fn permissions(text: &'static str) -> Option<Permissions> {
        let operation = Operation {
            method: Method::Get,
            path: "/users",
            status: Some(200),
            permissions: text,
            page: "",
            content_type: None,
        };
        operation.permissions()
    }

    #[test]
    fn words_are_read() {
        assert_eq!(permissions(""), None);
        assert_eq!(permissions("none"), Some(Permissions::default()));
        let whole =
            permissions("A.Read or B-C (delegated), offline_access (personal), A.Read.All (application)");
        let expected = Permissions {
            delegated: vec!["A.Read", "B-C"],
            personal: vec!["offline_access"],
            application: vec!["A.Read.All"],
            unsplit: false,
        };
        assert_eq!(whole, Some(expected));
        let application = Permissions {
            application: vec!["A.Read.All"],
            ..Permissions::default()
        };
        assert_eq!(permissions("A.Read.All (application)"), Some(application));
        let unsplit = Permissions {
            delegated: vec!["A.Read", "B"],
            unsplit: true,
            ..Permissions::default()
        };
        assert_eq!(permissions("A.Read or B"), Some(unsplit));
    }
}
