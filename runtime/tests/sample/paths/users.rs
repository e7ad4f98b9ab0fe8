use super::super::types::User;
use ::graphdown_runtime::{Key, Method, Operation, Page, Path, Request};

/// `/users`
pub struct Users(Path);

impl Users {
    pub(in super::super) fn new(path: Path) -> Self {
        Self(path)
    }

    /// `/users/{id}`
    pub fn id(&self, id: impl Into<Key>) -> UsersItem {
        UsersItem(self.0.key(id))
    }

    /// Lists the users that have changed.
    pub fn delta(&self) -> Request<Page<User>> {
        static DELTA: Operation = Operation {
            method: Method::Get,
            path: "/users/delta",
            status: Some(200),
            permissions: "",
            page: "api/user-delta.md",
        };
        self.0.child("delta").request(&DELTA)
    }
}

/// `/users/{id}`
pub struct UsersItem(Path);

impl UsersItem {
    /// Reads a user.
    pub fn get(&self) -> Request<User> {
        static GET: Operation = Operation {
            method: Method::Get,
            path: "/users/{id | userPrincipalName}",
            status: Some(200),
            permissions: "",
            page: "api/user-get.md",
        };
        self.0.request(&GET)
    }
}
