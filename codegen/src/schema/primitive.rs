//! The types that no page declares: those of OData, open JSON, and bytes.

/// A primitive type. `schema.yaml` writes its name where a type stands.
///
/// All but the last two are of OData ([CSDL 4.01, chapter 3.3](https://docs.oasis-open.org/odata/odata-csdl-json/v4.01/odata-csdl-json-v4.01.html)),
/// without their prefix `Edm.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// Text.
    String,
    /// `true` and `false`.
    Boolean,
    /// 0 to 255.
    Byte,
    /// 16 bits, signed.
    Int16,
    /// 32 bits, signed.
    Int32,
    /// 64 bits, signed.
    Int64,
    /// A fraction in 32 bits.
    Single,
    /// A fraction in 64 bits.
    Double,
    /// A fraction with a fixed number of digits.
    Decimal,
    /// A point in time, with an offset.
    DateTimeOffset,
    /// A day.
    Date,
    /// A time of any day.
    TimeOfDay,
    /// A length of time.
    Duration,
    /// A universally unique identifier.
    Guid,
    /// Bytes in JSON, as base64url.
    Binary,
    /// Bytes beside JSON, at an address of their own.
    Stream,
    /// Any JSON: what it holds is told nowhere.
    Json,
}

impl Primitive {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::String,
        Self::Boolean,
        Self::Byte,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Single,
        Self::Double,
        Self::Decimal,
        Self::DateTimeOffset,
        Self::Date,
        Self::TimeOfDay,
        Self::Duration,
        Self::Guid,
        Self::Binary,
        Self::Stream,
        Self::Json,
    ];

    /// As the schema writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Boolean => "Boolean",
            Self::Byte => "Byte",
            Self::Int16 => "Int16",
            Self::Int32 => "Int32",
            Self::Int64 => "Int64",
            Self::Single => "Single",
            Self::Double => "Double",
            Self::Decimal => "Decimal",
            Self::DateTimeOffset => "DateTimeOffset",
            Self::Date => "Date",
            Self::TimeOfDay => "TimeOfDay",
            Self::Duration => "Duration",
            Self::Guid => "Guid",
            Self::Binary => "Binary",
            Self::Stream => "Stream",
            Self::Json => "Json",
        }
    }

    /// The primitive of exactly this name; `None` for the name of a declared type.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// True for those that JSON writes as a number.
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::Int16
                | Self::Int32
                | Self::Int64
                | Self::Single
                | Self::Double
                | Self::Decimal
        )
    }

    /// True for the name of this primitive.
    pub fn is(self, name: &str) -> bool {
        self.name() == name
    }
}

/// The names of all primitives, as [`Property::ty`](super::Property::ty) may hold them beside names of types.
pub const PRIMITIVES: [&str; Primitive::ALL.len()] = {
    let mut names = [""; Primitive::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Primitive::ALL[at].name();
        at += 1;
    }
    names
};

#[cfg(test)]
mod tests {
    use super::{PRIMITIVES, Primitive};

    #[test]
    fn names_lead_back_to_their_primitives() {
        for (primitive, name) in Primitive::ALL.into_iter().zip(PRIMITIVES) {
            assert_eq!(Primitive::named(name), Some(primitive));
        }
        assert_eq!(Primitive::named("string"), None);
    }
}
