mod directory_object;
mod key_value_pair_2_of_string_string;
mod remote_action;
mod remote_action_audit;
mod specimen;
mod user;

pub use directory_object::DirectoryObject;
pub use key_value_pair_2_of_string_string::KeyValuePair2OfStringString;
pub use remote_action::RemoteAction;
pub use remote_action_audit::RemoteActionAudit;
pub use specimen::Specimen;
pub use user::User;
