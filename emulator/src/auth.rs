//! Whether the caller's token allows an operation.

use axum::http::{HeaderMap, header};
use graphdown_codegen::schema::{Operation, Permissions};
use time::OffsetDateTime;

use crate::error::ODataError;
use crate::token::{self, Claims};

/// What was found of a call's permissions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Granted {
    /// The permission that allowed it.
    pub(crate) by: Option<String>,
    /// Why none was needed.
    pub(crate) note: Option<String>,
}

/// Reads the bearer token of a call.
pub(crate) fn claims(headers: &HeaderMap) -> Result<Claims, ODataError> {
    let value = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    let (scheme, token) = value.trim().split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("Bearer") || token.trim().is_empty() {
        return Err(ODataError::unauthorized(
            "The call bears no access token: send `Authorization: Bearer …`.",
        ));
    }
    let claims = token::read(token.trim())
        .ok_or_else(|| ODataError::unauthorized("The access token is not a well-formed JSON Web Token."))?;
    if claims
        .expires
        .is_some_and(|it| it <= OffsetDateTime::now_utc().unix_timestamp())
    {
        return Err(ODataError::unauthorized("The access token has expired."));
    }
    Ok(claims)
}

/// Checks that a token holds one of the documented permissions. What no page tells is not enforced.
pub(crate) fn check(operation: &Operation, claims: &Claims) -> Result<Granted, ODataError> {
    let Some(documented) = &operation.permissions else {
        let note = Some("permissions not documented: not enforced".to_owned());
        return Ok(Granted { by: None, note });
    };
    // "None" in every row, or "Not supported": nobody could ever call it.
    if documented.delegated.is_empty()
        && documented.delegated_personal.is_empty()
        && documented.application.is_empty()
    {
        let note = Some("the page lists no permission at all: not enforced".to_owned());
        return Ok(Granted { by: None, note });
    }
    let (form, wanted) = wanted(documented, claims);
    let held = claims.scopes.as_ref().unwrap_or(&claims.roles);
    let holds = |name: &str| held.iter().any(|it| it.eq_ignore_ascii_case(name));
    let by = wanted.iter().find(|way| way.iter().all(|it| holds(it)));
    match by {
        Some(by) => Ok(Granted {
            by: Some(by.join(" and ")),
            note: None,
        }),
        None if wanted.is_empty() => Err(ODataError::forbidden(format!(
            "{} {} does not support {form} permissions.",
            operation.method, operation.path
        ))),
        None => Err(ODataError::forbidden(format!(
            "The token holds none of the {form} permissions of {} {}, least privileged first: {}.",
            operation.method,
            operation.path,
            wanted
                .iter()
                .map(|it| it.join(" and "))
                .collect::<Vec<_>>()
                .join(", ")
        ))),
    }
}

/// What is enough for a token: delegated permissions if it speaks for a user (it has `scp`), else application ones. Of each
/// inner list all are needed.
fn wanted<'a>(documented: &'a Permissions, claims: &Claims) -> (&'static str, Vec<Vec<&'a str>>) {
    if claims.scopes.is_some() {
        // A token does not tell a personal account from one of work or school.
        let mut ways = documented.delegated_ways();
        ways.extend(documented.personal_ways());
        return ("delegated", ways);
    }
    let mut ways = documented.application_ways();
    if documented.unsplit {
        ways.extend(documented.delegated_ways());
    }
    ("application", ways)
}

#[cfg(test)]
mod tests {
    use graphdown_codegen::schema::Together;

    use super::*;

    fn operation(permissions: Option<Permissions>) -> Operation {
        Operation {
            method: "GET".to_owned(),
            path: "/x".to_owned(),
            permissions,
            ..Operation::default()
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&it| it.to_owned()).collect()
    }

    fn user(scopes: &[&str]) -> Claims {
        Claims {
            scopes: Some(names(scopes)),
            ..Claims::default()
        }
    }

    fn app(roles: &[&str]) -> Claims {
        Claims {
            roles: names(roles),
            ..Claims::default()
        }
    }

    #[test]
    fn users_and_applications_have_lists_of_their_own() {
        let operation = operation(Some(Permissions {
            delegated: names(&["A.Read", "A.Write"]),
            application: names(&["A.Read.All"]),
            ..Permissions::default()
        }));
        assert_eq!(
            check(&operation, &user(&["x", "a.write"])).map(|it| it.by),
            Ok(Some("A.Write".to_owned()))
        );
        assert_eq!(
            check(&operation, &app(&["A.Read.All"])).map(|it| it.by),
            Ok(Some("A.Read.All".to_owned()))
        );
        assert!(check(&operation, &app(&["A.Read"])).is_err());
        let refused = check(&operation, &user(&["A.Read.All"]));
        assert!(refused.is_err_and(|it| it.message().ends_with("least privileged first: A.Read, A.Write.")));
    }

    #[test]
    fn what_is_needed_together_is_held_together() {
        let operation = operation(Some(Permissions {
            delegated: names(&["A.Read", "B.Read", "C.Read"]),
            together: Together {
                delegated: vec![names(&["A.Read", "B.Read"])],
                ..Together::default()
            },
            ..Permissions::default()
        }));
        assert!(check(&operation, &user(&["A.Read"])).is_err());
        assert!(check(&operation, &user(&["C.Read"])).is_ok());
        let granted = check(&operation, &user(&["B.Read", "A.Read"])).map(|it| it.by);
        assert_eq!(granted, Ok(Some("A.Read and B.Read".to_owned())));
    }

    #[test]
    fn an_empty_list_is_not_supported() {
        let operation = operation(Some(Permissions {
            delegated: names(&["A"]),
            ..Permissions::default()
        }));
        let refused = check(&operation, &app(&["A"]));
        assert!(refused.is_err_and(|it| it.message().contains("does not support application permissions")));
    }

    #[test]
    fn scopes_that_say_not_whose_they_are_count_for_both() {
        let permissions = Permissions {
            delegated: names(&["A"]),
            unsplit: true,
            ..Permissions::default()
        };
        let operation = operation(Some(permissions));
        assert!(check(&operation, &app(&["A"])).is_ok());
        assert!(check(&operation, &user(&["A"])).is_ok());
    }

    #[test]
    fn what_no_page_tells_is_not_enforced() {
        let granted = check(&operation(None), &user(&[])).unwrap_or_default();
        assert_eq!(granted.by, None);
        assert!(granted.note.is_some());
    }
}
