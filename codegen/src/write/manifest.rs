//! The list of files that are ours.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use crate::print::MARK;

/// The manifest's own name.
pub const MANIFEST: &str = ".graphdown";

/// The text of the manifest of these files, itself not listed.
pub(super) fn render<'a>(files: impl Iterator<Item = &'a str>) -> String {
    let paths: BTreeSet<&str> = files.filter(|it| *it != MANIFEST).collect();
    let mut text = format!("# {MARK}: the files that it owns here, one in each line.\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The listed files. A line that leads out of the folder is none of ours.
pub(super) fn parse(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|it| !it.starts_with('#') && is_inside(it));
    lines.map(str::to_owned).chain([MANIFEST.to_owned()]).collect()
}

fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|it| matches!(it, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn owns_nothing_outside() {
        let owned = parse("# comment\nsrc/lib.rs\n../x\n/etc/passwd\n\na/../../b\n");
        assert_eq!(
            owned.into_iter().collect::<Vec<_>>(),
            [".graphdown", "src/lib.rs"]
        );
    }
}
