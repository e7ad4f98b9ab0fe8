//! Every Rust name is decided here and nowhere else.
//!
//! A name is made from the [`words`](mod@words) of what the pages say, in the case of its kind. These are the rules, in order:
//!
//! 1. A leading digit gets `_` in front, in `PascalCase` an `N`. A name without a letter or digit is `unnamed_` and a mark of the original.
//! 2. A keyword becomes a raw identifier (`r#type`); `self`, `super`, `crate`, `Self`, and every keyword that would
//!    name a file, get `_` behind. So does what the generated code of the scope already has ([`NameKind::reserved`]).
//! 3. A type that would shadow a name of the prelude or of the runtime gets `Type` behind (`OptionType`), a node of a
//!    path `Path`.
//! 4. Where two names of a scope become one, the one whose original sorts first keeps it. Each of the others takes
//!    the next of its own candidates, and at last a mark: four hex digits of its original. So a name never depends on
//!    an unrelated one.
//!    Among types, one that only has the name by rule 3 steps back before one that the pages call so.
//! 5. What is longer than [`LONGEST`] is cut and gets the mark, because file systems and readers have limits.

mod reserved;
pub(super) mod words;

use std::collections::BTreeMap;

use reserved::{FILES, KEYWORDS, METHODS_OF_CLIENT, METHODS_OF_TRAITS, NEVER_RAW, PRELUDE, RUNTIME};
use words::words;

use crate::model::Name;

/// What to do where two documented names give one.
pub(super) const COLLISION_HELP: &str = "nothing, if both are meant: each keeps its documented name on the wire, and its name in Rust from run to run";

/// The longest identifier, in bytes, before it is cut.
const LONGEST: usize = 100;

/// The feature that is no area's.
const OTHER_TYPES: &str = "other-types";

/// What a name is for: it decides its case and what is taken already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A field of a struct.
    Field,
    /// A method of a path's node.
    Method,
    /// A method of the client.
    ClientMethod,
    /// A method's argument.
    Argument,
    /// A module and its file.
    Module,
    /// A struct or an enum among `types`.
    Type,
    /// A struct among `paths`.
    Node,
    /// A member of an enum.
    Variant,
    /// A constant of a property, or a static of an operation.
    Constant,
    /// A feature of the generated crate.
    Feature,
}

/// Someone who wants a name.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    /// What to name it, the best first. Never empty.
    pub(super) candidates: Vec<&'a str>,
    /// Decides who keeps a name that two want: the smallest. The original name as a rule.
    pub(super) order: String,
}

impl<'a> Wanted<'a> {
    /// Wants the name of its original.
    pub(super) fn plain(original: &'a str) -> Self {
        Self {
            candidates: vec![original],
            order: original.to_owned(),
        }
    }
}

/// Two who wanted one name: indices into what was given to [`assign`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Collision {
    pub(super) kept: usize,
    pub(super) renamed: usize,
}

