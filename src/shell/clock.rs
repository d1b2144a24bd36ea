//! The clock on the wall.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place that asks the clock on the wall"
)]

use chrono::Local;

use crate::base::stamp::Stamp;

/// This moment. Where the machine's clock makes no sense, neither does this; order never depends
/// on it.
pub(super) fn now() -> Stamp {
    let now = Local::now();
    Stamp { utc_ms: now.timestamp_millis(), offset_minutes: now.offset().local_minus_utc() / 60 }
}
