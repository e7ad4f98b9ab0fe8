//! One correction against the schema: finds its target, changes it, and says why where that cannot be.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Action, Override, Target, TypeName, misread};
use crate::diag::Diagnostic;
use crate::nearest::nearest;
use crate::schema::{MemberFacts, Operation, Property, Schema, TypeDef};

type Applied = Result<(), Box<Diagnostic>>;

/// Applies one correction, or says why it does not apply.
pub(super) fn apply(schema: &mut Schema, correction: &Override) -> Applied {
    match &correction.target {
        Target::Type(name) => on_type(schema, correction, name),
        Target::Property(ty, name) => on_property(schema, correction, ty, name),
        Target::Member(ty, name) => on_member(schema, correction, ty, name),
        Target::Operation { method, path, page } => {
            on_operation(schema, correction, method, path, page.as_deref())
        }
    }
}

/// Fields of a type that have targets of their own, or that other types refer to.
const FIXED_IN_TYPES: [(&str, &str); 5] = [
    ("name", "a type cannot be renamed: others refer to it"),
    ("namespace", "a type cannot be moved: others refer to it"),
    (
        "properties",
        "properties are corrected one by one, as `property: …`",
    ),
    ("members", "members are corrected one by one, as `member: …`"),
    ("memberFacts", "members are corrected one by one, as `member: …`"),
];

fn on_type(schema: &mut Schema, correction: &Override, name: &TypeName) -> Applied {
    let found = schema.types.iter().position(|it| name.is_of(it));
    match &correction.action {
        Action::Set(set) => {
            for (field, why) in FIXED_IN_TYPES {
                if let Some(value) = set.values.get(field) {
                    return misread(value.span, why);
                }
            }
            let at = found.ok_or_else(|| correction.no_type(schema, name))?;
            let ty = &mut schema.types[at];
            let changed = correction.set(ty, set, ty.span)?;
            // Spans are not serialised: they and what holds them come from the type as it was.
            *ty = TypeDef {
                span: ty.span,
                properties: std::mem::take(&mut ty.properties),
                ..changed
            };
        }
        Action::Add(add) => {
            if let Some(at) = found {
                return Err(correction.already_there(schema.types[at].span).into());
            }
            let identity = [("name", &name.name), ("namespace", &name.namespace)];
            let ty = TypeDef {
                span: correction.span,
                ..correction.add(add, &identity)?
            };
            let order = |it: &TypeDef| (&it.namespace, &it.name) < (&ty.namespace, &ty.name);
            let at = schema.types.partition_point(order);
            schema.types.insert(at, ty);
        }
        Action::Remove => {
            let at = found.ok_or_else(|| correction.no_type(schema, name))?;
            correction.expected(&schema.types[at], schema.types[at].span)?;
            schema.types.remove(at);
        }
    }
    Ok(())
}

fn on_property(schema: &mut Schema, correction: &Override, ty: &TypeName, name: &str) -> Applied {
    let at = correction.type_of(schema, ty)?;
    let found = schema.types[at].properties.iter().position(|it| it.name == name);
    let missing = |schema: &Schema| {
        let mut diagnostic = correction.missing(format!("type `{ty}` has no property `{name}`"));
        diagnostic.help = owner_of(schema, at, name)
            .map(|owner| format!("it is inherited: correct it as `{owner}/{name}`"))
            .or_else(|| {
                let properties = schema.types[at].properties.iter();
                did_you_mean(
                    &format!("{ty}/"),
                    nearest(name, properties.map(|it| it.name.as_str())),
                )
            })
            .or(diagnostic.help);
        diagnostic
    };
    match &correction.action {
        Action::Set(set) => {
            let index = found.ok_or_else(|| missing(schema))?;
            let properties = &mut schema.types[at].properties;
            let span = properties[index].span;
            let property: Property = correction.set(&properties[index], set, span)?;
            let taken = |it: &Property| it.name == property.name && property.name != name;
            if let Some(other) = properties.iter().find(|it| taken(it)) {
                return Err(correction.name_taken(&property.name, other.span).into());
            }
            properties[index] = Property { span, ..property };
        }
        Action::Add(add) => {
            let properties = &mut schema.types[at].properties;
            if let Some(index) = found {
                return Err(correction.already_there(properties[index].span).into());
            }
            let property = correction.add(add, &[("name", name)])?;
            properties.push(Property {
                span: correction.span,
                ..property
            });
        }
        Action::Remove => {
            let index = found.ok_or_else(|| missing(schema))?;
            let properties = &mut schema.types[at].properties;
            correction.expected(&properties[index], properties[index].span)?;
            properties.remove(index);
        }
    }
    Ok(())
}

/// A member with all that is known of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    name: String,
    #[serde(default)]
    value: Option<i64>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    deprecated: Option<String>,
}

impl Member {
    fn of(ty: &TypeDef, name: &str) -> Self {
        let facts = ty.member_facts.get(name).cloned().unwrap_or_default();
        Self {
            name: name.to_owned(),
            value: facts.value,
            description: facts.description,
            deprecated: facts.deprecated,
        }
    }

    /// Puts it at this place, over whatever stands there.
    fn put(self, ty: &mut TypeDef, at: usize) {
        let facts = MemberFacts {
            value: self.value,
            description: self.description,
            deprecated: self.deprecated,
        };
        if facts != MemberFacts::default() {
            ty.member_facts.insert(self.name.clone(), facts);
        }
        if at < ty.members.len() {
            ty.members[at] = self.name;
        } else {
            ty.members.push(self.name);
        }
    }
}

