use ::graphdown_runtime::AdditionalData;

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

::graphdown_runtime::model!(
    KeyValuePair2OfStringString: "microsoft.graph.keyValuePair_2OfString_String",
    properties [
        KEY: "key" => key as Str(String),
        VALUE: "value" => value as Str(String),
    ],
);
