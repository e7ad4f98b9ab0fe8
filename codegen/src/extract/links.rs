//! Where links between pages lead.

use crate::text::until;

/// The name of the page that a link leads to: relative to the page it stands on, without an anchor.
pub(crate) fn resolve_link(page: &str, target: &str) -> String {
    let target = until(target, &['#', '?']).replace('\\', "/");
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// True for links to other reference pages: relative, and to a file of Markdown.
pub(crate) fn is_page(target: &str) -> bool {
    let path = until(target, &['#', '?']);
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    !path.contains("://") && !path.starts_with('/') && extension.eq_ignore_ascii_case("md")
}

#[cfg(test)]
mod tests {
    use super::resolve_link;

    #[test]
    fn links_are_relative_to_their_page() {
        assert_eq!(
            resolve_link("a/api/x.md", "../resources/y.md#z"),
            "a/resources/y.md"
        );
        assert_eq!(resolve_link("a/api/x.md", "y.md"), "a/api/y.md");
        assert_eq!(resolve_link("x.md", "../../y.md"), "y.md");
        assert_eq!(
            resolve_link("a/api/x.md", r"..\resources\y.md"),
            "a/resources/y.md"
        );
    }
}
