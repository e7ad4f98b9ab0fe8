//! Names that are taken before pages give any.

/// Every keyword of edition 2024 and before, those to come included; sorted.
#[rustfmt::skip]
pub(super) const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
#[rustfmt::skip]
pub(super) const NEVER_RAW: &[&str] = &[
    "self", "Self", "super", "crate",
];

/// What every file sees without an import, as far as generated code or a reader would trip over it.
#[rustfmt::skip]
pub(super) const PRELUDE: &[&str] = &[
    "AsMut", "AsRef", "AsyncFn", "AsyncFnMut", "AsyncFnOnce", "Box", "Clone", "Copy", "Debug",
    "Default", "DoubleEndedIterator", "Drop", "Eq", "Err", "ExactSizeIterator", "Extend", "Fn",
    "FnMut", "FnOnce", "From", "FromIterator", "Future", "Hash", "Into", "IntoFuture",
    "IntoIterator", "Iterator", "None", "Ok", "Option", "Ord", "PartialEq", "PartialOrd", "Result",
    "Send", "Sized", "Some", "String", "Sync", "ToOwned", "ToString", "TryFrom", "TryInto", "Unpin",
    "Vec",
];

/// What generated files import from the runtime, and what a user of a client imports beside them.
#[rustfmt::skip]
pub(super) const RUNTIME: &[&str] = &[
    "AdditionalData", "Argument", "Binary", "Bytes", "Client", "ClientBuilder", "Credential",
    "Date", "DateTime", "Decimal", "Duration", "Error", "Filter", "Flags", "Guid", "Json", "Key",
    "Method", "Model", "Nav", "OpenEnum", "Operation", "Page", "Patch", "Path", "Permissions",
    "Property", "Reference", "Request", "Slot", "TimeOfDay", "Transport", "View", "Visitor",
];

/// Methods that a reader, or clippy, would take for a trait's.
#[rustfmt::skip]
pub(super) const METHODS_OF_TRAITS: &[&str] = &[
    "add", "as_mut", "as_ref", "bitand", "bitor", "bitxor", "borrow", "borrow_mut", "clone",
    "clone_from", "cmp", "default", "deref", "deref_mut", "div", "drop", "eq", "fmt", "from",
    "from_iter", "from_str", "hash", "index", "index_mut", "into", "into_future", "into_iter",
    "mul", "neg", "next", "not", "partial_cmp", "rem", "shl", "shr", "sub", "to_owned", "to_string",
    "try_into", "type_id",
];

/// What the client has beside its areas.
#[rustfmt::skip]
pub(super) const METHODS_OF_CLIENT: &[&str] = &[
    "builder", "clone", "delete", "from", "from_runtime", "get", "into", "new", "patch", "post", "put",
    "reference", "runtime",
];

/// File names that Windows keeps for devices, that Cargo gives a meaning, or that files below `paths` import.
#[rustfmt::skip]
pub(super) const FILES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con",
    "conin", "conout", "lib", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
    "lpt8", "lpt9", "main", "nul", "prn", "types",
];

#[cfg(test)]
mod tests {
    use super::KEYWORDS;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }
}
