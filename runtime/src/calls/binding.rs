//! Binding: tying what is created or changed to what is there already (OData JSON Format 4.01, 8.5).

use super::Reference;
use crate::{
    json::{IsA, Json, Nav, Typed, encode},
    odata::{Patch, Property},
};

/// What a navigation property can be bound to: one [`Reference`] where it leads to one thing, a list of them where it leads to several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a property of the type `{N}` is bound to",
    label = "a property that leads to one thing takes a `Reference`, one that leads to several takes a list of them"
)]
pub trait References<N> {
    /// The value of the annotation.
    fn into_json(self) -> Json;
}

impl<T: Typed> References<Nav<T>> for Reference {
    fn into_json(self) -> Json {
        self.as_str().into()
    }
}

impl<T: Typed> References<Nav<T>> for &Reference {
    fn into_json(self) -> Json {
        self.as_str().into()
    }
}

impl<T: Typed> References<Nav<Vec<T>>> for &[Reference] {
    fn into_json(self) -> Json {
        let mut out = Vec::new();
        encode::array(self.iter(), &mut out, |it, out| encode::string(it.as_str(), out));
        Json::from_valid(&String::from_utf8(out).unwrap_or_default())
    }
}

impl<T: Typed> References<Nav<Vec<T>>> for Vec<Reference> {
    fn into_json(self) -> Json {
        References::<Nav<Vec<T>>>::into_json(self.as_slice())
    }
}

impl<T: Typed, const N: usize> References<Nav<Vec<T>>> for [Reference; N] {
    fn into_json(self) -> Json {
        References::<Nav<Vec<T>>>::into_json(self.as_slice())
    }
}

/// Binds the navigation properties of a structure that is created.
pub trait Bind: Typed {
    /// Ties a navigation property to what is there already: `"members@odata.bind": ["https://…"]`. To a property that leads to several
    /// things, those that are bound later are added.
    ///
    /// ```text
    /// let group = Group { display_name: Some("Shop".into()), ..Default::default() }.bind(Group::MEMBERS, [reference]);
    /// ```
    #[must_use]
    fn bind<D: Typed, N>(mut self, property: Property<D, N>, to: impl References<N>) -> Self
    where
        Self: IsA<D>,
    {
        let name = annotation(property);
        let additional = self.additional_data_mut();
        let bound = joined(additional.get(&name).as_ref(), to.into_json());
        additional.insert(&name, bound);
        self
    }
}

impl<T: Typed> Bind for T {}

/// How many things Microsoft Graph binds in one request: "up to 20 members", as the page on adding members has it.
const MOST: usize = 20;

impl<M: Typed> Patch<M> {
    /// Ties a navigation property to what is there already: `"members@odata.bind": ["https://…"]`. To a property that leads to several
    /// things, those that are bound later are added. [`bindings`](Self::bindings) makes as many changes as many things need.
    #[must_use]
    pub fn bind<D: Typed, N>(self, property: Property<D, N>, to: impl References<N>) -> Self
    where
        M: IsA<D>,
    {
        let name = annotation(property);
        let bound = joined(self.get_additional(&name).as_ref(), to.into_json());
        self.additional(name, bound)
    }

    /// Changes that together tie a navigation property to all of these, twenty in each, which is as many as Microsoft Graph takes in one
    /// request.
    pub fn bindings<D: Typed, T: Typed>(
        property: &Property<D, Nav<Vec<T>>>,
        references: impl IntoIterator<Item = Reference>,
    ) -> Vec<Self>
    where
        M: IsA<D>,
    {
        let references: Vec<_> = references.into_iter().collect();
        let parts = references.chunks(MOST);
        parts
            .map(|part| Self::new().bind(property.clone(), part))
            .collect()
    }
}

fn annotation<M, N>(property: Property<M, N>) -> String {
    format!("{}@odata.bind", property.into_path())
}

/// What is bound now beside what was before, where both are lists; else what is bound now.
fn joined(before: Option<&Json>, now: Json) -> Json {
    let inside = |json: &Json| {
        Some(
            json.text()
                .strip_prefix('[')?
                .strip_suffix(']')?
                .trim()
                .to_owned(),
        )
    };
    match (before.and_then(inside), inside(&now)) {
        (Some(before), Some(new)) if !before.is_empty() && !new.is_empty() => {
            Json::from_valid(&format!("[{before},{new}]"))
        }
        (Some(before), Some(new)) => Json::from_valid(&format!("[{before}{new}]")),
        _ => now,
    }
}
