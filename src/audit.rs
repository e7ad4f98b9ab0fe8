//! What the report is about, read through the typed client.

use crate::Failure;
use crate::calls::Calls;
use crate::graph::Client;
use crate::graph::types::{AuditEvent, RemoteActionAudit};

/// The remote actions and audit events of a tenant.
pub(crate) struct Audit {
    pub(crate) actions: Vec<RemoteActionAudit>,
    pub(crate) categories: Vec<String>,
    pub(crate) events: Vec<AuditEvent>,
}

impl Audit {
    /// Reads all of it, page by page, newest first.
    pub(crate) async fn read(graph: &Client, calls: &mut Calls) -> Result<Self, Failure> {
        let device_management = graph.device_management();

        let request = device_management
            .remote_action_audits()
            .list()
            .order_by(RemoteActionAudit::REQUEST_DATE_TIME.desc())
            .top(50);
        let actions = calls.note(request).stream().try_collect().await?;

        let categories = calls
            .note(device_management.audit_events().get_audit_categories())
            .await?
            .value;

        let request = device_management
            .audit_events()
            .list()
            .select((
                AuditEvent::ACTIVITY,
                AuditEvent::ACTIVITY_DATE_TIME,
                AuditEvent::ACTIVITY_RESULT,
                AuditEvent::ACTOR,
                AuditEvent::CATEGORY,
                AuditEvent::RESOURCES,
            ))
            .top(50);
        let events = calls.note(request).stream().try_collect().await?;

        Ok(Self {
            actions,
            categories,
            events,
        })
    }
}
