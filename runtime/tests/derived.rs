//! Types that derive from the documented one: what is sent where their base is wanted, and what is asked of them.

use graphdown_runtime as rt;
use rt::{Filter, IsA, Json, Nav, Page, Patch, Request, Typed};

use crate::sample::{
    Client,
    types::{DirectoryObject, RemoteActionAudit, Specimen, User},
};

const OBJECTS: &rt::Operation = &rt::Operation {
    method: rt::Method::Post,
    path: "/directoryObjects",
    status: None,
    permissions: "",
    page: "",
    content_type: None,
};

/// A request at the address of a base.
fn objects<T>() -> Request<T> {
    let client = Client::new("token");
    client.runtime().path().child("directoryObjects").request(OBJECTS)
}

fn sent(request: Request<()>) -> String {
    let body = request.into_http().unwrap().into_body();
    String::from_utf8(body.to_vec()).unwrap()
}

/// Path and query behind the base URL.
fn asked<T>(request: Request<T>) -> String {
    let uri = request.into_http().unwrap().into_parts().0.uri;
    let asked = uri.to_string();
    asked
        .strip_prefix("https://graph.microsoft.com/beta")
        .unwrap()
        .to_owned()
}

fn ada() -> User {
    User {
        display_name: Some("Ada".to_owned()),
        ..Default::default()
    }
}

fn create(body: &impl IsA<DirectoryObject>) -> Request<()> {
    objects().body_as::<DirectoryObject>(body)
}

fn update(changes: &Patch<impl IsA<DirectoryObject>>) -> Request<()> {
    objects().changes_as::<DirectoryObject>(changes)
}

