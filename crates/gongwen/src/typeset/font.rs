//! Faces: the five roles of official documents, their glyphs and widths.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::half_width::HalfWidth;
use super::misdrawn;
use crate::{foreign, regular_file};

/// The role of a face (GB/T 9704 names the faces; `duban.toml` names the files).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 仿宋: all text without another role.
    FangSong,
    /// 黑体: first-level headings, labels, table heads.
    Hei,
    /// 楷体: second-level headings.
    Kai,
    /// 小标宋: the issuer's mark and titles.
    TitleSong,
    /// 宋体: page numbers; also the fallback for glyphs that other faces lack.
    Song,
}

impl Role {
    /// All roles, in the order of [`FontBook`]'s faces.
    pub const ALL: [Role; 5] = [Role::FangSong, Role::Hei, Role::Kai, Role::TitleSong, Role::Song];

    fn id(self) -> FaceId {
        FaceId(self as u16)
    }

    /// Returns the role of a face; 宋体 for the face of rare characters.
    pub(crate) fn of(face: FaceId) -> Self {
        Self::ALL.get(usize::from(face.0)).copied().unwrap_or(Self::Song)
    }
}

/// A face's position in its [`FontBook`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub(crate) u16);

/// The face of rare characters, after those of the roles.
const RARE: FaceId = FaceId(Role::ALL.len() as u16);

/// A font file, or a member of a collection of faces.
#[derive(Debug, Clone)]
pub struct Face {
    /// PostScript name.
    pub name: String,
    /// The file's bytes.
    pub data: Arc<[u8]>,
    /// The face's place in a collection (`.ttc`), from 0.
    pub member: u32,
    half_width: HalfWidth,
}

/// The reasons for which a face cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// The file cannot be read.
    #[error("无法读取字体文件 {path}：{}", foreign::system(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// The file is not a TrueType or OpenType font.
    #[error(
        "{path} 不是可用的 TrueType/OpenType 字体：{}",
        foreign::or_instead(reason, "文件不完整或已损坏")
    )]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The font reader's message.
        reason: String,
    },
}

impl Face {
    /// Reads a font file; of a collection it takes the first face.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is not a font with a character map.
    pub fn load(path: &Path) -> Result<Self, FontError> {
        Self::load_member(path, 0)
    }

    /// Reads a face of a collection by its place, from 0.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or the face is not there or has no character map.
    pub fn load_member(path: &Path, member: u32) -> Result<Self, FontError> {
        let data = regular_file::read(path)
            .map_err(|source| FontError::Read { path: path.to_owned(), source })?;
        let invalid = |reason: String| FontError::Invalid { path: path.to_owned(), reason };
        let font =
            FontRef::from_index(&data, member).map_err(|error| invalid(error.to_string()))?;
        if !font.charmap().has_map() {
            return Err(invalid("没有字符映射表".to_owned()));
        }
        let name = font
            .localized_strings(StringId::POSTSCRIPT_NAME)
            .english_or_first()
            .map(|name| name.to_string())
            .unwrap_or_else(|| "Font".to_owned());
        Ok(Self {
            name: name.chars().filter(char::is_ascii_graphic).collect(),
            half_width: HalfWidth::of(&font),
            data: data.into(),
            member,
        })
    }

    /// Returns the tables of the face.
    ///
    /// # Errors
    ///
    /// They cannot be read. They could when the face was loaded.
    pub(crate) fn tables(&self) -> Result<FontRef<'_>, skrifa::raw::ReadError> {
        FontRef::from_index(&self.data, self.member)
    }
}

/// The faces of the five roles, and one that has characters that they lack.
#[derive(Debug, Clone)]
pub struct FontBook {
    faces: Vec<Face>,
}

impl FontBook {
    /// Reads the file of each role.
    ///
    /// # Errors
    ///
    /// The error of the first face that cannot be used.
    pub fn load(path: impl Fn(Role) -> PathBuf) -> Result<Self, FontError> {
        Self::with(|role| Face::load(&path(role)))
    }

    /// Takes the face of each role from `face`, which may keep faces from one book to the next.
    ///
    /// # Errors
    ///
    /// The error of the first face that cannot be used.
    pub fn with(face: impl FnMut(Role) -> Result<Face, FontError>) -> Result<Self, FontError> {
        Ok(Self { faces: Role::ALL.into_iter().map(face).collect::<Result<_, _>>()? })
    }

    /// Adds a face for characters that the others lack: those of rare names.
    #[must_use]
    pub fn with_rare(mut self, face: Face) -> Self {
        self.faces.truncate(Role::ALL.len());
        self.faces.push(face);
        self
    }

