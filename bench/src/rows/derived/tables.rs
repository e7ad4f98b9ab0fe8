//! What the tables of a generated file say: `model!(…)` of a structure, `open_enum!(…)` of an enum.

use std::collections::BTreeMap;

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, File, Ident, Item, LitStr, Token, Type, bracketed, parenthesized};

/// The wire name of each field or member.
pub(super) type Names = BTreeMap<String, String>;

/// `model!(User: "…", properties [ID: "id" => id as Str(String)], fields ["id" => id as Str])`
#[derive(Default)]
pub(super) struct Model {
    pub(super) rows: Vec<Row>,
}

/// A property of a structure.
pub(super) struct Row {
    pub(super) attributes: Vec<Attribute>,
    /// The constant and the type of its values, of a property that has one.
    pub(super) constant: Option<(Ident, Type)>,
    pub(super) wire: LitStr,
    field: Ident,
}

/// `open_enum!(DayOfWeek: [Sunday = "sunday"])`
pub(super) struct OpenEnum {
    pub(super) name: Ident,
    pub(super) members: Vec<(Ident, LitStr)>,
}

/// The tables of a file: one type stands in it.
pub(super) fn read(file: &File) -> syn::Result<(Option<Model>, Option<OpenEnum>)> {
    let (mut model, mut open_enum) = (None, None);
    for item in &file.items {
        match macro_name(item).as_deref() {
            Some("model") => model = Some(body(item)?),
            Some("open_enum") => open_enum = Some(body(item)?),
            _ => {}
        }
    }
    Ok((model, open_enum))
}

/// The macro that an item calls.
pub(super) fn macro_name(item: &Item) -> Option<String> {
    match item {
        Item::Macro(it) => it.mac.path.segments.last().map(|it| it.ident.to_string()),
        _ => None,
    }
}

fn body<T: Parse>(item: &Item) -> syn::Result<T> {
    match item {
        Item::Macro(it) => it.mac.parse_body(),
        other => Err(syn::Error::new_spanned(other, "not a macro")),
    }
}

impl Model {
    pub(super) fn names(&self) -> Names {
        let names = self.rows.iter().map(|it| (it.field.to_string(), it.wire.value()));
        names.collect()
    }
}

impl OpenEnum {
    pub(super) fn names(&self) -> Names {
        let names = self
            .members
            .iter()
            .map(|(name, wire)| (name.to_string(), wire.value()));
        names.collect()
    }
}

impl Parse for Model {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut model = Self::default();
        input.parse::<Ident>()?;
        input.parse::<Token![:]>()?;
        input.parse::<LitStr>()?;
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let section: Ident = input.parse()?;
            let list;
            bracketed!(list in input);
            if section == "properties" || section == "fields" {
                let rows = Punctuated::<Row, Token![,]>::parse_terminated(&list)?;
                model.rows.extend(rows);
            } else {
                Punctuated::<LitStr, Token![,]>::parse_terminated(&list)?;
            }
        }
        Ok(model)
    }
}

impl Parse for Row {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let constant: Option<Ident> = if input.peek(LitStr) {
            None
        } else {
            Some(input.parse()?)
        };
        if constant.is_some() {
            input.parse::<Token![:]>()?;
        }
        let wire = input.parse()?;
        input.parse::<Token![=>]>()?;
        let field = input.parse()?;
        input.parse::<Token![as]>()?;
        input.parse::<Ident>()?;
        let constant = match constant {
            Some(name) => {
                let held;
                parenthesized!(held in input);
                Some((name, held.parse()?))
            }
            None => None,
        };
        Ok(Self {
            attributes,
            constant,
            wire,
            field,
        })
    }
}

impl Parse for OpenEnum {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let list;
        bracketed!(list in input);
        let members = list.parse_terminated(
            |input| {
                let name: Ident = input.parse()?;
                input.parse::<Token![=]>()?;
                Ok((name, input.parse()?))
            },
            Token![,],
        )?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self {
            name,
            members: members.into_iter().collect(),
        })
    }
}
