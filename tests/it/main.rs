//! What the whole program promises, tested from outside. One binary, so that it links once.

mod shipped;
