use super::super::super::types::RemoteActionAudit;
use ::graphdown_runtime::{Argument, Key, Page, Patch, Path, Request};

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
        self.0.request(Self::LIST)
    }

    /// Creates an audit.
    pub fn create(&self, body: &RemoteActionAudit) -> Request<RemoteActionAudit> {
        self.0.request(Self::CREATE).body(body)
    }

    /// Lists the types of activities of a category.
    pub fn get_audit_activity_types(&self, category: impl Into<Argument>) -> Request<Page<String>> {
        self.0
            .function("getAuditActivityTypes", &[("category", category.into())])
            .request(Self::GET_AUDIT_ACTIVITY_TYPES)
    }

    /// Tells how many there are.
    pub fn count(&self) -> Request<i64> {
        self.0.child("$count").request(Self::COUNT)
    }
}

::graphdown_runtime::operations!(RemoteActionAudits: [
    LIST: Get "/deviceManagement/remoteActionAudits" => 200 [
        permissions: "",
        page: "api/remoteactionaudit-list.md",
    ],
    CREATE: Post "/deviceManagement/remoteActionAudits" => 201 [
        permissions: "DeviceManagementManagedDevices.ReadWrite.All (delegated), DeviceManagementManagedDevices.ReadWrite.All (application)",
        page: "api/remoteactionaudit-create.md",
    ],
    GET_AUDIT_ACTIVITY_TYPES: Get "/deviceManagement/remoteActionAudits/getAuditActivityTypes(category='{category}')" => 200 [
        permissions: "",
        page: "api/remoteactionaudit-getauditactivitytypes.md",
    ],
    COUNT: Get "/deviceManagement/remoteActionAudits/$count" => 200 [
        permissions: "",
        page: "api/remoteactionaudit-list.md",
    ],
]);

/// `/deviceManagement/remoteActionAudits/{remoteActionAuditId}`
pub struct RemoteActionAuditsItem(Path);

impl RemoteActionAuditsItem {
    /// Reads an audit.
    pub fn get(&self) -> Request<RemoteActionAudit> {
        self.0.request(Self::GET)
    }

    /// Changes an audit.
    pub fn update(&self, changes: &Patch<RemoteActionAudit>) -> Request<RemoteActionAudit> {
        self.0.request(Self::UPDATE).body(changes)
    }

    /// Deletes an audit.
    pub fn delete(&self) -> Request<()> {
        self.0.request(Self::DELETE)
    }
}

::graphdown_runtime::operations!(RemoteActionAuditsItem: [
    GET: Get "/deviceManagement/remoteActionAudits/{remoteActionAuditId}" => 200 [
        permissions: "",
        page: "api/remoteactionaudit-get.md",
    ],
    UPDATE: Patch "/deviceManagement/remoteActionAudits/{remoteActionAuditId}" => 200 [
        permissions: "",
        page: "api/remoteactionaudit-update.md",
    ],
    DELETE: Delete "/deviceManagement/remoteActionAudits/{remoteActionAuditId}" => 204 [
        permissions: "",
        page: "api/remoteactionaudit-delete.md",
    ],
]);
