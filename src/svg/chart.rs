//! The input of a chart: a row for each criterion, in each a figure for each subject.
//!
//! `dots`, `grouped` and `radar` each draw it in their own way.

pub(crate) mod dots;
pub(crate) mod grouped;
mod plot;
pub(crate) mod radar;
mod web;

#[cfg(test)]
mod tests;

/// What a chart is drawn from.
pub(crate) struct ChartInput<'a> {
    /// An id that is unique on the page.
    pub(crate) id: &'a str,
    /// What the chart shows, in one line.
    pub(crate) title: &'a str,
    pub(crate) figures: &'a Figures,
}

/// A row for each criterion, in each a cell for each series.
pub(crate) struct Figures {
    pub(crate) series: Vec<Series>,
    pub(crate) rows: Vec<FigureRow>,
}

/// A subject whose figures are drawn in one colour.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) name: String,
    /// The number of its colour, 1 to 8.
    pub(crate) slot: usize,
}

/// A criterion and its cells.
pub(crate) struct FigureRow {
    /// The criterion's name.
    pub(crate) name: String,
    /// The labels of its scale; empty without a scale.
    pub(crate) ticks: Vec<Tick>,
    pub(crate) cells: Vec<ChartFigure>,
}

/// A label on a scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    /// Its position, 0 to 1.
    pub(crate) share: f64,
    pub(crate) text: String,
}

/// A value.
pub(crate) struct ChartFigure {
    pub(crate) text: String,
    /// Its position on the scale, 0 to 1; `None` if there is no value.
    pub(crate) share: Option<f64>,
}

impl Figures {
    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() || self.series.is_empty()
    }

    /// The colours of all series.
    fn slots(&self) -> Vec<usize> {
        self.series.iter().map(|series| series.slot).collect()
    }

    /// The scale, if all rows have the same.
    fn shared_ticks(&self) -> Option<&[Tick]> {
        let first = self.rows.first()?;
        self.rows.iter().all(|row| row.ticks == first.ticks).then_some(first.ticks.as_slice())
    }

    /// All that is drawn, in words; only the names if there is a lot, since a table follows.
    fn description(&self) -> String {
        const MAX_CELLS: usize = 40;
        if self.rows.len() * self.series.len() > MAX_CELLS {
            let names = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join(", ");
            let series = names(&mut self.series.iter().map(|s| s.name.as_str()));
            return format!("{series}: {}.", names(&mut self.rows.iter().map(|r| r.name.as_str())));
        }
        let row = |row: &FigureRow| {
            let cells = self.series.iter().zip(&row.cells).map(|(s, cell)| format!("{} {}", s.name, cell.text));
            format!("{}: {}.", row.name, cells.collect::<Vec<_>>().join(", "))
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join(" ")
    }
}

impl FigureRow {
    /// The series without a value in this row, each with the text that says so.
    fn gaps(&self, series: &[Series]) -> String {
        let gaps = self.cells.iter().zip(series).filter(|(cell, _)| cell.share.is_none());
        gaps.map(|(cell, series)| format!("{}: {}", series.name, cell.text)).collect::<Vec<_>>().join(" · ")
    }
}
