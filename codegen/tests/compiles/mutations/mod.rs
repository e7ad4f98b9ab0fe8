//! Whatever pages go in, either there is an error with its reason or what comes out compiles without a warning.
//!
//! Each round takes pages of ours, harms them in some ways that its number decides, and generates. All that came out is checked
//! by the compiler at once, as modules of one crate. `GRAPHDOWN_ROUNDS=500..900` tries others than the usual ones; what a round
//! that failed was given is kept below the target folder, with as few changes as make it fail.

mod check;
mod dice;
mod harm;
mod pages;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::panic;
use std::path::Path;

use graphdown_codegen::emit::{Origin, Package, Runtime, Target};
use graphdown_codegen::pipeline::{Front, Input, generate, read_texts};
use graphdown_codegen::print::OutFile;
use graphdown_codegen::source::SourceMap;

use dice::Dice;
use harm::Harm;
use pages::Pages;

/// Minutes on two cores, most of them the compiler's.
const USUAL: Range<u64> = 0..160;

/// Names another range of rounds.
const ANOTHER: &str = "GRAPHDOWN_ROUNDS";

/// What was done to which pages. Each change has a number of its own, so that it can be done without those before it.
#[derive(Clone)]
struct Round {
    pages: Pages,
    changes: Vec<u64>,
}

/// What comes of a round.
enum Outcome {
    /// Errors, by their codes.
    Refused,
    /// Files below a module.
    Generated(Vec<OutFile>),
    /// Neither; why.
    Broken(String),
}

#[test]
fn what_comes_of_harmed_pages_compiles() {
    let sets = pages::sets();
    let rounds: BTreeMap<u64, Round> = rounds().map(|it| (it, round(it, &sets))).collect();
    let mut failed: BTreeMap<u64, String> = BTreeMap::new();
    let mut crates = BTreeMap::new();
    let mut refused = 0;
    for (number, round) in &rounds {
        match outcome(&round.harmed()) {
            Outcome::Refused => refused += 1,
            Outcome::Generated(files) => drop(crates.insert(*number, files)),
            Outcome::Broken(why) => drop(failed.insert(*number, why)),
        }
    }
    assert!(
        crates.len() > 2 * refused,
        "{refused} of {} rounds are refused",
        rounds.len()
    );
    failed.extend(check::failing(crates));
    let reports: Vec<String> = failed
        .iter()
        .map(|(number, why)| report(*number, &rounds[number], why))
        .collect();
    assert!(reports.is_empty(), "{}", reports.join("\n\n"));
}

/// Every kind of harm is done by some round, so that none is forgotten in silence.
#[test]
fn every_kind_of_harm_is_done() {
    let sets = pages::sets();
    let mut done = BTreeSet::new();
    for number in USUAL {
        let round = round(number, &sets);
        let mut pages = round.pages.clone();
        done.extend(round.changes.iter().filter_map(|it| harm::harm(&mut pages, *it)));
    }
    let missing: Vec<_> = Harm::ALL.iter().filter(|it| !done.contains(it)).collect();
    assert!(missing.is_empty(), "never done: {missing:?}");
}

fn rounds() -> Range<u64> {
    let Ok(range) = std::env::var(ANOTHER) else {
        return USUAL;
    };
    let ends = range
        .split_once("..")
        .and_then(|(first, end)| Some((first.parse().ok()?, end.parse().ok()?)));
    let (first, end) = ends.unwrap_or_else(|| panic!("{ANOTHER} is `{range}` and no range such as `0..100`"));
    first..end
}

fn round(number: u64, sets: &[Pages]) -> Round {
    let mut dice = Dice::new(number);
    let mut pages = Pages::new();
    for _ in 0..dice.between(1, 3) {
        pages::add(&mut pages, dice.pick(sets), &mut dice);
    }
    let changes = (0..dice.between(3, 20)).map(|_| dice.number()).collect();
    Round { pages, changes }
}

