//! Every request that a page shows is answered with the status code that the page documents.
//!
//! The audit pages always; the shared corpora where they are. `cargo test -p graphdown-emulator --test emulator --
//! --nocapture examples` prints the totals, the reasons and the ten worst pages; with `GRAPHDOWN_EVERY_FAULT=1` every page fault.

use graphdown_test_support::repository;

use crate::example_run;
use crate::example_run::corpus::{self, Corpus};

/// Of the requests whose page does not contradict itself, these must be answered as documented.
const TO_REACH: f64 = 0.99;

#[test]
fn audit_pages() {
    let corpus = Corpus {
        name: "audit",
        pages: repository().join("schemas/audit/pages"),
        overrides: Some(repository().join("schemas/audit/overrides.yaml")),
    };
    assert_eq!(check(&corpus), Ok(()));
}

#[test]
fn shared_corpora() {
    let Some(corpora) = corpus::shared() else {
        return;
    };
    let short: Vec<String> = corpora.iter().filter_map(|it| check(it).err()).collect();
    assert!(short.is_empty(), "{}", short.join("\n"));
}

/// Prints what a run gave; an error is what it falls short of.
fn check(corpus: &Corpus) -> Result<(), String> {
    let totals = example_run::run(corpus);
    if std::env::var_os("GRAPHDOWN_EVERY_FAULT").is_some() {
        println!("{totals:#}");
    } else {
        println!("{totals}");
    }
    if totals.requests() == 0 {
        return Err(format!("{}: no page shows a request", corpus.name));
    }
    if totals.share() < TO_REACH {
        let percent = totals.share() * 100.0;
        return Err(format!(
            "{}: {percent:.2} % of the requests are answered as documented",
            corpus.name
        ));
    }
    Ok(())
}
