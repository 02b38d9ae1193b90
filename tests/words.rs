//! Every sentence in both languages: filled, whole, and of one language.
#![cfg(feature = "show")]

use jejak::figures::{Figures, Finding, FunnelFigures, Measured, Method, StageFigures, StepFigures};
use jejak::model::journey::{ChannelKind, Journey, ScoreKind};
use jejak::model::rule::{
    At, Entry, Exclusion, FunnelRule, Order, Role, Rule, Step, Test, Ties, Unit, Window,
};
use jejak::model::time::Duration;
use jejak::words::{self, Lang, Numbers, numbers::Plain, terms};
use jejak::{Code, Error, Issue, Place, Sample};

/// Words that only the other language has. Names of the field that Indonesians say in English are not among them.
const ENGLISH: &str = "the is are was were of and or not no in an at as with than be been cannot could here this \
    these it to from within people person row rows stage stages step steps lost each once every between \
    time times answer answers found out there left which by first last next before know known named names some \
    something more may must whoever starts start order ordered counted counts comments days hours minutes seconds \
    column line text number list expected missing read write other another mean weighted lowest highest emotion \
    customer picture archive save too few only";
const INDONESIAN: &str = "yang dan atau di ke dari tidak bukan ada ini itu bisa belum sudah orang pelanggan tahap \
    langkah baris kolom waktu jawaban skala hari jam menit detik berurutan tiap satu kali tanpa batas ikut \
    dihitung hilang sini mulai paling banyak titik terendah rerata berbobot urutan angka teks daftar nilai sebagai \
    peristiwa lain boleh kunci tahun simpan gambar arsip komentar disebut dalam menurut asumsi penulis setelah \
    sebelumnya berikutnya semua sesi terlalu sedikit emosi";

/// Keys and choices of documents: the same in every language where they are quoted.
const KEYS: [&str; 4] = ["by", "in", "each", "counts"];

