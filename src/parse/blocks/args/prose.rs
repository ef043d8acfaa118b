//! The arguments of the blocks that stand in prose: `stats`, `cards`, `faq`, `cta`.
//!
//! It refuses to know Markdown and data: texts and data are of the stage's type.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{BlockStage, Map};

arguments! {
    /// Figures at a glance.
    Stats {
        /// A heading above the tiles.
        #[serde(default)]
        title: Option<String>,
        /// The tiles.
        items: Vec<Stat<S>>,
    }

    /// One figure: a literal `value` with its `label`, or a `datum` of the data.
    Stat {
        /// The figure as text.
        #[serde(default)]
        value: Option<String>,
        /// A datum that gives figure, source and date: `nodejs.packages`.
        #[serde(default)]
        datum: Option<S::Datum>,
        /// What it counts; a datum brings its criterion's name.
        #[serde(default)]
        label: Option<String>,
        /// The subject it speaks of.
        #[serde(default)]
        subject: Option<S::Subject>,
        /// More about it, in Markdown.
        #[serde(default)]
        note: Option<S::Rich>,
    }

    /// A heading, a lede and feature cards.
    Cards {
        /// The heading.
        #[serde(default)]
        title: Option<String>,
        /// What introduces them, in Markdown.
        #[serde(default)]
        lede: Option<S::Rich>,
        /// The cards.
        items: Vec<Card<S>>,
    }

    /// A card.
    Card {
        /// Its heading.
        title: String,
        /// Its text, in Markdown.
        text: S::Rich,
        /// The subject it favours.
        #[serde(default)]
        favours: Option<S::Subject>,
        /// Where it leads.
        #[serde(default)]
        link: Option<S::Link>,
    }

    /// Questions with their answers.
    Faq {
        /// A heading above them.
        #[serde(default)]
        title: Option<String>,
        /// The questions.
        items: Vec<Question<S>>,
    }

    /// A question.
    Question {
        /// The question, as plain text.
        question: String,
        /// The answer, in Markdown.
        answer: S::Rich,
    }

    /// A call to action.
    Cta {
        /// What to do.
        title: String,
        /// Why, in Markdown.
        #[serde(default)]
        text: Option<S::Rich>,
        /// The buttons.
        actions: Vec<Action<S>>,
    }

    /// A button.
    Action {
        /// Its text.
        label: String,
        /// Where it leads.
        link: S::Link,
        /// Whether it is the one most readers want.
        #[serde(default)]
        primary: bool,
    }

}

impl<S: BlockStage> Stats<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(&self, m: &mut M) -> Stats<M::To> {
        let item = |i: &Stat<S>, m: &mut M| Stat {
            value: i.value.clone(),
            datum: i.datum.as_ref().and_then(|d| m.datum(d)),
            label: i.label.clone(),
            subject: i.subject.as_ref().and_then(|s| m.subject(s)),
            note: i.note.as_ref().map(|n| m.inline(n)),
        };
        Stats { title: self.title.clone(), items: self.items.iter().map(|i| item(i, m)).collect() }
    }
}

impl<S: BlockStage> Cards<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(&self, m: &mut M) -> Cards<M::To> {
        let item = |i: &Card<S>, m: &mut M| Card {
            title: i.title.clone(),
            text: m.rich(&i.text),
            favours: i.favours.as_ref().and_then(|s| m.subject(s)),
            link: i.link.as_ref().map(|l| m.link(l)),
        };
        Cards {
            title: self.title.clone(),
            lede: self.lede.as_ref().map(|l| m.inline(l)),
            items: self.items.iter().map(|i| item(i, m)).collect(),
        }
    }
}

impl<S: BlockStage> Faq<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(&self, m: &mut M) -> Faq<M::To> {
        let item = |i: &Question<S>, m: &mut M| Question { question: i.question.clone(), answer: m.rich(&i.answer) };
        Faq { title: self.title.clone(), items: self.items.iter().map(|i| item(i, m)).collect() }
    }
}

impl<S: BlockStage> Cta<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(&self, m: &mut M) -> Cta<M::To> {
        let action =
            |a: &Action<S>, m: &mut M| Action { label: a.label.clone(), link: m.link(&a.link), primary: a.primary };
        Cta {
            title: self.title.clone(),
            text: self.text.as_ref().map(|t| m.rich(t)),
            actions: self.actions.iter().map(|a| action(a, m)).collect(),
        }
    }
}
