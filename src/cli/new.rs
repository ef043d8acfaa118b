//! `versus new`: writes the files that a guide, a subject or a dataset begins with.

use super::args::{Global, MessageFormat, New, NewName};
use super::{CommandResult, Outcome, messages};
use crate::base::{Code, Diagnostic, Severity, Snapshot, SourcePath};
use crate::engine;
use crate::io;
use crate::scaffold::{self, NewPart, NewPartRequest};

/// Creates a part of a project.
pub(super) fn run(global: &Global, args: &New) -> CommandResult {
    let snapshot = io::scan(&global.root, &global.config, &global.root.join("site"))?;
    match create(global, args, &snapshot) {
        Ok(path) => {
            messages::say(global, &format!("{path} written\n\n{}", next_step(args)));
            Ok(Outcome::Success)
        }
        Err(errors) => {
            messages::print(global, MessageFormat::Human, &snapshot, &errors, Severity::Error);
            Ok(Outcome::Failure)
        }
    }
}

fn create(global: &Global, args: &New, snapshot: &Snapshot) -> Result<SourcePath, Vec<Diagnostic>> {
    let config = engine::config(snapshot, &SourcePath::new(&global.config))?;
    let (named, part) = requested(args);
    let today = io::clock::as_of(named.as_of, &config.time_zone.zone()).map_err(|error| vec![error])?;
    let request =
        NewPartRequest { part, name: &named.name, id: named.id.as_deref(), today, theme: &config.theme.value };
    let files = scaffold::part(snapshot, &request)?;
    let created = io::create(&global.root, &files).map_err(|error| vec![error])?;
    created.written.into_iter().next().ok_or_else(|| {
        // Something that no scan shows stands there: a hidden link, or what came in between.
        let paths: Vec<String> = created.kept.iter().map(ToString::to_string).collect();
        let error = Diagnostic::error(Code::Exists, format!("there is something at {}", paths.join(", ")));
        vec![error.help("look at it, or give the new one another `--id`")]
    })
}

fn requested(args: &New) -> (&NewName, NewPart<'_>) {
    match args {
        New::Guide { named, dataset, section } => (named, NewPart::Guide { dataset: dataset.as_deref(), section }),
        New::Subject { named, dataset } => (named, NewPart::Subject { dataset: dataset.as_deref() }),
        New::Dataset { named } => (named, NewPart::Dataset),
    }
}

/// What to do next.
fn next_step(args: &New) -> &'static str {
    match args {
        New::Guide { .. } => {
            "It is a draft: `versus serve --drafts` shows it. Take `draft: true` out when it is ready."
        }
        New::Subject { .. } => "Fill in what is `unknown`; `versus check` tells what does not fit.",
        New::Dataset { .. } => "Write its criteria, then begin its subjects: versus new subject NAME --dataset ID",
    }
}
