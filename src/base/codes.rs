//! The codes of all diagnostics: a stable slug, what it means, and an example that causes it.
//!
//! The table in the documentation is made from this one.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! codes {
    ($($name:ident $slug:literal $meaning:literal $example:literal;)*) => {
        /// A diagnostic's stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The slug that is printed.
            pub fn slug(self) -> &'static str {
                match self { $(Code::$name => $slug,)* }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $meaning,)* }
            }

            /// Something that causes it.
            pub fn example(self) -> &'static str {
                match self { $(Code::$name => $example,)* }
            }
        }
    };
}

codes! {
    // Files and YAML
    NotText "not-text" "A file that should be text is not valid UTF-8." "a Markdown file saved as Latin-1";
    TooLarge "too-large" "A file is larger than Versus reads." "a 200 MB dataset";
    YamlSyntax "yaml-syntax" "The YAML cannot be read." "title: [unclosed";
    CutText "cut-text" "A text that YAML cuts at ` #`, where a comment begins." "title: C # and F #";
    TomlSyntax "toml-syntax" "The TOML of front matter cannot be read." "title = Guide";
    FrontMatter "front-matter" "The beginning of a page looks like front matter, and is not read." "a blank line before ---";
    YamlLimits "yaml-limits" "The YAML nests, repeats or expands beyond all reason." "an alias bomb";
    DuplicateKey "duplicate-key" "The same key stands twice." "title: A, then title: B";
    UnknownKey "unknown-key" "A key that means nothing here." "titel: Node.js vs Python";
    WrongType "wrong-type" "A value is not of the type that its key takes." "draft: perhaps";
    MissingKey "missing-key" "A key that must be there is not." "a criterion without `id`";
    BadDate "bad-date" "A date that is none." "date: 2026-13-40";
    UnreadableFile "unreadable-file" "A file or folder could not be read." "a file without read permission";
    SkippedFile "skipped-file" "A file is not published because of what it is." "a link that leaves the project";
    Draft "draft" "A draft, a page of a draft section or a file beside a draft is left out." "draft: true";
    FuturePage "future-page" "A page dated in the future is left out." "date: 2027-01-01";
    Exists "exists" "Something is there already, and nothing is written over it." "versus init in a folder with files";
    BadName "bad-name" "Nothing new can have this name or stand in this place." "versus new subject '???'";
    // Pages
    BadPath "bad-path" "An address that a page cannot have." "path: ../../etc";
    PathCollision "path-collision" "Two sources make the same address, also when they differ only in case or Unicode form." "a.md beside a/_index.md";
    UnknownTemplate "unknown-template" "The theme has no such template." "template: landing";
    UnknownTaxonomy "unknown-taxonomy" "A taxonomy that versus.yaml does not declare." "taxonomies: {tag: [a]}";
    BadLanguage "bad-language" "A language that is no tag of BCP 47, or a language whose entry cannot be." "language: en_US";
    UnconfiguredLanguage "unconfigured-language" "A file's name ends like one in a language that versus.yaml does not name." "page.fr.md";
    UnknownTheme "unknown-theme" "The theme that versus.yaml names is not there." "theme: minimal";
    UpdatedBeforeDate "updated-before-date" "A page says that it was last changed before it was published." "date: 2026-03-01, updated: 2026-01-01";
    // Markdown
    BrokenLink "broken-link" "A link leads to a page or file that is not there." "[see](missing.md)";
    BrokenAnchor "broken-anchor" "A link leads to a heading that is not there." "[see](other.md#missing)";
    DeadLink "dead-link" "A link or a source elsewhere is gone; told by `versus check --external`." "a page that answers 404, a host that is not known";
    UncheckedLink "unchecked-link" "Whether a link or a source elsewhere is there could not be found out. It never fails a check." "a host that answers 403 or 503, or not in time";
    EmptyLink "empty-link" "A link has no text that readers could follow, or no address." "[](guide.md)";
    UnsafeLink "unsafe-link" "A link with a scheme that is not allowed." "[x](javascript:alert(1))";
    BadImage "bad-image" "An image cannot be read, or what an image names is none." "![Prices](prices.png), a file that is cut off";
    ImageTooLarge "image-too-large" "An image has more pixels than Versus decodes and is published as it is only." "a scan of 20,000 × 20,000 pixels";
    AltText "alt-text" "An image has no alternative text, or has one and is said to be there for show only." "![](prices.png)";
    RawHtml "raw-html" "Raw HTML in Markdown is shown as text." "<div>…</div>";
    HeadingAttribute "heading-attribute" "A heading may set only an id and classes." "## A {onclick=x}";
    DuplicateId "duplicate-id" "The same id stands twice." "two headings with {#setup}";
    UnknownLanguage "unknown-language" "No grammar for the language of a code block." "```rsut";
    CodeTooLong "code-too-long" "A code block or line is too long to highlight and is shown plain." "a 90 KB line of SQL";
    CodeTooComplex "code-too-complex" "A code block would take too long to highlight and is shown plain." "8 KB of `a::a::a::` in one line of C++";
    BadFence "bad-fence" "The info string of a code block cannot be read." "```js hl=a-b";
    MissingInclude "missing-include" "An included file or region is not there." "```js include=./a.js#api";
    UnusedFootnote "unused-footnote" "A footnote that is not drawn, as nothing refers to it, or another before it has its name." "[^a]: A note, and no [^a] in the text";
    MarkdownLimits "markdown-limits" "Markdown nested beyond all reason." "10,000 nested quotes";
    // Blocks
    UnknownBlock "unknown-block" "A block that neither Versus nor the theme knows." "```{matrx}";
    BadBlock "bad-block" "A block's arguments or body do not fit it." "```{cards} without items";
    EmptyBlock "empty-block" "A block with nothing in it." "```{faq} with no questions";
    UnknownRole "unknown-role" "A role that means nothing." "{val}`nodejs.packages`";
    UnknownSubject "unknown-subject" "A subject that the dataset does not have." "subject: nodjes";
    // Themes
    Template "template" "A template cannot be read or drawn." "{{ page.title | shout }}";
    UnknownVariable "unknown-variable" "A template uses something that its view does not have." "{{ page.titel }}";
    ThemeFile "theme-file" "A file of the theme cannot be used." "an asset that refers to a missing one";
    MissingMessage "missing-message" "The theme has no interface text for what a template prints, or not in a language of the site." "no `search` in messages/fr.yaml";
    // Output
    Output "output" "The site or a file could not be written." "a read-only folder";
    Serve "serve" "The preview could not be served." "a port that is in use";
    Internal "internal" "A fault in Versus itself." "please report it";
    // Data
    UnknownDataset "unknown-dataset" "A dataset that is not there." "compare: {dataset: bakend}";
    UnknownDatum "unknown-datum" "An address that no datum has." "{value}`nodejs.pakages`";
    UnknownProfile "unknown-profile" "A profile that the dataset does not have." "profile: liv";
    ContradictedPick "contradicted-pick" "The author's verdict is not what the data say." "pick: python, where Node.js wins";
    UndisclosedAffiliate "undisclosed-affiliate" "A page shows an affiliate link and has no disclosure." "a subject with `affiliate_url` in a matrix";
    Lopsided "lopsided" "A checklist has many more statements for one subject than for another." "6 statements for A, 2 for B";
    OpenEnd "open-end" "An edge or a node names something that is not in the diagram." "{from: gateway, to: wokers}";
    StrayData "stray-data" "A file among the datasets that no dataset takes." "content/data/backend/subject/nodejs.yaml";
    BadCsv "bad-csv" "A table that cannot be read, or a row that does not fit its header." "a row of 4 cells under a header of 5";
    BadId "bad-id" "An id holds something else than lower-case letters, digits, - and _." "id: Node.js";
    UnknownCriterion "unknown-criterion" "A criterion that the dataset does not have." "values: {realtme: 5}";
    UnknownGroup "unknown-group" "A group that the dataset does not have." "group: runtme";
    UnknownScale "unknown-scale" "A scale that the dataset does not have." "scale: qualty";
    UnknownSource "unknown-source" "A source that the dataset does not have." "source: handbok";
    BadScale "bad-scale" "A scale with fewer than two levels, or with one level twice." "quality: [Good]";
    BadCriterion "bad-criterion" "A criterion's keys do not fit its type." "type: rating without `scale`";
    BadWeight "bad-weight" "A weight that cannot count." "weight: -1";
    BadValue "bad-value" "A value that is not of its criterion's type, or that its key cannot take." "realtime: 7, on a scale of five";
    PartialWithoutNote "partial-without-note" "Support is partial and no note says in what." "websocket: partial";
    Unsourced "unsourced" "A value without a source where its criterion requires one." "packages: 1000000";
    FutureDate "future-date" "A value is said to be of a day that has not come, or a page to have been changed on one." "as_of: 2999-01-01";
    Stale "stale" "A value is older than it may grow; at twice the age it is an error." "as_of: 2019-10-14 where max_age is 5y";
    Undated "undated" "A value that may grow old has no date to tell its age by." "max_age: 12mo and no `as_of`";
    MissingValue "missing-value" "A subject says nothing about a criterion, not even `unknown`." "a subject without `realtime`";
    ContradictingText "contradicting-text" "A value's text says something else than the value." "{value: 2, text: Excellent}";
    OutOfAnchors "out-of-anchors" "A number lies outside its criterion's anchors and scores as if it stood at the end." "value: 5000000 where anchors are [0, 4000000]";
    Sentinel "sentinel" "A value that looks like a stand-in for having none." "packages: -1";
    OrphanSource "orphan-source" "A source that no value names." "sources: {handbook: …}, unused";
    SameForAll "same-for-all" "All subjects have the same value, so the criterion tells none from another." "websocket: yes, for each subject";
    CriterionLeftOut "criterion-left-out" "A criterion weighs, and nobody has a value for it, or a ranked subject has none." "price: unknown, for each subject";
    FragileVerdict "fragile-verdict" "One step of one weight would change who wins." "weight: 1, and at 1.5 another leads";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let slug = String::deserialize(deserializer)?;
        let found = Self::ALL.iter().find(|code| code.slug() == slug);
        found.copied().ok_or_else(|| serde::de::Error::custom("no such code"))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}
