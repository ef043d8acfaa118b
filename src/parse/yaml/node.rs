//! Shapes that plain types do not have: scalars as they are written, values that may be a scalar, a list or a
//! mapping, and mappings that keep their order and the places of their keys.
//!
//! It refuses to know what they stand for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Spanned, span_of};

/// A scalar as it is written, whatever it looks like: `3.10`, `no` and `2026-11-23` are text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, without quotes.
    pub text: String,
    /// Its bytes, counted from the first of the YAML text.
    pub span: Range<usize>,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::<String>::deserialize(deserializer).map(|Spanned { value, span }| Self { text: value, span })
    }
}

impl JsonSchema for Scalar {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Scalar".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "number", "boolean"]})
    }
}

/// A scalar, a list of scalars, or a mapping that reads as `M`.
///
/// The reader hands over numbers, not what was written, so a node must be settled with the source before use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlNode<M> {
    /// Which of them it is.
    pub shape: NodeShape<M>,
    /// Its bytes; of a mapping or a list, where it begins.
    pub span: Range<usize>,
}

/// The shapes of a [`YamlNode`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeShape<M> {
    /// A scalar as it is written; empty when there is none.
    Scalar(String),
    /// A scalar that stands at these bytes: not settled.
    At(Range<usize>),
    /// A list.
    List(Vec<Scalar>),
    /// A mapping.
    Map(Box<M>),
}

impl<M> YamlNode<M> {
    /// Fetches what is written from `source`, the very text that was read.
    pub fn settle(&mut self, source: &str) {
        if let NodeShape::At(span) = &self.shape {
            self.shape = NodeShape::Scalar(source.get(span.clone()).unwrap_or_default().to_owned());
        }
    }
}

impl<'de, M: Deserialize<'de>> Deserialize<'de> for YamlNode<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_yaml::Spanned::<NodeShape<M>>::deserialize(deserializer)?;
        let shape = match spanned.value {
            NodeShape::At(_) => NodeShape::At(span_of(spanned.defined)),
            shape => shape,
        };
        Ok(Self { shape, span: span_of(spanned.referenced) })
    }
}

impl<'de, M: Deserialize<'de>> Deserialize<'de> for NodeShape<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor(PhantomData))
    }
}

struct ShapeVisitor<M>(PhantomData<M>);

impl<'de, M: Deserialize<'de>> Visitor<'de> for ShapeVisitor<M> {
    type Value = NodeShape<M>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, a list or keys with values")
    }

    fn visit_str<E>(self, text: &str) -> Result<NodeShape<M>, E> {
        Ok(NodeShape::Scalar(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<NodeShape<M>, E> {
        Ok(NodeShape::At(0..0))
    }

    fn visit_i64<E>(self, _: i64) -> Result<NodeShape<M>, E> {
        Ok(NodeShape::At(0..0))
    }

    fn visit_u64<E>(self, _: u64) -> Result<NodeShape<M>, E> {
        Ok(NodeShape::At(0..0))
    }

    fn visit_f64<E>(self, _: f64) -> Result<NodeShape<M>, E> {
        Ok(NodeShape::At(0..0))
    }

    fn visit_unit<E>(self) -> Result<NodeShape<M>, E> {
        Ok(NodeShape::Scalar(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<NodeShape<M>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(NodeShape::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NodeShape<M>, A::Error> {
        M::deserialize(MapAccessDeserializer::new(map)).map(|map| NodeShape::Map(Box::new(map)))
    }
}

impl<M: JsonSchema> JsonSchema for YamlNode<M> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Node_of_{}", M::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let scalar = generator.subschema_for::<Scalar>();
        let map = generator.subschema_for::<M>();
        let list = json_schema!({"type": "array", "items": scalar});
        let shapes = [scalar, list, map].into_iter().filter(|shape| shape.as_bool() != Some(false));
        json_schema!({"anyOf": shapes.collect::<Vec<_>>()})
    }
}

/// No mapping: the `M` of a [`YamlNode`] that is a scalar or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMap {}

impl<'de> Deserialize<'de> for NoMap {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(de::Error::custom("expected a value or a list, found keys with values"))
    }
}

impl JsonSchema for NoMap {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "NoMap".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(false)
    }
}

/// A mapping with keys of the author's own, in the author's order, each key with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<V>(pub Vec<(Scalar, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
    type Value = Entries<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<V>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

impl<V: JsonSchema> JsonSchema for Entries<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Entries_of_{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<V>();
        json_schema!({"type": "object", "additionalProperties": value})
    }
}

/// Any value, with the places of its scalars.
#[derive(Clone, Debug)]
pub enum YamlTree {
    /// A scalar, or nothing.
    Scalar(WrittenScalar),
    /// A list.
    List(Vec<Self>),
    /// A mapping, and where it begins.
    Map(BTreeMap<String, Self>, Range<usize>),
}

/// A scalar in a [`YamlTree`].
#[derive(Clone, Debug)]
pub struct WrittenScalar {
    /// The text; `None` of a number or a boolean, which the reader does not hand over as it is written.
    text: Option<String>,
    span: Range<usize>,
}

impl WrittenScalar {
    /// The scalar as it is written in `source`, the very text that was read.
    pub fn settled(&self, source: &str) -> Spanned<String> {
        let written = || source.get(self.span.clone()).unwrap_or_default().to_owned();
        Spanned::new(self.text.clone().unwrap_or_else(written), self.span.clone())
    }
}

/// What a [`YamlTree`] is read from, before its place is known.
enum TreeShape {
    Text(Option<String>),
    List(Vec<YamlTree>),
    Map(BTreeMap<String, YamlTree>),
}

impl<'de> Deserialize<'de> for YamlTree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value, span } = Spanned::<TreeShape>::deserialize(deserializer)?;
        Ok(match value {
            TreeShape::Text(text) => Self::Scalar(WrittenScalar { text, span }),
            TreeShape::List(items) => Self::List(items),
            TreeShape::Map(entries) => Self::Map(entries, span),
        })
    }
}

impl<'de> Deserialize<'de> for TreeShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = TreeShape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, a list or keys with values")
    }

    fn visit_str<E>(self, text: &str) -> Result<TreeShape, E> {
        Ok(TreeShape::Text(Some(text.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<TreeShape, E> {
        Ok(TreeShape::Text(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<TreeShape, E> {
        Ok(TreeShape::Text(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<TreeShape, E> {
        Ok(TreeShape::Text(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<TreeShape, E> {
        Ok(TreeShape::Text(None))
    }

    fn visit_unit<E>(self) -> Result<TreeShape, E> {
        Ok(TreeShape::Text(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<TreeShape, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(TreeShape::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TreeShape, A::Error> {
        BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(TreeShape::Map)
    }
}
