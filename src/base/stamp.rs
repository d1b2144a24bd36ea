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
