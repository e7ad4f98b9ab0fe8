//! What a user says of the service, in `service.yaml`, by the `Builder` or by flags. It comes before what the pages say.

/// Settings of a service; what is not set, the pages tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The namespace of pages that name none.
    pub namespace: Option<String>,
    /// Where the service is, with its version.
    pub base_url: Option<String>,
    /// First segments of addresses that stand for the service's root.
    pub prefixes: Vec<String>,
    /// The name of the client type.
    pub client: Option<String>,
}

/// A setting that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The key, as `service.yaml` has it.
    pub key: &'static str,
    /// What is wrong, in one sentence.
    pub why: String,
}

impl Settings {
    /// These settings, and `other` where they say nothing. Prefixes of both count.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let mut prefixes = self.prefixes.clone();
        prefixes.extend(
            other
                .prefixes
                .iter()
                .filter(|it| !self.prefixes.contains(it))
                .cloned(),
        );
        Self {
            namespace: self.namespace.clone().or_else(|| other.namespace.clone()),
            base_url: self.base_url.clone().or_else(|| other.base_url.clone()),
            prefixes,
            client: self.client.clone().or_else(|| other.client.clone()),
        }
    }

    /// What is set, as the options of a command line.
    pub fn options(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let one = [
            ("--namespace", &self.namespace),
            ("--base-url", &self.base_url),
            ("--client", &self.client),
        ];
        let one = one
            .into_iter()
            .filter_map(|(option, it)| Some((option, it.as_deref()?)));
        one.chain(self.prefixes.iter().map(|it| ("--prefix", it.as_str())))
    }

    /// What cannot be meant. Names become identifiers and addresses become literals, so these are held to their forms.
    pub fn wrong(&self) -> Option<Wrong> {
        let namespace = self.namespace.as_deref().filter(|it| !is_namespace(it));
        let base_url = self.base_url.as_deref().filter(|it| !is_address(it));
        let prefix = self.prefixes.iter().find(|it| !is_prefix(it));
        let client = self.client.as_deref().filter(|it| !is_type_name(it));
        let found = [
            (
                "namespace",
                namespace,
                "no namespace: names joined by dots, as `contoso.fleet`",
            ),
            (
                "base_url",
                base_url,
                "no address of a service: `https://`, a host and a path, without a query",
            ),
            (
                "prefixes",
                prefix.map(String::as_str),
                "no first segment of an address: letters, digits, `.`, `-`, `_`, or several joined by `/`",
            ),
            (
                "client",
                client,
                "no name of a type in Rust: letters and digits, a capital first",
            ),
        ];
        found.into_iter().find_map(|(key, value, why)| {
            value.map(|value| Wrong {
                key,
                why: format!("`{}` is {why}", value.escape_debug()),
            })
        })
    }
}

/// `Microsoft.NAV`
fn is_namespace(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    })
}

/// An absolute address over HTTP, without what would end a path.
fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            && rest
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || b"/.-_~:[]%()'=,+!$&*;".contains(&it))
    })
}

fn is_prefix(text: &str) -> bool {
    text.trim_matches('/').split('/').all(|part| {
        !part.is_empty()
            && part.bytes().any(|it| it.is_ascii_alphanumeric())
            && part
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || b".-_".contains(&it))
    })
}

/// `Self` is the one word with a capital that no type can have.
fn is_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|it| it.is_ascii_alphanumeric())
        && text != "Self"
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn what_is_said_first_counts() {
        let flags = Settings {
            client: Some("Fleet".to_owned()),
            prefixes: vec!["gate".to_owned()],
            ..Settings::default()
        };
        let file = Settings {
            client: Some("Other".to_owned()),
            namespace: Some("contoso.fleet".to_owned()),
            prefixes: vec!["gate".to_owned(), "door".to_owned()],
            ..Settings::default()
        };
        let both = flags.over(&file);
        assert_eq!(both.client.as_deref(), Some("Fleet"));
        assert_eq!(both.namespace.as_deref(), Some("contoso.fleet"));
        assert_eq!(both.prefixes, ["gate", "door"]);
    }

    #[test]
    fn what_cannot_be_meant_is_told_by_its_key() {
        let text = |it: &str| Some(it.to_owned());
        let settings = |it: Settings| it.wrong().map(|it| it.key);
        for bad in ["", "a b", "a..b", "1a", "a\"b"] {
            let namespace = text(bad);
            let it = Settings {
                namespace,
                ..Settings::default()
            };
            assert_eq!(settings(it), Some("namespace"), "{bad:?}");
        }
        for bad in [
            "",
            "api.example.com",
            "ftp://x.y",
            "https://",
            "https://x?y",
            "https://x\n",
        ] {
            let base_url = text(bad);
            let it = Settings {
                base_url,
                ..Settings::default()
            };
            assert_eq!(settings(it), Some("base_url"), "{bad:?}");
        }
        for bad in ["", "a b", "..", "{x}", "a//b"] {
            let prefixes = vec![bad.to_owned()];
            let it = Settings {
                prefixes,
                ..Settings::default()
            };
            assert_eq!(settings(it), Some("prefixes"), "{bad:?}");
        }
        for bad in ["", "self", "Self", "client", "A b", "Größe"] {
            let client = text(bad);
            let it = Settings {
                client,
                ..Settings::default()
            };
            assert_eq!(settings(it), Some("client"), "{bad:?}");
        }
        let good = Settings {
            namespace: text("Microsoft.NAV"),
            base_url: text("https://api.example.com:8443/v2.0/production"),
            prefixes: vec!["api/v2.0".to_owned()],
            client: text("BusinessCentral"),
        };
        assert_eq!(good.wrong(), None);
    }
}
