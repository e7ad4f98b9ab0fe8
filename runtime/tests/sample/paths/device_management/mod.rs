use ::graphdown_runtime::Path;

pub mod remote_action_audits;

/// `/deviceManagement`
pub struct DeviceManagement(Path);

impl DeviceManagement {
    pub(in super::super) fn new(path: Path) -> Self {
        Self(path)
    }

    /// `/deviceManagement/remoteActionAudits`
    pub fn remote_action_audits(&self) -> remote_action_audits::RemoteActionAudits {
        remote_action_audits::RemoteActionAudits::new(self.0.child("remoteActionAudits"))
    }
}
