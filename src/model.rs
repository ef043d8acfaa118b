//! Floor 1: the comparison model, pure mathematics over data.
//!
//! A [`Dataset`] holds criteria, subjects and one [`Datum`] for each cell; [`Selection`] says what is compared
//! and with which weights; [`score::rank`] turns both into a [`Ranking`] with scores, a verdict and the points
//! at which it would change; [`lint`] finds what is wrong with the data itself; [`export`] publishes it.
//!
//! It refuses to know Markdown, HTML and files; places in files are carried along, never opened.

pub mod criterion;
pub mod dataset;
pub mod display;
pub mod export;
pub mod id;
pub mod lint;
pub mod order;
pub mod read;
pub mod scoring;
pub mod value;
pub mod version;

pub use self::criterion::{Anchors, Better, Criterion, CriterionType, Group, Scale};
pub use self::dataset::{DataSource, Dataset, Profile, SourceKind, Subject};
pub use self::display::{ValueLabels, display};
pub use self::id::{CriterionId, DatasetId, GroupId, ProfileId, ScaleId, SourceId, SubjectId};
pub use self::scoring::ranking::{Contribution, Coverage, RankedSubject, Ranking, RuledOut, UtilityTable, Verdict};
pub use self::scoring::selection::Selection;
pub use self::scoring::sensitivity::TurningPoint;
pub use self::scoring::utility::utility;
pub use self::value::{Confidence, Datum, Qualifier, Support, Value};
pub use self::version::Version;

#[cfg(test)]
mod tests;
