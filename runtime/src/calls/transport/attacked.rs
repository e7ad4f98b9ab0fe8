//! What holds for any link and any redirect that a service gives. The fuzz target `origins` and the tests below share it.

use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, Method, Request, StatusCode, Uri,
    header::{ACCEPT, AUTHORIZATION, LOCATION},
};
use url::Url;

use super::{
    super::{base_url::BaseUrl, link},
    redirect::following,
};

const BASE: &str = "https://graph.example.com/v1.0";

/// Any text as a link and as the target of redirects: read by the parser that carries requests, a token goes to the service alone, and
/// a redirect elsewhere takes nothing along.
pub fn origins(text: &str) {
    let base = BaseUrl::parse(BASE, false).expect("a base URL");
    for found_at in [BASE, "https://graph.example.com/v1.0/users?$top=1"] {
        let Ok(uri) = link::resolve(found_at, text).parse::<Uri>() else {
            continue;
        };
        // What that parser refuses is not sent.
        if let Ok(url) = Url::parse(&uri.to_string()) {
            assert!(
                !base.is_origin_of(&uri) || is_the_service(&url),
                "{text:?} is {url}"
            );
        }
    }
    let Ok(location) = HeaderValue::from_bytes(text.as_bytes()) else {
        return;
    };
    let answer = HeaderMap::from_iter([(LOCATION, location)]);
    for method in [Method::GET, Method::POST] {
        let sent = sent(method);
        for status in [301, 302, 303, 307, 308] {
            let status = StatusCode::from_u16(status).expect("a status");
            if let Some(next) = following(&sent, status, &answer) {
                hold(&sent, &next, text);
            }
        }
    }
}

fn sent(method: Method) -> Request<Bytes> {
    let body = if method == Method::POST { "SECRET" } else { "" };
    let sent = Request::builder()
        .method(method)
        .uri("https://graph.example.com/v1.0/users")
        .header(AUTHORIZATION, "Bearer SECRET")
        .header("x-api-key", "SECRET")
        .header(ACCEPT, "application/json")
        .body(Bytes::from(body));
    sent.expect("a request")
}

fn hold(sent: &Request<Bytes>, next: &Request<Bytes>, text: &str) {
    let Ok(url) = Url::parse(&next.uri().to_string()) else {
        return;
    };
    if is_the_service(&url) {
        return;
    }
    let names: Vec<&str> = next.headers().keys().map(http::HeaderName::as_str).collect();
    assert_eq!(names, ["accept"], "{text:?} leads to {url}");
    assert!(next.body().is_empty(), "{text:?} leads to {url}");
    assert_eq!(sent.method(), Method::GET, "{text:?} leads to {url}");
    assert_eq!(
        (url.scheme(), url.username(), url.password()),
        ("https", "", None),
        "{text:?} leads to {url}"
    );
}

fn is_the_service(url: &Url) -> bool {
    url.scheme() == "https"
        && url.host_str() == Some("graph.example.com")
        && url.port_or_known_default() == Some(443)
        && url.username().is_empty()
        && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use proptest::prelude::*;

    use super::origins;

    /// Pieces of addresses that parsers read in different ways.
    const PIECES: &[&str] = &[
        "https://",
        "http://",
        "https:/",
        "HTTPS:",
        "//",
        "/",
        "\\",
        "\\\\",
        "graph.example.com",
        "graph.example.com.",
        "GRAPH.example.com",
        "evil.example",
        ".evil.example",
        "@",
        "user:pw@",
        ":443",
        ":0443",
        ":80",
        ":99999",
        ":",
        "?",
        "#",
        "%2e",
        "%40",
        "%2f",
        "%00",
        "..",
        ".",
        ";",
        " ",
        "\t",
        "\n",
        "\r\n",
        "[::1]",
        "127.0.0.1",
        "。",
        "ｇ",
        "\u{ad}",
        "v1.0",
        "$skiptoken=x",
        "javascript:",
        "data:",
        "x",
    ];

    #[test]
    fn what_fuzzing_found_is_replayed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/origins");
        let cases = fs::read_dir(folder).unwrap();
        let replayed = cases.map(|case| origins(&fs::read_to_string(case.unwrap().path()).unwrap()));
        assert!(replayed.count() > 0, "the cases are gone");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn no_link_takes_a_secret_elsewhere(pieces in prop::collection::vec(prop_oneof![
            12 => prop::sample::select(PIECES).prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
        ], 0..9)) {
            origins(&pieces.concat());
        }
    }
}
