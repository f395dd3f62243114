//! Values in the JSON of a table, read by serde. The reader of a value reports what it expects; [`entries`]
//! adds the key.

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess};
use serde::{Deserialize, Deserializer};
use serde_json::{Error, Map, Value as Json, map};

use super::{Landscape, Width};
use crate::foreign;

/// Reads the entries of an object. A fault in a value is reported with its key.
pub(super) fn entries<T: DeserializeOwned>(map: &Map<String, Json>) -> Result<T, String> {
    let entries = Entries { rest: map.iter(), entry: None };
    let read = T::deserialize(MapAccessDeserializer::new(entries));
    read.map_err(|error: Error| foreign::serde(&error.to_string()))
}

struct Entries<'a> {
    rest: map::Iter<'a>,
    entry: Option<(&'a String, &'a Json)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.entry = self.rest.next();
        let key = self.entry.map(|(key, _)| key.as_str().into_deserializer());
        key.map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (key, value) = self.entry.take().ok_or_else(|| Error::custom("no entry"))?;
        let read = seed.deserialize(value);
        read.map_err(|error| Error::custom(format!("{key} {error}")))
    }
}

/// Returns the result of `take` for a value, or the default for null.
fn value<'de, D: Deserializer<'de>, T: Default>(
    deserializer: D,
    expected: &str,
    take: impl FnOnce(&Json) -> Option<T>,
) -> Result<T, D::Error> {
    match Json::deserialize(deserializer)? {
        Json::Null => Ok(T::default()),
        json => take(&json).ok_or_else(|| D::Error::custom(format!("应为{expected}"))),
    }
}

/// Reads a switch.
pub(super) fn flag<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    value(d, " true 或 false", Json::as_bool)
}

/// Reads a number of columns or rows.
pub(super) fn span<'de, D: Deserializer<'de>>(d: D) -> Result<Option<usize>, D::Error> {
    value(d, "正整数", |json| {
        let span = json.as_u64().filter(|span| *span > 0)?;
        usize::try_from(span).ok().map(Some)
    })
}

/// Reads the part done, in percent.
pub(super) fn bar<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f64>, D::Error> {
    within(d, 0.0, 999.0, "0至999的数（百分数）")
}

/// Reads the part that should be done, in percent.
pub(super) fn schedule<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f64>, D::Error> {
    within(d, 0.0, 100.0, "0至100的数")
}

/// Reads a type size in points.
pub(super) fn size<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f64>, D::Error> {
    within(d, 9.0, 14.0, "9至14的数（磅）")
}

fn within<'de, D: Deserializer<'de>>(
    d: D,
    least: f64,
    most: f64,
    expected: &str,
) -> Result<Option<f64>, D::Error> {
    value(d, expected, |json| {
        let number = json.as_f64().filter(|number| (least..=most).contains(number));
        number.map(Some)
    })
}

/// Reads one of the names of an enumeration.
pub(super) fn word<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    d: D,
) -> Result<Option<T>, D::Error> {
    let name = name(d)?;
    let read = name.map(|name| T::deserialize(name.into_deserializer()));
    read.transpose().map_err(|error: Error| D::Error::custom(foreign::serde(&error.to_string())))
}

/// Reads a name that is looked up later.
pub(super) fn name<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    Ok(match Json::deserialize(d)? {
        Json::Null => None,
        Json::String(name) => Some(name),
        other => Some(other.to_string()),
    })
}

pub(super) fn landscape<'de, D: Deserializer<'de>>(d: D) -> Result<Landscape, D::Error> {
    value(d, " true、false 或 \"auto\"", |json| match json {
        Json::Bool(true) => Some(Landscape::Always),
        Json::Bool(false) => Some(Landscape::Never),
        json => (json == "auto").then_some(Landscape::Auto),
    })
}

/// Reads a width without checking that it is positive.
pub(super) fn width<'de, D: Deserializer<'de>>(d: D) -> Result<Width, D::Error> {
    value(d, "份数（如 2）、毫米数（如 \"30mm\"）或 \"auto\"", |json| {
        if json.is_number() {
            return Some(Width::Share(json.as_f64().unwrap_or(f64::NAN)));
        }
        match json.as_str()?.trim() {
            "auto" => Some(Width::Content),
            words => words.strip_suffix("mm")?.trim().parse().ok().map(Width::Fixed),
        }
    })
}

/// Reads words, a figure as written, nothing, or a list of these with one line each.
pub(super) fn lines<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    value(d, "文字、数字或它们的列表", text)
}

/// Reads the texts of a list, or a single text.
pub(super) fn items<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    value(d, "文字、数字或它们的列表", |json| match json {
        Json::Array(all) => all.iter().map(text).collect(),
        one => text(one).map(|one| vec![one]),
    })
}

/// Reads words on one line; `None` if they are blank.
pub(super) fn words<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let json = Json::deserialize(d)?;
    if json.is_array() {
        return Err(D::Error::custom("应为文字"));
    }
    let words = lines(json).map_err(D::Error::custom)?;
    Ok((!words.trim().is_empty()).then_some(words))
}

/// Reads the lines that are not blank.
pub(super) fn notes<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    let words = lines(d)?;
    let notes = words.lines().filter(|line| !line.trim().is_empty());
    Ok(notes.map(str::to_owned).collect())
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::Null => Some(String::new()),
        Json::String(words) => Some(words.clone()),
        Json::Array(all) => {
            let lines: Option<Vec<String>> = all.iter().map(text).collect();
            lines.map(|lines| lines.join("\n"))
        }
        Json::Object(_) => None,
        other => Some(other.to_string()),
    }
}
