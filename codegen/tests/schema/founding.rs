//! The five founding pages, of three eras and none of them whole, give the audit types and operations.

use graphdown_codegen::diag::Code;
use graphdown_codegen::schema::{Kind, Schema, TypeDef};
use graphdown_test_support::corpus;

use crate::read;

fn seeds() -> Option<read::Read> {
    let root = corpus::pages("seeds")?;
    Some(read::read(&root, None, |_| {}))
}

fn ty<'a>(schema: &'a Schema, name: &str) -> &'a TypeDef {
    schema
        .types
        .iter()
        .find(|it| it.name == name)
        .unwrap_or_else(|| panic!("no type {name}"))
}

#[test]
fn three_pages_make_one_remote_action_audit() {
    let Some(read) = seeds() else { return };
    let audit = ty(&read.schema, "remoteActionAudit");
    assert_eq!(audit.properties.len(), 13);
    assert_eq!(audit.kind, Kind::Entity);
    assert_eq!(audit.page.as_deref(), Some("001_a1adedd8bfb49751.txt"));
    // The page with the newer form of permissions comes before the one of 2017.
    assert_eq!(
        audit.also,
        ["002_52cdbe76ab5030de.txt", "000_482096344f487666.txt"]
    );
    let property = |name: &str| audit.properties.iter().find(|it| it.name == name).unwrap();
    assert_eq!(property("action").ty, "remoteAction");
    assert_eq!(
        property("userName").deprecated.as_deref(),
        Some("Please use InitiatedByUserPrincipalName instead.")
    );
    let told: Vec<_> = read
        .diagnostics
        .iter()
        .filter(|it| it.code == Code::PagesDisagree)
        .collect();
    assert_eq!(told.len(), 2);
    assert!(
        told.iter()
            .all(|it| it.message.contains("001_a1adedd8bfb49751.txt"))
    );
}

#[test]
fn inline_values_make_enumerations() {
    let Some(read) = seeds() else { return };
    for (name, members) in [
        ("remoteAction", 39),
        ("actionState", 7),
        ("deviceActionCategory", 2),
    ] {
        let it = ty(&read.schema, name);
        assert_eq!(
            (it.kind, it.members.len(), it.inferred),
            (Kind::Enum, members, true),
            "{name}"
        );
    }
    assert!(
        ty(&read.schema, "remoteAction")
            .members
            .iter()
            .any(|it| it == "unknownFutureValue")
    );
}

#[test]
fn what_only_examples_show_is_inferred() {
    let Some(read) = seeds() else { return };
    let cases = [
        ("auditEvent", 12),
        ("auditActor", 12),
        ("auditResource", 5),
        ("auditProperty", 3),
        ("roleScopeTagInfo", 2),
        ("auditActivity", 11),
    ];
    for (name, properties) in cases {
        let it = ty(&read.schema, name);
        assert_eq!((it.properties.len(), it.inferred), (properties, true), "{name}");
    }
    for name in [
        "auditActivityUserInfo",
        "auditData",
        "keyValuePair_2OfString_String",
    ] {
        let it = ty(&read.schema, name);
        assert!(it.open && it.properties.is_empty(), "{name}");
    }
    assert!(ty(&read.schema, "keyValuePair_2OfString_String").external);
    let activity = ty(&read.schema, "auditActivity");
    let type_of = |name: &str| &activity.properties.iter().find(|it| it.name == name).unwrap().ty;
    assert_eq!(type_of("version"), "Int32");
    assert_eq!(type_of("createdDateTime"), "DateTimeOffset");
    assert_eq!(type_of("userInfo"), "auditActivityUserInfo");
}

const AUDITS: &str = "/deviceManagement/remoteActionAudits";
const AUDIT: &str = "/deviceManagement/remoteActionAudits/{remoteActionAuditId}";

#[test]
fn documented_and_inferred_operations_stand_side_by_side() {
    let Some(read) = seeds() else { return };
    assert_eq!(read.schema.api_version, "beta");
    let operations: Vec<_> = read
        .schema
        .operations
        .iter()
        .map(|it| (it.method.as_str(), it.path.as_str(), it.status, it.inferred))
        .collect();
    let activities = |root: &str| format!("{root}/dataSecurityAndGovernance/activities/auditActivities");
    let (me, users) = (activities("/me"), activities("/users/{usersId}"));
    assert_eq!(
        operations,
        [
            ("POST", "/deviceManagement/auditEvents", Some(201), false),
            ("GET", AUDITS, Some(200), true),
            ("POST", AUDITS, Some(201), false),
            ("DELETE", AUDIT, Some(204), true),
            ("GET", AUDIT, Some(200), true),
            ("PATCH", AUDIT, Some(200), false),
            ("POST", me.as_str(), Some(201), false),
            ("POST", users.as_str(), Some(201), false),
        ]
    );
    let count = |code| read.diagnostics.iter().filter(|it| it.code == code).count();
    assert_eq!(count(Code::InferredOperation), 3);
}

#[test]
fn permissions_come_in_three_forms() {
    let Some(read) = seeds() else { return };
    let permissions = |method: &str, path: &str| {
        let mut operations = read.schema.operations.iter();
        let found = operations
            .find(|it| it.method == method && it.path == path)
            .unwrap();
        found.permissions.clone()
    };
    let listed = permissions("POST", AUDITS).unwrap();
    assert!(listed.unsplit);
    assert_eq!(listed.delegated, ["DeviceManagementManagedDevices.ReadWrite.All"]);
    let tabled = permissions("POST", "/deviceManagement/auditEvents").unwrap();
    assert_eq!(tabled.application, ["DeviceManagementApps.ReadWrite.All"]);
    assert!(!tabled.unsplit && tabled.delegated_personal.is_empty());
    assert_eq!(permissions("PATCH", AUDIT), None);
    let absent = read
        .diagnostics
        .iter()
        .filter(|it| it.code == Code::OutsideInclude)
        .count();
    assert_eq!(absent, 3, "each include that is not there is told once");
}
