//! Whether an object passes a `$filter`.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use super::expr::{Comparison, Expr, Function, Lambda, Time, is_cast};

/// What names mean: the object itself, and the variables of the lambdas around.
#[derive(Clone, Copy)]
struct Scope<'a> {
    object: &'a Value,
    variable: Option<(&'a str, &'a Value)>,
    outer: Option<&'a Scope<'a>>,
}

impl<'a> Scope<'a> {
    fn get(&self, path: &[String]) -> &'a Value {
        let Some((first, rest)) = path.split_first() else {
            return &Value::Null;
        };
        let mut scope = Some(self);
        while let Some(at) = scope {
            if let Some((name, value)) = at.variable
                && name == first
            {
                return below(value, rest);
            }
            scope = at.outer;
        }
        below(self.object, path)
    }
}

/// The value that a path leads to; `null` where there is none, or where a cast on the way names another type than
/// the value does.
pub(crate) fn below<'a>(value: &'a Value, path: &[String]) -> &'a Value {
    path.iter().fold(value, |value, name| match value {
        _ if !is_cast(name) => value.get(name).unwrap_or(&Value::Null),
        value if is_other_type(value, name) => &Value::Null,
        value => value,
    })
}

/// Whether a value says that it is of another type than `name`. Derived types are not looked up.
fn is_other_type(value: &Value, name: &str) -> bool {
    let named = value.get("@odata.type").and_then(Value::as_str);
    named.is_some_and(|it| !it.trim_start_matches('#').eq_ignore_ascii_case(name))
}

impl Expr {
    /// Whether an object passes.
    pub(crate) fn passes(&self, object: &Value) -> bool {
        self.holds(&Scope {
            object,
            variable: None,
            outer: None,
        })
    }

    fn holds(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::And(all) => all.iter().all(|it| it.holds(scope)),
            Self::Or(all) => all.iter().any(|it| it.holds(scope)),
            Self::Not(inside) => !inside.holds(scope),
            Self::Compare(comparison, left, right) => compare(*comparison, left, right, scope),
            Self::In(left, list) => list.iter().any(|it| compare(Comparison::Eq, left, it, scope)),
            Self::Lambda(lambda) => lambda.holds(scope),
            _ => *self.value(scope) == Value::Bool(true),
        }
    }

    fn value<'a>(&'a self, scope: &Scope<'a>) -> Cow<'a, Value> {
        match self {
            Self::Literal(value) => Cow::Borrowed(value),
            Self::Guid(text) => Cow::Owned(Value::String(text.clone())),
            Self::Path(path) => Cow::Borrowed(scope.get(path)),
            Self::Call(function, arguments) => Cow::Owned(function.call(arguments, scope)),
            // Times are compared as such; they have no value of their own.
            Self::Time(_) => Cow::Owned(Value::Null),
            _ => Cow::Owned(Value::Bool(self.holds(scope))),
        }
    }

    fn time(&self, scope: &Scope<'_>) -> Option<Time> {
        match self {
            Self::Time(time) => Some(*time),
            _ => self.value(scope).as_str().and_then(Time::from_text),
        }
    }
}

impl Lambda {
    fn holds(&self, scope: &Scope<'_>) -> bool {
        let elements = scope.get(&self.path).as_array().map_or(&[][..], Vec::as_slice);
        let Some(condition) = &self.condition else {
            return !elements.is_empty();
        };
        let passes = |element: &Value| {
            let variable = Some((self.variable.as_str(), element));
            condition.holds(&Scope {
                object: scope.object,
                variable,
                outer: Some(scope),
            })
        };
        if self.all {
            elements.iter().all(passes)
        } else {
            elements.iter().any(passes)
        }
    }
}

impl Function {
    /// `null` where an argument is not a text.
    fn call(self, arguments: &[Expr], scope: &Scope<'_>) -> Value {
        let values: Vec<_> = arguments.iter().map(|it| it.value(scope)).collect();
        let texts: Vec<&str> = values.iter().filter_map(|it| it.as_str()).collect();
        match (self, texts.as_slice()) {
            (Self::StartsWith, [text, part]) => Value::Bool(text.starts_with(part)),
            (Self::EndsWith, [text, part]) => Value::Bool(text.ends_with(part)),
            (Self::Contains, [text, part]) => Value::Bool(text.contains(part)),
            (Self::ToLower, [text]) => Value::String(text.to_lowercase()),
            (Self::ToUpper, [text]) => Value::String(text.to_uppercase()),
            (Self::Trim, [text]) => Value::String(text.trim().to_owned()),
            (Self::IsOf, [name]) => Value::Bool(!is_other_type(scope.object, name)),
            (Self::Length, [text]) => Value::from(text.chars().count()),
            _ => Value::Null,
        }
    }
}

