//! The reflection that generated structs offer: from a documented name to a field, and from each field to its value.

use std::any::Any;

use super::{AdditionalData, Json, Typed, Visitor};
use crate::values::{Leaf, Scalar};

/// A structure of the API, as the shared JSON core sees it.
///
/// Generated for each documented type. The trait is object safe, so that decoding and encoding are compiled once, in this crate.
pub trait Model: Any + Send + Sync {
    /// The field that holds the documented property `name`, or `None` where the pages document no such property.
    fn slot(&mut self, name: &str) -> Option<Slot<'_>>;
    /// Shows every documented property to `visitor`, in the order of the pages.
    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>);
    /// What came and has no field.
    fn additional_data(&self) -> &AdditionalData;
    /// What came and has no field, for changing.
    fn additional_data_mut(&mut self) -> &mut AdditionalData;

    /// Whether the pages' words say that the property `name` opens something, though its name does not. `Debug` leaves it out.
    fn is_secret(&self, name: &str) -> bool {
        let _ = name;
        false
    }

    /// The name of the Rust type, with its modules.
    fn type_name(&self) -> &'static str {
        std::any::type_name::<Self>()
    }
}

/// A field to decode into.
///
/// The five commonest kinds have a variant of their own, which spares a virtual call; [`Slot::Leaf`] takes every other single
/// value (enums, times, GUIDs, small integers).
pub enum Slot<'a> {
    /// `Edm.String`.
    Str(&'a mut Option<String>),
    /// `Edm.Boolean`.
    Bool(&'a mut Option<bool>),
    /// `Edm.Int32`.
    I32(&'a mut Option<i32>),
    /// `Edm.Int64`.
    I64(&'a mut Option<i64>),
    /// `Edm.Double`.
    F64(&'a mut Option<f64>),
    /// Any other single value.
    Leaf(&'a mut dyn LeafField),
    /// A collection of single values, strings among them.
    Leaves(&'a mut dyn LeavesField),
    /// A structure.
    Obj(&'a mut dyn ObjectField),
    /// A collection of structures.
    List(&'a mut dyn ListField),
    /// JSON of no documented shape.
    Json(&'a mut Option<Json>),
    /// A collection of JSON of no documented shape.
    Jsons(&'a mut Vec<Json>),
}

/// A field to encode from: the counterpart of [`Slot`].
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// `Edm.String`.
    Str(&'a Option<String>),
    /// `Edm.Boolean`.
    Bool(&'a Option<bool>),
    /// `Edm.Int32`.
    I32(&'a Option<i32>),
    /// `Edm.Int64`.
    I64(&'a Option<i64>),
    /// `Edm.Double`.
    F64(&'a Option<f64>),
    /// Any other single value.
    Leaf(&'a dyn LeafField),
    /// A collection of single values, strings among them.
    Leaves(&'a dyn LeavesField),
    /// A structure.
    Obj(&'a dyn ObjectField),
    /// A collection of structures.
    List(&'a dyn ListField),
    /// JSON of no documented shape.
    Json(&'a Option<Json>),
    /// A collection of JSON of no documented shape.
    Jsons(&'a Vec<Json>),
}

impl Slot<'_> {
    /// Leaves the field without a value.
    pub(crate) fn clear(self) {
        match self {
            Self::Str(field) => *field = None,
            Self::Bool(field) => *field = None,
            Self::I32(field) => *field = None,
            Self::I64(field) => *field = None,
            Self::F64(field) => *field = None,
            Self::Json(field) => *field = None,
            Self::Jsons(field) => field.clear(),
            Self::Leaf(field) => field.clear(),
            Self::Leaves(field) => field.clear(),
            Self::Obj(field) => field.clear(),
            Self::List(field) => field.clear(),
        }
    }
}

/// A field of one value: `Option<T>` of a [`Leaf`].
pub trait LeafField: Any {
    /// Takes the value, or says that it is not one of this type; the field is empty then.
    fn set(&mut self, scalar: Scalar<'_>) -> bool;
    /// Leaves the field without a value.
    fn clear(&mut self);
    /// The value, if there is one.
    fn get(&self) -> Option<Scalar<'_>>;
    /// Whether this field and `other` are of the same type and have equal values.
    fn equals(&self, other: &dyn LeafField) -> bool;
}

/// A field of several values: `Option<Vec<T>>` or `Vec<T>` of a [`Leaf`].
pub trait LeavesField: Any {
    /// Makes the field an empty list.
    fn start(&mut self);
    /// Appends a value, or says that it is not one of this type.
    fn push(&mut self, scalar: Scalar<'_>) -> bool;
    /// Leaves the field without a value.
    fn clear(&mut self);
    /// How many values there are; `None` where there is no list.
    fn count(&self) -> Option<usize>;
    /// The value at `index`.
    fn at(&self, index: usize) -> Option<Scalar<'_>>;
    /// Whether this field and `other` are of the same type and have equal values.
    fn equals(&self, other: &dyn LeavesField) -> bool;
}

/// A field of one structure: `Option<T>`, `Option<Box<T>>` or [`Nav<T>`](crate::Nav).
pub trait ObjectField {
    /// Puts a new, empty structure into the field and lends it for filling.
    fn make(&mut self) -> &mut dyn Model;
    /// Leaves the field without a value.
    fn clear(&mut self);
    /// The structure, if there is one.
    fn get(&self) -> Option<&dyn Model>;
}

/// A field of several structures: `Option<Vec<T>>`, `Vec<T>` or [`Nav<Vec<T>>`](crate::Nav).
pub trait ListField {
    /// Makes the field an empty list.
    fn start(&mut self);
    /// Appends an empty structure and lends it for filling.
    fn push(&mut self) -> &mut dyn Model;
    /// Leaves the field without a value.
    fn clear(&mut self);
    /// How many structures there are; `None` where there is no list.
    fn count(&self) -> Option<usize>;
    /// The structure at `index`.
    fn at(&self, index: usize) -> Option<&dyn Model>;
    /// Whether the structures are things of their own, to which a navigation property leads.
    fn is_navigation(&self) -> bool {
        false
    }
}

impl<T: Leaf> LeafField for Option<T> {
    fn set(&mut self, scalar: Scalar<'_>) -> bool {
        *self = T::parse(scalar);
        self.is_some()
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn get(&self) -> Option<Scalar<'_>> {
        self.as_ref().map(Leaf::scalar)
    }

    fn equals(&self, other: &dyn LeafField) -> bool {
        is_equal(self, other)
    }
}

impl<T: Leaf> LeavesField for Vec<T> {
    fn start(&mut self) {
        Vec::clear(self);
    }

    fn push(&mut self, scalar: Scalar<'_>) -> bool {
        match T::parse(scalar) {
            Some(value) => {
                Vec::push(self, value);
                true
            }
            None => false,
        }
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn at(&self, index: usize) -> Option<Scalar<'_>> {
        self.get(index).map(Leaf::scalar)
    }

    fn equals(&self, other: &dyn LeavesField) -> bool {
        is_equal(self, other)
    }
}

impl<T: Leaf> LeavesField for Option<Vec<T>> {
    fn start(&mut self) {
        *self = Some(Vec::new());
    }

    fn push(&mut self, scalar: Scalar<'_>) -> bool {
        LeavesField::push(self.get_or_insert_default(), scalar)
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn at(&self, index: usize) -> Option<Scalar<'_>> {
        self.as_ref()?.get(index).map(Leaf::scalar)
    }

    fn equals(&self, other: &dyn LeavesField) -> bool {
        is_equal(self, other)
    }
}

impl<T: Typed> ObjectField for Option<T> {
    fn make(&mut self) -> &mut dyn Model {
        self.insert(T::default())
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn get(&self) -> Option<&dyn Model> {
        self.as_ref().map(|model| model as &dyn Model)
    }
}

impl<T: Typed> ListField for Vec<T> {
    fn start(&mut self) {
        Vec::clear(self);
    }

    fn push(&mut self) -> &mut dyn Model {
        self.push_mut_default()
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn at(&self, index: usize) -> Option<&dyn Model> {
        self.get(index).map(|model| model as &dyn Model)
    }
}

impl<T: Typed> ListField for Option<Vec<T>> {
    fn start(&mut self) {
        *self = Some(Vec::new());
    }

    fn push(&mut self) -> &mut dyn Model {
        self.get_or_insert_default().push_mut_default()
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn at(&self, index: usize) -> Option<&dyn Model> {
        self.as_ref()?.get(index).map(|model| model as &dyn Model)
    }
}

fn is_equal<T: PartialEq + 'static>(field: &T, other: &dyn Any) -> bool {
    other.downcast_ref() == Some(field)
}

/// Appends a default value and lends it.
trait PushDefault<T> {
    fn push_mut_default(&mut self) -> &mut T;
}

impl<T: Default> PushDefault<T> for Vec<T> {
    fn push_mut_default(&mut self) -> &mut T {
        let last = self.len();
        self.push(T::default());
        &mut self[last]
    }
}
