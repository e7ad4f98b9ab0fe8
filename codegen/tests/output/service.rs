//! Which service pages are of: as they say it, as `service.yaml` says it, as the builder says it, the last first.

use std::fs;
use std::path::Path;

use graphdown_codegen::diag::Code;
use graphdown_codegen::service::Service;
use graphdown_codegen::{Builder, Generated};

const CAR: &str = "# car resource type\n\nA car.\n\n## Navigation\n\n|Navigation|Return type|Description|\n|:---|:---|:---|\n\
    |[driver](driver.md)|driver|Who drives.|\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n\
    |id|GUID|The key.|\n|state|FLEET.carState|How it is.|\n";

const GET: &str = "# Get cars\n\n## HTTP request\n\n```\nGET gate/cars({id})\n```\n\n## Response\n\n\
    If successful, this method returns `200 OK` and a **car** object.\n\n## Example\n\n```json\nGET https://{host}/gate/cars({id})\n```\n\n\
    ```json\n{\n    \"@odata.context\": \"https://fleet.example.com/gate/v2.0/$metadata#cars/$entity\",\n    \"id\": \"1\"\n}\n```\n";

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file");
    }
}

/// What comes of pages with these words, as the builder is set up.
fn run(car: &str, file: Option<&str>, set_up: impl FnOnce(&mut Builder)) -> Generated {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).expect("a folder");
    write(&pages, &[("car.md", car), ("car_get.md", GET)]);
    let mut builder = Builder::new();
    builder.pages(&pages);
    if let Some(text) = file {
        write(folder.path(), &[("service.yaml", text)]);
        builder.service(folder.path().join("service.yaml"));
    }
    set_up(&mut builder);
    builder.run().unwrap_or_else(|error| panic!("{error}"))
}

fn file(of: &Generated, name: &str) -> String {
    let found = of.files.iter().find(|it| it.path == name);
    found.unwrap_or_else(|| panic!("no {name}")).text.clone()
}

/// What is told or set, as the tests write it.
fn text(it: &str) -> String {
    it.to_owned()
}

#[test]
fn pages_tell_their_namespace_and_where_the_service_is() {
    let bound =
        format!("{CAR}\n## Bound actions\n\n`POST https://<server>/v2.0/cars({{id}})/Contoso.FLEET.park`\n");
    let got = run(&bound, None, |_| {});
    let told = Service {
        namespace: Some(text("Contoso.FLEET")),
        base_url: Some(text("https://fleet.example.com/gate/v2.0")),
        client: None,
    };
    assert_eq!(got.schema.service, told);
    assert!(got.schema.types.iter().all(|it| it.namespace == "Contoso.FLEET"));
    assert!(file(&got, "client.rs").contains("\"https://fleet.example.com/gate/v2.0\""));
    // What only stands before the name of a type is all that pages without such a call tell.
    assert_eq!(
        run(CAR, None, |_| {}).schema.service.namespace,
        Some(text("FLEET"))
    );
    // And where a page names it, that counts.
    let named = CAR.replace("A car.", "Namespace: contoso.fleet\n\nA car.");
    assert_eq!(
        run(&named, None, |_| {}).schema.service.namespace,
        Some(text("contoso.fleet"))
    );
}

#[test]
fn the_file_comes_before_the_pages_and_the_builder_before_the_file() {
    const FILE: &str =
        "namespace: contoso.cars\nbase_url: https://cars.example.com/v3\nprefixes: [gate]\nclient: Cars\n";
    let by_file = run(CAR, Some(FILE), |_| {});
    assert_eq!(by_file.schema.service.namespace, Some(text("contoso.cars")));
    assert_eq!(by_file.schema.operations[0].path, "/cars({id})");
    let client = file(&by_file, "client.rs");
    assert!(
        client.contains("pub struct Cars(") && client.contains("\"https://cars.example.com/v3\""),
        "{client}"
    );
    assert!(
        file(&by_file, "mod.rs").contains("Cars}"),
        "the root gives the client on"
    );

    let by_builder = run(CAR, Some(FILE), |it| {
        it.namespace("contoso.other")
            .base_url("https://other.example.com")
            .client_name("Fleet");
    });
    let told = Service {
        namespace: Some(text("contoso.other")),
        base_url: Some(text("https://other.example.com")),
        client: Some(text("Fleet")),
    };
    assert_eq!(by_builder.schema.service, told);
    assert_eq!(by_builder.schema.operations[0].path, "/cars({id})");
}

/// The schema knows the service, so that what is made of it is the same as of the pages.
#[test]
fn a_schema_keeps_the_service() {
    let folder = tempfile::tempdir().expect("a folder");
    let of_pages = run(CAR, Some("client: Cars\nprefixes: [gate]\n"), |_| {});
    let path = folder.path().join("schema.yaml");
    fs::write(
        &path,
        graphdown_codegen::schema::yaml::to_yaml(&of_pages.schema).expect("it is written"),
    )
    .expect("a file");
    let of_schema = Builder::new()
        .schema(&path)
        .run()
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(file(&of_pages, "client.rs"), file(&of_schema, "client.rs"));
    let changed = Builder::new()
        .schema(&path)
        .client_name("Fleet")
        .run()
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(file(&changed, "client.rs").contains("pub struct Fleet("));
}

#[test]
fn a_file_that_cannot_be_meant_is_an_error_with_its_place() {
    let cases = [
        ("client: Cars\nbase_url: cars.example.com\n", "service.yaml:2:1"),
        ("clients: Cars\n", "service.yaml:1:1"),
        ("client: [Cars]\n", "service.yaml:1:9"),
    ];
    for (text, place) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &[("car.md", CAR), ("service.yaml", text)]);
        let mut builder = Builder::new();
        builder
            .pages(folder.path().join("car.md"))
            .service(folder.path().join("service.yaml"));
        let said = builder.run().expect_err("it is refused").to_string();
        assert!(said.contains("error[bad-yaml]") && said.contains(place), "{said}");
        assert!(said.contains("docs/service.md"), "{said}");
    }
    let mut builder = Builder::new();
    builder.pages("pages").client_name("no type");
    let said = builder.run().expect_err("it is refused").to_string();
    assert!(said.contains("`no type` is no name of a type in Rust"), "{said}");
}

/// A line of a table or an address does not make another service of Graph's pages.
#[test]
fn pages_that_tell_nothing_are_of_graph() {
    let plain = CAR.replace("FLEET.carState", "String");
    let get = "# Get car\n\n## HTTP request\n\n```\nGET /cars/{id}\n```\n\n## Response\n\nReturns `200 OK` and a [car](car.md) object.\n";
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[("car.md", &plain), ("car_get.md", get)]);
    let got = Builder::new()
        .pages(folder.path())
        .run()
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(got.schema.service, Service::default());
    assert!(got.diagnostics.iter().all(|it| it.code != Code::UnknownService));
    assert!(file(&got, "client.rs").contains("\"https://graph.microsoft.com/v1.0\""));
}
