//! The tables of generated code: a type's properties or members, a path's operations, the types of some features.

/// Completes a generated structure: its properties as constants, the way from their names to the fields and back, equality, `Debug`,
/// serde's traits, and its place among the documented types.
///
/// The names after the structure are those of its bases, the nearest first; `is` has the structures that stand for bases, so that this
/// one is taken where they are; those after `derived` are the documented types that derive from it, at any distance. A property is told by the constant that stands for it, its documented name, its field, and the
/// variant of [`Slot`](crate::model::Slot) and [`View`](crate::model::View) with the type of its values; a field without a constant, such as a
/// parameter of a call, by all but the constant and the type. Those after `secrets` are the documented names of properties of which the
/// pages' words say that they open something.
///
/// ```text
/// model!(
///     User: "microsoft.graph.user",
///     bases ["microsoft.graph.directoryObject"],
///     is [DirectoryObject],
///     derived [],
///     properties [
///         DISPLAY_NAME: "displayName" => display_name as Str(String),
///         #[cfg(feature = "groups")]
///         MEMBER_OF: "memberOf" => member_of as List(Nav<Vec<Group>>),
///     ],
/// );
/// model!(UserSendMailParameters: "user-sendMail", fields ["message" => message as Obj]);
/// model!(FileKey: "microsoft.graph.fileKey", properties [HINT: "hint" => hint as Str(String)], secrets ["hint"]);
/// ```
#[macro_export]
macro_rules! model {
    (
        $model:ident: $name:literal
        $(, bases [$($base:literal),* $(,)?])?
        $(, is [$($base_type:path),* $(,)?])?
        $(, derived [$($derived:literal),* $(,)?])?
        $(, properties [$(
            $(#[cfg $gate:tt])? $(#[deprecated $($note:tt)*])?
            $constant:ident: $wire:literal => $property:ident as $kind:ident($held:ty)
        ),* $(,)?])?
        $(, fields [$(
            $(#[cfg $field_gate:tt])? $field_wire:literal => $field:ident as $field_kind:ident
        ),* $(,)?])?
        $(, secrets [$($secret:literal),* $(,)?])?
        $(,)?
    ) => {
        $(
            impl $model {$(
                #[doc = ::std::concat!(" `", $wire, "`")]
                $(#[cfg $gate])?
                $(#[deprecated $($note)*])?
                pub const $constant: $crate::Property<Self, $held> = $crate::Property::new($wire);
            )*}
        )?

        impl $crate::model::Model for $model {
            #[allow(unreachable_code, unused_variables)]
            fn slot(&mut self, name: &str) -> ::std::option::Option<$crate::model::Slot<'_>> {
                let slot = match name {
                    $($($(#[cfg $gate])? $wire => $crate::model::Slot::$kind(&mut self.$property),)*)?
                    $($($(#[cfg $field_gate])? $field_wire => $crate::model::Slot::$field_kind(&mut self.$field),)*)?
                    _ => return ::std::option::Option::None,
                };
                ::std::option::Option::Some(slot)
            }

            #[allow(unused_variables)]
            fn visit<'a>(&'a self, visitor: &mut $crate::model::Visitor<'a>) {
                $($($(#[cfg $gate])? visitor.put($wire, $crate::model::View::$kind(&self.$property));)*)?
                $($($(#[cfg $field_gate])? visitor.put($field_wire, $crate::model::View::$field_kind(&self.$field));)*)?
            }

            fn additional_data(&self) -> &$crate::AdditionalData {
                &self.additional_data
            }

            fn additional_data_mut(&mut self) -> &mut $crate::AdditionalData {
                &mut self.additional_data
            }

            $(fn is_secret(&self, name: &str) -> bool {
                ::std::matches!(name, $($secret)|*)
            })?
        }

        impl $crate::Typed for $model {
            const NAME: &'static str = $name;
            $(const BASES: &'static [&'static str] = &[$($base),*];)?
            $(const DERIVED: &'static [&'static str] = &[$($derived),*];)?
        }

        $($(
            impl $crate::IsA<$base_type> for $model {}

            impl ::std::convert::From<$model> for $base_type {
                fn from(value: $model) -> Self {
                    $crate::__private::into_base(&value)
                }
            }
        )*)?

        impl ::std::cmp::PartialEq for $model {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }

        impl ::std::fmt::Debug for $model {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }

        impl $crate::serde::Serialize for $model {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let mut model = <Self as ::std::default::Default>::default();
                $crate::__private::deserialize(&mut model, deserializer)?;
                ::std::result::Result::Ok(model)
            }
        }
    };
}

/// Declares the files of types that only some features of a crate bring, and what is in them.
///
/// ```text
/// types!("me" | "users" [message::Message, user::User], "device-management" [audit_event::AuditEvent]);
/// ```
#[macro_export]
macro_rules! types {
    (@ $features:tt $($file:ident::$name:ident),* $(,)?) => {
        $(
            #[cfg(any $features)]
            mod $file;
            #[cfg(any $features)]
            pub use $file::$name;
        )*
    };
    ($($($feature:tt)|+ [$($types:tt)*]),* $(,)?) => {
        $($crate::types!(@ ($(feature = $feature),+) $($types)*);)*
    };
}

/// Declares the operations that the methods of a path send requests of, as constants of the path: the HTTP method, the documented
/// path, the status code of success where the page names one, the permissions in words that
/// [`Operation::permissions`](crate::Operation::permissions) reads, the page, and the content type of bytes that are sent, where the page
/// names one.
///
/// ```text
/// operations!(Users: [
///     LIST: Get "/users" => 200 [permissions: "User.Read.All (delegated)", page: "api/user-list.md"],
///     DELTA: Get "/users/delta" [permissions: "", page: "api/user-delta.md"],
///     SET_PHOTO: Put "/me/photo/$value" [permissions: "", page: "api/profilephoto-update.md", content: "image/jpeg"],
/// ]);
/// ```
#[macro_export]
macro_rules! operations {
    (@status) => {
        ::std::option::Option::None
    };
    (@status $status:literal) => {
        ::std::option::Option::Some($status)
    };
    (@content) => {
        ::std::option::Option::None
    };
    (@content $content:literal) => {
        ::std::option::Option::Some($content)
    };
    ($path:path: [$(
        $name:ident: $method:ident $template:literal $(=> $status:literal)?
        [permissions: $permissions:literal, page: $page:literal $(, content: $content:literal)? $(,)?]
    ),* $(,)?] $(,)?) => {
        impl $path {$(
            const $name: &'static $crate::Operation = &$crate::Operation {
                method: $crate::Method::$method,
                path: $template,
                status: $crate::operations!(@status $($status)?),
                permissions: $permissions,
                page: $page,
                content_type: $crate::operations!(@content $($content)?),
            };
        )*}
    };
}

/// Completes a generated enum: [`OpenEnum`](crate::OpenEnum) over the names of its members, equality, its text forms, serde's traits,
/// and its use as a value. All of it goes by the name in JSON, which costs the compiler a fraction of what derived traits cost over
/// the members.
///
/// ```text
/// open_enum!(DayOfWeek: [Sunday = "sunday", Monday = "monday"]);
/// ```
#[macro_export]
macro_rules! open_enum {
    ($open_enum:ident: [$($member:ident = $name:literal),* $(,)?] $(,)?) => {
        impl $crate::OpenEnum for $open_enum {
            const MEMBERS: &'static [&'static str] = &[$($name),*];

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $name,)*
                    Self::Unlisted(name) => name,
                }
            }

            fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$member,)*
                    _ => Self::Unlisted(::std::string::ToString::to_string(name)),
                }
            }
        }

        impl $crate::model::Leaf for $open_enum {
            fn parse(scalar: $crate::model::Scalar<'_>) -> ::std::option::Option<Self> {
                match scalar {
                    $crate::model::Scalar::Text(name) => {
                        ::std::option::Option::Some($crate::OpenEnum::from_name(name))
                    }
                    _ => ::std::option::Option::None,
                }
            }

            fn scalar(&self) -> $crate::model::Scalar<'_> {
                $crate::model::Scalar::Text($crate::OpenEnum::as_str(self))
            }
        }

        $crate::leaf_element!($open_enum);
        $crate::leaf_outcome!($open_enum);

        // Two values are equal that JSON writes alike, whether the pages list them or not.
        impl ::std::cmp::PartialEq for $open_enum {
            fn eq(&self, other: &Self) -> bool {
                $crate::OpenEnum::as_str(self) == $crate::OpenEnum::as_str(other)
            }
        }

        impl ::std::cmp::Eq for $open_enum {}

        impl ::std::hash::Hash for $open_enum {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::OpenEnum::as_str(self).hash(state);
            }
        }

        impl ::std::fmt::Debug for $open_enum {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::OpenEnum::as_str(self))
            }
        }

        impl ::std::fmt::Display for $open_enum {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad($crate::OpenEnum::as_str(self))
            }
        }

        impl ::std::convert::From<&str> for $open_enum {
            fn from(name: &str) -> Self {
                $crate::OpenEnum::from_name(name)
            }
        }

        impl $crate::serde::Serialize for $open_enum {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::OpenEnum::as_str(self))
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $open_enum {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize_leaf(deserializer)
            }
        }
    };
}

