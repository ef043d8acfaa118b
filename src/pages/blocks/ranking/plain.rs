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
        let names: Vec<&str> = self.leaders.iter().map(|s| s.name.as_str()).collect();
        let names = plain.speech.list(&names);
        let key = match self.status {
            "winner" => "verdict_winner",
            "tied" => "verdict_tied",
            "only" => "verdict_only",
            "low-coverage" => "verdict_low_coverage",
            "no-weights" => "verdict_no_weights",
            _ => "verdict_nobody",
        };
        plain.element("p", &plain.speech.fill(key, &[("name", &names), ("names", &names)]));
        if !self.rows.is_empty() {
            plain.within("ol", |plain| self.rows.iter().for_each(|row| row.write_plain(plain)));
        }
        if !(self.ruled_out.is_empty() && self.flips.is_empty()) {
            plain.within("ul", |plain| self.write_conditions(plain));
        }
        let coverage = &self.coverage;
        let mut text =
            plain.speech.fill("coverage", &[("used", &coverage.used.to_string()), ("of", &coverage.of.to_string())]);
        if !coverage.missing.is_empty() {
            let names = plain.speech.list(&coverage.missing);
            text.push_str(&format!(" {}", plain.speech.fill("coverage_missing", &[("names", &names)])));
        }
        plain.element("p", &text);
    }

    /// Who was not considered, and what would change the self.
    fn write_conditions(&self, plain: &mut PlainHtml) {
        for out in &self.ruled_out {
            let lacks = out.reasons.iter().map(|lack| {
                let has = lack.has.as_deref().unwrap_or(plain.speech.text("unknown"));
                plain.speech.fill("lack", &[("name", &lack.name), ("wanted", &lack.wanted), ("has", has)])
            });
            let lacks = lacks.collect::<Vec<_>>().join("; ");
            plain.element("li", &format!("{}: {}. {lacks}", plain.speech.text("ruled_out"), out.subject.name));
        }
        for flip in &self.flips {
            let (from, at) = (written(plain, &flip.from), written(plain, &flip.at));
            let values =
                [("challenger", flip.challenger.name.as_str()), ("name", &flip.name), ("from", &from), ("at", &at)];
            plain.element("li", &plain.speech.fill(if flip.up { "flip_up" } else { "flip_down" }, &values));
        }
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
        plain.within("li", |plain| {
            plain.element("strong", &self.subject.name);
            plain.text(&format!(" {}{tied}: {reasons}", written(plain, &self.score)));
        });
    }
}

/// A number as the language writes it.
fn written(plain: &PlainHtml, number: &str) -> String {
    number.replace('.', &plain.speech.words().decimal)
}
