//! Counting things in words: "1 step", "2 steps". Once, for every sentence of the program.

/// `count` and the right form of the noun: `counted(1, "step", "steps")` is "1 step".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_singular_and_none_is_plural() {
        assert_eq!(counted(1, "step", "steps"), "1 step");
        assert_eq!(counted(0, "step", "steps"), "0 steps");
        assert_eq!(counted(7, "person", "people"), "7 people");
    }
}
