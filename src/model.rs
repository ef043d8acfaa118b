//! Floor 1: the comparison model, pure mathematics over data.
//!
//! A [`Dataset`] holds criteria, subjects and one [`Cell`] for each pair of them; [`types`] has a file for each type of
//! values; [`Selection`] says what is compared and with which weights, and ranks it; [`lint`] finds what is wrong with
//! the data themselves; [`export`] publishes them.
//!
//! It refuses to know Markdown, HTML and files; places in files are carried along, never opened.

pub mod criterion;
pub mod dataset;
mod display;
pub mod export;
pub mod id;
mod labels;
pub mod lint;
pub mod order;
pub mod scoring;
pub mod types;
mod value;
mod version;

pub use self::criterion::{Criterion, Group};
pub use self::dataset::{DataSource, Dataset, Profile, SourceKind, Subject};
pub use self::display::display;
pub use self::id::{CriterionId, DatasetId, GroupId, ProfileId, ScaleId, SourceId, SubjectId};
pub use self::labels::ValueLabels;
pub use self::scoring::must_haves::{MustHave, check as must_have};
pub use self::scoring::ranking::{Contribution, Ranking, RuledOut, SubjectScore};
pub use self::scoring::selection::{Selection, cell_utility};
pub use self::scoring::table::{CellUtility, RankingRules, TableSubject, UtilityTable};
pub use self::scoring::verdict::Verdict;
pub use self::scoring::{Overturn, TurningPoint};
pub use self::types::value_type::{Anchors, Better, FigureRange, Scale, TypeKeys, ValueError};
pub use self::types::{CriterionType, TypeName};
pub use self::value::{Cell, Confidence, Qualifier, Support, Value};
pub use self::version::Version;

#[cfg(test)]
mod tests;
