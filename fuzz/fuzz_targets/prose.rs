//! Any operations on a text in the making.
#![no_main]

use fieldbook::prose::Form;
use fieldbook_fuzz::readers;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|operations: &[u8]| {
    readers::prose(Form::Long, operations);
    readers::prose(Form::Line, operations);
});