fn compare(comparison: Comparison, left: &Expr, right: &Expr, scope: &Scope<'_>) -> bool {
    let ordering = if matches!(left, Expr::Time(_)) || matches!(right, Expr::Time(_)) {
        left.time(scope)
            .zip(right.time(scope))
            .map(|(left, right)| left.cmp(&right))
    } else {
        let (left_value, right_value) = (left.value(scope), right.value(scope));
        if comparison == Comparison::Has {
            return has(&left_value, &right_value);
        }
        if matches!(left, Expr::Guid(_)) || matches!(right, Expr::Guid(_)) {
            ordering(&lower(&left_value), &lower(&right_value))
        } else {
            ordering(&left_value, &right_value)
        }
    };
    match comparison {
        Comparison::Eq => ordering == Some(Ordering::Equal),
        Comparison::Ne => ordering != Some(Ordering::Equal),
        Comparison::Gt => ordering == Some(Ordering::Greater),
        Comparison::Ge => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::Lt => ordering == Some(Ordering::Less),
        Comparison::Le => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Has => false,
    }
}

fn lower(value: &Value) -> Value {
    value
        .as_str()
        .map_or_else(|| value.clone(), |it| Value::String(it.to_lowercase()))
}

/// Whether a set of flags, written `a,b`, holds all of another.
fn has(left: &Value, right: &Value) -> bool {
    let (Some(left), Some(right)) = (left.as_str(), right.as_str()) else {
        return false;
    };
    right
        .split(',')
        .all(|flag| left.split(',').any(|it| it.trim() == flag.trim()))
}

/// How two values stand to each other; `None` where they are of different kinds, which are neither equal nor
/// in order.
pub(crate) fn ordering(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Number(left), Value::Number(right)) => match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
        },
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => (left == right).then_some(Ordering::Equal),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::parse::parse;

    #[test]
    fn filters() {
        let object = json!({
            "name": "kiosk 7", "owner": "it's", "count": 3, "size": 1.5, "on": true, "gone": null,
            "at": "2017-01-01T00:03:07.1589002-08:00", "key": "52EFFE71-fe71-52ef-71fe-ef5271feef52",
            "actor": { "userId": "u1" }, "flags": "read, write",
            "tags": ["a", "b"], "resources": [{ "type": "x", "of": ["p"] }, { "type": "y", "of": [] }],
        });
        let cases = [
            ("name eq 'kiosk 7'", true),
            ("name eq 'Kiosk 7'", false),
            ("owner eq 'it''s'", true),
            ("'kiosk 7' eq name", true),
            ("count gt 2 and count le 3", true),
            ("count ne 3 or size lt 1.6", true),
            ("not (count eq 3)", false),
            ("not on eq true", false),
            ("on", true),
            ("gone eq null", true),
            ("missing eq null", true),
            ("gone gt 1", false),
            ("name ne null", true),
            ("count eq '3'", false),
            ("at eq 2017-01-01T08:03:07.1589002Z", true),
            ("at gt 2017-01-01", true),
            ("at lt 2017-01-01T08:03:07Z", false),
            ("key eq 52effe71-FE71-52ef-71fe-ef5271feef52", true),
            ("actor/userId eq 'u1'", true),
            ("actor/none/deeper eq null", true),
            (
                "startswith(name,'kiosk') and endswith(name,'7') and contains(name,'sk')",
                true,
            ),
            ("contains(tolower(name), 'KIOSK')", false),
            ("length(trim(name)) eq 7", true),
            ("startswith(count,'3')", false),
            ("name in ('a','kiosk 7')", true),
            ("count in (1,2)", false),
            ("flags has microsoft.graph.access'write'", true),
            ("flags has 'none'", false),
            ("name eq ns.type'kiosk 7'", true),
            ("tags/any(t:t eq 'b')", true),
            ("tags/all(t: t eq 'b')", false),
            ("tags/any()", true),
            ("missing/any(t:t eq 'b')", false),
            (
                "resources/any(r:r/type eq 'x' and r/of/any(o:o eq 'p' and r/type eq 'x'))",
                true,
            ),
            ("resources/any(r:r/type eq 'y' and r/of/any(o:o eq 'p'))", false),
            ("a eq 1 or b eq 2 or name eq 'kiosk 7' and count eq 3", true),
        ];
        for (text, expected) in cases {
            match parse(text) {
                Ok(filter) => assert_eq!(filter.passes(&object), expected, "{text}"),
                Err(error) => panic!("{text}: {error}"),
            }
        }
    }
}
