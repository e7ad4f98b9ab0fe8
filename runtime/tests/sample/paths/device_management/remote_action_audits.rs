use super::super::super::types::RemoteActionAudit;
use ::graphdown_runtime::{Argument, Key, Method, Operation, Page, Patch, Path, Request};

/// `/deviceManagement/remoteActionAudits`
pub struct RemoteActionAudits(Path);

impl RemoteActionAudits {
    pub(super) fn new(path: Path) -> Self {
        Self(path)
    }

    /// `/deviceManagement/remoteActionAudits/{remoteActionAuditId}`
    pub fn id(&self, remote_action_audit_id: impl Into<Key>) -> RemoteActionAuditsItem {
        RemoteActionAuditsItem(self.0.key(remote_action_audit_id))
    }

    /// Lists what was asked for.
    pub fn list(&self) -> Request<Page<RemoteActionAudit>> {
        static LIST: Operation = Operation {
            method: Method::Get,
            path: "/deviceManagement/remoteActionAudits",
            status: Some(200),
            permissions: "",
            page: "api/remoteactionaudit-list.md",
        };
        self.0.request(&LIST)
    }

    /// Creates an audit.
    pub fn create(&self, body: &RemoteActionAudit) -> Request<RemoteActionAudit> {
        static CREATE: Operation = Operation {
            method: Method::Post,
            path: "/deviceManagement/remoteActionAudits",
            status: Some(201),
            permissions: "DeviceManagementManagedDevices.ReadWrite.All (delegated), \
                          DeviceManagementManagedDevices.ReadWrite.All (application)",
            page: "api/remoteactionaudit-create.md",
        };
        self.0.request(&CREATE).body(body)
    }

    /// Lists the types of activities of a category.
    pub fn get_audit_activity_types(&self, category: impl Into<Argument>) -> Request<Page<String>> {
        static GET_AUDIT_ACTIVITY_TYPES: Operation = Operation {
            method: Method::Get,
            path: "/deviceManagement/remoteActionAudits/getAuditActivityTypes(category='{category}')",
            status: Some(200),
            permissions: "",
            page: "api/remoteactionaudit-getauditactivitytypes.md",
        };
        self.0
            .function("getAuditActivityTypes", &[("category", category.into())])
            .request(&GET_AUDIT_ACTIVITY_TYPES)
    }

    /// Tells how many there are.
    pub fn count(&self) -> Request<i64> {
        static COUNT: Operation = Operation {
            method: Method::Get,
            path: "/deviceManagement/remoteActionAudits/$count",
            status: Some(200),
            permissions: "",
            page: "api/remoteactionaudit-list.md",
        };
        self.0.child("$count").request(&COUNT)
    }
}

/// `/deviceManagement/remoteActionAudits/{remoteActionAuditId}`
pub struct RemoteActionAuditsItem(Path);

impl RemoteActionAuditsItem {
    /// Reads an audit.
    pub fn get(&self) -> Request<RemoteActionAudit> {
        static GET: Operation = Operation {
            method: Method::Get,
            path: "/deviceManagement/remoteActionAudits/{remoteActionAuditId}",
            status: Some(200),
            permissions: "",
            page: "api/remoteactionaudit-get.md",
        };
        self.0.request(&GET)
    }

    /// Changes an audit.
    pub fn update(&self, changes: &Patch<RemoteActionAudit>) -> Request<RemoteActionAudit> {
        static UPDATE: Operation = Operation {
            method: Method::Patch,
            path: "/deviceManagement/remoteActionAudits/{remoteActionAuditId}",
            status: Some(200),
            permissions: "",
            page: "api/remoteactionaudit-update.md",
        };
        self.0.request(&UPDATE).body(changes)
    }

    /// Deletes an audit.
    pub fn delete(&self) -> Request<()> {
        static DELETE: Operation = Operation {
            method: Method::Delete,
            path: "/deviceManagement/remoteActionAudits/{remoteActionAuditId}",
            status: Some(204),
            permissions: "",
            page: "api/remoteactionaudit-delete.md",
        };
        self.0.request(&DELETE)
    }
}
