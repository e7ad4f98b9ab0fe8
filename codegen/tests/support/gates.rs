//! What a stand-alone crate has that a module of another crate has not.

/// What both targets have in common: a file without the gates of a crate's features; of a list of types, whom it
/// declares, because a crate lists them by their features.
pub(crate) fn without_gates(path: &str, text: &str) -> String {
    if path.starts_with("types/") && path.ends_with("/mod.rs") {
        let mut declared: Vec<&str> = text
            .split(|it: char| !it.is_alphanumeric() && it != '_' && it != ':')
            .filter(|it| it.contains("::") && !it.starts_with("::"))
            .collect();
        declared.sort_unstable();
        return declared.join("\n");
    }
    let lines = text.lines().filter_map(|line| {
        let gated = line.trim_start().strip_prefix("#[cfg(");
        let behind = gated.and_then(|it| it.split_once(")]"));
        match behind.map(|(_, rest)| rest.trim_start()) {
            Some("") => None,
            Some(rest) => Some(format!(
                "{}{rest}\n",
                &line[..line.len() - line.trim_start().len()]
            )),
            None => Some(format!("{line}\n")),
        }
    });
    lines.collect()
}