/// What is read as one word: letters and hyphens.
fn spoken(text: &str) -> Vec<String> {
    let inside = |c: char| c.is_alphabetic() || c == '-';
    text.split(|c| !inside(c)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Collects the faults of texts, so that one run shows all of them.
#[derive(Default)]
struct Reader {
    faults: Vec<String>,
    texts: usize,
}

impl Reader {
    fn fault(&mut self, what: &str, lang: Lang, text: &str) {
        self.faults.push(format!("{what} ({lang:?}): {text}"));
    }

    /// A piece of text: filled, of one language, nothing doubled.
    fn text(&mut self, text: &str, lang: Lang) {
        self.texts += 1;
        if text.trim().is_empty() || text != text.trim() {
            self.fault("empty or with blanks at its ends", lang, text);
        }
        for placeholder in ["{0}", "{1}", "{2}", "{3}", "{}"] {
            if text.contains(placeholder) {
                self.fault("not filled", lang, text);
            }
        }
        for odd in ["  ", " .", " ,", "..", ",,", ";;", "“”", "()", " ;", ": .", "NaN", "inf"] {
            if text.contains(odd) {
                self.fault("odd", lang, text);
            }
        }
        let foreign = if lang == Lang::Id { ENGLISH } else { INDONESIAN };
        for (at, part) in text.split(['“', '”']).enumerate() {
            let key = |word: &str| at % 2 == 1 && KEYS.contains(&word);
            for word in spoken(part) {
                if !key(&word) && foreign.split_whitespace().any(|other| other == word) {
                    self.fault(&format!("foreign word `{word}`"), lang, text);
                }
            }
        }
    }

    /// A whole sentence: begins with a capital (or a quoted name or figure) and ends as sentences do.
    fn sentence(&mut self, text: &str, lang: Lang) {
        self.text(text, lang);
        let begins = text.chars().next().is_some_and(|c| c.is_uppercase() || c == '“' || c.is_ascii_digit());
        if !begins || !text.ends_with(['.', '?']) {
            self.fault("no sentence", lang, text);
        }
    }

    /// The two languages of one thing say it in their own words.
    fn both(&mut self, english: &str, indonesian: &str) {
        if english == indonesian {
            self.fault("not translated", Lang::Id, indonesian);
        }
    }

    #[track_caller]
    fn done(self, at_least: usize) {
        assert!(self.faults.is_empty(), "{} faults:\n{}", self.faults.len(), self.faults.join("\n"));
        assert!(self.texts >= at_least, "only {} texts were read", self.texts);
    }
}

/// Subjects that the crate gives with a code; their words are translated too.
fn subjects(code: Code) -> Vec<&'static str> {
    match code {
        Code::NoColumn => Role::ALL.into_iter().map(Role::as_str).collect(),
        Code::WrongType => vec![
            "text",
            "number",
            "count",
            "true or false",
            "text or number",
            "list",
            "list of two",
            "map",
            "object",
            "object or text",
            "value",
            "duration",
            "date",
            "JSON",
        ],
        Code::NotText => vec![
            "PNG",
            "JPEG",
            "GIF",
            "PDF",
            "gzip",
            "bzip2",
            "xz",
            "7z",
            "RAR",
            "zstd",
            "XLS",
            "SQLite",
            "Parquet",
            "WebAssembly",
            "ELF",
            "MP3",
            "Ogg",
            "XLSX",
            "DOCX",
            "PPTX",
            "ODS",
            "ZIP",
            "binary",
        ],
        Code::NotATable => vec!["JSON", "HTML", "XES", "XML", "SVG", "XLSX", "ZIP"],
        Code::TooLarge => vec!["2 GiB", "512 MiB"],
        Code::Damaged => vec!["ZIP", "XES", "xl/worksheets/sheet1.xml"],
        Code::TooDeep => vec!["64"],
        Code::CannotRead | Code::CannotWrite => vec![
            "No such file or directory (os error 2)",
            "Permission denied (os error 13)",
            "Is a directory (os error 21)",
            "TypeError: Failed to fetch",
            "NetworkError when attempting to fetch resource.",
            "404 Not Found",
            "No space left on device (os error 28)",
        ],
        Code::TooMany | Code::TooManyRows => vec!["500"],
        Code::OutOfRange => vec!["0…1", "lowest < highest", "min ≤ neutral ≤ max"],
        Code::OtherDiagram => {
            let words = "flowchart graph sequenceDiagram classDiagram-v2 stateDiagram erDiagram gantt pie quadrantChart \
                requirementDiagram gitGraph C4Context mindmap timeline zenuml sankey-beta xychart block packet kanban \
                architecture-beta radar-beta treemap treeView-beta venn-beta ishikawa wardley-beta eventmodeling info";
            words.split_whitespace().collect()
        }
        Code::Unclosed => vec!["---", "accDescr {"],
        Code::NotYet => vec!["hold", "window each, more than 9 steps", "by channel: a column of times"],
        _ => vec!["qty_42"],
    }
}

#[test]
fn every_problem_is_one_sentence_with_its_place() {
    let mut reader = Reader::default();
    let places = [
        (Place::Whole, ["", ""]),
        (Place::Pointer("/qx/2/qy".into()), ["(at /qx/2/qy)", "(di /qx/2/qy)"]),
        (Place::Pointer(String::new()), ["(at the top level)", "(di tingkat teratas)"]),
        (Place::Line { line: 12, column: 0 }, ["(line 12)", "(baris 12)"]),
        (Place::Line { line: 12, column: 3 }, ["(line 12, column 3)", "(baris 12, kolom 3)"]),
    ];
    for code in Code::ALL {
        for subject in subjects(*code).into_iter().chain([""]) {
            for near in [None, Some("qty_41".to_owned())] {
                for (place, expected) in &places {
                    let error = Error::new(*code, subject).at(place.clone()).nearest(near.clone());
                    let said = Lang::ALL.map(|lang| words::problem(&error, lang));
                    for ((lang, text), place) in Lang::ALL.into_iter().zip(&said).zip(expected) {
                        reader.sentence(text, lang);
                        if !text.contains(place) || (near.is_some() != text.contains("“qty_41”?")) {
                            reader.fault("place or nearest name not said", lang, text);
                        }
                        if text.matches(". ").count() > 0 {
                            reader.fault("more than one sentence", lang, text);
                        }
                        if subject == "qty_42" && !text.contains(subject) {
                            reader.fault("subject not said", lang, text);
                        }
                    }
                    reader.both(&said[0], &said[1]);
                }
            }
        }
    }
    reader.done(2 * 2 * 5 * 2 * Code::ALL.len());
}

/// Subjects that stand as literals in the source, `Code::Name, "subject"`: nobody can add an English one unseen.
#[test]
fn subjects_of_the_source_are_translated() {
    let mut reader = Reader::default();
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                // What only tests say is nobody's sentence.
                let source = source.split("#[cfg(test)]").next().unwrap();
                for part in source.split("Code::").skip(1) {
                    let (name, rest) = part.split_once(", \"").unwrap_or(("", ""));
                    let (subject, _) = rest.split_once('"').unwrap_or(("", ""));
                    let code = Code::ALL.iter().find(|code| format!("{code:?}") == name);
                    if let Some(code) = code.filter(|_| !subject.is_empty() && !subject.contains('{')) {
                        let said = words::problem(&Error::new(*code, subject), Lang::Id);
                        reader.sentence(&said, Lang::Id);
                        // Keys and settings stay as documents write them; prose of three words and more does not.
                        if said.contains(subject)
                            && subject.split_whitespace().count() > 3
                            && !subject.contains(',')
                            && !subject.contains('≤')
                        {
                            reader.fault("subject not translated", Lang::Id, &said);
                        }
                    }
                }
            }
        }
    }
    reader.done(8);
}

