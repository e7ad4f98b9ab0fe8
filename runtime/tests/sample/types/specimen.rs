use super::{KeyValuePair2OfStringString, RemoteAction};
use ::graphdown_runtime::{
    AdditionalData, Binary, Date, DateTime, Decimal, Duration, Flags, Guid, Json, Model, Nav, Property, Slot,
    TimeOfDay, View, Visitor,
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

impl Specimen {
    /// `text`
    pub const TEXT: Property<Self, String> = Property::new("text");
    /// `flag`
    pub const FLAG: Property<Self, bool> = Property::new("flag");
    /// `int32`
    pub const INT32: Property<Self, i32> = Property::new("int32");
    /// `int64`
    pub const INT64: Property<Self, i64> = Property::new("int64");
    /// `double`
    pub const DOUBLE: Property<Self, f64> = Property::new("double");
    /// `byte`
    pub const BYTE: Property<Self, u8> = Property::new("byte");
    /// `int16`
    pub const INT16: Property<Self, i16> = Property::new("int16");
    /// `single`
    pub const SINGLE: Property<Self, f32> = Property::new("single");
    /// `decimal`
    pub const DECIMAL: Property<Self, Decimal> = Property::new("decimal");
    /// `dateTime`
    pub const DATE_TIME: Property<Self, DateTime> = Property::new("dateTime");
    /// `date`
    pub const DATE: Property<Self, Date> = Property::new("date");
    /// `timeOfDay`
    pub const TIME_OF_DAY: Property<Self, TimeOfDay> = Property::new("timeOfDay");
    /// `duration`
    pub const DURATION: Property<Self, Duration> = Property::new("duration");
    /// `guid`
    pub const GUID: Property<Self, Guid> = Property::new("guid");
    /// `binary`
    pub const BINARY: Property<Self, Binary> = Property::new("binary");
    /// `action`
    pub const ACTION: Property<Self, RemoteAction> = Property::new("action");
    /// `actions`
    pub const ACTIONS: Property<Self, Flags<RemoteAction>> = Property::new("actions");
    /// `json`
    pub const JSON: Property<Self, Json> = Property::new("json");
    /// `texts`
    pub const TEXTS: Property<Self, Vec<String>> = Property::new("texts");
    /// `numbers`
    pub const NUMBERS: Property<Self, Vec<i32>> = Property::new("numbers");
    /// `kinds`
    pub const KINDS: Property<Self, Vec<RemoteAction>> = Property::new("kinds");
    /// `pair`
    pub const PAIR: Property<Self, KeyValuePair2OfStringString> = Property::new("pair");
    /// `inner`
    pub const INNER: Property<Self, Specimen> = Property::new("inner");
    /// `pairs`
    pub const PAIRS: Property<Self, Vec<KeyValuePair2OfStringString>> = Property::new("pairs");
    /// `linked`
    pub const LINKED: Property<Self, Nav<Specimen>> = Property::new("linked");
    /// `links`
    pub const LINKS: Property<Self, Nav<Vec<Specimen>>> = Property::new("links");
}

impl Model for Specimen {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        Some(match name {
            "text" => Slot::Str(&mut self.text),
            "flag" => Slot::Bool(&mut self.flag),
            "int32" => Slot::I32(&mut self.int32),
            "int64" => Slot::I64(&mut self.int64),
            "double" => Slot::F64(&mut self.double),
            "byte" => Slot::Leaf(&mut self.byte),
            "int16" => Slot::Leaf(&mut self.int16),
            "single" => Slot::Leaf(&mut self.single),
            "decimal" => Slot::Leaf(&mut self.decimal),
            "dateTime" => Slot::Leaf(&mut self.date_time),
            "date" => Slot::Leaf(&mut self.date),
            "timeOfDay" => Slot::Leaf(&mut self.time_of_day),
            "duration" => Slot::Leaf(&mut self.duration),
            "guid" => Slot::Leaf(&mut self.guid),
            "binary" => Slot::Leaf(&mut self.binary),
            "action" => Slot::Leaf(&mut self.action),
            "actions" => Slot::Leaf(&mut self.actions),
            "json" => Slot::Json(&mut self.json),
            "texts" => Slot::Leaves(&mut self.texts),
            "numbers" => Slot::Leaves(&mut self.numbers),
            "kinds" => Slot::Leaves(&mut self.kinds),
            "pair" => Slot::Obj(&mut self.pair),
            "inner" => Slot::Obj(&mut self.inner),
            "pairs" => Slot::List(&mut self.pairs),
            "linked" => Slot::Obj(&mut self.linked),
            "links" => Slot::List(&mut self.links),
            _ => return None,
        })
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("text", View::Str(&self.text));
        visitor.put("flag", View::Bool(&self.flag));
        visitor.put("int32", View::I32(&self.int32));
        visitor.put("int64", View::I64(&self.int64));
        visitor.put("double", View::F64(&self.double));
        visitor.put("byte", View::Leaf(&self.byte));
        visitor.put("int16", View::Leaf(&self.int16));
        visitor.put("single", View::Leaf(&self.single));
        visitor.put("decimal", View::Leaf(&self.decimal));
        visitor.put("dateTime", View::Leaf(&self.date_time));
        visitor.put("date", View::Leaf(&self.date));
        visitor.put("timeOfDay", View::Leaf(&self.time_of_day));
        visitor.put("duration", View::Leaf(&self.duration));
        visitor.put("guid", View::Leaf(&self.guid));
        visitor.put("binary", View::Leaf(&self.binary));
        visitor.put("action", View::Leaf(&self.action));
        visitor.put("actions", View::Leaf(&self.actions));
        visitor.put("json", View::Json(&self.json));
        visitor.put("texts", View::Leaves(&self.texts));
        visitor.put("numbers", View::Leaves(&self.numbers));
        visitor.put("kinds", View::Leaves(&self.kinds));
        visitor.put("pair", View::Obj(&self.pair));
        visitor.put("inner", View::Obj(&self.inner));
        visitor.put("pairs", View::List(&self.pairs));
        visitor.put("linked", View::Obj(&self.linked));
        visitor.put("links", View::List(&self.links));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}

::graphdown_runtime::model!(Specimen: "sample.specimen");
