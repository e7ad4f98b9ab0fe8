//! A text that is put together from parts of files, and which byte of it is from where.

use std::ops::Range;

use crate::source::{FileId, Span};

/// The text so far.
#[derive(Clone, Debug, Default)]
pub(in crate::markdown) struct Draft {
    pub(in crate::markdown) text: String,
    /// In the order of the text, without gaps.
    pieces: Vec<Piece>,
}

/// A part of the text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its first byte.
    at: usize,
    /// Where it is from; what was made up stands for this place.
    place: Span,
    /// It is the text of the place, byte for byte.
    copied: bool,
}

impl Draft {
    /// A whole file.
    pub(super) fn of_file(file: FileId, text: &str) -> Self {
        let mut draft = Self::default();
        draft.add(text, Span::new(file, 0, text.len()), true);
        draft
    }

    fn add(&mut self, text: &str, place: Span, copied: bool) {
        if text.is_empty() {
            return;
        }
        let continues = self.pieces.last().is_some_and(|last| {
            copied && last.copied && last.place.file == place.file && last.place.end == place.start
        });
        if continues && let Some(last) = self.pieces.last_mut() {
            last.place.end = place.end;
        } else {
            let at = self.text.len();
            self.pieces.push(Piece { at, place, copied });
        }
        self.text.push_str(text);
    }

    /// Adds what another draft has in a range.
    pub(super) fn copy(&mut self, from: &Self, range: Range<usize>) {
        let mut at = range.start;
        let first = from
            .pieces
            .partition_point(|piece| piece.at <= at)
            .saturating_sub(1);
        for (index, piece) in from.pieces.iter().enumerate().skip(first) {
            if at >= range.end {
                break;
            }
            let next = from.pieces.get(index + 1).map_or(from.text.len(), |it| it.at);
            let end = next.min(range.end);
            let place = if piece.copied {
                let start = piece.place.start as usize + (at - piece.at);
                Span::new(piece.place.file, start, start + (end - at))
            } else {
                piece.place
            };
            self.add(&from.text[at..end], place, piece.copied);
            at = end;
        }
    }

    /// Adds a text that stands for a range of another draft.
    pub(super) fn put(&mut self, text: &str, from: &Self, range: Range<usize>) {
        let place = from.place(range);
        self.add(text, place, false);
    }

    /// True where the text so far ends a line, or is empty.
    pub(super) fn is_at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Where a range is from. What is from several places begins where its first part does.
    pub(in crate::markdown) fn place(&self, range: Range<usize>) -> Span {
        let first = self.piece(range.start);
        let start = first.map_or(Span::default(), |piece| piece.byte(range.start));
        if range.is_empty() {
            return Span {
                end: start.start,
                ..start
            };
        }
        let last = self
            .piece(range.end - 1)
            .map_or(start, |piece| piece.byte(range.end - 1));
        if last.file == start.file && last.end >= start.start {
            return Span {
                end: last.end,
                ..start
            };
        }
        let end = first.map_or(start.end, |piece| piece.place.end);
        Span { end, ..start }
    }

    /// The part that a byte is in.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(next.checked_sub(1)?)
    }
}

impl Piece {
    /// Where one byte is from.
    fn byte(&self, at: usize) -> Span {
        if !self.copied {
            return self.place;
        }
        let start = (self.place.start as usize + (at - self.at)).min(self.place.end as usize);
        let end = (start + 1).min(self.place.end as usize);
        Span::new(self.place.file, start, end)
    }
}
