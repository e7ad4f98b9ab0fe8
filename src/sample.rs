//! A morning in the life of a device administrator: what the report has to tell of.

use graphdown_runtime::Patch;

use crate::Failure;
use crate::calls::Calls;
use crate::graph::Client;
use crate::graph::types::{
    ActionState, AuditActor, AuditEvent, AuditProperty, AuditResource, DeviceActionCategory, RemoteAction,
    RemoteActionAudit,
};

/// The keys of what was written, so that it can be removed again.
#[derive(Default)]
pub(crate) struct Written {
    actions: Vec<String>,
    events: Vec<String>,
}

/// Asks for some remote actions, lets one of them finish, and records an audit event for each kind of change.
pub(crate) async fn write(graph: &Client, calls: &mut Calls) -> Result<Written, Failure> {
    let audits = graph.device_management().remote_action_audits();
    let events = graph.device_management().audit_events();
    let mut written = Written::default();

    for action in remote_actions()? {
        let made = calls.note(audits.create(&action)).await?;
        written.actions.extend(made.id);
    }
    if let Some(first) = written.actions.first() {
        let done = Patch::new().set(RemoteActionAudit::ACTION_STATE, ActionState::Done);
        calls.note(audits.id(first).update(&done)).await?;
    }
    for event in audit_events()? {
        let made = calls.note(events.create(&event)).await?;
        written.events.extend(made.id);
    }
    Ok(written)
}

/// Removes what [`write()`] wrote.
pub(crate) async fn remove(graph: &Client, written: Written, calls: &mut Calls) -> Result<(), Failure> {
    let device_management = graph.device_management();
    for id in &written.actions {
        calls
            .note(device_management.remote_action_audits().id(id).delete())
            .await?;
    }
    for id in &written.events {
        calls
            .note(device_management.audit_events().id(id).delete())
            .await?;
    }
    Ok(())
}

fn remote_actions() -> Result<Vec<RemoteActionAudit>, Failure> {
    let asked = |when: &str, action, state, device: &str, owner: &str, by: &str| {
        Ok::<_, Failure>(RemoteActionAudit {
            action: Some(action),
            action_state: Some(state),
            device_action_category: Some(DeviceActionCategory::Single),
            device_display_name: Some(device.into()),
            device_owner_user_principal_name: Some(owner.into()),
            initiated_by_user_principal_name: Some(by.into()),
            request_date_time: Some(when.parse()?),
            ..RemoteActionAudit::default()
        })
    };
    let (mira, tomas) = ("mira@northlake.example", "tomas@northlake.example");
    let mut actions = vec![
        asked(
            "2026-11-20T07:58:12.4410370Z",
            RemoteAction::RemoteLock,
            ActionState::Pending,
            "WARD-3-TABLET",
            "ines@northlake.example",
            mira,
        )?,
        asked(
            "2026-11-20T08:03:07.1589002+01:00",
            RemoteAction::FactoryReset,
            ActionState::Active,
            "KIOSK-07",
            "reception@northlake.example",
            tomas,
        )?,
        asked(
            "2026-11-20T08:41:55Z",
            RemoteAction::ResetPasscode,
            ActionState::Done,
            "IPHONE-RUNE",
            "rune@northlake.example",
            mira,
        )?,
        asked(
            "2026-11-20T09:12:30Z",
            RemoteAction::LocateDevice,
            ActionState::NotSupported,
            "LAB-CART-2",
            "lab@northlake.example",
            tomas,
        )?,
        asked(
            "2026-11-20T09:30:00Z",
            RemoteAction::RotateBitLockerKeys,
            ActionState::Failed,
            "NB-0417",
            "ada@northlake.example",
            mira,
        )?,
        asked(
            "2026-11-20T10:05:44Z",
            RemoteAction::QuickScan,
            ActionState::Done,
            "NB-0512",
            "omar@northlake.example",
            tomas,
        )?,
    ];
    if let Some(last) = actions.last_mut() {
        last.device_action_category = Some(DeviceActionCategory::Bulk);
    }
    Ok(actions)
}

fn audit_events() -> Result<Vec<AuditEvent>, Failure> {
    let event =
        |when: &str, category: &str, activity: &str, result: &str, by: &str, resource: AuditResource| {
            Ok::<_, Failure>(AuditEvent {
                activity: Some(activity.into()),
                activity_date_time: Some(when.parse()?),
                activity_result: Some(result.into()),
                category: Some(category.into()),
                actor: Some(AuditActor {
                    user_principal_name: Some(by.into()),
                    ..AuditActor::default()
                }),
                resources: Some(vec![resource]),
                ..AuditEvent::default()
            })
        };
    let changed = |name: &str, property: &str, old: &str, new: &str| AuditResource {
        display_name: Some(name.into()),
        modified_properties: Some(vec![AuditProperty {
            display_name: Some(property.into()),
            old_value: Some(old.into()),
            new_value: Some(new.into()),
            ..AuditProperty::default()
        }]),
        ..AuditResource::default()
    };
    Ok(vec![
        event(
            "2026-11-20T07:40:02Z",
            "Compliance",
            "Patch device compliance policy",
            "Success",
            "mira@northlake.example",
            changed("Ward tablets", "passwordMinimumLength", "4", "6"),
        )?,
        event(
            "2026-11-20T08:02:51Z",
            "Device",
            "Wipe managed device",
            "Success",
            "tomas@northlake.example",
            changed("KIOSK-07", "deviceActionResult", "none", "pending"),
        )?,
        event(
            "2026-11-20T09:29:58Z",
            "Device",
            "Rotate BitLocker keys",
            "Failure",
            "mira@northlake.example",
            changed("NB-0417", "recoveryKeyState", "escrowed", "stale"),
        )?,
    ])
}
