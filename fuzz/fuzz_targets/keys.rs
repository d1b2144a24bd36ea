//! Any text as a script of keys.
#![no_main]

use fieldbook_fuzz::readers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    readers::keys(text);
});
