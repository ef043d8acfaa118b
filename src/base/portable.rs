//! Which file paths every common file system can hold, and which of them would meet on some.

use unicode_normalization::UnicodeNormalization;

/// The longest name of one file or folder, in bytes, that common file systems hold.
pub const MAX_NAME_BYTES: usize = 255;

/// Names that Windows keeps for devices, whatever extension follows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What is wrong with a relative path with `/` between its parts, as the end of a sentence that begins with
/// the path; `None` if any file system can hold it and it stays in its folder.
pub fn fault(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("is empty".to_owned());
    }
    if path.starts_with('/') {
        return Some("is absolute".to_owned());
    }
    path.split('/').find_map(part_fault)
}

/// The form under which two paths meet on a file system that ignores case or Unicode form.
pub fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().collect::<String>().to_lowercase().nfc().collect()
}

fn part_fault(part: &str) -> Option<String> {
    let said = match part {
        "" => "has an empty part".to_owned(),
        "." | ".." => format!("has the part `{part}`"),
        _ if part.len() > MAX_NAME_BYTES => format!("has a part of {} bytes; {MAX_NAME_BYTES} is the most", part.len()),
        _ if part.contains('\\') => "has a backslash".to_owned(),
        _ if part.contains(char::is_control) => "has a control character".to_owned(),
        _ if part.contains(is_turning) => "has a character that turns the direction of text".to_owned(),
        _ if part.ends_with(['.', ' ']) => format!("has the part `{part}`, which ends in a dot or a space"),
        _ if is_device(part) => format!("has the part `{part}`, which Windows keeps for a device"),
        _ if is_drive(part) => format!("has the part `{part}`, which Windows reads as a drive"),
        _ => return None,
    };
    Some(said)
}

/// Signs that are not seen and make a name look like another.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether Windows keeps a name for a device, whatever its extension.
pub fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_lowercase();
    let numbered = |prefix| stem.strip_prefix(prefix).is_some_and(|n| one_of_nine(n.chars()));
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

fn one_of_nine(mut digits: std::str::Chars) -> bool {
    matches!((digits.next(), digits.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
}

fn is_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}
