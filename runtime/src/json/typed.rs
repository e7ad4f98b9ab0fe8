//! Derived types: a value documented as a base type, had as the type that `@odata.type` names.

use super::{AdditionalData, DecodeError, Json, Model, Slot, Visitor, encode, from_slice, to_vec};

/// A structure whose place among the documented types is known.
pub trait Typed: Model + Clone + Default {
    /// The documented name, with its namespace: `microsoft.graph.user`.
    const NAME: &'static str;
    /// The names of its bases, the nearest first.
    const BASES: &'static [&'static str] = &[];
    /// The names of the documented types that derive from it, at any distance.
    const DERIVED: &'static [&'static str] = &[];

    /// Whether this value is a `T`: by its own type and its bases, or by the type that the service named in `@odata.type`.
    fn is<T: Typed>(&self) -> bool {
        let named = self.additional_data().odata_type();
        Self::NAME == T::NAME
            || Self::BASES.contains(&T::NAME)
            || named.is_some_and(|named| names_one_of(named, T::NAME, T::DERIVED))
    }

    /// By which version of it this value is (`@odata.etag`), where the service said so: what `if_unchanged` and `if_changed_since` of a
    /// request go by.
    fn etag(&self) -> Option<String> {
        self.additional_data().get("@odata.etag")?.as_string()
    }

    /// This value as a `T`, if it [is](Self::is) one. Everything that came is in it: properties that only `T` documents move from
    /// the additional data to their fields.
    fn downcast<T: Typed>(&self) -> Option<T> {
        if !self.is::<T>() || self.additional_data().replacement().is_some() {
            return None;
        }
        from_slice(&to_vec(self)).ok()
    }

    /// This value with what no page documents, or with an annotation: `additional("@odata.id", "https://…")`, in place of what was there.
    #[must_use]
    fn additional(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.additional_data_mut().insert(name, value);
        self
    }

    /// This value as its base type `T`, to be sent where the pages document a `T`: its own properties go to the additional data, and
    /// `@odata.type` names this type, unless it names one already. Where the pages document the base, `T::from(value)` does the same
    /// and cannot fail.
    ///
    /// # Errors
    ///
    /// The value holds what cannot be read back: an open JSON value nested too deeply to stand where it stands.
    fn upcast<T: Typed>(&self) -> Result<T, DecodeError> {
        let mut json = Vec::new();
        encode::named(self, Some(Self::NAME), &mut json);
        from_slice(&json)
    }
}

/// A structure that is a `B`: `B` itself, or a type of which the pages say that it derives from it, at any distance.
///
/// Where a call takes a `B`, it takes whatever is one; what is of another type than `B` names itself in `@odata.type` (OData JSON
/// Format 4.01, 4.6.3), unless it came with a name. Generated code says which types are: nobody else needs to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `{B}`",
    label = "neither `{B}` nor a type that is documented to derive from it",
    note = "what belongs to another type is asked for where that type is"
)]
pub trait IsA<B: Typed>: Typed {}

impl<T: Typed> IsA<T> for T {}

/// The name that a `T` has to tell where a `B` is documented: none where it is a `B` itself.
pub(crate) fn name_within<B: Typed, T: IsA<B>>() -> Option<&'static str> {
    (T::NAME != B::NAME).then_some(T::NAME)
}

/// A value as its base: what [`Typed::upcast`] gives, and where that cannot be read back, the JSON text in its place, which is what goes
/// out.
pub fn into_base<B: Typed, T: IsA<B>>(value: &T) -> B {
    let mut json = Vec::new();
    encode::named(value, name_within::<B, T>(), &mut json);
    from_slice(&json).unwrap_or_else(|_| {
        let mut base = B::default();
        base.additional_data_mut()
            .replace(&String::from_utf8_lossy(&json));
        base
    })
}

/// Whether a name is that of a type or of one derived from it, in any case: notifications write `#Microsoft.Graph.User` for
/// `microsoft.graph.user`.
fn names_one_of(named: &str, name: &str, derived: &[&str]) -> bool {
    named.eq_ignore_ascii_case(name) || derived.iter().any(|other| named.eq_ignore_ascii_case(other))
}

/// A boxed structure is the structure: cycles of structural properties are boxed where they close.
impl<T: Typed> Model for Box<T> {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        (**self).slot(name)
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        (**self).visit(visitor);
    }

    fn additional_data(&self) -> &AdditionalData {
        (**self).additional_data()
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        (**self).additional_data_mut()
    }

    fn is_secret(&self, name: &str) -> bool {
        (**self).is_secret(name)
    }

    fn type_name(&self) -> &'static str {
        (**self).type_name()
    }
}

impl<T: Typed> Typed for Box<T> {
    const NAME: &'static str = T::NAME;
    const BASES: &'static [&'static str] = T::BASES;
    const DERIVED: &'static [&'static str] = T::DERIVED;
}
