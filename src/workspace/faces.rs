//! The files of the faces: those that `duban.toml` names, or before them the faces for official documents that are
//! installed on the system, found by the names of their families.

use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, Source, Style, Weight};
use schemars::JsonSchema;
use serde::Deserialize;

use super::Workspace;
use gongwen::typeset::Role;

/// The file of the face for rare characters that comes with duban.
const RARE_FACE: &str = "RareNamesMincho-Regular.ttf";
/// Families with characters of rare names.
const RARE_FAMILIES: [&str; 4] = ["SimSun-ExtB", "宋体-ExtB", "SimSunExtB", "HanaMinB"];

/// The place where faces are looked for first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FontSource {
    /// The files that `duban.toml` names.
    #[default]
    Files,
    /// The system's folders of fonts; a role of which none is installed has the file that `duban.toml` names.
    System,
}

/// The file of a face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceFile {
    /// The file.
    pub path: PathBuf,
    /// The face's place in a collection, from 0.
    pub member: u32,
    /// The family by which it was found on the system; `None` for a file that `duban.toml` names.
    pub family: Option<String>,
}

/// The files of all faces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceFiles {
    roles: Vec<FaceFile>,
    /// The face of rare characters.
    pub rare: Option<FaceFile>,
}

impl FaceFiles {
    /// Returns the file of a role.
    pub fn role(&self, role: Role) -> &FaceFile {
        &self.roles[role as usize]
    }

    /// Returns every file, those of the roles first, in their order.
    pub fn all(&self) -> impl Iterator<Item = &FaceFile> {
        self.roles.iter().chain(&self.rare)
    }
}

impl FaceFile {
    fn named(path: PathBuf) -> Self {
        Self { path, member: 0, family: None }
    }
}

impl Workspace {
    /// Returns the files of the faces. The system's folders are looked through where `duban.toml` asks for it.
    pub fn face_files(&self) -> FaceFiles {
        let mut system = Database::new();
        if self.config.fonts.source == FontSource::System {
            system.load_system_fonts();
        }
        let roles = Role::ALL.into_iter();
        FaceFiles {
            roles: roles
                .map(|role| {
                    installed(&system, families(role), role == Role::TitleSong)
                        .unwrap_or_else(|| FaceFile::named(self.root.join(self.named(role))))
                })
                .collect(),
            rare: self.rare_face(&system),
        }
    }

    fn named(&self, role: Role) -> &Path {
        let files = &self.config.fonts;
        match role {
            Role::FangSong => &files.fangsong,
            Role::Hei => &files.hei,
            Role::Kai => &files.kai,
            Role::TitleSong => &files.title_song,
            Role::Song => &files.song,
        }
    }

    /// Returns the face for rare characters: the one that `duban.toml` names, one of the system, or the one beside 宋体.
    fn rare_face(&self, system: &Database) -> Option<FaceFile> {
        let files = &self.config.fonts;
        let beside = || {
            let beside = self.root.join(&files.song).with_file_name(RARE_FACE);
            beside.is_file().then(|| FaceFile::named(beside))
        };
        let named = files.rare.as_ref().map(|file| FaceFile::named(self.root.join(file)));
        named.or_else(|| installed(system, &RARE_FAMILIES, false)).or_else(beside)
    }
}

/// Returns the families of a role, the best first: those of GB/T 9704 as they are sold, then those that come with
/// systems and office programs.
fn families(role: Role) -> &'static [&'static str] {
    match role {
        Role::FangSong => &[
            "仿宋_GB2312",
            "FangSong_GB2312",
            "方正仿宋_GB2312",
            "方正仿宋_GBK",
            "方正仿宋简体",
            "FZFangSong-Z02S",
            "FZFangSong-Z02",
            "仿宋",
            "FangSong",
            "华文仿宋",
            "STFangsong",
        ],
        Role::Hei => &[
            "黑体",
            "SimHei",
            "方正黑体_GBK",
            "方正黑体简体",
            "FZHei-B01S",
            "FZHei-B01",
            "华文黑体",
            "STHeiti",
            "思源黑体 CN",
            "思源黑体",
            "Source Han Sans CN",
            "Source Han Sans SC",
            "Noto Sans CJK SC",
            "Noto Sans SC",
        ],
        Role::Kai => &[
            "楷体_GB2312",
            "KaiTi_GB2312",
            "方正楷体_GB2312",
            "方正楷体_GBK",
            "方正楷体简体",
            "FZKai-Z03S",
            "FZKai-Z03",
            "楷体",
            "KaiTi",
            "华文楷体",
            "STKaiti",
        ],
        Role::TitleSong => &[
            "方正小标宋_GBK",
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05S",
            "FZXiaoBiaoSong-B05",
            "小标宋体",
            "华文中宋",
            "STZhongsong",
            "思源宋体 CN",
            "思源宋体",
            "Source Han Serif CN",
            "Source Han Serif SC",
            "Noto Serif CJK SC",
            "Noto Serif SC",
        ],
        Role::Song => &[
            "宋体",
            "SimSun",
            "方正书宋_GBK",
            "方正书宋简体",
            "FZShuSong-Z01S",
            "FZShuSong-Z01",
            "华文宋体",
            "STSong",
            "思源宋体 CN",
            "思源宋体",
            "Source Han Serif CN",
            "Source Han Serif SC",
            "Noto Serif CJK SC",
            "Noto Serif SC",
        ],
    }
}

