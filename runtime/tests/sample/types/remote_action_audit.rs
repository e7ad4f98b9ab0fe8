use super::{KeyValuePair2OfStringString, RemoteAction};
use ::graphdown_runtime::{AdditionalData, DateTime};

/// A remote action that was asked for, on which device, and by whom.
///
/// `microsoft.graph.remoteActionAudit`
#[derive(Clone, Default)]
#[doc(alias = "remoteActionAudit")]
pub struct RemoteActionAudit {
    /// The key.
    pub id: Option<String>,
    /// The name of the device.
    pub device_display_name: Option<String>,
    /// What was asked for.
    pub action: Option<RemoteAction>,
    /// When it was asked for.
    pub request_date_time: Option<DateTime>,
    /// The IMEI of the device.
    pub device_imei: Option<String>,
    /// Details of the action.
    pub device_action_details: Option<Vec<KeyValuePair2OfStringString>>,
    /// What came and has no field.
    pub additional_data: AdditionalData,
}

::graphdown_runtime::model!(
    RemoteActionAudit: "microsoft.graph.remoteActionAudit",
    bases ["microsoft.graph.entity"],
    properties [
        ID: "id" => id as Str(String),
        DEVICE_DISPLAY_NAME: "deviceDisplayName" => device_display_name as Str(String),
        ACTION: "action" => action as Leaf(RemoteAction),
        REQUEST_DATE_TIME: "requestDateTime" => request_date_time as Leaf(DateTime),
        DEVICE_IMEI: "deviceIMEI" => device_imei as Str(String),
        DEVICE_ACTION_DETAILS: "deviceActionDetails" => device_action_details as List(Vec<KeyValuePair2OfStringString>),
    ],
);
