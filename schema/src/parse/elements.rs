//! The elements of an XML document, one after another, each with where it stands.

use std::borrow::Cow;

use quick_xml::events::attributes::{AttrError, Attribute};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::invalid::InvalidSchema;

pub(crate) type Result<T> = std::result::Result<T, InvalidSchema>;

/// The most attributes of an element; the XML reader's search for one written twice is quadratic in them.
const MAX_ATTRIBUTES: usize = 64;

/// The processing instruction of a pruned schema, between `<?` and `?>`.
pub(crate) const PRUNED: &str = "graph-entity pruned";

/// The start of an element.
pub(crate) struct Element<'t> {
    tag: BytesStart<'t>,
    /// Where its `<` stands, in bytes.
    pub(crate) offset: usize,
}

impl Element<'_> {
    /// The name without its XML prefix.
    pub(crate) fn name(&self) -> &str {
        let name = self.tag.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The name as it stands in the document.
    pub(crate) fn full_name(&self) -> &str {
        self.tag.name().0
    }
}

/// The document, without the byte order mark that it may start with.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The elements of a document without its mark.
pub(crate) struct Elements<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
}

impl<'t> Elements<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader }
    }

    /// How far the document is read, in bytes.
    pub(crate) fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// A mistake in an element.
    pub(crate) fn mistake(&self, element: &Element<'_>, message: impl std::fmt::Display) -> InvalidSchema {
        self.mistake_at(element.offset, message)
    }

    fn mistake_at(&self, offset: usize, message: impl std::fmt::Display) -> InvalidSchema {
        InvalidSchema::new(self.text, offset, message)
    }

    fn malformed(&self, error: impl std::fmt::Display) -> InvalidSchema {
        let offset = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        self.mistake_at(offset, format!("malformed XML: {error}"))
    }

    fn malformed_in(&self, element: &Element<'_>, error: impl std::fmt::Display) -> InvalidSchema {
        self.mistake(element, format!("malformed XML: {error}"))
    }

    /// Gives the root element to a function that reads it to its end; says whether the document calls itself pruned.
    pub(crate) fn root(&mut self, mut read: impl FnMut(&mut Self, &Element<'t>) -> Result<()>) -> Result<bool> {
        // The reader would take it away, and what is pruned of such a document would not be one.
        if self.text.starts_with('\u{feff}') {
            return Err(self.mistake_at(0, "a document starts with one byte order mark, found two"));
        }
        let (mut is_found, mut is_pruned) = (false, false);
        loop {
            let offset = self.offset();
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let element = Element { tag, offset };
                    if is_found {
                        let name = element.full_name();
                        return Err(
                            self.mistake(&element, format!("a document has one root, found `<{name}>` behind it"))
                        );
                    }
                    is_found = true;
                    read(self, &element)?;
                }
                Ok(Event::PI(instruction)) => is_pruned |= instruction.trim() == PRUNED,
                Ok(Event::Text(text)) if text.trim_ascii().is_empty() => {}
                Ok(Event::Comment(_) | Event::Decl(_)) => {}
                Ok(Event::DocType(_)) => return Err(self.doctype(offset)),
                Ok(Event::Eof) if is_found => return Ok(is_pruned),
                Ok(Event::Eof) => {
                    return Err(self.mistake_at(offset, "expected `<edmx:Edmx>`, found the end of the document"));
                }
                Ok(_) => return Err(self.mistake_at(offset, "expected `<edmx:Edmx>`, found text")),
                Err(error) => return Err(self.malformed(error)),
            }
        }
    }

    /// Gives each child of an element to a function that reads it to its end.
    pub(crate) fn each(
        &mut self,
        parent: &Element<'t>,
        mut child: impl FnMut(&mut Self, &Element<'t>) -> Result<()>,
    ) -> Result<()> {
        loop {
            let offset = self.offset();
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => child(self, &Element { tag, offset })?,
                Ok(Event::End(_)) => return Ok(()),
                Ok(Event::Eof) => {
                    let name = parent.full_name();
                    return Err(self.mistake(parent, format!("the document ends inside of `<{name}>`")));
                }
                Ok(Event::DocType(_)) => return Err(self.doctype(offset)),
                Ok(_) => {}
                Err(error) => return Err(self.malformed(error)),
            }
        }
    }

    /// The one way in which XML grows when it is read is through entities that a document declares.
    fn doctype(&self, offset: usize) -> InvalidSchema {
        self.mistake_at(offset, "a schema has no `<!DOCTYPE>`")
    }

    /// Reads an element to its end.
    pub(crate) fn skip(&mut self, element: &Element<'t>) -> Result<()> {
        match self.reader.read_to_end(element.tag.name()) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.unended(element, error)),
        }
    }

    /// The text of an element, which is read to its end.
    pub(crate) fn text(&mut self, element: &Element<'t>) -> Result<Box<str>> {
        let text = self.reader.read_text(element.tag.name()).map_err(|error| self.unended(element, error))?;
        let text = quick_xml::escape::unescape(&text).map_err(|error| self.malformed_in(element, error))?;
        Ok(text.trim().into())
    }

    fn unended(&self, element: &Element<'_>, error: quick_xml::Error) -> InvalidSchema {
        match error {
            // What has no end is the element; where its end is missing is the end of the document, which helps nobody.
            quick_xml::Error::IllFormed(quick_xml::errors::IllFormedError::MissingEndTag(_)) => {
                self.mistake(element, format!("the document ends inside of `<{}>`", element.full_name()))
            }
            error => self.malformed(error),
        }
    }

    /// Gives each attribute to a function, by its name.
    pub(crate) fn attributes(
        &self,
        element: &Element<'t>,
        mut attribute: impl FnMut(&str, Cow<'_, str>) -> Result<()>,
    ) -> Result<()> {
        for (index, found) in element.tag.attributes().enumerate() {
            if index == MAX_ATTRIBUTES {
                let name = element.name();
                return Err(self.mistake(element, format!("`<{name}>` has more than {MAX_ATTRIBUTES} attributes")));
            }
            let Attribute { key, value } = found.map_err(|error| self.attribute_mistake(element, &error))?;
            let value = if value.contains('&') {
                let value = quick_xml::escape::unescape(&value).map_err(|error| self.malformed_in(element, error))?;
                Cow::Owned(value.into_owned())
            } else {
                value
            };
            attribute(key.0, value)?;
        }
        Ok(())
    }

    fn attribute_mistake(&self, element: &Element<'_>, error: &AttrError) -> InvalidSchema {
        let (place, message) = match error {
            AttrError::ExpectedEq(place) | AttrError::ExpectedValue(place) => (place, "an attribute has a value"),
            AttrError::UnquotedValue(place) | AttrError::ExpectedQuote(place, _) => {
                (place, "the value of an attribute stands in quotes")
            }
            AttrError::Duplicated(place, _) => (place, "an attribute is written once"),
        };
        // The place is counted from behind the `<`.
        self.mistake_at(element.offset + 1 + place, format!("malformed XML: {message}"))
    }

    /// The value of an attribute that has to be there.
    pub(crate) fn needed(&self, element: &Element<'_>, attribute: &str, value: Option<Box<str>>) -> Result<Box<str>> {
        match value {
            Some(value) if !value.is_empty() => Ok(value),
            _ => Err(self.mistake(element, format!("`<{}>` needs `{attribute}`", element.name()))),
        }
    }

    /// The value of an attribute that has to be there and to be an identifier (CSDL 4.01, 15.2).
    pub(crate) fn identifier(
        &self,
        element: &Element<'_>,
        attribute: &str,
        value: Option<Box<str>>,
    ) -> Result<Box<str>> {
        let value = self.needed(element, attribute, value)?;
        if is_identifier(&value) {
            return Ok(value);
        }
        Err(self.mistake(element, format!("`{attribute}` is letters, digits and `_`, found `{}`", short(&value))))
    }

    /// The value of an attribute that has to be there and to be identifiers with dots between them (CSDL 4.01, 15.1).
    pub(crate) fn namespace(
        &self,
        element: &Element<'_>,
        attribute: &str,
        value: Option<Box<str>>,
    ) -> Result<Box<str>> {
        let value = self.needed(element, attribute, value)?;
        if value.split('.').all(|part| !part.is_empty() && is_identifier(part)) {
            return Ok(value);
        }
        Err(self.mistake(element, format!("`{attribute}` is identifiers with dots between, found `{}`", short(&value))))
    }

    pub(crate) fn boolean(&self, element: &Element<'_>, attribute: &str, value: &str) -> Result<bool> {
        match value {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(self.mistake(element, format!("`{attribute}` is `true` or `false`, found `{}`", short(value)))),
        }
    }
}

fn is_identifier(text: &str) -> bool {
    let is_ascii = |text: &[u8]| text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    match text.as_bytes() {
        [b'0'..=b'9', ..] => false,
        bytes => is_ascii(bytes) || is_unicode_identifier(text),
    }
}

fn is_unicode_identifier(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// As much of a value as a message has room for.
fn short(value: &str) -> String {
    const ROOM: usize = 60;
    match value.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}
