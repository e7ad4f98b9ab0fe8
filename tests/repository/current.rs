//! What is committed is what the pages give now, and both ways into the generator give the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use graphdown_codegen::Builder;
use graphdown_codegen::coverage::Coverage;
use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target};
use graphdown_codegen::pipeline::{self, Input, Parts};
use graphdown_codegen::print::OutFile;
use graphdown_codegen::schema::yaml;
use graphdown_codegen::write::{self, Mode};
use graphdown_codegen::{extract, load, markdown, merge};

use crate::gates::without_gates;

/// As in `.cargo/config.toml`.
const REGENERATE: &str = "it is not current: run `cargo regen-schema` and `cargo regen-client`";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn input() -> Input {
    Input {
        pages: vec![root().join("schemas/audit/pages")],
        overrides: vec![root().join("schemas/audit/overrides.yaml")],
        ..Input::default()
    }
}

fn crate_target() -> Target {
    let runtime = Runtime::Path("../runtime".to_owned());
    Target::Crate(Package {
        name: "graphdown-audit".to_owned(),
        runtime,
        origin: Origin {
            source: Some("https://github.com/graphdown/graphdown".to_owned()),
            license: Some("MIT OR Apache-2.0".to_owned()),
        },
    })
}

/// The committed crate, made anew.
fn generate() -> Vec<OutFile> {
    let mut front = pipeline::read(&input());
    let parts = Parts {
        examples: true,
        ..Parts::default()
    };
    pipeline::generate_parts(&mut front, &parts, &crate_target()).expect("all of it")
}

/// Every file below a folder, by its path with `/`.
fn files_below(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(folder).expect("a path below the folder");
                files.insert(below.to_string_lossy().replace('\\', "/"), path);
            }
        }
    }
    files
}

#[test]
fn the_committed_schema_is_current() {
    let front = pipeline::read(&input());
    let text = yaml::to_yaml(&front.schema).expect("the schema as YAML");
    let committed =
        fs::read_to_string(root().join("schemas/audit/schema.yaml")).expect("the committed schema");
    assert!(text == committed, "schemas/audit/schema.yaml: {REGENERATE}");
}

#[test]
fn the_committed_crate_is_current() {
    let written = write::write(&root().join("generated"), &generate(), Mode::Check).expect("a comparison");
    assert!(
        written.is_current(),
        "generated/: {REGENERATE}\n{}",
        written.differences.concat()
    );
}

#[test]
fn the_schema_gives_the_same_client_as_the_pages() {
    let mut from_pages = Builder::new();
    from_pages
        .pages(root().join("schemas/audit/pages"))
        .overrides(root().join("schemas/audit/overrides.yaml"));
    let mut from_schema = Builder::new();
    from_schema.schema(root().join("schemas/audit/schema.yaml"));
    let files = |builder: &Builder| builder.run().expect("a client").files;
    assert!(
        files(&from_pages) == files(&from_schema),
        "schema.yaml does not hold all that the pages say"
    );
}

#[test]
fn the_build_script_and_the_crate_have_the_same_modules_but_for_gates() {
    let in_out_dir = files_below(&Path::new(env!("OUT_DIR")).join("graphdown"));
    let in_crate = files_below(&root().join("generated/src"));
    let mut compared = 0;
    for (name, path) in &in_out_dir {
        // The roots differ: one is included into a module, the other is a crate's.
        if !name.contains('/') {
            continue;
        }
        let twin = in_crate
            .get(name)
            .unwrap_or_else(|| panic!("generated/src/{name} is missing"));
        let read = |path: &Path| fs::read_to_string(path).expect("a module");
        let (out_dir, in_crate) = (read(path), read(twin));
        assert!(
            without_gates(name, &out_dir) == without_gates(name, &in_crate),
            "{name} differs"
        );
        compared += 1;
    }
    let below_crate = in_crate.keys().filter(|name| name.contains('/')).count();
    assert_eq!(
        compared, below_crate,
        "generated/src has modules that the build script did not write"
    );
    assert!(compared > 20, "hardly anything was compared");
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = generate();
    write::write(folder.path(), &files, Mode::Write).expect("a first run");
    let times = || -> Vec<(String, SystemTime)> {
        let time = |path: &Path| fs::metadata(path).and_then(|it| it.modified()).expect("a time");
        files_below(folder.path())
            .iter()
            .map(|(name, path)| (name.clone(), time(path)))
            .collect()
    };
    let before = times();
    assert!(before.len() > 20);
    std::thread::sleep(std::time::Duration::from_millis(20));
    write::write(folder.path(), &generate(), Mode::Write).expect("a second run");
    assert!(times() == before, "files were written although nothing changed");
}

#[test]
fn threads_and_the_order_of_files_never_show() {
    let pages = root().join("schemas/audit/pages");
    let run = |order: fn(usize) -> usize, threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| {
            let mut diagnostics = Diagnostics::default();
            let mut coverage = Coverage::default();
            let sources = load::load(std::slice::from_ref(&pages), &mut diagnostics);
            let mut files: Vec<_> = sources.pages().collect();
            let count = files.len();
            assert!(count > 20, "hardly a page was read");
            files = (0..count).map(|at| files[order(at) % count]).collect();
            let facts = files.into_iter().map(|(id, file)| {
                let page = markdown::parse(id, file, &mut diagnostics);
                extract::extract(&page, &sources, &mut diagnostics, &mut coverage)
            });
            let facts = facts.collect();
            let schema = merge::merge(facts, &merge::Options::default(), &mut diagnostics, &mut coverage);
            let files = pipeline::generate(&schema, &crate_target(), &mut diagnostics);
            (yaml::to_yaml(&schema).expect("the schema as YAML"), files)
        })
    };
    // As they come, backwards, and in strides of a prime, which meet each page once.
    let orders: [fn(usize) -> usize; 3] = [|at| at, |at| 1_000_000_007 - at, |at| at * 1_000_003];
    let wanted = run(orders[0], 1);
    for threads in [1, 2, 8] {
        for order in orders {
            assert!(
                run(order, threads) == wanted,
                "{threads} threads gave other bytes"
            );
        }
    }
}
