//! The public API as a list, committed as `api.txt`: what a release must keep is seen to change where it changes. Read from the sources;
//! what macros write (the values' `parse`, `FromStr` and serde's traits) and what derives give is not on it.
//! `GRAPHDOWN_BLESS=1` rewrites it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, TraitItem, UseTree, Visibility};

/// What the crate gives under a name: the name, and the room that it is of.
type Exports = BTreeSet<(String, String)>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn parse(path: &Path) -> Vec<Item> {
    let text = fs::read_to_string(path).expect("a source can be read");
    syn::parse_file(&text).expect("a source is Rust").items
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as one line, without the spaces that `quote` puts between them.
fn line(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (spaced, close) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" ::", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" <", "<"),
        (" >", ">"),
        (" ,", ","),
        (" ;", ";"),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" :", ":"),
        ("' ", "'"),
        ("[ ", "["),
        (" ]", "]"),
        (",)", ")"),
        (",>", ">"),
    ] {
        line = line.replace(spaced, close);
    }
    line.replace("->", " -> ").replace("  ", " ")
}

/// The names that a `pub use` gives, with the first segment of their path.
fn used(tree: &UseTree, room: Option<&str>, exports: &mut Exports) {
    match tree {
        UseTree::Path(path) => {
            let segment = path.ident.to_string();
            let own = (segment != "crate").then_some(segment);
            used(&path.tree, room.or(own.as_deref()), exports);
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| used(tree, room, exports)),
        UseTree::Name(name) => {
            exports.insert((name.ident.to_string(), room.unwrap_or_default().to_owned()));
        }
        UseTree::Rename(_) | UseTree::Glob(_) => panic!("a name of the API is written out: {}", line(tree)),
    }
}

/// All files of the rooms, by room.
fn sources() -> Vec<(String, Vec<Item>)> {
    let mut found = Vec::new();
    let mut open = vec![root()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a source").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let below = path.strip_prefix(root()).expect("below the root");
            let room = below
                .components()
                .next()
                .expect("a name")
                .as_os_str()
                .to_string_lossy();
            found.push((room.into_owned(), parse(&path)));
        }
    }
    found
}

/// What is written of one name.
#[derive(Default)]
struct Listing(BTreeMap<String, BTreeSet<String>>);

impl Listing {
    fn add(&mut self, name: &str, line: String) {
        self.0.entry(name.to_owned()).or_default().insert(line);
    }

    fn item(&mut self, item: &Item, wanted: &dyn Fn(&str) -> bool) {
        match item {
            Item::Struct(it) if wanted(&it.ident.to_string()) => {
                let name = it.ident.to_string();
                self.add(&name, format!("struct {name}{}", line(&it.generics)));
                if let Fields::Named(fields) = &it.fields {
                    for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                        let field_name = field.ident.as_ref().expect("a name");
                        self.add(&name, format!("    {field_name}: {}", line(&field.ty)));
                    }
                }
            }
            Item::Enum(it) if wanted(&it.ident.to_string()) => {
                let name = it.ident.to_string();
                self.add(&name, format!("enum {name}{}", line(&it.generics)));
                for variant in &it.variants {
                    self.add(&name, format!("    {}{}", variant.ident, line(&variant.fields)));
                }
            }
            Item::Trait(it) if wanted(&it.ident.to_string()) => {
                let name = it.ident.to_string();
                let bounds = line(&it.supertraits);
                self.add(&name, format!("trait {name}{}: {bounds}", line(&it.generics)));
                for item in &it.items {
                    let text = match item {
                        TraitItem::Fn(it) => line(&it.sig),
                        TraitItem::Const(it) => format!("const {}: {}", it.ident, line(&it.ty)),
                        TraitItem::Type(it) => format!("type {}", it.ident),
                        _ => continue,
                    };
                    self.add(&name, format!("    {text}"));
                }
            }
            Item::Type(it) if wanted(&it.ident.to_string()) => {
                self.add(
                    &it.ident.to_string(),
                    format!("type {}{} = {}", it.ident, line(&it.generics), line(&it.ty)),
                );
            }
            Item::Const(it) if wanted(&it.ident.to_string()) => {
                self.add(
                    &it.ident.to_string(),
                    format!("const {}: {}", it.ident, line(&it.ty)),
                );
            }
            Item::Fn(it) if is_public(&it.vis) && wanted(&it.sig.ident.to_string()) => {
                self.add(&it.sig.ident.to_string(), line(&it.sig));
            }
            Item::Impl(it) => self.implementation(it, wanted),
            _ => {}
        }
    }

    fn implementation(&mut self, it: &syn::ItemImpl, wanted: &dyn Fn(&str) -> bool) {
        let ty = line(&it.self_ty);
        let name: String = ty
            .trim_start_matches('&')
            .chars()
            .take_while(|it| it.is_alphanumeric())
            .collect();
        if !wanted(&name) {
            return;
        }
        if let Some((path, _)) = &it.trait_ {
            self.add(
                &name,
                format!("    impl{} {} for {ty}", line(&it.generics), line(path)),
            );
            return;
        }
        let within = if ty == name {
            String::new()
        } else {
            format!(" (of {ty})")
        };
        for item in &it.items {
            match item {
                ImplItem::Fn(it) if is_public(&it.vis) => {
                    self.add(&name, format!("    {}{within}", line(&it.sig)));
                }
                ImplItem::Const(it) if is_public(&it.vis) => {
                    self.add(&name, format!("    const {}: {}{within}", it.ident, line(&it.ty)));
                }
                _ => {}
            }
        }
    }
}

