//! The papers of cases (挂牌督办通知书, 延期, 销号, 逾期, 约谈), made from the events of the ledger, and drafts of referrals.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::super::outcomes::{Outcome, told_once};
use super::super::pictures::pictures;
use super::super::run::Run;
use super::super::where_needed::made_where_needed;
use super::super::{JobError, Made, Press, Printed, Proof, Session, inputs, named_unit};
use super::recent::with_recent;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::numbers::{CaseForm, Document};
use crate::output::{Entry, Sources, file_name};
use crate::period::Month;
use crate::plan::ItemId;
use crate::registers::{Event, EventKind, Referral};
use crate::registry::UnitId;
use crate::report::cases::{
    CaseContext, CasePaper, ReferralDraft, case_paper, claimed_case, form_of, referral_draft,
};
use crate::report::claim::{Context, PrintedClaim, printed};
use crate::report::is_asked;
use crate::report::template::{
    CLOSING, EXTENSION, LISTING, OVERDUE, REFERRAL, Rendered, TALK, Templates,
};
use crate::workspace::TEMPLATE_DIR;

/// The folder of the papers of cases below the output folder.
const CASES: &str = "cases/";
/// The folder of the drafts of referrals.
const REFERRALS: &str = "referrals/";
/// The words across the pages of a draft.
const DRAFT: &str = "草稿";

/// Returns the template of a form.
fn template_of(form: CaseForm) -> &'static str {
    match form {
        CaseForm::Listing => LISTING,
        CaseForm::Extension => EXTENSION,
        CaseForm::Closing => CLOSING,
        CaseForm::Overdue => OVERDUE,
        CaseForm::Talk => TALK,
    }
}

/// A paper that an event of the ledger calls for.
#[derive(Debug, Clone)]
pub(in crate::job) struct CaseEvent<'a> {
    /// The event.
    pub event: &'a Event,
    /// The events of the case before it, in order.
    pub earlier: Vec<&'a Event>,
    /// The form of the paper.
    pub form: CaseForm,
}

impl CaseEvent<'_> {
    /// Returns the name under which the paper gets a number.
    pub(in crate::job) fn document(&self) -> Document {
        let Event { id, unit, date, .. } = *self.event;
        Document::Case { item: id.to_string(), unit, form: self.form, date }
    }
}

/// Returns the papers that the events of the ledger call for, in the order of the cases. Units whose rows could not be read
/// keep theirs as they are.
pub(in crate::job) fn case_events(session: &Session) -> Vec<CaseEvent<'_>> {
    let cases = session.cases(None);
    let mut found = Vec::new();
    for case in cases.all() {
        if session.kept.contains(&session.registry.unit(case.unit).short) {
            continue;
        }
        for (index, event) in case.events.iter().enumerate() {
            if let Some(form) = form_of(event.kind) {
                let earlier = case.events[..index].to_vec();
                found.push(CaseEvent { event, earlier, form });
            }
        }
    }
    found
}

/// Makes the papers of all cases; those that would come out as they are stay, and those of events that were taken out are
/// deleted. A paper that cannot be made is a problem and does not stop the others.
///
/// # Errors
/// The job cannot begin: faces or output folder cannot be used.
pub fn case_papers(session: &Session, run: &mut Run<'_>) -> Result<Made, JobError> {
    let mut made = Made::default();
    let events = case_events(session);
    if !events.is_empty() {
        run.open(CASES)?;
    }
    made.problems.extend(asked(session, &events));
    let job = Job::new(session);
    let drafts = events.par_iter().filter_map(|one| job.case_draft(one)).collect();
    let (entries, problems) = job.made(run, drafts, "")?;
    made.files = entries;
    made.problems.extend(problems);
    // What became of a row that could not be read is not known.
    let complete = session.ledger_is_sound && !made.problems.has_errors();
    let keeps_any = session.kept.notice(&session.registry).is_some();
    let stays = |entry: &Entry| {
        session.kept.keeps(entry, &session.registry) || entry.unit.is_none() && keeps_any
    };
    run.record(&mut made, complete.then_some(CASES), stays);
    session.remember(run, &mut made);
    Ok(made)
}

