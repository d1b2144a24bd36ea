//! A moment as it is kept: when it was, and what the clock on the wall said. Never recomputed.

use serde::{Deserialize, Serialize};

/// A moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970, UTC. May be negative; order never depends on it.
    #[serde(rename = "t")]
    pub utc_ms: i64,
    /// What the local clock was ahead of UTC, in minutes.
    #[serde(rename = "tz")]
    pub offset_minutes: i32,
}

impl Stamp {
    /// The day that the clock on the wall said, counted from 1970.
    pub fn local_day(self) -> i64 {
        const MINUTE: i64 = 60_000;
        const DAY: i64 = 24 * 60 * MINUTE;
        self.utc_ms.saturating_add(i64::from(self.offset_minutes) * MINUTE).div_euclid(DAY)
    }

    /// The same time of the clock on that wall, so many days later.
    #[must_use]
    pub fn days_later(self, days: u32) -> Self {
        const DAY: i64 = 24 * 3_600_000;
        Self { utc_ms: self.utc_ms.saturating_add(i64::from(days) * DAY), ..self }
    }

    /// How many days lie between the day of `earlier` and this one, as people count them: from one
    /// midnight to the next. None where the clock went back.
    pub fn days_since(self, earlier: Self) -> u32 {
        let days = self.local_day().saturating_sub(earlier.local_day());
        u32::try_from(days.max(0)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_midnight_to_midnight_wherever_one_is() {
        const HOUR: i64 = 3_600_000;
        let at = |hour: i64, offset_minutes| Stamp { utc_ms: hour * HOUR, offset_minutes };
        let late = at(23, 0);
        assert_eq!(at(24, 0).days_since(late), 1, "an hour later, and another day");
        assert_eq!(at(25, -120).days_since(late), 0, "for someone further west it is not over");
        assert_eq!(at(23 + 14 * 24, 0).days_since(late), 14);
        assert_eq!(at(0, 0).days_since(at(24 * 9, 0)), 0, "a clock that went back");
        let end = Stamp { utc_ms: i64::MAX, offset_minutes: i32::MAX };
        assert_eq!(end.days_since(Stamp { utc_ms: i64::MIN, offset_minutes: 0 }), u32::MAX);
    }
}
