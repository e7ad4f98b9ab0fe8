//! Types. *In* come the schema's types and the parameters of its actions; *out* go structs and enums with every reference
//! an index. Which operation uses a type is not known here.

pub(super) mod action_parameters;
mod cycles;
mod depth;
pub(super) mod index;
mod namespaces;

use std::collections::{BTreeMap, BTreeSet};

use action_parameters::{ParameterStruct, Parameters};
use index::Index;
use namespaces::{Home, Placed};

use super::names::{self, COLLISION_HELP, Collision, NameKind, Wanted};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::prose;
use crate::model::{
    Definition, Docs, Enum, Field, FieldType, Member, Name, Namespace, Primitive, Struct, Type, TypeId, Value,
};
use crate::schema::{self, DEFAULT_NAMESPACE, MOST_BASES, TypeDef};
use crate::source::Span;
use crate::text::escaped;
use crate::threads::on_all_threads_unjudged;

/// The module of parameters that actions take.
const PARAMETERS: &str = "microsoft.graph.parameters";

/// What a struct of parameters may be called, the best first.
fn parameter_names(it: &ParameterStruct<'_>) -> Vec<String> {
    let plain = it.is_plain.then(|| format!("{} parameters", it.action));
    let longer = [
        format!("{} {} parameters", it.owner, it.action),
        format!("{} parameters", it.page_stem()),
    ];
    plain.into_iter().chain(longer).collect()
}

/// Every type with all of its names, and the modules that they are in.
pub(super) fn resolve(
    index: &Index<'_>,
    parameters: &Parameters<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Type>, Vec<Namespace>) {
    let of_types = index.types.iter().map(|it| Placed {
        namespace: &it.namespace,
        candidates: vec![it.name.clone()],
        order: it.name.clone(),
        span: it.span,
    });
    let of_parameters = parameters.structs.iter().map(|it| Placed {
        namespace: PARAMETERS,
        candidates: parameter_names(it),
        order: format!(
            "{} {}",
            it.operation.page.as_deref().unwrap_or_default(),
            it.operation.path
        ),
        span: it.operation.span,
    });
    let entries: Vec<_> = of_types.chain(of_parameters).collect();
    let (namespaces, homes) = namespaces::place(&entries, diagnostics);

    let mut homes = homes.into_iter();
    let of_types = index.types.iter().zip(homes.by_ref()).collect();
    let mut types = on_all_threads_unjudged(of_types, diagnostics, |(definition, home), found| {
        documented(index, definition, home, found)
    });
    let of_parameters = parameters.structs.iter().zip(homes).collect();
    types.extend(on_all_threads_unjudged(
        of_parameters,
        diagnostics,
        |(parameters, home), found| of_action(index, parameters, home, found),
    ));
    box_cycles(&mut types);
    cut_chains(&mut types);
    link_derived(&mut types);
    (types, namespaces)
}

fn documented(index: &Index<'_>, definition: &TypeDef, home: Home, diagnostics: &mut Diagnostics) -> Type {
    let shape = match definition.kind {
        schema::Kind::Enum => Definition::Enum(enumeration(definition, diagnostics)),
        schema::Kind::Entity | schema::Kind::Complex => {
            Definition::Struct(structure(index, definition, diagnostics))
        }
    };
    Type {
        name: home.name,
        file: home.file,
        namespace: home.namespace,
        documented: definition.name.clone(),
        wire: format!("{}.{}", definition.namespace, definition.name),
        features: Vec::new(),
        docs: Docs {
            text: definition.description.clone(),
            page: definition.page.clone(),
            inferred: definition.inferred,
            deprecated: definition.deprecated.clone(),
        },
        shape,
    }
}

