//! What a structure shows its properties to.

use super::{Model, View, encode::Writer};

/// What [`Model::visit`] shows its properties to.
pub struct Visitor<'a>(Purpose<'a>);

/// What becomes of the properties.
enum Purpose<'a> {
    /// They are written as members of a JSON object.
    Write(Writer<'a>),
    /// They are gathered.
    Gather(Vec<(&'static str, View<'a>)>),
}

impl<'a> Visitor<'a> {
    /// Takes the property `name`.
    pub fn put(&mut self, name: &'static str, view: View<'a>) {
        match &mut self.0 {
            Purpose::Write(writer) => writer.put(name, view),
            Purpose::Gather(properties) => properties.push((name, view)),
        }
    }
}

/// Shows the properties of `model` to `writer`, which then ends the object.
pub(crate) fn write<'a>(model: &'a dyn Model, writer: Writer<'a>) {
    let mut visitor = Visitor(Purpose::Write(writer));
    model.visit(&mut visitor);
    if let Purpose::Write(writer) = visitor.0 {
        writer.finish();
    }
}

/// The documented properties of `model` with their values, those without a value too.
pub(crate) fn properties(model: &dyn Model) -> Vec<(&'static str, View<'_>)> {
    let mut visitor = Visitor(Purpose::Gather(Vec::new()));
    model.visit(&mut visitor);
    match visitor.0 {
        Purpose::Gather(properties) => properties,
        Purpose::Write(_) => Vec::new(),
    }
}