#[test]
fn what_comes_from_data_is_quoted_once_and_cut() {
    let error = Error::new(Code::UnknownColumn, "a{0}b\n<script>");
    assert_eq!(words::problem(&error, Lang::En), "There is no column “a{0}b <script>” in the file.");
    let range = words::problem(&Error::new(Code::OutOfRange, "-2…2"), Lang::En);
    assert_eq!(range, "A number here does not fit; expected: −2…2.");
    let long = words::problem(&Error::new(Code::BadText, "é".repeat(5000)), Lang::Id);
    assert!(long.chars().count() < 200 && long.contains("…”"), "{long}");
}

#[test]
fn every_issue_is_counted_in_a_sentence() {
    let mut reader = Reader::default();
    let sample =
        |column: &str, value: &str| Sample { line: 1042, column: column.into(), value: value.into() };
    for code in Code::ALL {
        for count in [1, 2, 1204] {
            for first in [vec![], vec![sample("", "")], vec![sample("qty_42", "31/31/2020")]] {
                let issue = Issue { code: *code, count, first: first.clone() };
                let said = Lang::ALL.map(|lang| words::issue(&issue, lang));
                for (lang, text) in Lang::ALL.into_iter().zip(&said) {
                    reader.sentence(text, lang);
                    let number = Plain(lang).decimal(count as f64, 0);
                    let whole = first.is_empty()
                        || text.contains(if lang == Lang::En { "line 1042" } else { "baris 1042" });
                    if !text.starts_with(&number) || !whole {
                        reader.fault("count or line not said", lang, text);
                    }
                }
                reader.both(&said[0], &said[1]);
            }
        }
    }
    reader.done(2 * 9 * Code::ALL.len());
}

