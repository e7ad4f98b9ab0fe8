//! What is committed is what the pages give now, and both ways into the generator give the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use graphdown_codegen::emit::{CrateTarget, RuntimeDependency, Target};
use graphdown_codegen::pipeline::{self, Input, Output};
use graphdown_codegen::schema::yaml;
use graphdown_codegen::write::{self, Mode};
use graphdown_codegen::{Builder, pipeline::OutFile};

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
    let runtime = RuntimeDependency::Path("../runtime".to_owned());
    Target::Crate(CrateTarget { name: "graphdown-audit".to_owned(), runtime })
}

/// The committed crate, made anew.
fn generate() -> Vec<OutFile> {
    let mut front = pipeline::read(&input());
    let output = Output { target: crate_target(), ..Output::default() };
    pipeline::generate(&front.schema, &output, &mut front.diagnostics)
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
    let committed = fs::read_to_string(root().join("schemas/audit/schema.yaml")).expect("the committed schema");
    assert!(text == committed, "schemas/audit/schema.yaml: {REGENERATE}");
}

#[test]
fn the_committed_crate_is_current() {
    let written = write::write(&generate(), &root().join("generated"), Mode::Check).expect("a comparison");
    if let Some(difference) = written.stale() {
        panic!("generated/: {REGENERATE}\n{difference}");
    }
}

#[test]
fn the_schema_gives_the_same_client_as_the_pages() {
    let mut from_pages = Builder::new();
    from_pages.pages(root().join("schemas/audit/pages")).overrides(root().join("schemas/audit/overrides.yaml"));
    let mut from_schema = Builder::new();
    from_schema.schema(root().join("schemas/audit/schema.yaml"));
    let files = |builder: &Builder| builder.run().expect("a client").files;
    assert!(files(&from_pages) == files(&from_schema), "schema.yaml does not hold all that the pages say");
}

#[test]
fn the_build_script_and_the_crate_have_the_same_modules() {
    let in_out_dir = files_below(&Path::new(env!("OUT_DIR")).join("graphdown"));
    let in_crate = files_below(&root().join("generated/src"));
    let mut compared = 0;
    for (name, path) in &in_out_dir {
        // The roots differ: one is included into a module, the other is a crate's.
        if !name.contains('/') {
            continue;
        }
        let twin = in_crate.get(name).unwrap_or_else(|| panic!("generated/src/{name} is missing"));
        assert!(fs::read(path).ok() == fs::read(twin).ok(), "{name} differs");
        compared += 1;
    }
    let below_crate = in_crate.keys().filter(|name| name.contains('/')).count();
    assert_eq!(compared, below_crate, "generated/src has modules that the build script did not write");
    assert!(compared > 20, "hardly anything was compared");
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = generate();
    write::write(&files, folder.path(), Mode::Write).expect("a first run");
    let times = || -> Vec<(String, SystemTime)> {
        let time = |path: &Path| fs::metadata(path).and_then(|it| it.modified()).expect("a time");
        files_below(folder.path()).iter().map(|(name, path)| (name.clone(), time(path))).collect()
    };
    let before = times();
    assert!(before.len() > 20);
    std::thread::sleep(std::time::Duration::from_millis(20));
    write::write(&generate(), folder.path(), Mode::Write).expect("a second run");
    assert!(times() == before, "files were written although nothing changed");
}

#[test]
fn threads_and_the_order_of_files_never_show() {
    let pages = files_below(&root().join("schemas/audit/pages"));
    let in_order: Vec<_> = pages.into_values().collect();
    let mut reversed = in_order.clone();
    reversed.reverse();
    // Far from both: every third, then the rest.
    let (thirds, rest): (Vec<_>, Vec<_>) = (0..in_order.len()).partition(|at| at % 3 == 0);
    let shuffled: Vec<_> = rest.into_iter().chain(thirds).map(|at| in_order[at].clone()).collect();

    let run = |pages: &[PathBuf], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let mut front = pipeline::read(&Input { pages: pages.to_vec(), ..Input::default() });
            let output = Output { target: crate_target(), ..Output::default() };
            let files = pipeline::generate(&front.schema, &output, &mut front.diagnostics);
            (yaml::to_yaml(&front.schema).expect("the schema as YAML"), files)
        })
    };
    let wanted = run(&in_order, 1);
    for threads in [1, 2, 8] {
        for order in [&in_order, &reversed, &shuffled] {
            assert!(run(order, threads) == wanted, "{threads} threads gave other bytes");
        }
    }
}
