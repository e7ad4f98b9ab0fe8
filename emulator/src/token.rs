//! Access tokens: unsigned ones for tests, and what the emulator reads from any.
//!
//! A token is a JSON Web Token (RFC 7519). The emulator trusts what it says: signatures are not checked, so
//! it must not be reachable by anyone whom you do not trust.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use graphdown_codegen::service::graph;
use serde_json::{Value, json};

/// Base64url; padding is not written and is read whether it is there or not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The audience of the tokens that are made here; the emulator takes any.
const AUDIENCE: &str = graph::ADDRESS;
/// The tenant of the tokens that are made here.
const TENANT: &str = "00000000-0000-0000-0000-000000000001";

/// A token of a signed-in user with these delegated permissions (claim `scp`). It is unsigned (`alg` is
/// `none`): only an emulator takes it.
pub fn delegated(scopes: &[&str]) -> String {
    unsigned(&json!({ "aud": AUDIENCE, "tid": TENANT, "idtyp": "user", "scp": scopes.join(" ") }))
}

/// A token of an application without a user, with these application permissions (claim `roles`). It is
/// unsigned (`alg` is `none`): only an emulator takes it.
pub fn application(roles: &[&str]) -> String {
    unsigned(&json!({ "aud": AUDIENCE, "tid": TENANT, "idtyp": "app", "roles": roles }))
}

fn unsigned(claims: &Value) -> String {
    let header = json!({ "typ": "JWT", "alg": "none" });
    let [header, claims] = [&header, claims].map(|it| BASE64.encode(it.to_string()));
    format!("{header}.{claims}.")
}

/// What a token says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Claims {
    /// `scp`: the delegated permissions; `None` where the claim is absent.
    pub(crate) scopes: Option<Vec<String>>,
    /// `roles`: the application permissions.
    pub(crate) roles: Vec<String>,
    /// `exp`: when it ends, in seconds since 1970.
    pub(crate) expires: Option<i64>,
}

/// Reads the claims of a token; `None` where it is not a token.
pub(crate) fn read(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (Some(_), Some(claims), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let claims: Value = serde_json::from_slice(&BASE64.decode(claims.trim()).ok()?).ok()?;
    let claims = claims.as_object()?;
    Some(Claims {
        scopes: claims.get("scp").map(words),
        roles: claims.get("roles").map(words).unwrap_or_default(),
        expires: claims.get("exp").and_then(Value::as_i64),
    })
}

/// The words of a text or of a list of texts: issuers write either.
fn words(value: &Value) -> Vec<String> {
    let split = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    match value {
        Value::String(text) => split(text),
        Value::Array(list) => list
            .iter()
            .filter_map(Value::as_str)
            .flat_map(|it| -> Vec<String> { split(it) })
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_made_is_read() {
        let user = read(&delegated(&["User.Read", "Mail.Read"])).unwrap_or_default();
        assert_eq!(
            user.scopes,
            Some(vec!["User.Read".to_owned(), "Mail.Read".to_owned()])
        );
        assert_eq!(user.roles, Vec::<String>::new());
        let app = read(&application(&["User.Read.All"])).unwrap_or_default();
        assert_eq!(
            app,
            Claims {
                roles: vec!["User.Read.All".to_owned()],
                ..Claims::default()
            }
        );
    }

    #[test]
    fn padding_is_read_whether_it_is_there_or_not() {
        let bare = BASE64.encode(r#"{"scp":"ab"}"#.replace("ab", "a"));
        let padded = format!("{bare}{}", "=".repeat((4 - bare.len() % 4) % 4));
        assert_ne!(
            bare, padded,
            "the text must need padding for the test to mean anything"
        );
        assert_eq!(read(&format!("x.{bare}.y")), read(&format!("x.{padded}.y")));
        assert!(read(&format!("x.{padded}.y")).is_some());
    }

    #[test]
    fn what_is_no_token() {
        for text in ["", "a", "a.b", "a.b.c", "..", "a.e30.c.d", "a.W10.c", "a.é.c"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("a.e30."), Some(Claims::default()));
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC*", bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            read(&text);
            read(&format!("{text}.{text}.{text}"));
            read(&format!("a.{}.b", BASE64.encode(bytes)));
        }
    }
}
