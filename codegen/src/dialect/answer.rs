//! What the JSON of an answer is like, by the names in it. It is read with good will: most of a page's JSON is not strict.

/// What an answer is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{"value": [ … ]}`, and nothing else but annotations.
    List,
    /// An object that is no list.
    One,
}

impl Shape {
    /// The shape of an answer's body; `None` where it is no object.
    pub fn of(body: &str) -> Option<Self> {
        shape(body)
    }
}

/// True where an answer holds objects: `{"value": [{ … }]}`, or one object that is no `{"value": true}`.
pub fn holds_objects(body: &str) -> bool {
    let members = members(body.trim_start());
    let mut own = members.iter().filter(|(name, _)| !name.starts_with('@'));
    match (own.next(), own.next()) {
        (Some(("value", value)), None) => {
            let inside = value.strip_prefix('[').unwrap_or(value);
            inside.trim_start().starts_with('{')
        }
        (first, _) => first.is_some(),
    }
}

/// The shape of an object by the names in it, read with good will: most of a page's JSON is not strict.
fn shape(body: &str) -> Option<Shape> {
    let body = body.trim_start();
    if !body.starts_with('{') {
        return None;
    }
    let mut has_list = false;
    for (name, rest) in members(body) {
        if name == "value" && rest.starts_with('[') {
            has_list = true;
        } else if !name.starts_with('@') {
            return Some(Shape::One);
        }
    }
    has_list.then_some(Shape::List)
}

/// The names of an object's members, each with the text behind its colon.
pub fn members(body: &str) -> Vec<(&str, &str)> {
    let bytes = body.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let end = at.min(bytes.len());
                let after = body.get(end + 1..).unwrap_or_default().trim_start();
                if depth == 1
                    && let (Some(name), Some(value)) = (body.get(start..end), after.strip_prefix(':'))
                {
                    found.push((name, value.trim_start()));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Shape, shape};

    #[test]
    fn lists_are_nothing_but_a_value() {
        let cases = [
            ("{\"value\": [{\"id\": 1}]}", Some(Shape::List)),
            (
                "{ \"@odata.context\": \"a{b\", \"value\": [ ... ] }",
                Some(Shape::List),
            ),
            ("{\"value\": [1], \"id\": 2}", Some(Shape::One)),
            ("{\"id\": \"a\\\"b\"}", Some(Shape::One)),
            ("{\"value\": true}", Some(Shape::One)),
            ("{", None),
            ("a,b", None),
        ];
        for (body, expected) in cases {
            assert_eq!(shape(body), expected, "{body}");
        }
    }
}
