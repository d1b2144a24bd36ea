//! The time of a step: soft bells, thirds while people talk, and the end, which is asked about and
//! not taken.

use std::time::Duration;

use crate::protocol::{Bell, Clock, Time};

/// What one asks for when one asks for more.
pub(super) const MORE: Duration = Duration::from_mins(2);

/// How far the time of a step has gone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timing {
    time: Time,
    /// What it is meant to take, with what was asked for since.
    target: Option<Duration>,
    /// How many thirds had passed when it was last looked at.
    thirds: u32,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// A third is over.
    Third,
    /// The time is over, and asked about.
    Over,
    /// The time is over, and so is the step.
    Stop,
}

impl Timing {
    /// The time of a step for this many people, of which `spent` has passed already.
    pub fn new(time: Time, people: usize, spent: Duration) -> Self {
        let mut timing = Self { time, target: time.of(people), thirds: 0 };
        timing.thirds = timing.thirds_of(spent);
        timing
    }

    /// What it is meant to take.
    pub fn target(&self) -> Option<Duration> {
        self.target
    }

    /// Whether passing time matters here beyond being counted.
    pub fn runs(&self) -> bool {
        self.target.is_some() && (self.time.bell != Bell::None || self.time.hard)
    }

    /// Looks at the time: what has become due since it was last looked at.
    pub fn due(&mut self, spent: Duration) -> Option<Due> {
        let thirds = self.thirds_of(spent);
        let before = std::mem::replace(&mut self.thirds, thirds);
        match (self.time.bell, self.time.hard) {
            _ if thirds <= before => None,
            (_, true) if thirds == 3 => Some(Due::Stop),
            (Bell::None, _) => None,
            _ if thirds == 3 => Some(Due::Over),
            (Bell::Thirds, _) => Some(Due::Third),
            (Bell::Soft, _) => None,
        }
    }

    /// Takes two minutes more.
    pub fn more(&mut self, spent: Duration) {
        let from = self.target.unwrap_or_default().max(spent);
        self.target = Some(from + MORE);
        self.thirds = self.thirds_of(spent);
    }

    /// Whether going on now would cut short what needs its time.
    pub fn is_short(&self, spent: Duration) -> bool {
        self.time.least.is_some_and(|least| spent < least)
    }

    /// The least it should take.
    pub fn least(&self) -> Option<Duration> {
        self.time.least
    }

    /// Whether no clock is to be seen here.
    pub fn hides_the_clock(&self) -> bool {
        self.time.clock == Clock::Hidden
    }

    /// Whether the clock is seen without being asked for.
    pub fn shows_the_clock(&self) -> bool {
        self.time.clock == Clock::Shown
    }

    /// While people talk, only thirds are told.
    pub fn in_thirds(&self) -> Option<&'static str> {
        (self.time.bell == Bell::Thirds && self.target.is_some()).then_some(match self.thirds {
            0 => "first third",
            1 => "second third",
            2 => "last third",
            _ => "time is over",
        })
    }

    fn thirds_of(&self, spent: Duration) -> u32 {
        let target = self.target.unwrap_or_default().as_millis();
        let thirds = (spent.as_millis() * 3).checked_div(target).unwrap_or(0);
        u32::try_from(thirds).unwrap_or(3).min(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: u64) -> Duration {
        Duration::from_secs(minutes * 60)
    }

    #[test]
    fn thirds_ring_once_each_and_more_time_can_be_had() {
        let time = Time { target: Some(minutes(9)), bell: Bell::Thirds, ..Time::default() };
        let mut timing = Timing::new(time, 1, Duration::ZERO);
        let seen: Vec<Option<Due>> = (1..=10).map(|at| timing.due(minutes(at))).collect();
        let at = |minute: usize| seen[minute - 1];
        assert_eq!((at(2), at(3), at(4), at(6)), (None, Some(Due::Third), None, Some(Due::Third)));
        assert_eq!((at(9), at(10)), (Some(Due::Over), None));
        timing.more(minutes(10));
        assert_eq!(timing.target(), Some(minutes(12)));
        assert_eq!((timing.due(minutes(11)), timing.due(minutes(12))), (None, Some(Due::Over)));
    }

    #[test]
    fn a_share_for_each_is_added_to_what_is_for_all() {
        let (target, each) = (Some(minutes(2)), Some(minutes(1)));
        let time = Time { target, each, hard: true, ..Time::default() };
        let mut timing = Timing::new(time, 4, Duration::ZERO);
        assert_eq!(timing.target(), Some(minutes(6)));
        assert_eq!((timing.due(minutes(5)), timing.due(minutes(6))), (None, Some(Due::Stop)));
    }

    #[test]
    fn what_has_rung_does_not_ring_again_after_a_pause() {
        let time = Time { target: Some(minutes(3)), bell: Bell::Soft, ..Time::default() };
        assert_eq!(Timing::new(time, 1, minutes(4)).due(minutes(5)), None);
    }
}
