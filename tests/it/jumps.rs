//! Jumps, as people go through them: for each way of answering, the steps that are asked.

use std::sync::Arc;

use fieldbook::base::stamp::Stamp;
use fieldbook::kind::Answer;
use fieldbook::kind::part::options::Chosen;
use fieldbook::kind::pick;
use fieldbook::protocol;
use fieldbook::session::{Session, Setting, Wish};

/// Two questions, and ways on from behind each of three steps.
const TWO_WAYS_TO_ONE_PLACE: &str = "
  - {go_to: z, when: a is 'yes'}
  - {step: s, kind: say, say: x}
  - {go_to: z, when: b is 'yes'}
  - {step: t, kind: say, say: x}
  - {step: z, kind: say, say: x}
";

const A_WAY_WITHIN_A_WAY: &str = "
  - {go_to: z, when: a is 'yes'}
  - {step: s, kind: say, say: x}
  - {go_to: u, when: b is 'yes'}
  - {step: t, kind: say, say: x}
  - {step: u, kind: say, say: x}
  - {step: z, kind: say, say: x}
";

const A_WAY_OUT_OF_NOTHING: &str = "
  - {go_to: z, when: a is 'yes'}
  - {go_to: z, when: b is 'yes'}
  - {step: s, kind: say, say: x}
  - {step: z, kind: say, say: x}
";

/// The steps that are asked, after these two answers.
fn asked(steps: &str, a: &str, b: &str) -> String {
    let source = format!(
        "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\nsteps:\n  \
         - {{step: a, kind: pick, ask: x, options: [yes, no]}}\n  \
         - {{step: b, kind: pick, ask: x, options: [yes, no]}}{steps}"
    );
    let protocol = protocol::read(&source).expect("a whole protocol");
    let mut session = Session::new(Arc::new(protocol), Setting::default());
    for id in [a, b] {
        let slot = session.slot().cloned().expect("a step is asked");
        let chosen = Chosen { id: id.to_owned(), text: id.to_owned() };
        let answer = Answer::Pick(pick::Answer { chosen, aside: String::new() });
        let facts = session.decide(Wish::Answer { slot, answer, took_ms: 0 }).expect("admitted");
        for fact in &facts {
            session.apply(fact, Stamp::default());
        }
    }
    session.path().iter().skip(2).map(|slot| slot.step.as_str()).collect()
}

#[test]
fn ways_on_leave_out_what_lies_between() {
    for (steps, expected) in [
        (TWO_WAYS_TO_ONE_PLACE, ["stz", "sz", "z", "z"]),
        (A_WAY_WITHIN_A_WAY, ["stuz", "suz", "z", "z"]),
        (A_WAY_OUT_OF_NOTHING, ["sz", "z", "z", "z"]),
    ] {
        let ways = [("no", "no"), ("no", "yes"), ("yes", "no"), ("yes", "yes")];
        assert_eq!(ways.map(|(a, b)| asked(steps, a, b)), expected, "{steps}");
    }
}
