//! Query options.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{Filter, Selection};

/// Query options in the order in which they were first set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    options: Vec<(Cow<'static, str>, String)>,
}

impl Query {
    /// Sets an option, in place of what it was.
    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        match self.get_mut(name) {
            Some(text) => value.clone_into(text),
            None => self.options.push((name.into(), value.to_owned())),
        }
    }

    /// Adds to an option, after `separator` if it is set already.
    pub(crate) fn append(&mut self, name: &'static str, value: &str, separator: &str) {
        match self.get_mut(name) {
            Some(text) => {
                text.push_str(separator);
                text.push_str(value);
            }
            None => self.options.push((name.into(), value.to_owned())),
        }
    }

    /// Adds an option that was written out. One of OData's own is one option, however often it is said: lists are joined, conditions
    /// must all hold, and of what is a single value the last counts. Every other stands beside those that are there.
    pub(crate) fn push(&mut self, name: String, value: String) {
        let before = system_option(&name).filter(|own| self.get_mut(own).is_some());
        match before {
            Some("$select") => self.select_names(value.split(',')),
            Some(list @ ("$expand" | "$orderby")) => self.append(list, &value, ","),
            Some("$filter") => self.filter(Filter::<()>::verbatim(value)),
            Some(single) => self.set(single, &value),
            None => self.options.push((name.into(), value)),
        }
    }

    pub(crate) fn select<M>(&mut self, properties: &impl Selection<M>) {
        let mut names = Vec::new();
        properties.names(&mut names);
        self.select_names(names.iter().map(String::as_str));
    }

    /// Adds names to `$select`, each once.
    fn select_names<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        for name in names.map(str::trim) {
            let before = self.get_mut("$select").map_or("", |names| names.as_str());
            if !before.split(',').any(|other| other == name) {
                self.append("$select", name, ",");
            }
        }
    }

    pub(crate) fn filter<M>(&mut self, filter: Filter<M>) {
        let filter = match self.get_mut("$filter") {
            Some(before) => Filter::verbatim(std::mem::take(before)).and(filter),
            None => filter,
        };
        self.set("$filter", &filter.to_string());
    }

    pub(crate) fn options(&self) -> impl Iterator<Item = (&str, &str)> {
        self.options.iter().map(|(name, value)| (&**name, value.as_str()))
    }

    /// `?name=value&…`, percent-encoded; nothing where there are no options.
    pub(crate) fn encoded(&self) -> String {
        let mut text = String::new();
        for (name, value) in self.options() {
            text.push(if text.is_empty() { '?' } else { '&' });
            text.extend(utf8_percent_encode(name, QUERY));
            text.push('=');
            text.extend(utf8_percent_encode(value, VALUE));
        }
        text
    }

    /// Keeps the options of these names.
    pub(crate) fn keep(&mut self, names: &[&str]) {
        self.options.retain(|(name, _)| names.contains(&&**name));
    }

    /// The options of an address that a service gave.
    pub(crate) fn of_address(address: &str) -> Self {
        let (_, query) = address.split_once('?').unwrap_or((address, ""));
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let mut own = Self::default();
        for option in query.split('&') {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            own.push(decoded(name), decoded(value));
        }
        own
    }

    /// Whether a directory answers the query from its index, which follows what is stored with a delay that the caller must agree to
    /// (Microsoft Graph, "Advanced query capabilities on directory objects"): searches, counts, sorted filters, and some operators of filters.
    pub(crate) fn is_advanced(&self) -> bool {
        let has = |name: &str| self.options().any(|(own, _)| system_option(own) == Some(name));
        self.options().any(|(name, value)| match system_option(name) {
            Some("$search") => true,
            Some("$count") => value == "true",
            Some("$filter") => has("$orderby") || is_advanced_filter(value),
            _ => false,
        })
    }

    /// An option that is said here, and by a query of another address too.
    pub(crate) fn said_by(&self, query: &str) -> Option<&str> {
        let names = query
            .split('&')
            .map(|option| option.split('=').next().unwrap_or_default());
        let said: Vec<_> = names
            .filter_map(|name| system_option(&percent_decode_str(name).decode_utf8_lossy()))
            .collect();
        let mut own = self.options.iter().map(|(name, _)| &**name);
        own.find(|name| system_option(name).is_some_and(|name| said.contains(&name)))
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut String> {
        let is_it = |own: &str| own == name || system_option(own) == Some(name);
        self.options
            .iter_mut()
            .find(|(own, _)| is_it(own))
            .map(|(_, value)| value)
    }
}

/// Whether a filter has an operator that needs the index; what stands in quotes is none.
fn is_advanced_filter(filter: &str) -> bool {
    filter.split('\'').step_by(2).any(|text| {
        let mut words = text.split(|it: char| !it.is_alphanumeric());
        text.contains("/$count")
            || words.any(|word| matches!(word, "ne" | "not") || word.eq_ignore_ascii_case("endswith"))
    })
}