#[test]
fn a_body_of_a_derived_type_names_itself() {
    let named = r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ada"}"##;
    assert_eq!(sent(create(&ada())), named);
    // As its base it is the same.
    assert_eq!(sent(create(&DirectoryObject::from(ada()))), named);
    // What is of the address's own type has nothing to tell.
    let base = DirectoryObject {
        id: Some("1".to_owned()),
        ..Default::default()
    };
    assert_eq!(sent(create(&base)), r#"{"id":"1"}"#);
    assert_eq!(
        sent(objects().body_as::<User>(&ada())),
        r#"{"displayName":"Ada"}"#
    );
}

#[test]
fn a_name_that_is_told_already_stays() {
    let told = r##"{"@odata.context":"x","@odata.type":"#microsoft.graph.agent","displayName":"Ada"}"##;
    let user: User = rt::json::from_str(told).unwrap();
    assert_eq!(sent(create(&user)), told);
    assert_eq!(sent(create(&DirectoryObject::from(user))), told);
    let base: DirectoryObject = rt::json::from_str(told).unwrap();
    assert_eq!(sent(create(&base)), told);
}

#[test]
fn changes_of_a_derived_type_name_it() {
    let changes = Patch::new().set(User::DISPLAY_NAME, "Ada");
    assert_eq!(
        sent(update(&changes)),
        r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ada"}"##
    );
    let told = changes.additional("@odata.type", "#microsoft.graph.agent");
    assert_eq!(
        sent(update(&told)),
        r##"{"displayName":"Ada","@odata.type":"#microsoft.graph.agent"}"##
    );
    let own = Patch::new().null(DirectoryObject::DELETED_DATE_TIME);
    assert_eq!(sent(update(&own)), r#"{"deletedDateTime":null}"#);
}

#[test]
fn in_properties_and_lists_derived_values_name_themselves() {
    let user = User {
        manager: DirectoryObject::from(ada()).into(),
        direct_reports: [ada()].into(),
        ..Default::default()
    };
    let ada = r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ada"}"##;
    let expected = format!(r#"{{"manager":{ada},"directReports":[{ada}]}}"#);
    assert_eq!(rt::json::to_string(&user), expected);
    let changes = Patch::new().set(User::DIRECT_REPORTS, [self::ada()]);
    assert_eq!(changes.to_json(), format!(r#"{{"directReports":[{ada}]}}"#));
    let reports: Nav<Vec<DirectoryObject>> = vec![self::ada().into()].into();
    assert_eq!(reports, user.direct_reports);
    let manager: User = user.manager.get().unwrap().downcast().unwrap();
    assert_eq!(manager.display_name.as_deref(), Some("Ada"));
}

/// What cannot be read back, because it is nested to the limit, goes out as it is.
#[test]
fn what_is_nested_too_deeply_loses_nothing() {
    let nested: Json = format!("{}{}", "[".repeat(128), "]".repeat(128)).parse().unwrap();
    let mut user = ada();
    user.additional_data.insert("deep", nested);
    let whole = sent(create(&user));
    assert!(whole.starts_with(r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ada","deep":[["##));
    assert_eq!(sent(create(&DirectoryObject::from(user))), whole);
}

#[test]
fn only_what_is_of_a_type_is_asked_for() {
    let only: Request<Page<User>> = objects::<Page<DirectoryObject>>().top(5).only::<User>();
    assert_eq!(
        asked(only.select(User::DISPLAY_NAME).order_by(User::DISPLAY_NAME)),
        "/directoryObjects/microsoft.graph.user?$top=5&$select=displayName&$orderby=displayName"
    );
    let one: Request<User> = objects::<DirectoryObject>().only::<User>();
    assert_eq!(asked(one), "/directoryObjects/microsoft.graph.user");
    let of_type = objects::<Page<DirectoryObject>>()
        .filter(DirectoryObject::ID.ne("1"))
        .of_type::<User>()
        .filter(User::DISPLAY_NAME.eq("Ada").or(User::DISPLAY_NAME.is_null()));
    assert_eq!(
        asked(of_type).replace("%20", " "),
        "/directoryObjects?$filter=((id ne '1') and isof('microsoft.graph.user')) and \
         (displayName eq 'Ada' or displayName eq null)"
    );
    let link = objects::<Page<DirectoryObject>>().resume("/beta/directoryObjects?$skiptoken=x");
    let refused = link.only::<User>().into_http().unwrap_err().to_string();
    assert!(refused.contains("microsoft.graph.user"), "{refused}");
}

/// OData URL Conventions 4.01, 5.1.1.15: a property of a derived type stands behind the type's name, one of the base does not.
#[test]
fn properties_of_derived_types_stand_behind_its_name() {
    let list = objects::<Page<DirectoryObject>>()
        .select((User::ID, User::DISPLAY_NAME, DirectoryObject::DELETED_DATE_TIME))
        .filter(
            User::DISPLAY_NAME
                .eq("Ada")
                .and(User::BUSINESS_PHONES.any_eq("1")),
        )
        .order_by(User::DISPLAY_NAME.desc())
        .expand(User::MANAGER);
    let cast = "microsoft.graph.user";
    assert_eq!(
        asked(list).replace("%20", " "),
        format!(
            "/directoryObjects?$select=id,{cast}/displayName,deletedDateTime\
             &$filter={cast}/displayName eq 'Ada' and {cast}/businessPhones/any(x:x eq '1')\
             &$orderby={cast}/displayName desc&$expand={cast}/manager"
        )
    );
    let manager = User::MANAGER
        .expand()
        .select((User::ID, User::DISPLAY_NAME))
        .expand(User::MANAGER.expand().select(User::DISPLAY_NAME))
        .count()
        .all_levels();
    let reports = User::DIRECT_REPORTS
        .expand()
        .top(3)
        .only::<User>()
        .select(User::DISPLAY_NAME)
        .levels(2);
    assert_eq!(
        asked(objects::<User>().expand(manager).expand(reports)),
        format!(
            "/directoryObjects?$expand=manager($select=id,{cast}/displayName;\
             $expand={cast}/manager($select={cast}/displayName);$count=true;$levels=max),\
             directReports/{cast}($top=3;$select=displayName;$levels=2)"
        )
    );
    let reports: Filter<User> = User::DIRECT_REPORTS.any(User::DISPLAY_NAME.eq("Ada"));
    assert_eq!(
        reports.to_string(),
        format!("directReports/any(x:x/{cast}/displayName eq 'Ada')")
    );
    let manager: Filter<User> = User::MANAGER.then(User::DISPLAY_NAME).eq("Ada");
    assert_eq!(
        manager.to_string(),
        format!("manager/{cast}/displayName eq 'Ada'")
    );
}

#[test]
fn more_than_twelve_properties_are_selected() {
    let (text, flag) = (Specimen::TEXT, Specimen::FLAG);
    let four = || (text.clone(), flag.clone(), Specimen::INT32, Specimen::INT64);
    let many = (
        four(),
        four(),
        four(),
        [Specimen::TEXT, Specimen::TEXT],
        Specimen::DOUBLE,
    );
    let request = objects::<Page<Specimen>>()
        .select(many)
        .select(vec![Specimen::GUID]);
    assert_eq!(
        asked(request),
        "/directoryObjects?$select=text,flag,int32,int64,double,guid"
    );
    let thirteen = (
        RemoteActionAudit::ID,
        RemoteActionAudit::ACTION,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::ID,
        RemoteActionAudit::DEVICE_IMEI,
    );
    let request = objects::<Page<RemoteActionAudit>>().select(thirteen);
    assert_eq!(asked(request), "/directoryObjects?$select=id,action,deviceIMEI");
}

#[test]
fn an_option_that_a_link_says_already_is_refused() {
    let list = objects::<Page<User>>();
    let link = "https://graph.microsoft.com/beta/users/delta?%24select=mail&$deltatoken=x";
    let refused = list.clone().resume(link).select(User::DISPLAY_NAME).into_http();
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("`$select`"), "{refused}");
    let beside = list.resume(link).query("x", "y").into_http().unwrap();
    assert!(beside.uri().to_string().ends_with("$deltatoken=x&x=y"));
}
