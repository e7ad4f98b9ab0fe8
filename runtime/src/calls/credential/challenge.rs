//! What a service says of a token that it refuses: the challenges of `WWW-Authenticate` (RFC 9110, 11.6.1; RFC 6750, chapter 3).

use base64::{
    Engine as _,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use http::{HeaderMap, header};

/// The claims that a new token must meet, as JSON; `None` where the service wants none. They come encoded as base64, in one of its two
/// alphabets.
pub(in super::super) fn claims(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(bearer_claims)
        .map(|claims| decoded(&claims).unwrap_or(claims))
}

/// The parameter `claims` of the first challenge `Bearer` that has one.
fn bearer_claims(value: &str) -> Option<String> {
    let mut is_bearer = false;
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return None;
        }
        let end = rest.find([' ', '\t', ',', '=']).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let Some(text) = after.trim_start_matches([' ', '\t']).strip_prefix('=') else {
            // A word that nothing is said of is a scheme, and what follows are its parameters.
            is_bearer = word.eq_ignore_ascii_case("bearer");
            rest = after;
            continue;
        };
        let (parameter, after) = parameter_value(text.trim_start_matches([' ', '\t']));
        if is_bearer && word.eq_ignore_ascii_case("claims") && !parameter.is_empty() {
            return Some(parameter);
        }
        rest = after;
    }
}

/// A token, or a quoted string with what is escaped in it, and what comes after.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, after) = text.split_at(text.find([',', ' ', '\t']).unwrap_or(text.len()));
        return (value.to_owned(), after);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => value.push(character),
        }
    }
    (value, "")
}

fn decoded(claims: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    [STANDARD, URL_SAFE]
        .into_iter()
        .find_map(|alphabet| GeneralPurpose::new(&alphabet, config).decode(claims).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .filter(|text| text.starts_with('{'))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::claims;

    /// Lines of `WWW-Authenticate`, and the claims in them.
    const CHALLENGES: &[(&[&str], Option<&str>)] = &[
        (&[], None),
        (&["Bearer"], None),
        (&["Bearer realm=\"\", error=\"invalid_token\""], None),
        (
            &[
                "Bearer realm=\"\", authorization_uri=\"https://login.example/common/oauth2/authorize\", client_id=\"0003\", error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=\"",
            ],
            Some(r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#),
        ),
        (&["bearer claims=eyJhIjoiPz8_In0"], Some(r#"{"a":"???"}"#)),
        (&["Bearer claims = \"eyJhIjoxfQ\""], Some(r#"{"a":1}"#)),
        (&["Bearer claims=\"{\\\"a\\\":1}\""], Some(r#"{"a":1}"#)),
        (
            &["PoP claims=\"eyJhIjoyfQ==\", Bearer error=\"x, claims=\\\"no\\\"\", claims=\"eyJhIjoxfQ==\""],
            Some(r#"{"a":1}"#),
        ),
        (
            &["Basic realm=\"x\"", "Bearer claims=\"eyJhIjoxfQ==\""],
            Some(r#"{"a":1}"#),
        ),
        (&["Basic claims=\"eyJhIjoxfQ==\""], None),
        (
            &["Negotiate YIIB==, Bearer claims=\"eyJhIjoxfQ==\""],
            Some(r#"{"a":1}"#),
        ),
        (&["Bearer claims=\"\""], None),
        (&["Bearer claims=\"unended"], Some("unended")),
        (&["=,=\"\\"], None),
    ];

    #[test]
    fn claims_are_found_in_any_challenge() {
        for (lines, expected) in CHALLENGES {
            let mut headers = HeaderMap::new();
            for line in *lines {
                headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static(line));
            }
            assert_eq!(claims(&headers).as_deref(), *expected, "{lines:?}");
        }
    }
}
