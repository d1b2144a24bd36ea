//! Any text as a condition, and as words with quotations.
#![no_main]

use fieldbook_fuzz::readers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    readers::expression(text);
});
