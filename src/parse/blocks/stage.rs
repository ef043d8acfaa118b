//! The stages of a block, and how its arguments get from one to the next.
//!
//! `arguments!` declares arguments once for all stages. What differs between stages has a type of
//! its own, such as [`RichText`]; how each type is carried over says [`MapStage`].

use std::fmt::Debug;
use std::ops::Range;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::parse::yaml::Spanned;

/// What the open parts of a block are at one stage of the pipeline.
pub trait BlockStage {
    /// Markdown, or the body of a block.
    type Rich: Clone + Debug;
    /// An address that a reader can follow.
    type Link: Clone + Debug;
    /// A subject of a dataset.
    type Subject: Clone + Debug;
    /// A datum: `subject.criterion`.
    type Datum: Clone + Debug;
    /// The data that the data blocks draw.
    type Data: Clone + Debug;
}

/// The text type of a stage.
pub type Rich<S> = <S as BlockStage>::Rich;

/// Carries a block from one stage to the next.
pub trait Map {
    /// The stage it comes from.
    type From: BlockStage;
    /// The stage it goes to.
    type To: BlockStage;

    /// Maps a text of any number of paragraphs.
    fn rich(&mut self, rich: &Rich<Self::From>) -> Rich<Self::To>;
    /// Maps a text of one paragraph, which is drawn without it.
    fn inline(&mut self, rich: &Rich<Self::From>) -> Rich<Self::To> {
        self.rich(rich)
    }
    /// Turns a span into one of the file; after parsing it is one.
    fn at<T: Clone>(&self, value: &Spanned<T>) -> Spanned<T> {
        value.clone()
    }
    /// Maps an address.
    fn link(&mut self, link: &<Self::From as BlockStage>::Link) -> <Self::To as BlockStage>::Link;
    /// Maps a subject; `None` when there is no such subject, which has been reported.
    fn subject(&mut self, subject: &<Self::From as BlockStage>::Subject) -> Option<<Self::To as BlockStage>::Subject>;
    /// Maps a datum; `None` when there is none, which has been reported.
    fn datum(&mut self, datum: &<Self::From as BlockStage>::Datum) -> Option<<Self::To as BlockStage>::Datum>;
    /// Maps the data of a block; `None` when they cannot be drawn, which has been reported.
    fn data(
        &mut self,
        data: &<Self::From as BlockStage>::Data,
        select: &Select,
        span: &Range<usize>,
    ) -> Option<<Self::To as BlockStage>::Data>;
}

/// A part of a block that can be carried to another stage.
pub trait MapStage<S: BlockStage> {
    /// Its type at another stage.
    type At<T: BlockStage>;

    /// The part at the next stage; `None` when something it cannot do without is missing, which has been reported.
    /// `block` are the bytes of the block's name.
    fn map_stage<M: Map<From = S>>(&self, m: &mut M, block: &Range<usize>) -> Option<Self::At<M::To>>;
}

/// Implements [`MapStage`] for types that are the same at all stages.
macro_rules! same_at_all_stages {
    ($($type:ty),*) => { $(
        impl<S: $crate::parse::blocks::BlockStage> $crate::parse::blocks::MapStage<S> for $type {
            type At<T: $crate::parse::blocks::BlockStage> = $type;

            fn map_stage<M: $crate::parse::blocks::Map<From = S>>(
                &self,
                _: &mut M,
                _: &std::ops::Range<usize>,
            ) -> Option<$type> {
                Some(self.clone())
            }
        }
    )* };
}
pub(super) use same_at_all_stages;

same_at_all_stages!(String, bool, f64);

impl<S: BlockStage, P: MapStage<S>> MapStage<S> for Option<P> {
    type At<T: BlockStage> = Option<P::At<T>>;

    fn map_stage<M: Map<From = S>>(&self, m: &mut M, block: &Range<usize>) -> Option<Self::At<M::To>> {
        Some(self.as_ref().and_then(|part| part.map_stage(m, block)))
    }
}

impl<S: BlockStage, P: MapStage<S>> MapStage<S> for Vec<P> {
    type At<T: BlockStage> = Vec<P::At<T>>;

    fn map_stage<M: Map<From = S>>(&self, m: &mut M, block: &Range<usize>) -> Option<Self::At<M::To>> {
        Some(self.iter().filter_map(|part| part.map_stage(m, block)).collect())
    }
}

impl<S: BlockStage, V: Clone> MapStage<S> for Spanned<V> {
    type At<T: BlockStage> = Spanned<V>;

    fn map_stage<M: Map<From = S>>(&self, m: &mut M, _: &Range<usize>) -> Option<Spanned<V>> {
        Some(m.at(self))
    }
}

impl<S: BlockStage, V: Clone> MapStage<S> for IndexMap<Spanned<String>, Spanned<V>> {
    type At<T: BlockStage> = Self;

    fn map_stage<M: Map<From = S>>(&self, m: &mut M, _: &Range<usize>) -> Option<Self> {
        Some(self.iter().map(|(key, value)| (m.at(key), m.at(value))).collect())
    }
}