/// The names of one scope, in the order of those who want them, and who had to step back.
pub(super) fn assign(kind: NameKind, wanted: &[Wanted<'_>]) -> (Vec<Name>, Vec<Collision>) {
    let mut names: Vec<Option<Name>> = vec![None; wanted.len()];
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut collisions = Vec::new();
    let mut plain: Vec<Option<String>> = wanted
        .iter()
        .map(|it| it.candidates.first().map(|it| kind.plain(it)))
        .collect();
    let mut open: Vec<usize> = (0..wanted.len()).collect();
    // Who is called so by the pages goes before who only steps back from a name of the prelude.
    let steps_back = |index: usize| {
        kind.suffix_of_shadowing().is_some() && plain[index].as_deref().is_some_and(is_shadowing)
    };
    open.sort_by_cached_key(|&index| (steps_back(index), wanted[index].order.as_str()));

    let rounds = wanted.iter().map(|it| it.candidates.len()).max().unwrap_or(0);
    for round in 0..rounds {
        open.retain(|&index| {
            let Some(candidate) = wanted[index].candidates.get(round) else {
                return true;
            };
            let plain = plain[index].take().unwrap_or_else(|| kind.plain(candidate));
            let name = finished(kind, candidate, plain);
            if let Some(&kept) = owners.get(name.as_str()) {
                if round == 0 {
                    collisions.push(Collision { kept, renamed: index });
                }
                true
            } else {
                owners.insert(name.as_str().to_owned(), index);
                names[index] = Some(name);
                false
            }
        });
    }
    for index in open {
        let original = wanted[index].candidates.last().copied().unwrap_or_default();
        let name = marked(kind, original, &wanted[index].order, |it| {
            !owners.contains_key(it)
        });
        owners.insert(name.as_str().to_owned(), index);
        names[index] = Some(name);
    }
    collisions.sort_by_key(|it| it.renamed);
    let names = names
        .into_iter()
        .map(|it| it.unwrap_or_else(|| spell(kind, "")))
        .collect();
    (names, collisions)
}

/// The names of modules in the module `above`, which none of them shares: `search::search` confuses readers, and
/// clippy.
pub(super) fn assign_modules(above: &Name, wanted: &[Wanted<'_>]) -> Vec<Name> {
    let first = Wanted {
        candidates: vec![above.as_str()],
        order: String::new(),
    };
    let all: Vec<_> = [first].into_iter().chain(wanted.iter().cloned()).collect();
    assign(NameKind::Module, &all).0.split_off(1)
}

/// The name of one thing that shares its scope with nobody.
pub(super) fn spell(kind: NameKind, original: &str) -> Name {
    finished(kind, original, kind.plain(original))
}

/// A plain name under all other rules.
fn finished(kind: NameKind, original: &str, plain: String) -> Name {
    let plain = if plain.len() > LONGEST {
        let mut start = plain[..LONGEST].trim_end_matches(['_', '-']).to_owned();
        start.push_str(&kind.join_behind(&mark(original, 8)));
        start
    } else {
        plain
    };
    kind.escape(plain)
}

/// The module of all types. No other module has this name.
pub(super) fn root_of_types() -> Name {
    Name::new("types")
}

/// The feature of a crate that brings what no area needs.
pub(super) fn other_types() -> Name {
    Name::new(OTHER_TYPES)
}

/// A name with a mark that only its original decides, longer where the short one is taken.
fn marked(kind: NameKind, original: &str, order: &str, free: impl Fn(&str) -> bool) -> Name {
    let plain = spell(kind, original);
    let plain = plain
        .as_str()
        .trim_start_matches("r#")
        .trim_end_matches('_')
        .to_owned();
    let source = format!("{original}\0{order}");
    [4, 8, 16]
        .into_iter()
        .map(|digits| mark(&source, digits))
        .chain((2..=u32::MAX).map(|count| format!("{}{count}", mark(&source, 16))))
        .map(|mark| format!("{plain}{}", kind.join_behind(&mark)))
        .find(|name| free(name))
        .map_or_else(|| spell(kind, ""), Name::new)
}

/// The first hex digits of the FNV-1a hash of a text.
fn mark(text: &str, digits: usize) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")[..digits].to_owned()
}

impl NameKind {
    fn is_pascal(self) -> bool {
        matches!(self, Self::Type | Self::Node | Self::Variant)
    }

    /// `oAuth2…`, `iOS…`, `eTag`: one small letter in front belongs to its word, except in `PascalCase`, where
    /// `OAuth2…` tells the same.
    fn first_joined(self, mut words: Vec<String>) -> Vec<String> {
        let joins = !self.is_pascal()
            && words.len() > 1
            && words[0].len() == 1
            && words[0].starts_with(|it: char| it.is_ascii_lowercase())
            && words[1].starts_with(|it: char| it.is_ascii_uppercase());
        if joins {
            let first = words.remove(0);
            words[0].insert_str(0, &first);
        }
        words
    }

    /// In its case, before all other rules.
    fn plain(self, original: &str) -> String {
        let words = self.first_joined(words(start(original)));
        if words.is_empty() {
            self.join(&["unnamed".to_owned(), mark(original, 4)])
        } else {
            self.join(&words)
        }
    }

    fn join(self, words: &[String]) -> String {
        match self {
            Self::Type | Self::Node | Self::Variant => {
                words.iter().fold(String::new(), |mut joined, word| {
                    let digits_meet = joined.ends_with(|it: char| it.is_ascii_digit())
                        && word.starts_with(|it: char| it.is_ascii_digit());
                    if digits_meet {
                        joined.push('_');
                    }
                    joined.push_str(&capitalised(word));
                    joined
                })
            }
            Self::Constant => words.join("_").to_ascii_uppercase(),
            Self::Feature => words.join("-").to_ascii_lowercase(),
            Self::Field | Self::Method | Self::ClientMethod | Self::Argument | Self::Module => {
                words.join("_").to_ascii_lowercase()
            }
        }
    }

    fn join_behind(self, mark: &str) -> String {
        match self {
            Self::Type | Self::Node | Self::Variant => capitalised(mark),
            Self::Constant => format!("_{}", mark.to_ascii_uppercase()),
            Self::Feature => format!("-{mark}"),
            Self::Field | Self::Method | Self::ClientMethod | Self::Argument | Self::Module => {
                format!("_{mark}")
            }
        }
    }

    fn escape(self, name: String) -> Name {
        let begins_with_digit = name.starts_with(|it: char| it.is_ascii_digit());
        let name = match self {
            _ if !begins_with_digit => name,
            Self::Feature => name,
            _ if self.is_pascal() => format!("N{name}"),
            _ => format!("_{name}"),
        };
        if let Some(suffix) = self.suffix_of_shadowing()
            && is_shadowing(&name)
        {
            return Name::new(format!("{name}{suffix}"));
        }
        let keyword = KEYWORDS.binary_search(&name.as_str()).is_ok();
        if self.reserved().contains(&name.as_str())
            || NEVER_RAW.contains(&name.as_str())
            || (keyword && self == Self::Module)
        {
            return Name::new(format!("{name}_"));
        }
        if keyword && self != Self::Feature {
            return Name::new(format!("r#{name}"));
        }
        Name::new(name)
    }

    /// What a struct or enum gets behind a name that would shadow the prelude's or the runtime's.
    fn suffix_of_shadowing(self) -> Option<&'static str> {
        match self {
            Self::Type => Some("Type"),
            Self::Node => Some("Path"),
            _ => None,
        }
    }

    /// What generated code of the scope has by itself.
    fn reserved(self) -> &'static [&'static str] {
        match self {
            Self::Field => &["additional_data"],
            Self::Method => METHODS_OF_TRAITS,
            Self::ClientMethod => METHODS_OF_CLIENT,
            Self::Module => FILES,
            Self::Variant => &["Unlisted"],
            Self::Argument => &["body", "changes", "parameters", "content"],
            Self::Type | Self::Node | Self::Constant => &[],
            Self::Feature => &["azure", "default", OTHER_TYPES, "reqwest", "tracing"],
        }
    }
}