#[cfg(feature = "measure")]
#[test]
fn what_mermaid_cannot_hold_is_said() {
    let keys = "actions channel channels expectations ext frustrations funnel goals ids importance labels lanes lang layer \
        loop match name needs opportunities owner pains personas planned quotes segment share sources state target \
        thoughts to_be trigger updated";
    let phrases = ["emotion by persona", "emotion of stage", "names alike", "no emotion"];
    let mut reader = Reader::default();
    for key in keys.split_whitespace().chain(phrases) {
        let list = [jejak::model::mermaid::Dropped { key: key.into(), count: 1204 }];
        let said = Lang::ALL.map(|lang| words::dropped(&list, lang).unwrap());
        for (lang, text) in Lang::ALL.into_iter().zip(&said) {
            reader.sentence(text, lang);
            if text.contains('“') || !text.contains(&Plain(lang).decimal(1204.0, 0)) {
                reader.fault("not translated, or the count not said", lang, text);
            }
        }
        reader.both(&said[0], &said[1]);
    }
    reader.done(2 * 36);
}

/// Rules that differ from the usual one in one switch each, and one that has them all.
fn rules() -> Vec<FunnelRule> {
    let week = Duration::seconds(604_800);
    let field = |test, not| Rule::Field { source: None, field: "qty_42".into(), test, not };
    let step = |name: &str, optional, window| Step {
        id: name.into(),
        name: name.into(),
        any: vec![],
        optional,
        window,
    };
    let mut rules = vec![FunnelRule::default()];
    let mut add = |change: &dyn Fn(&mut FunnelRule)| {
        let mut rule = FunnelRule::default();
        change(&mut rule);
        rules.push(rule);
    };
    for order in [Order::Strict, Order::Any] {
        add(&|rule| rule.order = order);
    }
    for window in
        [Window::First(week), Window::Each(week), Window::Session, Window::First(Duration::seconds(1))]
    {
        add(&|rule| rule.window = window);
    }
    for unit in [Unit::Session, Unit::Attempt] {
        add(&|rule| rule.unit = unit);
    }
    for ties in [Ties::Forbid, Ties::Grace(Duration::seconds(2))] {
        add(&|rule| rule.ties = ties);
    }
    add(&|rule| rule.entry = Entry::First);
    add(&|rule| rule.open = true);
    add(&|rule| rule.hold = Some("qty_42".into()));
    for at in [At::First, At::Last, At::Step(3)] {
        add(&|rule| (rule.by, rule.at) = (Some("qty_42".into()), at));
    }
    for product in
        ["posthog", "mixpanel", "amplitude", "ga4", "clickhouse", "umami", "plausible", "rybbit", "xyz"]
    {
        add(&|rule| rule.like = Some(product.into()));
    }
    add(&|rule| rule.steps = vec![step("A", false, None), step("B", true, Some(week))]);
    let tests = [
        Test::Equals("a".into()),
        Test::In(vec!["a".into(), "b".into()]),
        Test::Named(vec!["a".into()]),
        Test::Prefix("a".into()),
        Test::Contains("a".into()),
        Test::AtLeast(1.5),
        Test::AtMost(2.0),
    ];
    for test in tests {
        for not in [false, true] {
            let rule = Rule::All(vec![field(test.clone(), not), field(test.clone(), not)]);
            add(&|changed| changed.exclude = vec![Exclusion { rule: rule.clone(), between: (2, 3) }]);
        }
    }
    rules
}

#[test]
fn every_switch_is_said_in_the_rule() {
    let mut reader = Reader::default();
    for lang in Lang::ALL {
        let said: Vec<String> = rules().iter().map(|rule| words::rule(rule, lang)).collect();
        for text in &said {
            reader.sentence(text, lang);
        }
        for (at, text) in said.iter().enumerate() {
            // `in` and the default match of names read alike: they test alike.
            let same = said.iter().filter(|other| *other == text).count();
            if same > 1 && !text.contains("qty_42") {
                reader.fault(&format!("rule {at} sounds like another"), lang, text);
            }
        }
    }
    for rule in rules() {
        reader.both(&words::rule(&rule, Lang::En), &words::rule(&rule, Lang::Id));
    }
    reader.done(80);
}

fn measured(value: f64, n: u64) -> Option<Measured> {
    Some(Measured { value, interval: None, n })
}

