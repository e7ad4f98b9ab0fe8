//! The command line as a user and as a script meet it.

mod check;
mod coverage;
mod emulate;
mod exit_codes;
mod freshness;
mod streams;
mod support;