/// True for a name that every file sees already, or that generated files import.
fn is_shadowing(name: &str) -> bool {
    PRELUDE.contains(&name) || RUNTIME.contains(&name)
}

/// As much of an original as names are made of.
fn start(original: &str) -> &str {
    let most = 4 * LONGEST;
    if original.len() <= most {
        return original;
    }
    original
        .char_indices()
        .nth(most)
        .map_or(original, |(end, _)| &original[..end])
}

fn capitalised(word: &str) -> String {
    let mut word = word.to_ascii_lowercase();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::{NameKind, Wanted, assign, spell};

    #[test]
    fn spells_each_kind_in_its_case() {
        let cases = [
            (NameKind::Field, "deviceIMEI", "device_imei"),
            (
                NameKind::Field,
                "oAuth2RequirePostResponse",
                "oauth2_require_post_response",
            ),
            (NameKind::Field, "iOSMobileApp", "ios_mobile_app"),
            (NameKind::Field, "type", "r#type"),
            (NameKind::Field, "gen", "r#gen"),
            (NameKind::Field, "self", "self_"),
            (NameKind::Field, "Super", "super_"),
            (NameKind::Field, "_", "unnamed_af64"),
            (NameKind::Field, "3DModel", "_3d_model"),
            (NameKind::Field, "@odata.etag", "odata_etag"),
            (NameKind::Field, "additionalData", "additional_data_"),
            (
                NameKind::Type,
                "keyValuePair_2OfString_String",
                "KeyValuePair2OfStringString",
            ),
            (NameKind::Type, "oAuth2PermissionGrant", "OAuth2PermissionGrant"),
            (NameKind::Type, "option", "OptionType"),
            (NameKind::Type, "page", "PageType"),
            (NameKind::Type, "self", "Self_"),
            (NameKind::Variant, "v4_0_3", "V4_0_3"),
            (NameKind::Variant, "North America 5x7in", "NorthAmerica5x7in"),
            (NameKind::Variant, "unlisted", "Unlisted_"),
            (NameKind::Variant, "10", "N10"),
            (NameKind::Constant, "deviceIMEI", "DEVICE_IMEI"),
            (NameKind::Constant, "self", "SELF"),
            (NameKind::Module, "callRecords", "call_records"),
            (NameKind::Module, "mod", "mod_"),
            (NameKind::Module, "type", "type_"),
            (NameKind::Module, "AUX", "aux_"),
            (NameKind::Module, "../../etc/passwd", "etc_passwd"),
            (NameKind::Method, "clone", "clone_"),
            (NameKind::Feature, "deviceManagement", "device-management"),
        ];
        for (kind, original, expected) in cases {
            assert_eq!(
                spell(kind, original).as_str(),
                expected,
                "{original:?} as {kind:?}"
            );
        }
    }

    #[test]
    fn every_name_is_an_identifier() {
        let long = "x".repeat(100_000);
        let hostile = [
            "",
            "\0",
            "*/",
            "\"]",
            "#![no_std]",
            "\u{202e}gnp",
            "\u{130}",
            "💥",
            "\r\n",
            "r#",
            "'",
            &long,
        ];
        for original in hostile {
            for kind in [
                NameKind::Field,
                NameKind::Type,
                NameKind::Variant,
                NameKind::Constant,
                NameKind::Module,
                NameKind::Method,
            ] {
                let name = spell(kind, original);
                let bare = name.as_str().trim_start_matches("r#");
                assert!(bare.len() <= 120, "{original:?}");
                assert!(
                    bare.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_'),
                    "{bare}"
                );
                assert!(!bare.starts_with(|it: char| it.is_ascii_digit()), "{bare}");
                assert!(bare.bytes().any(|it| it != b'_'), "{bare}");
            }
        }
    }

    fn given(kind: NameKind, originals: &[&str]) -> Vec<String> {
        let wanted: Vec<_> = originals.iter().map(|it| Wanted::plain(it)).collect();
        assign(kind, &wanted)
            .0
            .iter()
            .map(|it| it.as_str().to_owned())
            .collect()
    }

    #[test]
    fn first_in_order_keeps_a_contested_name() {
        let both = given(
            NameKind::Variant,
            &["remote_Control_Software", "remoteControlSoftware"],
        );
        assert_eq!(both[1], "RemoteControlSoftware");
        assert!(
            both[0].starts_with("RemoteControlSoftware")
                && both[0].len() == "RemoteControlSoftware".len() + 4
        );
        let (_, collisions) = assign(NameKind::Variant, &[Wanted::plain("b c"), Wanted::plain("bC")]);
        assert_eq!(collisions.len(), 1);
        assert_eq!((collisions[0].kept, collisions[0].renamed), (0, 1));
    }

    #[test]
    fn unrelated_names_do_not_rename() {
        let few = given(NameKind::Field, &["b c", "bC", "d"]);
        let many = given(NameKind::Field, &["b c", "bC", "d", "a", "zebra", "bD"]);
        assert_eq!(few[..], many[..3]);
    }

    #[test]
    fn names_of_a_scope_differ_whatever_comes() {
        let all = given(
            NameKind::Type,
            &[
                "option",
                "optionType",
                "Option",
                "OPTION",
                "option_type",
                "",
                "_",
                "-",
            ],
        );
        let distinct: std::collections::BTreeSet<_> = all.iter().map(|it| it.to_lowercase()).collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
    }

    #[test]
    fn own_candidates_come_before_a_mark() {
        let wanted = [
            Wanted {
                candidates: vec!["list", "List books"],
                order: "1a".into(),
            },
            Wanted {
                candidates: vec!["list", "List novels"],
                order: "1b".into(),
            },
        ];
        let (names, _) = assign(NameKind::Method, &wanted);
        assert_eq!(names[0].as_str(), "list");
        assert_eq!(names[1].as_str(), "list_novels");
    }
}
