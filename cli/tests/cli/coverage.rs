//! The counts of `coverage`.

use std::collections::BTreeSet;

use graphdown_codegen::coverage::Unit;
use serde_json::Value;

use crate::support::{audit, expect};

#[test]
fn json_has_every_unit_with_the_same_keys_and_accounts_for_all() {
    let ran = expect(0, &["coverage", &audit(), "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    let units = json.as_object().unwrap();
    assert_eq!(units.len(), Unit::ALL.len() + 1);
    let list = units["list"].as_array().unwrap();
    for unit in Unit::ALL {
        let counts = units[unit.plural()].as_object().unwrap();
        let keys: BTreeSet<_> = counts.keys().map(String::as_str).collect();
        let expected = ["in", "out", "typed", "external", "fallback", "leftOut", "skipped"];
        assert_eq!(keys, BTreeSet::from(expected));
        assert_eq!(counts["in"], counts["out"], "{}", unit.plural());
        let number = |value: &Value| value.as_u64().unwrap();
        let skipped: u64 = counts["skipped"].as_object().unwrap().values().map(number).sum();
        let verdicts = ["typed", "external", "fallback", "leftOut"].map(|key| number(&counts[key]));
        assert_eq!(
            verdicts.iter().sum::<u64>() + skipped,
            number(&counts["in"]),
            "{}",
            unit.plural()
        );
    }
    for unit in Unit::ALL {
        let counts = &units[unit.plural()];
        let listed = list.iter().filter(|it| it["unit"] == unit.singular()).count();
        let number = |name: &str| counts[name].as_u64().unwrap();
        assert_eq!(listed as u64, number("in") - number("typed"), "{}", unit.plural());
    }
    assert!(
        list.iter()
            .all(|it| it["line"].as_u64() > Some(0) && it["reason"] != "")
    );
    assert!(units["pages"]["in"].as_u64().unwrap() > 20);
}

#[test]
fn the_table_has_a_line_for_each_unit() {
    let table = expect(0, &["coverage", &audit()]).stdout;
    for unit in Unit::ALL {
        assert!(
            table.lines().any(|line| line.starts_with(unit.plural())),
            "{table}"
        );
    }
}

/// What is not typed is told with its place, its reason and the finding there, so that a writer of pages can go through it.
#[test]
fn what_is_not_typed_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let page = "# Get thing\n\nNamespace: microsoft.graph\n\nReads one.\n\n## HTTP request\n\n``` http\n\
                GET /things;now/{id}\nGET /things/{id}\n```\n\n## Response\n\nReturns a `200 OK` response code and a \
                [thing](thing.md) object.\n";
    let resource = "# thing resource type\n\nNamespace: microsoft.graph\n\nOne.\n\n## Properties\n\n\
                    |Property|Type|\n|:---|:---|\n|id|String|\n|size|Strnig|\n|**Group**||\n|@odata.etag|String|\n";
    std::fs::write(folder.path().join("thing-get.md"), page).unwrap();
    std::fs::write(folder.path().join("thing.md"), resource).unwrap();
    let pages = folder.path().display().to_string();
    let list = expect(0, &["coverage", &pages, "--list"]).stdout;
    for (place, words) in [
        ("thing-get.md:10:1: operation: left out", "[unsupported-path: "),
        ("thing.md:12:", "row: fallback"),
        ("thing.md:13:", "row: skipped: title of a group of rows"),
        ("thing.md:14:", "row: skipped: table of no data"),
    ] {
        let is_told = |line: &str| line.starts_with(place) && line.contains(words);
        assert!(list.lines().any(is_told), "{place} {words}\n{list}");
    }
    assert!(list.contains("[unknown-type: "), "{list}");
    let table = expect(0, &["coverage", &pages]).stdout;
    assert!(
        table
            .lines()
            .any(|it| it.starts_with("operations") && it.contains('1')),
        "{table}"
    );
}
