//! What `$select` takes.

use super::Property;
use crate::json::{IsA, Typed};

/// Properties of a structure `M`, or of a type that derives from it: one, a tuple, or a list of them. What only the derived type has is
/// asked for behind its name: `microsoft.graph.user/mail` (OData URL Conventions 4.01, 5.1.4).
///
/// Tuples hold up to twenty-four, and tuples; [`Request::select`](crate::Request::select) adds to what was selected before.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what to select of `{M}`",
    label = "no property of `{M}`, nor a tuple or list of them",
    note = "more than twenty-four properties are selected by several calls of `select`, or by tuples in a tuple"
)]
pub trait Selection<M> {
    /// Appends the documented names.
    fn names(&self, names: &mut Vec<String>);
}

impl<M: Typed, D: IsA<M>, T> Selection<M> for Property<D, T> {
    fn names(&self, names: &mut Vec<String>) {
        names.push(self.clone().within::<M>().into_owned());
    }
}

impl<M, S: Selection<M>> Selection<M> for [S] {
    fn names(&self, names: &mut Vec<String>) {
        for properties in self {
            properties.names(names);
        }
    }
}

impl<M, S: Selection<M>, const N: usize> Selection<M> for [S; N] {
    fn names(&self, names: &mut Vec<String>) {
        self.as_slice().names(names);
    }
}

impl<M, S: Selection<M>> Selection<M> for Vec<S> {
    fn names(&self, names: &mut Vec<String>) {
        self.as_slice().names(names);
    }
}

impl<M, S: Selection<M> + ?Sized> Selection<M> for &S {
    fn names(&self, names: &mut Vec<String>) {
        (**self).names(names);
    }
}

/// A tuple, and each that is shorter by its last.
macro_rules! tuples {
    () => {};
    ($first:ident.$index:tt $($type:ident.$rest:tt)*) => {
        tuples!(@ [] $first.$index $($type.$rest)*);
    };
    (@ [$($type:ident.$index:tt)*]) => {};
    (@ [$($type:ident.$index:tt)*] $next:ident.$place:tt $($more:ident.$later:tt)*) => {
        impl<M, $($type: Selection<M>,)* $next: Selection<M>> Selection<M> for ($($type,)* $next,) {
            fn names(&self, names: &mut Vec<String>) {
                $(self.$index.names(names);)*
                self.$place.names(names);
            }
        }
        tuples!(@ [$($type.$index)* $next.$place] $($more.$later)*);
    };
}

tuples!(
    A.0 B.1 C.2 D.3 E.4 F.5 G.6 H.7 I.8 J.9 K.10 L.11
    O.12 P.13 Q.14 R.15 S.16 T.17 U.18 V.19 W.20 X.21 Y.22 Z.23
);