/// The families of 宋体 in several weights: titles are set in the bold one where no 小标宋 is installed.
const SEVERAL_WEIGHTS: [&str; 6] = [
    "思源宋体 CN",
    "思源宋体",
    "Source Han Serif CN",
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Noto Serif SC",
];

/// Returns the installed face of the first of the families that there is: upright, and of the weight nearest to the usual
/// one; for titles the bold one of a family with several. Of equal ones it is the first by its path, so that the order in which folders are read does not matter.
fn installed(system: &Database, families: &[&str], titles: bool) -> Option<FaceFile> {
    families.iter().find_map(|family| {
        let is_bold = titles && SEVERAL_WEIGHTS.contains(family);
        let weight = if is_bold { Weight::BOLD } else { Weight::NORMAL };
        let of_family = |face: &&FaceInfo| {
            face.style == Style::Normal
                && (!is_bold || face.weight >= Weight::SEMIBOLD)
                && face.families.iter().any(|(name, _)| name.eq_ignore_ascii_case(family))
        };
        let files = system.faces().filter(of_family).filter_map(|face| {
            let path = match &face.source {
                Source::File(path) | Source::SharedFile(path, _) => path.clone(),
                Source::Binary(_) => return None,
            };
            Some((face.weight.0.abs_diff(weight.0), path, face.index))
        });
        let (_, path, member) = files.min()?;
        Some(FaceFile { path, member, family: Some((*family).to_owned()) })
    })
}

#[cfg(test)]
mod tests {
    use fontdb::{ID, Language, Stretch};

    use super::*;

    /// A system with faces: family, weight, path, place in a collection.
    fn system(faces: &[(&str, u16, &str, u32)]) -> Database {
        let mut system = Database::new();
        for &(family, weight, path, index) in faces {
            system.push_face_info(FaceInfo {
                id: ID::dummy(),
                source: Source::File(path.into()),
                index,
                families: vec![
                    ("Name in English".to_owned(), Language::English_UnitedStates),
                    (family.to_owned(), Language::Chinese_PeoplesRepublicOfChina),
                ],
                post_script_name: String::new(),
                style: Style::Normal,
                weight: Weight(weight),
                stretch: Stretch::Normal,
                monospaced: false,
            });
        }
        system
    }

    fn found(system: &Database, role: Role) -> Option<(String, u32)> {
        let file = installed(system, families(role), role == Role::TitleSong)?;
        Some((file.path.to_string_lossy().into_owned(), file.member))
    }

    #[test]
    fn the_faces_of_the_standard_come_before_those_of_the_system() {
        let system = system(&[
            ("仿宋", 400, "simfang.ttf", 0),
            ("仿宋_GB2312", 400, "FS_GB2312.ttf", 0),
            ("宋体", 400, "simsun.ttc", 0),
            ("新宋体", 400, "simsun.ttc", 1),
            ("方正小标宋简体", 400, "FZXBSJW.TTF", 0),
        ]);
        assert_eq!(found(&system, Role::FangSong), Some(("FS_GB2312.ttf".to_owned(), 0)));
        assert_eq!(found(&system, Role::Song), Some(("simsun.ttc".to_owned(), 0)));
        assert_eq!(found(&system, Role::TitleSong), Some(("FZXBSJW.TTF".to_owned(), 0)));
        assert_eq!(found(&system, Role::Kai), None);
    }

    #[test]
    fn titles_take_the_bold_face_of_a_family_and_text_the_regular() {
        let system = system(&[
            ("思源宋体", 900, "c/SourceHanSerif-Heavy.ttc", 2),
            ("思源宋体", 700, "c/SourceHanSerif-Bold.ttc", 2),
            ("思源宋体", 400, "b/SourceHanSerif-Regular.ttc", 2),
            ("思源宋体", 400, "a/SourceHanSerif-Regular.ttc", 2),
        ]);
        let bold = ("c/SourceHanSerif-Bold.ttc".to_owned(), 2);
        assert_eq!(found(&system, Role::TitleSong), Some(bold));
        let regular = ("a/SourceHanSerif-Regular.ttc".to_owned(), 2);
        assert_eq!(found(&system, Role::Song), Some(regular));
    }

    #[test]
    fn titles_are_not_set_in_a_regular_face() {
        let system = system(&[("Noto Serif SC", 400, "NotoSerifSC-Regular.ttf", 0)]);
        assert_eq!(found(&system, Role::TitleSong), None);
        assert!(found(&system, Role::Song).is_some());
    }
}
