use ::graphdown_runtime::{AdditionalData, Model, Property, Slot, View, Visitor};

/// A name and a value.
///
/// `microsoft.graph.keyValuePair_2OfString_String`
#[derive(Clone, Default)]
#[doc(alias = "keyValuePair_2OfString_String")]
pub struct KeyValuePair2OfStringString {
    /// The name.
    pub key: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// What came and has no field.
    pub additional_data: AdditionalData,
}

impl KeyValuePair2OfStringString {
    /// `key`
    pub const KEY: Property<Self, String> = Property::new("key");
    /// `value`
    pub const VALUE: Property<Self, String> = Property::new("value");
}

impl Model for KeyValuePair2OfStringString {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        Some(match name {
            "key" => Slot::Str(&mut self.key),
            "value" => Slot::Str(&mut self.value),
            _ => return None,
        })
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("key", View::Str(&self.key));
        visitor.put("value", View::Str(&self.value));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}

::graphdown_runtime::model!(KeyValuePair2OfStringString: "microsoft.graph.keyValuePair_2OfString_String");
