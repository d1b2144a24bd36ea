//! What a conversation leaves for human eyes: a page of blocks, made from the one projection.

use chrono::{DateTime, FixedOffset};

use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::stamp::Stamp;
use crate::journal::about::About;
use crate::journal::compared;
use crate::journal::layout;
use crate::session::{Eyes, Given, Session};

/// The page of a conversation.
pub fn of(session: &Session, about: &About) -> Page {
    let mut page = Page::new();
    page.add(Block::Title(session.protocol().title.clone()));
    page.add(Block::Quiet(day(about.began)));
    if let Some(thread) = &about.thread {
        page.add(Block::Quiet(format!("Belongs to: {thread}")));
    }
    let seen = session.seen_by(&Eyes::Reader);
    layout::lay(session, &seen.steps, &mut page);
    compared::add(session, &mut page);
    let passed = seen.steps.iter().filter(|step| step.given == Some(Given::Pass)).count();
    let hidden = seen.steps.iter().filter(|step| step.hidden && step.asks).count();
    if passed > 0 {
        page.add(Block::Quiet(format!("{} passed.", counted(passed, "question", "questions"))));
    }
    if hidden > 0 {
        let words =
            counted(hidden, "answer stays with its writer", "answers stay with their writers");
        page.add(Block::Quiet(format!("{words}.")));
    }
    if !session.is_closed() {
        page.add(Block::Quiet("This conversation is not finished yet.".to_owned()));
    }
    page
}

/// The day a conversation began, as the clock on the wall said then.
pub fn day(stamp: Stamp) -> String {
    local(stamp).map_or_else(String::new, |at| at.format("%-d %B %Y, %H:%M").to_string())
}

/// The day alone: "23 November 2026".
pub fn day_alone(stamp: Stamp) -> String {
    local(stamp).map_or_else(String::new, |at| at.format("%-d %B %Y").to_string())
}

/// The day where there is little room: "23 Nov".
pub fn day_briefly(stamp: Stamp) -> String {
    local(stamp).map_or_else(String::new, |at| at.format("%-d %b").to_string())
}

/// The day as `2026-11-23`.
pub fn date(stamp: Stamp) -> String {
    local(stamp).map_or_else(|| "0000-00-00".to_owned(), |at| at.format("%Y-%m-%d").to_string())
}

/// The moment as `2026-11-23T18:04:05+01:00`.
pub fn iso(stamp: Stamp) -> String {
    local(stamp).map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn local(stamp: Stamp) -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(stamp.offset_minutes.checked_mul(60)?)?;
    Some(DateTime::from_timestamp_millis(stamp.utc_ms)?.with_timezone(&offset))
}
