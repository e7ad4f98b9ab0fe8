//! Every row, member, operation, permission and example of the original pages has exactly one verdict.

use graphdown_codegen::coverage::{Unit, Verdict};
use graphdown_test_support::corpus;

use crate::read;

#[test]
fn every_unit_of_every_corpus_has_one_verdict() {
    let versions = corpus::VERSIONS.map(|it| (it.folder, it.api_version));
    for (folder, version) in [("seeds", None)].into_iter().chain(versions) {
        let Some(root) = corpus::pages(folder) else {
            continue;
        };
        let read = read::read(&root, version, |_| {});
        assert_eq!(read.unaccounted(), [""; 0], "{folder} {version:?}");
        // Each has its place; a page may be empty, and its title then is.
        for it in read.coverage.places() {
            let is_place = it.at.end > it.at.start || it.unit == Unit::Page;
            assert!(is_place, "{folder}: {it:?}");
        }
        println!("{folder} {version:?}");
        for unit in read::UNITS {
            let verdicts: Vec<_> = read.coverage.verdicts(unit).collect();
            println!("  {unit:?}: {verdicts:?}");
        }
        assert!(share(&read, Unit::Row) >= 0.995, "{folder}: rows");
        assert!(share(&read, Unit::Permission) >= 0.997, "{folder}: permissions");
        assert!(share(&read, Unit::Example) >= 0.995, "{folder}: examples");
        assert!(share(&read, Unit::Operation) >= 0.97, "{folder}: operations");
    }
}

/// The share of what is data that has a known type.
fn share(read: &read::Read, unit: Unit) -> f64 {
    let (mut known, mut all) = (0_u32, 0_u32);
    for (verdict, count) in read.coverage.verdicts(unit) {
        let count = u32::try_from(count).unwrap();
        match verdict {
            Verdict::Typed | Verdict::External => {
                known += count;
                all += count;
            }
            Verdict::Fallback | Verdict::LeftOut => all += count,
            Verdict::Skipped(_) => {}
        }
    }
    if all == 0 {
        1.0
    } else {
        f64::from(known) / f64::from(all)
    }
}
