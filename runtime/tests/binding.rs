//! Binding: what is created or changed is tied to what is there.

use graphdown_runtime as rt;
use rt::{Bind as _, Json, Nav, Patch, Property, Reference, Typed as _};

use crate::sample::{
    Client,
    types::{DirectoryObject, User},
};

const USERS: &rt::Operation = &rt::Operation {
    method: rt::Method::Post,
    path: "/users",
    status: None,
    permissions: "",
    page: "",
    content_type: None,
};

fn reference(id: &str) -> Reference {
    Reference::to(format!("https://graph.microsoft.com/v1.0/directoryObjects/{id}"))
}

fn sent(body: &dyn rt::model::Model) -> String {
    rt::json::to_string(body).replace("https://graph.microsoft.com/v1.0/directoryObjects/", "…")
}

#[test]
fn a_value_is_bound_to_what_is_there() {
    let manager = reference("1");
    let user = User::default()
        .bind(User::MANAGER, reference("0"))
        .bind(User::MANAGER, &manager)
        .bind(User::DIRECT_REPORTS, [reference("2")])
        .bind(User::DIRECT_REPORTS, vec![reference("3"), reference("4")]);
    assert_eq!(
        sent(&user),
        r#"{"manager@odata.bind":"…1","directReports@odata.bind":["…2","…3","…4"]}"#
    );
    let none = User::default()
        .bind(User::DIRECT_REPORTS, [])
        .bind(User::DIRECT_REPORTS, [reference("2")]);
    assert_eq!(sent(&none), r#"{"directReports@odata.bind":["…2"]}"#);
    let undocumented = User::default().additional("owner@odata.bind", "…1");
    assert_eq!(sent(&undocumented), r#"{"owner@odata.bind":"…1"}"#);
}

#[test]
fn changes_bind_too() {
    let changes = Patch::new()
        .set(User::DISPLAY_NAME, "Ada")
        .bind(User::DIRECT_REPORTS, [reference("2")])
        .bind(User::DIRECT_REPORTS, &[reference("3")][..]);
    assert_eq!(
        changes
            .to_json()
            .replace("https://graph.microsoft.com/v1.0/directoryObjects/", "…"),
        r#"{"displayName":"Ada","directReports@odata.bind":["…2","…3"]}"#
    );
}

#[test]
fn twenty_are_bound_at_a_time() {
    let references = (0..45).map(|id| reference(&id.to_string()));
    let changes = Patch::<User>::bindings(&User::DIRECT_REPORTS, references);
    let counts = changes.iter().map(|it| it.to_json().matches("https://").count());
    assert_eq!(counts.collect::<Vec<_>>(), [20, 20, 5]);
    assert!(Patch::<User>::bindings(&User::DIRECT_REPORTS, []).is_empty());
}

/// A property of the base is bound on what derives from it.
#[test]
fn a_property_of_the_base_is_bound() {
    let owners: Property<DirectoryObject, Nav<Vec<DirectoryObject>>> = Property::new("owners");
    let user = User::default().bind(owners, [reference("1")]);
    assert_eq!(sent(&user), r#"{"owners@odata.bind":["…1"]}"#);
}

#[test]
fn things_that_say_nothing_but_their_id_are_not_created() {
    let request = |user: &User| {
        let users = Client::new("token").runtime().path().child("users");
        users.request::<()>(USERS).body(user).into_http()
    };
    let bare = || DirectoryObject {
        id: Some("1".to_owned()),
        ..Default::default()
    };
    let mut user = User {
        direct_reports: [bare()].into(),
        ..Default::default()
    };
    let refused = request(&user).unwrap_err().to_string();
    assert!(
        refused.contains("`directReports`") && refused.contains("bind"),
        "{refused}"
    );
    user.direct_reports = [User {
        direct_reports: [bare()].into(),
        ..Default::default()
    }]
    .into();
    request(&user).expect("its base keeps what only a user has as it is");
    // A page shows one thing that is told by its id, and what says more is created.
    user = User {
        manager: bare().into(),
        direct_reports: [bare().additional("displayName", Json::null())].into(),
        ..Default::default()
    };
    request(&user).unwrap();
}
