//! The documentation of a file, kept out of its syntax.
//!
//! Two of three lines that are generated are documentation. As attributes, each of them would be quoted, parsed and
//! printed, at ten times what the line itself costs. So a number stands in their place, and the printer puts the
//! lines there.

use std::ops::Range;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::Lines;

/// The documentation of each item of a file, by the number in its place.
#[derive(Default)]
pub struct DocTable {
    text: String,
    /// Where each stands in the text.
    places: Vec<Range<usize>>,
}

impl DocTable {
    /// Takes what is said of an item, and gives what stands before the item: `#[doc_3]`.
    pub(super) fn outer(&mut self, lines: &Lines) -> TokenStream {
        self.line(lines.as_str())
    }

    /// The same for an item of which one line is said.
    pub(crate) fn line(&mut self, line: &str) -> TokenStream {
        let place = self.add(line);
        quote!(#[#place])
    }

    /// Takes what is said of the file itself, and gives what stands at its start: `#![doc_0]`.
    pub(super) fn inner(&mut self, lines: &Lines) -> TokenStream {
        let place = self.add(lines.as_str());
        quote!(#![#place])
    }

    fn add(&mut self, text: &str) -> Ident {
        debug_assert!(!text.contains('\r'), "only a line feed ends a line");
        let start = self.text.len();
        self.text.push_str(text);
        self.places.push(start..self.text.len());
        format_ident!("doc_{}", self.places.len() - 1)
    }

    /// The lines in the place of a number.
    pub(crate) fn lines(&self, number: usize) -> Option<impl Iterator<Item = &str>> {
        let place = self.places.get(number)?;
        Some(self.text[place.clone()].split('\n'))
    }
}