/// One figure a finding, with a stage and a step to name.
fn findings() -> Vec<Figures> {
    let theme = Some(("ongkir".to_owned(), 74, 128));
    let priority = |lost, times, theme| Finding::Priority { stage: 0, lost, times, theme };
    let stage = StageFigures {
        name: "Qx".into(),
        step: Some(0),
        measured: measured(-0.56, 296),
        ..StageFigures::default()
    };
    let step = |name: &str, people, dropped| StepFigures {
        name: name.into(),
        people,
        dropped,
        ..StepFigures::default()
    };
    let steps = vec![step("Qx", 3046, 1950), step("Qy", 1096, 0)];
    let funnel = FunnelFigures { steps, worst_by_people: Some(0), worst_by_rate: Some(1) };
    [
        Finding::Nothing,
        priority(1950, Some(7.08), theme),
        priority(1, Some(1.4), None),
        priority(20, Some(1.01), None),
        priority(20, None, None),
        Finding::Loss { stage: 0, lost: 1950, of: 3046 },
        Finding::TooFew { people: 12 },
        Finding::Lowest { stage: 0, value: -0.56, n: 296 },
        Finding::Assumed { stage: 0, value: -0.5 },
    ]
    .into_iter()
    .map(|finding| Figures {
        people: Some(4820),
        finding,
        stages: vec![stage.clone()],
        funnel: Some(funnel.clone()),
        ..Figures::default()
    })
    .collect()
}

#[test]
fn every_finding_is_said() {
    let mut reader = Reader::default();
    for figures in findings() {
        let said = Lang::ALL.map(|lang| {
            let parts = words::finding_parts(&figures, &Journey::default(), lang, &Plain(lang));
            reader.sentence(&parts.0, lang);
            if !parts.1.is_empty() {
                reader.sentence(&parts.1, lang);
            }
            let text = words::finding(&figures, &Journey::default(), lang, &Plain(lang));
            let names = !matches!(figures.finding, Finding::Nothing | Finding::TooFew { .. });
            if names && !text.contains("Qx") {
                reader.fault("stage not named", lang, &text);
            }
            text
        });
        reader.both(&said[0], &said[1]);
    }
    reader.done(30);
}

#[test]
fn a_priority_says_how_many_times_the_next_only_where_it_is_more() {
    let said: Vec<String> = findings()[1..5]
        .iter()
        .map(|figures| words::finding_parts(figures, &Journey::default(), Lang::En, &Plain(Lang::En)).1)
        .collect();
    assert!(said[0].contains("lost here; its priority is 7× the second highest; “ongkir”"), "{}", said[0]);
    assert_eq!(said[1], "1 person is lost here; its priority is 1.4× the second highest.");
    assert_eq!(
        (said[2].as_str(), said[3].as_str()),
        ("20 people are lost here.", "20 people are lost here.")
    );
}

#[test]
fn a_loss_without_stages_names_the_step() {
    let mut figures = findings().remove(5);
    figures.stages.clear();
    let said = words::finding(&figures, &Journey::default(), Lang::En, &Plain(Lang::En));
    assert_eq!(said, "Most people are lost at Qx. 1,950 of 3,046 do not go on (64%).");
}

#[test]
fn the_summary_says_people_steps_the_worst_step_and_the_lowest_emotion() {
    let mut reader = Reader::default();
    let figures = findings().remove(1);
    let journey = Journey { title: "Toko Melati".into(), ..Journey::default() };
    let english = words::summary(&figures, &journey, Lang::En, &Plain(Lang::En));
    assert_eq!(
        english,
        "Toko Melati: 1 stage, 3,046 people; most are lost between Qx and Qy: 1,950 of 3,046; \
         the lowest emotion is −0.56 at Qx, from 296 answers."
    );
    let mut assumed = Figures { stages: figures.stages.clone(), ..Figures::default() };
    (assumed.stages[0].measured, assumed.stages[0].assumed) = (None, Some(0.5));
    let only_steps = Figures { stages: vec![], ..figures.clone() };
    for figures in [figures, assumed, only_steps, Figures::default()] {
        for journey in [&journey, &Journey::default()] {
            let said = Lang::ALL.map(|lang| words::summary(&figures, journey, lang, &Plain(lang)));
            reader.sentence(&said[0], Lang::En);
            reader.sentence(&said[1], Lang::Id);
            reader.both(&said[0], &said[1]);
        }
    }
    reader.done(16);
}

