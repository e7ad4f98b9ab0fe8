//! Ten calls, as one who uses a client would write them.

use std::error::Error;

use super::graph::Client;
use super::graph::types::call_records::{CallRecord, Session};
use super::graph::types::parameters::{AssignLicenseParameters, SendMailParameters, WipeParameters};
use super::graph::types::{
    AssignedLicense, Attendee, AttendeeType, BodyType, DateTimeTimeZone, DriveItem, EmailAddress, Event,
    FileAttachment, ItemBody, Message, Recipient, User,
};
use graphdown_runtime::bytes::Bytes;
use graphdown_runtime::{Page, Typed};

/// Whatever goes wrong here is for a person to read.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// All users, two properties of each, page after page.
pub async fn users(graph: &Client) -> Outcome<Vec<User>> {
    let users = graph
        .users()
        .list()
        .select((User::ID, User::DISPLAY_NAME))
        .filter(User::ACCOUNT_ENABLED.eq(true))
        .top(2);
    Ok(users.stream().try_collect().await?)
}

/// A mail with a file.
pub async fn send_mail(graph: &Client) -> Outcome<()> {
    let report = FileAttachment {
        name: Some("kiosks.csv".to_owned()),
        content_type: Some("text/csv".to_owned()),
        content_bytes: Some(b"kiosk,floor\n7,3\n".as_slice().into()),
        ..Default::default()
    };
    let message = Message {
        subject: Some("Kiosks".to_owned()),
        body: Some(ItemBody {
            content_type: Some(BodyType::Text),
            content: Some("All are up.".to_owned()),
            ..Default::default()
        }),
        to_recipients: Some(vec![Recipient {
            email_address: Some(address("ann@example.com")),
            ..Default::default()
        }]),
        attachments: vec![report.upcast()?].into(),
        ..Default::default()
    };
    let parameters = SendMailParameters {
        message: Some(message),
        save_to_sent_items: Some(false),
        ..Default::default()
    };
    graph.me().send_mail(&parameters).await?;
    Ok(())
}

/// A meeting of two.
pub async fn create_event(graph: &Client) -> Outcome<Event> {
    let at = |time: &str| DateTimeTimeZone {
        date_time: Some(time.to_owned()),
        time_zone: Some("UTC".to_owned()),
        ..Default::default()
    };
    let attendees = ["ann@example.com", "bob@example.com"].map(|it| Attendee {
        email_address: Some(address(it)),
        r#type: Some(AttendeeType::Required),
        ..Default::default()
    });
    let event = Event {
        subject: Some("Kiosks".to_owned()),
        start: Some(at("2026-03-02T09:00:00")),
        end: Some(at("2026-03-02T09:30:00")),
        attendees: Some(attendees.to_vec()),
        ..Default::default()
    };
    Ok(graph.me().events().create(&event).await?)
}

/// A file, by where it lies.
pub async fn drive_item(graph: &Client) -> Outcome<DriveItem> {
    let root = graph.me().drive().root();
    Ok(root.by_path("Reports/2026/kiosks.xlsx").get().await?)
}

/// Makes a user a member of a group.
pub async fn add_member(graph: &Client, group: &str, user: &str) -> Outcome<()> {
    let user = graph.directory_objects().id(user).get().reference()?;
    graph.groups().id(group).members().create_ref(&user).await?;
    Ok(())
}

/// The messages of a folder, and then what has changed: later, with no more than the link.
pub async fn messages_delta(graph: &Client, folder: &str) -> Outcome<(Vec<Message>, Page<Message>)> {
    let messages = graph.me().mail_folders().id(folder).messages();
    let mut found = Vec::new();
    let mut last = None;
    let mut pages = messages.delta().select(Message::SUBJECT).pages();
    while let Some(page) = pages.next().await {
        let page = page?;
        last.clone_from(&page.delta_link);
        found.extend(page);
    }
    let link = last.ok_or("the last page has a link to what comes later")?;
    let changed = messages.delta().resume(&link).await?;
    Ok((found, changed))
}

/// Gives a user a license without one of its plans.
pub async fn assign_license(graph: &Client, user: &str) -> Outcome<User> {
    let license = AssignedLicense {
        sku_id: Some("c7df2760-2c81-4ef7-b578-5b5392b571df".parse()?),
        disabled_plans: Some(vec!["bea4c11e-220a-4e6d-8eb8-8ea15d019f90".parse()?]),
        ..Default::default()
    };
    let parameters = AssignLicenseParameters {
        add_licenses: Some(vec![license]),
        remove_licenses: Some(Vec::new()),
        ..Default::default()
    };
    Ok(graph.users().id(user).assign_license(&parameters).await?)
}

/// Wipes a device, then reboots another.
pub async fn wipe(graph: &Client, lost: &str, slow: &str) -> Outcome<()> {
    let devices = graph.device_management().managed_devices();
    let parameters = WipeParameters {
        keep_user_data: Some(false),
        ..Default::default()
    };
    devices.id(lost).wipe(&parameters).await?;
    devices.id(slow).reboot_now().await?;
    Ok(())
}

/// A report, as the text that it is.
pub async fn activity_report(graph: &Client) -> Outcome<Bytes> {
    Ok(graph
        .reports()
        .get_email_activity_user_detail_by_period("D7")
        .await?)
}

/// A call with its sessions, and their segments in them.
pub async fn call_record(graph: &Client, id: &str) -> Outcome<CallRecord> {
    let record = graph.communications().call_records().id(id).get();
    Ok(record
        .expand(CallRecord::SESSIONS.expand().expand(Session::SEGMENTS))
        .await?)
}

fn address(address: &str) -> EmailAddress {
    EmailAddress {
        address: Some(address.to_owned()),
        ..Default::default()
    }
}
