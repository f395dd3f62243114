//! The list of problem codes. `docs/diagnostics.md` explains each of them to the office.

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information: the documents are right without any action.
    Note,
    /// For a person to check: the documents were made from the data as it is.
    Warning,
    /// Something could not be read or made; the exit status is 1.
    Error,
}

impl Severity {
    /// Returns the word printed before a message.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }

    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($( $(#[$doc:meta])* $variant:ident = $code:literal $severity:ident; )*) => {
        /// The kind of problem that a diagnostic reports.
        ///
        /// The letter gives its origin: F files, N the notice, R the registry, P the plan, G the returns,
        /// L the registers and the ledger, T templates and documents, A the archive. A code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( $(#[$doc])* $variant, )* }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$( Code::$variant, )*];

            /// Returns the code as printed, for example `N101`.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $code, )* }
            }

            /// Returns the severity of the code.
            pub fn severity(self) -> Severity {
                match self { $( Self::$variant => Severity::$severity, )* }
            }
        }
    };
}

codes! {
    /// A required file is missing.
    FileMissing = "F101" Error;
    /// A file exists but cannot be read (a folder, no permission, broken off).
    FileUnreadable = "F102" Error;
    /// The bytes are neither UTF-8 nor GB18030.
    FileEncoding = "F103" Error;
    /// `duban.toml` is not valid.
    ConfigInvalid = "F104" Error;
    /// A file exceeds a size limit.
    FileTooLarge = "F105" Error;
    /// A CSV lacks a required column.
    ColumnMissing = "F111" Error;
    /// A CSV has a column that duban does not know; it is ignored.
    ColumnUnknown = "F112" Warning;
    /// Two columns of a CSV have the same meaning.
    ColumnDuplicate = "F113" Error;
    /// A row has more or fewer cells than the header.
    RowLength = "F114" Error;
    /// A cell that must not be empty is empty.
    CellEmpty = "F115" Error;
    /// A cell's content does not fit its column.
    CellInvalid = "F116" Error;
    /// A table has fewer rows than at the last run.
    RowsFewer = "F150" Error;
    /// A table ends in the middle of a row that was whole at the last run.
    TableCutOff = "F151" Error;
    /// A table is there as a CSV and as a workbook.
    TableTwice = "F152" Error;
    /// Rows above the header of a table, which are not read.
    TitleAbove = "F153" Note;
    /// A sheet of a workbook that is not read, since the table is on another.
    SheetIgnored = "F154" Note;
    /// Ids that a spreadsheet took for dates.
    IdMangled = "F155" Note;
    /// Documents were left as they were, since rows about their units could not be read.
    DocumentsKept = "F156" Warning;
    /// A file in the output folder that a person changed was moved to the backups.
    OutputChanged = "F157" Warning;
    /// The notes of the last run cannot be read.
    NotesUnreadable = "F158" Error;
    /// What this run did cannot be noted for the next.
    NotesUnwritten = "F159" Warning;
    /// A row of the register of numbers cannot be read.
    NumberRow = "F160" Error;
    /// A number was given twice.
    NumberTwice = "F161" Error;
    /// A document has two numbers.
    DocumentNumberedTwice = "F162" Error;
    /// `duban.toml` sets numbers that were not drawn.
    NumberNotDrawn = "F163" Warning;
    /// The manifest of the output folder is empty or torn.
    ManifestRebuilt = "F170" Warning;
    /// A file was changed after the run that is undone.
    NotUndone = "F171" Error;
    /// A proposal was edited by a person, and stays as it is.
    ProposalEdited = "F172" Note;
    /// A file that an import makes beside the annexes stays as a person made it.
    ByProductKept = "F173" Warning;
    /// A bulletin was left as it was, since its number could not be read.
    BulletinKept = "F175" Warning;
    /// The file for the printer was left as it was, since a letter could not be made.
    PrintFileKept = "F176" Warning;
    /// A table has a header and no rows.
    TableEmpty = "F190" Note;
    /// A value of `duban.toml` is outside its range.
    SettingInvalid = "F191" Error;
    /// A value of `duban.toml` does not fit the year, the registry or another value.
    SettingDoubtful = "F192" Warning;
    /// A file of the workspace names a path outside it.
    PathOutside = "F195" Error;
    /// A name in a registry is too long for one.
    NameTooLong = "F196" Warning;
    /// A run was killed while it put its files into their places.
    RunUnfinished = "F197" Warning;
    /// A file is of a format that is known and not read as a notice.
    FormatUnread = "F200" Error;
    /// A file is damaged or locked.
    FileDamaged = "F201" Error;
    /// A PDF has no text: a scan.
    PdfWithoutText = "F202" Error;
    /// Signs of a PDF have no characters.
    PdfSignsUnknown = "F203" Error;
    /// Settings that nobody has filled in yet.
    SettingBlank = "F210" Warning;
    /// Rows of the registry that were prepared for units, and that nobody has filled in yet.
    RegistryBlank = "F211" Warning;
    /// A template of the workspace is older than the one that comes with the program.
    TemplateOlder = "F212" Warning;

    /// No annex table was found in the text.
    AnnexMissing = "N101" Error;
    /// A table's header row lacks a column.
    AnnexColumnMissing = "N102" Error;
    /// A row of an annex table has too few cells.
    RowShort = "N103" Error;
    /// A row of an annex table has too many cells.
    RowLong = "N104" Error;
    /// A sequence number cannot be read.
    NumberInvalid = "N105" Error;
    /// A sequence number occurs twice.
    NumberDuplicate = "N106" Error;
    /// Sequence numbers are missing between two rows.
    NumberSkipped = "N107" Warning;
    /// A cell holds a name that the registry does not know.
    NameUnknown = "N108" Error;
    /// The first row leaves a cell blank that could only be inherited from a row above.
    NothingToInherit = "N109" Error;
    /// An item has no text.
    TextEmpty = "N110" Error;
    /// Text between tables that belongs to no row.
    TextStray = "N111" Warning;
    /// The text breaks off in the middle of a row.
    TextCutOff = "N112" Error;
    /// An item looks wrong as published (lost beginning, no implementer, merged cells in doubt).
    ItemSuspect = "N113" Warning;
    /// A file has hidden parts, which were read like all others.
    HiddenContent = "N120" Warning;
    /// Words that a document marks as deleted were left out.
    DeletedWords = "N121" Warning;
    /// Numbers that a document counts by itself were worked out.
    NumbersCounted = "N122" Note;
    /// A table of a PDF has no rules: its columns were found by the places of the words.
    ColumnsByPlace = "N123" Warning;
    /// Words on a page or in a document that belong to no text: headers, footers, notes, comments.
    MarginWords = "N124" Note;
    /// Rows of a table that are not items: page numbers, repeated heads, totals, notes.
    RowTakenOut = "N125" Note;
    /// A column of a table that is kept under its own title.
    ColumnKept = "N126" Warning;
    /// The only column of units has lead units first.
    FirstUnitLeads = "N127" Note;
    /// A table has no column of implementing units.
    NoImplementers = "N128" Note;
    /// An annex whose kind nothing says.
    AnnexByDefault = "N129" Warning;
    /// A target of the notice that cannot be read.
    TargetLost = "N130" Error;
    /// Words of a cell that are in no file.
    CellLost = "N131" Error;
    /// Quarterly targets that cannot be a share of the year's.
    QuarterInWords = "N132" Note;
    /// Items are numbered by their place in the table.
    NumberedByPlace = "N133" Note;
    /// Rows of a table have no header that is known.
    HeaderUnknown = "N170" Error;
    /// A table has a header, but no row could be read.
    TableWithoutRows = "N171" Error;

    /// A unit, group or leader occurs twice, or an alias names two of them.
    NameAmbiguous = "R101" Error;
    /// A successor or member names a unit that is not in the registry.
    ReferenceUnknown = "R102" Error;
    /// The registry holds no units.
    RegistryEmpty = "R103" Error;
    /// A validity ends before it begins.
    ValidityReversed = "R104" Error;
    /// Units that take over from each other in a circle.
    SuccessorCycle = "R105" Error;
    /// Several units took over from one that has items.
    SuccessorsSeveral = "R160" Warning;
    /// A unit that has items is gone, and nobody is named that took over.
    SuccessorMissing = "R161" Warning;
    /// A return about an item of a unit that several took over from comes from one of these.
    HeirUnsettled = "R163" Warning;
    /// A return of a unit that took over from several may be about the part of any of them.
    PredecessorUnsettled = "R164" Warning;

    /// A name in the annex CSV is not in the registry.
    PartyUnknown = "P101" Error;
    /// A leader in the annex CSV is not in the registry.
    LeaderUnknown = "P102" Error;
    /// An item's number occurs twice.
    ItemDuplicate = "P103" Error;
    /// An item has no lead unit.
    LeadMissing = "P104" Warning;
    /// An item has no implementing unit.
    ImplementMissing = "P105" Warning;
    /// A target cannot be read.
    TargetInvalid = "P106" Error;
    /// An open group whose members the office has not filled in.
    GroupOpen = "P107" Note;
    /// A unit does not exist any longer (or not yet) on the date of the notice.
    UnitNotValid = "P108" Warning;
    /// A unit has no item, and therefore no letter.
    UnitIdle = "P109" Note;
    /// A target is broken down twice to the same unit.
    BreakdownDuplicate = "P111" Error;
    /// The rule by which a target is to be broken down cannot be used.
    BreakdownRule = "P112" Error;
    /// The parts of an amount add up to less than it.
    BreakdownShort = "P113" Warning;
    /// The parts of an amount add up to more than it.
    BreakdownOver = "P114" Note;
    /// The province misses a target although every unit reaches its own.
    BreakdownUnreachable = "P115" Warning;
    /// A unit has a target for an item that it does not implement.
    BreakdownUninvolved = "P116" Warning;
    /// Units that implement an item have no part of a target that others have one of.
    BreakdownPartial = "P117" Note;
    /// Some units that implement an item have no part of a target that others share.
    BreakdownOpen = "P118" Note;
    /// Targets of items that prefectures implement are not broken down.
    BreakdownMissing = "P119" Note;
    /// Items without a target.
    TargetMissing = "P120" Note;

    /// A row of the short titles cannot be used.
    TitleInvalid = "P150" Error;
    /// A short title has little of the text of its item, and may be that of another.
    TitleForeign = "P151" Warning;
    /// Two items of an annex have the same short title.
    TitleShared = "P152" Warning;
    /// Items without a short title in the file.
    TitleMissing = "P153" Note;
    /// The words of a deadline mean no single day.
    DeadlineUnreadable = "P154" Note;
    /// A row of weights is a total.
    WeightTotal = "P160" Note;
    /// A value has a minus beside a target that is a fall.
    FallSign = "P161" Warning;
    /// A unit's own target has words of comparison.
    ComparisonUnused = "P170" Note;
    /// The annexes hold no item.
    PlanEmpty = "P171" Error;
    /// Two milestones for the same target and month.
    MilestoneTwice = "P172" Error;
    /// A row of changes.csv cannot be read.
    ChangeInvalid = "P180" Error;
    /// What a row of changes.csv says was there is not in force on its date.
    ChangeNotInForce = "P181" Error;
    /// A column of an item has two changes on one date.
    ChangeTwice = "P182" Error;
    /// A leader is gone whose items nobody has taken over.
    LeaderGone = "P183" Warning;
    /// A withdrawn item is not in the annex any more.
    ChangeWithoutItem = "P184" Note;
    /// A unit or a leader is not there yet, or no more, on the day on which it takes over.
    ChangeNotThere = "P185" Warning;

    /// A file of returns is of a kind that cannot be read, or damaged.
    ReturnsFormat = "G101" Error;
    /// A file of returns has no header row.
    ReturnsHeader = "G102" Error;
    /// A file in the folder of returns is not one of returns.
    ReturnsFileIgnored = "G103" Note;
    /// A worksheet without a table of returns.
    ReturnsSheetIgnored = "G104" Note;
    /// Columns of a table of returns that are not used.
    ReturnsColumnUnused = "G105" Note;
    /// A table names its unit, or its period, neither in a column nor above it.
    ReturnsColumnMissing = "G106" Error;
    /// Rows that are not returns: titles, totals, remarks.
    RowNoReturn = "G107" Note;
    /// The item of a return cannot be determined.
    ReturnItem = "G111" Error;
    /// An item's id that a spreadsheet took for a date.
    ReturnItemMangled = "G112" Note;
    /// An item has no target of that number.
    ReturnTarget = "G113" Error;
    /// The period of a return cannot be read.
    ReturnPeriod = "G114" Error;
    /// A return of another year than the plan's.
    ReturnYear = "G115" Error;
    /// The unit of a return is not in the registry, or is a collective.
    ReturnUnit = "G116" Error;
    /// A unit reports under its old or its new name.
    ReturnUnitRenamed = "G117" Note;
    /// A unit reports on an item in which it has no part.
    ReturnUnitUninvolved = "G118" Warning;
    /// A figure cannot be read.
    FigureUnreadable = "G121" Error;
    /// A figure is in a measure that does not fit the target's.
    FigureMeasure = "G122" Error;
    /// A figure is given as about, above or below a number.
    FigureInexact = "G123" Warning;
    /// A percentage looks as if it were written as a fraction of one.
    FigureFraction = "G124" Warning;
    /// A formula resulted in an error.
    FigureFormula = "G125" Error;
    /// A word for a status is not known.
    ReturnStatus = "G126" Error;
    /// The date of a return cannot be read.
    ReturnDate = "G127" Error;
    /// The same return occurs twice.
    ReturnDuplicate = "G131" Note;
    /// Two returns of the same day contradict each other.
    ReturnConflict = "G132" Error;
    /// A cumulative figure is lower than that of an earlier month.
    FigureFell = "G141" Warning;
    /// A figure is a thousand times its target, or more.
    FigureHuge = "G142" Warning;
    /// The stated percentage is not that of the figures.
    PercentContradicts = "G143" Warning;
    /// A unit sent no return at all for a period.
    ReturnMissing = "G151" Warning;
    /// A unit's returns for a period leave items out.
    ReturnIncomplete = "G152" Warning;
    /// A unit's first return for a period came after the due day.
    ReturnLate = "G153" Note;
    /// Rows of a unit could not be assigned to an item, so that it is not known what it left out.
    ReturnUnassigned = "G170" Warning;
    /// A file has a header of returns and no row.
    ReturnsEmpty = "G171" Warning;

    /// An unreadable part of a form was determined by its hidden key or its place.
    ReturnKeyUsed = "G161" Warning;
    /// A file is refused as a whole: it is of another unit, period or year, or of a later form.
    CollectRefused = "G162" Error;
    /// A row of a collected file is not taken.
    CollectRowRefused = "G163" Error;
    /// A row differs from an existing one of the same day.
    CollectConflict = "G164" Error;
    /// A row has no effect because a later one exists already.
    CollectSuperseded = "G165" Warning;
    /// Rows of a form are not in the filled file.
    CollectRowsMissing = "G166" Warning;
    /// A file of collected returns was reshaped, so that nothing can be added to it.
    CollectFileReshaped = "G167" Error;
    /// A table without unit or period is taken for the one that the command line names.
    ReturnPresumed = "G168" Note;

    /// The day of filing cannot be that of the return.
    FilingDayDoubtful = "G180" Warning;
    /// A row is of a later period than all the others.
    PeriodDoubtful = "G181" Warning;
    /// A percentage is negative, or higher than anything usual.
    PercentRange = "G182" Warning;
    /// A unit's own judgement and its figures contradict each other.
    RatingContradicts = "G183" Warning;
    /// A rate looks like an index whose base is 100.
    FigureIndex = "G184" Warning;
    /// An index was read as a rate of change.
    FigureIndexConverted = "G185" Note;
    /// The point of a figure is probably one or two places off.
    FigureSlip = "G186" Warning;
    /// The provincial figure and the sum of the units' parts differ.
    WholeContradicts = "G187" Warning;
    /// A verified row cannot be used.
    VerifiedInvalid = "G190" Error;
    /// Two verified rows contradict each other.
    VerifiedConflict = "G191" Error;
    /// A verified row has no date.
    VerifiedUndated = "G192" Warning;
    /// The marks of a row mean different items.
    RowContradicts = "G200" Error;
    /// A mark of a row means no item, or was changed.
    MarkUnknown = "G201" Note;
    /// Rows whose marks mean different items because only some columns were sorted.
    RowsMixedUp = "G202" Error;
    /// A row of a form is another unit's.
    RowOfAnotherUnit = "G203" Error;
    /// Title, file name, lines and keys of a file name different periods.
    PeriodDisputed = "G204" Warning;
    /// The period of a file cannot be told, since its statements contradict each other.
    PeriodUndecided = "G205" Error;
    /// A comment, a picture or a text box, which has no place in a return.
    RemarkNotRead = "G210" Warning;
    /// A text or a figure that is struck through.
    CellWithdrawn = "G211" Warning;
    /// A text or a figure that its number format hides.
    CellHidden = "G212" Warning;
    /// Words above or below a table that have no place in a return.
    WordsNotRead = "G213" Note;
    /// A figure in a cell that is merged over several rows.
    FigureShared = "G214" Error;
    /// Text in a form's workbook where nothing is read.
    WrittenElsewhere = "G215" Note;
    /// The name of a file names another unit than its rows.
    FileNameUnit = "G216" Warning;

    /// A cell of a register cannot be read.
    RegisterCell = "L101" Error;
    /// A row of a register repeats an earlier one.
    RegisterTwice = "L102" Warning;
    /// A register names a number of a document that was never drawn.
    RegisterNumber = "L103" Warning;
    /// A decision in the ledger has no person who made it.
    DecisionUnsigned = "L104" Warning;
    /// A paper was received before it was sent.
    ReceivedEarly = "L105" Error;
    /// The ledger is left out, and documents that rest on it are not made.
    LedgerLeftOut = "L106" Error;
    /// An event of the ledger cannot have happened in the order of steps.
    EventImpossible = "L110" Error;
    /// A listed unit is asked, not instructed.
    CaseAsked = "L120" Warning;

    /// A row in which a unit answers, or a whole sheet of them, is not taken.
    AnswerRefused = "L130" Error;
    /// A unit names another liaison than the register of contacts.
    ContactDiffers = "L131" Warning;

    /// A notice goes to a unit that is asked, not instructed.
    NoticeAsked = "L201" Warning;
    /// An item is behind, and its lead unit is not in the registry.
    NoticeUnaddressed = "L202" Warning;
    /// Returns are called for on a day on which they are not due yet.
    CallTooEarly = "L203" Warning;

    /// A template does not parse or cannot be rendered.
    TemplateInvalid = "T101" Error;
    /// The front matter of a document cannot be read.
    FrontMatterInvalid = "T102" Error;
    /// A construct of the Markdown is unknown to duban.
    MarkdownUnknown = "T103" Error;
    /// No face has a glyph for a character.
    GlyphMissing = "T104" Error;
    /// Something does not fit its place.
    LayoutOverflow = "T105" Warning;
    /// A face cannot be loaded.
    FontInvalid = "T106" Error;
    /// A document could not be written.
    OutputFailed = "T107" Error;
    /// The picture of a seal cannot be used.
    ImageInvalid = "T108" Error;
    /// A template prints a figure that is in no claim.
    FigureUnclaimed = "T160" Error;
    /// A note without a reference or without words, or a reference at a place that cannot have notes.
    NoteNotSet = "T170" Warning;
    /// Words that look like the definition of a link are printed as they are.
    LinkNotSet = "T171" Warning;
    /// A template calculates more than the limits allow.
    TemplateTooMuch = "T180" Error;
    /// An entry of the front matter that the format does not print.
    EntryNotPrinted = "T190" Warning;
    /// A file of the archive cannot be read.
    ArchiveUnreadable = "A101" Error;
    /// A folder or file of the archive is gone.
    ArchiveMissing = "A102" Error;
    /// Something in the archive is not as it was issued.
    ArchiveAltered = "A103" Error;
    /// Something in the archive that was not issued.
    ArchiveForeign = "A104" Error;
    /// A document was issued without a record of the data that it was made from.
    SourcesUnknown = "A110" Warning;
    /// A document was issued under a number that the register does not have.
    NumberUnregistered = "A111" Warning;
}
