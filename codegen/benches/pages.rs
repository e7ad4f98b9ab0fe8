//! How much reading pages costs, against a bare pass of the Markdown parser over the same texts.
//!
//! `cargo bench -p graphdown-codegen --bench pages [FOLDER…]`; without a folder, the shared v1.0 corpus. Each figure is
//! the median of 11 runs, warm.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use graphdown_codegen::coverage::Coverage;
use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::extract::extract;
use graphdown_codegen::load::load;
use graphdown_codegen::markdown::parse;
use graphdown_codegen::pipeline::{Input, read};
use graphdown_codegen::source::SourceMap;
use graphdown_test_support::corpus;
use rayon::prelude::*;

const RUNS: usize = 11;

fn main() {
    let mut roots: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    if roots.is_empty() {
        roots.extend(corpus::pages("corpus/2021/api-reference/v1.0"));
    }
    let map = load(&roots, &mut Diagnostics::default());
    if map.is_empty() {
        println!("SKIPPED: no pages under {roots:?}");
        return;
    }
    let bytes: usize = map.iter().map(|(_, file)| file.text.len()).sum();
    println!("{} pages, {} bytes", map.len(), bytes);
    for threads in [1, 0] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let Ok(pool) = pool else { continue };
        pool.install(|| {
            let input = Input {
                pages: roots.clone(),
                ..Input::default()
            };
            let [load_time, bare, ours, facts, schema] = median([
                &|| drop(black_box(load(&roots, &mut Diagnostics::default()))),
                &|| bare_pass(&map),
                &|| our_pass(&map),
                &|| facts_pass(&map),
                &|| drop(black_box(read(&input))),
            ]);
            println!(
                "{} threads: load {:.1} ms, bare pass {:.1} ms, parse {:.1} ms, ratio {:.2}, with load {:.2}",
                pool.current_num_threads(),
                load_time,
                bare,
                ours,
                ours / bare,
                (load_time + ours) / (load_time + bare),
            );
            println!(
                "{} threads: parse and extract {:.1} ms, read and pages to schema {:.1} ms, ratio to read and bare pass {:.2}",
                pool.current_num_threads(),
                facts,
                schema,
                schema / (load_time + bare),
            );
        });
    }
}

/// Medians in milliseconds; the candidates take turns so that a busy moment hits all.
fn median<const N: usize>(work: [&dyn Fn(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..=RUNS {
        for (work, times) in work.iter().zip(&mut times) {
            let start = Instant::now();
            work();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.map(|mut times| {
        times.remove(0);
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}

fn bare_pass(map: &SourceMap) {
    let files: Vec<_> = map.pages().collect();
    let events: usize = files
        .par_iter()
        .map(|(_, file)| {
            pulldown_cmark::Parser::new_ext(&file.text, pulldown_cmark::Options::ENABLE_TABLES).count()
        })
        .sum();
    black_box(events);
}

fn our_pass(map: &SourceMap) {
    let files: Vec<_> = map.pages().collect();
    let blocks: usize = files
        .par_iter()
        .map(|(id, file)| {
            black_box(parse(*id, file, &mut Diagnostics::default()))
                .blocks
                .len()
        })
        .sum();
    black_box(blocks);
}

fn facts_pass(map: &SourceMap) {
    let files: Vec<_> = map.pages().collect();
    let facts: Vec<_> = files
        .par_iter()
        .map(|(id, file)| {
            let page = parse(*id, file, &mut Diagnostics::default());
            extract(&page, map, &mut Diagnostics::default(), &mut Coverage::default())
        })
        .collect();
    black_box(facts);
}
