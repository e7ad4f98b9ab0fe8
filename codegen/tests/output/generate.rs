//! From a schema to files: each case under `generate/` is a schema and all that it must give.
//!
//! `GRAPHDOWN_BLESS=1` rewrites what it must give; review the difference.

use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target, emit};
use graphdown_codegen::examples::samples;
use graphdown_codegen::print::{OutFile, print};
use graphdown_codegen::resolve::resolve;
use graphdown_codegen::schema::Schema;

use graphdown_test_support::golden;

use crate::gates::without_gates;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output/generate");
    golden::cases(&folder)
}

fn schema(case: &Path) -> Schema {
    let text = fs::read_to_string(case.join("schema.json")).expect("a case has a schema");
    serde_json::from_str(&text).expect("a schema of a case is valid")
}

fn package(name: &str) -> Target {
    Target::Crate(Package {
        name: format!("graphdown-{name}"),
        runtime: Runtime::Path("../../runtime".to_owned()),
        origin: Origin::default(),
    })
}

fn generated(schema: &Schema, target: &Target) -> (Vec<OutFile>, String) {
    let mut diagnostics = Diagnostics::default();
    let mut model = resolve(schema, &mut diagnostics);
    model.samples = samples(schema, &model);
    diagnostics.sort();
    let said = diagnostics.iter().fold(String::new(), |said, it| {
        said + it.code.name() + ": " + &it.message + "\n"
    });
    (print(&emit(&model, target)), said)
}

#[test]
fn a_schema_gives_these_files() {
    golden::hold(|golden| {
        for case in cases() {
            let name = case.file_name().unwrap_or_default().to_string_lossy();
            let (files, said) = generated(&schema(&case), &package(&name));
            let files = files.iter().map(|it| (it.path.as_str(), it.text.as_str()));
            golden.folder(
                &case.join("out"),
                files.chain([("diagnostics.txt", said.as_str())]),
            );
        }
    });
}

#[test]
fn a_module_of_another_crate_has_the_same_files_but_for_gates() {
    for case in cases() {
        let schema = schema(&case);
        let (of_crate, _) = generated(&schema, &package("same"));
        let (included, _) = generated(&schema, &Target::Included);
        let below = |prefix: &str, root: &str, files: &[OutFile]| {
            let inside = files
                .iter()
                .filter_map(|it| Some((it.path.strip_prefix(prefix)?.to_owned(), it.text.clone())));
            let inside = inside.filter(|(path, _)| path != root);
            let inside = inside.map(|(path, text)| (without_gates(&path, &text), path));
            inside.collect::<Vec<_>>()
        };
        assert_eq!(below("src/", "lib.rs", &of_crate), below("", "mod.rs", &included));
    }
}

#[test]
fn the_order_of_a_schema_and_the_threads_do_not_show() {
    for case in cases() {
        let in_order = schema(&case);
        let expected = generated(&in_order, &Target::Included);
        for threads in [1, 2, 8] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("a pool of threads");
            assert_eq!(pool.install(|| generated(&in_order, &Target::Included)), expected);
        }
    }
}

#[test]
fn a_megabyte_in_any_place_is_inert() {
    for part in ["x", "`[a]<b>", "\"]*/ \u{202e}"] {
        let huge = part.repeat(1_000_000 / part.len());
        let mut schema = schema(&cases()[0]);
        let ty = &mut schema.types[0];
        ty.description = Some(huge.clone());
        ty.deprecated = Some(huge.clone());
        ty.members.push(huge.clone());
        let ty = schema.types.last_mut().expect("a type");
        ty.name.clone_from(&huge);
        ty.properties[0].name.clone_from(&huge);
        ty.properties[0].values.push(huge.clone());
        ty.page = Some(huge.clone());
        let operation = &mut schema.operations[0];
        operation.title.clone_from(&huge);
        operation.page = Some(huge.clone());
        operation.description = Some(huge.clone());
        schema.operations[1].path = format!("/{huge}");
        let (files, said) = generated(&schema, &Target::Included);
        assert!(said.contains("unsupported-path"), "{part:?}");
        for file in files {
            let parsed = syn::parse_file(&file.text);
            assert!(parsed.is_ok(), "{part:?} breaks {}", file.path);
        }
    }
}

#[test]
fn file_names_are_safe_on_every_system() {
    for case in cases() {
        let (files, _) = generated(&schema(&case), &package("safe"));
        let mut met = std::collections::BTreeSet::new();
        for file in files {
            assert!(
                met.insert(file.path.to_lowercase()),
                "{} is there twice",
                file.path
            );
            for part in file.path.split('/') {
                let plain = part
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || b"_.".contains(&it));
                let stem = part.split('.').next().unwrap_or_default();
                let device = matches!(stem, "con" | "aux" | "nul" | "prn" | "com1" | "lpt1");
                assert!(plain && !device && !stem.is_empty() && part.len() < 140, "{part}");
            }
        }
    }
}
