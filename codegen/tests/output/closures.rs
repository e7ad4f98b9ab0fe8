//! How much a part of the API brings: the largest and the median closure over the shared pages, as a table. Run with
//! `--nocapture` to read it.

use graphdown_codegen::model::{Closures, Method, Model, TypeId};
use graphdown_codegen::pipeline::{self, Input};
use graphdown_codegen::resolve::resolve;
use graphdown_test_support::corpus;

fn model(version: &str) -> Option<Model> {
    let pages = corpus::pages(&format!("corpus/2021/api-reference/{version}"))?;
    let mut front = pipeline::read(&Input {
        pages: vec![pages],
        ..Input::default()
    });
    Some(resolve(&front.schema, &mut front.diagnostics))
}

/// The largest and the median.
fn extremes(mut sizes: Vec<usize>) -> (usize, usize) {
    sizes.sort_unstable();
    (sizes.last().copied().unwrap_or_default(), sizes[sizes.len() / 2])
}

#[test]
fn a_closure_is_a_small_part_of_the_whole() {
    for version in ["v1.0", "beta"] {
        let Some(model) = model(version) else { return };
        let closures = Closures::new(&model);
        let types = model.type_ids();
        let of_types = extremes(types.map(|it| closures.of([it]).len()).collect());
        let methods = model.nodes.iter().flat_map(|it| &it.methods);
        let of_methods = extremes(methods.map(|it| closures.of(it.types()).len()).collect());
        println!("{version}: {} types", model.types.len());
        println!("{:32} {:>8} {:>8}", "closure, types", "largest", "median");
        println!("{:32} {:>8} {:>8}", "of a type", of_types.0, of_types.1);
        println!("{:32} {:>8} {:>8}", "of an operation", of_methods.0, of_methods.1);
        for area in &model.areas {
            let nodes = area.module.all_nodes();
            let methods = nodes.iter().flat_map(|it| &model.node(*it).methods);
            let types: Vec<TypeId> = methods.flat_map(Method::types).collect();
            println!("/{:31} {:>8}", area.segment, closures.of(types).len());
        }
        assert!(of_types.1 <= 3 && of_methods.1 <= 5, "a single thing brings much");
        assert!(
            of_types.0 < model.types.len() / 2,
            "a type brings half of the API"
        );
    }
}
