//! What stands at the head of a protocol: whose practice it is, for whom, how long, how safe.

/// Whose practice a protocol follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Who.
    pub author: String,
    /// Where it is written.
    pub work: String,
    /// When, as a year.
    pub year: Option<u32>,
    /// Under which terms the words of the protocol stand.
    pub licence: String,
    /// Anything else.
    pub note: String,
}

/// The three capabilities of system leadership (Senge, Hamilton & Kania, 2015).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Seeing the larger system.
    SeeTheSystem,
    /// Reflecting, and talking so that something new can appear.
    SurfaceAssumptions,
    /// From reacting to co-creating.
    BuildSharedVision,
}

impl Capability {
    /// All three, by the names authors use.
    pub const ALL: [(&'static str, Self); 3] = [
        ("see-the-system", Self::SeeTheSystem),
        ("surface-assumptions", Self::SurfaceAssumptions),
        ("build-shared-vision", Self::BuildSharedVision),
    ];

    /// In words for a reader.
    pub fn says(self) -> &'static str {
        match self {
            Self::SeeTheSystem => "See the larger system",
            Self::SurfaceAssumptions => "Reflect, and hear another view",
            Self::BuildSharedVision => "From reacting to creating",
        }
    }
}

/// What to know before the first question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Safety {
    /// How close to the bone it goes.
    pub level: Level,
    /// What one agrees to by beginning.
    pub consent: String,
    /// How to stop well.
    pub exit: String,
}

/// How close to the bone a protocol goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// An ordinary working conversation.
    #[default]
    Ordinary,
    /// It may touch something.
    Tender,
    /// It goes deep: it is not begun without consent, and not without knowing how to stop.
    High,
}

/// For how many people a protocol is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The fewest.
    pub from: u32,
    /// The most.
    pub to: u32,
    /// What else there is to say about them, such as their roles.
    pub note: String,
}

/// Most people at one laptop.
pub const MOST_PEOPLE: u32 = 12;

impl Default for People {
    fn default() -> Self {
        Self { from: 1, to: 1, note: String::new() }
    }
}

impl People {
    /// Whether it can be run in this form.
    pub fn allow(&self, form: Form) -> bool {
        let (least, most) = form.range();
        self.from <= most && least <= self.to
    }

    /// In words: "alone", "alone or up to 6", "3 to 6 people".
    pub fn says(&self) -> String {
        match (self.from, self.to) {
            (1, 1) => "alone".to_owned(),
            (1, 2) => "alone, or two people".to_owned(),
            (1, most) => format!("alone, or up to {most} people"),
            (2, 2) => "two people".to_owned(),
            (least, most) if least == most => format!("{most} people"),
            (least, most) => format!("{least} to {most} people"),
        }
    }
}

/// Who sits at the table: what one file may hold side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One person.
    Alone,
    /// Two.
    Pair,
    /// Three or more.
    Group,
}

impl Form {
    /// All three, by the names authors use.
    pub const ALL: [(&'static str, Self); 3] =
        [("alone", Self::Alone), ("pair", Self::Pair), ("group", Self::Group)];

    /// The form of this many people.
    pub fn of(people: usize) -> Self {
        match people {
            0 | 1 => Self::Alone,
            2 => Self::Pair,
            _ => Self::Group,
        }
    }

    /// The fewest and the most people of this form.
    pub fn range(self) -> (u32, u32) {
        match self {
            Self::Alone => (1, 1),
            Self::Pair => (2, 2),
            Self::Group => (3, MOST_PEOPLE),
        }
    }

    /// How many people minutes are counted for: a group is counted as four (Senge et al. write for
    /// tables of that size, and so do we).
    pub fn counted(self) -> usize {
        match self {
            Self::Alone => 1,
            Self::Pair => 2,
            Self::Group => 4,
        }
    }
}

/// About how many minutes a protocol takes, by form; nothing where nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// For one person.
    pub alone: Option<u32>,
    /// For two.
    pub pair: Option<u32>,
    /// For four.
    pub group: Option<u32>,
}

impl Minutes {
    /// The minutes of one form.
    pub fn of(&self, form: Form) -> Option<u32> {
        match form {
            Form::Alone => self.alone,
            Form::Pair => self.pair,
            Form::Group => self.group,
        }
    }
}
