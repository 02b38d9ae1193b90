//! The rules of reading, one test a rule.

use super::{clean, emotions, names, people, said};
use jejak::model::mermaid::read_mermaid;
use jejak::words::{Lang, problem};

/// In the manner of Mermaid's own documentation.
const DAY: &str = "journey
    title Pergi ke kantor
    section Berangkat
      Buat kopi: 5: Rani
      Turun tangga: 3: Rani
      Naik kereta: 1: Rani, Budi
    section Pulang
      Jalan kaki: 5: Rani
      Duduk: 5: Rani
";

#[test]
fn sections_are_stages_tasks_touchpoints_and_actors_personas() {
    let journey = clean(DAY);
    assert_eq!(journey.title, "Pergi ke kantor");
    assert_eq!(
        names(&journey),
        [
            ("Berangkat", vec!["Buat kopi", "Turun tangga", "Naik kereta"]),
            ("Pulang", vec!["Jalan kaki", "Duduk"])
        ]
    );
    assert_eq!(emotions(&journey), [1.0, 0.0, -1.0, 1.0, 1.0].map(Some));
    let names: Vec<_> =
        journey.personas.iter().map(|persona| (persona.id.as_str(), persona.name.as_str())).collect();
    assert_eq!(names, [("rani", "Rani"), ("budi", "Budi")]);
    assert_eq!(people(&journey, &journey.stages[0].touchpoints[2]), ["Rani", "Budi"]);
    assert_eq!(journey.funnel.steps.len(), 2, "the stages are the steps");
}

#[test]
fn a_section_whose_name_comes_again_is_a_second_stage() {
    let journey = clean("journey\nsection Bayar\nA: 3\nsection Kirim\nB: 3\nsection Bayar\nC: 3");
    let ids: Vec<_> = journey.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(ids, ["bayar", "kirim", "bayar-2"]);
    assert_eq!(names(&journey)[2], ("Bayar", vec!["C"]));
}

#[test]
fn a_section_without_tasks_is_a_stage() {
    assert_eq!(
        names(&clean("journey\nsection Cari\nsection Beli\nA: 3")),
        [("Cari", vec![]), ("Beli", vec!["A"])]
    );
}

#[test]
fn a_semicolon_separates() {
    let journey =
        clean("journey; title Toko; section Beli; Pilih: 4: Rani; Bayar: 2;; section Terima\nBuka: 5;");
    assert_eq!(journey.title, "Toko");
    assert_eq!(names(&journey), [("Beli", vec!["Pilih", "Bayar"]), ("Terima", vec!["Buka"])]);
}

#[test]
fn a_full_width_colon_is_a_colon() {
    let journey = clean("journey\naccTitle： 題\nsection 購入\n支払う：4：太郎, 花子");
    assert_eq!(names(&journey), [("購入", vec!["支払う"])]);
    assert_eq!(emotions(&journey), [Some(0.5)]);
    assert_eq!(people(&journey, &journey.stages[0].touchpoints[0]), ["太郎", "花子"]);
    assert_eq!(journey.title, "題");
}

#[test]
fn a_colon_inside_a_name_is_kept() {
    let text = "journey\nsection Beli: daring\nBayar: transfer: 4: Rani\nTemui kurir 10:30: 2\nTemui kurir 10:30: 2: Budi";
    let journey = clean(text);
    assert_eq!(
        names(&journey),
        [("Beli: daring", vec!["Bayar: transfer", "Temui kurir 10:30", "Temui kurir 10:30"])]
    );
    assert_eq!(emotions(&journey), [Some(0.5), Some(-0.5), Some(-0.5)]);
    assert_eq!(people(&journey, &journey.stages[0].touchpoints[2]), ["Budi"]);
}

#[test]
fn scores_lie_around_three_up_to_the_highest_of_the_file() {
    let journey = clean("journey\nsection A\nx: 1\ny: 2\nz: 3\nw: 4\nv: 5\nu: 4.5");
    assert_eq!(emotions(&journey), [-1.0, -0.5, 0.0, 0.5, 1.0, 0.75].map(Some));
    // (s − 3) / (10 − 3) above, (s − 3) / 2 below, whatever comes first
    let journey = clean("journey\nsection A\nx: 10\ny: 6.5\nz: 2");
    assert_eq!(emotions(&journey), [Some(1.0), Some(0.5), Some(-0.5)]);
    assert_eq!((journey.scale.min, journey.scale.neutral, journey.scale.max), (1.0, 3.0, 10.0));
}

