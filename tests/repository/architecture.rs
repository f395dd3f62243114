//! The order of modules in `docs/architecture.md` holds in the code: imports go one way.
//!
//! The test reads the source as text: `use` declarations and paths that begin with `crate`, `super` or `self`, without
//! comments, strings and tests. A name that a module re-exports counts as that of the module that has it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module, by the names on its way from the root of the crate; the root is empty.
type Module = Vec<String>;

/// The source folders of both crates.
const SOURCES: [&str; 2] = ["src", "crates/gongwen/src"];

/// Modules of tests and for tests, which may use everything.
const TEST_FILES: [&str; 3] = ["sample", "test_province", "handmade"];

/// The code of a crate, module by module, and the modules that each of them names.
struct Crate {
    code: BTreeMap<Module, String>,
    /// Map from a name re-exported by a module to the module that defines it.
    exports: BTreeMap<(Module, String), Module>,
}

impl Crate {
    fn read(source: &Path) -> Self {
        let mut this = Self { code: BTreeMap::new(), exports: BTreeMap::new() };
        this.read_folder(source, &[]);
        for (module, code) in &this.code {
            for path in imports(code) {
                let (path, alias) = path.split_once(" as ").unwrap_or((&path, ""));
                let parts: Vec<&str> = path.split("::").filter(|part| *part != "self").collect();
                let owner = this.deepest(module, &parts);
                if let Some(name) = parts.last().filter(|_| owner.len() > module.len()) {
                    let name = if alias.is_empty() { name } else { alias };
                    this.exports.insert((module.clone(), name.to_owned()), owner);
                }
            }
        }
        this
    }

    fn read_folder(&mut self, folder: &Path, module: &[String]) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let is_root = ["lib", "main", "mod"].contains(&&*name);
            let own = [module, if is_root { &[] } else { std::slice::from_ref(&name) }].concat();
            if path.is_dir() && name != "tests" {
                self.read_folder(&path, &own);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && name != "tests"
                && !TEST_FILES.contains(&&*name)
            {
                let code = bare(&std::fs::read_to_string(&path).unwrap());
                *self.code.entry(own).or_default() += &code;
            }
        }
    }

    /// Returns the module that `parts` lead to from `base`, as far as they are names of modules.
    fn deepest(&self, base: &[String], parts: &[&str]) -> Module {
        let mut module = base.to_vec();
        for part in parts {
            let next = [&module[..], &[(*part).to_owned()]].concat();
            if !self.code.contains_key(&next) {
                break;
            }
            module = next;
        }
        module
    }

    /// Returns the module that defines the item of a path in `module`; `None` for other crates.
    fn target(&self, module: &Module, path: &str) -> Option<Module> {
        let mut parts: Vec<&str> = path.split("::").collect();
        let mut base = module.clone();
        match parts[0] {
            "crate" => base.clear(),
            "self" | "super" => {}
            child => {
                self.code.get(&[&base[..], &[child.to_owned()]].concat())?;
            }
        }
        while let Some(&first) =
            parts.first().filter(|first| ["crate", "self", "super"].contains(*first))
        {
            if first == "super" {
                base.pop();
            }
            parts.remove(0);
        }
        let found = self.deepest(&base, &parts);
        let name = parts.get(found.len().saturating_sub(base.len()));
        let export = name.and_then(|name| self.exports.get(&(found.clone(), (*name).to_owned())));
        Some(export.filter(|_| found != *module).cloned().unwrap_or(found))
    }

    /// Returns all pairs of a module and a module that it names.
    fn edges(&self) -> BTreeSet<(Module, Module)> {
        let mut edges = BTreeSet::new();
        for (module, code) in &self.code {
            for path in imports(code).into_iter().chain(inline_paths(code)) {
                let path = path.split(" as ").next().unwrap_or_default();
                if let Some(target) = self.target(module, path).filter(|target| target != module) {
                    edges.insert((module.clone(), target));
                }
            }
        }
        edges
    }

    /// Returns for each folder the modules that each of its modules, including all below it, names.
    fn siblings(&self) -> BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> {
        let mut folders: BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for (from, to) in self.edges() {
            let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(one), Some(other)) = (from.get(shared), to.get(shared)) {
                let folder = folders.entry(from[..shared].to_vec()).or_default();
                folder.entry(one.clone()).or_default().insert(other.clone());
            }
        }
        folders
    }
}

/// Returns source without comments, the contents of strings, and the module of its tests.
fn bare(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let source: Vec<&str> = lines.map(|line| line.split(" // ").next().unwrap_or(line)).collect();
    let mut inside = false;
    let mut previous = ' ';
    let mut code = String::new();
    for c in source.join("\n").chars() {
        if c == '"' && previous != '\\' && previous != '\'' {
            inside = !inside;
        } else if !inside {
            code.push(c);
        }
        previous = if previous == '\\' { ' ' } else { c };
    }
    code
}

