//! The plain form of a ranking: the result in words, with its reasons, for the block's own weights and each profile.

use super::{RankingView, ReasonView, ResultView, ScoreView};
use crate::pages::Markup;
use crate::pages::blocks::PlainForm;
use crate::pages::plain_html::PlainHtml;

impl PlainForm for RankingView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.title(Some(self.title.as_deref().unwrap_or(plain.speech.text("ranking"))));
        self.result.write_plain(plain);
        for profile in &self.profiles {
            plain.title(Some(&profile.name));
            if let Some(description) = &profile.description {
                plain.element("p", description);
            }
            profile.ranking.write_plain(plain);
        }
        self.dataset.write_plain(plain);
    }
}

impl ResultView {
    fn write_plain(&self, plain: &mut PlainHtml) {
        plain.element("p", &self.headline);
        if !self.rows.is_empty() {
            plain.within("ol", |plain| self.rows.iter().for_each(|row| row.write_plain(plain)));
        }
        let conditions = self.conditions(plain);
        if !conditions.is_empty() {
            plain.within("ul", |plain| conditions.iter().for_each(|condition| plain.element("li", condition)));
        }
    }

    /// Who was not ranked or not considered, and what would change the result.
    fn conditions(&self, plain: &PlainHtml) -> Vec<String> {
        let speech = plain.speech;
        let labelled = |key: &str, text: &str| format!("{}: {text}", speech.text(key));
        let not_ranked = self
            .not_ranked
            .iter()
            .map(|one| labelled("not_ranked", &format!("{}. {}", one.subject.name, one.reasons.join(" "))));
        let ruled_out = self.ruled_out.iter().map(|out| {
            let lacks = out.reasons.iter().map(|lack| {
                let has = lack.has.as_deref().unwrap_or(speech.text("unknown"));
                speech.fill("lack", &[("name", &lack.name), ("wanted", &lack.wanted), ("has", has)])
            });
            labelled("ruled_out", &format!("{}. {}", out.subject.name, lacks.collect::<Vec<_>>().join("; ")))
        });
        let overturn = self.overturn.iter().map(|text| labelled("overturn", text));
        let turns = self.turns.iter().map(|turn| turn.text.clone());
        not_ranked.chain(ruled_out).chain(overturn).chain(turns).collect()
    }
}

impl ScoreView {
    fn write_plain(&self, plain: &mut PlainHtml) {
        let reason = |r: &ReasonView| {
            let reason = plain.speech.fill("reason", &[("name", &r.name), ("text", &r.text)]);
            format!("{reason} ({})", plain.speech.fill("by_weight", &[("n", &written(plain, &r.weight))]))
        };
        let reasons = self.reasons.iter().map(reason).collect::<Vec<_>>().join("; ");
        let tied = if self.tied { format!(", {}", plain.speech.text("tied")) } else { String::new() };
        let known = self.known.iter().map(|text| format!(" {text}")).collect::<String>();
        let known = if known.is_empty() { known } else { format!(".{known}") };
        plain.within("li", |plain| {
            plain.element("strong", &self.subject.name);
            plain.text(&format!(" {}{tied}: {reasons}{known}", self.score));
        });
    }
}

/// A number as the language writes it.
fn written(plain: &PlainHtml, number: &str) -> String {
    number.replace('.', &plain.speech.words().decimal)
}
