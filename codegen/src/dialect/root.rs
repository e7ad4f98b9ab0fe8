//! Where an address begins to be a path of the API: behind scheme, host and version, and behind words that stand for them.

use super::scan::after;

/// An address, split at its root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address<'t> {
    /// Scheme and host, with all that stands before the path.
    pub(super) root: Option<&'t str>,
    /// The version that the root ends in.
    pub(super) version: Option<&'t str>,
    /// The path and the query.
    pub(super) path: &'t str,
}

/// Splits `https://graph.microsoft.com/v1.0/users`, `https://{host}/api/v2.0/companies`, `/beta/users`, `~/users`,
/// `{{url}}/users`, `{base}/users`, `serviceRoot/users`. Most addresses are a path alone.
pub(super) fn split(target: &str) -> Address<'_> {
    if let Some(rest) = after(target, "https://").or_else(|| after(target, "http://")) {
        let host = target.len() - rest.len();
        let path = host + rest.find(['/', '?']).unwrap_or(rest.len());
        return absolute(target, path);
    }
    let first = target.find(['/', '?']).unwrap_or(target.len());
    if is_host(&target[..first]) {
        return absolute(target, first);
    }
    let path = match target.strip_prefix('/') {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            if stands_for_root(&rest[..end]) {
                &rest[end..]
            } else {
                target
            }
        }
        None if target[..first] == *"~"
            || stands_for_root(&target[..first])
            || is_word_of_root(&target[..first]) =>
        {
            &target[first..]
        }
        None => target,
    };
    // `/v1.0/users`, `/api/v2.0/companies`
    let mut versioned = None;
    let mut segments = segments(path);
    if let Some((start, end)) = segments.next() {
        let is_api = path[start..end].eq_ignore_ascii_case("api");
        let (start, end) = if is_api {
            segments.next().unwrap_or((start, end))
        } else {
            (start, end)
        };
        let segment = &path[start..end];
        let is_named = is_number(segment) || (!is_api && is_ahead(segment));
        versioned = is_named.then_some((start, end));
    }
    match versioned {
        Some((start, end)) => Address {
            root: None,
            version: Some(&path[start..end]),
            path: &path[end..],
        },
        None => Address {
            root: None,
            version: None,
            path,
        },
    }
}

/// An address with a host, of which the path begins at `from` at the earliest: behind the last version among its first
/// segments, as `https://api.example.com/v2.0/{environment}/api/v2.0/companies` has two.
fn absolute(target: &str, from: usize) -> Address<'_> {
    const MOST: usize = 6;
    let path = &target[from..];
    let mut found = None;
    for (index, (start, end)) in segments(path).take(MOST).enumerate() {
        let segment = &path[start..end];
        if is_number(segment) || (index == 0 && is_ahead(segment)) {
            found = Some((start, end, Some(segment)));
        } else if found.is_none() && is_any_version(segment) {
            // `https://graph.microsoft.com/{version}/…` names none.
            found = Some((start, end, None));
        }
    }
    let (end, version) = found.map_or((0, None), |(_, end, version)| (end, version));
    Address {
        root: Some(&target[..from + end]),
        version,
        path: &path[end..],
    }
}

/// The segments of a path up to the first with arguments, each by its place.
fn segments(path: &str) -> impl Iterator<Item = (usize, usize)> {
    let end = path.find(['?', '(', ' ']).unwrap_or(path.len());
    let mut at = 0;
    std::iter::from_fn(move || {
        while path[at..end].starts_with('/') {
            at += 1;
        }
        let start = at;
        let stop = start + path[start..end].find('/').unwrap_or(end - start);
        at = stop;
        (start < stop).then_some((start, stop))
    })
}

/// `v1.0`, `v2`, `1.0`
fn is_number(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    let has_mark = digits.len() < segment.len() || digits.contains('.');
    has_mark
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.')
}

/// `beta`, `preview`: the version that is to come.
fn is_ahead(segment: &str) -> bool {
    ["beta", "preview"]
        .iter()
        .any(|it| segment.eq_ignore_ascii_case(it))
}

