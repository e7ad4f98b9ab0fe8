//! The documentation of a file, kept out of its syntax.
//!
//! Two of three lines that are generated are documentation. As attributes, each of them would be quoted, parsed and
//! printed, at ten times what the line itself costs. So a number stands in their place, and the printer puts the
//! lines there.

use std::ops::Range;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::Lines;

/// The documentation of each item of a file, by the number in its place.
#[derive(Default)]
pub struct DocTable {
    text: String,
    /// Where each stands in the text.
    places: Vec<Range<usize>>,
}

impl DocTable {
    /// Takes what is said of an item, and gives what stands before the item: `#[doc = 3]`.
    pub(super) fn outer(&mut self, lines: &Lines) -> TokenStream {
        self.line(lines.as_str())
    }

    /// The same for an item of which one line is said.
    pub(crate) fn line(&mut self, line: &str) -> TokenStream {
        let number = self.add(line);
        quote!(#[doc = #number])
    }

    /// Takes what is said of the file itself, and gives what stands at its start: `#![doc = 0]`.
    pub(super) fn inner(&mut self, lines: &Lines) -> TokenStream {
        let number = self.add(lines.as_str());
        quote!(#![doc = #number])
    }

    fn add(&mut self, text: &str) -> Literal {
        let start = self.text.len();
        self.text.push_str(text);
        self.places.push(start..self.text.len());
        Literal::usize_unsuffixed(self.places.len() - 1)
    }

    /// The lines in the place of a number.
    pub(crate) fn lines(&self, number: usize) -> Option<impl Iterator<Item = &str>> {
        let place = self.places.get(number)?;
        Some(self.text[place.clone()].split('\n'))
    }
}