/// Gives a generated client its `new`, where this crate has the feature `reqwest`. Generated code cannot ask for the feature of another
/// crate; a macro of that crate can.
#[cfg(feature = "reqwest")]
#[doc(hidden)]
#[macro_export]
macro_rules! client_over_reqwest {
    ($client:ident: $base_url:ident) => {
        #[allow(dead_code, unreachable_pub, clippy::pedantic)]
        impl $client {
            /// A client of the documented service, over reqwest.
            pub fn new(credential: impl $crate::Credential) -> Self {
                Self($crate::Client::new($base_url, credential))
            }
        }
    };
}

/// Gives a generated client nothing, because this crate is without the feature `reqwest`.
#[cfg(not(feature = "reqwest"))]
#[doc(hidden)]
#[macro_export]
macro_rules! client_over_reqwest {
    ($client:ident: $base_url:ident) => {};
}

/// Says at compile time, and what to do, where generated code and the runtime do not belong together.
///
/// ```
/// graphdown_runtime::assert_version!("0.1.0");
/// ```
#[macro_export]
macro_rules! assert_version {
    ($version:literal) => {
        const _: () = ::std::assert!(
            $crate::is_compatible($version),
            ::std::concat!(
                "this code was generated for graphdown-runtime ",
                $version,
                ", and another version is in use: generate it again with the graphdown of the same version, or set ",
                "`graphdown-runtime = \"",
                $version,
                "\"` in Cargo.toml",
            )
        );
    };
}

/// The client that the build script has generated.
///
/// With a module, which an application wants: what it does not call of the client gives no warnings about dead code.
///
/// ```text
/// graphdown_runtime::include_client! {
///     /// The part of Graph that this program calls.
///     pub mod graph
/// }
/// ```
///
/// Without, in the place where it stands:
///
/// ```text
/// pub mod graph {
///     graphdown_runtime::include_client!();
/// }
/// ```
#[macro_export]
macro_rules! include_client {
    () => {
        ::std::include!(::std::concat!(::std::env!("OUT_DIR"), "/graphdown/mod.rs"));
    };
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident $(;)?) => {
        $(#[$attribute])*
        #[allow(dead_code, missing_docs, unused_imports, reason = "an application calls a part of its client")]
        $visibility mod $name {
            $crate::include_client!();
        }
    };
}
