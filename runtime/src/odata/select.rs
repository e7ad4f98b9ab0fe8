//! What `$select` takes.

use super::Property;

/// Properties of a structure `M`: one, a tuple of up to twelve, or a list of the [erased](Property::erased) form.
pub trait Selection<M> {
    /// Appends the documented names.
    fn names(&self, names: &mut Vec<String>);
}

impl<M, T> Selection<M> for Property<M, T> {
    fn names(&self, names: &mut Vec<String>) {
        names.push(self.name().to_owned());
    }
}

impl<M, T> Selection<M> for [Property<M, T>] {
    fn names(&self, names: &mut Vec<String>) {
        names.extend(self.iter().map(|property| property.name().to_owned()));
    }
}

impl<M, T, const N: usize> Selection<M> for [Property<M, T>; N] {
    fn names(&self, names: &mut Vec<String>) {
        self.as_slice().names(names);
    }
}

impl<M, T> Selection<M> for Vec<Property<M, T>> {
    fn names(&self, names: &mut Vec<String>) {
        self.as_slice().names(names);
    }
}

impl<M, S: Selection<M> + ?Sized> Selection<M> for &S {
    fn names(&self, names: &mut Vec<String>) {
        (**self).names(names);
    }
}

macro_rules! tuples {
    ($($type:ident.$index:tt),*) => {
        impl<M, $($type),*> Selection<M> for ($(Property<M, $type>,)*) {
            fn names(&self, names: &mut Vec<String>) {
                $(names.push(self.$index.name().to_owned());)*
            }
        }
    };
}

tuples!(A.0);
tuples!(A.0, B.1);
tuples!(A.0, B.1, C.2);
tuples!(A.0, B.1, C.2, D.3);
tuples!(A.0, B.1, C.2, D.3, E.4);
tuples!(A.0, B.1, C.2, D.3, E.4, F.5);
tuples!(A.0, B.1, C.2, D.3, E.4, F.5, G.6);
tuples!(A.0, B.1, C.2, D.3, E.4, F.5, G.6, H.7);
tuples!(A.0, B.1, C.2, D.3, E.4, F.5, G.6, H.7, I.8);
tuples!(A.0, B.1, C.2, D.3, E.4, F.5, G.6, H.7, I.8, J.9);
tuples!(A.0, B.1, C.2, D.3, E.4, F.5, G.6, H.7, I.8, J.9, K.10);
tuples!(A.0, B.1, C.2, D.3, E.4, F.5, G.6, H.7, I.8, J.9, K.10, L.11);
