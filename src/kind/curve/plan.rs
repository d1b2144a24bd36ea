//! Where a curve is drawn: the column of each point, the row of each height, and the line between
//! them in dots, eight to a cell. Draws nothing itself.

use crate::kind::curve::HIGHEST;

/// Dots across a cell, and down.
const ACROSS: i32 = 2;
const DOWN: i32 = 4;
/// Cells kept beside the drawing for the names of two futures, where there is room, and where not.
const NAMES: (u16, u16) = (12, 5);
/// Narrower than this there is no room for names.
const NARROW: u16 = 30;
/// Most rows of a drawing: a taller one says no more.
const TALLEST: u16 = 10;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    /// The points from the earliest to the latest, as far as they are set.
    pub points: &'a [Option<u8>],
    /// Two futures, where they are asked for.
    pub futures: Option<[Option<u8>; 2]>,
}

/// The columns of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// Cells of the drawing itself.
    pub width: u16,
    /// The column of each point; the last one is that of the futures, where they are asked for.
    pub at: Vec<u16>,
}

/// The rows of a drawing and of what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// The name of the height's upper end; both names, where there is no row for the lower one.
    pub high: Option<u16>,
    /// The first row of the drawing.
    pub first: u16,
    /// How many rows it has.
    pub count: u16,
    /// The name of the height's lower end.
    pub low: Option<u16>,
    /// The heights of the points in numbers.
    pub numbers: Option<u16>,
    /// The names of the ends of time.
    pub ends: Option<u16>,
}

/// The columns of a drawing in so many cells.
pub(super) fn columns(shown: &Shown<'_>, width: u16) -> Columns {
    let futures = shown.futures.is_some();
    let names = if width < NARROW { NAMES.1 } else { NAMES.0 };
    let width = if futures { width.saturating_sub(names) } else { width };
    let last = (shown.points.len() + usize::from(futures)).saturating_sub(1).max(1);
    let span = usize::from(width.saturating_sub(3));
    let column = |at: usize| 1 + ((at * span * 2 + last) / (last * 2)) as u16;
    Columns { width, at: (0..=last).map(column).collect() }
}

/// The rows of a drawing in so many rows, with the names that there are.
pub(super) fn rows(height: u16, high: bool, low: bool, ends: bool) -> Rows {
    let tall = height >= 9;
    let above = if tall { high } else { (high || low) && height >= 6 };
    let (below, numbers, ends) = (tall && low, height >= 3, ends && height >= 5);
    let around = [above, below, numbers, ends].map(u16::from).iter().sum::<u16>();
    let count = height.saturating_sub(around).min(TALLEST);
    let first = u16::from(above);
    let mut next = first + count;
    let mut row = |there: bool| {
        next += u16::from(there);
        there.then(|| next - 1)
    };
    let (low, numbers, ends) = (row(below), row(numbers), row(ends));
    Rows { high: above.then_some(0), first, count, low, numbers, ends }
}

/// The row of a height among so many.
pub(super) fn row_of(height: u8, rows: u16) -> u16 {
    (dot_of(height, rows) / DOWN) as u16
}

/// The height that a row stands for.
pub(super) fn height_of(row: u16, rows: u16) -> u8 {
    let last = i32::from(rows.saturating_sub(1).max(1));
    let highest = i32::from(HIGHEST);
    (highest - (i32::from(row) * highest * 2 + last) / (last * 2)).clamp(0, highest) as u8
}

/// The dot of a height, from the top.
fn dot_of(height: u8, rows: u16) -> i32 {
    let (last, highest) = ((i32::from(rows) * DOWN - 1).max(0), i32::from(HIGHEST));
    ((highest - i32::from(height)) * last * 2 + highest) / (highest * 2)
}

/// The line in so many rows, each as wide as the columns are; futures are dashed.
pub(super) fn line(shown: &Shown<'_>, columns: &Columns, rows: u16) -> Vec<String> {
    let mut dots = Dots::new(columns.width, rows);
    let place = |at: usize, height: u8| {
        (i32::from(columns.at[at]) * ACROSS, dot_of(height, rows))
    };
    let set = shown.points.iter().enumerate().filter_map(|(at, point)| Some((at, (*point)?)));
    let set: Vec<(usize, u8)> = set.collect();
    for pair in set.windows(2) {
        dots.line(place(pair[0].0, pair[0].1), place(pair[1].0, pair[1].1), false);
    }
    let ahead = shown.points.len();
    if let (Some(futures), Some((at, height))) = (shown.futures, set.last()) {
        for future in futures.into_iter().flatten() {
            dots.line(place(*at, *height), place(ahead, future), true);
        }
    }
    dots.rows()
}

/// A field of dots.
struct Dots {
    width: i32,
    height: i32,
    cells: Vec<u8>,
}

