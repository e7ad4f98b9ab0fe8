//! Bytes: photos, files, reports.

use graphdown_codegen::schema::OperationKind;
use serde_json::Value;

use super::Exchange;
use crate::error::ODataError;
use crate::examples::response;
use crate::reply::Reply;
use crate::store::{Address, Content};

impl Exchange<'_> {
    /// Reads, writes or deletes the bytes at an address.
    pub(super) fn content(&mut self, address: &Address) -> Result<Reply, ODataError> {
        match self.operation.kind {
            OperationKind::Delete => {
                self.lock().remove_content(address);
                Ok(Reply::empty(self.status(204)))
            }
            OperationKind::Update | OperationKind::Replace | OperationKind::Create => {
                let made = {
                    let (mut store, content) = (self.lock(), self.payload.content());
                    let size = content.bytes.len();
                    store.put_content(address, content)?;
                    self.made_file(&mut store, size)?
                };
                if let Some(object) = made {
                    return Ok(Reply::json(self.status(200), Value::Object(object)));
                }
                if let Some(reply) = self.example() {
                    return Ok(reply);
                }
                Ok(Reply::empty(self.status(200)))
            }
            _ => self.read_content(address),
        }
    }

    fn read_content(&mut self, address: &Address) -> Result<Reply, ODataError> {
        if let Some(content) = self.lock().content(address) {
            return Ok(Reply::bytes(200, content.clone()));
        }
        // A page that answers with the address of the bytes shows that, and the bytes after it.
        if (300..400).contains(&self.status(200))
            && let Some(reply) = self.example()
        {
            return Ok(reply);
        }
        if let Some(content) = self.shown_content() {
            self.note("answered with the bytes of the documented example");
            return Ok(Reply::bytes(self.status(200), content));
        }
        if self.settings.examples {
            self.note("nothing is stored; answered with no bytes");
            return Ok(Reply::bytes(self.status(200), self.no_content()));
        }
        Err(ODataError::not_found(format!(
            "Nothing was ever written to '{}'.",
            self.path
        )))
    }

    /// The bytes to which a redirection of this call leads.
    pub(crate) fn file(&mut self, address: &Address) -> Reply {
        {
            // The address of a file leads to its bytes, too.
            let store = self.lock();
            let places = [address.clone(), address.child("content"), address.child("$value")];
            if let Some(content) = places.iter().find_map(|it| store.content(it)) {
                return Reply::bytes(200, content.clone());
            }
        }
        self.note("answered with the bytes of the documented example");
        Reply::bytes(200, self.shown_content().unwrap_or_else(|| self.no_content()))
    }

    fn shown_content(&self) -> Option<Content> {
        let (media_type, text) = response::content(self.operation)?;
        Some(Content {
            media_type: media_type.to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
    }

    /// No bytes, of the media type that the page tells.
    fn no_content(&self) -> Content {
        Content {
            media_type: response::media_type(self.operation).unwrap_or_else(|| OCTETS.to_owned()),
            bytes: Vec::new(),
        }
    }
}

/// Bytes of no known kind (RFC 2046, section 4.5.1).
const OCTETS: &str = "application/octet-stream";
