//! Whether the names and literals of a query fit the type that it asks for.

use graphdown_codegen::schema::{Kind, Primitive};
use serde_json::Value;

use super::expr::{Expr, Lambda, is_cast};
use crate::catalog::{Catalog, Holds, Shape, full_name};
use crate::error::ODataError;

/// Looks names up in a type.
pub(crate) struct Names<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) shape: &'a Shape<'a>,
}

impl<'a> Names<'a> {
    /// Checks a filter; `variables` are those of the lambdas around. What they stand for is not checked.
    pub(crate) fn expr(&self, expr: &Expr, variables: &[&str]) -> Result<(), ODataError> {
        match expr {
            Expr::Literal(_) | Expr::Time(_) | Expr::Guid(_) => Ok(()),
            Expr::Path(path) => self.unless_variable(path, variables).map(drop),
            Expr::Compare(_, left, right) => {
                self.expr(left, variables)?;
                self.expr(right, variables)?;
                self.comparable(left, right, variables)?;
                self.comparable(right, left, variables)
            }
            Expr::In(left, list) => list.iter().try_for_each(|it| {
                self.expr(it, variables)?;
                self.comparable(left, it, variables)
            }),
            Expr::And(all) | Expr::Or(all) | Expr::Call(_, all) => {
                all.iter().try_for_each(|it| self.expr(it, variables))
            }
            Expr::Not(inside) => self.expr(inside, variables),
            Expr::Lambda(Lambda {
                path,
                variable,
                condition,
                ..
            }) => {
                self.unless_variable(path, variables)?;
                let inner: Vec<&str> = variables.iter().copied().chain([variable.as_str()]).collect();
                condition.as_ref().map_or(Ok(()), |it| self.expr(it, &inner))
            }
        }
    }

    /// What a property path leads to; an error where a type on the way is known and has no such property.
    pub(crate) fn path(&self, path: &[String]) -> Result<Holds<'a>, ODataError> {
        let mut holds = Holds::Type(self.shape.ty);
        for name in path {
            if is_cast(name) {
                holds = self.catalog.find(name, "").map_or(Holds::Unknown, Holds::Type);
                continue;
            }
            let Holds::Type(ty) = holds else {
                return Ok(Holds::Unknown);
            };
            let shape = self.catalog.shape(ty);
            let documented = shape.queried(name);
            holds = match documented.or_else(|| self.catalog.derived_property(ty, name)) {
                Some((property, namespace)) => self.catalog.holds(&property.ty, namespace),
                None if ty.kind == Kind::Enum || name.contains('@') || shape.may_be_asked_for(name) => {
                    Holds::Unknown
                }
                None => {
                    let ty = full_name(ty);
                    let message = format!("Could not find a property named '{name}' on type '{ty}'.");
                    return Err(ODataError::bad_request(message));
                }
            };
        }
        Ok(holds)
    }

    fn unless_variable(&self, path: &[String], variables: &[&str]) -> Result<Holds<'a>, ODataError> {
        if path.first().is_some_and(|it| variables.contains(&it.as_str())) {
            return Ok(Holds::Unknown);
        }
        self.path(path)
    }

    /// Refuses a property beside a literal that it can never equal.
    fn comparable(&self, property: &Expr, literal: &Expr, variables: &[&str]) -> Result<(), ODataError> {
        let Expr::Path(path) = property else {
            return Ok(());
        };
        let Holds::Primitive(primitive) = self.unless_variable(path, variables)? else {
            return Ok(());
        };
        let fits = match literal {
            Expr::Literal(Value::Bool(_)) => primitive == Primitive::Boolean,
            Expr::Literal(Value::Number(_)) => primitive.is_number(),
            Expr::Literal(Value::String(_)) => matches!(
                primitive,
                Primitive::String | Primitive::Guid | Primitive::Duration | Primitive::Binary
            ),
            Expr::Time(_) => matches!(primitive, Primitive::DateTimeOffset | Primitive::Date),
            _ => true,
        };
        if fits
            || matches!(
                primitive,
                Primitive::Json | Primitive::Stream | Primitive::TimeOfDay
            )
        {
            return Ok(());
        }
        Err(ODataError::bad_request(format!(
            "The $filter compares '{}', which is Edm.{}, with a literal of another type.",
            path.join("/"),
            primitive.name()
        )))
    }
}
