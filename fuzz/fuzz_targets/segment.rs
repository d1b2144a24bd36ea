//! Any bytes as a segment of a log.
#![no_main]

use fieldbook_fuzz::readers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    readers::segment(bytes);
});
