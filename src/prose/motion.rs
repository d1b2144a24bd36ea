//! Moving the caret: by what the eye takes for a letter, by word, by row, by line, by screen.

use crate::prose::cluster::{self, Cluster, Walk};
use crate::prose::{Happened, Motion, Prose, words};

impl Prose {
    /// Moves the caret, drawing out the selection if it is to `extend`.
    pub(super) fn go(&mut self, motion: Motion, extend: bool) -> Happened {
        let before = (self.caret, self.leans, self.selection());
        let selection = self.selection().filter(|_| !extend);
        let (to, leans, goal) = match (motion, selection) {
            (Motion::Left, Some(range)) => (range.start, false, None),
            (Motion::Right, Some(range)) => (range.end, false, None),
            _ => self.target(motion, extend),
        };
        self.anchor = extend.then(|| self.anchor.unwrap_or(self.caret));
        self.stand(to, leans);
        self.goal = goal;
        if before == (self.caret, self.leans, self.selection()) {
            return Happened::Ignored;
        }
        self.moved()
    }

    /// Where a motion leads: the place, whether the caret leans to the row above, and the column to
    /// keep to.
    pub(super) fn target(&mut self, motion: Motion, extend: bool) -> (usize, bool, Option<usize>) {
        let at = self.caret;
        self.layout.around(&self.text, at, 1);
        let (to, leans) = match motion {
            Motion::Left => (self.before(at), false),
            Motion::Right => (self.after(at), false),
            Motion::WordLeft => (self.word_before(at), false),
            Motion::WordRight => (self.word_after(at), false),
            Motion::Up => return self.by_rows(-1, extend),
            Motion::Down => return self.by_rows(1, extend),
            Motion::PageUp => return self.by_page(-1, extend),
            Motion::PageDown => return self.by_page(1, extend),
            Motion::RowStart => match self.layout.row(self.here()) {
                Some((start, _)) if start != at => (start, false),
                _ => (self.text.line_start(at), false),
            },
            Motion::RowEnd => match self.end_of(self.here()) {
                end if end == (at, self.leans) || end == (at, false) => {
                    (self.text.line_end(at), false)
                }
                end => end,
            },
            Motion::LineEnd => match self.text.line_end(at) {
                end if end == at => ((at + 1).min(self.text.len()), false),
                end => (end, false),
            },
            Motion::TextStart => (0, false),
            Motion::TextEnd => (self.text.len(), false),
        };
        (to, leans, None)
    }

    /// The row of the caret, among those that are laid out.
    pub(super) fn here(&self) -> usize {
        let row = self.layout.row_of(self.caret);
        let begins = self.layout.row(row).is_some_and(|(start, _)| start == self.caret);
        if self.leans && begins { row.saturating_sub(1) } else { row }
    }

    /// The clusters of a row, at their places in the whole text; its line break is none of them.
    pub(super) fn clusters(&self, row: usize) -> Vec<Cluster> {
        let Some((start, end)) = self.layout.row(row) else { return Vec::new() };
        let slice = self.text.slice(start..end);
        let model = cluster::model(&slice);
        let placed =
            |found: Cluster| Cluster { at: start + found.at, end: start + found.end, ..found };
        Walk::new(&model, self.layout.width()).map(placed).collect()
    }

    /// The place between clusters nearest to `at`, before it or after it.
    pub(super) fn between(&mut self, at: usize, after: bool) -> usize {
        let at = self.text.floor(at);
        self.layout.around(&self.text, at, 0);
        let clusters = self.clusters(self.layout.row_of(at));
        let inside = clusters.iter().find(|cluster| cluster.at < at && at < cluster.end);
        inside.map_or(at, |cluster| if after { cluster.end } else { cluster.at })
    }

    fn before(&self, at: usize) -> usize {
        let row = self.layout.row_of(at);
        let begins = self.layout.row(row).is_some_and(|(start, _)| start == at);
        if begins && self.text.is_line_start(at) {
            return at.saturating_sub(1);
        }
        let clusters = self.clusters(if begins { row.saturating_sub(1) } else { row });
        clusters.iter().rfind(|cluster| cluster.at < at).map_or(at, |cluster| cluster.at)
    }

