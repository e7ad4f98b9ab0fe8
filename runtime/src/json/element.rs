//! What can stand in a collection, and what can be the value of a property in a [`Patch`](crate::Patch).

use super::{Json, Nav, Slot, Typed, View, encode};
use crate::values::{self, Flags, OpenEnum};

/// A type that collections hold: a structure, an open enum, a primitive or a value type.
pub trait Element: Clone + Send + Sync + Sized + 'static {
    /// The collection, to decode into.
    fn slot(list: &mut Vec<Self>) -> Slot<'_>;
    /// The collection, to encode from.
    #[expect(
        clippy::ptr_arg,
        reason = "a slice has no size, and a view points to something that has"
    )]
    fn view(list: &Vec<Self>) -> View<'_>;
    /// Writes one value as JSON.
    fn encode(&self, out: &mut Vec<u8>);
}

impl<T: Typed> Element for T {
    fn slot(list: &mut Vec<Self>) -> Slot<'_> {
        Slot::List(list)
    }

    fn view(list: &Vec<Self>) -> View<'_> {
        View::List(list)
    }

    fn encode(&self, out: &mut Vec<u8>) {
        encode::model(self, out);
    }
}

/// Makes a [`Leaf`](crate::model::Leaf) an element of collections.
#[doc(hidden)]
#[macro_export]
macro_rules! leaf_element {
    ($leaf:ty $(, $parameter:ident: $bound:path)?) => {
        impl $(<$parameter: $bound>)? $crate::model::Element for $leaf {
            fn slot(list: &mut ::std::vec::Vec<Self>) -> $crate::model::Slot<'_> {
                $crate::model::Slot::Leaves(list)
            }

            fn view(list: &::std::vec::Vec<Self>) -> $crate::model::View<'_> {
                $crate::model::View::Leaves(list)
            }

            fn encode(&self, out: &mut ::std::vec::Vec<u8>) {
                $crate::__private::encode_scalar($crate::model::Leaf::scalar(self), out);
            }
        }
    };
}

leaf_element!(String);
leaf_element!(bool);
leaf_element!(u8);
leaf_element!(i16);
leaf_element!(i32);
leaf_element!(i64);
leaf_element!(f32);
leaf_element!(f64);
leaf_element!(values::DateTime);
leaf_element!(values::Date);
leaf_element!(values::TimeOfDay);
leaf_element!(values::Duration);
leaf_element!(values::Guid);
leaf_element!(values::Binary);
leaf_element!(values::Decimal);
leaf_element!(Flags<E>, E: OpenEnum);

/// A type of a property, to write one alone.
pub trait Encode {
    /// Writes the value as JSON.
    fn encode(&self, out: &mut Vec<u8>);
}

impl<T: Element> Encode for T {
    fn encode(&self, out: &mut Vec<u8>) {
        Element::encode(self, out);
    }
}

impl<T: Element> Encode for Vec<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        encode::array(self.iter(), out, Element::encode);
    }
}

impl<T: Encode + 'static> Encode for Nav<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        match self.get() {
            Some(value) => value.encode(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

/// Of no documented shape, each kept as it came.
impl Element for Json {
    fn slot(list: &mut Vec<Self>) -> Slot<'_> {
        Slot::Jsons(list)
    }

    fn view(list: &Vec<Self>) -> View<'_> {
        View::Jsons(list)
    }

    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.text().as_bytes());
    }
}
