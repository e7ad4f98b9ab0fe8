//! The command line as a user and as a script meet it.

mod boundaries;
mod call;
mod check;
mod coverage;
mod emulate;
mod emulate_calls;
mod examples;
mod exit_codes;
mod facts;
mod freshness;
mod streams;
mod support;
