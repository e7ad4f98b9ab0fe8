//! What the README shows is so: its table stands in the page, its struct in the generated crate, and its calls work.

use std::fs;
use std::path::Path;

use graphdown_audit::types::{RemoteAction, RemoteActionAudit};
use graphdown_codegen::schema::yaml;
use graphdown_emulator::{Emulator, token};
use graphdown_runtime::Patch;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of the README's first fenced block of this language that has the text in it.
fn block(language: &str, holds: &str) -> Vec<String> {
    let readme = read("README.md");
    let blocks = readme.split("\n```").skip(1).step_by(2);
    let block = blocks
        .filter_map(|it| it.strip_prefix(language))
        .find(|it| it.contains(holds));
    let block = block.unwrap_or_else(|| panic!("the README has no block of {language} with {holds}"));
    block.lines().skip(1).map(str::to_owned).collect()
}

#[track_caller]
fn stands_in(lines: &[String], file: &str) {
    let text = read(file);
    let has = |line: &&String| !text.lines().any(|it| it.trim() == line.trim());
    let missing: Vec<_> = lines.iter().filter(|it| !it.contains('…')).filter(has).collect();
    assert!(missing.is_empty(), "not in {file}: {missing:#?}");
    assert!(lines.len() > 3, "hardly a line was looked for");
}

#[test]
fn the_table_and_the_struct_are_real() {
    stands_in(
        &block("markdown", "|Property|"),
        "schemas/audit/pages/resources/remote-action-audit.md",
    );
    stands_in(
        &block("rust", "pub struct"),
        "generated/src/types/remote_action_audit.rs",
    );
}

#[test]
fn the_calls_are_the_ones_below() {
    stands_in(&block("rust", "let graph"), "tests/repository/readme.rs");
}

#[tokio::test]
async fn the_calls_work() -> Result<(), Box<dyn std::error::Error>> {
    struct Client;
    impl Client {
        /// The README calls the real service; this, an emulator.
        #[expect(clippy::new_ret_no_self, reason = "it stands in for the client's own")]
        fn new((base_url, token): (String, String)) -> graphdown_audit::Client {
            let client = graphdown_audit::Client::builder()
                .base_url(base_url)
                .credential(token)
                .build();
            client.expect("a client")
        }
    }
    let schema = yaml::from_yaml(&read("schemas/audit/schema.yaml"), "schema.yaml")?;
    let emulator = Emulator::new(schema).serve(([127, 0, 0, 1], 0)).await?;
    let scopes = ["DeviceManagementManagedDevices.ReadWrite.All"];
    let token = (emulator.base_url(), token::delegated(&scopes));

    let graph = Client::new(token);
    let audits = graph.device_management().remote_action_audits();

    let wipe = RemoteActionAudit {
        action: Some(RemoteAction::FactoryReset),
        ..Default::default()
    };
    let made = audits.create(&wipe).await?;
    let audit = audits.id(made.id.unwrap_or_default());

    let some = audit
        .get()
        .select((RemoteActionAudit::ID, RemoteActionAudit::ACTION))
        .await?;
    let named = Patch::new().set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "kiosk 7");
    audit.update(&named).await?;

    let is_wipe = RemoteActionAudit::ACTION.eq(RemoteAction::FactoryReset);
    let mut wipes = audits.list().filter(is_wipe).top(50).stream();
    while let Some(wipe) = wipes.next().await {
        println!("{:?}", wipe?.device_display_name);
    }

    assert_eq!(some.action, Some(RemoteAction::FactoryReset));
    assert_eq!(some.device_display_name, None, "it was not selected");
    assert_eq!(audit.get().await?.device_display_name.as_deref(), Some("kiosk 7"));
    emulator.shutdown().await?;
    Ok(())
}
