//! Whether the request that the client makes is the one that the page shows.

use bytes::Bytes;
use http::HeaderMap;

use super::{
    address,
    compare::{difference, short},
    data::Example,
    report::Finding,
    tree::Tree,
};

/// What differs. `base` is the path of the client's base URL, `documented` the request line: method and path.
pub(super) fn compare(
    example: &Example,
    documented: &str,
    base: &str,
    sent: &http::Request<Bytes>,
) -> Option<Finding> {
    let (method, path) = documented.split_once(' ').unwrap_or((documented, ""));
    if sent.method().as_str() != method {
        return Some(Finding::ours(
            "method-differs",
            format!("{method} has become {}", sent.method()),
        ));
    }
    let own = sent.uri().path();
    let own = own.strip_prefix(base).unwrap_or(own);
    address_differs(path, own)
        .or_else(|| query_differs(&example.query, sent.uri().query().unwrap_or_default()))
        .or_else(|| headers_differ(example, sent.headers(), !sent.body().is_empty()))
        .or_else(|| body_differs(example, sent.body()))
}

fn address_differs(documented: &str, sent: &str) -> Option<Finding> {
    let (one, other) = (address::segments(documented), address::segments(sent));
    if one == other {
        return None;
    }
    let what = format!("{} has become {}", short(documented), short(sent));
    let same_but = |change: fn(&str) -> String| {
        one.iter()
            .map(|it| change(it))
            .eq(other.iter().map(|it| change(it)))
    };
    Some(if same_but(str::to_ascii_lowercase) {
        Finding::page("address-of-another-case", what)
    } else if same_but(|it| it.replace('\'', "")) {
        // The request line quotes what the example does not, or the other way round.
        Finding::page("quotes-differ", what)
    } else {
        Finding::ours("path-differs", what)
    })
}

fn query_differs(documented: &str, sent: &str) -> Option<Finding> {
    let (one, other) = (address::query(documented), address::query(sent));
    if one == other {
        return None;
    }
    let what = format!("{} has become {}", short(documented), short(sent));
    let lower = |pairs: &[(String, String)]| -> Vec<_> {
        let mut lower: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
            .collect();
        lower.sort();
        lower
    };
    Some(if lower(&one) == lower(&other) {
        Finding::page("query-option-of-another-case", what)
    } else {
        Finding::ours("query-differs", what)
    })
}

fn headers_differ(example: &Example, sent: &HeaderMap, has_body: bool) -> Option<Finding> {
    for name in ["content-type", "prefer", "if-match", "consistencylevel"] {
        if name == "content-type" && !has_body {
            // Pages show it on requests that have no content, too.
            continue;
        }
        let Some(documented) = joined(example.header(name)) else {
            continue;
        };
        let values = sent.get_all(name).iter();
        let own = joined(values.map(|it| it.to_str().unwrap_or_default())).unwrap_or_default();
        let same = match name {
            // What follows the media type is left to the sender.
            "content-type" => media_type(&documented).eq_ignore_ascii_case(media_type(&own)),
            "consistencylevel" => documented.eq_ignore_ascii_case(&own),
            _ => documented == own,
        };
        if !same {
            let what = format!("{name}: {} has become {}", short(&documented), short(&own));
            let is_malformed = name == "content-type" && !media_type(&documented).contains('/');
            return Some(if is_malformed {
                Finding::page("content-type-is-none", what)
            } else {
                Finding::ours("header-differs", what)
            });
        }
    }
    None
}

fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let values: Vec<&str> = values.filter(|it| !it.is_empty()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn media_type(value: &str) -> &str {
    value.split(';').next().unwrap_or(value).trim()
}

fn body_differs(example: &Example, sent: &Bytes) -> Option<Finding> {
    let sent = String::from_utf8_lossy(sent);
    let Some(documented) = example.body() else {
        return (!sent.is_empty()).then(|| Finding::ours("body-added", short(&sent)));
    };
    if sent.is_empty() {
        return Some(Finding::page("body-not-documented", short(documented)));
    }
    if example.text.is_some() {
        return (documented != sent).then(|| Finding::ours("body-differs", short(&sent)));
    }
    match (Tree::read(documented), Tree::read(&sent)) {
        (Ok(one), Ok(other)) => difference(&one, &other).map(|what| Finding::ours("body-differs", what)),
        (Err(error), _) | (_, Err(error)) => Some(Finding::ours("body-is-no-json", error.to_string())),
    }
}
