//! Input that nobody would write in good faith. What fuzzing found is below the folder of its target.

mod documentation;
mod many;
mod pages;
mod texts;

#[path = "../dialect/dump.rs"]
mod dump;
#[path = "../support/fuzzed.rs"]
mod fuzzed;