    /// Returns the face with `id`.
    ///
    /// # Panics
    ///
    /// If `id` comes from another book.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// Returns every face with its id.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0..).map(FaceId).zip(&self.faces)
    }

    /// Returns a view for looking glyphs up.
    pub fn reader(&self) -> FontReader<'_> {
        FontReader {
            faces: self
                .faces
                .iter()
                .map(|face| {
                    let font = face.tables().expect("the face was parsed when it was loaded");
                    FaceReader {
                        half_width: &face.half_width,
                        misdrawn: misdrawn::by(&face.name),
                        charmap: font.charmap(),
                        metrics: GlyphMetrics::new(&font, Size::unscaled(), LocationRef::default()),
                        em: f64::from(
                            font.metrics(Size::unscaled(), LocationRef::default()).units_per_em,
                        ),
                    }
                })
                .collect(),
        }
    }
}

/// A view of a [`FontBook`] for looking glyphs up. Cheap to make; make one for each document.
pub struct FontReader<'a> {
    faces: Vec<FaceReader<'a>>,
}

struct FaceReader<'a> {
    half_width: &'a HalfWidth,
    /// The characters that the face draws as others.
    misdrawn: &'static [char],
    charmap: Charmap<'a>,
    /// The metrics, in font units.
    metrics: GlyphMetrics<'a>,
    /// Font units in an em.
    em: f64,
}

/// A glyph of a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoundGlyph {
    /// The face that has it.
    pub face: FaceId,
    /// Its number in the face.
    pub glyph: u16,
    /// Its advance in ems.
    pub advance: f64,
}

/// The size and the place of a glyph that is drawn for another character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adapted {
    /// The size as a share of the text's.
    pub scale: f64,
    /// The distance of its baseline above that of the text, in ems of the text.
    pub rise: f64,
}

impl Adapted {
    /// A glyph as it is.
    pub const PLAIN: Self = Self { scale: 1.0, rise: 0.0 };
}

/// The ink of a glyph in ems from its origin: right of it and above it is positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    /// Leftmost point.
    pub left: f64,
    /// Rightmost point.
    pub right: f64,
    /// Lowest point.
    pub bottom: f64,
    /// Highest point.
    pub top: f64,
}

impl Ink {
    /// Returns the point halfway between the left and right edges.
    pub fn centre(&self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

impl FontReader<'_> {
    /// Returns the glyph of `c` in the face of `role`, or else in that of [`Role::Song`] or of rare characters.
    pub fn glyph(&self, role: Role, c: char) -> Option<FoundGlyph> {
        let rare = (self.faces.len() > Role::ALL.len()).then_some(RARE);
        let ids = [Some(role.id()), Some(Role::Song.id()), rare];
        ids.into_iter().flatten().find_map(|id| self.glyph_in(id, c))
    }

    /// Returns the glyph of a figure, Latin letter or ASCII mark beside Chinese characters of `role`.
    ///
    /// The Latin glyphs of free 仿宋 and 楷体 faces are not drawn for official documents, so these roles use
    /// those of [`Role::Song`], like offices whose faces have none. Faces whose Latin is half-width
    /// throughout (仿宋_GB2312) were made for official documents and keep it. Figures are half-width if
    /// the face has such glyphs.
    pub fn western(&self, role: Role, c: char) -> Option<FoundGlyph> {
        let brush = matches!(role, Role::FangSong | Role::Kai);
        let role = if brush && !self.face(role.id()).half_width.latin { Role::Song } else { role };
        let found = self.glyph(role, c)?;
        let half = self.face(found.face).half_width.figure(c);
        half.and_then(|half| self.found(found.face, half.into())).or(Some(found))
    }

    fn glyph_in(&self, id: FaceId, c: char) -> Option<FoundGlyph> {
        let face = self.face(id);
        let glyph = face.charmap.map(c).filter(|_| !face.misdrawn.contains(&c));
        self.found(id, glyph.filter(|glyph| *glyph != GlyphId::NOTDEF)?)
    }

    fn found(&self, id: FaceId, glyph: GlyphId) -> Option<FoundGlyph> {
        let face = self.face(id);
        Some(FoundGlyph {
            face: id,
            glyph: u16::try_from(glyph.to_u32()).ok()?,
            advance: f64::from(face.metrics.advance_width(glyph)?) / face.em,
        })
    }

    fn face(&self, id: FaceId) -> &FaceReader<'_> {
        &self.faces[usize::from(id.0)]
    }

    /// Returns the ink of a glyph; `None` for blanks.
    pub fn ink(&self, face: FaceId, glyph: u16) -> Option<Ink> {
        let face = self.face(face);
        let bounds = face.metrics.bounds(GlyphId::from(glyph))?;
        (bounds.y_max > bounds.y_min).then_some(Ink {
            left: f64::from(bounds.x_min) / face.em,
            right: f64::from(bounds.x_max) / face.em,
            bottom: f64::from(bounds.y_min) / face.em,
            top: f64::from(bounds.y_max) / face.em,
        })
    }
}
