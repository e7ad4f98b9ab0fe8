//! Query options of a page's request, typed where the client has a method for what they say.

use serde_json::Value as Json;

use super::literal::{self, Around};
use super::names;
use super::texts;
use crate::model::{Field, Model, Primitive, TypeId, Value};

/// `.select((User::ID, User::MAIL))`, `.top(5)`, … `of` is the struct that the options speak of. What cannot be said in
/// types is written as the page has it.
pub(super) fn option(model: &Model, of: Option<TypeId>, name: &str, value: &str) -> String {
    let typed = of.and_then(|of| typed(&Properties { model, of }, name, value));
    typed.unwrap_or_else(|| format!(".query({}, {})", texts::whole(name), texts::whole(value)))
}

fn typed(of: &Properties<'_>, name: &str, value: &str) -> Option<String> {
    let number = || value.parse::<u32>().ok();
    match name {
        "$select" => of.selection(value),
        "$expand" => of.expansion(value),
        "$orderby" => of.order(value),
        "$filter" => Some(of.filter(value)),
        "$top" => number().map(|it| format!(".top({it})")),
        "$skip" => number().map(|it| format!(".skip({it})")),
        "$search" => Some(format!(".search({})", texts::whole(value))),
        "$count" if value == "true" => Some(".count()".to_owned()),
        _ => None,
    }
}

/// The properties of the struct that the options speak of.
struct Properties<'m> {
    model: &'m Model,
    of: TypeId,
}

impl Properties<'_> {
    fn find(&self, wire: &str) -> Option<&Field> {
        names::fields(self.model, self.of)
            .iter()
            .find(|it| it.wire == wire)
    }

    /// `User::MAIL`
    fn constant(&self, field: &Field) -> String {
        format!("{}::{}", names::ty(self.model, self.of), field.constant)
    }

    fn selection(&self, value: &str) -> Option<String> {
        /// The longest tuple that the runtime takes.
        const MOST: usize = 12;
        let properties: Option<Vec<String>> = value
            .split(',')
            .map(|it| Some(self.constant(self.find(it.trim())?)))
            .collect();
        match properties?.as_slice() {
            [one] => Some(format!(".select({one})")),
            several if several.len() <= MOST => {
                let one = several.join(", ");
                Some(if one.len() + ".select(())".len() < super::WIDTH {
                    format!(".select(({one}))")
                } else {
                    format!(".select((\n    {},\n))", several.join(",\n    "))
                })
            }
            _ => None,
        }
    }

    fn expansion(&self, value: &str) -> Option<String> {
        let calls: Option<Vec<String>> = value
            .split(',')
            .map(|it| {
                let field = self.find(it.trim()).filter(|it| it.ty.navigation)?;
                Some(format!(".expand({})", self.constant(field)))
            })
            .collect();
        calls.map(|it| it.join("\n"))
    }

    fn order(&self, value: &str) -> Option<String> {
        let calls: Option<Vec<String>> = value
            .split(',')
            .map(|it| {
                let mut words = it.split_whitespace();
                let property = self.constant(self.find(words.next()?)?);
                match (words.next(), words.next()) {
                    (None | Some("asc"), None) => Some(format!(".order_by({property}.asc())")),
                    (Some("desc"), None) => Some(format!(".order_by({property}.desc())")),
                    _ => None,
                }
            })
            .collect();
        calls.map(|it| it.join("\n"))
    }

    fn filter(&self, value: &str) -> String {
        let conditions: Option<Vec<String>> =
            value.split(" and ").map(|it| self.condition(it.trim())).collect();
        match conditions.as_deref() {
            Some([first, rest @ ..]) => {
                let rest: Vec<String> = rest.iter().map(|it| format!(".and({it})")).collect();
                let one = format!(".filter({first}{})", rest.concat());
                if one.len() < super::WIDTH || rest.is_empty() {
                    return one;
                }
                format!(".filter(\n    {first}\n        {},\n)", rest.join("\n        "))
            }
            _ => format!(".filter(Filter::verbatim({}))", texts::whole(value)),
        }
    }

    /// `User::CITY.eq("Oslo")`
    fn condition(&self, text: &str) -> Option<String> {
        if let Some((function, inside)) = text.split_once('(') {
            let method = match function {
                "startswith" => "starts_with",
                "endswith" => "ends_with",
                "contains" => "contains",
                _ => return None,
            };
            let (name, value) = inside.strip_suffix(')')?.split_once(',')?;
            let field = self.find(name.trim()).filter(|it| is_text(it))?;
            let value = texts::whole(&quoted(value.trim())?);
            return Some(format!("{}.{method}({value})", self.constant(field)));
        }
        let mut words = text.splitn(3, ' ');
        let field = self.find(words.next()?)?;
        let operator = words.next()?;
        let is_operator = matches!(operator, "eq" | "ne" | "gt" | "ge" | "lt" | "le");
        let is_single = !field.ty.collection && !field.ty.is_erased();
        if !is_operator || !is_single || matches!(field.ty.of, Value::Struct(_)) {
            return None;
        }
        let written = words.next()?.trim();
        let value = self.value(field.ty.of, written)?;
        Some(format!("{}.{operator}({value})", self.constant(field)))
    }

    fn value(&self, of: Value, written: &str) -> Option<String> {
        let text = quoted(written);
        let value = match of {
            Value::Primitive(Primitive::String) | Value::Enum(_) => Json::from(text?),
            Value::Primitive(Primitive::Json | Primitive::Stream | Primitive::Binary)
            | Value::Flags(_)
            | Value::Struct(_) => {
                return None;
            }
            Value::Primitive(_) => {
                let plain = serde_json::from_str::<Json>(written).ok();
                plain
                    .filter(|it| it.is_number() || it.is_boolean())
                    .unwrap_or_else(|| Json::from(written))
            }
        };
        if text_is_cut(&value) {
            return None;
        }
        literal::single(self.model, of, &value, Around::Any, 0)
    }
}

/// A condition that ends in `…` would ask for something else.
fn text_is_cut(value: &Json) -> bool {
    value.as_str().is_some_and(|it| it.chars().count() > 50)
}

fn is_text(field: &Field) -> bool {
    field.ty.of == Value::Primitive(Primitive::String) && !field.ty.collection
}

/// The text in single quotes, which has no more of them.
fn quoted(written: &str) -> Option<String> {
    let inside = written.strip_prefix('\'')?.strip_suffix('\'')?;
    let plain = inside.replace("''", "");
    (!plain.contains('\'')).then(|| inside.replace("''", "'"))
}
