//! The clock on the wall.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the one place that asks the clock on the wall"
)]

use std::time::SystemTime;

use chrono::{Local, Offset as _, TimeZone as _};

use crate::base::stamp::Stamp;

/// The end of the year 9999 in milliseconds; beyond it, dates have no form that people know.
const LAST: i64 = 253_402_300_799_999;

/// This moment. Where the machine's clock makes no sense, neither does this, and nothing more comes
/// of it: order never depends on it.
pub(super) fn now() -> Stamp {
    let now = SystemTime::now();
    let ms = |length: std::time::Duration| i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
    let utc_ms = match now.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => ms(since),
        Err(before) => ms(before.duration()).saturating_neg(),
    };
    let utc_ms = utc_ms.clamp(-LAST, LAST);
    let local = Local.timestamp_millis_opt(utc_ms).earliest();
    let offset = local.map_or(0, |at| at.offset().fix().local_minus_utc());
    Stamp { utc_ms, offset_minutes: offset / 60 }
}
