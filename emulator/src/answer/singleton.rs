//! Objects that are there once: `/me`, `/deviceManagement`.

use graphdown_codegen::schema::OperationKind;

use super::Exchange;
use super::item::merge;
use crate::error::ODataError;
use crate::reply::Reply;
use crate::store::{Address, Object};

impl Exchange<'_> {
    /// Reads, changes, replaces or deletes the object at an address. It is always there: before anything is
    /// written, it is the documented example, or else empty.
    pub(super) fn singleton(&mut self, address: &Address) -> Result<Reply, ODataError> {
        match self.operation.kind {
            OperationKind::Update => {
                let changes = self.object()?;
                merge(self.store.singleton_mut(address), changes);
                Ok(self.written(address))
            }
            OperationKind::Replace | OperationKind::Create => {
                let whole = self.object()?;
                *self.store.singleton_mut(address) = whole;
                Ok(self.written(address))
            }
            OperationKind::Delete => {
                self.store.remove_singleton(address);
                Ok(Reply::empty(self.status(204)))
            }
            _ => self.read_singleton(address),
        }
    }

    fn read_singleton(&mut self, address: &Address) -> Result<Reply, ODataError> {
        self.query.check_single()?;
        self.check_query()?;
        let stored = self.store.singleton(address).cloned();
        if stored.is_none()
            && let Some(reply) = self.example()
        {
            return Ok(reply);
        }
        let object = self.typed(stored.unwrap_or_default());
        Ok(self.sent(address, &object))
    }

    fn written(&mut self, address: &Address) -> Reply {
        let object = self.typed(self.store.singleton(address).cloned().unwrap_or_default());
        self.sent(address, &object)
    }

    fn sent(&self, address: &Address, object: &Object) -> Reply {
        let has_result = self.operation.returns.is_some() || self.operation.kind == OperationKind::Get;
        let status = self.status(if has_result { 200 } else { 204 });
        Reply::json(status, self.entity(address, object, self.path))
    }
}