#[test]
fn a_score_under_one_counts_as_one_and_is_told() {
    let (journey, problems) = read_mermaid("journey\nsection A\nx: 0\ny: -7: Rani");
    assert_eq!(emotions(&journey.unwrap()), [Some(-1.0), Some(-1.0)]);
    assert_eq!(said(&problems), ["warning: out_of_range (1…5) at 3", "warning: out_of_range (1…5) at 4"]);
}

#[test]
fn a_score_that_is_no_number_leaves_the_emotion_empty() {
    let (journey, problems) =
        read_mermaid("journey\nsection A\nx: senang: Rani\ny\nz:: Rani\nw: NaN\nv: 1e999");
    let journey = journey.unwrap();
    assert_eq!(names(&journey), [("A", vec!["x", "y", "z", "w", "v"])]);
    assert_eq!(emotions(&journey), [None; 5]);
    assert_eq!(people(&journey, &journey.stages[0].touchpoints[0]), ["Rani"]);
    assert_eq!(
        said(&problems),
        [
            "warning: bad_number (senang) at 3",
            "warning: no_score (y) at 4",
            "warning: no_score (z) at 5",
            "warning: bad_number (NaN) at 6",
            "warning: bad_number (1e999) at 7",
        ]
    );
    assert_eq!(
        problem(&problems[1].error, Lang::En),
        "The task “y” has no score, so its emotion stays empty (line 4)."
    );
    assert_eq!(
        problem(&problems[1].error, Lang::Id),
        "Tugas “y” tidak punya skor, jadi emosinya kosong (baris 4)."
    );
}

#[test]
fn empty_and_repeated_actors_drop() {
    let journey = clean("journey\nsection A\nx: 5: Rani, , Budi,, Rani ,\ny: 5:\nz: 5: ,");
    let points = &journey.stages[0].touchpoints;
    assert_eq!(people(&journey, &points[0]), ["Rani", "Budi"]);
    assert!(points[1].personas.is_empty() && points[2].personas.is_empty());
    assert_eq!(journey.personas.len(), 2);
}

#[test]
fn actors_whose_ids_would_be_equal_are_two_personas() {
    let journey = clean("journey\nsection A\nx: 5: Rani!, rani\ny: 4: rani");
    assert_eq!(people(&journey, &journey.stages[0].touchpoints[0]), ["Rani!", "rani"]);
    assert_eq!(people(&journey, &journey.stages[0].touchpoints[1]), ["rani"]);
}

#[test]
fn comments_of_both_kinds_are_left_out() {
    let text = "%% before\n# also before\njourney %% here\n  %% alone\n section A # after a section\n # x: 1\n x: 5: Rani %% after a task\n 100%%: 4 # and after this\n";
    let journey = clean(text);
    assert_eq!(names(&journey), [("A", vec!["x", "100%%"])]);
    assert_eq!(journey.personas.len(), 1);
    assert_eq!(journey.personas[0].name, "Rani");
}

#[test]
fn directives_are_left_out_on_one_line_and_on_several() {
    let text = "%%{init: {'theme': 'dark'}}%%\n%%{\n  init: { 'journey': {} }\n}%% journey\nsection A\n%%{wrap}%% x: 5\ny: 4";
    assert_eq!(names(&clean(text)), [("A", vec!["x", "y"])]);
    // one that is never closed is a comment, and nothing more
    assert_eq!(names(&clean("%%{init: {\njourney\nsection A\nx: 5")), [("A", vec!["x"])]);
}

