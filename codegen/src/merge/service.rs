//! Which service the pages are of: its namespace and where it is, as the pages say it, unless it was set.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names::split;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::http;
use crate::facts::Facts;
use crate::service::{Service, Settings, UNTOLD, graph};
use crate::text::escaped;

/// The service, and in all facts its namespace where a page names none. The prefixes that were set are taken from addresses.
pub(super) fn settle(
    facts: &mut [Facts],
    version: &str,
    settings: &Settings,
    diags: &mut Diagnostics,
) -> Service {
    let found = roots(facts, &settings.prefixes);
    for prefix in &settings.prefixes {
        strip(facts, prefix.trim_matches('/'));
    }
    let told = namespace(facts, &found);
    let home = settings.namespace.clone().unwrap_or(told);
    fill(facts, &home);
    let is_graph = graph::is_below(&home);
    let address = || found.address(version).filter(|_| !is_graph);
    let base_url = settings.base_url.clone().or_else(address);
    let calls = facts.iter().any(|it| it.operation.is_some());
    if !is_graph && base_url.is_none() && calls {
        let message = format!(
            "the pages are of `{}`, and no address in them has its host",
            escaped(&home)
        );
        diags.push(
            Diagnostic::placeless(Code::UnknownService, message)
                .help("set `base_url` in `service.yaml`, or give `--base-url` (`Builder::base_url`)"),
        );
    }
    Service {
        namespace: (home != graph::NAMESPACE).then_some(home.clone()),
        base_url,
        client: settings.client.clone(),
    }
}

/// How often each root is written, placeholders apart.
#[derive(Default)]
struct Roots {
    /// Scheme, host and what stands before the path.
    counts: BTreeMap<String, usize>,
}

impl Roots {
    fn add(&mut self, root: &str) {
        let is_whole = root.starts_with("http") && !root.contains(['{', '<', '[', ' ']);
        if is_whole {
            let root = root.trim_end_matches('/').to_owned();
            *self.counts.entry(root).or_default() += 1;
        }
    }

    /// The root that is written most; one of the version that is read comes first.
    fn address(&self, version: &str) -> Option<String> {
        let is_of = |root: &str| !version.is_empty() && root.ends_with(version);
        let most = self.counts.iter().max_by(|a, b| {
            let (left, right) = (is_of(a.0), is_of(b.0));
            (left, a.1, b.0).cmp(&(right, b.1, a.0))
        });
        most.map(|(root, _)| root.clone())
    }

    /// True where most addresses are of another host than Graph's.
    fn are_elsewhere(&self) -> bool {
        let of = |is_graph: bool| -> usize {
            let roots = self.counts.iter();
            roots
                .filter(|(root, _)| graph::is_host(super::roots::host(root)) == is_graph)
                .map(|(_, count)| count)
                .sum()
        };
        of(false) > of(true)
    }
}

/// The roots of request lines and of examples, and those that answers name in `@odata.context` (OData JSON Format 4.01,
/// chapter 4.6.1), where addresses have a placeholder.
fn roots(facts: &[Facts], prefixes: &[String]) -> Roots {
    let mut found = Roots::default();
    let with_prefix = |root: &str, path: &str| {
        let prefix = prefixes.iter().map(|it| it.trim_matches('/'));
        let prefix = prefix.into_iter().find(|it| behind(path, it).is_some());
        prefix.map_or_else(|| root.to_owned(), |it| format!("{root}/{it}"))
    };
    for operation in facts.iter().filter_map(|it| it.operation.as_ref()) {
        for it in &operation.requests {
            if let Some(root) = &it.root {
                found.add(&with_prefix(root, &it.path));
            }
        }
        for it in &operation.examples {
            let line = http::read(&it.start);
            if let Some((root, path)) = line.and_then(|it| Some((it.root?, it.path))) {
                found.add(&with_prefix(&root, &path));
            }
            if let Some(root) = context(&it.body) {
                found.add(root);
            }
        }
    }
    found
}

/// `https://api.example.com/v2.0` of `"@odata.context": "https://api.example.com/v2.0/$metadata#x"`.
fn context(body: &str) -> Option<&str> {
    let (_, rest) = body.split_once("@odata.context\"")?;
    let value = rest
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix('"')?;
    let (root, _) = value.split_once('"')?.0.split_once("/$metadata")?;
    Some(root)
}

