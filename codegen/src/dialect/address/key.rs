//! What makes two documented addresses one: the HTTP method, the path without the names of its placeholders and
//! without case, and the names of a function's parameters.

use super::documented::{self, CallArgument, Segment};
use super::plain::{self, PlainSegment};

/// The identity of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    method: String,
    place: String,
}

impl Key {
    /// The key of a documented request line.
    pub(crate) fn of(method: &str, path: &str) -> Self {
        Self {
            method: method.to_ascii_uppercase(),
            place: place(path),
        }
    }
}

impl Key {
    /// Both end in the same name, and in a key or not.
    pub(crate) fn ends_like(&self, other: &Self) -> bool {
        fn end(place: &str) -> (&str, bool) {
            let name = place.trim_end_matches("/{}");
            (name.rsplit('/').next().unwrap_or(name), name.len() < place.len())
        }
        end(&self.place) == end(&other.place)
    }
}

/// A path without what pages are free to choose. What is no path of the dialect stays as it is, in lower case.
pub(crate) fn place(path: &str) -> String {
    if let Some(segments) = plain::segments(path) {
        let mut place = String::with_capacity(path.len());
        for segment in segments {
            match segment {
                PlainSegment::Name(name) => {
                    place.push('/');
                    place.extend(
                        documented::last_part(name)
                            .chars()
                            .map(|it| it.to_ascii_lowercase()),
                    );
                }
                PlainSegment::Key(_) => place.push_str("/{}"),
            }
        }
        return place;
    }
    match documented::parse(path) {
        Ok(parts) => parts.iter().map(part).collect(),
        Err(_) => path.to_lowercase(),
    }
}

/// What one segment adds to a place.
pub(crate) fn part(segment: &Segment) -> String {
    match segment {
        Segment::Literal(name) => format!("/{}", documented::last_part(name).to_lowercase()),
        Segment::Key(_) => "/{}".to_owned(),
        Segment::ItemPath(_) => ":{}".to_owned(),
        Segment::Call(name, arguments) if arguments.is_empty() => {
            format!("/{}", documented::last_part(name).to_lowercase())
        }
        Segment::Call(name, arguments) => {
            format!(
                "/{}{}",
                documented::last_part(name).to_lowercase(),
                listed(arguments)
            )
        }
        Segment::AlternateKey(arguments) => listed(arguments),
    }
}

fn listed(arguments: &[CallArgument]) -> String {
    let mut names: Vec<String> = arguments.iter().map(|it| it.name.to_lowercase()).collect();
    names.sort();
    format!("({})", names.join(","))
}

#[cfg(test)]
mod tests {
    use super::{Key, place};

    #[test]
    fn names_of_placeholders_and_case_tell_nothing() {
        let cases = [
            ("/users/{id | userPrincipalName}/Messages", "/users/{}/messages"),
            ("/users('{id}')/messages", "/users/{}/messages"),
            ("/users/delta()", "/users/delta"),
            (
                "/reports/getX(period='{p}',date={d})",
                "/reports/getx(date,period)",
            ),
            ("/drive/root:/{path}:/children", "/drive/root:{}/children"),
            ("/applications/(appId='{a}')", "/applications(appid)"),
            ("/applications(appId='{b}')", "/applications(appid)"),
            (
                "/education/classes/acdefc6b-2dc6-4e71-b1e9-6d9810ab1793/members",
                "/education/classes/{}/members",
            ),
        ];
        for (path, expected) in cases {
            assert_eq!(place(path), expected, "{path}");
        }
        assert_ne!(Key::of("GET", "/users"), Key::of("POST", "/users"));
        assert_eq!(Key::of("get", "/Users/{a}"), Key::of("GET", "/users/{b}"));
    }
}
