//! Validates JSON against the keywords of JSON Schema 2020-12 that the files in `docs/` use. A keyword that it does
//! not know is a panic, so that none is passed over in silence.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The schema files, by name.
pub(crate) struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    pub(crate) fn new(documents: impl IntoIterator<Item = (String, Value)>) -> Self {
        Self(documents.into_iter().collect())
    }

    /// What is at a reference such as `schema.schema.json#/$defs/type`.
    pub(crate) fn get(&self, reference: &str) -> &Value {
        let (document, pointer) = reference.split_once('#').expect("a reference has a #");
        let document = self.0.get(document).expect("a reference names a file");
        document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("nothing is at {reference}"))
    }

    /// What is wrong with an instance of the schema at this reference.
    pub(crate) fn errors(&self, reference: &str, instance: &Value) -> Vec<String> {
        let document = reference.split('#').next().unwrap_or_default();
        let mut check = Check {
            schemas: self,
            document,
            errors: Vec::new(),
        };
        check.schema(self.get(reference), instance, "");
        check.errors
    }
}

struct Check<'a> {
    schemas: &'a Schemas,
    document: &'a str,
    errors: Vec<String>,
}

impl<'a> Check<'a> {
    fn schema(&mut self, schema: &'a Value, instance: &Value, at: &str) {
        match schema {
            Value::Bool(true) => {}
            Value::Bool(false) => self.error(at, "must not be there"),
            Value::Object(keywords) => {
                for (keyword, value) in keywords {
                    self.keyword(keywords, keyword, value, instance, at);
                }
            }
            _ => panic!("a schema is an object or a boolean, not {schema}"),
        }
    }

    fn keyword(
        &mut self,
        keywords: &'a Map<String, Value>,
        keyword: &str,
        value: &'a Value,
        instance: &Value,
        at: &str,
    ) {
        match keyword {
            // `then` is read with `if`, `additionalProperties` knows `properties`.
            "$schema" | "$defs" | "title" | "description" | "then" => {}
            "$ref" => {
                let reference = value.as_str().expect("a reference is a string");
                let (file, pointer) = reference.split_once('#').expect("a reference has a #");
                let file = if file.is_empty() { self.document } else { file };
                let errors = self.schemas.errors(&format!("{file}#{pointer}"), instance);
                self.errors
                    .extend(errors.into_iter().map(|it| format!("{at}{it}")));
            }
            "type" => {
                let ok = match value {
                    Value::Array(types) => types.iter().any(|it| is(instance, it)),
                    one => is(instance, one),
                };
                self.hold(ok, at, &format!("is not of type {value}"));
            }
            "const" => self.hold(instance == value, at, &format!("is not {value}")),
            "enum" => self.hold(list(value).contains(instance), at, &format!("is none of {value}")),
            "minLength" => {
                let ok = instance
                    .as_str()
                    .is_none_or(|it| it.chars().count() as u64 >= number(value));
                self.hold(ok, at, "is too short");
            }
            "minProperties" => {
                let ok = instance
                    .as_object()
                    .is_none_or(|it| it.len() as u64 >= number(value));
                self.hold(ok, at, "has too few keys");
            }
            "minimum" => self.hold(
                instance.as_i64().is_none_or(|it| Some(it) >= value.as_i64()),
                at,
                "is too small",
            ),
            "maximum" => {
                let ok = instance.as_u64().is_none_or(|it| it <= number(value));
                self.hold(ok, at, "is too large");
            }
            "required" => {
                for key in list(value).iter().filter_map(Value::as_str) {
                    let ok = instance.as_object().is_none_or(|it| it.contains_key(key));
                    self.hold(ok, at, &format!("lacks {key}"));
                }
            }
            "properties" => {
                for (key, schema) in value.as_object().expect("properties are an object") {
                    if let Some(instance) = instance.get(key) {
                        self.schema(schema, instance, &format!("{at}/{key}"));
                    }
                }
            }
            "additionalProperties" => {
                let declared = keywords.get("properties").and_then(Value::as_object);
                for (key, instance) in instance.as_object().into_iter().flatten() {
                    if declared.is_none_or(|it| !it.contains_key(key)) {
                        self.schema(value, instance, &format!("{at}/{key}"));
                    }
                }
            }
            "items" => {
                for (index, instance) in instance.as_array().into_iter().flatten().enumerate() {
                    self.schema(value, instance, &format!("{at}/{index}"));
                }
            }
            "allOf" => {
                for schema in list(value) {
                    self.schema(schema, instance, at);
                }
            }
            "anyOf" => {
                let ok = list(value).iter().any(|it| self.fits(it, instance));
                self.hold(ok, at, "fits no alternative");
            }
            "oneOf" => {
                let fitting = list(value).iter().filter(|it| self.fits(it, instance)).count();
                self.hold(fitting == 1, at, &format!("fits {fitting} alternatives"));
            }
            "if" => {
                if self.fits(value, instance) {
                    self.schema(keywords.get("then").expect("an if has a then"), instance, at);
                }
            }
            unknown => panic!("this test does not know the keyword {unknown}"),
        }
    }

    fn fits(&self, schema: &'a Value, instance: &Value) -> bool {
        let mut check = Check {
            errors: Vec::new(),
            ..*self
        };
        check.schema(schema, instance, "");
        check.errors.is_empty()
    }

    fn hold(&mut self, ok: bool, at: &str, otherwise: &str) {
        if !ok {
            self.error(at, otherwise);
        }
    }

    fn error(&mut self, at: &str, what: &str) {
        self.errors.push(format!("{at}: {what}"));
    }
}

fn is(instance: &Value, ty: &Value) -> bool {
    match ty.as_str() {
        Some("null") => instance.is_null(),
        Some("boolean") => instance.is_boolean(),
        Some("integer") => instance.is_i64() || instance.is_u64(),
        Some("string") => instance.is_string(),
        Some("array") => instance.is_array(),
        Some("object") => instance.is_object(),
        _ => panic!("this test does not know the type {ty}"),
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("the keyword takes a list")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("the keyword takes a number")
}
