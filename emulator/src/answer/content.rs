//! Bytes: photos, files.

use graphdown_codegen::schema::OperationKind;

use super::Exchange;
use crate::error::ODataError;
use crate::reply::Reply;
use crate::store::{Address, Content};

impl Exchange<'_> {
    /// Reads, writes or deletes the bytes at an address.
    pub(super) fn content(&mut self, address: &Address) -> Result<Reply, ODataError> {
        match self.operation.kind {
            OperationKind::Delete => {
                self.store.remove_content(address);
                Ok(Reply::empty(self.status(204)))
            }
            OperationKind::Update | OperationKind::Replace | OperationKind::Create => {
                self.store.put_content(address, self.payload.content());
                if let Some(reply) = self.example() {
                    return Ok(reply);
                }
                Ok(Reply::empty(self.status(200)))
            }
            _ => self.read_content(address),
        }
    }

    fn read_content(&mut self, address: &Address) -> Result<Reply, ODataError> {
        if let Some(content) = self.store.content(address) {
            return Ok(Reply::bytes(200, content.clone()));
        }
        if let Some(reply) = self.example() {
            return Ok(reply);
        }
        if self.settings.examples {
            self.note("nothing is stored; answered with no bytes");
            let media_type = "application/octet-stream".to_owned();
            return Ok(Reply::bytes(
                self.status(200),
                Content {
                    media_type,
                    bytes: Vec::new(),
                },
            ));
        }
        Err(ODataError::not_found(format!(
            "Nothing was ever written to '{}'.",
            self.path
        )))
    }
}
