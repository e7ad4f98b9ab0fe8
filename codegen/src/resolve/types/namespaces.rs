//! Where each type is declared: the modules that follow the namespaces, and the names in them.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Name, Namespace, NamespaceId, TypeId};
use crate::resolve::names::{self, COLLISION_HELP, Collision, NameKind, Wanted};
use crate::schema::DEFAULT_NAMESPACE;
use crate::source::Span;
use crate::text::escaped;

/// The deepest module; what is below shares a module.
const DEEPEST: usize = 6;

/// A type that wants its place.
pub(super) struct Placed<'a> {
    pub(super) namespace: &'a str,
    /// What to name it, the best first.
    pub(super) candidates: Vec<String>,
    /// Decides who keeps a contested name.
    pub(super) order: String,
    pub(super) span: Span,
}

/// Where a type is declared, and as what.
#[derive(Clone, Debug)]
pub(super) struct Home {
    pub(super) namespace: NamespaceId,
    pub(super) name: Name,
    pub(super) file: Name,
}

/// Gives each entry its home, in the entries' order.
pub(super) fn place(entries: &[Placed<'_>], diagnostics: &mut Diagnostics) -> (Vec<Namespace>, Vec<Home>) {
    let mut namespaces = vec![Namespace {
        name: names::root_of_types(),
        documented: DEFAULT_NAMESPACE.to_owned(),
        parent: None,
        children: Vec::new(),
        types: Vec::new(),
    }];
    // `Microsoft.x` and `microsoft.y` share a module.
    let mut children: BTreeMap<(NamespaceId, String), NamespaceId> = BTreeMap::new();
    for (number, entry) in entries.iter().enumerate() {
        let mut at = NamespaceId::ROOT;
        for segment in segments(entry.namespace) {
            let key = names::spell(NameKind::Module, &segment).to_string();
            at = *children.entry((at, key)).or_insert_with(|| {
                let id = NamespaceId(namespaces.len());
                namespaces.push(Namespace {
                    name: names::spell(NameKind::Module, &segment),
                    documented: entry.namespace.to_owned(),
                    parent: Some(at),
                    children: Vec::new(),
                    types: Vec::new(),
                });
                namespaces[at.0].children.push(id);
                id
            });
        }
        namespaces[at.0].types.push(TypeId(number));
    }
    let segment_of: BTreeMap<NamespaceId, &str> = children
        .iter()
        .map(|((_, segment), id)| (*id, segment.as_str()))
        .collect();

    let placeholder = names::spell(NameKind::Type, "");
    let mut homes: Vec<Home> = entries
        .iter()
        .map(|_| Home {
            namespace: NamespaceId::ROOT,
            name: placeholder.clone(),
            file: placeholder.clone(),
        })
        .collect();
    for at in 0..namespaces.len() {
        let types = namespaces[at].types.clone();
        for (id, name) in types.iter().zip(type_names(&types, entries, diagnostics)) {
            homes[id.0].namespace = NamespaceId(at);
            homes[id.0].name = name;
        }
        let modules = namespaces[at].children.clone();
        let (of_modules, of_types) = file_names(&namespaces[at].name, &modules, &segment_of, &types, entries);
        for (id, name) in modules.iter().zip(of_modules) {
            namespaces[id.0].name = name;
        }
        for (id, name) in types.iter().zip(of_types) {
            homes[id.0].file = name;
        }
        let mut modules = modules;
        modules.sort_by(|a, b| namespaces[a.0].name.cmp(&namespaces[b.0].name));
        namespaces[at].children = modules;
        namespaces[at]
            .types
            .sort_by(|a, b| homes[a.0].file.cmp(&homes[b.0].file));
    }
    (namespaces, homes)
}

/// `microsoft.graph` is `types` itself, `microsoft.graph.callRecords` its child, any other namespace a module for
/// each of its parts.
fn segments(namespace: &str) -> Vec<String> {
    let below = namespace
        .strip_prefix(DEFAULT_NAMESPACE)
        .filter(|it| it.is_empty() || it.starts_with('.'));
    let mut segments: Vec<String> = below
        .unwrap_or(namespace)
        .split('.')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    if segments.len() > DEEPEST {
        let rest = segments.split_off(DEEPEST - 1).join(".");
        segments.push(rest);
    }
    segments
}

fn type_names(types: &[TypeId], entries: &[Placed<'_>], diagnostics: &mut Diagnostics) -> Vec<Name> {
    let wanted: Vec<_> = types.iter().map(|id| wanted(&entries[id.0])).collect();
    let (given, collisions) = names::assign(NameKind::Type, &wanted);
    for Collision { kept, renamed } in collisions {
        let (kept, renamed, name) = (
            &entries[types[kept].0],
            &entries[types[renamed].0],
            &given[renamed],
        );
        if renamed.candidates.len() > 1 {
            continue;
        }
        let message = format!(
            "`{}` and `{}` give the same Rust name: the second is `{name}`",
            escaped(&kept.candidates[0]),
            escaped(&renamed.candidates[0]),
        );
        diagnostics.push(
            Diagnostic::new(Code::NameCollision, renamed.span, message)
                .related(kept.span, "this one keeps it")
                .help(COLLISION_HELP),
        );
    }
    given
}

/// Modules and files share a scope; modules go first, because users write their names.
fn file_names(
    above: &Name,
    modules: &[NamespaceId],
    segment_of: &BTreeMap<NamespaceId, &str>,
    types: &[TypeId],
    entries: &[Placed<'_>],
) -> (Vec<Name>, Vec<Name>) {
    let with_type: Vec<String> = types
        .iter()
        .map(|id| format!("{} type", entries[id.0].candidates[0]))
        .collect();
    let segments = modules
        .iter()
        .map(|id| segment_of.get(id).copied().unwrap_or_default());
    let with_namespace: Vec<String> = segments.clone().map(|it| format!("{it} namespace")).collect();
    let of_modules = segments
        .zip(&with_namespace)
        .map(|(segment, with_namespace)| Wanted {
            candidates: vec![segment, with_namespace],
            order: format!("0{segment}"),
        });
    let of_types = types.iter().zip(&with_type).map(|(id, with_type)| {
        let mut wanted = wanted(&entries[id.0]);
        wanted.candidates.push(with_type);
        wanted.order.insert(0, '1');
        wanted
    });
    let wanted: Vec<_> = of_modules.chain(of_types).collect();
    let mut given = names::assign_modules(above, &wanted);
    let of_types = given.split_off(modules.len());
    (given, of_types)
}

fn wanted<'a>(entry: &'a Placed<'_>) -> Wanted<'a> {
    Wanted {
        candidates: entry.candidates.iter().map(String::as_str).collect(),
        order: entry.order.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::segments;

    #[test]
    fn the_default_namespace_is_the_root() {
        assert!(segments("microsoft.graph").is_empty());
        assert_eq!(segments("microsoft.graph.callRecords"), ["callRecords"]);
        assert_eq!(
            segments("Microsoft.M365.AuditCore"),
            ["Microsoft", "M365", "AuditCore"]
        );
        assert_eq!(segments("microsoft.graphics"), ["microsoft", "graphics"]);
        assert_eq!(segments(&"a.".repeat(10_000)).len(), super::DEEPEST);
    }
}
