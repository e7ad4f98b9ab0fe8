//! Whether an object passes a `$filter`.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use super::budget::{Budget, Spent};
use super::expr::{Comparison, Expr, Function, Lambda, Time, is_cast};

/// What names mean: the object itself, and the variables of the lambdas around.
#[derive(Clone, Copy)]
struct Scope<'a> {
    object: &'a Value,
    variable: Option<(&'a str, &'a Value)>,
    outer: Option<&'a Scope<'a>>,
    budget: &'a Budget,
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
        _ if !is_cast(name) => member(value, name),
        value if is_other_type(value, name) => &Value::Null,
        value => value,
    })
}

/// The member of a name, as it is written or else in another case, as the service takes it in queries.
fn member<'a>(value: &'a Value, name: &str) -> &'a Value {
    let in_any_case = || {
        let mut members = value.as_object()?.iter();
        members.find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1)
    };
    value.get(name).or_else(in_any_case).unwrap_or(&Value::Null)
}

/// Whether a value says that it is of another type than `name`. Derived types are not looked up.
fn is_other_type(value: &Value, name: &str) -> bool {
    let named = value.get("@odata.type").and_then(Value::as_str);
    named.is_some_and(|it| !it.trim_start_matches('#').eq_ignore_ascii_case(name))
}

impl Expr {
    /// Whether an object passes.
    pub(crate) fn passes(&self, object: &Value, budget: &Budget) -> Result<bool, Spent> {
        self.holds(&Scope {
            object,
            variable: None,
            outer: None,
            budget,
        })
    }

    fn holds(&self, scope: &Scope<'_>) -> Result<bool, Spent> {
        scope.budget.spend(1)?;
        match self {
            Self::And(all) => every(all, |it| it.holds(scope)),
            Self::Or(any) => some(any, |it| it.holds(scope)),
            Self::Not(inside) => Ok(!inside.holds(scope)?),
            Self::Compare(comparison, left, right) => compare(*comparison, left, right, scope),
            Self::In(left, list) => some(list, |it| compare(Comparison::Eq, left, it, scope)),
            Self::Lambda(lambda) => lambda.holds(scope),
            _ => Ok(*self.value(scope)? == Value::Bool(true)),
        }
    }

    fn value<'a>(&'a self, scope: &Scope<'a>) -> Result<Cow<'a, Value>, Spent> {
        scope.budget.spend(1)?;
        Ok(match self {
            Self::Literal(value) => Cow::Borrowed(value),
            Self::Guid(text) => Cow::Owned(Value::String(text.clone())),
            Self::Path(path) => Cow::Borrowed(scope.get(path)),
            Self::Call(function, arguments) => Cow::Owned(function.call(arguments, scope)?),
            // Times are compared as such; they have no value of their own.
            Self::Time(_) => Cow::Owned(Value::Null),
            _ => Cow::Owned(Value::Bool(self.holds(scope)?)),
        })
    }

    fn time(&self, scope: &Scope<'_>) -> Result<Option<Time>, Spent> {
        match self {
            Self::Time(time) => Ok(Some(*time)),
            _ => Ok(self.value(scope)?.as_str().and_then(Time::from_text)),
        }
    }
}

