//! Loops among signed links: which there are, and whether each of them feeds itself or holds itself
//! in check. Knows nothing of what the links are about.

use std::ops::ControlFlow;

/// Most links of one loop: a longer one persuades nobody.
pub const LONGEST: usize = 7;
/// Most loops that are told of.
const MOST: usize = 200;
/// Most steps from link to link while looking: more than any map of twelve variables needs that a
/// person can read.
const PATIENCE: usize = 200_000;

/// One thing moving another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What moves, by its number.
    pub from: usize,
    /// What is moved.
    pub to: usize,
    /// Whether it moves the other way.
    pub minus: bool,
    /// Whether it takes long.
    pub late: bool,
}

/// A way round that leads back to where it began, through no variable twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop {
    /// The links in order, by their places; it begins at the variable with the lowest number.
    pub links: Vec<usize>,
    /// Whether a nudge comes back the same way: the number of minus links is even.
    pub reinforcing: bool,
    /// Whether any of its links takes long.
    pub late: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The loops, the shortest first, each once.
    pub loops: Vec<Loop>,
    /// Whether these are all there are of that length.
    pub all: bool,
}

/// The loops of at most [`LONGEST`] links. However many links there are, looking takes a bounded
/// number of steps; the shortest loops are found first.
pub fn find(links: &[Link]) -> Found {
    let variables = links.iter().map(|link| link.from.max(link.to) + 1).max().unwrap_or(0);
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); variables];
    for (at, link) in links.iter().enumerate().filter(|(_, link)| link.from != link.to) {
        out[link.from].push(at);
    }
    let mut search = Search { links, out, path: Vec::new(), found: Vec::new(), patience: PATIENCE };
    let mut all = true;
    'search: for length in 2..=LONGEST {
        for start in 0..variables {
            let back = search.back(start);
            if search.walk(start, start, length, &back).is_break() {
                all = false;
                break 'search;
            }
        }
    }
    Found { loops: search.found, all }
}

struct Search<'a> {
    links: &'a [Link],
    /// The links that lead out of each variable.
    out: Vec<Vec<usize>>,
    path: Vec<usize>,
    found: Vec<Loop>,
    patience: usize,
}

