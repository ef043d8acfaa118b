//! Language tags: BCP 47 as far as sites need it, a language with a script, a region and variants.

/// Languages with their names in themselves. Those of this list also count as languages in the names of files.
const NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақша"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("ms", "Bahasa Melayu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zu", "isiZulu"),
];

/// Languages that are usually written from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];

/// A text as a tag in its one form, as `pt-BR`, `zh-Hant` or `de-1996`; `None` if it is none.
pub fn canonical(text: &str) -> Option<String> {
    let mut parts = text.split('-').peekable();
    let language = parts.next().filter(|part| is_letters(part, 2..=3))?;
    let mut tag = language.to_ascii_lowercase();
    if let Some(script) = parts.next_if(|part| is_letters(part, 4..=4)) {
        let (first, rest) = script.split_at(1);
        tag += &format!("-{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase());
    }
    let is_region =
        |part: &&str| is_letters(part, 2..=2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
    if let Some(region) = parts.next_if(is_region) {
        tag += &format!("-{}", region.to_ascii_uppercase());
    }
    for variant in parts {
        let sound = variant.bytes().all(|b| b.is_ascii_alphanumeric())
            && (matches!(variant.len(), 5..=8)
                || (variant.len() == 4 && variant.starts_with(|c: char| c.is_ascii_digit())));
        if !sound {
            return None;
        }
        tag += &format!("-{}", variant.to_ascii_lowercase());
    }
    Some(tag)
}

fn is_letters(part: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The language of a tag, without its script and region.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The name of a tag's language in itself, if it is a common one.
pub fn name(tag: &str) -> Option<&'static str> {
    let found = NAMES.binary_search_by(|(known, _)| (*known).cmp(primary(tag))).ok()?;
    Some(NAMES[found].1)
}

/// `rtl` if the tag's script, or else its language's usual one, is written from right to left; else `ltr`.
pub fn direction(tag: &str) -> &'static str {
    let script = tag.split('-').nth(1).filter(|part| part.len() == 4);
    let leftward = match script {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&primary(tag)),
    };
    if leftward { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_one_form() {
        for (text, tag) in [
            ("de", "de"),
            ("DE", "de"),
            ("pt-br", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-CH-1996", "de-CH-1996"),
            ("sl-rozaj", "sl-rozaj"),
        ] {
            assert_eq!(canonical(text).as_deref(), Some(tag));
        }
        for text in ["", "d", "german", "de_DE", "de-", "de-DE-AT", "d3", "de-ab1", "-de", "de--AT"] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_found_and_in_order() {
        assert!(NAMES.is_sorted());
        assert_eq!(name("pt-BR"), Some("Português"));
        assert_eq!(name("tlh"), None);
    }

    #[test]
    fn a_script_says_more_of_the_direction_than_the_language() {
        for (tag, expected) in
            [("ar", "rtl"), ("he-IL", "rtl"), ("de", "ltr"), ("pa-Arab", "rtl"), ("ar-Latn", "ltr"), ("ug-CN", "rtl")]
        {
            assert_eq!(direction(tag), expected, "{tag}");
        }
    }
}
