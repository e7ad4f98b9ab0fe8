//! Functions, actions, and hooks.

use graphdown_codegen::schema::{DEFAULT_NAMESPACE, Kind, Place, Primitive};
use serde_json::{Value, json};

use super::Exchange;
use crate::answer::handler::{Call, Handler};
use crate::catalog::{Holds, full_name};
use crate::error::ODataError;
use crate::reply::{Reply, ReplyBody};
use crate::routing::routes::Step;
use crate::store::Object;

impl Exchange<'_> {
    /// Answers with what a hook gives.
    pub(super) fn hooked(&mut self, hook: &dyn Handler) -> Result<Reply, ODataError> {
        let body = self.payload.json()?;
        let store = self.lock();
        let value = hook.answer(&Call {
            api: self.api,
            store: &store,
            steps: self.steps,
            query: &self.query.pairs,
            body: body.as_ref(),
        })?;
        drop(store);
        Ok(self.enveloped(value))
    }

    /// Answers a function or an action with its documented example, or else with an empty value of its
    /// documented type.
    pub(super) fn call(&mut self) -> Result<Reply, ODataError> {
        if let Ok(Some(Value::Object(body))) = self.payload.json() {
            let validator = self.validator();
            let checked = validator.parameters(self.operation, &body);
            self.notes.extend(validator.notes.take());
            if let Err(misfit) = checked {
                self.tolerate(misfit, &Value::Object(body))?;
            }
        } else if self.operation.body.as_deref() != Some("Stream") {
            self.payload.json()?;
        }
        self.note_missing_arguments();
        if let Some(reply) = self.example() {
            return Ok(reply);
        }
        let empty = self.empty_result();
        if !empty.is_null() {
            self.note("no example is documented: answered with an empty value");
        }
        Ok(self.enveloped(empty))
    }

    /// Takes a body that is a list. What its elements do is not known here, so nothing is stored.
    pub(super) fn take_list(&mut self) -> Result<Reply, ODataError> {
        self.check_list()?;
        self.note("the body is a list: nothing is stored");
        let status = self.status(204);
        Ok(self.example().unwrap_or_else(|| Reply::empty(status)))
    }

    fn enveloped(&self, value: Value) -> Reply {
        match self.envelope(value) {
            ReplyBody::Json(value) => Reply::json(self.status(200), value),
            _ => Reply::empty(self.status(204)),
        }
    }

    /// A function without its arguments is answered, but the real service may not do so.
    fn note_missing_arguments(&mut self) {
        let given = match self.steps.last() {
            Some(Step::Call { arguments, .. }) => arguments.as_slice(),
            _ => &[],
        };
        let is_given = |name: &str| given.iter().any(|it| it.0.eq_ignore_ascii_case(name));
        let wanted = self
            .operation
            .parameters
            .iter()
            .filter(|it| it.place == Place::Function && it.required);
        let missing: Vec<&str> = wanted
            .map(|it| it.name.as_str())
            .filter(|it| !is_given(it))
            .collect();
        if !missing.is_empty() {
            self.note(&format!("the call lacks the argument {}", missing.join(", ")));
        }
    }

    fn empty_result(&self) -> Value {
        let Some(returns) = &self.operation.returns else {
            return Value::Null;
        };
        if returns.collection {
            return json!([]);
        }
        match self.api.catalog.holds(&returns.ty, DEFAULT_NAMESPACE) {
            Holds::Primitive(Primitive::Boolean) => json!(false),
            Holds::Primitive(primitive) if primitive.is_number() => json!(0),
            Holds::Primitive(Primitive::Json) | Holds::Unknown => Value::Object(Object::new()),
            Holds::Primitive(Primitive::Stream) => Value::Null,
            Holds::Primitive(_) => json!(""),
            Holds::Type(ty) if ty.kind == Kind::Enum => json!(ty.members.first()),
            Holds::Type(ty) => json!({ "@odata.type": format!("#{}", full_name(ty)) }),
        }
    }
}