fn on_member(schema: &mut Schema, correction: &Override, ty: &TypeName, name: &str) -> Applied {
    let at = correction.type_of(schema, ty)?;
    let owner = &mut schema.types[at];
    let found = owner.members.iter().position(|it| it == name);
    let missing = |owner: &TypeDef| {
        let mut diagnostic = correction.missing(format!("type `{ty}` has no member `{name}`"));
        let members = owner.members.iter().map(String::as_str);
        diagnostic.help = did_you_mean(&format!("{ty}/"), nearest(name, members)).or(diagnostic.help);
        diagnostic
    };
    match &correction.action {
        Action::Set(set) => {
            let index = found.ok_or_else(|| missing(owner))?;
            let member: Member = correction.set(&Member::of(owner, name), set, owner.span)?;
            if member.name != name && owner.members.contains(&member.name) {
                return Err(correction.name_taken(&member.name, owner.span).into());
            }
            owner.member_facts.remove(name);
            member.put(owner, index);
        }
        Action::Add(add) => {
            if found.is_some() {
                return Err(correction.already_there(owner.span).into());
            }
            let member: Member = correction.add(add, &[("name", name)])?;
            member.put(owner, usize::MAX);
        }
        Action::Remove => {
            let index = found.ok_or_else(|| missing(owner))?;
            correction.expected(&Member::of(owner, name), owner.span)?;
            owner.members.remove(index);
            owner.member_facts.remove(name);
        }
    }
    Ok(())
}

fn on_operation(
    schema: &mut Schema,
    correction: &Override,
    method: &str,
    path: &str,
    page: Option<&str>,
) -> Applied {
    let operations = &mut schema.operations;
    let found: Vec<_> = (0..operations.len())
        .filter(|&at| operations[at].method == method && operations[at].path == path)
        .filter(|&at| page.is_none() || operations[at].page.as_deref() == page)
        .collect();
    if let Action::Add(add) = &correction.action {
        if let Some(&at) = found.first() {
            return Err(correction.already_there(operations[at].span).into());
        }
        let operation = Operation {
            span: correction.span,
            ..correction.add(add, &[("method", method), ("path", path)])?
        };
        insert(operations, operation);
        return Ok(());
    }
    let at = match found[..] {
        [at] => at,
        [] => {
            let mut diagnostic = correction.missing(format!("there is no operation `{method} {path}`"));
            let known: Vec<_> = operations
                .iter()
                .map(|it| format!("{} {}", it.method, it.path))
                .collect();
            let meant = nearest(&format!("{method} {path}"), known.iter().map(String::as_str));
            diagnostic.help = did_you_mean("", meant).or(diagnostic.help);
            return Err(diagnostic.into());
        }
        _ => {
            let mut diagnostic = correction.missing(format!("several pages document `{method} {path}`"));
            let pages: Vec<_> = found
                .iter()
                .filter_map(|&at| operations[at].page.as_deref())
                .collect();
            diagnostic.help = Some(format!("name one of them as `page`: {}", pages.join(", ")));
            return Err(diagnostic.into());
        }
    };
    if let Action::Set(set) = &correction.action {
        let mut changed: Operation = correction.set(&operations[at], set, operations[at].span)?;
        // Spans are not serialised: they and what holds them come from the operation as it was.
        let before = operations.remove(at);
        changed.span = before.span;
        if !set.values.contains_key("parameters") {
            changed.parameters = before.parameters;
        }
        if !set.values.contains_key("examples") {
            changed.examples = before.examples;
        }
        insert(operations, changed);
    } else {
        correction.expected(&operations[at], operations[at].span)?;
        operations.remove(at);
    }
    Ok(())
}

/// Puts an operation at its place in the schema's order.
fn insert(operations: &mut Vec<Operation>, operation: Operation) {
    let key = |it: &Operation| (it.path.clone(), it.method.clone(), it.page.clone());
    let at = operations.partition_point(|it| key(it) < key(&operation));
    operations.insert(at, operation);
}

impl Override {
    /// The index of a type that holds the target.
    fn type_of(&self, schema: &Schema, name: &TypeName) -> Result<usize, Box<Diagnostic>> {
        schema
            .types
            .iter()
            .position(|it| name.is_of(it))
            .ok_or_else(|| self.no_type(schema, name).into())
    }

    fn no_type(&self, schema: &Schema, name: &TypeName) -> Diagnostic {
        let mut diagnostic = self.missing(format!("there is no type `{name}`"));
        let known: Vec<_> = schema.types.iter().map(full_name).collect();
        let meant = nearest(&name.to_string(), known.iter().map(String::as_str));
        diagnostic.help = did_you_mean("", meant).or(diagnostic.help);
        diagnostic
    }
}

fn did_you_mean(before: &str, name: Option<&str>) -> Option<String> {
    name.map(|name| format!("did you mean `{before}{name}`?"))
}

/// The base type that declares an inherited property.
fn owner_of(schema: &Schema, at: usize, property: &str) -> Option<String> {
    let mut ty = &schema.types[at];
    // A type that inherits from itself is told later; here the walk just ends.
    for _ in 0..schema.types.len() {
        let base = TypeName::within(ty.base.as_deref()?, &ty.namespace);
        ty = schema.types.iter().find(|it| base.is_of(it))?;
        if ty.properties.iter().any(|it| it.name == property) {
            return Some(full_name(ty));
        }
    }
    None
}

fn full_name(ty: &TypeDef) -> String {
    format!("{}.{}", ty.namespace, ty.name)
}

impl TypeName {
    /// A name as the schema writes it: short in the owner's namespace.
    fn within(name: &str, namespace: &str) -> Self {
        let (namespace, name) = name.rsplit_once('.').unwrap_or((namespace, name));
        Self {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        }
    }

    fn is_of(&self, ty: &TypeDef) -> bool {
        self.name == ty.name && self.namespace == ty.namespace
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}
