//! The fields of a target: what a correction expects there, and what it puts there.
//!
//! A target is taken as its serialised form, a JSON object, so that whatever field the schema has can be corrected
//! under the name that `schema.yaml` gives it.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Fields, Override, misread};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

impl Override {
    /// The target with its new values. `origin` is where the pages declare it.
    pub(super) fn set<T: Serialize + DeserializeOwned>(
        &self,
        target: &T,
        set: &Fields,
        origin: Span,
    ) -> Result<T, Box<Diagnostic>> {
        let found = self.expected(target, origin)?;
        let mut object = found.clone();
        object.extend(set.json());
        let changed: T = self.read(object, set)?;
        let now = self.object(&changed)?;
        for (key, field) in &set.values {
            if now.get(key) == found.get(key) {
                let message = format!("`{}`: `{key}` is {} already", self.name, field.value);
                let help = "remove it: the pages are right without it";
                return Err(unused(field.span, message, origin).help(help).into());
            }
        }
        Ok(changed)
    }

    /// What no page declares: its identity from the target, the rest from `add`.
    pub(super) fn add<T: DeserializeOwned>(
        &self,
        add: &Fields,
        identity: &[(&str, impl AsRef<str>)],
    ) -> Result<T, Box<Diagnostic>> {
        let mut object: Map<_, _> = add.json().collect();
        for (key, value) in identity {
            if let Some(field) = add.values.get(*key) {
                return misread(field.span, format!("the target gives the `{key}`"));
            }
            object.insert((*key).to_owned(), Value::from(value.as_ref()));
        }
        self.read(object, add)
    }

    /// The target's serialised form, where it is what the correction expects.
    pub(super) fn expected<T: Serialize + DeserializeOwned>(
        &self,
        target: &T,
        origin: Span,
    ) -> Result<Map<String, Value>, Box<Diagnostic>> {
        let found = self.object(target)?;
        let mut object = found.clone();
        object.extend(self.expect.json());
        // Read and written again, so that both sides of the comparison leave out the same defaults.
        let expected = self.object::<T>(&self.read(object, &self.expect)?)?;
        for (key, field) in &self.expect.values {
            if expected.get(key) != found.get(key) {
                let now = found.get(key).unwrap_or(&Value::Null);
                let message = format!("`{}`: the pages now say {now} for `{key}`", self.name);
                let help = "remove the override if the pages are right, else change what it expects";
                return Err(unused(field.span, message, origin).help(help).into());
            }
        }
        Ok(found)
    }

    fn object<T: Serialize>(&self, target: &T) -> Result<Map<String, Value>, Box<Diagnostic>> {
        match serde_json::to_value(target) {
            Ok(Value::Object(object)) => Ok(object),
            _ => misread(self.span, "this target has no fields"),
        }
    }

    fn read<T: DeserializeOwned>(
        &self,
        object: Map<String, Value>,
        fields: &Fields,
    ) -> Result<T, Box<Diagnostic>> {
        T::deserialize(Value::Object(object))
            .or_else(|error| misread(fields.span, format!("`{}`: {error}", self.name)))
    }

    pub(super) fn missing(&self, message: impl fmt::Display) -> Diagnostic {
        unused(self.span, format!("`{}`: {message}", self.name), Span::default())
            .help("correct the target, or remove the override")
    }

    pub(super) fn already_there(&self, origin: Span) -> Diagnostic {
        let message = format!("`{}`: the pages document it by now", self.name);
        unused(self.span, message, origin).help("remove the override, or turn `add` into `expect` and `set`")
    }

    pub(super) fn name_taken(&self, name: &str, origin: Span) -> Diagnostic {
        let message = format!("`{}`: the name `{name}` is taken", self.name);
        unused(self.span, message, origin).help("choose a name that nothing else has")
    }
}

impl Fields {
    fn json(&self) -> impl Iterator<Item = (String, Value)> {
        let fields = self.values.iter();
        fields.map(|(key, field)| (key.clone(), field.value.clone()))
    }
}

/// An override that does not apply, with the place in the pages that says otherwise, where there is one.
fn unused(span: Span, message: String, origin: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnusedOverride, span, message);
    if origin == Span::default() {
        diagnostic
    } else {
        diagnostic.related(origin, "documented here")
    }
}
