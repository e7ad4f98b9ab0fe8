//! From a type as a row writes it to the type as the schema writes it.

use super::names::{self, Names, TypeId, Use};
use crate::coverage::Verdict;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::type_expr::{TypeExpr, TypeNote};
use crate::facts::PropertyFacts;
use crate::schema::{Primitive, Returns};
use crate::source::Span;
use crate::text;

/// A type expression whose name is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Linked {
    /// As the schema writes it in this place.
    pub(super) ty: String,
    /// A list of them.
    pub(super) collection: bool,
    /// The page's own text, where it says more than the schema's form.
    pub(super) documented: Option<String>,
    /// What became of the row.
    pub(super) verdict: Verdict,
}

/// The open type that stands where no type can be named.
pub(super) const OPEN: &str = Primitive::Json.name();

impl Linked {
    fn open(documented: Option<String>, collection: bool) -> Self {
        Self {
            ty: OPEN.to_owned(),
            collection,
            documented,
            verdict: Verdict::Fallback,
        }
    }

    /// Plain text, where a place has no type column.
    pub(super) fn text() -> Self {
        Self {
            ty: Primitive::String.name().to_owned(),
            collection: false,
            documented: None,
            verdict: Verdict::Typed,
        }
    }

    /// True for types that name nothing more precise than text.
    pub(super) fn is_plain_text(&self) -> bool {
        Primitive::String.is(&self.ty)
    }

    /// As the result of an operation.
    pub(super) fn returns(self) -> Returns {
        Returns {
            ty: self.ty,
            collection: self.collection,
            ..Returns::default()
        }
    }
}

/// Settles the type of a row; `home` is the namespace that short names are written in.
pub(super) fn row(
    row: &PropertyFacts,
    names: &Names,
    at: Use<'_>,
    home: &str,
    diags: &mut Diagnostics,
) -> Linked {
    if let Some(ty) = &row.ty {
        let linked = expression(ty, row.type_span, names, at, home, diags);
        // A relationship to `defaultDimensions` leads to many of them, where the type is `defaultDimension`.
        let found = names::split(&linked.ty).1;
        let is_plural = row.navigation
            && !ty.primitive
            && text::singulars(names::split(&ty.name).1)
                .iter()
                .any(|it| it.eq_ignore_ascii_case(found));
        return Linked {
            collection: linked.collection || is_plural,
            ..linked
        };
    }
    diags.push(
        Diagnostic::new(Code::UnknownType, row.span, format!("`{}` has no type", row.name))
            .help("give the row a type; until then it is open JSON"),
    );
    Linked::open(None, false)
}

/// Settles a type expression.
pub(super) fn expression(
    ty: &TypeExpr,
    span: Span,
    names: &Names,
    at: Use<'_>,
    home: &str,
    diags: &mut Diagnostics,
) -> Linked {
    if ty.note == Some(TypeNote::Unreadable)
        && let Some(id) = names.linked(ty.target.as_deref(), at)
    {
        // Words that name no type, on a link that does.
        return named(ty, id, names, home);
    }
    if let Some(why) = unclear(ty) {
        diags.push(
            Diagnostic::new(
                Code::UnknownType,
                span,
                format!("`{}` {why}", ty.documented().trim()),
            )
            .help("name one type; until then it is open JSON"),
        );
        return Linked::open(Some(ty.documented().trim().to_owned()), ty.collection);
    }
    if ty.primitive {
        return Linked {
            documented: documented(ty, &ty.name),
            ty: ty.name.to_string(),
            collection: ty.collection,
            verdict: Verdict::Typed,
        };
    }
    let Some(id) = names.find(&ty.name, ty.target.as_deref(), at) else {
        diags.push(
            Diagnostic::new(
                Code::UnknownType,
                span,
                format!("`{}` is no primitive type and no page declares it", ty.name),
            )
            .help("link the type to its page, or name a documented type; until then it is open JSON"),
        );
        return Linked::open(Some(ty.documented().to_owned()), ty.collection);
    };
    named(ty, id, names, home)
}

fn named(ty: &TypeExpr, id: TypeId, names: &Names, home: &str) -> Linked {
    let declared = names.get(id);
    Linked {
        documented: documented(ty, &declared.name),
        ty: names.written(id, home),
        collection: ty.collection,
        verdict: if declared.external {
            Verdict::External
        } else {
            Verdict::Typed
        },
    }
}

/// Why an expression names no type of its own.
fn unclear(ty: &TypeExpr) -> Option<&'static str> {
    match ty.note.as_ref()? {
        TypeNote::Union(_) => Some("names more than one type"),
        TypeNote::NestedCollection(_) => Some("is a list of lists"),
        TypeNote::Unknown => Some("says itself that it is unknown"),
        TypeNote::Unreadable => Some("names no type"),
        _ => None,
    }
}

/// The page's text, unless it only spells the type's name and that it is a list.
fn documented(ty: &TypeExpr, name: &str) -> Option<String> {
    let written = ty.documented().trim();
    let mut rest = written;
    if ty.collection {
        let element = text::after(written, "collection(").and_then(|rest| rest.strip_suffix(')'));
        rest = text::before(written, " collection")
            .or(element)
            .unwrap_or(written);
    }
    let short = names::split(rest.trim()).1;
    (!short.eq_ignore_ascii_case(name)).then(|| written.to_owned())
}
