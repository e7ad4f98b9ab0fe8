//! Documented properties as typed constants.

use std::{borrow::Cow, fmt, marker::PhantomData};

use super::{
    Expansion, Filter,
    literal::{literal, quoted},
};
use crate::{
    json::{IsA, Nav, Typed, name_within},
    values::{Flags, Leaf, LiteralForm, OpenEnum, Scalar},
};

/// The property of a structure `M`, whose value is a `T`. What `$select`, `$filter`, `$orderby`, `$expand` and
/// [`Patch`](crate::Patch) take, so that a property of another type does not compile.
///
/// Generated as constants of the structures: `RemoteActionAudit::ACTION`. Collections have the type `Vec<T>`, navigation
/// properties `Nav<T>` or `Nav<Vec<T>>`.
pub struct Property<M, T> {
    path: Cow<'static, str>,
    types: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Property<M, T> {
    /// The property of that documented name.
    pub const fn new(name: &'static str) -> Self {
        Self {
            path: Cow::Borrowed(name),
            types: PhantomData,
        }
    }

    /// The documented name; for a property within a property, the path to it: `actor/userId`.
    pub fn name(&self) -> &str {
        &self.path
    }

    /// The property without its type, so that several stand in one slice.
    pub fn erased(self) -> Property<M, ()> {
        Property {
            path: self.path,
            types: PhantomData,
        }
    }

    /// A property of the structure that this property holds: `AuditEvent::ACTOR.then(AuditActor::USER_ID)` is `actor/userId`. One of a
    /// type that derives from that structure stands behind the type's name: `scope/microsoft.graph.accessReviewQueryScope/query`.
    pub fn then<U, D: IsA<T::Inner>>(self, property: Property<D, U>) -> Property<M, U>
    where
        T: Structured,
    {
        Property {
            path: format!("{}/{}", self.path, property.within::<T::Inner>()).into(),
            types: PhantomData,
        }
    }

    /// In ascending order of this property.
    pub fn asc(self) -> Order<M> {
        Order {
            property: self.erased(),
            is_descending: false,
        }
    }

    /// In descending order of this property.
    pub fn desc(self) -> Order<M> {
        Order {
            property: self.erased(),
            is_descending: true,
        }
    }

    /// Where the rest of this expanded collection is (`members@odata.nextLink`), where not all of it came: for
    /// [`Request::resume`](crate::Request::resume) of the collection's own list.
    pub fn next_link(&self, of: &M) -> Option<String>
    where
        M: Typed,
    {
        of.additional_data()
            .get(&format!("{}@odata.nextLink", self.path))?
            .as_string()
    }

    pub(crate) fn into_path(self) -> Cow<'static, str> {
        self.path
    }

    /// The path as it is written where a `B` is: behind the name of this property's structure, where a `B` has no such property
    /// (OData URL Conventions 4.01, 5.1.1.15 and 5.1.4).
    pub(crate) fn within<B: Typed>(self) -> Cow<'static, str>
    where
        M: IsA<B>,
    {
        let first = self.path.split('/').next().unwrap_or_default();
        match name_within::<B, M>() {
            Some(name) if B::default().slot(first).is_none() => format!("{name}/{}", self.path).into(),
            _ => self.path,
        }
    }
}

/// Conditions. They hold of whatever is asked for where the property's structure may come: of a directory object, by a property of
/// users.
impl<M, T> Property<M, T> {
    /// `p eq null`.
    pub fn is_null<B: Typed>(self) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::comparison(self.within::<B>(), " eq null")
    }

    /// `p ne null`.
    pub fn is_not_null<B: Typed>(self) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::comparison(self.within::<B>(), " ne null")
    }
}

