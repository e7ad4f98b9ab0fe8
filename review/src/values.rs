//! Values of examples against the types that the pages document.

use graphdown_codegen::dialect::json::Node;
use graphdown_codegen::model::{Field, FieldType, TypeId, Value};
use graphdown_runtime::examples::placeholder::{Fit, ValueKind as Takes};

use crate::fault::short;
use crate::lines::Lines;
use crate::types::Types;
use crate::{FaultKind, scalar};

/// What holding a body against its type gave.
#[derive(Default)]
pub(crate) struct Found {
    /// Line, kind, and what it is about. Each property of a list is told once.
    pub(crate) faults: Vec<(Option<usize>, FaultKind, String)>,
    /// Documented properties that hold a value.
    pub(crate) met: usize,
    /// Of them, those whose value is of the documented type.
    pub(crate) typed: usize,
}

/// Holds one body against the types of a model.
pub(crate) struct Judge<'m, 't> {
    types: &'m Types<'m>,
    lines: Lines<'t>,
    line: Option<usize>,
    pub(crate) found: Found,
}

impl<'m, 't> Judge<'m, 't> {
    pub(crate) fn new(types: &'m Types<'m>, lines: Lines<'t>, line: Option<usize>) -> Self {
        Self {
            types,
            lines,
            line,
            found: Found::default(),
        }
    }

    /// Whether a type has a property of this name.
    pub(crate) fn has(&self, id: TypeId, name: &str) -> bool {
        let structure = self.types.structure(id);
        structure.is_some_and(|it| it.fields.iter().any(|it| it.wire == name))
    }

    /// Whether a value of a type, or of one that derives from it, may have a property of this name.
    pub(crate) fn takes(&self, id: TypeId, name: &str) -> bool {
        let Some(structure) = self.types.structure(id).filter(|it| !it.is_open) else {
            return true;
        };
        let derived = structure
            .derived
            .iter()
            .filter_map(|it| self.types.by_wire.get(it.as_str()));
        self.has(id, name) || derived.copied().any(|it| self.has(it, name))
    }

    /// The struct of this wire name.
    pub(crate) fn structure_of(&self, wire: &str) -> Option<TypeId> {
        let id = self.types.by_wire.get(wire).copied()?;
        self.types.structure(id).map(|_| id)
    }

    /// A struct as its page calls it.
    pub(crate) fn name(&self, id: TypeId) -> String {
        self.types.name(Value::Struct(id))
    }

    /// A type as its page calls it.
    pub(crate) fn type_name(&self, of: Value) -> String {
        self.types.name(of)
    }