#[test]
fn the_title_of_a_front_matter_is_the_title_unless_the_diagram_has_one() {
    let title = |front: &str| clean(&format!("---\n{front}\n---\njourney\nsection A\nx: 5")).title;
    assert_eq!(title("title: Toko kami"), "Toko kami");
    assert_eq!(
        title("config:\n  title: no\n  theme: dark\ntitle: \"Toko \\\"kami\\\": #1\""),
        "Toko \"kami\": #1"
    );
    assert_eq!(title("title: 'Rani''s' "), "Rani's");
    assert_eq!(title("title: Toko # komentar"), "Toko");
    assert_eq!(title("displayMode: compact"), "");
    let both = "---\ntitle: depan\n---\n\njourney\ntitle dalam\nsection A\nx: 5";
    assert_eq!(clean(both).title, "dalam");
    let (journey, problems) = read_mermaid("---\ntitle: |\n  two\n  lines\n---\njourney\nsection A\nx: 5");
    assert_eq!(
        (journey.unwrap().title.as_str(), said(&problems)),
        ("", vec!["warning: bad_text (|) at 2".into()])
    );
}

#[test]
fn acc_title_and_acc_descr_are_kept() {
    let text = "journey\naccTitle: Judul; # bukan komentar\naccDescr: Rani mencari; lalu membeli #1\ntitle T\nsection A\nx: 5";
    let journey = clean(text);
    assert_eq!(journey.title, "T");
    assert_eq!(journey.scenario.as_deref(), Some("Rani mencari; lalu membeli #1"));
    assert_eq!(journey.ext, [("accTitle".to_owned(), "Judul; # bukan komentar".into())]);
    // without a title it is the title
    assert_eq!(clean("journey\nacctitle : Judul\nsection A\nx: 5").title, "Judul");
}

#[test]
fn a_description_in_braces_may_have_lines() {
    let text = "journey\naccDescr {\n   Rani mencari\n   lalu membeli\n}title T\nsection A\nx: 5";
    let journey = clean(text);
    assert_eq!(journey.scenario.as_deref(), Some("Rani mencari\nlalu membeli"));
    assert_eq!((journey.title.as_str(), names(&journey)), ("T", vec![("A", vec!["x"])]));
    assert_eq!(clean("journey\naccDescr{satu}\nsection A\nx: 5").scenario.as_deref(), Some("satu"));
}

#[test]
fn tasks_before_the_first_section_are_a_stage_with_the_title() {
    let (journey, problems) = read_mermaid("journey\ntitle Hari ini\nBuat kopi: 5\nsection A\nx: 4");
    assert_eq!(names(&journey.unwrap()), [("Hari ini", vec!["Buat kopi"]), ("A", vec!["x"])]);
    assert_eq!(said(&problems), ["warning: no_section (Hari ini) at 3"]);
    let (journey, _) = read_mermaid("journey\nBuat kopi: 5");
    assert_eq!(names(&journey.unwrap()), [("Buat kopi", vec!["Buat kopi"])]);
}

#[test]
fn entity_codes_and_line_breaks_are_read() {
    let journey = clean("journey\nsection A#58; B<br>C\nPilih #35;1#59; dan #quot;2#quot;: 4: Rani#44; S.E.");
    assert_eq!(names(&journey), [("A: B C", vec!["Pilih #1; dan \"2\""])]);
    assert_eq!(journey.personas[0].name, "Rani, S.E.");
}

#[test]
fn keywords_are_words_and_their_case_does_not_matter() {
    let journey =
        clean("Journey\nTITLE T\nSection A\ntitles: 4\nsections of it: 3\njourneys: 2\naccTitles: 1");
    assert_eq!(journey.title, "T");
    assert_eq!(names(&journey), [("A", vec!["titles", "sections of it", "journeys", "accTitles"])]);
    assert_eq!(clean("journey title T\nsection\tA\nx: 5").title, "T");
}

#[test]
fn line_ends_of_every_system_and_a_mark_at_the_start() {
    let plain = clean(DAY);
    for end in ["\r\n", "\r"] {
        assert_eq!(clean(&format!("\u{feff}{}", DAY.replace('\n', end))), plain, "{end:?}");
    }
    let (_, problems) = read_mermaid("journey\rsection A\r\nx: ?\n\ry: !");
    assert_eq!(said(&problems), ["warning: bad_number (?) at 3", "warning: bad_number (!) at 5"]);
}

#[test]
fn a_markdown_fence_around_it_is_no_trouble() {
    let text = format!("\n```mermaid\n{DAY}```\nText after it: 5\n");
    assert_eq!(clean(&text), clean(DAY));
}
