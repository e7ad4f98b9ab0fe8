use super::super::types::User;
use ::graphdown_runtime::bytes::Bytes;
use ::graphdown_runtime::{Key, Page, Path, Request};

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
        self.0.child("delta").request(Self::DELTA)
    }
}

::graphdown_runtime::operations!(Users: [
    DELTA: Get "/users/delta" => 200 [permissions: "", page: "api/user-delta.md"],
]);

/// `/users/{id}`
pub struct UsersItem(Path);

impl UsersItem {
    /// Reads a user.
    pub fn get(&self) -> Request<User> {
        self.0.request(Self::GET)
    }

    /// Sets the photo of a user.
    pub fn update_photo(&self, content: &Bytes) -> Request<()> {
        self.0
            .child("photo")
            .child("$value")
            .request(Self::UPDATE_PHOTO)
            .body(content)
    }
}

::graphdown_runtime::operations!(UsersItem: [
    GET: Get "/users/{id | userPrincipalName}" => 200 [
        permissions: "",
        page: "api/user-get.md",
    ],
    UPDATE_PHOTO: Put "/users/{id | userPrincipalName}/photo/$value" => 200 [
        permissions: "",
        page: "api/profilephoto-update.md",
        content: "image/jpeg",
    ],
]);