/// Makes the drafts of all referrals. They belong to no unit, so that no folder of a unit has them.
///
/// # Errors
/// The job cannot begin: faces or output folder cannot be used.
pub fn referral_drafts(session: &Session, run: &mut Run<'_>) -> Result<Made, JobError> {
    let mut made = Made::default();
    let job = Job::new(session);
    let all = session.registers.referrals.all();
    if !all.is_empty() {
        run.open(REFERRALS)?;
    }
    let drafts = all.par_iter().filter_map(|referral| job.referral(referral)).collect();
    let (entries, problems) = job.made(run, drafts, DRAFT)?;
    made.files = entries;
    made.problems.extend(problems);
    let complete = session.ledger_is_sound && !made.problems.has_errors();
    run.record(&mut made, complete.then_some(REFERRALS), |_| false);
    session.remember(run, &mut made);
    Ok(made)
}

/// Returns the claims of the papers of all cases.
///
/// # Errors
/// The faces cannot be used.
pub(in crate::job) fn claims(
    session: &Session,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, JobError> {
    let events = case_events(session);
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let job = Job::new(session);
    let drafts: Vec<Draft> = events.par_iter().filter_map(|one| job.case_draft(one)).collect();
    let press = session.press()?;
    let (templates, found) = job.templates(drafts.iter().map(|draft| draft.template));
    problems.extend(found);
    let results = drafts.into_par_iter().filter_map(|draft| {
        let (_, templates) = templates.iter().find(|(name, _)| *name == draft.template)?;
        let mut problems = Diagnostics::new();
        let claims = job.rendered(&draft, templates).map(|rendered| {
            let (pages, unclaimed) = press.claimed_pages(
                &rendered,
                &draft.path,
                job.is_demonstration(&draft),
                &mut problems,
            );
            problems.extend(unclaimed.into_iter().collect());
            printed(&draft.path, &pages, &rendered.claims)
        });
        Some((claims, problems))
    });
    let results = results.collect::<Vec<Outcome<Vec<PrintedClaim>>>>();
    Ok(told_once(results, problems).concat())
}

/// Prints the newest paper of the case of an item or of a unit, named by its id, its name or its code, for a look at it;
/// `None` where there is none.
///
/// # Errors
/// A mistake in the template, or a figure that is in no claim.
pub(in crate::job) fn proof(
    session: &Session,
    press: &Press<'_>,
    name: &str,
    problems: &mut Diagnostics,
) -> Result<Option<Proof>, Diagnostic> {
    let unit = named_unit(session, name);
    let events = case_events(session).into_iter();
    let of_name = events.filter(|one| {
        one.event.id.to_string() == name || unit.is_some_and(|unit| one.event.unit == unit)
    });
    let newest = of_name.max_by_key(|one| one.event.date);
    let job = Job::new(session);
    let Some(draft) = newest.and_then(|one| job.case_draft(&one)) else { return Ok(None) };
    let templates = Templates::load(&session.workspace.root, TEMPLATE_DIR, draft.template)?;
    let rendered = job.rendered(&draft, &templates)?;
    let printed = job.printed(press, &draft, &rendered, problems)?;
    Ok(Some(Proof { printed, pictures: rendered.document.front.seals }))
}

/// L120: units that are asked, not instructed, once for each case.
fn asked(session: &Session, events: &[CaseEvent<'_>]) -> Diagnostics {
    let mut told: BTreeSet<(ItemId, UnitId)> = BTreeSet::new();
    let problems = events.iter().filter_map(|CaseEvent { event, .. }| {
        let registry = session.registry.named_on(event.date);
        let is_new = told.insert((event.id, event.unit));
        if !is_new || !is_asked(event.unit, &registry, &session.workspace.config) {
            return None;
        }
        let unit = registry.unit(event.unit);
        let message =
            format!("“{}”（{}）不宜挂牌督办，已按商请的语气生成函", unit.short, unit.kind);
        Some(
            Diagnostic::new(Code::CaseAsked, message)
                .at(event.place.clone())
                .hint("发出以前报领导同意；类别在 duban.toml 的 courtesy_kinds 中设置"),
        )
    });
    problems.collect()
}

/// What all papers share.
struct Job<'a> {
    session: &'a Session,
    shared: Sources,
    names: Vec<String>,
}

/// A paper before it is made.
struct Draft {
    path: String,
    unit: Option<String>,
    event: Event,
    content: Content,
    template: &'static str,
}

/// The content of a paper.
enum Content {
    Case(Box<CasePaper>, Context),
    Referral(Box<ReferralDraft>),
}

impl<'a> Job<'a> {
    fn new(session: &'a Session) -> Self {
        let mut shared = session.shared_sources();
        shared.extend(&session.press_sources());
        shared.extend(&session.name_sources());
        Self { session, shared, names: session.names_with_figures() }
    }

    /// Brings together what the paper of an event says.
    fn case_draft(&self, one: &CaseEvent<'_>) -> Option<Draft> {
        let session = self.session;
        let document = one.document();
        let number = match one.event.document.trim() {
            "" => session.numbers.of(&document).map(ToString::to_string),
            number => Some(number.to_owned()),
        };
        let has_figures =
            matches!(one.event.kind, EventKind::List | EventKind::Overdue | EventKind::Talk);
        let (paper, data) = self.with_context(one.event, has_figures, |context| {
            let paper = case_paper(context, one.event, &one.earlier, number)?;
            let data = claimed_case(context, &paper);
            Some((paper, data))
        })?;
        Some(Draft {
            path: format!("{}.pdf", document.name(&session.registry)),
            // The proposal of a talk goes to leaders, not to the unit.
            unit: Some(session.registry.unit(one.event.unit).short.clone())
                .filter(|_| one.form != CaseForm::Talk),
            event: one.event.clone(),
            content: Content::Case(Box::new(paper), data),
            template: template_of(one.form),
        })
    }

    /// Brings together what the draft of a referral says.
    fn referral(&self, referral: &Referral) -> Option<Draft> {
        let session = self.session;
        let event = &referral.event;
        let cases = session.cases(Some(event.date));
        let earlier: Vec<&Event> = cases
            .all()
            .filter(|case| (case.id, case.unit) == (event.id, event.unit))
            .flat_map(|case| case.events.iter().copied())
            .collect();
        let draft =
            self.with_context(event, true, |context| referral_draft(context, referral, &earlier))?;
        let unit = session.registry.unit(event.unit);
        let (code, short) = (&unit.code, file_name(&unit.short));
        Some(Draft {
            path: format!("{REFERRALS}{code}-{short}-{}-{}.pdf", event.id, event.date),
            unit: None,
            event: event.clone(),
            content: Content::Referral(Box::new(draft)),
            template: REFERRAL,
        })
    }

    /// Does something with what is known on the day of an event.
    fn with_context<T>(
        &self,
        event: &Event,
        has_figures: bool,
        work: impl FnOnce(&CaseContext<'_>) -> T,
    ) -> T {
        let session = self.session;
        with_recent(session, event, has_figures, |basis, checks| {
            work(&CaseContext {
                basis,
                config: &session.workspace.config,
                days: session.case_days(),
                checks,
                plans: &session.registers.plans,
                id: event.id,
                unit: event.unit,
                is_draft: session.draft,
            })
        })
    }

    /// Makes each paper, in parallel.
    fn made(
        &self,
        run: &Run<'_>,
        drafts: Vec<Draft>,
        watermark: &str,
    ) -> Result<(Vec<Entry>, Diagnostics), JobError> {
        let mut problems = Diagnostics::new();
        // Of two events of one kind on one day the last has the paper.
        let drafts: BTreeMap<String, Draft> =
            drafts.into_iter().map(|draft| (draft.path.clone(), draft)).collect();
        let (templates, found) = self.templates(drafts.values().map(|draft| draft.template));
        problems.extend(found);
        let known = drafts.into_values().filter_map(|draft| {
            let (_, templates) = templates.iter().find(|(name, _)| *name == draft.template)?;
            let sources = self.sources(&draft, templates);
            let inputs = inputs::of_case(draft.template);
            let current = run.current_document(&draft.path, (&inputs, &sources));
            Some(((draft, templates, inputs, sources), current))
        });
        let known: Vec<_> = known.collect();
        let press = || Ok(self.session.press()?.with_watermark(watermark));
        let entries = made_where_needed(
            known,
            press,
            &mut problems,
            |press, (draft, templates, inputs, sources), problems| {
                self.print(run, press, (&draft, templates), (&*inputs, sources), problems)
            },
        )?;
        Ok((entries, problems))
    }

    /// Loads templates, each once; one that cannot be used is a problem.
    fn templates<'t>(
        &self,
        names: impl Iterator<Item = &'t str>,
    ) -> (Vec<(&'t str, Templates)>, Diagnostics) {
        let (mut templates, mut problems) = (Vec::new(), Diagnostics::new());
        for name in names.collect::<BTreeSet<_>>() {
            match Templates::load(&self.session.workspace.root, TEMPLATE_DIR, name) {
                Ok(loaded) => templates.push((name, loaded)),
                Err(problem) => problems.push(problem),
            }
        }
        (templates, problems)
    }

    fn sources(&self, draft: &Draft, templates: &Templates) -> Sources {
        let mut sources = self.shared.clone();
        let said = match &draft.content {
            Content::Case(paper, _) => serde_json::to_vec(paper),
            Content::Referral(draft) => serde_json::to_vec(draft),
        };
        sources.add("本件的事项、事实、文号和日期", said.unwrap_or_default());
        sources.add(format!("{TEMPLATE_DIR}/{}", draft.template), templates.written());
        sources
    }

    fn rendered(&self, draft: &Draft, templates: &Templates) -> Result<Rendered, Diagnostic> {
        let rendered = match &draft.content {
            Content::Case(_, data) => templates.document_of(draft.template, data.clone()),
            Content::Referral(referral) => templates.document(draft.template, &**referral),
        }?;
        Ok(Rendered { names: self.names.clone(), ..rendered })
    }

    /// Makes the PDF of a paper, of which every figure has its evidence, or of the draft of a referral, which is in no list of
    /// claims.
    fn printed(
        &self,
        press: &Press<'_>,
        draft: &Draft,
        rendered: &Rendered,
        problems: &mut Diagnostics,
    ) -> Result<Printed, Diagnostic> {
        let (path, date) = (&draft.path, draft.event.date);
        let demonstration = self.is_demonstration(draft);
        match &draft.content {
            Content::Case(..) => press.print_claimed(rendered, path, date, demonstration, problems),
            Content::Referral(_) => press.print(rendered, path, date, demonstration, problems),
        }
    }

    fn is_demonstration(&self, draft: &Draft) -> bool {
        let date = draft.event.date;
        self.session.is_demonstration(Month::new(date.year(), date.month()))
    }

    fn print(
        &self,
        run: &Run<'_>,
        press: &Press<'_>,
        (draft, templates): (&Draft, &Templates),
        (inputs, mut sources): (&[String], Sources),
        problems: &mut Diagnostics,
    ) -> Result<Entry, Diagnostic> {
        let rendered = self.rendered(draft, templates)?;
        let printed = self.printed(press, draft, &rendered, problems)?;
        sources.extend(&pictures(&self.session.workspace, &rendered.document));
        if !problems.is_empty() {
            // What is wrong with it is to be told every time.
            sources = Sources::new();
        }
        let (path, made_from) = (draft.path.clone(), (inputs, &sources));
        match &draft.content {
            Content::Case(..) => {
                run.write_printed(path, &printed, draft.unit.as_deref(), made_from)
            }
            // The manifest lists the file, and says nothing of what is in it.
            Content::Referral(_) => {
                run.write_beside(&path, &printed.beside, None, made_from)?;
                run.write(path, &printed.bytes, Some(printed.pages), None, made_from)
            }
        }
    }
}
