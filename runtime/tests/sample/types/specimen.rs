use super::{KeyValuePair2OfStringString, RemoteAction};
use ::graphdown_runtime::{
    AdditionalData, Binary, Date, DateTime, Decimal, Duration, Flags, Guid, Json, Nav, TimeOfDay,
};

/// A property of every kind.
///
/// `sample.specimen`
#[derive(Clone, Default)]
#[doc(alias = "specimen")]
pub struct Specimen {
    /// A value of the kind Str.
    pub text: Option<String>,
    /// A value of the kind Bool.
    pub flag: Option<bool>,
    /// A value of the kind I32.
    pub int32: Option<i32>,
    /// A value of the kind I64.
    pub int64: Option<i64>,
    /// A value of the kind F64.
    pub double: Option<f64>,
    /// A value of the kind Leaf.
    pub byte: Option<u8>,
    /// A value of the kind Leaf.
    pub int16: Option<i16>,
    /// A value of the kind Leaf.
    pub single: Option<f32>,
    /// A value of the kind Leaf.
    pub decimal: Option<Decimal>,
    /// A value of the kind Leaf.
    pub date_time: Option<DateTime>,
    /// A value of the kind Leaf.
    pub date: Option<Date>,
    /// A value of the kind Leaf.
    pub time_of_day: Option<TimeOfDay>,
    /// A value of the kind Leaf.
    pub duration: Option<Duration>,
    /// A value of the kind Leaf.
    pub guid: Option<Guid>,
    /// A value of the kind Leaf.
    pub binary: Option<Binary>,
    /// A value of the kind Leaf.
    pub action: Option<RemoteAction>,
    /// A value of the kind Leaf.
    pub actions: Option<Flags<RemoteAction>>,
    /// A value of the kind Json.
    pub json: Option<Json>,
    /// A value of the kind Leaves.
    pub texts: Option<Vec<String>>,
    /// A value of the kind Leaves.
    pub numbers: Option<Vec<i32>>,
    /// A value of the kind Leaves.
    pub kinds: Option<Vec<RemoteAction>>,
    /// A value of the kind Obj.
    pub pair: Option<KeyValuePair2OfStringString>,
    /// A value of the kind Obj.
    pub inner: Option<Box<Specimen>>,
    /// A value of the kind List.
    pub pairs: Option<Vec<KeyValuePair2OfStringString>>,
    /// A navigation property.
    pub linked: Nav<Specimen>,
    /// A navigation property of many.
    pub links: Nav<Vec<Specimen>>,
    /// What came and has no field.
    pub additional_data: AdditionalData,
}

::graphdown_runtime::model!(
    Specimen: "sample.specimen",
    properties [
        TEXT: "text" => text as Str(String),
        FLAG: "flag" => flag as Bool(bool),
        INT32: "int32" => int32 as I32(i32),
        INT64: "int64" => int64 as I64(i64),
        DOUBLE: "double" => double as F64(f64),
        BYTE: "byte" => byte as Leaf(u8),
        INT16: "int16" => int16 as Leaf(i16),
        SINGLE: "single" => single as Leaf(f32),
        DECIMAL: "decimal" => decimal as Leaf(Decimal),
        DATE_TIME: "dateTime" => date_time as Leaf(DateTime),
        DATE: "date" => date as Leaf(Date),
        TIME_OF_DAY: "timeOfDay" => time_of_day as Leaf(TimeOfDay),
        DURATION: "duration" => duration as Leaf(Duration),
        GUID: "guid" => guid as Leaf(Guid),
        BINARY: "binary" => binary as Leaf(Binary),
        ACTION: "action" => action as Leaf(RemoteAction),
        ACTIONS: "actions" => actions as Leaf(Flags<RemoteAction>),
        JSON: "json" => json as Json(Json),
        TEXTS: "texts" => texts as Leaves(Vec<String>),
        NUMBERS: "numbers" => numbers as Leaves(Vec<i32>),
        KINDS: "kinds" => kinds as Leaves(Vec<RemoteAction>),
        PAIR: "pair" => pair as Obj(KeyValuePair2OfStringString),
        INNER: "inner" => inner as Obj(Specimen),
        PAIRS: "pairs" => pairs as List(Vec<KeyValuePair2OfStringString>),
        LINKED: "linked" => linked as Obj(Nav<Specimen>),
        LINKS: "links" => links as List(Nav<Vec<Specimen>>),
    ],
);