    fn after(&self, at: usize) -> usize {
        let clusters = self.clusters(self.layout.row_of(at));
        let next = clusters.iter().find(|cluster| cluster.end > at);
        next.map_or((at + 1).min(self.text.len()), |cluster| cluster.end)
    }

    fn word_before(&mut self, at: usize) -> usize {
        for far in FAR {
            let from = self.text.floor(at.saturating_sub(far));
            let start = words::start_of_last(&cluster::model(&self.text.slice(from..at)));
            if from == 0 || start >= UNSURE || far == FAR[1] {
                return self.between(from + start, false);
            }
        }
        at
    }

    fn word_after(&mut self, at: usize) -> usize {
        for far in FAR {
            let to = self.text.floor(at + far);
            let end = words::end_of_first(&cluster::model(&self.text.slice(at..to)));
            if to == self.text.len() || at + end + UNSURE <= to || far == FAR[1] {
                return self.between(at + end, true);
            }
        }
        at
    }

    /// The end of a row, and whether the caret must lean to be shown there: where a row ends for
    /// want of room, the same place is the beginning of the next. White space that made room for
    /// the break is stepped before.
    fn end_of(&self, row: usize) -> (usize, bool) {
        let Some((_, end)) = self.layout.row(row) else { return (self.caret, false) };
        if self.layout.has_last() && row + 1 == self.layout.rows() {
            return (end, false);
        }
        if self.text.is_line_start(end) {
            return (end - 1, false);
        }
        match self.clusters(row).last() {
            Some(last) if cluster::is_blank(&self.text.slice(last.at..last.end)) => {
                (last.at, false)
            }
            _ => (end, true),
        }
    }

    /// The place in a row nearest to a column.
    pub(super) fn place_in(&self, row: usize, column: usize) -> (usize, bool) {
        let clusters = self.clusters(row);
        let there = clusters.iter().find(|cluster| column < cluster.column + cluster.cells);
        there.map_or_else(|| self.end_of(row), |cluster| (cluster.at, false))
    }

    /// The column of a place in a row.
    pub(super) fn column_in(&self, row: usize, at: usize) -> usize {
        let before = |cluster: &&Cluster| cluster.at < at;
        let clusters = self.clusters(row);
        clusters.iter().rfind(before).map_or(0, |cluster| cluster.column + cluster.cells)
    }

    /// Up or down by rows; past the first and the last, a selection goes to the end of the text.
    fn by_rows(&mut self, rows: isize, extend: bool) -> (usize, bool, Option<usize>) {
        self.layout.around(&self.text, self.caret, rows.unsigned_abs() + 1);
        let here = self.here();
        self.layout.more(&self.text, |layout| layout.rows() > here.saturating_add_signed(rows));
        let column = self.column_in(here, self.caret);
        let seen = usize::from(self.width).saturating_sub(1);
        let goal = self.goal.unwrap_or(column.min(seen));
        let to = here.saturating_add_signed(rows).min(self.layout.rows().saturating_sub(1));
        if to == here {
            let end = if rows < 0 { 0 } else { self.text.len() };
            let stays = (self.caret, self.leans, self.goal);
            return if extend { (end, false, None) } else { stays };
        }
        let (to, leans) = self.place_in(to, goal);
        (to, leans, Some(goal))
    }

    /// Up or down by as many rows as are visible, which go along.
    fn by_page(&mut self, way: isize, extend: bool) -> (usize, bool, Option<usize>) {
        let height = usize::from(self.height.max(1));
        let rows = way * height.cast_signed();
        self.layout.around(&self.text, self.caret, 2 * height + 1);
        let here = self.here();
        let above = here.saturating_sub(self.layout.row_of(self.top));
        let target = self.by_rows(rows, extend);
        let row = self.layout.row_of(target.0).saturating_sub(above);
        if let Some((start, _)) = self.layout.row(row).filter(|_| target.0 != self.caret) {
            self.top = start;
        }
        target
    }
}

/// Bytes in which a word is looked for: first near by, then as far as it ever is.
const FAR: [usize; 2] = [256, 4096];

/// Bytes at the edge of them from which a word cannot be told.
const UNSURE: usize = 16;
