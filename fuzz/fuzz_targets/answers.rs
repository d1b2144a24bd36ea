//! Any text as a file of answers.
#![no_main]

use fieldbook_fuzz::readers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    readers::answers(text);
});
