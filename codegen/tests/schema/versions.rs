//! The version that is chosen decides between the blocks and the addresses of a page.

use std::path::Path;

use crate::read;

#[test]
fn blocks_of_the_chosen_version_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/zones/pages");
    let stable = [("size", "Int32")];
    let ahead = [("size", "String"), ("extra", "Boolean"), ("later", "Boolean")];
    let calls = ["GET /me/things/{id}", "POST /things/search", "GET /things/{id}"];
    let cases = [
        ("v1.0", &stable[..], &calls[2..]),
        ("beta", &ahead[..], &calls[..]),
    ];
    for (version, properties, operations) in cases {
        let read = read::read(&root, Some(version), |_| {});
        let rows = &read.schema.types[0].properties;
        let found: Vec<_> = rows.iter().map(|it| (it.name.as_str(), it.ty.as_str())).collect();
        assert_eq!(found, properties, "{version}");
        let mut found: Vec<_> = read
            .schema
            .operations
            .iter()
            .map(|it| format!("{} {}", it.method, it.path))
            .collect();
        found.sort();
        let mut expected: Vec<_> = operations.iter().map(|it| (*it).to_owned()).collect();
        expected.sort();
        assert_eq!(found, expected, "{version}");
        assert_eq!(read.unaccounted(), [""; 0], "{version}");
        let words = read.schema.types[0].description.as_deref();
        assert_eq!(words, Some("A thing."), "{version}");
    }
}
