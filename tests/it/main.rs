//! What the whole program promises, tested from outside. One binary, so that it links once.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests look after their own files, clocks and processes"
)]

mod advice;
mod command_line;
mod drawn;
mod faults;
mod fragments;
mod home;
mod hostile;
mod house_rules;
mod jumps;
mod killed;
mod languages;
mod later;
mod leaks;
mod manual;
mod modes;
mod own;
mod people;
mod plain;
mod play;
mod readers;
mod recalled;
mod refused;
mod remarks;
mod replay;
mod scaffold;
mod scenario;
mod schema;
mod screens;
mod shipped;
mod signals;
mod terminal;
