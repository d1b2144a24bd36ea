//! The shape of a tree in the making: how deep each line stands, and where it leads back to. Knows
//! no words; every change gives the new order of the lines, for whoever keeps their words.

use crate::kind::tree::Spec;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, for as long as the tree exists.
    pub id: u32,
    /// How deep it stands; 1 is outermost.
    pub deep: usize,
    /// The line it leads back to; 0 is what all of them hang from.
    pub back: Option<u32>,
}

/// The lines from top to bottom, each under the nearest above it that is less deep. Never empty.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub lines: Vec<Line>,
    deepest: usize,
    widest: usize,
}

impl Line {
    pub fn new(id: u32, deep: usize) -> Self {
        Self { id, deep, back: None }
    }

    /// As it is kept in a draft: `3`, `3:2` where it is not outermost, `3:2>1` where it leads back.
    pub fn kept(&self) -> String {
        let deep = if self.deep > 1 { format!(":{}", self.deep) } else { String::new() };
        let back = self.back.map(|back| format!(">{back}")).unwrap_or_default();
        format!("{}{deep}{back}", self.id)
    }

    /// A line that was kept.
    pub fn restored(kept: &str) -> Option<Self> {
        let (kept, back) = kept.split_once('>').map_or((kept, None), |(kept, back)| {
            (kept, back.parse().ok())
        });
        let (id, deep) = kept.split_once(':').unwrap_or((kept, "1"));
        Some(Self { id: id.parse().ok()?, deep: deep.parse().ok()?, back })
    }
}

impl Shape {
    /// These lines; where one stands deeper than it can, it is moved out.
    pub fn new(mut lines: Vec<Line>, spec: &Spec) -> Self {
        let mut deepest = 0;
        for line in &mut lines {
            line.deep = line.deep.clamp(1, deepest + 1).min(spec.deepest);
            deepest = line.deep;
        }
        Self { lines, deepest: spec.deepest, widest: spec.widest }
    }

    /// The line that this one stands under.
    pub fn parent(&self, at: usize) -> Option<usize> {
        let deep = self.lines[at].deep;
        (0..at).rev().find(|above| self.lines[*above].deep < deep)
    }

    /// The line after all that stand under this one.
    pub fn end(&self, at: usize) -> usize {
        let deep = self.lines[at].deep;
        let below = self.lines[at + 1..].iter().take_while(|line| line.deep > deep);
        at + 1 + below.count()
    }

    /// Whether another line stands beside this one, further down.
    pub fn has_next(&self, at: usize) -> bool {
        let end = self.end(at);
        self.lines.get(end).is_some_and(|line| line.deep == self.lines[at].deep)
    }

    /// The line of this number.
    pub fn place(&self, id: u32) -> Option<usize> {
        self.lines.iter().position(|line| line.id == id)
    }

    /// Whether one more line can stand right under `parent`.
    fn has_room(&self, parent: Option<usize>) -> bool {
        let (deep, range) = match parent {
            Some(parent) => (self.lines[parent].deep + 1, parent + 1..self.end(parent)),
            None => (1, 0..self.lines.len()),
        };
        let there = self.lines[range].iter().filter(|line| line.deep == deep).count();
        deep <= self.deepest && there < self.widest
    }

    /// Where a new line comes after this one, and how deep: beside it, or else under it, or else
    /// further out.
    pub fn next(&self, at: usize) -> Option<(usize, usize)> {
        let beside = |at: usize| {
            self.has_room(self.parent(at)).then(|| (self.end(at), self.lines[at].deep))
        };
        let above = std::iter::successors(self.parent(at), |above| self.parent(*above));
        beside(at).or_else(|| self.under(at)).or_else(|| above.into_iter().find_map(beside))
    }

    /// Where a new line comes right under this one, and how deep.
    pub fn under(&self, at: usize) -> Option<(usize, usize)> {
        self.has_room(Some(at)).then(|| (self.end(at), self.lines[at].deep + 1))
    }

    /// The line beside this one, further up.
    fn sibling_above(&self, at: usize) -> Option<usize> {
        let deep = self.lines[at].deep;
        let above = (0..at).rev().find(|above| self.lines[*above].deep <= deep)?;
        (self.lines[above].deep == deep).then_some(above)
    }

    /// Whether this line, with all under it, can stand under the one beside it.
    pub fn can_go_deeper(&self, at: usize) -> bool {
        let lowest = self.lines[at..self.end(at)].iter().map(|line| line.deep).max();
        let fits = lowest.is_some_and(|lowest| lowest < self.deepest);
        fits && self.sibling_above(at).is_some_and(|above| self.has_room(Some(above)))
    }

    /// Puts this line, with all under it, under the one beside it.
    pub fn deeper(&mut self, at: usize) -> bool {
        let can = self.can_go_deeper(at);
        let end = self.end(at);
        for line in self.lines[at..end].iter_mut().filter(|_| can) {
            line.deep += 1;
        }
        can
    }