/// Declares the open parts that arguments are made of: how each is called, and which method of [`Map`] maps it.
macro_rules! open_parts {
    ($($(#[$meta:meta])* $name:ident($part:ident) |$m:ident, $value:ident| $map:expr;)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(transparent, bound(deserialize = "S::Rich: Deserialize<'de>, S::Link: Deserialize<'de>, S::Subject: Deserialize<'de>, S::Datum: Deserialize<'de>"))]
        #[schemars(inline, bound = "S::Rich: JsonSchema, S::Link: JsonSchema, S::Subject: JsonSchema, S::Datum: JsonSchema")]
        pub struct $name<S: BlockStage>(pub S::$part);

        impl<S: BlockStage> MapStage<S> for $name<S> {
            type At<T: BlockStage> = $name<T>;

            fn map_stage<M: Map<From = S>>(&self, $m: &mut M, _: &Range<usize>) -> Option<$name<M::To>> {
                let $value = &self.0;
                $map.map($name)
            }
        }
    )* };
}

open_parts! {
    /// Markdown of any number of paragraphs.
    RichText(Rich) |m, text| Some(m.rich(text));
    /// Markdown of one paragraph.
    InlineText(Rich) |m, text| Some(m.inline(text));
    /// The address of a link.
    LinkTarget(Link) |m, link| Some(m.link(link));
    /// The id of a subject.
    SubjectName(Subject) |m, subject| m.subject(subject);
    /// The address of a datum: `subject.criterion`.
    DatumName(Datum) |m, datum| m.datum(datum);
}

/// Declares arguments for all stages, with [`MapStage`]. `NAME<S>` has open parts; `NAME<S> with data` also has a field
/// `data` with what its `select` method selects.
macro_rules! staged {
    () => {};
    ($(#[$meta:meta])* $name:ident<S> { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name<S: $crate::parse::blocks::BlockStage> { $($(#[$field_meta])* pub $field: $type,)* }

        impl<S: $crate::parse::blocks::BlockStage> $crate::parse::blocks::MapStage<S> for $name<S> {
            type At<T: $crate::parse::blocks::BlockStage> = $name<T>;

            fn map_stage<M: $crate::parse::blocks::Map<From = S>>(
                &self,
                m: &mut M,
                block: &std::ops::Range<usize>,
            ) -> Option<$name<M::To>> {
                Some($name { $($field: $crate::parse::blocks::MapStage::map_stage(&self.$field, m, block)?,)* })
            }
        }

        $crate::parse::blocks::stage::staged! { $($rest)* }
    };
    ($(#[$meta:meta])* $name:ident<S> with data { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name<S: $crate::parse::blocks::BlockStage> {
            $($(#[$field_meta])* pub $field: $type,)*
            /// What was selected, once it is joined.
            #[serde(skip)]
            pub data: S::Data,
        }

        impl<S: $crate::parse::blocks::BlockStage> $crate::parse::blocks::MapStage<S> for $name<S> {
            type At<T: $crate::parse::blocks::BlockStage> = $name<T>;

            fn map_stage<M: $crate::parse::blocks::Map<From = S>>(
                &self,
                m: &mut M,
                block: &std::ops::Range<usize>,
            ) -> Option<$name<M::To>> {
                Some($name {
                    data: m.data(&self.data, &self.select(), block)?,
                    $($field: $crate::parse::blocks::MapStage::map_stage(&self.$field, m, block)?,)*
                })
            }
        }

        $crate::parse::blocks::stage::staged! { $($rest)* }
    };
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl<S: $crate::parse::blocks::BlockStage> $crate::parse::blocks::MapStage<S> for $name {
            type At<T: $crate::parse::blocks::BlockStage> = $name;

            fn map_stage<M: $crate::parse::blocks::Map<From = S>>(
                &self,
                m: &mut M,
                block: &std::ops::Range<usize>,
            ) -> Option<$name> {
                Some($name { $($field: $crate::parse::blocks::MapStage::map_stage(&self.$field, m, block)?,)* })
            }
        }

        $crate::parse::blocks::stage::staged! { $($rest)* }
    };
}
pub(super) use staged;

/// Declares arguments that are read from YAML, misspelt keys refused, and have a schema; see [`staged`] for the form.
macro_rules! arguments {
    () => {};
    ($(#[$meta:meta])* $name:ident<S> $(with $data:ident)? { $($fields:tt)* } $($rest:tt)*) => {
        $crate::parse::blocks::stage::staged! {
            $(#[$meta])*
            #[derive(serde::Deserialize, schemars::JsonSchema)]
            #[serde(deny_unknown_fields, bound(deserialize =
                "S::Rich: Deserialize<'de>, S::Link: Deserialize<'de>, S::Subject: Deserialize<'de>, S::Datum: Deserialize<'de>, S::Data: Default"))]
            #[schemars(bound = "S::Rich: JsonSchema, S::Link: JsonSchema, S::Subject: JsonSchema, S::Datum: JsonSchema")]
            $name<S> $(with $data)? { $($fields)* }
        }
        $crate::parse::blocks::stage::arguments! { $($rest)* }
    };
    ($(#[$meta:meta])* $name:ident { $($fields:tt)* } $($rest:tt)*) => {
        $crate::parse::blocks::stage::staged! {
            $(#[$meta])*
            #[derive(serde::Deserialize, schemars::JsonSchema)]
            #[serde(deny_unknown_fields)]
            $name { $($fields)* }
        }
        $crate::parse::blocks::stage::arguments! { $($rest)* }
    };
}
pub(super) use arguments;

/// What a data block shows of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Select {
    /// The dataset's name, else the page's.
    pub dataset: Option<Spanned<String>>,
    /// The subjects, in order, else all that the page compares.
    pub subjects: Option<Vec<Spanned<String>>>,
    /// The criteria, in order, else all.
    pub criteria: Option<Vec<Spanned<String>>>,
    /// The groups of criteria, else all.
    pub groups: Option<Vec<Spanned<String>>>,
}
