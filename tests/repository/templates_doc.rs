//! The examples of `docs/templates.md` have the results that the page states.

use std::path::Path;

use duban::diagnostic::{Diagnostics, text};
use duban::plan::{Breakdown, Duties, Plan, Schedule};
use duban::registry::{Registry, Who};
use duban::report::template::{LETTER, Templates};
use duban::report::{self, Letter, LetterSource};
use duban::workspace::Workspace;
use gongwen::document::Document;

/// Front matter for examples without one; it makes their first line the eighth.
const FRONT_MATTER: &str =
    "+++\nformat = \"letter\"\nmark = \"厅\"\ntitle = \"题\"\nsealed = false\n+++\n\n";

/// A template of the page, and the problem that the page says it has.
struct Example<'p> {
    template: String,
    problem: Option<&'p str>,
}

/// Returns the examples: each block of Markdown with the block of text that follows it, if there is one.
fn examples(page: &str) -> Vec<Example<'_>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    for block in page.split("\n```").skip(1).step_by(2) {
        let (language, content) = block.split_once('\n').unwrap_or((block, ""));
        match (language, examples.last_mut()) {
            ("markdown", _) => examples.push(Example {
                template: if content.starts_with("+++") {
                    content.to_owned()
                } else {
                    format!("{FRONT_MATTER}{content}")
                },
                problem: None,
            }),
            ("text", Some(last)) => last.problem = Some(content),
            _ => panic!("a block of {language} belongs to no example"),
        }
    }
    examples
}

/// Returns the data of a letter of the repository's workspace.
fn letter(unit: &str) -> Letter {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::open(Some(root)).unwrap();
    let config = &workspace.config;
    let mut problems = Diagnostics::new();
    let registry = Registry::load(root, config.notice_date(), &mut problems);
    let plan = Plan::load(root, &registry, &mut problems);
    assert!(!problems.has_errors(), "{problems:?}");
    let Some(Who::Unit(id)) = registry.resolve(unit) else { panic!("{unit} is a unit") };
    let duties = Duties::new(&plan, &registry);
    let breakdown = Breakdown::load(root, &plan, &registry, &mut problems);
    let schedule = Schedule::load(root, &plan, &mut problems);
    let source = LetterSource {
        duties: &duties,
        registry: &registry,
        breakdown: &breakdown,
        schedule: &schedule,
        config,
        date: config.letters.date,
        is_draft: false,
    };
    report::letter(id, None, source)
}

/// Renders a template; a problem is returned in the words that the office sees.
fn render(template: &str, letter: &Letter) -> Result<Document, String> {
    let workspace = tempfile::tempdir().unwrap();
    std::fs::create_dir(workspace.path().join("templates")).unwrap();
    std::fs::write(workspace.path().join("templates").join(LETTER), template).unwrap();
    Templates::load(workspace.path(), "templates", "letter.md")
        .and_then(|templates| Ok(templates.document(LETTER, letter)?.document))
        .map_err(|problem| text::render(&problem, false))
}

#[test]
fn every_example_does_what_the_page_says() {
    let page = include_str!("../../docs/templates.md");
    let examples = examples(page);
    assert_eq!(examples.len(), 20, "the page has twenty examples");
    for unit in ["省财政厅", "临夏州", "兰州海关"] {
        let letter = letter(unit);
        for Example { template, problem } in &examples {
            let rendered = render(template, &letter);
            assert_eq!(rendered.err().as_deref(), *problem, "{unit}:\n{template}");
        }
    }
}

#[test]
fn the_complete_example_is_the_letter_that_it_looks_like() {
    let page = include_str!("../../docs/templates.md");
    let example = &examples(page)[0];
    let document = render(&example.template, &letter("省政府金融办")).unwrap();
    assert_eq!(document.front.addressee.as_deref(), Some("甘肃省人民政府金融工作办公室"));
    let titles: Vec<&str> =
        document.attachments.iter().map(|attachment| attachment.title.as_str()).collect();
    assert_eq!(titles, ["牵头事项清单", "配合事项清单"]);
}
