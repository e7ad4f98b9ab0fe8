//! `graphdown explain`: what a code means.

use std::fmt::Write as _;

use clap::Args;
use graphdown_codegen::diag::Code;

use crate::exit::{DONE, Failure};
use crate::input;
use crate::output::print;

#[derive(Args)]
pub(crate) struct Explain {
    /// A code such as `unknown-type`, as it stands in brackets behind `warning`; without one, all codes are listed
    pub(crate) code: Option<String>,
}
pub(crate) fn run(args: &Explain) -> Result<u8, Failure> {
    let Some(name) = &args.code else {
        print(&list())?;
        return Ok(DONE);
    };
    print(input::code(name)?.explanation())?;
    Ok(DONE)
}

fn list() -> String {
    let mut list = String::new();
    for code in Code::ALL {
        let (name, severity, title) = (code.name(), code.severity().name(), code.title());
        let _ = writeln!(list, "{name:<22} {severity:<8} {title}");
    }
    list
}
