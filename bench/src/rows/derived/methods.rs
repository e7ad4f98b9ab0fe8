//! An async body with a call of its own in the place of each method's.

use syn::{
    Expr, File, FnArg, GenericArgument, ImplItem, ImplItemFn, Item, PathArguments, ReturnType, Stmt, Type,
    parse_quote,
};

/// Rewrites every method that gives a `Request<T>`.
pub(super) fn rewrite(file: &mut File) {
    for item in &mut file.items {
        let Item::Impl(block) = item else { continue };
        for item in &mut block.items {
            if let ImplItem::Fn(method) = item {
                // A method without a request leads on along the path, and stays as it is.
                rewrite_method(method);
            }
        }
    }
}

fn rewrite_method(method: &mut ImplItemFn) -> Option<()> {
    let given = requested(&method.sig.output)?;
    let Some(Stmt::Expr(last, None)) = method.block.stmts.last() else {
        return None;
    };
    let call = Call::of(last, method)?;
    let answer: Expr = match &given {
        Type::Tuple(_) => parse_quote!(Ok(())),
        Type::Path(path) if path.path.is_ident("Bytes") => parse_quote!(Ok(response.bytes().await?)),
        _ => parse_quote!(Ok(response.json().await?)),
    };
    let (path, operation, additions) = (call.path, call.operation, call.additions);
    let statements: Vec<Stmt> = parse_quote! {
        let method = reqwest::Method::from_bytes(#operation.method.as_str().as_bytes()).unwrap_or_default();
        let address = format!("{}{}", crate::BASE_URL, #path.as_str());
        let request = crate::call::client().request(method, address);
        #(let request = { let it = request; #additions };)*
        let response = request.send().await?;
        let status = response.status();
        if !status.is_success() {
            return Err(crate::call::Error::Service(status.as_u16(), response.text().await?));
        }
        #answer
    };
    method.block.stmts.pop();
    method.block.stmts.extend(statements);
    method.sig.asyncness = Some(parse_quote!(async));
    let given = paged(given);
    method.sig.output = parse_quote!(-> ::std::result::Result<#given, crate::call::Error>);
    Some(())
}

/// What a generated method's last expression consists of.
struct Call {
    /// `self.0.child("sendMail")`
    path: Expr,
    /// `Self::SEND_MAIL`
    operation: Expr,
    /// Calls of reqwest's builder.
    additions: Vec<Expr>,
}

impl Call {
    /// Takes `path.request(Self::OPERATION).body(body).query(name, value)` apart, from its end.
    fn of(expression: &Expr, method: &ImplItemFn) -> Option<Self> {
        let Expr::MethodCall(call) = expression else {
            return None;
        };
        let first = match call.args.first()? {
            // An optional list is lent.
            Expr::MethodCall(lent) if lent.method == "as_ref" => &lent.receiver,
            other => other,
        };
        if call.method == "request" {
            return Some(Self {
                path: (*call.receiver).clone(),
                operation: first.clone(),
                additions: Vec::new(),
            });
        }
        let mut made = Self::of(&call.receiver, method)?;
        let addition: Expr = if call.method == "body" {
            with_body(first, body_type(method, first))
        } else if call.method == "optional_body" {
            let body = with_body(first, body_type(method, first));
            parse_quote!(match #first {
                Some(#first) => #body,
                None => it,
            })
        } else {
            let arguments = call.args.iter();
            parse_quote!(it.query(&[(#(#arguments.to_string()),*)]))
        };
        made.additions.push(addition);
        Some(made)
    }
}

/// The builder `it` with a body of this type.
fn with_body(body: &Expr, ty: Option<&Type>) -> Expr {
    let name = match ty {
        Some(Type::Path(path)) => path.path.segments.last().map(|it| it.ident.to_string()),
        _ => None,
    };
    match name.as_deref() {
        Some("Patch") => parse_quote!(it.body(#body.to_json())),
        Some("Bytes") => parse_quote!(it.body(#body.clone())),
        Some("Reference") => parse_quote!(it.body(::graphdown_runtime::Body::to_bytes(#body))),
        _ => parse_quote!(it.json(#body)),
    }
}

/// What the parameter is a reference to, or may be one to.
fn body_type<'a>(method: &'a ImplItemFn, name: &Expr) -> Option<&'a Type> {
    let typed = method.sig.inputs.iter().find_map(|it| match it {
        FnArg::Typed(it) if matches!((&*it.pat, name), (syn::Pat::Ident(pattern), Expr::Path(path)) if path.path.is_ident(&pattern.ident)) => {
            Some(it)
        }
        _ => None,
    })?;
    match optional(&typed.ty).unwrap_or(&typed.ty) {
        Type::Reference(it) => Some(&it.elem),
        other => Some(other),
    }
}

/// The `T` of `-> Request<T>`.
fn requested(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, ty) = output else {
        return None;
    };
    inner(ty, "Request").cloned()
}

/// `Page<T>` is one that serde can derive.
fn paged(ty: Type) -> Type {
    match inner(&ty, "Page").cloned() {
        Some(of) => parse_quote!(crate::call::Page<#of>),
        None => ty,
    }
}

/// The `T` of `Option<T>`.
fn optional(ty: &Type) -> Option<&Type> {
    inner(ty, "Option")
}

fn inner<'t>(ty: &'t Type, of: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) if last.ident == of => Some(inner),
        _ => None,
    }
}
