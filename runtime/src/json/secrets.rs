//! What `Debug` does not show: values that open something.
//!
//! A secret is told by the name of its property, as the pages name them: `password`, `secretText`, `preSharedKey`, `accessToken`,
//! `@microsoft.graph.downloadUrl`; or by the pages' words, of which generated code gives the verdict ([`Model::is_secret`]). `Debug` goes into logs; `Display` and the values themselves are not touched.

use std::fmt;

use super::{
    ListField, Model, Slot, encode,
    reader::{Fault, Reader},
};

/// Stands where a secret was.
pub(crate) const HIDDEN: &str = "(hidden)";

/// Words that name a secret.
const SECRETS: &[&str] = &[
    "password",
    "passwords",
    "passwd",
    "pwd",
    "passphrase",
    "passcode",
    "secret",
    "secrets",
    "token",
    "tokens",
    "key",
    "keys",
    "credential",
    "credentials",
    "jwt",
    "sas",
];

/// Words that may follow such a word and still mean the secret itself: `secretText`, `keyValue`.
const VALUES: &[&str] = &[
    "text", "value", "values", "string", "data", "content", "blob", "bytes", "hash", "base64", "plain",
];

/// Addresses that let in whoever has them, without a token.
const ADDRESSES: &[&str] = &["downloadurl", "uploadurl"];

/// Whether the text under this name is a secret: `passwordPolicies`, `lastPasswordChangeDateTime` and `tokenType` are none.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.rsplit(['.', '@', '#']).next().unwrap_or(name);
    let lower = name.to_ascii_lowercase();
    if ADDRESSES.iter().any(|address| lower.ends_with(address)) {
        return true;
    }
    let words = words(name);
    let mut rest: &[String] = &words;
    while let [before @ .., last] = rest {
        if SECRETS.contains(&last.as_str()) {
            return true;
        }
        if !VALUES.contains(&last.as_str()) {
            return false;
        }
        rest = before;
    }
    false
}

/// The words of a name, in small letters: `wifiPSKKey` is `wifi`, `psk`, `key`; `pre_shared_key` has three as well.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(character) = rest.next() {
        if !character.is_alphanumeric() {
            before = None;
            continue;
        }
        let begins = character.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || rest.peek().is_some_and(|next| next.is_lowercase()));
        match words.last_mut() {
            Some(word) if before.is_some() && !begins => word.extend(character.to_lowercase()),
            _ => words.push(character.to_lowercase().collect()),
        }
        before = Some(character);
    }
    words
}

/// JSON text for `Debug`: as it is, with what is a secret left out.
pub(crate) struct Redacted<'a> {
    json: &'a str,
    hidden: bool,
    /// Makes the structure whose JSON it is, where that is known.
    model: Option<fn() -> Box<dyn Model>>,
}

/// The structure whose JSON is shown, as far as it is known: its pages may call a property a secret whose name does not.
enum Documented<'a> {
    Unknown,
    One(&'a mut dyn Model),
    Many(&'a mut dyn ListField),
}

impl Documented<'_> {
    fn is_secret(&self, name: &str) -> bool {
        matches!(self, Self::One(model) if model.is_secret(name))
    }

    /// What is under a name of it.
    fn property(&mut self, name: &str) -> Documented<'_> {
        match self {
            Self::One(model) => match model.slot(name) {
                Some(Slot::Obj(field)) => Documented::One(field.make()),
                Some(Slot::List(field)) => Documented::Many(field),
                _ => Documented::Unknown,
            },
            _ => Documented::Unknown,
        }
    }

    /// The next one of a list.
    fn element(&mut self) -> Documented<'_> {
        match self {
            Self::Many(field) => {
                field.start();
                Documented::One(field.push())
            }
            _ => Documented::Unknown,
        }
    }
}

impl<'a> Redacted<'a> {
    pub(crate) fn of(json: &'a str) -> Self {
        Self {
            json,
            hidden: false,
            model: None,
        }
    }

    /// Of a structure's JSON.
    pub(crate) fn of_model(json: &'a str, model: fn() -> Box<dyn Model>) -> Self {
        Self {
            model: Some(model),
            ..Self::of(json)
        }
    }

    /// Of what is under this name.
    pub(crate) fn named(name: &str, json: &'a str) -> Self {
        Self {
            hidden: is_secret(name),
            ..Self::of(json)
        }
    }
}

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::with_capacity(self.json.len());
        let mut model = self.model.map(|make| make());
        let documented = match &mut model {
            Some(model) => Documented::One(model.as_mut()),
            None => Documented::Unknown,
        };
        match show(&mut Reader::new(self.json), self.hidden, documented, 0, &mut out) {
            Ok(()) => f.write_str(&out),
            // What is no JSON is not looked into, and so not shown.
            Err(_) => f.write_str(HIDDEN),
        }
    }
}

/// Copies the next value. What holds other values is gone through; a text, or a list of texts, that is a secret is left out.
fn show(
    reader: &mut Reader<'_>,
    hidden: bool,
    mut documented: Documented<'_>,
    depth: u32,
    out: &mut String,
) -> Result<(), Fault> {
    match reader.peek()? {
        b'{' => {
            let depth = reader.descend(depth)?;
            out.push('{');
            let mut more = !reader.take(b'}')?;
            while more {
                let name = reader.name()?;
                let mut quoted = Vec::new();
                encode::string(&name, &mut quoted);
                out.push_str(&String::from_utf8_lossy(&quoted));
                out.push(':');
                if documented.is_secret(&name) {
                    reader.raw(depth)?;
                    out.push_str(HIDDEN);
                } else {
                    show(reader, is_secret(&name), documented.property(&name), depth, out)?;
                }
                more = reader.more(b'}')?;
                out.push_str(if more { "," } else { "" });
            }
            out.push('}');
        }
        b'[' => {
            let depth = reader.descend(depth)?;
            out.push('[');
            let mut more = !reader.take(b']')?;
            while more {
                show(reader, hidden, documented.element(), depth, out)?;
                more = reader.more(b']')?;
                out.push_str(if more { "," } else { "" });
            }
            out.push(']');
        }
        b'"' if hidden => {
            reader.raw(depth)?;
            out.push_str(HIDDEN);
        }
        _ => out.push_str(reader.raw(depth)?),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_their_names() {
        for name in [
            "password",
            "wifiPassword",
            "Password",
            "secretText",
            "clientSecret",
            "key",
            "primaryKey",
            "preSharedKey",
            "WEPKey",
            "accessToken",
            "@microsoft.graph.downloadUrl",
            "uploadUrl",
            "recoveryKey",
            "token_value",
            "symmetricKeys",
            "sharedKeyValue",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "passwordPolicies",
            "lastPasswordChangeDateTime",
            "keyId",
            "tokenType",
            "displayName",
            "monkey",
            "keyboardLayout",
            "value",
            "text",
            "passwordProfile",
            "",
            "@odata.type",
            "secretary",
            "keySize",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn json_is_shown_without_them() {
        let text = r#"{"a": 1.10, "keyCredentials": [{"key":"S3","keyId":"k"}], "password": null, "keys": ["S1", "S2"], "deep": {"secretText":"S4", "passwordLength": 8}}"#;
        assert_eq!(
            format!("{:?}", Redacted::of(text)),
            r#"{"a":1.10,"keyCredentials":[{"key":(hidden),"keyId":"k"}],"password":null,"keys":[(hidden),(hidden)],"deep":{"secretText":(hidden),"passwordLength":8}}"#
        );
        assert_eq!(
            format!("{:?}", Redacted::named("password", "\"hunter2\"")),
            HIDDEN
        );
    }
}