/// The namespace that most pages name: in their own line, in their comment blocks, in addresses. Graph's, where it is one of
/// those that are named most, or where nothing is named and the addresses are no other host's.
fn namespace(facts: &[Facts], roots: &Roots) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in facts {
        let own = [&*page.page.namespace].into_iter();
        let of_types = page.types.iter().map(|it| &*it.namespace);
        let of_enums = page.enums.iter().map(|it| &*it.namespace);
        let called = page.page.called.iter().map(String::as_str);
        for it in own.chain(of_types).chain(of_enums).chain(called) {
            if !it.is_empty() {
                *counts.entry(it).or_default() += 1;
            }
        }
    }
    if counts.is_empty() {
        counts = aliases(facts);
    }
    let of_graph: usize = counts
        .iter()
        .filter(|(name, _)| graph::is_below(name))
        .map(|(_, count)| count)
        .sum();
    let others = counts.iter().filter(|(name, _)| !graph::is_below(name));
    let other = others.max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0)));
    match other {
        Some((name, count)) if *count > of_graph => (*name).to_owned(),
        None if of_graph == 0 && roots.are_elsewhere() => UNTOLD.to_owned(),
        _ => graph::NAMESPACE.to_owned(),
    }
}

/// The namespaces that cells write before the name of a type, as an alias: `NAV.documentType`.
fn aliases(facts: &[Facts]) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let rows = facts
        .iter()
        .flat_map(|it| &it.types)
        .flat_map(|it| &it.properties);
    for ty in rows.filter_map(|it| it.ty.as_ref()) {
        let alias = split(&ty.name).0.filter(|it| !it.eq_ignore_ascii_case("edm"));
        if let Some(alias) = alias.filter(|_| !ty.primitive) {
            *counts.entry(alias).or_default() += 1;
        }
    }
    counts
}

/// Gives all that names no namespace the service's own.
fn fill(facts: &mut [Facts], home: &str) {
    let home: Arc<str> = home.into();
    for page in facts {
        let of_types = page.types.iter_mut().map(|it| &mut it.namespace);
        let of_enums = page.enums.iter_mut().map(|it| &mut it.namespace);
        let all = std::iter::once(&mut page.page.namespace);
        for it in all.chain(of_types).chain(of_enums) {
            if it.is_empty() {
                *it = Arc::clone(&home);
            }
        }
    }
}

/// Takes a prefix from the addresses that begin with it, those of examples too.
fn strip(facts: &mut [Facts], prefix: &str) {
    for operation in facts.iter_mut().filter_map(|it| it.operation.as_mut()) {
        for it in &mut operation.requests {
            if let Some(rest) = behind(&it.path, prefix) {
                it.path = rest.to_owned();
            }
        }
        for it in &mut operation.examples {
            let path = http::read(&it.start).map(|it| it.path);
            let begins = path.is_some_and(|path| behind(&path, prefix).is_some());
            // The path's first segment is the first place where the prefix can stand behind the method and the host.
            let at = it
                .start
                .to_ascii_lowercase()
                .find(&format!("{}/", prefix.to_ascii_lowercase()));
            if let Some(at) = at.filter(|_| begins) {
                it.start.replace_range(at..=at + prefix.len(), "");
            }
        }
    }
}

/// What stands behind a prefix of a path, with its slash.
fn behind<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    let path = path.strip_prefix('/')?;
    let head = path.get(..prefix.len())?;
    let rest = &path[prefix.len()..];
    (head.eq_ignore_ascii_case(prefix) && rest.len() > 1 && rest.starts_with('/')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{Roots, behind, context};

    #[test]
    fn the_root_is_what_stands_before_the_metadata() {
        let body = "{ \"@odata.context\" : \"https://api.example.com/v2.0/$metadata#companies(1)/cars\" }";
        assert_eq!(context(body), Some("https://api.example.com/v2.0"));
        assert_eq!(context("{ \"value\": [] }"), None);
    }

    #[test]
    fn a_root_of_the_version_comes_first() {
        let mut roots = Roots::default();
        for root in [
            "https://x.example.com/v1.0",
            "https://x.example.com/v1.0",
            "https://x.example.com/v2.0",
        ] {
            roots.add(root);
        }
        roots.add("https://{host}/v1.0");
        assert_eq!(
            roots.address("v2.0").as_deref(),
            Some("https://x.example.com/v2.0")
        );
        assert_eq!(roots.address("").as_deref(), Some("https://x.example.com/v1.0"));
        assert!(roots.are_elsewhere());
    }

    #[test]
    fn a_prefix_is_whole_segments() {
        assert_eq!(behind("/gate/cars", "gate"), Some("/cars"));
        assert_eq!(behind("/Api/v2/cars", "api/v2"), Some("/cars"));
        assert_eq!(behind("/gates/cars", "gate"), None);
        assert_eq!(behind("/gate", "gate"), None);
    }
}
