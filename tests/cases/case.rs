//! The text of a case: prose, options, the files of a project and what is expected of it.

use versus::base::Date;

/// A case.
pub(super) struct Case {
    /// All before the first expectation, as it stands.
    head: String,
    pub(super) inputs: Vec<(String, String)>,
    /// What is shown: pages by address, or `outputs`.
    pub(super) shown: Vec<String>,
    pub(super) drafts: bool,
    pub(super) as_of: Date,
    pub(super) base_url: Option<String>,
}

impl Case {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let head: String = text.split_inclusive('\n').take_while(|l| !l.starts_with("-- => ")).collect();
        let as_of = Date::new(2026, 11, 23).ok_or("a date")?;
        let mut case =
            Self { head: head.clone(), inputs: Vec::new(), shown: Vec::new(), drafts: false, as_of, base_url: None };
        let mut prose = false;
        for line in head.split_inclusive('\n') {
            if let Some(path) = section(line) {
                case.inputs.push((path.to_owned(), String::new()));
            } else if let Some((_, content)) = case.inputs.last_mut() {
                content.push_str(&unescaped(line));
            } else {
                prose |= case.option(line.trim())?;
            }
        }
        if !prose || case.inputs.is_empty() {
            return Err("a case says in prose what it shows, and has a file".to_owned());
        }
        Ok(case)
    }

    /// Takes a line before the first file; whether it is prose.
    fn option(&mut self, line: &str) -> Result<bool, String> {
        match line.split_once(": ") {
            Some(("show", names)) => self.shown = names.split(", ").map(str::to_owned).collect(),
            Some(("drafts", "true")) => self.drafts = true,
            Some(("as-of", date)) => self.as_of = date.parse()?,
            Some(("base-url", url)) => self.base_url = Some(url.to_owned()),
            Some((key, _)) if key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') => {
                return Err(format!("there is no option `{key}`"));
            }
            _ => return Ok(!line.is_empty()),
        }
        Ok(false)
    }

    /// The text of the case with `results` as what is expected.
    pub(super) fn with_results(&self, results: &[(String, String)]) -> String {
        let mut text = self.head.clone();
        for (name, result) in results.iter().filter(|(name, result)| name != "messages" || !result.is_empty()) {
            text.push_str(&format!("-- => {name} --\n"));
            text.push_str(&escaped_control(result));
        }
        text
    }
}

fn section(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix("-- ")?.strip_suffix(" --")
}

/// Signs that an editor or Git would change stand as `\r`, `\0` and `\u{feff}` in a case, behind a `␛`.
fn unescaped(line: &str) -> String {
    line.replace("␛r", "\r").replace("␛0", "\0").replace("␛bom", "\u{feff}").replace("␛space", " ")
}

fn escaped_control(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.replace('\r', "␛r").replace('\0', "␛0").replace('\u{feff}', "␛bom");
        match line.strip_suffix(' ') {
            Some(rest) => format!("{rest}␛space\n"),
            None => format!("{line}\n"),
        }
    });
    lines.collect()
}
