//! Makes one type of all kinds: what an author wrote, what a participant gave, what takes it. The
//! rest of the program sees only these three.

/// Writes down the kinds of step: `Name: folder, "what it asks for"`.
macro_rules! kinds {
    ($($kind:ident: $folder:ident, $says:literal,)+) => {
        $(pub mod $folder;)+

        use $crate::base::id::ItemId;
        use $crate::base::page::Page;
        use $crate::base::problem::Problem;
        use $crate::expr::{Scope, Value};
        use $crate::key::Hint;
        use $crate::kind::contract::{
            Draft, Editor as _, Given, Input, Kind as _, Opening, Refusal, Reply, TextEdit, View as _,
        };
        use $crate::widget::theme::Theme;
        use $crate::written::fields::Fields;

        /// The name of each kind, and what it asks for.
        pub const NAMES: &[(&str, &str)] = &[$((stringify!($folder), $says),)+];

        /// A kind of step as an author wrote it.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Spec {
            $(#[doc = $says] $kind($folder::Spec),)+
        }

        /// What a participant gave.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Answer {
            $(#[doc = $says] $kind($folder::Answer),)+
        }

        /// What takes an answer from a participant.
        #[derive(Clone, Debug)]
        pub enum Editor {
            $(#[doc = $says] $kind($folder::Editor),)+
        }

        impl Spec {
            /// Reads the keys of the kind called `name`; `None` if there is no such kind.
            pub fn read(name: &str, fields: &mut Fields<'_, '_>) -> Option<Self> {
                match name {
                    $(stringify!($folder) => Some(Self::$kind($folder::Spec::read(fields))),)+
                    _ => None,
                }
            }

            /// The name of this kind.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$kind(_) => stringify!($folder),)+ }
            }

            /// Whether this answer may stand.
            pub fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
                match (self, answer) {
                    $((Self::$kind(spec), Answer::$kind(answer)) => spec.admits(answer),)+
                    _ => Err(Refusal::WrongKind),
                }
            }

            /// An editor, fresh or going on from what was there before.
            pub fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
                match self {
                    $(Self::$kind(spec) => {
                        let earlier = match opening.earlier {
                            Some(Answer::$kind(answer)) => Some(answer),
                            _ => None,
                        };
                        let Opening { scope, draft, time, used, .. } = *opening;
                        Editor::$kind(spec.open(&Opening { scope, earlier, used, draft, time }))
                    })+
                }
            }

            /// What conditions and quotations may see of an answer.
            pub fn value(&self, answer: &Answer) -> Value {
                match (self, answer) {
                    $((Self::$kind(spec), Answer::$kind(answer)) => spec.value(answer),)+
                    _ => Value::Nothing,
                }
            }

            /// A part of an answer as a whole that its value does not have by itself.
            pub fn part(&self, answer: &Answer, name: &str) -> Option<Value> {
                match (self, answer) {
                    $((Self::$kind(spec), Answer::$kind(answer)) => spec.part(answer, name),)+
                    _ => None,
                }
            }

            /// The parts that may be asked of an answer, of its items, and of theirs.
            pub fn parts(&self) -> Vec<String> {
                match self { $(Self::$kind(spec) => spec.parts(),)+ }
            }

            /// What an answer is, for conditions that compare it.
            pub fn shape(&self) -> $crate::kind::contract::Shape {
                match self { $(Self::$kind(spec) => spec.shape(),)+ }
            }

            /// The answer on the journal's page.
            pub fn write(&self, answer: &Answer, page: &mut Page) {
                match (self, answer) {
                    $((Self::$kind(spec), Answer::$kind(answer)) => spec.write(answer, page),)+
                    _ => {}
                }
            }

            /// Several answers to one question on the page, each with what stands beside it.
            pub fn write_all(&self, answers: &[(String, &Answer)], page: &mut Page) {
                match self {
                    $(Self::$kind(spec) => {
                        let own = answers.iter().filter_map(|(beside, answer)| match *answer {
                            Answer::$kind(answer) => Some((beside.clone(), answer)),
                            _ => None,
                        });
                        let own: Vec<(String, &$folder::Answer)> = own.collect();
                        spec.write_all(&own, page);
                    })+
                }
            }

            /// Answers without names, taken apart so that nothing says which things one person gave.
            pub fn unlinked(&self, answers: Vec<Answer>) -> Vec<Answer> {
                match self {
                    $(Self::$kind(spec) => {
                        let own = |answer: Answer| match answer {
                            Answer::$kind(answer) => Some(answer),
                            _ => None,
                        };
                        let own = answers.into_iter().filter_map(own).collect();
                        spec.unlinked(own).into_iter().map(Answer::$kind).collect()
                    })+
                }
            }

            /// An answer from a file of answers.
            pub fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
                match self { $(Self::$kind(spec) => spec.given(given).map(Answer::$kind),)+ }
            }

            /// Whether the step has a place in the conversation, given what came before.
            pub fn stands(&self, scope: &dyn Scope) -> bool {
                match self { $(Self::$kind(spec) => spec.stands(scope),)+ }
            }

            /// Whether it asks for something that a participant may pass.
            pub fn asks(&self) -> bool {
                match self { $(Self::$kind(spec) => spec.asks(),)+ }
            }

            /// The steps whose hidden answers everybody may see once this one has been gone through.
            pub fn reveals(&self) -> Vec<$crate::base::id::StepId> {
                match self { $(Self::$kind(spec) => spec.reveals(),)+ }
            }

            /// What it looks at in an earlier session.
            pub fn looks_back(&self) -> Option<$crate::kind::contract::LooksBack<'_>> {
                match self { $(Self::$kind(spec) => spec.looks_back(),)+ }
            }

            /// Whether one step of it goes through all the people it is for.
            pub fn goes_round(&self) -> bool {
                match self { $(Self::$kind(_) => $folder::Spec::GOES_ROUND,)+ }
            }

            /// Whether its items are chosen among others, and keep the names those have.
            pub fn chooses(&self) -> bool {
                match self { $(Self::$kind(_) => $folder::Spec::CHOOSES,)+ }
            }

            /// What several people's answers come to as one value, where that is more than all of
            /// them in a row.
            pub fn together(&self, values: &[Value]) -> Option<Value> {
                match self { $(Self::$kind(_) => $folder::Spec::together(values),)+ }
            }

            /// Whether a loop may go over its answers.
            pub fn has_items(&self) -> bool {
                match self { $(Self::$kind(_) => $folder::Spec::HAS_ITEMS,)+ }
            }
        }

        impl Answer {
            /// The names of the items that a loop over this answer goes through.
            pub fn items(&self) -> Option<Vec<ItemId>> {
                match self { $(Self::$kind(answer) => $folder::Spec::items(answer),)+ }
            }
        }

        impl Editor {
            /// One thing the participant did.
            pub fn on(&mut self, input: Input<'_>) -> Reply {
                match self { $(Self::$kind(editor) => editor.on(input),)+ }
            }

            /// One word of plain mode, and what follows it.
            pub fn word(&mut self, word: &str, rest: &str) -> Reply {
                match self { $(Self::$kind(editor) => editor.word(word, rest),)+ }
            }

            /// What has been given so far.
            pub fn answer(&self) -> Result<Option<Answer>, Refusal> {
                match self {
                    $(Self::$kind(editor) => Ok(editor.answer()?.map(Answer::$kind)),)+
                }
            }

            /// Something worth saying once before going on.
            pub fn advice(&self) -> Option<String> {
                match self { $(Self::$kind(editor) => editor.advice(),)+ }
            }

            /// Everything that would be lost if the lid were closed now.
            pub fn draft(&self) -> Draft {
                match self { $(Self::$kind(editor) => editor.draft(),)+ }
            }

            /// What changed since the last call, if that is less than the whole draft.
            pub fn edits(&mut self) -> Option<Vec<TextEdit>> {
                match self { $(Self::$kind(editor) => editor.edits(),)+ }
            }

            /// The keys of this place.
            pub fn hints(&self) -> Vec<Hint> {
                match self { $(Self::$kind(editor) => editor.hints(),)+ }
            }

            /// Whether letters are text here.
            pub fn types(&self) -> bool {
                match self { $(Self::$kind(editor) => editor.types(),)+ }
            }

            /// Whether Enter may be part of the answer here.
            pub fn takes_enter(&self) -> bool {
                match self { $(Self::$kind(editor) => editor.takes_enter(),)+ }
            }

            /// How often it wants to hear of passing time.
            pub fn pace(&self) -> Option<std::time::Duration> {
                match self { $(Self::$kind(editor) => editor.pace(),)+ }
            }

            /// Whether a bell is due since the last call.
            pub fn rings(&mut self) -> bool {
                match self { $(Self::$kind(editor) => editor.rings(),)+ }
            }

            /// The text that `$EDITOR` may take over.
            pub fn passage(&self) -> Option<String> {
                match self { $(Self::$kind(editor) => editor.passage(),)+ }
            }

            /// What was cut last from a text here.
            pub fn cut(&self) -> Option<&str> {
                match self { $(Self::$kind(editor) => editor.cut(),)+ }
            }

            /// Takes over what was cut somewhere else.
            pub fn take_cut(&mut self, cut: &str) {
                match self { $(Self::$kind(editor) => editor.take_cut(cut),)+ }
            }

            /// A promise in the making and its day, once both have been come to.
            pub fn promised(&self) -> Option<(String, String)> {
                match self { $(Self::$kind(editor) => editor.promised(),)+ }
            }

            /// Which text has the caret, where there are several.
            pub fn focus(&self) -> usize {
                match self { $(Self::$kind(editor) => editor.focus(),)+ }
            }

            /// That text, if it is not longer than `most` bytes.
            pub fn short_passage(&self, most: usize) -> Option<String> {
                let length = match self { $(Self::$kind(editor) => editor.length(),)+ };
                if length <= most { self.passage() } else { None }
            }

            /// About how many words are meant.
            pub fn guide(&self) -> Option<u32> {
                match self { $(Self::$kind(editor) => editor.guide(),)+ }
            }

            /// How many rows it would fill at this width.
            pub fn height(&self, width: u16) -> u16 {
                match self { $(Self::$kind(editor) => editor.height(width),)+ }
            }

            /// What stands here already, in lines, for plain mode.
            pub fn lines(&self) -> Vec<String> {
                match self { $(Self::$kind(editor) => editor.lines(),)+ }
            }

            /// What the next line of plain mode is.
            pub fn line_label(&self) -> String {
                match self { $(Self::$kind(editor) => editor.line_label(),)+ }
            }

            /// Draws it, as laid out by the last `Fit`. Gives the cell of the caret.
            pub fn draw(
                &self,
                area: ratatui::layout::Rect,
                buf: &mut ratatui::buffer::Buffer,
                theme: &Theme,
            ) -> Option<(u16, u16)> {
                match self { $(Self::$kind(editor) => editor.draw(area, buf, theme),)+ }
            }
        }
    };
}
