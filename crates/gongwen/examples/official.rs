//! Sets `official.md` beside this file, or the text of a file given as first argument, to a PDF in the
//! target folder, or to the file given as second argument. Prints the problems and the path.
//!
//! `cargo run -p gongwen --example official [TEXT [PDF]]`

use std::error::Error;
use std::path::{Path, PathBuf};

use gongwen::document::{Category, Look, Mark, Texture};
use gongwen::{Color, FontBook, Materials, Palette, Pictures, Role};
use jiff::civil::date;

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let source = arguments.next();
    let source = source.unwrap_or_else(|| here.join("examples/official.md"));
    let target = match arguments.next() {
        Some(target) => target,
        None => std::env::current_exe()?.with_file_name("official.pdf"),
    };

    let fonts = FontBook::load(|role| here.join("../../fonts").join(file(role)))?;
    let text = std::fs::read_to_string(&source)?;
    let document = gongwen::parse(&text, &palette()).map_err(|errors| {
        let told = errors.0.iter().map(|error| {
            let (line, words) = error.position();
            format!("{}:{line}: {error}\n{words}", source.display())
        });
        told.collect::<Vec<_>>().join("\n")
    })?;
    let folder = source.parent().unwrap_or(here);
    let materials = Materials {
        pictures: Pictures::load(folder, &document.front.seals),
        ..Materials::new(&fonts)
    };
    let set = gongwen::typeset(&document, &materials);
    for problem in set.problems() {
        eprintln!("{}: {problem}", source.display());
    }
    let pdf = gongwen::pdf::write(&set.pages, &fonts, date(2018, 2, 13))?;
    std::fs::write(&target, pdf)?;
    println!("{}", target.display());
    Ok(())
}

fn file(role: Role) -> &'static str {
    match role {
        Role::FangSong => "FandolFang-Regular.otf",
        Role::Hei => "FandolHei-Regular.otf",
        Role::Kai => "FandolKai-Regular.otf",
        Role::TitleSong => "NotoSerifSC-Bold.ttf",
        Role::Song => "NotoSerifSC-Regular.ttf",
    }
}

/// Two categories, which the sample names by their codes.
fn palette() -> Palette {
    let look = |ink, fill, mark| Look {
        ink: Color::hex(ink),
        fill: Color::hex(fill),
        ink_on_fill: Color::BLACK,
        mark,
        texture: Texture::Solid,
        rates: true,
    };
    let good = look(0x2A6B30, 0x97CB90, Mark::Ring);
    let late = look(0x975400, 0xDB831F, Mark::Triangle);
    Palette::new(
        [Category::new("good", &["按期"], good), Category::new("late", &["逾期"], late)],
        "未填",
    )
}
