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
    assert_eq!(units.len(), Unit::ALL.len());
    for unit in Unit::ALL {
        let counts = units[unit.plural()].as_object().unwrap();
        let keys: BTreeSet<_> = counts.keys().map(String::as_str).collect();
        let expected = ["in", "out", "typed", "external", "fallback", "skipped"];
        assert_eq!(keys, BTreeSet::from(expected));
        assert_eq!(counts["in"], counts["out"], "{}", unit.plural());
        let number = |value: &Value| value.as_u64().unwrap();
        let skipped: u64 = counts["skipped"].as_object().unwrap().values().map(number).sum();
        let verdicts = ["typed", "external", "fallback"].map(|key| number(&counts[key]));
        assert_eq!(
            verdicts.iter().sum::<u64>() + skipped,
            number(&counts["in"]),
            "{}",
            unit.plural()
        );
    }
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