fn structure(index: &Index<'_>, definition: &TypeDef, diagnostics: &mut Diagnostics) -> Struct {
    let (ancestors, bases) = ancestry(index, definition, diagnostics);
    let mut declared: Vec<Declared<'_>> = Vec::new();
    let mut known: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let owners = ancestors.into_iter().rev().chain([definition]);
    for (generation, owner) in owners.enumerate() {
        for property in &owner.properties {
            if property.name.starts_with("@odata.") {
                let message = format!(
                    "`{}` is OData's own, and stays in `additional_data`",
                    escaped(&property.name)
                );
                diagnostics.push(
                    Diagnostic::new(Code::UnsafeName, property.span, message)
                        .help("remove it from the properties"),
                );
                continue;
            }
            match known.get(property.name.as_str()) {
                // What a type says of an inherited property holds for it.
                Some(&(at, of)) if of < generation => declared[at] = Declared::property(owner, property),
                Some(&(at, _)) => {
                    let message = format!("`{}` is declared again and left out", escaped(&property.name));
                    let again = Diagnostic::new(Code::Duplicate, property.span, message);
                    diagnostics.push(
                        again
                            .related(declared[at].span, "declared here first")
                            .help("remove one of them"),
                    );
                }
                None => {
                    known.insert(&property.name, (declared.len(), generation));
                    declared.push(Declared::property(owner, property));
                }
            }
        }
    }
    Struct {
        bases,
        is_a: Vec::new(),
        derived: Vec::new(),
        fields: fields(index, &declared, diagnostics),
        is_abstract: definition.is_abstract,
        is_parameters: false,
        is_open: definition.open || definition.external,
    }
}

fn of_action(
    index: &Index<'_>,
    parameters: &ParameterStruct<'_>,
    home: Home,
    diagnostics: &mut Diagnostics,
) -> Type {
    let mut known = BTreeSet::new();
    let distinct = parameters
        .parameters
        .iter()
        .filter(|it| known.insert(it.name.as_str()));
    let declared: Vec<_> = distinct.map(|it| Declared::parameter(it)).collect();
    Type {
        name: home.name,
        file: home.file,
        namespace: home.namespace,
        documented: parameters.action.clone(),
        wire: parameters.action.clone(),
        features: Vec::new(),
        docs: Docs {
            page: parameters.operation.page.clone(),
            ..Docs::default()
        },
        shape: Definition::Struct(Struct {
            fields: fields(index, &declared, diagnostics),
            is_parameters: true,
            ..Struct::default()
        }),
    }
}

/// A property or parameter, and the namespace in which its type's name is short.
struct Declared<'a> {
    namespace: &'a str,
    name: &'a str,
    ty: &'a str,
    collection: bool,
    navigation: bool,
    values: &'a [String],
    docs: Docs,
    span: Span,
}

impl<'a> Declared<'a> {
    fn property(owner: &'a TypeDef, property: &'a schema::Property) -> Self {
        Self {
            namespace: &owner.namespace,
            name: &property.name,
            ty: &property.ty,
            collection: property.collection,
            navigation: property.navigation,
            values: &property.values,
            docs: Docs {
                text: property.description.clone(),
                page: None,
                inferred: property.inferred,
                deprecated: property.deprecated.clone(),
            },
            span: property.span,
        }
    }

    fn parameter(parameter: &'a schema::Parameter) -> Self {
        Self {
            namespace: DEFAULT_NAMESPACE,
            name: &parameter.name,
            ty: &parameter.ty,
            collection: parameter.collection,
            navigation: false,
            values: &parameter.values,
            docs: Docs {
                text: parameter.description.clone(),
                ..Docs::default()
            },
            span: parameter.span,
        }
    }
}

fn fields(index: &Index<'_>, declared: &[Declared<'_>], diagnostics: &mut Diagnostics) -> Vec<Field> {
    let wanted: Vec<_> = declared.iter().map(|it| Wanted::plain(it.name)).collect();
    let (names, collisions) = names::assign(NameKind::Field, &wanted);
    for Collision { kept, renamed } in collisions {
        let (first, second) = (&declared[kept], &declared[renamed]);
        collision(
            diagnostics,
            (first.name, first.span),
            (second.name, second.span),
            &names[renamed],
        );
    }
    let (constants, value_constants) = constants(declared);
    let constants = constants.into_iter().zip(value_constants);
    declared
        .iter()
        .zip(names.into_iter().zip(constants))
        .map(|(it, (name, (constant, values)))| {
            let of = index.value(it.namespace, it.ty, it.span, diagnostics);
            Field {
                name,
                constant,
                wire: it.name.to_owned(),
                secret: may_be_secret(of) && it.docs.text.as_deref().is_some_and(prose::is_secret),
                ty: FieldType {
                    of,
                    collection: it.collection,
                    navigation: it.navigation && matches!(of, Value::Struct(_)),
                    boxed: false,
                    far: false,
                },
                values: (!it.values.is_empty()).then(|| (values, distinct(it.values))),
                docs: it.docs.clone(),
            }
        })
        .collect()
}