/// A placeholder for a version.
fn is_any_version(segment: &str) -> bool {
    let name = segment.trim_matches(['{', '}', '<', '>']);
    name.len() < segment.len()
        && ["version", "ver", "api-version", "apiVersion", "API version"]
            .iter()
            .any(|it| name.eq_ignore_ascii_case(it))
}

/// `graph.microsoft.com`, without a scheme.
fn is_host(segment: &str) -> bool {
    const ENDINGS: [&str; 7] = ["com", "net", "org", "cn", "us", "de", "io"];
    let mut labels = segment.rsplit('.');
    let ends = labels.next().is_some_and(|it| ENDINGS.contains(&it));
    ends && segment.matches('.').count() > 1
        && segment
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-'))
}

/// A placeholder for the root of the service: `{base}`, `{{url}}`, `<host>`.
fn stands_for_root(segment: &str) -> bool {
    const PARTS: [&str; 9] = [
        "base", "url", "uri", "host", "server", "root", "endpoint", "prefix", "domain",
    ];
    let name = segment.trim_matches(['{', '}', '<', '>']);
    let is_doubled = segment.starts_with("{{");
    let name = name.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let is_placeholder = segment.len() > name.len() && segment.starts_with(['{', '<']);
    let is_named = PARTS.iter().any(|part| name == *part)
        || [
            "base",
            "service",
            "api",
            "server",
            "root",
            "instance",
            "organization",
            "org",
        ]
        .iter()
        .any(|first| name.strip_prefix(first).is_some_and(|rest| PARTS.contains(&rest)));
    is_placeholder && (is_named || is_doubled)
}

/// A word in the place of the root: `businesscentralPrefix/companies`, `serviceRoot/people`.
fn is_word_of_root(segment: &str) -> bool {
    let is_word = !segment.is_empty() && segment.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    let lower = segment.to_ascii_lowercase();
    is_word
        && ["prefix", "root", "baseurl", "baseuri", "endpoint"]
            .iter()
            .any(|ending| lower.ends_with(ending))
        && !matches!(lower.as_str(), "root")
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn paths_begin_behind_whatever_stands_for_the_root() {
        let cases = [
            ("/users/{id}", None, None, "/users/{id}"),
            ("users", None, None, "users"),
            ("/beta/users", None, Some("beta"), "/users"),
            ("v1.0/users", None, Some("v1.0"), "/users"),
            (
                "https://graph.microsoft.com/v1.0/me",
                Some("https://graph.microsoft.com/v1.0"),
                Some("v1.0"),
                "/me",
            ),
            (
                "https://{host}/v1.0/x",
                Some("https://{host}/v1.0"),
                Some("v1.0"),
                "/x",
            ),
            (
                "https://graph.microsoft.com/{version}/x",
                Some("https://graph.microsoft.com/{version}"),
                None,
                "/x",
            ),
            (
                "graph.microsoft.com/beta/x?a=b",
                Some("graph.microsoft.com/beta"),
                Some("beta"),
                "/x?a=b",
            ),
            (
                "https://api.example.com/v2.0/{environment}/api/v2.0/companies({id})",
                Some("https://api.example.com/v2.0/{environment}/api/v2.0"),
                Some("v2.0"),
                "/companies({id})",
            ),
            (
                "https://api.example.com/api/machines",
                Some("https://api.example.com"),
                None,
                "/api/machines",
            ),
            ("~/x", None, None, "/x"),
            ("{{url}}/x", None, None, "/x"),
            ("{base}/v1.0/x", None, Some("v1.0"), "/x"),
            (
                "businesscentralPrefix/companies({id})",
                None,
                None,
                "/companies({id})",
            ),
            ("/{id}/children", None, None, "/{id}/children"),
            ("/api/v2.0/companies", None, Some("v2.0"), "/companies"),
            ("reports.getX", None, None, "reports.getX"),
        ];
        for (target, root, version, path) in cases {
            let got = split(target);
            assert_eq!(
                (got.root, got.version, got.path),
                (root, version, path),
                "{target}"
            );
        }
    }
}
