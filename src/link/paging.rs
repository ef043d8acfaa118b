//! Long lists in parts: how many there are, what stands in one, and where it stands.
//!
//! It refuses to know what is listed.

use super::SitePath;

/// How many parts a list of `len` entries has; at least one.
pub fn parts(len: usize, by: Option<usize>) -> usize {
    by.filter(|by| *by > 0).map_or(1, |by| len.div_ceil(by).max(1))
}

/// The entries of a part, counted from 1.
pub fn part<T>(entries: &[T], by: Option<usize>, index: usize) -> &[T] {
    let Some(by) = by.filter(|by| *by > 0) else { return entries };
    let start = index.saturating_sub(1).saturating_mul(by).min(entries.len());
    &entries[start..start.saturating_add(by).min(entries.len())]
}

/// Where a part stands: the first at the list's own address, the others below it at `page/2/` and so on.
pub fn part_path(first: &SitePath, index: usize) -> SitePath {
    if index <= 1 { first.clone() } else { SitePath::new(format!("{first}page/{index}/")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_stands_in_one_part() {
        let entries: Vec<u8> = (0..7).collect();
        for by in [None, Some(0), Some(1), Some(3), Some(7), Some(8), Some(usize::MAX)] {
            let all: Vec<u8> = (1..=parts(7, by)).flat_map(|i| part(&entries, by, i).to_vec()).collect();
            assert_eq!(all, entries, "{by:?}");
        }
        assert_eq!(parts(0, Some(3)), 1);
        assert!(part(&entries, Some(3), 9).is_empty());
    }

    #[test]
    fn the_first_part_stands_at_the_list_itself() {
        let list = SitePath::new("guides/");
        assert_eq!(part_path(&list, 1).as_str(), "guides/");
        assert_eq!(part_path(&list, 2).as_str(), "guides/page/2/");
        assert_eq!(part_path(&SitePath::default(), 2).as_str(), "page/2/");
    }
}