/// Comparisons of single values.
impl<M, T: Leaf> Property<M, T> {
    /// `p eq value`.
    pub fn eq<B: Typed>(self, value: impl Into<T>) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.compare("eq", &value.into())
    }

    /// `p ne value`.
    pub fn ne<B: Typed>(self, value: impl Into<T>) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.compare("ne", &value.into())
    }

    /// `p gt value`.
    pub fn gt<B: Typed>(self, value: impl Into<T>) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.compare("gt", &value.into())
    }

    /// `p ge value`.
    pub fn ge<B: Typed>(self, value: impl Into<T>) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.compare("ge", &value.into())
    }

    /// `p lt value`.
    pub fn lt<B: Typed>(self, value: impl Into<T>) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.compare("lt", &value.into())
    }

    /// `p le value`.
    pub fn le<B: Typed>(self, value: impl Into<T>) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.compare("le", &value.into())
    }

    /// `p in (value,value)`; `false` where there are no values.
    pub fn in_list<B: Typed, V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<B>
    where
        M: IsA<B>,
    {
        let values: Vec<_> = values.into_iter().map(|value| literal(&value.into())).collect();
        if values.is_empty() {
            return Filter::text("false");
        }
        Filter::comparison(self.within::<B>(), &format!(" in ({})", values.join(",")))
    }

    fn compare<B: Typed>(self, operator: &str, value: &T) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::comparison(self.within::<B>(), &format!(" {operator} {}", literal(value)))
    }
}

/// Comparisons of text.
impl<M> Property<M, String> {
    /// `contains(p,'text')`.
    pub fn contains<B: Typed>(self, text: &str) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::function("contains", self.within::<B>(), &quoted(text))
    }

    /// `startswith(p,'text')`.
    pub fn starts_with<B: Typed>(self, text: &str) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::function("startswith", self.within::<B>(), &quoted(text))
    }

    /// `endswith(p,'text')`.
    pub fn ends_with<B: Typed>(self, text: &str) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::function("endswith", self.within::<B>(), &quoted(text))
    }
}

/// Comparisons of flags.
impl<M, E: OpenEnum> Property<M, Flags<E>> {
    /// `p has 'member'`.
    pub fn has<B: Typed>(self, member: &E) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::comparison(self.within::<B>(), &format!(" has {}", quoted(member.as_str())))
    }
}

/// Comparisons of collections of structures.
impl<M, C: Collection> Property<M, C> {
    /// Whether `filter` holds for at least one element: `p/any(x:x/type eq 'a')`.
    pub fn any<B: Typed>(self, filter: Filter<C::Item>) -> Filter<B>
    where
        M: IsA<B>,
    {
        filter.within("any", self.within::<B>())
    }

    /// Whether `filter` holds for every element: `p/all(x:x/type eq 'a')`.
    pub fn all<B: Typed>(self, filter: Filter<C::Item>) -> Filter<B>
    where
        M: IsA<B>,
    {
        filter.within("all", self.within::<B>())
    }

    /// How many elements there are: `p/$count`.
    ///
    /// A number to compare with; nothing that a [`Patch`](crate::Patch) could set.
    pub fn count(self) -> Property<M, Count> {
        Property {
            path: format!("{}/$count", self.path).into(),
            types: PhantomData,
        }
    }
}

/// Comparisons of collections of single values.
impl<M, T: Leaf> Property<M, Vec<T>> {
    /// Whether `value` is in the collection: `p/any(x:x eq value)`.
    pub fn any_eq<B: Typed>(self, value: impl Into<T>) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::comparison(
            self.within::<B>(),
            &format!("/any(x:x eq {})", literal(&value.into())),
        )
    }
}

/// Comparisons of collections of text.
impl<M> Property<M, Vec<String>> {
    /// Whether an element contains the text: `p/any(x:contains(x,'text'))`.
    pub fn any_contains<B: Typed>(self, text: &str) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.any_function("contains", text)
    }

    /// Whether an element begins with the text: `p/any(x:startswith(x,'text'))`.
    pub fn any_starts_with<B: Typed>(self, text: &str) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.any_function("startswith", text)
    }

    /// Whether an element ends with the text: `p/any(x:endswith(x,'text'))`.
    pub fn any_ends_with<B: Typed>(self, text: &str) -> Filter<B>
    where
        M: IsA<B>,
    {
        self.any_function("endswith", text)
    }

    fn any_function<B: Typed>(self, name: &str, text: &str) -> Filter<B>
    where
        M: IsA<B>,
    {
        Filter::comparison(self.within::<B>(), &format!("/any(x:{name}(x,{}))", quoted(text)))
    }
}

