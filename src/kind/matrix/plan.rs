//! Where the parts of the grid stand, in cells: worked out once, for drawing and for the mouse.

use crate::kind::matrix::FAR;

/// Rows that show each step up as its own.
const STEPS: u16 = FAR as u16 + 1;
/// Columns between the grid and what stands beside it.
const GAP: u16 = 3;
/// Fewest columns for the list beside the grid.
const LIST: u16 = 24;

/// Rows and columns of everything there is to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// Rows for the words of the item at hand.
    pub item: u16,
    /// Rows for the words of each axis.
    pub words: u16,
    /// The row of the words of the axis that goes up.
    pub up: u16,
    /// The first row of the grid.
    pub top: u16,
    /// Rows of the grid.
    pub rows: u16,
    /// Columns for each step across.
    pub step: u16,
    /// Whether the line under the grid is drawn.
    pub line: bool,
    /// The row of the words of the axis that goes across.
    pub across: u16,
    /// The row for the corner's name, where there is one.
    pub corner: Option<u16>,
    /// First column, first row and rows of the list of all items.
    pub list: Option<(u16, u16, u16)>,
}

/// What is to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Rows that the words of the item at hand would fill.
    pub item: u16,
    /// Rows that the words of an axis would fill.
    pub words: u16,
    /// Whether corners have names.
    pub corners: bool,
    /// How many items there are.
    pub items: u16,
}

impl Plan {
    /// The plan for so many columns and rows. Where it is tight, the grid has fewer rows than
    /// steps, and what says the same again is left out.
    pub fn of(width: u16, height: u16, wanted: Wanted) -> Self {
        let step = match width {
            34.. => 3,
            23.. => 2,
            _ => 1,
        };
        let beside = width >= 1 + STEPS * step + GAP + LIST;
        let mut item = if height >= 6 { wanted.item.clamp(1, 2) } else { 1 };
        let mut rest = height.saturating_sub(item + 2);
        let mut take = |rows: u16, least: u16| {
            let taken = rows.min(rest.saturating_sub(least));
            rest -= taken;
            taken
        };
        let line = take(1, 4) == 1;
        let corner = wanted.corners && take(1, 5) == 1;
        // Below the grid the list comes at the cost of the grid, down to half of its rows.
        let listed = wanted.items.clamp(2, 100);
        let below = if beside || height < STEPS { 0 } else { take(1 + listed, STEPS / 2) };
        let rows = take(STEPS, 0);
        let long = u16::from(wanted.words > 1);
        let long = u16::from(take(2 * long, 0) == 2);
        item += take(wanted.item.saturating_sub(item).min(1), 0);
        let gap = take(1, 0);
        let words = 1 + long;
        let up = item + gap;
        let top = up + words;
        let across = top + rows + u16::from(line);
        let end = across + words + u16::from(corner);
        let list = if beside {
            Some((1 + STEPS * step + GAP, top, rows + u16::from(line)))
        } else {
            (below >= 3).then(|| (0, end + 1, (below - 1).min(wanted.items)))
        };
        let corner = corner.then_some(across + words);
        Self { item, words, up, top, rows, step, line, across, corner, list }
    }

    /// Rows it would fill if there were no limit.
    pub fn height(width: u16, wanted: Wanted) -> u16 {
        let Self { across, words, corner, list, .. } = Self::of(width, u16::MAX, wanted);
        let end = across + words + u16::from(corner.is_some());
        list.map_or(end, |(_, top, rows)| end.max(top.saturating_add(rows)))
    }

    /// The column at which a step across begins.
    pub fn column(&self, across: u8) -> u16 {
        1 + u16::from(across) * self.step
    }

    /// The row of a step up, counted from the top of the grid.
    pub fn row(&self, up: u8) -> u16 {
        let from_top = u16::from(FAR - up.min(FAR));
        let last = self.rows.saturating_sub(1);
        (from_top * last + u16::from(FAR) / 2) / u16::from(FAR)
    }

    /// The place at a cell of the grid.
    pub fn at(&self, column: u16, row: u16) -> Option<(u8, u8)> {
        let row = row.checked_sub(self.top).filter(|row| *row < self.rows)?;
        let across = column.checked_sub(1)? / self.step;
        let across = u8::try_from(across).ok().filter(|across| *across <= FAR)?;
        let up = (0..=FAR).rev().find(|up| self.row(*up) == row)?;
        Some((across, up))
    }

    /// The item in the list at a cell.
    pub fn listed(&self, column: u16, row: u16, here: usize, items: usize) -> Option<usize> {
        let (left, top, rows) = self.list?;
        let row = row.checked_sub(top).filter(|row| *row < rows && column >= left)?;
        let at = first(here, items, usize::from(rows)) + usize::from(row);
        (at < items).then_some(at)
    }
}

/// The first visible of so many things in a list, so that the one at hand is seen.
pub(super) fn first(here: usize, all: usize, rows: usize) -> usize {
    here.saturating_sub(rows / 2).min(all.saturating_sub(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: Wanted = Wanted { item: 1, words: 1, corners: true, items: 5 };

    #[test]
    fn everything_stays_within_its_room() {
        for width in 0..120 {
            for height in 0..40 {
                let plan = Plan::of(width, height, WANTED);
                let end = plan.across + plan.words;
                assert!(height < 3 || end <= height, "{width}×{height}: {plan:?}");
                assert!(plan.corner.is_none_or(|row| row < height), "{width}×{height}: {plan:?}");
                if let Some((left, top, rows)) = plan.list {
                    assert!(left < width.max(1), "{width}×{height}: {plan:?}");
                    assert!(height < 3 || top + rows <= height, "{width}×{height}: {plan:?}");
                }
            }
        }
    }

    #[test]
    fn with_room_each_step_has_a_place_of_its_own() {
        let plan = Plan::of(80, Plan::height(80, WANTED), WANTED);
        for (across, up) in (0..=FAR).flat_map(|across| (0..=FAR).map(move |up| (across, up))) {
            assert_eq!(
                plan.at(plan.column(across), plan.top + plan.row(up)),
                Some((across, up)),
                "{plan:?}"
            );
        }
        assert_eq!(plan.at(0, plan.top), None, "this is the axis");
        assert_eq!(plan.at(plan.column(FAR) + 3, plan.top), None);
    }

    #[test]
    fn the_item_at_hand_is_seen_in_a_list_that_is_too_long() {
        for here in 0..20 {
            let first = first(here, 20, 4);
            assert!((first..first + 4).contains(&here) && first + 4 <= 20);
        }
        assert_eq!(first(3, 4, 9), 0);
    }
}
