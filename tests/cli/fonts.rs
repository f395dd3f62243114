//! The faces of the system, found by the names of their families, and `duban fonts`.

use crate::support::{Case, repository};

const SONG: &str = "NotoSerifSC-Regular.ttf";
const HEI: &str = "FandolHei-Regular.otf";

/// Returns a collection (`.ttc`) of faces: a header, then each file with the places of its tables moved (OpenType, "Font
/// Collections").
fn collection(faces: &[Vec<u8>]) -> Vec<u8> {
    let header = 12 + 4 * faces.len();
    let mut starts = Vec::new();
    let mut end = header;
    for face in faces {
        starts.push(end);
        end += face.len().next_multiple_of(4);
    }
    let mut file = b"ttcf\0\x01\0\0".to_vec();
    file.extend((faces.len() as u32).to_be_bytes());
    for start in &starts {
        file.extend((*start as u32).to_be_bytes());
    }
    for (face, start) in faces.iter().zip(starts) {
        let mut face = face.clone();
        let tables = usize::from(u16::from_be_bytes([face[4], face[5]]));
        for table in 0..tables {
            let at = 12 + 16 * table + 8;
            let place = u32::from_be_bytes(face[at..at + 4].try_into().unwrap());
            face[at..at + 4].copy_from_slice(&(place + start as u32).to_be_bytes());
        }
        face.resize(face.len().next_multiple_of(4), 0);
        file.extend(face);
    }
    file
}

fn face(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("fonts").join(name)).unwrap()
}

/// A workspace that looks on the system first, on which 宋体 is the second face of a collection.
fn office() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.edit("duban.toml", "[fonts]\n", "[fonts]\nsource = \"system\"\n");
    case.write("home/.local/share/fonts/faces.ttc", collection(&[face(HEI), face(SONG)]));
    case
}

fn run(case: &Case, arguments: &[&str]) -> String {
    let mut command = case.command(arguments);
    let home = case.path("home");
    command.env("HOME", &home).env("XDG_DATA_HOME", home.join(".local/share"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Other faces of the machine do not matter: 仿宋 and the rest may be installed.
#[cfg(target_os = "linux")]
#[test]
fn a_face_of_a_collection_is_found_by_its_family() {
    let case = office();
    let said = run(&case, &["fonts"]);
    let song = said.lines().find(|line| line.starts_with("宋体：")).unwrap();
    assert!(song.contains("NotoSerifSC-Regular，系统字体 Noto Serif SC，"), "{said}");
    assert!(song.ends_with("faces.ttc（第2个字体）"), "{said}");
    run(&case, &["letters", "兰州市"]);
    let system = case.read("output/letters/003-兰州市.pdf");
    case.edit("duban.toml", "source = \"system\"\n", "");
    case.duban(["letters", "兰州市"]).exits(0);
    // The same face from its own file sets the same letter.
    assert!(case.read("output/letters/003-兰州市.pdf") == system);
}

#[test]
fn the_faces_that_the_settings_name_are_listed_with_what_they_lack() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let said = case.duban(["fonts"]).exits(0).stdout;
    // The files of the tests are those of the repository.
    let folder = repository().join("fonts");
    let lines = said.lines().filter(|line| !line.starts_with(' '));
    let lines: Vec<String> =
        lines.map(|line| line.replace(&*folder.to_string_lossy(), "fonts")).collect();
    assert_eq!(
        lines,
        [
            "仿宋：FandolFang-Regular，duban.toml，fonts/FandolFang-Regular.otf",
            "黑体：FandolHei-Regular，duban.toml，fonts/FandolHei-Regular.otf",
            "楷体：FandolKai-Regular，duban.toml，fonts/FandolKai-Regular.otf",
            "小标宋：NotoSerifSC-Bold，duban.toml，fonts/NotoSerifSC-Bold.ttf",
            "宋体：NotoSerifSC-Regular，duban.toml，fonts/NotoSerifSC-Regular.ttf",
            "生僻字：RareNamesMincho-Regular，duban.toml，fonts/RareNamesMincho-Regular.ttf",
        ]
    );
    // 𬭎 is in none of the Fandol faces, 𰻝 in none at all.
    case.edit("seeds/leaders.csv", "黄强", "黄𬭎𰻝");
    let said = case.duban(["fonts"]).stdout;
    assert!(said.contains("  缺1个字（𬭎），改用 "), "{said}");
    assert!(said.contains("  缺1个字（𰻝），所有字体都没有"), "{said}");
}

#[test]
fn a_source_of_faces_that_is_none_is_refused() {
    let case = Case::tiny();
    case.edit("duban.toml", "[fonts]\n", "[fonts]\nsource = \"web\"\n");
    case.duban(["fonts"]).exits(2).complains("duban.toml");
}
