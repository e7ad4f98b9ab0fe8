use graphdown_codegen::{coverage::*, diag::*, extract, markdown, merge, source};
use rayon::prelude::*;
use std::collections::BTreeMap;
fn main() {
    let mut roots = Vec::new();
    let mut version = None;
    let mut show: Option<String> = None;
    let mut args = std::env::args().skip(1);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--version" => version = args.next(),
            "--show" => show = args.next(),
            _ => roots.push(std::path::PathBuf::from(a)),
        }
    }
    let mut diags = Diagnostics::default();
    let t = std::time::Instant::now();
    let sources = source::load(&roots, &mut diags);
    let t1 = t.elapsed();
    let files: Vec<_> = sources.pages().collect();
    let base = diags.fork();
    let parts: Vec<_> = files
        .par_iter()
        .map(|(id, file)| {
            let mut d = base.fork();
            let mut c = Coverage::default();
            let page = markdown::parse(*id, file, &mut d);
            let f = extract::extract(&page, &sources, &mut d, &mut c);
            (f, d, c)
        })
        .collect();
    let t2 = t.elapsed();
    let mut coverage = Coverage::default();
    let mut facts = Vec::new();
    for (f, d, c) in parts {
        facts.push(f);
        diags.append(d);
        coverage.append(&c);
    }
    let schema = merge::merge(
        facts,
        &merge::Options { api_version: version },
        &mut diags,
        &mut coverage,
    );
    let t3 = t.elapsed();
    diags.sort();
    println!("{}", serde_json::to_string_pretty(&schema).unwrap());
    eprintln!(
        "load {t1:?} extract {t2:?} merge {t3:?}; types {} ops {}",
        schema.types.len(),
        schema.operations.len()
    );
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for d in diags.iter() {
        *by.entry(d.code.name()).or_default() += 1;
        if let Some(s) = &show
            && (s == "all" || s == d.code.name())
        {
            let span = d.span.unwrap_or_default();
            let (l, c) = sources.line_column(span.file, span.start);
            eprintln!(
                "{}:{l}:{c}: {}: {}",
                sources.file(span.file).name,
                d.code.name(),
                d.message
            );
            for (s, t) in &d.related {
                let (l, c) = sources.line_column(s.file, s.start);
                eprintln!("      {}:{l}:{c}: {t}", sources.file(s.file).name);
            }
        }
    }
    eprintln!("{by:?}");
    for unit in [
        Unit::Page,
        Unit::Table,
        Unit::Row,
        Unit::Parameter,
        Unit::Type,
        Unit::Member,
        Unit::Operation,
        Unit::Permission,
        Unit::Example,
    ] {
        let v: Vec<_> = coverage.verdicts(unit).collect();
        let ok = if coverage.total(unit) == coverage.judged(unit) {
            ""
        } else {
            "  UNEQUAL"
        };
        eprintln!(
            "{unit:?}: met {} judged {} {v:?}{ok}",
            coverage.total(unit),
            coverage.judged(unit)
        );
    }
}