    /// Goes on to the member `value` of an envelope, past what stands before it.
    pub(crate) fn enter<'n>(&mut self, members: &'n [(impl AsRef<str>, Node<'n>)]) -> Option<&'n Node<'n>> {
        for (name, node) in members {
            self.line = self.lines.member(name.as_ref());
            if name.as_ref() == "value" {
                return Some(node);
            }
            self.lines.pass(node);
        }
        None
    }

    /// An object of the type that it names, else of the documented one.
    pub(crate) fn object(&mut self, documented: TypeId, node: &Node<'_>, path: &str) {
        let Node::Object(members) = node else {
            self.tell(
                FaultKind::ValueOfAnotherType,
                format!(
                    "{}: {} is no object of `{}`",
                    place(path),
                    show(node),
                    self.types.name(Value::Struct(documented))
                ),
            );
            self.lines.pass(node);
            return;
        };
        let ty = self.actual(documented, node, path);
        let Some(structure) = self.types.structure(ty) else {
            self.lines.pass(node);
            return;
        };
        for (at, (name, value)) in members.iter().enumerate() {
            self.line = self.lines.member(name);
            if members[..at].iter().any(|(before, _)| before == name) {
                self.tell(FaultKind::NameTwice, format!("`{}`", join(path, name)));
            }
            if name.contains('@') {
                self.lines.pass(value);
                continue;
            }
            if let Some(field) = structure.fields.iter().find(|it| it.wire == **name) {
                self.field(field, value, &join(path, name));
                continue;
            }
            if !structure.is_open {
                let of = self.types.name(Value::Struct(ty));
                self.tell(
                    FaultKind::UndocumentedProperty,
                    format!("`{}` of `{of}`", short(name)),
                );
            }
            self.lines.pass(value);
        }
    }

    /// The type that an object is of.
    fn actual(&mut self, documented: TypeId, node: &Node<'_>, path: &str) -> TypeId {
        let Some(named) = node.get("@odata.type").and_then(Node::as_str) else {
            return documented;
        };
        let wire = named.trim_start_matches('#');
        if scalar::placeholder(&Node::String(wire.into()), Takes::Text).is_some() {
            return documented;
        }
        let own = self.types.model.ty(documented);
        let found = self
            .types
            .by_wire
            .iter()
            .find(|(it, _)| it.eq_ignore_ascii_case(wire));
        let Some((_, id)) = found else {
            self.tell(
                FaultKind::OtherTypeNamed,
                format!("{}: no page documents `{}`", place(path), short(wire)),
            );
            return documented;
        };
        let Some(structure) = self.types.structure(*id) else {
            return documented;
        };
        let fits = *id == documented || structure.bases.contains(&own.wire);
        // The pages of many types do not name their base.
        let is_known = structure.bases.iter().any(|it| !it.ends_with(".entity"));
        let takes_any = self
            .types
            .structure(documented)
            .is_none_or(|it| it.is_open || it.fields.is_empty());
        if !fits && is_known && !takes_any && !own.docs.inferred {
            self.tell(
                FaultKind::OtherTypeNamed,
                format!(
                    "{}: `{}` does not derive from `{}`",
                    place(path),
                    short(wire),
                    self.types.name(Value::Struct(documented))
                ),
            );
        }
        *id
    }

    fn field(&mut self, field: &Field, node: &Node<'_>, path: &str) {
        let takes = if field.ty.collection {
            Takes::Structure
        } else {
            scalar::kind(field.ty.of)
        };
        match scalar::placeholder(node, takes) {
            Some(Fit::Right) => return,
            Some(_) => {
                self.found.met += 1;
                let of = self.type_of(field.ty);
                self.tell(
                    FaultKind::PlaceholderOfAnotherKind,
                    format!("`{path}`: {} where `{of}` is documented", show(node)),
                );
                return;
            }
            None => {}
        }
        self.found.met += 1;
        let before = self.count(FaultKind::ValueOfAnotherType);
        match node {
            Node::Null => {}
            Node::Array(elements) if field.ty.collection => {
                for (at, element) in elements.iter().enumerate() {
                    self.single(field.ty.of, element, &format!("{path}[{at}]"));
                }
            }
            _ if field.ty.collection && scalar::kind(field.ty.of) != Takes::Any => {
                let of = self.type_of(field.ty);
                self.tell(
                    FaultKind::ValueOfAnotherType,
                    format!("`{path}`: {} where `{of}` is documented", show(node)),
                );
                self.lines.pass(node);
            }
            _ => self.single(field.ty.of, node, path),
        }
        // An object counts as met in its type; what is wrong below counts there.
        let is_typed = matches!(field.ty.of, Value::Struct(_))
            && matches!(node, Node::Object(_) | Node::Array(_))
            || self.count(FaultKind::ValueOfAnotherType) == before;
        self.found.typed += usize::from(is_typed);
    }

    /// A single value, or an element of a list.
    pub(crate) fn single(&mut self, of: Value, node: &Node<'_>, path: &str) {
        if *node == Node::Null {
            return;
        }
        match scalar::placeholder(node, scalar::kind(of)) {
            Some(Fit::Right) => return,
            Some(_) => {
                let name = self.types.name(of);
                self.tell(
                    FaultKind::PlaceholderOfAnotherKind,
                    format!("{}: {} where `{name}` is documented", place(path), show(node)),
                );
                return;
            }
            None => {}
        }
        let is_of = match (of, node) {
            (Value::Struct(id) | Value::Enum(id) | Value::Flags(id), Node::String(text))
                if text.trim_start_matches('#') == self.types.model.ty(id).wire =>
            {
                // The name of the type in the place of its value.
                true
            }
            (Value::Struct(id), Node::Object(_)) => return self.object(id, node, path),
            (Value::Primitive(it), _) => scalar::is_of(it, node),
            (Value::Enum(id), Node::String(text)) => {
                self.members(id, std::iter::once(&**text), path);
                true
            }
            (Value::Flags(id), Node::String(text)) => {
                self.members(id, text.split(',').map(str::trim), path);
                true
            }
            (Value::Struct(_) | Value::Enum(_) | Value::Flags(_), _) => false,
        };
        if !is_of {
            let name = self.types.name(of);
            self.tell(
                FaultKind::ValueOfAnotherType,
                format!("{}: {} where `{name}` is documented", place(path), show(node)),
            );
        }
        self.lines.pass(node);
    }

    fn members<'n>(&mut self, id: TypeId, names: impl Iterator<Item = &'n str>, path: &str) {
        let documented = self.types.model.ty(id);
        let Some(listed) = self.types.enumeration(id).filter(|it| !it.members.is_empty()) else {
            return;
        };
        if documented.docs.inferred {
            return;
        }
        for name in names {
            if listed.members.iter().any(|it| it.wire == name) {
                continue;
            }
            let other_case = listed
                .members
                .iter()
                .find(|it| it.wire.eq_ignore_ascii_case(name));
            let but = other_case.map_or(String::new(), |it| format!(", but `{}`", short(&it.wire)));
            let of = self.types.name(Value::Enum(id));
            self.tell(
                FaultKind::UnknownMember,
                format!("{}: `{of}` has no `{}`{but}", place(path), short(name)),
            );
        }
    }

    fn type_of(&self, ty: FieldType) -> String {
        let of = self.types.name(ty.of);
        if ty.collection {
            format!("Collection({of})")
        } else {
            of
        }
    }

    fn count(&self, kind: FaultKind) -> usize {
        self.found
            .faults
            .iter()
            .filter(|(_, own, _)| *own == kind)
            .count()
    }

    /// The same property of several elements is told once.
    pub(crate) fn tell(&mut self, kind: FaultKind, what: String) {
        let is_new = |(_, own, told): &(Option<usize>, FaultKind, String)| *own == kind && *told == what;
        if kind != FaultKind::UndocumentedProperty || !self.found.faults.iter().any(is_new) {
            self.found.faults.push((self.line, kind, what));
        }
    }
}

/// Where a value stands, for a message.
fn place(path: &str) -> String {
    if path.is_empty() {
        "the body".to_owned()
    } else {
        format!("`{path}`")
    }
}

fn join(path: &str, name: &str) -> String {
    let name = short(name);
    if path.is_empty() {
        name
    } else {
        format!("{path}.{name}")
    }
}

/// A value as a message shows it: single ones with the beginning of their text.
fn show(node: &Node<'_>) -> String {
    match node {
        Node::Null => "`null`".to_owned(),
        Node::Bool(value) => format!("`{value}`"),
        Node::Number(text) => format!("`{}`", short(text)),
        Node::String(text) => format!("the text `{}`", short(text)),
        Node::Array(_) => "a list".to_owned(),
        Node::Object(_) => "an object".to_owned(),
    }
}