/// Options of `$expand`.
impl<M, T: 'static> Property<M, Nav<T>>
where
    Nav<T>: Expandable,
{
    /// The expansion of this property, to be narrowed: `User::MANAGER.expand().select(User::DISPLAY_NAME)`.
    pub fn expand(self) -> Expansion<M, <Nav<T> as Expandable>::Inner> {
        Expansion::new(self.erased())
    }
}

impl<M, T> Clone for Property<M, T> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            types: PhantomData,
        }
    }
}

impl<M, T> fmt::Debug for Property<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

impl<M, T> fmt::Display for Property<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.path)
    }
}

/// A type of a property that holds a structure.
pub trait Structured {
    /// The structure.
    type Inner: Typed;
}

impl<T: Typed> Structured for T {
    type Inner = T;
}

impl<T: Typed> Structured for Nav<T> {
    type Inner = T;
}

/// A type of a property that holds several structures.
pub trait Collection {
    /// The structure.
    type Item: Typed;
}

impl<T: Typed> Collection for Vec<T> {
    type Item = T;
}

impl<T: Typed> Collection for Nav<Vec<T>> {
    type Item = T;
}

/// A type of a property that `$expand` takes.
pub trait Expandable {
    /// The structure that the property holds or is a collection of.
    type Inner: Typed;
}

impl<T: Typed> Expandable for Nav<T> {
    type Inner = T;
}

impl<T: Typed> Expandable for Nav<Vec<T>> {
    type Inner = T;
}

/// How many elements a collection has, to compare with in a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(i64);

impl From<i64> for Count {
    fn from(count: i64) -> Self {
        Self(count)
    }
}

impl From<i32> for Count {
    fn from(count: i32) -> Self {
        Self(count.into())
    }
}

impl From<u32> for Count {
    fn from(count: u32) -> Self {
        Self(count.into())
    }
}

impl Leaf for Count {
    const LITERAL: LiteralForm = LiteralForm::Bare;

    fn parse(scalar: Scalar<'_>) -> Option<Self> {
        i64::parse(scalar).map(Self)
    }

    fn scalar(&self) -> Scalar<'_> {
        Scalar::Integer(self.0)
    }
}

/// An order of the results: `RemoteActionAudit::REQUEST_DATE_TIME.desc()`.
pub struct Order<M> {
    property: Property<M, ()>,
    is_descending: bool,
}

/// What `$orderby` takes of structures `M`: an [`Order`], or a property alone, which is an ascending one; of a type that derives from
/// `M`, too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no order of `{M}`",
    label = "neither a property of `{M}` nor its `asc()` or `desc()`"
)]
pub trait Sort<M> {
    /// The text in `$orderby`, before percent-encoding.
    fn into_text(self) -> String;
}

impl<M: Typed, D: IsA<M>> Sort<M> for Order<D> {
    fn into_text(self) -> String {
        let path = self.property.within::<M>();
        if self.is_descending {
            format!("{path} desc")
        } else {
            path.into_owned()
        }
    }
}

impl<M: Typed, D: IsA<M>, T> Sort<M> for Property<D, T> {
    fn into_text(self) -> String {
        Sort::<M>::into_text(self.asc())
    }
}

impl<M> Clone for Order<M> {
    fn clone(&self) -> Self {
        Self {
            property: self.property.clone(),
            is_descending: self.is_descending,
        }
    }
}

impl<M> fmt::Debug for Order<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = if self.is_descending { " desc" } else { "" };
        write!(f, "{}{direction}", self.property)
    }
}