impl Round {
    fn harmed(&self) -> Pages {
        let mut pages = self.pages.clone();
        for change in &self.changes {
            harm::harm(&mut pages, *change);
        }
        pages
    }

    /// The same without one of its changes.
    fn without(&self, index: usize) -> Self {
        let mut round = self.clone();
        round.changes.remove(index);
        round
    }
}

fn read(pages: &Pages) -> Front {
    let texts = pages.iter().map(|(name, text)| (name.as_str(), text.clone()));
    read_texts(&Input::default(), SourceMap::of_pages(texts))
}

fn outcome(pages: &Pages) -> Outcome {
    let made = panic::catch_unwind(|| {
        let mut front = read(pages);
        let as_crate = generate(&front.schema, &package(), &mut front.diagnostics);
        let included = generate(&front.schema, &Target::Included, &mut front.diagnostics);
        (front.diagnostics.has_errors(), as_crate, included)
    });
    match made {
        Err(_) => Outcome::Broken("the generator panicked".to_owned()),
        Ok((true, _, files)) if files.is_empty() => Outcome::Refused,
        Ok((true, ..)) => Outcome::Broken("there are errors, and files all the same".to_owned()),
        Ok((false, as_crate, included)) => match twice(&as_crate).or_else(|| twice(&included)) {
            Some(what) => Outcome::Broken(what),
            None => Outcome::Generated(included),
        },
    }
}

fn package() -> Target {
    Target::Crate(Package {
        name: "harmed".to_owned(),
        runtime: Runtime::Version("0.1.0".to_owned()),
        origin: Origin::default(),
    })
}

/// A file or a feature that is there twice. Some file systems take no notice of case.
fn twice(files: &[OutFile]) -> Option<String> {
    let mut names = BTreeSet::new();
    for file in files {
        if !names.insert(file.path.to_lowercase()) {
            return Some(format!("`{}` is written twice", file.path));
        }
        if file.path == "Cargo.toml" {
            let mut keys = BTreeSet::new();
            let features = file.text.lines().skip_while(|it| *it != "[features]").skip(1);
            let features = features.take_while(|it| !it.starts_with('['));
            for (name, _) in features.filter_map(|it| it.split_once(" = ")) {
                if !keys.insert(name) {
                    return Some(format!("the feature `{name}` is there twice"));
                }
            }
        }
    }
    None
}

/// What a failed round was given, with as few changes as make it fail, and where it is kept.
fn report(number: u64, round: &Round, why: &str) -> String {
    let round = least(round);
    let harms = {
        let mut pages = round.pages.clone();
        let done = round.changes.iter().map(|it| harm::harm(&mut pages, *it));
        done.flatten().map(|it| format!("{it:?}")).collect::<Vec<_>>()
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mutations/{number}"));
    let kept = pages::write(&round.harmed(), &folder);
    let kept = kept.map_or_else(|error| error.to_string(), |()| folder.display().to_string());
    format!("round {number}, {}: {why}\n  its pages: {kept}", harms.join(", "))
}

/// Leaves out changes as long as what is left fails. All that lack one change are checked at once.
fn least(round: &Round) -> Round {
    let mut least = round.clone();
    loop {
        let fewer: Vec<Round> = (0..least.changes.len()).map(|it| least.without(it)).collect();
        let mut crates = BTreeMap::new();
        let mut failing = BTreeSet::new();
        for (index, round) in (0..).zip(&fewer) {
            match outcome(&round.harmed()) {
                Outcome::Refused => {}
                Outcome::Generated(files) => drop(crates.insert(index, files)),
                Outcome::Broken(_) => drop(failing.insert(index)),
            }
        }
        if failing.is_empty() {
            failing.extend(check::failing(crates).into_keys());
        }
        let Some(index) = failing.first() else {
            return least;
        };
        least = fewer[usize::try_from(*index).expect("an index")].clone();
    }
}
