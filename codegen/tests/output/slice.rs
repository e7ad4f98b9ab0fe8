//! A part of an API, with what comes with it and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target, emit};
use graphdown_codegen::model::{Definition, Model, Primitive, Value};
use graphdown_codegen::print::print;
use graphdown_codegen::resolve::resolve;
use graphdown_codegen::schema::Schema;
use graphdown_codegen::slice::{Selection, Unmatched, slice};

fn schema() -> Schema {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output/generate/features/schema.json");
    let text = std::fs::read_to_string(path).expect("the case has a schema");
    serde_json::from_str(&text).expect("the schema is valid")
}

fn whole() -> Model {
    resolve(&schema(), &mut Diagnostics::default())
}

fn select(include: &[&str], areas: &[&str]) -> Result<Model, Unmatched> {
    let owned = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect();
    let selection = Selection {
        include: owned(include),
        areas: owned(areas),
    };
    slice(whole(), &selection)
}

fn types(model: &Model) -> Vec<&str> {
    model.types.iter().map(|it| it.documented.as_str()).collect()
}

fn calls(model: &Model) -> Vec<String> {
    let methods = model.nodes.iter().flat_map(|it| &it.methods);
    methods
        .map(|it| format!("{} {}", it.verb.as_str(), it.path))
        .collect()
}

fn files(model: &Model, target: &Target) -> BTreeMap<String, String> {
    let files = print(&emit(model, target));
    files.into_iter().map(|it| (it.path, it.text)).collect()
}

#[test]
fn nothing_chosen_is_everything() -> Result<(), Unmatched> {
    assert_eq!(select(&[], &[])?, whole());
    Ok(())
}

#[test]
fn a_type_brings_its_closure() -> Result<(), Unmatched> {
    let user = select(&["user"], &[])?;
    assert_eq!(types(&user), ["address", "entity", "user"]);
    assert_eq!(calls(&user), [""; 0]);
    // A base does not bring what else derives from it; a value may be of a derived type.
    assert_eq!(
        types(&select(&["sharedStatus"], &[])?),
        ["sharedStatus", "status"]
    );
    assert_eq!(types(&select(&["status"], &[])?), ["sharedStatus", "status"]);
    assert_eq!(
        types(&select(&["microsoft.graph.calendarC*"], &[])?),
        ["calendarColor"]
    );
    Ok(())
}

#[test]
fn operations_are_chosen_by_method_and_path() -> Result<(), Unmatched> {
    let get = select(&["GET /users/{id}"], &[])?;
    assert_eq!(calls(&get), ["GET /users/{id | userPrincipalName}"]);
    assert_eq!(types(&get), ["address", "entity", "user"]);
    assert_eq!(
        calls(&select(&["/users/{id}/*"], &[])?),
        ["GET /users/{id}/calendar"]
    );
    let users = [
        "GET /users",
        "GET /users/{id | userPrincipalName}",
        "PATCH /users/{id}",
        "GET /users/{id}/calendar",
    ];
    assert_eq!(calls(&select(&["/users/**"], &[])?), users);
    assert_eq!(calls(&select(&[], &["users"])?), users);
    assert_eq!(calls(&select(&["users"], &[])?), users);
    assert_eq!(calls(&select(&["* /service*/status"], &[])?).len(), 9);
    Ok(())
}

#[test]
fn what_leads_out_of_it_is_open_json() -> Result<(), Unmatched> {
    let user = select(&["user", "drive"], &[])?;
    let ty = user
        .types
        .iter()
        .find(|it| it.documented == "user")
        .expect("the type");
    let Definition::Struct(it) = &ty.shape else {
        panic!("a struct")
    };
    let held = |wire: &str| {
        it.fields
            .iter()
            .find(|it| it.wire == wire)
            .map(|it| (it.ty.of, it.ty.navigation))
    };
    assert_eq!(held("calendar"), Some((Value::Primitive(Primitive::Json), false)));
    assert!(matches!(held("drives"), Some((Value::Struct(_), true))));
    Ok(())
}

/// Everything that is in a slice is written as in the whole, down to the byte where nothing leads out of it.
#[test]
fn names_are_those_of_the_whole() -> Result<(), Unmatched> {
    let whole = files(&whole(), &Target::Included);
    let part = files(&select(&[], &["calendars"])?, &Target::Included);
    assert!(part.len() < whole.len());
    for (path, text) in &part {
        let is_list = path.ends_with("mod.rs") && !path.starts_with("paths/");
        let leads_out = path == "types/calendar.rs";
        assert!(
            is_list || leads_out || whole.get(path) == Some(text),
            "{path} differs"
        );
    }
    assert!(part["types/calendar.rs"].contains("pub owner: Option<Json>"));
    Ok(())
}

#[test]
fn a_choice_that_nothing_fits_is_told_with_what_may_be_meant() {
    let said = |include: &[&str], areas: &[&str]| select(include, areas).err().map(|it| it.to_string());
    let told = |text: &str| Some(text.to_owned());
    assert_eq!(
        said(&["usr"], &[]),
        told("no type or area is `usr`; `user` has a similar name")
    );
    assert_eq!(
        said(&["GET /user/{id}"], &[]),
        told("no operation fits `GET /user/{id}`; `GET /users/{id | userPrincipalName}` has a similar name")
    );
    assert_eq!(
        said(&["GET /usres/{id}/calendar"], &[]),
        told("no operation fits `GET /usres/{id}/calendar`; `GET /users/{id}/calendar` has a similar name")
    );
    assert_eq!(
        said(&[], &["user"]),
        told("no area is `user`; `users` has a similar name")
    );
    assert_eq!(said(&["user", "zzz*"], &[]), told("no type or area is `zzz*`"));
}

/// A page more, of which the others know nothing, changes lists and nothing else.
#[test]
fn an_unrelated_page_changes_no_name() {
    let target = Target::Crate(Package {
        name: "client".to_owned(),
        runtime: Runtime::Version("1".to_owned()),
        origin: Origin::default(),
    });
    let mut schema = schema();
    let before = files(&resolve(&schema, &mut Diagnostics::default()), &target);
    let mut ty = schema.types[0].clone();
    ty.name = "unrelatedThing".to_owned();
    schema.types.insert(0, ty);
    let mut operation = schema.operations[0].clone();
    operation.path = "/moreThings".to_owned();
    operation.title = "List user".to_owned();
    if let Some(returns) = &mut operation.returns {
        returns.ty = "unrelatedThing".to_owned();
    }
    operation.page = Some("api/unrelatedthing-list.md".to_owned());
    schema.operations.insert(0, operation);
    let after = files(&resolve(&schema, &mut Diagnostics::default()), &target);

    let changed = before
        .iter()
        .filter(|(path, text)| after.get(*path) != Some(*text));
    let changed: Vec<&String> = changed.map(|(path, _)| path).collect();
    assert_eq!(
        changed,
        ["Cargo.toml", "README.md", "src/lib.rs", "src/types/mod.rs"]
    );
    let new: Vec<&String> = after.keys().filter(|it| !before.contains_key(*it)).collect();
    assert_eq!(
        new,
        ["src/paths/more_things/mod.rs", "src/types/unrelated_thing.rs"]
    );
}