/// The name of an option that is OData's own. The `$` may be left out, and case does not count (OData URL Conventions 4.01, chapter 5).
fn system_option(name: &str) -> Option<&'static str> {
    const OPTIONS: [&str; 12] = [
        "$apply",
        "$compute",
        "$count",
        "$deltatoken",
        "$expand",
        "$filter",
        "$format",
        "$orderby",
        "$search",
        "$select",
        "$skip",
        "$top",
    ];
    let name = name.strip_prefix('$').unwrap_or(name);
    OPTIONS
        .into_iter()
        .find(|own| own[1..].eq_ignore_ascii_case(name))
}

/// Left alone wherever RFC 3986 lets any character stand.
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Names and values of query options. `&`, `#` and `+` would end the value or change it; the characters of OData's expressions
/// stay readable.
const QUERY: &AsciiSet = &UNRESERVED
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'@')
    .remove(b'!');

const VALUE: &AsciiSet = &QUERY.remove(b'=');

#[cfg(test)]
mod tests {
    use super::*;

    /// A value, and how it stands in a query.
    const VALUES: &[(&str, &str)] = &[
        ("displayName eq 'it''s'", "displayName%20eq%20'it''s'"),
        ("a&b=c#d+e%f", "a%26b=c%23d%2Be%25f"),
        (
            "\"quoted\" <x> \\ ^ ` { | }",
            "%22quoted%22%20%3Cx%3E%20%5C%20%5E%20%60%20%7B%20%7C%20%7D",
        ),
        ("é😀\n", "%C3%A9%F0%9F%98%80%0A"),
        (
            "id,actor/userId($top=5;$select=id)",
            "id,actor/userId($top=5;$select=id)",
        ),
        (
            "2017-01-01T00:03:07.1589002-08:00",
            "2017-01-01T00:03:07.1589002-08:00",
        ),
        ("2017-01-01T00:03:07+01:00", "2017-01-01T00:03:07%2B01:00"),
    ];

    #[test]
    fn values_are_encoded() {
        for (value, encoded) in VALUES {
            let mut query = Query::default();
            query.push("$filter".to_owned(), (*value).to_owned());
            assert_eq!(query.encoded(), format!("?$filter={encoded}"));
        }
    }

    #[test]
    fn queries_of_the_index_are_known() {
        for (query, is_advanced) in [
            ("", false),
            ("$filter=startswith(displayName,'a')&$top=5", false),
            (
                "$filter=displayName eq 'ne not endswith /$count'&$count=false",
                false,
            ),
            ("$filter=displayName eq 'it''s ne'", false),
            ("$filter=accountEnabled eq true&$orderby=displayName", true),
            ("$orderby=displayName", false),
            ("$filter=companyName ne null", true),
            ("$filter=not (a eq 1)", true),
            ("%24filter=endsWith(mail,'x')", true),
            ("$filter=assignedLicenses/$count%20eq%200", true),
            ("$filter=onPremises eq 'x' and note eq 1", false),
            ("$search=%22displayName:a%22", true),
            ("search=a", true),
            ("$count=true", true),
            ("$skiptoken=ne", false),
        ] {
            let address = format!("https://host/users?{query}");
            assert_eq!(Query::of_address(&address).is_advanced(), is_advanced, "{query}");
        }
    }

    #[test]
    fn options_are_joined() {
        let mut query = Query::default();
        query.append("$select", "id", ",");
        query.set("$top", "5");
        query.append("$select", "action", ",");
        query.set("$top", "6");
        query.filter(Filter::<()>::verbatim("a eq 1 or b eq 2"));
        query.filter(Filter::<()>::verbatim("c eq 3"));
        assert_eq!(
            query.encoded(),
            "?$select=id,action&$top=6&$filter=(a%20eq%201%20or%20b%20eq%202)%20and%20(c%20eq%203)"
        );
    }

    #[test]
    fn an_option_that_is_written_out_too_is_one_option() {
        let mut query = Query::default();
        query.set("$top", "5");
        query.append("$select", "id", ",");
        query.filter(Filter::<()>::verbatim("a eq 1"));
        for (name, value) in [
            ("$select", "displayName, id"),
            ("top", "6"),
            ("$Filter", "b eq 2"),
            ("$expand", "manager"),
            ("$expand", "members"),
            ("period", "1"),
            ("period", "2"),
        ] {
            query.push(name.to_owned(), value.to_owned());
        }
        assert_eq!(
            query.encoded(),
            "?$top=6&$select=id,displayName&$filter=(a%20eq%201)%20and%20(b%20eq%202)&$expand=manager,members&period=1&period=2"
        );
    }

    #[test]
    fn what_a_link_says_already_is_found() {
        let mut query = Query::default();
        query.append("$select", "id", ",");
        query.push("period".to_owned(), "D7".to_owned());
        assert_eq!(query.said_by("%24select=mail&$skiptoken=x"), Some("$select"));
        assert_eq!(query.said_by("$skiptoken=x&period=D7"), None);
    }
}