impl Dots {
    fn new(width: u16, height: u16) -> Self {
        let cells = vec![0; usize::from(width) * usize::from(height)];
        Self { width: width.into(), height: height.into(), cells }
    }

    fn set(&mut self, (x, y): (i32, i32)) {
        // The dots of a cell as Unicode numbers them: down the left side, down the right, and the
        // lowest two last.
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let (column, row) = (x.div_euclid(ACROSS), y.div_euclid(DOWN));
        if (0..self.width).contains(&column) && (0..self.height).contains(&row) {
            let bit = BITS[y.rem_euclid(DOWN) as usize][x.rem_euclid(ACROSS) as usize];
            self.cells[(row * self.width + column) as usize] |= bit;
        }
    }

    fn line(&mut self, from: (i32, i32), to: (i32, i32), dashed: bool) {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let steps = across.abs().max(down.abs()).max(1);
        for step in 0..=steps {
            if !dashed || step % 5 < 3 {
                let part = |length: i32| (length * step * 2 + steps * length.signum()) / (steps * 2);
                self.set((from.0 + part(across), from.1 + part(down)));
            }
        }
    }

    fn rows(&self) -> Vec<String> {
        let mark = |bits: &u8| match bits {
            0 => ' ',
            bits => char::from_u32(0x2800 + u32::from(*bits)).unwrap_or(' '),
        };
        let width = (self.width as usize).max(1);
        self.cells.chunks(width).map(|row| row.iter().map(mark).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(points: &[u8], futures: Option<[u8; 2]>, width: u16, count: u16) -> Vec<String> {
        let points: Vec<Option<u8>> = points.iter().copied().map(Some).collect();
        let futures = futures.map(|futures| futures.map(Some));
        let shown = Shown { points: &points, futures };
        line(&shown, &columns(&shown, width), count)
    }

    #[test]
    fn a_line_goes_from_point_to_point() {
        assert_eq!(drawn(&[0, 10], None, 10, 3), ["      ⡠⠔⠁ ", "   ⢀⠔⠊    ", " ⡠⠒⠁      "].map(str::to_owned));
        assert_eq!(drawn(&[5, 5, 5], None, 8, 1), [" ⠤⠤⠤⠤⠤⠄ "].map(str::to_owned));
    }

    #[test]
    fn what_is_ahead_is_dashed() {
        let dots = |rows: &[String]| -> u32 {
            let marks = rows.iter().flat_map(|row| row.chars()).filter(|mark| *mark != ' ');
            marks.map(|mark| (mark as u32 - 0x2800).count_ones()).sum()
        };
        let ahead = drawn(&[5, 5], Some([10, 10]), 26, 3);
        let solid = drawn(&[5, 5, 10], None, 26 - NAMES.1, 3);
        assert!(dots(&ahead) < dots(&solid), "{ahead:#?}\n{solid:#?}");
        let apart = drawn(&[5, 5], Some([10, 0]), 26, 3);
        assert!(dots(&apart) > dots(&ahead), "{apart:#?}");
    }

    #[test]
    fn every_height_has_a_row_of_its_own_where_there_is_room() {
        for rows in 1..=12 {
            let found: Vec<u16> = (0..=HIGHEST).map(|height| row_of(height, rows)).collect();
            assert!(found.is_sorted_by(|low, high| low >= high), "{rows}: {found:?}");
            assert_eq!((found[10], found[0]), (0, rows - 1), "{rows}: {found:?}");
            let back: Vec<u8> = (0..rows).map(|row| height_of(row, rows)).collect();
            assert!(rows == 1 || (back[0], back[usize::from(rows) - 1]) == (10, 0), "{back:?}");
        }
    }

    #[test]
    fn everything_stands_inside_whatever_the_room() {
        for width in 0..90 {
            for (points, futures) in [(3, false), (7, true), (12, true)] {
                let heights = vec![Some(10); points];
                let shown = Shown { points: &heights, futures: futures.then_some([Some(0), None]) };
                let columns = columns(&shown, width);
                assert_eq!(columns.at.len(), points + usize::from(futures));
                assert!(columns.at.is_sorted() && columns.at[0] == 1);
                assert!(width < 20 || columns.at.iter().all(|at| *at < columns.width), "{columns:?}");
                for height in 0..20 {
                    let rows = rows(height, true, true, true);
                    let last = rows.ends.or(rows.numbers).map_or(rows.first + rows.count, |row| row + 1);
                    assert!(last <= height && (rows.count > 0 || height == 0), "{height}: {rows:?}");
                    assert_eq!(line(&shown, &columns, rows.count).len(), usize::from(if columns.width == 0 { 0 } else { rows.count }));
                }
            }
        }
    }
}
