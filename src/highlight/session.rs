//! Sessions of a terminal: prompts, commands and what they print.
//!
//! It refuses to know shells; it tells the three apart line by line.

/// Prompts as shells draw them: who and where before the sign, in brackets or not.
const SIGNS: &[char] = &['$', '%', '#', '❯', '➜', '>'];

/// What a line of a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionLine<'a> {
    /// A prompt with the blank behind it, and a command.
    Command(&'a str, &'a str),
    /// The command of the line before goes on.
    Continued(&'a str),
    /// What a command prints.
    Output(&'a str),
}

/// The lines of a session, with their line feeds.
pub(crate) fn session_lines(code: &str) -> impl Iterator<Item = SessionLine<'_>> {
    let mut goes_on = false;
    code.split_inclusive('\n').map(move |line| {
        let text = line.trim_end_matches(['\n', '\r']);
        let kind = match prompt(line) {
            _ if goes_on => continued(line),
            Some(end) => SessionLine::Command(&line[..end], &line[end..]),
            None => SessionLine::Output(line),
        };
        goes_on = text.ends_with('\\') && !matches!(kind, SessionLine::Output(_));
        kind
    })
}

/// Behind `> `, the prompt of a shell that waits for more, if there is one.
fn continued(line: &str) -> SessionLine<'_> {
    match line.split_at_checked(2) {
        Some(("> ", _)) => SessionLine::Command(&line[..2], &line[2..]),
        _ => SessionLine::Continued(line),
    }
}

/// Where the command begins behind a prompt, if the line has one.
fn prompt(line: &str) -> Option<usize> {
    let sign = line.find(SIGNS)?;
    let length = line[sign..].chars().next()?.len_utf8();
    let (before, behind) = (line[..sign].trim_end(), &line[sign + length..]);
    // `>` begins lines of output as well.
    let bare = before.is_empty() && !line.starts_with('>') || length > 1;
    let bracketed =
        before.starts_with('[') && before.ends_with(']') || before.starts_with('(') && before.ends_with(')');
    let named = before.ends_with('~') || before.contains('@') && !before.contains(' ') || before.starts_with("PS ");
    let blank = behind.starts_with(' ') || behind.trim_end_matches(['\r', '\n']).is_empty();
    let begins = blank && before.len() < 60 && (bare || bracketed || named);
    begins.then(|| sign + length + usize::from(behind.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_told_from_output() {
        let code = "$ npm install \\\n  --save a\nnpm WARN can't find x\nme@host:~/a$ ls\n# apt update\n100% done\n> b\nPS C:\\> dir\n$\n";
        let lines: Vec<_> = session_lines(code).collect();
        let expected = [
            SessionLine::Command("$ ", "npm install \\\n"),
            SessionLine::Continued("  --save a\n"),
            SessionLine::Output("npm WARN can't find x\n"),
            SessionLine::Command("me@host:~/a$ ", "ls\n"),
            SessionLine::Command("# ", "apt update\n"),
            SessionLine::Output("100% done\n"),
            SessionLine::Output("> b\n"),
            SessionLine::Command("PS C:\\> ", "dir\n"),
            SessionLine::Command("$", "\n"),
        ];
        assert_eq!(lines, expected);
    }
}
