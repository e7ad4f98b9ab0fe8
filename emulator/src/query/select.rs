//! `$select` and `$expand`.

use serde_json::{Map, Value};

use super::parse::property_path;
use crate::error::ODataError;

/// Reads `id,actor/userId`. `*` is everything, so nothing is left to leave out.
pub(crate) fn read(text: &str) -> Result<Vec<Vec<String>>, ODataError> {
    if text.split(',').any(|it| it.trim() == "*") {
        return Ok(Vec::new());
    }
    let one = |part: &str| {
        property_path(part.trim())
            .ok_or_else(|| ODataError::bad_request(format!("'{part}' in $select is not a property.")))
    };
    text.split(',').map(one).collect()
}

/// Reads the paths in `members($select=id),microsoft.graph.user/manager`; the options in the parentheses are not
/// applied.
pub(crate) fn expanded(text: &str) -> Result<Vec<Vec<String>>, ODataError> {
    let mut depth = 0_usize;
    let parts = text.split(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    let one = |part: &str| {
        let name = part.split('(').next().unwrap_or_default().trim();
        property_path(name).ok_or_else(|| {
            ODataError::bad_request(format!("'{name}' in $expand is not a navigation property."))
        })
    };
    parts.map(one).collect()
}

/// Leaves the selected and the expanded properties, and annotations.
pub(crate) fn project(select: &[Vec<String>], expand: &[String], object: &mut Value) {
    let Value::Object(properties) = object else {
        return;
    };
    let mut kept = Map::new();
    for (name, mut value) in std::mem::take(properties) {
        let below: Vec<&[String]> = select
            .iter()
            .filter(|it| it.first() == Some(&name))
            .map(|it| it.get(1..).unwrap_or_default())
            .collect();
        if name.contains('@') || expand.contains(&name) || below.iter().any(|it| it.is_empty()) {
            kept.insert(name, value);
        } else if !below.is_empty() {
            let below: Vec<Vec<String>> = below.into_iter().map(<[String]>::to_vec).collect();
            project(&below, &[], &mut value);
            kept.insert(name, value);
        }
    }
    *properties = kept;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn annotations_stay_and_paths_go_deep() {
        let mut object =
            json!({ "@odata.type": "#x", "id": "1", "actor": { "userId": "u", "ip": "1" }, "name": "n" });
        project(&read("id,actor/userId").unwrap_or_default(), &[], &mut object);
        assert_eq!(
            object,
            json!({ "@odata.type": "#x", "id": "1", "actor": { "userId": "u" } })
        );
    }

    #[test]
    fn expanded_names() {
        let names = expanded("members($select=id,name;$expand=x),microsoft.graph.user/manager");
        let expected = [vec!["members"], vec!["microsoft.graph.user", "manager"]];
        let expected = expected.map(|it| it.into_iter().map(str::to_owned).collect());
        assert_eq!(names, Ok(expected.to_vec()));
        assert!(expanded("a b").is_err());
    }
}