/// Whether a value can hold what opens something: texts, bytes, and what nothing tells more of.
fn may_be_secret(value: Value) -> bool {
    matches!(
        value,
        Value::Primitive(Primitive::String | Primitive::Binary | Primitive::Json)
    )
}

/// The constants of properties and of their listed values share a scope; properties go first.
fn constants(declared: &[Declared<'_>]) -> (Vec<Name>, Vec<Name>) {
    let of_values: Vec<String> = declared.iter().map(|it| format!("{} values", it.name)).collect();
    let properties = declared.iter().map(|it| Wanted {
        candidates: vec![it.name],
        order: format!("0{}", it.name),
    });
    let values = of_values
        .iter()
        .zip(declared)
        .filter(|(_, it)| !it.values.is_empty());
    let values = values.map(|(name, it)| Wanted {
        candidates: vec![name],
        order: format!("1{}", it.name),
    });
    let wanted: Vec<_> = properties.chain(values).collect();
    let (mut names, _) = names::assign(NameKind::Constant, &wanted);
    let mut given = names.split_off(declared.len()).into_iter();
    let values = declared.iter().zip(&names).map(|(it, name)| {
        let own = if it.values.is_empty() { None } else { given.next() };
        own.unwrap_or_else(|| name.clone())
    });
    let values = values.collect();
    (names, values)
}

/// The documented types that a type inherits from, nearest first, and the wire names of all bases.
fn ancestry<'a>(
    index: &Index<'a>,
    definition: &TypeDef,
    diagnostics: &mut Diagnostics,
) -> (Vec<&'a TypeDef>, Vec<String>) {
    let mut ancestors: Vec<&TypeDef> = Vec::new();
    let mut bases = Vec::new();
    let mut met = BTreeSet::from([(definition.namespace.as_str(), definition.name.as_str())]);
    let mut at = definition;
    while let Some(base) = &at.base {
        let Some(id) = index.find(&at.namespace, base) else {
            let full = if base.contains('.') {
                base.clone()
            } else {
                format!("{}.{base}", at.namespace)
            };
            bases.push(full);
            break;
        };
        let ty = index.types[id.0];
        if bases.len() == MOST_BASES {
            let message = format!(
                "`{}` inherits through more than {MOST_BASES} types",
                escaped(&definition.name)
            );
            let help = "name the base that it really has; what is further away was left out";
            diagnostics.push(Diagnostic::new(Code::BaseCycle, definition.span, message).help(help));
            break;
        }
        if !met.insert((&ty.namespace, &ty.name)) {
            let message = format!("`{}` is a base of itself", escaped(&ty.name));
            let help = "correct the base type on one of the pages or in the overrides";
            diagnostics.push(Diagnostic::new(Code::BaseCycle, definition.span, message).help(help));
            break;
        }
        bases.push(format!("{}.{}", ty.namespace, ty.name));
        ancestors.push(ty);
        at = ty;
    }
    (ancestors, bases)
}

fn enumeration(definition: &TypeDef, diagnostics: &mut Diagnostics) -> Enum {
    let members = distinct(&definition.members);
    let wanted: Vec<_> = members.iter().map(|it| Wanted::plain(it)).collect();
    let (names, collisions) = names::assign(NameKind::Variant, &wanted);
    for Collision { kept, renamed } in collisions {
        let (first, second) = (
            (members[kept].as_str(), definition.span),
            (members[renamed].as_str(), definition.span),
        );
        collision(diagnostics, first, second, &names[renamed]);
    }
    let members = members.into_iter().zip(names).map(|(wire, name)| {
        let facts = definition.member_facts.get(&wire);
        let docs = Docs {
            text: facts.and_then(|it| it.description.clone()),
            deprecated: facts.and_then(|it| it.deprecated.clone()),
            ..Docs::default()
        };
        Member { name, wire, docs }
    });
    Enum {
        members: members.collect(),
        flags: definition.flags,
    }
}

