//! Decoding and encoding of 10 MB pages, against structures with serde's derives and the same value types.
//!
//! Prints each ratio with its limit, the median over rounds that take turns; `cargo bench -p graphdown-runtime`. Ratios on a busy
//! machine wander by some hundredths.

mod documents;
mod types;

use std::{hint::black_box, time::Instant};

use graphdown_runtime::{Page, Typed, json};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const ROUNDS: usize = 15;

/// A page, as serde's derives have it.
#[derive(Serialize, Deserialize)]
struct DerivedPage<T> {
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
    value: Vec<T>,
}

fn main() {
    for nulls in [true, false] {
        let flat = documents::flat(nulls);
        compare::<types::dynamic::Flat, types::derived::Flat, types::flattened::Flat>(
            "flat", nulls, &flat, 0.85,
        );
        let nested = documents::nested(nulls);
        compare::<types::dynamic::Nested, types::derived::Nested, types::flattened::Nested>(
            "nested", nulls, &nested, 0.90,
        );
    }
}

fn compare<T, Derived, Flattened>(name: &str, nulls: bool, text: &str, decode_limit: f64)
where
    T: Typed,
    Derived: Serialize + DeserializeOwned,
    Flattened: Serialize + DeserializeOwned,
{
    let bytes = text.as_bytes();
    let megabytes = f64::from(bytes.len() as u32) / 1e6;
    let nulls = if nulls { "15 % nulls" } else { "no nulls" };
    println!("{name}, {nulls}, {megabytes:.1} MB");

    let decode = || json::from_slice::<Page<T>>(bytes).unwrap();
    let derived = || serde_json::from_slice::<DerivedPage<Derived>>(bytes).unwrap();
    let flattened = || serde_json::from_str::<DerivedPage<Flattened>>(text).unwrap();
    report(
        "decode / derive, from_slice",
        decode_limit,
        megabytes,
        decode,
        derived,
    );
    report(
        "decode / derive with flatten, from_str",
        1.10,
        megabytes,
        decode,
        flattened,
    );

    let (page, flattened_page) = (decode(), flattened());
    let encode = || json::to_vec(&page);
    report("encode / derive with flatten", 1.25, megabytes, encode, || {
        serde_json::to_vec(&flattened_page).unwrap()
    });

    // What is timed must be the same work: nothing is lost on the way.
    let back: serde_json::Value = serde_json::from_slice(&encode()).unwrap();
    assert_eq!(back, serde_json::from_str::<serde_json::Value>(text).unwrap());
}

/// Runs both in turns, and prints the median of the ratios.
fn report<A, B>(name: &str, limit: f64, megabytes: f64, ours: impl Fn() -> A, theirs: impl Fn() -> B) {
    let mut ratios = Vec::new();
    let mut times = Vec::new();
    for _ in 0..=ROUNDS {
        let (ours, theirs) = (time(&ours), time(&theirs));
        ratios.push(ours / theirs);
        times.push(ours);
    }
    let (ratio, seconds) = (median(ratios.split_off(1)), median(times.split_off(1)));
    let verdict = if ratio <= limit { "holds" } else { "MISSED" };
    println!(
        "  {name:40} {ratio:5.2}  limit {limit:.2}  {verdict:6}  {:6.0} MB/s",
        megabytes / seconds
    );
}

fn time<T>(work: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    let result = black_box(work());
    let elapsed = start.elapsed().as_secs_f64();
    drop(result);
    elapsed
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
