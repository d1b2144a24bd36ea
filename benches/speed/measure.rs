//! Medians, and the table in which a figure stands beside its limit.

/// The figure in the middle.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Figures with their limits.
#[derive(Default)]
pub struct Table {
    rows: Vec<(String, String, bool)>,
}

impl Table {
    /// A figure that must not be above `limit`.
    pub fn limit(&mut self, what: &str, figure: f64, limit: f64) {
        let shown = format!("{figure:10.3}   limit {limit}");
        self.rows.push((what.to_owned(), shown, figure <= limit));
    }

    /// A figure that must not be above `limit` times another one.
    pub fn ratio(&mut self, what: &str, figure: f64, beside: f64, limit: f64) {
        let ratio = figure / beside;
        let shown = format!("{figure:10.3} / {beside:.3} = {ratio:.2}×   limit {limit}×");
        self.rows.push((what.to_owned(), shown, ratio <= limit));
    }

    /// Prints all of them; whether every limit is kept.
    #[expect(clippy::print_stdout, reason = "the table is what a bench is run for")]
    pub fn print(&self) -> bool {
        for (what, shown, kept) in &self.rows {
            let mark = if *kept { "  " } else { "! " };
            println!("{mark}{what:48} {shown}");
        }
        self.rows.iter().all(|(_, _, kept)| *kept)
    }
}