    /// Whether this line can stand beside the one it stands under.
    pub fn can_go_out(&self, at: usize) -> bool {
        self.parent(at).is_some_and(|parent| self.has_room(self.parent(parent)))
    }

    /// Puts this line, with all under it, beside the one it stands under, and below it. Gives the
    /// order the lines now have.
    pub fn out(&mut self, at: usize) -> Option<Vec<usize>> {
        let parent = self.parent(at).filter(|_| self.can_go_out(at))?;
        let (end, after) = (self.end(at), self.end(parent));
        for line in &mut self.lines[at..end] {
            line.deep -= 1;
        }
        Some(self.exchange(at, end, after))
    }

    /// Puts this line above the one beside it, or below. Gives the order the lines now have.
    pub fn moved(&mut self, at: usize, down: bool) -> Option<Vec<usize>> {
        if down {
            let next = Some(self.end(at)).filter(|_| self.has_next(at))?;
            return Some(self.exchange(at, next, self.end(next)));
        }
        let above = self.sibling_above(at)?;
        Some(self.exchange(above, at, self.end(at)))
    }

    /// Puts the lines from `middle` to `end` before those from `start` to `middle`.
    fn exchange(&mut self, start: usize, middle: usize, end: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        order[start..end].rotate_left(middle - start);
        self.lines[start..end].rotate_left(middle - start);
        order
    }

    /// Puts a line somewhere.
    pub fn insert(&mut self, at: usize, line: Line) {
        self.lines.insert(at, line);
    }

    /// Takes a line away, with all under it. Gives how many they were.
    pub fn remove(&mut self, at: usize) -> usize {
        let end = self.end(at);
        self.lines.drain(at..end).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Text;

    fn shape(deeps: &[usize], deepest: usize, widest: usize) -> Shape {
        let lines = deeps.iter().zip(1..).map(|(deep, id)| Line::new(id, *deep));
        let spec = Spec { root: Text::default(), deepest, widest, returns: true };
        Shape::new(lines.collect(), &spec)
    }

    fn seen(shape: &Shape) -> Vec<(u32, usize)> {
        shape.lines.iter().map(|line| (line.id, line.deep)).collect()
    }

    #[test]
    fn a_new_line_comes_beside_and_where_there_is_no_room_under() {
        let chain = shape(&[1], 5, 1);
        assert_eq!(chain.next(0), Some((1, 2)), "a chain goes down");
        let tree = shape(&[1, 2, 1], 2, 2);
        assert_eq!(tree.next(0), Some((2, 2)), "beside the first there is no room");
        assert_eq!(tree.next(1), Some((2, 2)));
        assert_eq!(tree.next(2), Some((3, 2)));
        assert_eq!(shape(&[1, 2, 2], 2, 2).next(2), Some((3, 1)), "further out");
        assert_eq!(shape(&[1, 2], 2, 1).next(1), None, "it is as deep as it may be");
    }

    #[test]
    fn what_stands_under_a_line_goes_with_it() {
        let mut tree = shape(&[1, 2, 1, 2, 3], 4, 3);
        assert!(tree.deeper(2));
        assert_eq!(seen(&tree), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4)]);
        assert!(!tree.deeper(2), "the deepest of them would stand too deep");
    }

    #[test]
    fn a_line_that_goes_out_stands_below_those_it_leaves() {
        let mut tree = shape(&[1, 2, 3, 2, 1], 4, 3);
        let order = tree.out(1).expect("there is room");
        assert_eq!(seen(&tree), [(1, 1), (4, 2), (2, 1), (3, 2), (5, 1)]);
        assert_eq!(order, [0, 3, 1, 2, 4]);
        assert_eq!(tree.out(0), None);
        let mut full = shape(&[1, 2, 1], 4, 2);
        assert_eq!(full.out(1), None, "there are two already");
    }

    #[test]
    fn lines_change_places_with_those_beside_them() {
        let mut tree = shape(&[1, 2, 1, 2, 2], 4, 3);
        assert_eq!(tree.moved(0, true), Some(vec![2, 3, 4, 0, 1]));
        assert_eq!(seen(&tree), [(3, 1), (4, 2), (5, 2), (1, 1), (2, 2)]);
        assert_eq!(tree.moved(2, false), Some(vec![0, 2, 1, 3, 4]));
        assert_eq!(tree.moved(0, false), None);
        assert_eq!(tree.moved(4, true), None);
    }

    #[test]
    fn a_line_is_restored_as_it_was_kept() {
        for (id, deep, back) in [(1, 1, None), (2, 3, None), (12, 1, Some(0)), (7, 4, Some(3))] {
            let line = Line { id, deep, back };
            assert_eq!(Line::restored(&line.kept()), Some(line));
        }
        for odd in ["", "x", "1:", ":2", "1:x>2"] {
            assert_eq!(Line::restored(odd), None, "{odd}");
        }
        let odd = shape(&[3, 9, 2, 7], 3, 2);
        assert_eq!(seen(&odd), [(1, 1), (2, 2), (3, 2), (4, 3)]);
    }
}
