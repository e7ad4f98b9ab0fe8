//! Navigation properties.

use std::{any::Any, fmt, marker::PhantomData};

use super::{IsA, ListField, Model, ObjectField, Typed, typed::into_base};

/// A navigation property: what `$expand` filled, or what a deep insert is to send.
///
/// The value is held behind an erased pointer. Structures that refer to each other through navigation properties are therefore
/// not nested in the eyes of the compiler, which would else give up on proving `Send` for long chains of them.
pub struct Nav<T>(Option<Box<dyn Any + Send + Sync>>, PhantomData<fn() -> T>);

impl<T: 'static> Nav<T> {
    /// A property without a value.
    pub const fn empty() -> Self {
        Self(None, PhantomData)
    }

    /// The value, if there is one.
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()?.downcast_ref()
    }

    /// The value, for changing.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_mut()?.downcast_mut()
    }

    /// Takes the value out.
    pub fn take(&mut self) -> Option<T> {
        self.0.take()?.downcast().ok().map(|value| *value)
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Leaves the property without a value.
    pub fn clear(&mut self) {
        self.0 = None;
    }
}

impl<T: Send + Sync + 'static> Nav<T> {
    /// Puts a value in.
    pub fn set(&mut self, value: T) {
        self.0 = Some(Box::new(value));
    }
}

impl<T: Default + Send + Sync + 'static> Nav<T> {
    /// The value, after putting an empty one in if there is none.
    fn fill(&mut self) -> &mut T {
        // The pointer never holds another type than `T`: `set` is the only way in.
        let pointer = self.0.get_or_insert_with(|| Box::new(T::default()));
        if !pointer.is::<T>() {
            *pointer = Box::new(T::default());
        }
        match pointer.downcast_mut() {
            Some(value) => value,
            None => unreachable!("a navigation property holds a value of its own type"),
        }
    }
}

impl<T: Send + Sync + 'static> From<T> for Nav<T> {
    fn from(value: T) -> Self {
        Self(Some(Box::new(value)), PhantomData)
    }
}

/// Values of the documented type or of types that derive from it: `attachments: [file].into()`.
impl<T: Typed, D: IsA<T>, const N: usize> From<[D; N]> for Nav<Vec<T>> {
    fn from(values: [D; N]) -> Self {
        values.iter().map(into_base).collect::<Vec<T>>().into()
    }
}

impl<T: 'static> Default for Nav<T> {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for Nav<T> {
    fn clone(&self) -> Self {
        self.get().map_or_else(Self::empty, |value| value.clone().into())
    }
}

impl<T: PartialEq + 'static> PartialEq for Nav<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for Nav<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl<T: Typed> ObjectField for Nav<T> {
    fn make(&mut self) -> &mut dyn Model {
        self.clear();
        self.fill()
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn get(&self) -> Option<&dyn Model> {
        Self::get(self).map(|model| model as &dyn Model)
    }
}

impl<T: Typed> ListField for Nav<Vec<T>> {
    fn start(&mut self) {
        self.set(Vec::new());
    }

    fn push(&mut self) -> &mut dyn Model {
        ListField::push(self.fill())
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn count(&self) -> Option<usize> {
        self.get().map(Vec::len)
    }

    fn at(&self, index: usize) -> Option<&dyn Model> {
        ListField::at(self.get()?, index)
    }

    fn is_navigation(&self) -> bool {
        true
    }
}