/// Whether a condition holds for each element, as far as it is looked for.
fn every<T>(list: &[T], mut holds: impl FnMut(&T) -> Result<bool, Spent>) -> Result<bool, Spent> {
    for element in list {
        if !holds(element)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a condition holds for one element.
fn some<T>(list: &[T], mut holds: impl FnMut(&T) -> Result<bool, Spent>) -> Result<bool, Spent> {
    for element in list {
        if holds(element)? {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Lambda {
    fn holds(&self, scope: &Scope<'_>) -> Result<bool, Spent> {
        let elements = scope.get(&self.path).as_array().map_or(&[][..], Vec::as_slice);
        let Some(condition) = &self.condition else {
            return Ok(!elements.is_empty());
        };
        let passes = |element: &Value| {
            let variable = Some((self.variable.as_str(), element));
            condition.holds(&Scope {
                object: scope.object,
                variable,
                outer: Some(scope),
                budget: scope.budget,
            })
        };
        if self.all {
            every(elements, passes)
        } else {
            some(elements, passes)
        }
    }
}

impl Function {
    /// `null` where an argument is not a text.
    fn call(self, arguments: &[Expr], scope: &Scope<'_>) -> Result<Value, Spent> {
        let values: Vec<_> = arguments
            .iter()
            .map(|it| it.value(scope))
            .collect::<Result<_, _>>()?;
        let texts: Vec<&str> = values.iter().filter_map(|it| it.as_str()).collect();
        for text in &texts {
            scope.budget.spend_on(text)?;
        }
        Ok(match (self, texts.as_slice()) {
            (Self::StartsWith, [text, part]) => Value::Bool(text.starts_with(part)),
            (Self::EndsWith, [text, part]) => Value::Bool(text.ends_with(part)),
            (Self::Contains, [text, part]) => Value::Bool(text.contains(part)),
            (Self::ToLower, [text]) => Value::String(text.to_lowercase()),
            (Self::ToUpper, [text]) => Value::String(text.to_uppercase()),
            (Self::Trim, [text]) => Value::String(text.trim().to_owned()),
            (Self::IsOf, [name]) => Value::Bool(!is_other_type(scope.object, name)),
            (Self::Length, [text]) => Value::from(text.chars().count()),
            _ => Value::Null,
        })
    }
}

fn compare(comparison: Comparison, left: &Expr, right: &Expr, scope: &Scope<'_>) -> Result<bool, Spent> {
    let ordering = if matches!(left, Expr::Time(_)) || matches!(right, Expr::Time(_)) {
        left.time(scope)?
            .zip(right.time(scope)?)
            .map(|(left, right)| left.cmp(&right))
    } else {
        let (left_value, right_value) = (left.value(scope)?, right.value(scope)?);
        for text in [&left_value, &right_value]
            .into_iter()
            .filter_map(|it| it.as_str())
        {
            scope.budget.spend_on(text)?;
        }
        if comparison == Comparison::Has {
            return Ok(has(&left_value, &right_value));
        }
        if matches!(left, Expr::Guid(_)) || matches!(right, Expr::Guid(_)) {
            ordering(&lower(&left_value), &lower(&right_value))
        } else {
            ordering(&left_value, &right_value)
        }
    };
    Ok(match comparison {
        Comparison::Eq => ordering == Some(Ordering::Equal),
        Comparison::Ne => ordering != Some(Ordering::Equal),
        Comparison::Gt => ordering == Some(Ordering::Greater),
        Comparison::Ge => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::Lt => ordering == Some(Ordering::Less),
        Comparison::Le => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Has => false,
    })
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
    use super::*;

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
            ("NAME eq 'kiosk 7'", true),
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
                Ok(filter) => assert_eq!(filter.passes(&object, &Budget::new()), Ok(expected), "{text}"),
                Err(error) => panic!("{text}: {error}"),
            }
        }
    }

    /// What a filter costs is counted, not timed: 60 elements in five lambdas are 60 to the fifth.
    #[test]
    fn a_filter_that_never_ends_is_broken_off() {
        let tags: Vec<String> = (0..60).map(|it| it.to_string()).collect();
        let object = json!({ "tags": tags });
        let nested = |depth: usize| {
            let open: Vec<String> = (0..depth).map(|it| format!("tags/any(v{it}:")).collect();
            format!("{}v0 eq 'y'{}", open.concat(), ")".repeat(depth))
        };
        for (depth, ends) in [
            (1, true),
            (2, true),
            (3, true),
            (4, false),
            (8, false),
            (60, false),
        ] {
            let budget = Budget::new();
            let filter = parse(&nested(depth)).expect("a filter");
            assert_eq!(filter.passes(&object, &budget).is_ok(), ends, "{depth}");
        }
        let twice = |length: usize| {
            let budget = Budget::new();
            let object = json!({ "tags": vec!["x"; length] });
            let filter = parse("tags/any(a:a eq 'y')").expect("a filter");
            assert_eq!(filter.passes(&object, &budget), Ok(false));
            budget.spent()
        };
        assert!(twice(2000) <= 2 * twice(1000));
    }

    #[test]
    fn long_texts_cost_more() {
        let budget = Budget::new();
        let object = json!({ "text": "x".repeat(4_000_000), "tags": vec!["a"; 10_000] });
        let filter = parse("tags/any(a:contains(text,'y'))").expect("a filter");
        assert_eq!(filter.passes(&object, &budget), Err(Spent));
    }
}
