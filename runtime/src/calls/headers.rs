//! Headers that callers set: which may be set, which values are secrets, and how preferences add up.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::inert::Inert;

/// Headers that say how the message is cut and carried. A caller who could set them could make of one request two (RFC 9112, 11.2).
const RESERVED: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers whose values may stand in logs. Every other value that a caller sets is marked as sensitive.
const OPEN: &[&str] = &[
    "accept",
    "accept-language",
    "client-request-id",
    "consistencylevel",
    "content-range",
    "content-type",
    "if-match",
    "if-none-match",
    "prefer",
    "range",
    "return-client-request-id",
    "user-agent",
];

/// A header that a caller sets.
///
/// # Errors
///
/// Says why it cannot be set. The value, which may be a key, is never in the reason.
pub(super) fn checked(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = HeaderName::try_from(name)
        .map_err(|_| "the name of a header holds characters that no such name can".to_owned())?;
    if RESERVED.contains(&name.as_str()) {
        return Err(format!(
            "the header \"{}\" is of the connection, and set by what carries the request",
            Inert(name.as_str())
        ));
    }
    let Ok(mut value) = HeaderValue::try_from(value) else {
        let what = match value.chars().find(|it| it.is_control() && *it != '\t') {
            Some('\n' | '\r') => "a line end",
            Some(_) => "a control character",
            None => "a character beyond ASCII",
        };
        return Err(format!(
            "the value of the header \"{}\" holds {what}, which no header can",
            Inert(name.as_str())
        ));
    };
    value.set_sensitive(!OPEN.contains(&name.as_str()));
    Ok((name, value))
}

/// Puts a call's headers over those of its client: by name in place of them, but preferences (RFC 7240) beside them. Of a preference
/// that is there twice, the later is meant.
pub(super) fn merge(headers: &mut HeaderMap, over: &HeaderMap) {
    let prefer = HeaderName::from_static("prefer");
    let preferences = preferences(headers.get_all(&prefer).iter().chain(over.get_all(&prefer)));
    for name in over.keys() {
        headers.remove(name);
    }
    for (name, value) in over {
        headers.append(name, value.clone());
    }
    if let Some(value) = preferences {
        headers.insert(prefer, value);
    }
}

/// All preferences as one value; `None` where there is none.
fn preferences<'a>(values: impl Iterator<Item = &'a HeaderValue>) -> Option<HeaderValue> {
    let mut kept: Vec<(String, &str)> = Vec::new();
    for preference in values.filter_map(|value| value.to_str().ok()).flat_map(split) {
        let name = preference
            .split(['=', ';'])
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match kept.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => *own = preference,
            None => kept.push((name, preference)),
        }
    }
    let texts: Vec<_> = kept.iter().map(|(_, text)| *text).collect();
    HeaderValue::try_from(texts.join(", "))
        .ok()
        .filter(|value| !value.is_empty())
}

/// The preferences of one value, at commas outside of quotes.
fn split(value: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    value
        .split(move |character| {
            match character {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                _ => {}
            }
            character == ',' && !quoted
        })
        .map(str::trim)
        .filter(|preference| !preference.is_empty())
}

/// A header, where it is there and is text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Headers in `Debug`: their names. Values are cookies, keys and challenges as often as not.
pub(super) struct Names<'a>(pub(super) &'a HeaderMap);

impl std::fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_the_connection_and_impossible_values_are_refused() {
        for name in [
            "Host",
            "content-length",
            "Transfer-Encoding",
            "connection",
            "upgrade",
            "a b",
            "x:y",
            "",
        ] {
            assert!(checked(name, "1").is_err(), "{name}");
        }
        for value in ["SECRET\n", "SECRET\r\nx: y", "SECRET\u{1b}", "SECRETé\n"] {
            let reason = checked("x-api-key", value).unwrap_err();
            assert!(
                reason.contains("x-api-key") && !reason.contains("SECRET"),
                "{reason}"
            );
        }
        assert!(checked("x-api-key", "SECRET").unwrap().1.is_sensitive());
        assert!(!checked("prefer", "a").unwrap().1.is_sensitive());
    }

    #[test]
    fn preferences_add_up_by_name() {
        for (client, call, both) in [
            (
                &["IdType=\"ImmutableId\""][..],
                &["outlook.timezone=\"A, B\""][..],
                "IdType=\"ImmutableId\", outlook.timezone=\"A, B\"",
            ),
            (
                &["odata.maxpagesize=5, a"],
                &["ODATA.MaxPageSize=9", "b;x=1"],
                "ODATA.MaxPageSize=9, a, b;x=1",
            ),
            (&["a=\"\\\",b\""], &["c"], "a=\"\\\",b\", c"),
            (&["a"], &[], "a"),
            (&[], &["b", "b=2"], "b=2"),
        ] {
            let map = |values: &[&str]| {
                let mut map = HeaderMap::new();
                for value in values {
                    map.append("prefer", HeaderValue::from_str(value).unwrap());
                }
                map
            };
            let mut headers = map(client);
            merge(&mut headers, &map(call));
            let values: Vec<_> = headers.get_all("prefer").iter().collect();
            assert_eq!(values, [both]);
        }
    }
}
