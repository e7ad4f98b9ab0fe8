//! Paths, built segment by segment.

use std::fmt;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::{Client, Operation, Request, inert::Inert};
use crate::odata::{Argument, Key, UNRESERVED};

/// A path of the service and the client that calls it: what generated path types wrap. Building one sends nothing.
#[derive(Clone)]
pub struct Path {
    client: Client,
    /// Percent-encoded, from the slash after the base URL.
    text: String,
    /// The text ends in a path to an item (`root:/a/b`), which a colon ends if something follows.
    needs_colon: bool,
    /// Why the path must not be called.
    fault: Option<String>,
}

impl Client {
    /// The root of all paths.
    pub fn path(&self) -> Path {
        Path {
            client: self.clone(),
            text: String::new(),
            needs_colon: false,
            fault: None,
        }
    }
}

impl Path {
    /// A documented segment below this path: `remoteActionAudits`, `$value`, `microsoft.graph.user`.
    #[must_use]
    pub fn child(&self, segment: &str) -> Self {
        self.segment(segment, &encode_segment(segment))
    }

    /// The entity with this key in the collection at this path.
    ///
    /// Any text stays within its segment. An empty key, `.` and `..` would address something else, whatever their encoding, and so would
    /// one that begins with `$`, as `$count` and `$ref` do: a request to such a path fails before it is sent. (A user whose name begins with
    /// `$` is addressed as `users('$name')`: [`quoted_key`](Self::quoted_key).)
    #[must_use]
    pub fn key(&self, key: impl Into<Key>) -> Self {
        let key = key.into();
        let mut path = self.segment(&key.text, &encode_key(&key));
        if key.text.starts_with('$') {
            path.refuse(&format!(
                "\"{}\" is no key: what begins with `$` is a resource of its own",
                Inert(&key.text)
            ));
        }
        path
    }

    /// The entity with this key in the collection at this path, the key in parentheses: `companies(5106c77d-af37-4e2d-bb88-45d87aba1033)`
    /// (OData URL Conventions 4.01, 4.3.1). So are GUIDs, numbers and dates written; a key with a character that has a meaning there is
    /// refused, and a request to such a path fails before it is sent.
    #[must_use]
    pub fn bare_key(&self, key: impl Into<Key>) -> Self {
        let key = key.into();
        let mut path = self.clone();
        path.text.push('(');
        path.text.push_str(&encode_key(&key));
        path.text.push(')');
        if key.text.is_empty()
            || key
                .text
                .contains(|c: char| c.is_whitespace() || "'\"(),=/".contains(c))
        {
            path.refuse(&format!(
                "\"{}\" is no key: in parentheses without quotes stands a GUID, a number or a date",
                Inert(&key.text)
            ));
        }
        path
    }

    /// The entity with this key in the collection at this path, the key in quotes and parentheses: `users('adele@contoso.com')`
    /// (OData URL Conventions 4.01, 4.3.1). For keys that a path segment of their own would not be taken for, as `$name`.
    #[must_use]
    pub fn quoted_key(&self, key: impl Into<Key>) -> Self {
        let key = key.into();
        let mut path = self.clone();
        let quoted = Key {
            text: key.text.replace('\'', "''"),
            ..key
        };
        path.text.push_str("('");
        path.text.push_str(&encode_key(&quoted));
        path.text.push_str("')");
        path
    }

    /// The entity with these alternate keys in the collection at this path: `applications(appId='x')`. A part of a key without a name
    /// is written alone: `prices(7,'box')`.
    #[must_use]
    pub fn alternate_key(&self, keys: &[(&str, Argument)]) -> Self {
        let mut path = self.clone();
        path.text.push_str(&arguments(keys));
        path
    }

    /// A call of a function at this path: `getAuditActivityTypes(category='x')`.
    #[must_use]
    pub fn function(&self, name: &str, parameters: &[(&str, Argument)]) -> Self {
        let call = format!("{}{}", encode_segment(name), arguments(parameters));
        self.segment(name, &call)
    }

