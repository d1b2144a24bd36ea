//! Any text as a protocol.
#![no_main]

use fieldbook_fuzz::readers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    readers::protocol(text);
});
