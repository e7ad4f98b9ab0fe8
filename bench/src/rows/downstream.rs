//! Crates that use the generated crate: one that holds every type, and one that makes one call.

use std::fmt::Write as _;
use std::fs::File;
use std::time::SystemTime;

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::model::{Model, NamespaceId};
use graphdown_codegen::resolve::resolve;

use super::crates::ALL;
use crate::context::Context;
use crate::crates::{Ask, Crates, tail};
use crate::row::{Row, time};
use crate::turns::{compare, median};
use crate::{Failure, Result};

const CRATE: &str = "graph-v1";
/// Times the check of the crate.
const BUILD: f64 = 3.0;
/// Seconds.
const REBUILD: f64 = 2.0;

const ONE_CALL: &str = "\
//! One call.

fn main() {
    let graph = graph_v1::Client::new(\"token\");
    let request = graph.me().messages().list();
    println!(\"{:?}\", request.into_http());
}
";

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let pages = match context.pages("v1.0") {
        Ok(pages) => pages,
        Err(skipped) => return Ok(vec![skipped]),
    };
    let generated = Crates::generate(context, &pages, CRATE)?;
    let model = resolve(&generated.front.schema, &mut Diagnostics::default());
    let depends = |features: &str| {
        format!("[dependencies]\n{CRATE} = {{ path = \"../{CRATE}\", features = [{features}] }}\n")
    };
    let areas = model.areas.iter().map(|it| &it.feature);
    let features = areas.chain(&model.other_types).map(|it| format!("\"{it}\""));
    let manifest = depends(&features.collect::<Vec<_>>().join(", "));
    Crates::write(context, "every-type", &manifest, "lib.rs", &every_type(&model))?;
    Crates::write(context, "one-call", &manifest, "main.rs", ONE_CALL)?;
    let crates = Crates::new(context)?;

    let cost = crates.cargo(Ask::Check, "every-type", &[])?;
    let measured = if cost.succeeded {
        format!("{} types, {}", model.types.len(), time(cost.time.wall))
    } else {
        tail(&cost.stderr).replace('\n', " ")
    };
    let mut rows = vec![Row::claim(
        "every type is `Send + Sync` and goes through a `Result`, at the default recursion limit",
        measured,
        "compiles",
        cost.succeeded,
    )];
    rows.extend(builds(context, &crates)?);
    Ok(rows)
}

/// The first build and the one after a change of the program.
fn builds(context: &Context, crates: &Crates<'_>) -> Result<[Row; 2]> {
    crates.prepare(Ask::Check, CRATE, ALL)?;
    crates.prepare(Ask::Build, "one-call", &[])?;
    let found = compare::<Failure>(
        context.few(),
        || {
            crates.clean(CRATE)?;
            Ok(crates.alone(Ask::Build, "one-call", &[])?.time)
        },
        || Ok(crates.alone(Ask::Check, CRATE, ALL)?.time),
    )?;
    let first = Row::ratio(
        "`cargo build` of graph-v1 and a program of one call / check of graph-v1",
        &found,
        BUILD,
    );

    crates.prepare(Ask::Build, "one-call", &[])?;
    let mut times = Vec::new();
    for _ in 0..context.many() {
        let program = File::options()
            .append(true)
            .open(context.work.join("crates/one-call/src/main.rs"))?;
        program.set_modified(SystemTime::now())?;
        times.push(crates.cargo(Ask::Build, "one-call", &[])?.time.wall);
    }
    let again = median(times.into_iter());
    let second = Row::at_most(
        "`cargo build` of it after a change of the program",
        time(again),
        again,
        " s",
        REBUILD,
    );
    Ok([first, second])
}

/// A library that asserts what every type must be.
fn every_type(model: &Model) -> String {
    let mut text = String::from(
        "//! Holds every type.\n\n\
         fn shared<T: Send + Sync + 'static>() {}\n\n\
         fn through<T>(it: Result<T, Box<dyn std::error::Error + Send + Sync>>) -> \
         Result<T, Box<dyn std::error::Error + Send + Sync>> {\n    let it = it?;\n    Ok(it)\n}\n\n\
         #[allow(deprecated, clippy::all)]\npub fn every_type() {\n",
    );
    for ty in &model.types {
        let path = format!("graph_v1::{}::{}", module(model, ty.namespace), ty.name);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    shared::<{path}>();\n    let _ = through::<{path}>;");
    }
    text.push_str("}\n");
    text
}

fn module(model: &Model, id: NamespaceId) -> String {
    let namespace = model.namespace(id);
    match namespace.parent {
        Some(parent) => format!("{}::{}", module(model, parent), namespace.name),
        None => namespace.name.to_string(),
    }
}