/// Returns the paths of all `use` declarations, one for each name.
fn imports(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for declaration in code.split("use ").skip(1) {
        let declaration = declaration.split(';').next().unwrap_or_default();
        let words: Vec<&str> = declaration.split_whitespace().collect();
        let flat = words.join(" ").replace(" {", "{").replace("{ ", "{").replace(" }", "}");
        expand("", &flat, &mut paths);
    }
    paths
}

/// Expands `a::{b, c::{d, e}}` to `a::b`, `a::c::d`, `a::c::e`.
fn expand(before: &str, path: &str, paths: &mut Vec<String>) {
    let Some((start, rest)) = path.split_once('{') else {
        paths.push(format!("{before}{}", path.trim()));
        return;
    };
    let before = format!("{before}{}", start.trim());
    let inner = rest.strip_suffix('}').unwrap_or(rest);
    let (mut depth, mut from) = (0_usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                expand(&before, &inner[from..at], paths);
                from = at + 1;
            }
            _ => {}
        }
    }
    if !inner[from..].trim().is_empty() {
        expand(&before, &inner[from..], paths);
    }
}

/// Returns the paths in the code itself that have two parts or more.
fn inline_paths(code: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split(|c| !is_part(c))
        .filter(|word| word.contains("::") && !word.starts_with(':'))
        .map(|word| word.trim_end_matches(':').to_owned())
        .collect()
}

/// Returns whether `to` can be reached from `from`.
fn reaches(graph: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        for next in graph.get(node).into_iter().flatten() {
            if next == to {
                return true;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

/// Returns the folders on the way to a module's file.
fn folder_names(module: &Module) -> Vec<&str> {
    let folders = &module[..module.len().saturating_sub(1)];
    folders.iter().map(String::as_str).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the modules of a table of `docs/architecture.md` below a heading, from top to bottom.
fn documented_order(heading: &str) -> Vec<String> {
    let page = std::fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let (_, section) =
        page.split_once(&format!("\n## {heading}\n")).expect("the page has the heading");
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.flat_map(|row| {
        let cell = row.split(" |").next().unwrap();
        let names = cell.split('`').filter(|name| !name.is_empty() && *name != ", ");
        names.map(str::to_owned).collect::<Vec<_>>()
    })
    .collect()
}

fn keeps_the_order(source: &str, heading: &str) {
    let code = Crate::read(&root().join(source));
    let order = documented_order(heading);
    let place = |name: &String| order.iter().position(|known| known == name);
    let modules: BTreeSet<&String> = code.code.keys().filter_map(|module| module.first()).collect();
    let documented: BTreeSet<&String> = order.iter().collect();
    assert_eq!(modules, documented, "{source} and the page have different modules");
    let graph = &code.siblings()[&Module::new()];
    let upward: Vec<String> = graph
        .iter()
        .flat_map(|(from, to)| to.iter().map(move |to| (from, to)))
        .filter(|(from, to)| place(from) < place(to))
        .map(|(from, to)| format!("{from} knows {to}, a later stage"))
        .collect();
    assert_eq!(upward, [""; 0]);
}

#[test]
fn no_module_of_duban_knows_a_later_one() {
    keeps_the_order("src", "Rooms");
}

#[test]
fn no_module_of_gongwen_knows_a_later_one() {
    keeps_the_order("crates/gongwen/src", "Rooms of gongwen");
}

#[test]
fn no_modules_of_a_folder_know_each_other() {
    let mut circles = Vec::new();
    for source in SOURCES {
        for (folder, graph) in Crate::read(&root().join(source)).siblings() {
            let circular = graph.keys().filter(|module| reaches(&graph, module, module));
            circles
                .extend(circular.map(|module| format!("{source}/{}: {module}", folder.join("/"))));
        }
    }
    assert_eq!(circles, [""; 0]);
}

#[test]
fn no_folder_of_code_bears_a_name_that_tools_pass_over() {
    for source in SOURCES {
        for module in Crate::read(&root().join(source)).code.into_keys() {
            for name in ["target", "build", "dist", "out"] {
                assert!(!folder_names(&module).contains(&name), "{source}: {module:?}");
            }
        }
    }
}

#[test]
fn imports_and_paths_are_read() {
    let code = "use a::{b, c::{d, e as f}, self};\npub use super::g;\nlet x = crate::h::i(j::K);";
    assert_eq!(imports(code), ["a::b", "a::c::d", "a::c::e as f", "a::self", "super::g"]);
    assert_eq!(inline_paths(&code[52..]), ["crate::h::i", "j::K"]);
}
