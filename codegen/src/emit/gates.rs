//! Features of a crate, as conditions before what they bring.

use proc_macro2::TokenStream;
use quote::quote;

use super::Target;
use crate::model::{Field, Model, Name, Type, TypeId};

/// `#[cfg(feature = "users")]`, before a module that one feature brings.
pub(super) fn of_feature(feature: &Name, target: &Target) -> Option<TokenStream> {
    of_features(std::slice::from_ref(feature), target)
}

/// Whether a navigation property leads to a type that may not be there where its owner is.
fn is_gated(model: &Model, owner: TypeId, field: &Field) -> bool {
    let target = field.ty.of.type_id();
    target.is_some_and(|it| !model.comes_with(owner, it))
}

/// What stands before all that belongs to a field: nothing, where its type comes with its owner.
pub(super) fn of_field(model: &Model, owner: TypeId, field: &Field, target: &Target) -> Option<TokenStream> {
    let to: &Type = model.ty(field.ty.of.type_id()?);
    if is_gated(model, owner, field) {
        of_features(&to.features, target)
    } else {
        None
    }
}

/// A module that another crate includes has what that crate selected, and no gates.
fn of_features(features: &[Name], target: &Target) -> Option<TokenStream> {
    let names = features.iter().map(Name::as_str);
    match (target, features) {
        (Target::Included, _) | (_, []) => None,
        (Target::Crate(_), [feature]) => {
            let feature = feature.as_str();
            Some(quote!(#[cfg(feature = #feature)]))
        }
        (Target::Crate(_), _) => Some(quote!(#[cfg(any(#(feature = #names),*))])),
    }
}