impl Search<'_> {
    /// How many links it takes at least from each variable back to `start`, through none with a
    /// lower number: loops through those were named before.
    fn back(&self, start: usize) -> Vec<usize> {
        let mut back = vec![usize::MAX; self.out.len()];
        back[start] = 0;
        for taken in 1..LONGEST {
            for link in self.links {
                let near = back[link.to] == taken - 1;
                if near && link.from > start && back[link.from] == usize::MAX {
                    back[link.from] = taken;
                }
            }
        }
        back
    }

    /// Goes on from `at`, with so many links left, to come back to `start` with the last of them.
    fn walk(&mut self, start: usize, at: usize, left: usize, back: &[usize]) -> ControlFlow<()> {
        for place in 0..self.out[at].len() {
            let link = self.out[at][place];
            let to = self.links[link].to;
            if self.patience == 0 || self.found.len() >= MOST {
                return ControlFlow::Break(());
            }
            self.patience -= 1;
            if to == start && left == 1 {
                self.path.push(link);
                self.found.push(self.named());
                self.path.pop();
            } else if to > start && left > 1 && back[to] < left && !self.passes(to) {
                self.path.push(link);
                let outcome = self.walk(start, to, left - 1, back);
                self.path.pop();
                outcome?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether the path so far leads through a variable.
    fn passes(&self, variable: usize) -> bool {
        self.path.iter().any(|link| self.links[*link].to == variable)
    }

    fn named(&self) -> Loop {
        let links = || self.path.iter().map(|link| self.links[*link]);
        Loop {
            links: self.path.clone(),
            reinforcing: links().filter(|link| link.minus).count() % 2 == 0,
            late: links().any(|link| link.late),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links written as `a + b`, `a - b`, one on each line; `late` behind one that takes long.
    struct Written {
        names: Vec<String>,
        links: Vec<Link>,
    }

    impl Written {
        fn read(text: &str) -> Self {
            let mut written = Self { names: Vec::new(), links: Vec::new() };
            for line in text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
                let (line, late) = match line.strip_suffix(" late") {
                    Some(line) => (line, true),
                    None => (line, false),
                };
                let (from, to) = line.split_once(" + ").or(line.split_once(" - ")).expect("a link");
                let (from, to) = (written.named(from), written.named(to));
                written.links.push(Link { from, to, minus: line.contains(" - "), late });
            }
            written
        }

        fn named(&mut self, name: &str) -> usize {
            let known = self.names.iter().position(|known| known == name);
            known.unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            })
        }

        /// The loops as `R a > b > c`, in the order in which they are found.
        fn loops(&self) -> Vec<String> {
            let told = |one: &Loop| {
                let names = one.links.iter().map(|link| &*self.names[self.links[*link].from]);
                let kind = if one.reinforcing { "R" } else { "B" };
                let late = if one.late { " late" } else { "" };
                format!("{kind} {}{late}", names.collect::<Vec<_>>().join(" > "))
            };
            let found = find(&self.links);
            assert!(found.all);
            found.loops.iter().map(told).collect()
        }
    }

    /// The recurring structures that systems thinkers know, and the loops that each of them has.
    const ARCHETYPES: [(&str, &str, &[&str]); 11] = [
        (
            "fixes that fail",
            "symptom + fix; fix - symptom; fix + effect late; effect + symptom",
            &["B symptom > fix", "R symptom > fix > effect late"],
        ),
        (
            "shifting the burden",
            "symptom + quick; quick - symptom
             symptom + deep; deep - symptom late
             quick + side; side - deep",
            &["B symptom > quick", "B symptom > deep late", "R symptom > quick > side > deep late"],
        ),
        (
            "limits to growth",
            "effort + state; state + effort; state + pressure late; pressure - state
             limit - pressure",
            &["R effort > state", "B state > pressure late"],
        ),
        (
            "tragedy of the commons",
            "use A + gain A; gain A + use A; use B + gain B; gain B + use B
             use A + total; use B + total; total - per use late
             per use + gain A; per use + gain B; resource + per use",
            &[
                "R use A > gain A",
                "R use B > gain B",
                "B use A > total > per use > gain A late",
                "B use B > total > per use > gain B late",
            ],
        ),
        (
            "success to the successful",
            "success A + share; share + means A; means A + success A
             share - means B; means B + success B; success B - share",
            &["R success A > share > means A", "R share > means B > success B"],
        ),
        (
            "escalation",
            "acts A + threat to B; threat to B + acts B; acts B + threat to A
             threat to A + acts A; acts A - threat to A; acts B - threat to B",
            &[
                "B acts A > threat to A",
                "B threat to B > acts B",
                "R acts A > threat to B > acts B > threat to A",
            ],
        ),
        (
            "escalation through one variable in the middle, which hides the spiral",
            "acts A + A over B; A over B + acts B; acts B - A over B; A over B - acts A",
            &["B acts A > A over B", "B A over B > acts B"],
        ),
        (
            "eroding goals",
            "goal + gap; actual - gap; gap + pressure; pressure - goal late
             gap + action; action + actual late",
            &["B goal > gap > pressure late", "B gap > action > actual late"],
        ),
        (
            "growth and underinvestment",
            "effort + demand; demand + effort; demand - service; service + demand
             service - need; standard + need; need + investment
             investment + capacity late; capacity + service",
            &[
                "R effort > demand",
                "B demand > service",
                "B service > need > investment > capacity late",
            ],
        ),
        (
            "growth and underinvestment, with a standard that follows the service",
            "effort + demand; demand + effort; demand - service; service + demand
             service - need; standard + need; need + investment
             investment + capacity late; capacity + service; service + standard late",
            &[
                "R effort > demand",
                "B demand > service",
                "B service > need > investment > capacity late",
                "R service > standard > need > investment > capacity late",
            ],
        ),
        (
            "accidental adversaries, with two mixed loops besides",
            "success A + help for B; help for B + success B
             success B + help for A; help for A + success A
             success A - fix A; fix A + success A; success B - fix B; fix B + success B
             fix A - success B late; fix B - success A late",
            &[
                "B success A > fix A",
                "B success B > fix B",
                "R success A > help for B > success B > help for A",
                "R success A > help for B > success B > fix B late",
                "R success A > fix A > success B > help for A late",
                "R success A > fix A > success B > fix B late",
            ],
        ),
    ];

    #[test]
    fn each_archetype_has_its_loops_and_no_others() {
        for (name, links, loops) in ARCHETYPES {
            assert_eq!(Written::read(links).loops(), loops, "{name}");
        }
    }

    #[test]
    fn every_loop_is_named_once_wherever_its_links_begin() {
        let ring = ["a + b", "b - c", "c + d", "d - a"];
        for turn in 0..ring.len() {
            let mut turned = ring;
            turned.rotate_left(turn);
            let loops = Written::read(&turned.join(";")).loops();
            assert_eq!(loops.len(), 1, "{loops:?}");
            assert!(loops[0].starts_with("R "), "{loops:?}");
        }
        assert_eq!(Written::read("a + b; b + c; a - c").loops(), [""; 0], "no way leads back");
    }

    #[test]
    fn two_links_of_opposite_signs_make_two_loops() {
        let loops = Written::read("a + b; a - b late; b + a").loops();
        assert_eq!(loops, ["R a > b", "B a > b late"]);
    }

    #[test]
    fn a_link_to_itself_is_no_loop() {
        let alone = Link { from: 0, to: 0, minus: false, late: false };
        assert_eq!(find(&[alone]).loops, []);
        assert_eq!(find(&[]), Found { loops: Vec::new(), all: true });
    }

    #[test]
    fn seven_links_make_a_loop_and_eight_do_not() {
        let ring = |length: usize| {
            let link =
                |at: usize| Link { from: at, to: (at + 1) % length, minus: false, late: false };
            find(&(0..length).map(link).collect::<Vec<_>>())
        };
        assert_eq!(ring(LONGEST).loops.len(), 1);
        assert_eq!(ring(LONGEST + 1), Found { loops: Vec::new(), all: true });
    }

    #[test]
    fn looking_is_bounded_and_says_when_it_stopped() {
        let link = |from: usize, to: usize| Link {
            from,
            to,
            minus: (from + to).is_multiple_of(3),
            late: false,
        };
        let all = |count: usize| -> Vec<Link> {
            let pairs = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
            pairs.filter(|(from, to)| from != to).map(|(from, to)| link(from, to)).collect()
        };
        let found = find(&all(12));
        assert!(!found.all && found.loops.len() == MOST, "{}", found.loops.len());
        assert!(found.loops.is_sorted_by_key(|one| one.links.len()), "the shortest come first");
        assert!(find(&all(4)).all && find(&all(4)).loops.len() == 6 + 8 + 6);
        // Many ways, and none of them leads back.
        let down: Vec<Link> = all(60).into_iter().filter(|link| link.from < link.to).collect();
        assert_eq!(find(&down), Found { loops: Vec::new(), all: true });
        let mut nearly = down;
        nearly.push(link(59, 0));
        assert!(find(&nearly).loops.len() <= MOST);
    }
}
