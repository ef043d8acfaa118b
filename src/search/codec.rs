//! The encodings of the index: numbers and words as bytes in the cache, postings as text in the published files.
//!
//! - A **number** is in base 128, the lowest digit first; the high bit is set in all bytes but the last.
//! - A **word** in a sorted list is front-coded: it shares its first bytes with the word before it, and only the rest is
//!   stored. Both lengths go into one number, since most words share little and add few bytes: `16 × shared length +
//!   own length`, where an own length of 15 or more counts as 15 and is followed by a number with what is beyond 15.
//!   Then come the word's own bytes.
//! - A **posting** in text is the distance to the page before, in digits of five bits, the lowest first, with a sixth
//!   bit set in all but the last digit; then the weight in six bits. Each digit is a character of [`SIX_BITS`].

/// The own length of a word from which on it needs a number of its own.
const LONG: usize = 15;

/// The characters for the values 0 to 63.
const SIX_BITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends a number.
pub(crate) fn push_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let [digit, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return out.push(digit);
        }
        out.push(digit | 128);
    }
}

/// Takes a number off the front; `None` if there is none.
pub(crate) fn pull_number(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let (first, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(first & 127) << shift;
        if first & 128 == 0 {
            return Some(number);
        }
    }
    None
}

/// Appends a word that comes after `before` in a sorted list.
pub(crate) fn push_word(out: &mut Vec<u8>, before: &[u8], word: &[u8]) {
    let shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
    let own = &word[shared..];
    push_number(out, shared << 4 | own.len().min(LONG));
    if let Some(beyond) = own.len().checked_sub(LONG) {
        push_number(out, beyond);
    }
    out.extend_from_slice(own);
}

/// Takes a word off the front; `word` holds the word before it, and is overwritten.
pub(crate) fn pull_word(rest: &mut &[u8], word: &mut Vec<u8>) -> Option<()> {
    let lengths = pull_number(rest)? as usize;
    let (shared, mut own) = (lengths >> 4, lengths & LONG);
    if own == LONG {
        own += pull_number(rest)? as usize;
    }
    let (bytes, after) = rest.split_at_checked(own)?;
    *rest = after;
    word.truncate(shared);
    word.extend_from_slice(bytes);
    Some(())
}

/// Appends the length of some bytes, and the bytes.
pub(crate) fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// Takes bytes with their length off the front.
pub(crate) fn pull_bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = pull_number(rest)?;
    let (bytes, after) = rest.split_at_checked(length as usize)?;
    *rest = after;
    Some(bytes)
}

/// Appends the distance of a posting.
pub(crate) fn push_distance(text: &mut String, mut distance: u32) {
    while distance >= 32 {
        text.push(six_bits(32 + distance % 32));
        distance /= 32;
    }
    text.push(six_bits(distance));
}

/// Appends the weight of a posting.
pub(crate) fn push_weight(text: &mut String, weight: u8) {
    text.push(six_bits(u32::from(weight)));
}

fn six_bits(value: u32) -> char {
    char::from(SIX_BITS[value as usize % 64])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let numbers = [0, 1, 127, 128, 300, 1 << 20, u32::MAX as usize];
        let words = ["a", "word", "wording", "wordwordwordwordword", "words", "本"];
        let mut out = Vec::new();
        for number in numbers {
            push_number(&mut out, number);
        }
        let mut before = "";
        for word in words {
            push_word(&mut out, before.as_bytes(), word.as_bytes());
            before = word;
        }
        let (mut rest, mut word) = (out.as_slice(), Vec::new());
        assert!(numbers.iter().all(|number| pull_number(&mut rest).map(|n| n as usize) == Some(*number)));
        for expected in words {
            assert_eq!(pull_word(&mut rest, &mut word), Some(()));
            assert_eq!(word, expected.as_bytes());
        }
        assert_eq!(pull_number(&mut rest), None);
    }
}
