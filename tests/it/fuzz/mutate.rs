//! Mutations of texts, from a seed.
//!
//! It refuses to know what the texts are.

/// Numbers that look random, the same for the same seed (splitmix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn of<'t, T: ?Sized>(&mut self, choices: &[&'t T]) -> &'t T {
        choices[self.below(choices.len())]
    }
}

/// What breaks out of something, or means something somewhere.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "---\n",
    "```\n",
    "````\n",
    "```{matrix}\n",
    "```{note}\n",
    ":::",
    "# ",
    "> ",
    "- ",
    "1. ",
    "|",
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "[^1]: ",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~~",
    "<",
    ">",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<img src=x onerror=a>",
    "\" onclick=\"",
    "' onclick='",
    "javascript:",
    "java\tscript:",
    "data:text/html,",
    "{{ 7*7 }}",
    "{%",
    "{#id .c onclick=x}",
    "{value}`a.speed`",
    "{value}`",
    "{",
    "}",
    ": ",
    "- {",
    "[]",
    "{}",
    "&a ",
    "*a",
    "!!str ",
    "? ",
    "#",
    "null",
    "~",
    "true",
    ".inf",
    ".nan",
    "-1",
    "1e999",
    "9999999999999999999",
    "0x10",
    "2026-02-31",
    "\"",
    "'",
    "''",
    "\"\"",
    "\\",
    ",",
    ";",
    "=1+1",
    "@x",
    "\0",
    "\u{7}",
    "\u{1b}[2J",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{85}",
    "\u{2028}",
    "ä",
    "e\u{301}",
    "語",
    "🙂",
    "../",
    "/",
    "//",
    "https://example.org/",
    "%2e%2e",
    "unknown",
    "na",
    "yes",
    "title: ",
    "id: ",
    "name: ",
    "items:\n",
    "  - ",
];

/// One of the seeds after some changes.
pub(super) fn mutated(random: &mut Random, seeds: &[String], longest: usize) -> String {
    let mut text = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        change(random, &mut text, seeds);
        let end = text.floor_char_boundary(longest.min(text.len()));
        text.truncate(end);
    }
    text
}

fn change(random: &mut Random, text: &mut String, seeds: &[String]) {
    let (from, to) = range(random, text);
    match random.below(8) {
        0..=2 => text.insert_str(from, random.of(PIECES)),
        3 => text.replace_range(from..to, random.of(PIECES)),
        4 => text.replace_range(from..to, ""),
        5 => {
            let piece = text[from..to].repeat(1 + random.below(4));
            text.insert_str(to, &piece);
        }
        6 => {
            let other = &seeds[random.below(seeds.len())];
            let (start, end) = range(random, other);
            text.insert_str(from, &other[start..end]);
        }
        _ => {
            let piece: String = text[from..to].to_owned();
            text.replace_range(from..to, "");
            let at = range(random, text).0;
            text.insert_str(at, &piece);
        }
    }
}

/// A range of a text, mostly a short one, between characters.
fn range(random: &mut Random, text: &str) -> (usize, usize) {
    let from = text.floor_char_boundary(random.below(text.len() + 1));
    let length = if random.below(4) == 0 { random.below(200) } else { random.below(12) };
    (from, text.floor_char_boundary((from + length).min(text.len())))
}