#[test]
fn every_method_and_term_is_said() {
    let mut reader = Reader::default();
    let scales = [
        (ScoreKind::Nps, (0.0, 10.0)),
        (ScoreKind::Csat, (1.0, 5.0)),
        (ScoreKind::Ces, (1.0, 7.0)),
        (ScoreKind::Rating, (1.0, 3.0)),
        (ScoreKind::Rating, (0.0, 2.5)),
    ];
    for (kind, scale) in scales {
        for (n, missing, weighted) in [(1, 0, false), (1409, 4, true)] {
            let method = Method { source: "s".into(), kind, scale, n, missing, weighted };
            let said = Lang::ALL.map(|lang| words::method(&method, lang, &Plain(lang)));
            reader.text(&said[0], Lang::En);
            reader.text(&said[1], Lang::Id);
            reader.both(&said[0], &said[1]);
        }
    }
    let mut figures = findings().remove(1);
    figures.order_matters = vec![0];
    for lang in Lang::ALL {
        reader.text(&words::order_matters(&figures, lang, &Plain(lang)).unwrap(), lang);
        terms::levels(lang).into_iter().for_each(|level| reader.text(level, lang));
        for word in ChannelKind::WORDS {
            reader.text(terms::channel(ChannelKind::of(word).unwrap(), lang), lang);
        }
        let stages = [
            "awareness",
            "interest",
            "consideration",
            "decision",
            "purchase",
            "post-purchase",
            "retention",
            "advocacy",
        ];
        stages.into_iter().for_each(|id| reader.text(terms::stage(id, lang).unwrap(), lang));
    }
    assert_eq!(terms::stage("find", Lang::Id), None);
    reader.done(70);
}

#[test]
fn the_step_where_order_matters_most_is_named_and_the_first_only_alone() {
    let step = |name: &str, people, any_order| StepFigures {
        name: name.into(),
        people,
        any_order,
        ..StepFigures::default()
    };
    let steps = vec![step("main", 2385, 3751), step("catalog", 2015, 2845), step("cart", 1109, 1493)];
    let funnel = Some(FunnelFigures { steps, ..FunnelFigures::default() });
    let said = |order_matters: Vec<usize>| {
        let figures = Figures { funnel: funnel.clone(), order_matters, ..Figures::default() };
        words::order_matters(&figures, Lang::En, &Plain(Lang::En))
    };
    assert!(
        said(vec![0, 1, 2]).unwrap().contains("2,015 people reached “catalog” in order, 2,845 people took")
    );
    assert!(said(vec![0]).unwrap().contains("“main”"));
    assert_eq!(said(vec![]), None);
}

#[test]
fn durations_never_jump_back_and_keep_their_language() {
    let mut reader = Reader::default();
    let units = ["ms", "s", "min", "h", "d"];
    for lang in Lang::ALL {
        let mut last = 0;
        for tenth in 0..2_000 {
            let seconds = 1.01_f64.powi(tenth) / 1000.0;
            let text = words::duration(seconds, lang, &Plain(lang));
            reader.text(&text, lang);
            let unit = text.rsplit(' ').next().unwrap();
            if lang == Lang::En {
                let at = units.iter().position(|known| *known == unit).unwrap();
                assert!(at >= last, "{seconds} s is {text}");
                last = at;
            }
        }
    }
    for (seconds, text) in [
        (59.94, "59.9 s"),
        (59.96, "1 min"),
        (3599.0, "1 h"),
        (172_700.0, "2 d"),
        (90.0, "1.5 min"),
        (5400.0, "1.5 h"),
        (0.9996, "1 s"),
        (-3.0, "0 s"),
    ] {
        assert_eq!(words::duration(seconds, Lang::En, &Plain(Lang::En)), text);
    }
    assert_eq!(words::duration(f64::NAN, Lang::Id, &Plain(Lang::Id)), "–");
    for (micros, english, indonesian) in [
        (0, "0 seconds", "0 detik"),
        (1, "1 microsecond", "1 mikrodetik"),
        (1_500_000, "1,500 milliseconds", "1.500 milidetik"),
        (60_000_000, "1 minute", "1 menit"),
        (172_800_000_000, "2 days", "2 hari"),
        (129_600_000_000, "36 hours", "36 jam"),
    ] {
        let said = Lang::ALL.map(|lang| words::exact(Duration { micros }, lang, &Plain(lang)));
        assert_eq!(said, [english, indonesian]);
    }
    reader.done(4000);
}

