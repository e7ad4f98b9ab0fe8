//! Single values: how one is read from JSON, written to JSON, and spelt in a `$filter` or a function call.

/// One JSON value that is neither an object, an array nor `null`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// A string, unescaped.
    Text(&'a str),
    /// A number, as its JSON text.
    Number(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, or a long one.
    Double(f64),
    /// `true` or `false`.
    Bool(bool),
}

/// How a value is spelt in a URL: in `$filter`, and as an argument of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralForm {
    /// `'text'`, quotes doubled: strings and enum members.
    Quoted,
    /// As it is: numbers, `true`, dates, times, GUIDs.
    Bare,
    /// `duration'PT1H'`: with the name of its type in front.
    Prefixed(&'static str),
}

/// A type whose values are single JSON values: a primitive, a value type of this crate, or an open enum.
pub trait Leaf: Clone + PartialEq + Send + Sync + Sized + 'static {
    /// How a value is spelt in a URL.
    const LITERAL: LiteralForm = LiteralForm::Quoted;

    /// Reads a value. Numbers come as [`Scalar::Number`]; `None` means that the JSON value is not of this type.
    fn parse(scalar: Scalar<'_>) -> Option<Self>;
    /// The value as JSON has it.
    fn scalar(&self) -> Scalar<'_>;
}

impl Leaf for String {
    fn parse(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }

    fn scalar(&self) -> Scalar<'_> {
        Scalar::Text(self)
    }
}

impl Leaf for bool {
    const LITERAL: LiteralForm = LiteralForm::Bare;

    fn parse(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn scalar(&self) -> Scalar<'_> {
        Scalar::Bool(*self)
    }
}

macro_rules! integer_leaf {
    ($($integer:ty),*) => {$(
        impl Leaf for $integer {
            const LITERAL: LiteralForm = LiteralForm::Bare;

            fn parse(scalar: Scalar<'_>) -> Option<Self> {
                match scalar {
                    Scalar::Number(text) => text.parse().ok(),
                    _ => None,
                }
            }

            fn scalar(&self) -> Scalar<'_> {
                Scalar::Integer((*self).into())
            }
        }
    )*};
}

integer_leaf!(u8, i16, i32, i64);

/// OData writes what JSON numbers cannot say as strings; [`text_of_not_finite`] is the way back.
fn not_finite(text: &str) -> Option<f64> {
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ => None,
    }
}

/// OData's words for what is no number.
pub(crate) fn text_of_not_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}

impl Leaf for f64 {
    const LITERAL: LiteralForm = LiteralForm::Bare;

    /// A number beyond the range of the type is not taken for infinity, nor a long whole number for its neighbour.
    fn parse(scalar: Scalar<'_>) -> Option<Self> {
        /// From here on not every whole number has a double.
        const GAPS: f64 = 9_007_199_254_740_992.0;
        match scalar {
            Scalar::Number(text) => {
                let value: Self = text.parse().ok()?;
                let fits = value.abs() < GAPS
                    || text
                        .parse()
                        .map_or(value.is_finite(), |whole: i128| whole == value as i128);
                fits.then_some(value)
            }
            Scalar::Text(text) => not_finite(text),
            _ => None,
        }
    }

    fn scalar(&self) -> Scalar<'_> {
        Scalar::Double(*self)
    }
}

impl Leaf for f32 {
    const LITERAL: LiteralForm = LiteralForm::Bare;

    /// A number with more digits than the type holds is not of this type: it would go back out as another number.
    fn parse(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Number(text) => {
                let value: Self = text.parse().ok()?;
                let exact = value.is_finite() && text.parse() == Ok(shortest(value));
                exact.then_some(value)
            }
            Scalar::Text(text) => not_finite(text).map(|value| value as Self),
            _ => None,
        }
    }

    fn scalar(&self) -> Scalar<'_> {
        Scalar::Double(shortest(*self))
    }
}

/// The double of the fewest digits that mean this number: 0.1, not 0.10000000149.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}