/// The items of each public module of the root, under its name.
fn modules() -> Vec<(&'static str, Exports)> {
    let mut root_exports = Exports::new();
    let mut model = Exports::new();
    for item in parse(&root().join("lib.rs")) {
        match &item {
            Item::Use(it) if is_public(&it.vis) => {
                used(&it.tree, None, &mut root_exports);
            }
            Item::Mod(it) if it.ident == "model" => {
                for item in it.content.iter().flat_map(|(_, items)| items) {
                    if let Item::Use(it) = item {
                        used(&it.tree, None, &mut model);
                    }
                }
            }
            _ => {}
        }
    }
    let json = ["from_slice", "from_str", "to_vec", "to_string"].map(|it| (it.to_owned(), "json".to_owned()));
    vec![("", root_exports), ("json::", json.into()), ("model::", model)]
}

#[test]
fn the_api_is_what_is_committed() {
    let sources = sources();
    let mut text = String::new();
    for (module, exports) in modules() {
        let mut listing = Listing::default();
        for (room, items) in &sources {
            let room = room.trim_end_matches(".rs");
            for item in items {
                // What is written for a type may stand in a room after its own. That of examples has names of its own.
                let anywhere = matches!(item, Item::Impl(_)) && room != "examples";
                let wanted = |name: &str| {
                    exports
                        .iter()
                        .any(|(own, of)| own == name && (anywhere || of == room))
                };
                listing.item(item, &wanted);
            }
        }
        let crates = ["bytes", "http", "reqwest", "serde", "serde_json", "time", "uuid"];
        for (name, room) in &exports {
            if crates.contains(&name.as_str()) && room.is_empty() {
                continue;
            }
            let lines = listing
                .0
                .get(name)
                .unwrap_or_else(|| panic!("{module}{name} is in no file of `{room}`"));
            text.push_str(&[module, name, "\n"].concat());
            // The item itself comes before what is in it.
            let (own, within): (Vec<_>, Vec<_>) = lines.iter().partition(|line| !line.starts_with(' '));
            for line in own.into_iter().chain(within) {
                text.push_str(&["    ", line, "\n"].concat());
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api.txt");
    if std::env::var_os("GRAPHDOWN_BLESS").is_some() {
        fs::write(&path, &text).expect("the list can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let changed = |one: &str, other: &str, mark: char| -> Vec<String> {
        let lines: BTreeSet<&str> = other.lines().collect();
        one.lines()
            .filter(|line| !lines.contains(line))
            .map(|line| format!("{mark} {line}"))
            .collect()
    };
    let difference = [changed(&committed, &text, '-'), changed(&text, &committed, '+')].concat();
    assert!(
        committed == text,
        "the public API is another than tests/api.txt says; GRAPHDOWN_BLESS=1 rewrites it:\n{}",
        difference.join("\n")
    );
}
