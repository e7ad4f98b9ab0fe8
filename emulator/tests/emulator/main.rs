//! The emulator over HTTP: conversations (`cases/`), the examples of pages, and whoever means no good.

mod conversation;
mod conversations;
mod example_run;
mod examples;
mod hostile;
mod library;
mod pages_of_one_path;
mod support;
