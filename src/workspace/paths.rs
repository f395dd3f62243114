//! Paths that the workspace's own files name, such as those of faces and seals: they lie in the workspace, or below a
//! place that `duban.toml` allows by name.
//!
//! A path is judged as it is written, by the same rules on every system: a link inside the workspace may lead anywhere,
//! and `D:\` is outside on Linux too. Paths that a person types on the command line are not judged.

use schemars::JsonSchema;
use serde::Deserialize;

/// Advice on a path that is refused.
pub const OUTSIDE_HINT: &str = "把文件放进工作区，写相对路径；确要用工作区以外的，把它所在的文件夹写进 duban.toml 的 [paths] allow";

/// Returns the message for a path that is refused.
pub fn outside(path: &str) -> String {
    format!("“{path}”在工作区以外，没有读取")
}

/// `[paths]` of `duban.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PathsConfig {
    /// Files outside the workspace that may be read, and folders in which all may be.
    pub allow: Vec<String>,
}

impl PathsConfig {
    /// Returns whether the file of a path may be read.
    pub fn admits(&self, path: &str) -> bool {
        let path = Written::new(path);
        path.is_inside() || self.allow.iter().any(|allowed| path.is_below(&Written::new(allowed)))
    }
}

/// A path as it is written.
struct Written<'a> {
    anchor: Anchor,
    /// The names between separators, without empty ones and `.`.
    parts: Vec<&'a str>,
}

/// The place where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// The workspace.
    Workspace,
    /// The root of the file system (`/usr`), on Windows of the current drive.
    Root,
    /// A drive of Windows (`C:\`, `C:`).
    Drive,
    /// Another computer, or a device of Windows (`\\server\share`, `\\?\C:\`).
    Share,
}

impl<'a> Written<'a> {
    fn new(path: &'a str) -> Self {
        let is_separator = |c: char| matches!(c, '/' | '\\');
        let names = path.split(is_separator).filter(|name| !matches!(*name, "" | "."));
        let parts: Vec<&str> = names.collect();
        let mut bytes = path.bytes();
        let anchor = match (bytes.next(), bytes.next()) {
            (Some(b'/' | b'\\'), Some(b'/' | b'\\')) => Anchor::Share,
            (Some(b'/' | b'\\'), _) => Anchor::Root,
            (Some(letter), Some(b':')) if letter.is_ascii_alphabetic() => Anchor::Drive,
            _ => Anchor::Workspace,
        };
        Self { anchor, parts }
    }

    fn is_inside(&self) -> bool {
        self.anchor == Anchor::Workspace && !self.parts.iter().any(|name| leads_up(name))
    }

    fn is_below(&self, folder: &Written<'_>) -> bool {
        let Some((start, rest)) = self.parts.split_at_checked(folder.parts.len()) else {
            return false;
        };
        let is_same = |(one, other): (&&str, &&str)| match self.anchor {
            Anchor::Drive | Anchor::Share => one.eq_ignore_ascii_case(other),
            Anchor::Workspace | Anchor::Root => one == other,
        };
        self.anchor == folder.anchor
            && start.iter().zip(&folder.parts).all(is_same)
            && !rest.iter().any(|name| leads_up(name))
    }
}

/// Returns whether a name in a path means the folder above; Windows leaves out blanks and dots at the end of names.
fn leads_up(name: &str) -> bool {
    name.starts_with("..") && name.chars().all(|c| matches!(c, '.' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(path: &str, allow: &[&str]) -> bool {
        let allow = allow.iter().map(|&place| place.to_owned()).collect();
        PathsConfig { allow }.admits(path)
    }

    #[test]
    fn paths_inside_are_admitted() {
        for path in
            ["章.png", "fonts/a.otf", "./a", "a//b", r"印章\甲.png", "..a/b", "a..", "…/b", "章:甲"]
        {
            assert!(admits(path, &[]), "{path}");
        }
    }

    #[test]
    fn paths_that_leave_the_workspace_are_refused_in_every_notation() {
        for path in [
            "/etc/passwd",
            "../a",
            "a/../b",
            "a/..",
            "a/../../b",
            r"..\a",
            r"a\..\b",
            r"C:\Windows\Fonts\simhei.ttf",
            "c:a",
            "D:/a",
            r"\a",
            r"\\share\a",
            "//share/a",
            r"\\?\C:\a",
            ".. /a",
            "a/... /b",
        ] {
            assert!(!admits(path, &[]), "{path}");
        }
    }

    #[test]
    fn a_place_that_is_allowed_admits_what_lies_below_it() {
        for (path, allowed) in [
            ("/usr/share/fonts/a/b.otf", "/usr/share/fonts"),
            ("/usr/share/fonts/b.otf", "/usr/share/fonts/"),
            ("/usr//share/./fonts/b.otf", "/usr/share/fonts"),
            ("../seals/甲.png", "../seals"),
            ("../seals/甲.png", "../seals/甲.png"),
            (r"c:\windows\fonts\simhei.ttf", r"C:\Windows\Fonts"),
            ("//Server/印章/甲.png", r"\\server\印章"),
            ("../../x", "../.."),
        ] {
            assert!(admits(path, &[allowed]), "{path} {allowed}");
        }
        for (path, allowed) in [
            ("/usr/share/fonts2/b.otf", "/usr/share/fonts"),
            ("/usr/share/fonts/../../../etc/passwd", "/usr/share/fonts"),
            ("/usr/share", "/usr/share/fonts"),
            ("../seals2/a", "../seals"),
            ("../seals/../a", "../seals"),
            ("../../seals/a", "../seals"),
            ("/Usr/share/fonts/a", "/usr/share/fonts"),
            ("//usr/share/fonts/a", "/usr/share/fonts"),
            ("../a", ""),
            ("/etc/passwd", "."),
            ("../../x", ".."),
        ] {
            assert!(!admits(path, &[allowed]), "{path} {allowed}");
        }
    }
}
