pub mod device_management;
pub mod users;
