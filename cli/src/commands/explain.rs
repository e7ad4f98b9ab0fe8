//! `graphdown explain`: what a code means.

use std::fmt::Write as _;

use graphdown_codegen::diag::Code;

use crate::DONE;
use crate::args::Explain;
use crate::output::print;
use crate::run::{self, Failure};

pub(crate) fn run(args: &Explain) -> Result<u8, Failure> {
    let Some(name) = &args.code else {
        print(&list())?;
        return Ok(DONE);
    };
    print(run::code(name)?.explanation())?;
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