#[test]
fn numbers_are_grouped_rounded_and_signed() {
    let (en, id) = (Plain(Lang::En), Plain(Lang::Id));
    for (number, digits, english, indonesian) in [
        (0.0, 0, "0", "0"),
        (999.0, 0, "999", "999"),
        (1000.0, 0, "1,000", "1.000"),
        (1_234_567.891, 2, "1,234,567.89", "1.234.567,89"),
        (-0.04, 1, "0.0", "0,0"),
        (-0.06, 1, "−0.1", "−0,1"),
        (999.96, 1, "1,000.0", "1.000,0"),
        (f64::NAN, 1, "–", "–"),
    ] {
        assert_eq!([en.decimal(number, digits), id.decimal(number, digits)], [english, indonesian]);
    }
    assert_eq!([en.percent(1.0, 0), id.percent(0.8444, 1)], ["100%", "84,4%"]);
    let day = |day: i64| day * 86_400_000_000;
    assert_eq!([en.date(day(18_201)), id.date(day(18_201))], ["1 Nov 2019", "1 Nov 2019"]);
    assert_eq!(id.date(day(-1)), "31 Des 1969");
}

#[test]
fn the_reader_of_these_tests_sees_faults() {
    for (text, lang) in [
        ("Tahap the awal.", Lang::Id),
        ("The tahap is here.", Lang::En),
        ("A {0} place.", Lang::En),
        ("Two  blanks.", Lang::En),
        ("no capital.", Lang::En),
        ("No end", Lang::En),
        ("", Lang::Id),
    ] {
        let mut reader = Reader::default();
        reader.sentence(text, lang);
        assert!(!reader.faults.is_empty(), "{text} was let through");
    }
}

#[test]
fn the_group_that_is_hit_hardest_is_named() {
    use jejak::figures::compare::segments;
    use jejak::model::evidence::{Funnel, Group, Segments, StepCounts};
    let step = |people| StepCounts { people, ..StepCounts::default() };
    let group = |value: &str, people, bought| Group {
        value: value.into(),
        people,
        funnel: Funnel { steps: vec![step(people), step(bought)] },
    };
    let said = |phones: u64, lang| {
        let groups = vec![group("mobile", 200, phones), group("desktop", 100, 60)];
        let stage =
            StageFigures { name: "Bayar".into(), step: Some(0), lost: Some(190), ..StageFigures::default() };
        let figures = Figures {
            stages: vec![stage],
            segments: vec![segments(&Segments { field: "device".into(), groups }, None)],
            finding: Finding::Loss { stage: 0, lost: 190, of: 300 },
            ..Figures::default()
        };
        words::finding(&figures, &Journey::default(), lang, &Plain(lang))
    };
    assert!(
        said(50, Lang::En).ends_with("Hardest hit: phone, 150 lost (25% go on; others 60%)."),
        "{}",
        said(50, Lang::En)
    );
    assert!(said(50, Lang::Id).ends_with("Terparah: ponsel, 150 orang (25% lanjut; lainnya 60%)."));
    // a difference that chance can make names nobody
    assert!(!said(115, Lang::En).contains("Hardest"));
}
