//! `graphdown explain`: what a code means.

use graphdown_codegen::diag::Code;

use crate::DONE;
use crate::args::Explain;
use crate::run::Failure;

pub(crate) fn run(args: &Explain) -> Result<u8, Failure> {
    let Some(name) = &args.code else {
        for code in Code::ALL {
            println!(
                "{:<22} {:<8} {}",
                code.name(),
                code.severity().name(),
                code.title()
            );
        }
        return Ok(DONE);
    };
    let code = Code::parse(name)
        .ok_or_else(|| format!("`{name}` is no code; `graphdown explain` lists them all"))?;
    println!("{} ({}): {}", code.name(), code.severity().name(), code.title());
    Ok(DONE)
}
