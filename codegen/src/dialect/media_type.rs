//! Content types in the words of a page: `image/jpeg. Required.`

/// The top-level types (RFC 6838, 4.2). Words with a slash between them, as `and/or`, are no media types.
const TOP_LEVEL: &[&str] = &[
    "application",
    "audio",
    "font",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// The media types that a text names, each once, in their order and in small letters. Parameters, as the boundary of
/// `multipart/form-data`, and ranges, as `image/*`, are for the caller of an operation to say.
pub fn media_types(text: &str) -> Vec<String> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "/+-._".contains(character);
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|character| !is_part(character)) {
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        let is_media_type = word.split_once('/').is_some_and(|(top, sub)| {
            TOP_LEVEL.contains(&top)
                && !sub.contains('/')
                && sub.starts_with(|first: char| first.is_ascii_alphanumeric())
        });
        if is_media_type && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Whether a media type is one of JSON: `application/json`, `application/merge-patch+json`.
pub fn is_json(media_type: &str) -> bool {
    media_type.ends_with("/json") || media_type.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::media_types;

    #[test]
    fn media_types_are_found_in_words() {
        for (text, types) in [
            ("image/jpeg. Required.", &["image/jpeg"][..]),
            ("application/json", &["application/json"]),
            (
                "Nature of the data in the body of an entity. Use `application/json` for a JSON object and `text/plain` for MIME content.",
                &["application/json", "text/plain"],
            ),
            (
                "`text/html` or `application/xhtml+xml` for HTML; `multipart/form-data; boundary=your-boundary`, text/html",
                &["text/html", "application/xhtml+xml", "multipart/form-data"],
            ),
            ("Application/ZIP", &["application/zip"]),
            ("and/or, image/*, application/json/x, https://text/plain", &[]),
            ("string", &[]),
        ] {
            assert_eq!(media_types(text), types, "{text}");
        }
    }
}
