//! Objects that are there once: `/me`, `/deviceManagement`.

use graphdown_codegen::schema::OperationKind;

use super::Exchange;
use super::binding::{self, Binding};
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
                let old = self.lock().singleton(address).cloned();
                let mut object = old.unwrap_or_default();
                let bindings = binding::taken(merge(&mut object, changes));
                self.write_singleton(address, object, bindings)
            }
            OperationKind::Replace | OperationKind::Create => {
                let mut whole = self.object()?;
                let bindings = binding::taken(&mut whole);
                self.write_singleton(address, whole, bindings)
            }
            OperationKind::Delete => {
                self.lock().remove_singleton(address);
                Ok(Reply::empty(self.status(204)))
            }
            _ => self.read_singleton(address),
        }
    }

    fn read_singleton(&mut self, address: &Address) -> Result<Reply, ODataError> {
        let (stored, is_list) = {
            let store = self.lock();
            (store.singleton(address).cloned(), store.is_touched(address))
        };
        // What was made at an address is what is read there, whatever the page calls it.
        if stored.is_none() && is_list {
            return self.list(address, None);
        }
        self.query.check_single()?;
        self.check_query()?;
        if stored.is_none()
            && let Some(reply) = self.example()
        {
            return Ok(reply);
        }
        let object = self.typed(stored.unwrap_or_default());
        Ok(self.sent(address, &object))
    }

    fn write_singleton(
        &mut self,
        address: &Address,
        object: Object,
        bindings: Vec<Binding>,
    ) -> Result<Reply, ODataError> {
        {
            let mut store = self.lock();
            store.put_singleton(address, object.clone())?;
            self.bind(&mut store, address, bindings)?;
        }
        let object = self.typed(object);
        Ok(self.sent(address, &object))
    }

    fn sent(&self, address: &Address, object: &Object) -> Reply {
        let has_result = self.operation.returns.is_some() || self.operation.kind == OperationKind::Get;
        let status = self.status(if has_result { 200 } else { 204 });
        Reply::json(status, self.entity(&self.lock(), address, object, self.path))
    }
}