    /// The same, without the parameters that are left out.
    #[must_use]
    pub fn function_with(&self, name: &str, parameters: &[(&str, Option<Argument>)]) -> Self {
        let given = parameters
            .iter()
            .filter_map(|(name, value)| Some((*name, value.clone()?)));
        self.function(name, &given.collect::<Vec<_>>())
    }

    /// An item by its path below this item: `root:/folder/file.txt`. Slashes part the folders; `.` and `..` are refused as in
    /// [`key`](Self::key).
    #[must_use]
    pub fn item_path(&self, path: impl Into<Key>) -> Self {
        let item = path.into();
        let mut path = self.clone();
        path.text.push(':');
        for folder in item.text.trim_matches('/').split('/') {
            path = path.segment(folder, &encode_key(&folder.into()));
        }
        path.needs_colon = true;
        path
    }

    /// A request of a documented operation at this path.
    pub fn request<T>(&self, operation: &'static Operation) -> Request<T> {
        let path = self.clone();
        Request::new(path.client, operation, path.text, path.fault)
    }

    /// The percent-encoded path below the base URL.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn segment(&self, plain: &str, encoded: &str) -> Self {
        let mut path = self.clone();
        if path.needs_colon {
            path.text.push(':');
            path.needs_colon = false;
        }
        path.text.push('/');
        path.text.push_str(encoded);
        // URL libraries resolve dot segments in their encoded form too, so that encoding does not help.
        if matches!(plain, "" | "." | "..") {
            path.refuse(&format!("\"{plain}\" is no key: the path would be another one"));
        }
        path
    }

    /// Keeps requests to this path from being sent. The first reason is the one that is told.
    fn refuse(&mut self, reason: &str) {
        self.fault.get_or_insert_with(|| reason.to_owned());
    }
}

fn arguments(arguments: &[(&str, Argument)]) -> String {
    let arguments: Vec<_> = arguments
        .iter()
        .map(|(name, Argument(value))| {
            let value = encode_segment(value);
            if name.is_empty() {
                value
            } else {
                format!("{}={value}", encode_segment(name))
            }
        })
        .collect();
    format!("({})", arguments.join(","))
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A key, as one segment of a path. `/`, `?` and `#` would leave the segment, `:` and `(` have meanings of their own in OData.
const KEY: &AsciiSet = &UNRESERVED
    .remove(b'@')
    .remove(b',')
    .remove(b'!')
    .remove(b'$')
    .remove(b'=');

/// A documented segment, or the arguments of a function.
const SEGMENT: &AsciiSet = &KEY
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b':')
    .remove(b';');

fn encode_key(key: &Key) -> String {
    let encoded = utf8_percent_encode(&key.text, KEY).to_string();
    if key.encoded_twice {
        utf8_percent_encode(&encoded, KEY).to_string()
    } else {
        encoded
    }
}

fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use super::encode_key;

    /// A key, and its segment.
    const KEYS: &[(&str, &str)] = &[
        ("477f8d24-8d24", "477f8d24-8d24"),
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("%2e%2e", "%252e%252e"),
        ("a?b#c", "a%3Fb%23c"),
        ("root:", "root%3A"),
        ("a\\b", "a%5Cb"),
        ("adele@contoso.com", "adele@contoso.com"),
        ("x_y#EXT#@contoso.com", "x_y%23EXT%23@contoso.com"),
        ("f('x')", "f%28%27x%27%29"),
        ("contoso.sharepoint.com,1,2", "contoso.sharepoint.com,1,2"),
        ("b!abc==", "b!abc=="),
        ("a b+c", "a%20b%2Bc"),
    ];

    #[test]
    fn keys_are_encoded() {
        for (key, encoded) in KEYS {
            assert_eq!(encode_key(&(*key).into()), *encoded);
        }
    }
}