fn collision(diagnostics: &mut Diagnostics, kept: (&str, Span), renamed: (&str, Span), name: &Name) {
    let message = format!(
        "`{}` and `{}` give the same Rust name: the second is `{name}`",
        escaped(kept.0),
        escaped(renamed.0)
    );
    diagnostics.push(
        Diagnostic::new(Code::NameCollision, renamed.1, message)
            .related(kept.1, "the first keeps it")
            .help(COLLISION_HELP),
    );
}

fn distinct(texts: &[String]) -> Vec<String> {
    let mut met = BTreeSet::new();
    texts
        .iter()
        .filter(|it| met.insert(it.as_str()))
        .cloned()
        .collect()
}

/// Tells each base which types derive from it, and each type which structs stand for its bases.
fn link_derived(types: &mut [Type]) {
    let structs = types.iter().enumerate().filter(|(_, ty)| match &ty.shape {
        // No value is documented as nothing but an entity.
        Definition::Struct(it) => !it.is_parameters && !ty.is_entity(),
        Definition::Enum(_) => false,
    });
    let ids: BTreeMap<String, TypeId> = structs.map(|(at, ty)| (ty.wire.clone(), TypeId(at))).collect();
    let mut derived: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ty in types.iter() {
        if let Definition::Struct(it) = &ty.shape {
            for base in &it.bases {
                derived.entry(base.clone()).or_default().push(ty.wire.clone());
            }
        }
    }
    for ty in types {
        let Definition::Struct(it) = &mut ty.shape else {
            continue;
        };
        it.is_a = it
            .bases
            .iter()
            .filter_map(|base| ids.get(base).copied())
            .collect();
        if let Some(mut derived) = derived.remove(&ty.wire) {
            derived.sort();
            it.derived = derived;
        }
    }
}

/// Boxes every field on a cycle of plain fields. All of a cycle, so that it does not depend on who is read first.
fn box_cycles(types: &mut [Type]) {
    let edges: Vec<Vec<usize>> = types.iter().map(contained).collect();
    let component = cycles::components(&edges);
    for (at, ty) in types.iter_mut().enumerate() {
        if let Definition::Struct(it) = &mut ty.shape {
            for field in &mut it.fields {
                field.ty.boxed = contained_by_value(field).is_some_and(|to| component[to] == component[at]);
            }
        }
    }
}

/// Erases the fields at which a chain of structs would be too long for the compiler.
fn cut_chains(types: &mut [Type]) {
    let edges: Vec<Vec<depth::Edge>> = types
        .iter()
        .map(|ty| held(ty).map(|(_, edge)| edge).collect())
        .collect();
    let targets: Vec<Vec<usize>> = edges
        .iter()
        .map(|it| it.iter().map(|edge| edge.to).collect())
        .collect();
    let cuts = depth::cut(&edges, &cycles::components(&targets));
    for (ty, cuts) in types.iter_mut().zip(cuts) {
        let places: Vec<usize> = held(ty).map(|(at, _)| at).collect();
        if let Definition::Struct(it) = &mut ty.shape {
            for (at, is_cut) in places.into_iter().zip(cuts) {
                it.fields[at].ty.far = is_cut;
                it.fields[at].ty.boxed &= !is_cut;
            }
        }
    }
}

/// The fields of a struct that hold structs, by themselves or as a list; by their number.
fn held(ty: &Type) -> impl Iterator<Item = (usize, depth::Edge)> {
    let fields = match &ty.shape {
        Definition::Struct(it) => it.fields.as_slice(),
        Definition::Enum(_) => &[],
    };
    fields
        .iter()
        .enumerate()
        .filter_map(|(at, field)| match field.ty.of {
            Value::Struct(id) if !field.ty.navigation => {
                let steps = depth::steps(field.ty.collection, field.ty.boxed);
                Some((at, depth::Edge { to: id.0, steps }))
            }
            _ => None,
        })
}

fn contained(ty: &Type) -> Vec<usize> {
    match &ty.shape {
        Definition::Struct(it) => it.fields.iter().filter_map(contained_by_value).collect(),
        Definition::Enum(_) => Vec::new(),
    }
}

fn contained_by_value(field: &Field) -> Option<usize> {
    match field.ty.of {
        Value::Struct(id) if !field.ty.collection && !field.ty.navigation => Some(id.0),
        _ => None,
    }
}
