//! Conditions for `$filter`.

use std::{borrow::Cow, fmt, marker::PhantomData, ops};

use crate::json::{IsA, Typed};

/// A condition on structures `M`, made from properties: `RemoteActionAudit::ACTION.eq(RemoteAction::FactoryReset)`.
///
/// `Display` gives the OData text, before percent-encoding.
pub struct Filter<M> {
    parts: Vec<Part>,
    binding: Binding,
    /// How many lambda expressions are nested in this one; names their variables apart.
    lambdas: usize,
    model: PhantomData<fn() -> M>,
}

#[derive(Clone)]
enum Part {
    /// A path to a property of `M`, which a lambda expression around it must prefix.
    Path(Cow<'static, str>),
    Text(Cow<'static, str>),
}

/// What holds the condition together at its outermost level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    Single,
    And,
    Or,
}

impl<M> Filter<M> {
    /// An OData expression of one's own; it is percent-encoded and otherwise left alone.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::new(vec![Part::Text(text.into().into())], Binding::Or, 0)
    }

    /// What comes is a `D`, or of a type that derives from it: `isof('microsoft.graph.androidCompliancePolicy')` (OData URL Conventions
    /// 4.01, 5.1.1.10.2). [`Request::of_type`](crate::Request::of_type) gives it as a `D`, too.
    pub fn is_of<D: IsA<M>>() -> Self
    where
        M: Typed,
    {
        Self::new(
            vec![Part::Text(format!("isof('{}')", D::NAME).into())],
            Binding::Single,
            0,
        )
    }

    /// Both conditions hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.join(Binding::And, " and ", other)
    }

    /// At least one of the conditions holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.join(Binding::Or, " or ", other)
    }

    fn new(parts: Vec<Part>, binding: Binding, lambdas: usize) -> Self {
        Self {
            parts,
            binding,
            lambdas,
            model: PhantomData,
        }
    }

    pub(crate) fn text(text: &'static str) -> Self {
        Self::new(vec![Part::Text(text.into())], Binding::Single, 0)
    }

    pub(crate) fn comparison(path: Cow<'static, str>, rest: &str) -> Self {
        Self::new(
            vec![Part::Path(path), Part::Text(rest.to_owned().into())],
            Binding::Single,
            0,
        )
    }

    pub(crate) fn function(name: &str, path: Cow<'static, str>, argument: &str) -> Self {
        let parts = vec![
            Part::Text(format!("{name}(").into()),
            Part::Path(path),
            Part::Text(format!(",{argument})").into()),
        ];
        Self::new(parts, Binding::Single, 0)
    }

    /// `path/any(x:…)` with this as the condition on `x`.
    pub(crate) fn within<N>(self, lambda: &str, path: Cow<'static, str>) -> Filter<N> {
        let variable = if self.lambdas == 0 {
            "x".to_owned()
        } else {
            format!("x{}", self.lambdas)
        };
        let mut parts = vec![
            Part::Path(path),
            Part::Text(format!("/{lambda}({variable}:").into()),
        ];
        parts.extend(self.parts.into_iter().map(|part| match part {
            Part::Path(path) => Part::Text(format!("{variable}/{path}").into()),
            text @ Part::Text(_) => text,
        }));
        parts.push(Part::Text(")".into()));
        Filter::new(parts, Binding::Single, self.lambdas + 1)
    }

    fn join(self, binding: Binding, word: &'static str, other: Self) -> Self {
        let lambdas = self.lambdas.max(other.lambdas);
        let mut parts = self.operand(binding);
        parts.push(Part::Text(word.into()));
        parts.extend(other.operand(binding));
        Self::new(parts, binding, lambdas)
    }

    /// The parts, in parentheses where `outer` binds as tightly or tighter in another way.
    fn operand(self, outer: Binding) -> Vec<Part> {
        if self.binding == Binding::Single || self.binding == outer {
            return self.parts;
        }
        let mut parts = vec![Part::Text("(".into())];
        parts.extend(self.parts);
        parts.push(Part::Text(")".into()));
        parts
    }
}

/// The condition does not hold: `not (…)`, with the space that the grammar asks for (OData ABNF, `notExpr`).
impl<M> ops::Not for Filter<M> {
    type Output = Self;

    fn not(self) -> Self {
        let mut parts = vec![Part::Text("not (".into())];
        parts.extend(self.parts);
        parts.push(Part::Text(")".into()));
        Self::new(parts, Binding::Single, self.lambdas)
    }
}

impl<M> fmt::Display for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts
            .iter()
            .try_for_each(|(Part::Path(text) | Part::Text(text))| f.write_str(text))
    }
}

impl<M> fmt::Debug for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<M> Clone for Filter<M> {
    fn clone(&self) -> Self {
        Self::new(self.parts.clone(), self.binding, self.lambdas)
    }
}
