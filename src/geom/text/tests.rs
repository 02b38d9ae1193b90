use super::*;
use proptest::prelude::*;

const BODY: Font = Font { size: 13.0, weight: Weight::Regular };

#[test]
fn the_table_knows_a_word() {
    // O 761, r 372, a 564, n 585, g 609 thousandths
    assert!((Table.width("Orang", BODY) - 2.891 * 13.0).abs() < 1e-9);
    assert_eq!(Table.width("顧客", BODY), 26.0);
}

#[test]
fn lines_break_at_blanks_and_between_ideographs_and_long_words_inside() {
    assert_eq!(wrap(&Table, "Titik kontak dan saluran", BODY, 100.0), ["Titik kontak dan", "saluran"]);
    assert_eq!(wrap(&Table, "顧客の旅、地図", BODY, 40.0), ["顧客の", "旅、地", "図"]);
    assert_eq!(wrap(&Table, "a-very-long", BODY, 50.0), ["a-very-", "long"]);
    assert!(wrap(&Table, &"x".repeat(40), BODY, 50.0).len() > 3);
}

#[test]
fn a_word_with_a_blank_inside_is_cut_without_it() {
    // UAX 14 lets no line end before a closing brace, so this is one piece of 9.3 em.
    let lines = wrap(&Table, "nnnnnnnn# }", BODY, 74.0);
    assert_eq!(lines, ["nnnnnnnn#", "}"]);
}

#[test]
fn a_family_is_one_sign() {
    let cut = fit(&Table, "ab👨‍👩‍👧‍👦cdefgh", BODY, 80.0);
    assert!(cut == "ab…" || cut.starts_with("ab👨‍👩‍👧‍👦"), "{cut}");
}

proptest! {
    #[test]
    fn no_line_is_wider_than_its_box(text in "\\PC{0,80}", max in 30.0..300.0f64) {
        let text = clean(&text);
        for line in clamp(&Table, &text, BODY, max, 4) {
            let one = Table.signs(&line).len() <= 2;
            prop_assert!(one || Table.width(&line, BODY) <= max, "{line}");
        }
        let cut = fit(&Table, &text, BODY, max);
        prop_assert!(cut.chars().count() <= 1 || Table.width(&cut, BODY) <= max);
    }

    #[test]
    fn wrapping_keeps_every_letter(text in "[a-z éß]{0,60}", max in 30.0..300.0f64) {
        let text = clean(&text);
        let back = wrap(&Table, &text, BODY, max).concat().replace(' ', "");
        prop_assert_eq!(back, text.replace(' ', ""));
    }
}

/// A dictionary of the words that a browser would know.
struct Dictionary(&'static [&'static str]);

impl TextMeasure for Dictionary {
    fn width(&self, text: &str, font: Font) -> f64 {
        Table.width(text, font)
    }

    fn signs(&self, text: &str) -> Vec<usize> {
        Table.signs(text)
    }

    fn words(&self, text: &str) -> Vec<usize> {
        let mut starts = vec![0];
        while let Some(rest) = text.get(*starts.last().unwrap_or(&0)..).filter(|rest| !rest.is_empty()) {
            let known = self.0.iter().find(|word| rest.starts_with(**word)).map_or(1, |word| word.len());
            let step = (known..=rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
            starts.push(starts.last().unwrap_or(&0) + step);
        }
        starts.pop();
        starts
    }
}

#[test]
fn japanese_and_chinese_keep_their_rules_at_the_ends_of_a_line() {
    // every width of two signs and more: no line begins with a closing sign or a small kana, none ends with an opening one
    let texts = [
        "「海の見える部屋」と「海側の部屋」は、何が違うの？ちょっと待って。",
        "橱窗里的价目表（含税），请看《菜单》！",
    ];
    for (text, signs) in texts.iter().flat_map(|text| (3..12).map(move |signs| (text, signs))) {
        let lines = wrap(&Table, text, BODY, 13.0 * f64::from(signs));
        assert_eq!(lines.concat(), **text);
        for line in lines {
            assert!(
                !line.starts_with(['」', '、', '。', '？', 'ょ', 'っ', '，', '）', '》', '！']),
                "{line}"
            );
            assert!(!line.ends_with(['「', '（', '《']), "{line}");
        }
    }
    assert_eq!(wrap(&Table, "部屋は、静か", BODY, 39.0), ["部屋", "は、静", "か"]);
}

#[test]
fn korean_breaks_and_full_width_letters_count_twice() {
    assert_eq!(wrap(&Table, "고객 여정 지도", BODY, 60.0), ["고객 여정", "지도"]);
    assert_eq!(Table.width("ＡＢ", BODY), 26.0);
}

#[test]
fn thai_breaks_between_the_words_of_a_dictionary() {
    let dictionary = Dictionary(&["ค่าส่ง", "แพง", "กว่า", "ข้าว", "อีก"]);
    let text = "ค่าส่งแพงกว่าข้าวอีก";
    assert_eq!(wrap(&dictionary, text, BODY, 61.0), ["ค่าส่งแพง", "กว่าข้าว", "อีก"]);
    // beside Latin words and blanks the usual rules hold
    assert_eq!(wrap(&dictionary, "LINE ค่าส่งแพง", BODY, 70.0), ["LINE ค่าส่ง", "แพง"]);
}

#[test]
fn thai_without_a_dictionary_splits_no_sign_and_keeps_vowels_with_their_consonants() {
    let text = "แอปส่งอาหารและค่าธรรมเนียมเพิ่งแสดงในขั้นตอนสุดท้ายๆ น้ำแข็งที่นี่";
    for max in (40..120).map(f64::from) {
        let lines = wrap(&Table, text, BODY, max);
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        for line in &lines {
            let first = line.chars().next().unwrap_or(' ');
            assert!(!is_combining(first) && !is_tied('x', first), "{first} begins {line} at {max}");
            let tied = line.ends_with(['เ', 'แ', 'โ', 'ใ', 'ไ']);
            assert!(!tied, "{line} at {max}");
        }
    }
    assert!(wrap(&Table, text, BODY, 120.0).len() >= 4, "it is broken at all");
}

#[test]
fn arabic_and_hebrew_keep_their_order_and_are_cut_where_reading_ends() {
    let text = "انتظار 45 دقيقة دون أي خبر من العيادة";
    let lines = wrap(&Table, text, BODY, 110.0);
    assert!(lines.len() > 1);
    assert_eq!(lines.join(" "), text);
    let cut = fit(&Table, text, BODY, 100.0);
    assert!(text.starts_with(cut.trim_end_matches('…')) && cut.ends_with('…'), "{cut}");
    assert_eq!(fit(&Table, "שלום, עולם", BODY, 50.0), "שלום…");
    // vowel signs take no room and are never parted from their letter
    assert_eq!(Table.width("مُجَرَّبة", BODY), Table.width("مجربة", BODY));
    for max in (10..60).map(f64::from) {
        let lines = wrap(&Table, "مُجَرَّبة شِّهادة", BODY, max);
        assert!(lines.iter().all(|line| !line.starts_with(is_combining)), "{lines:?}");
    }
}

#[test]
fn the_first_letter_tells_the_direction_and_nothing_else_does() {
    let leftwards = ["موعد 5:30", "«نعم»", "12 שקל", "۱۲۳ کتاب", "— (أبو عمر)", "😀 ليلى"];
    assert!(leftwards.iter().all(|text| reads_leftwards(text)), "{leftwards:?}");
    let rightwards = ["", "12:30", "SMS رسالة", "顧客 عميل", "สวัสดี", "é ب", "٤٥", "−0.45 (n = 12)"];
    assert!(rightwards.iter().all(|text| !reads_leftwards(text)), "{rightwards:?}");
}

#[test]
fn every_line_goes_the_way_of_its_paragraph() {
    let arabic = "افتح صفحة Google Maps ثم 12 (5)";
    let lines = clamp(&Table, arabic, BODY, 70.0, 6);
    assert!(lines.len() > 2 && lines.iter().all(|line| reads_leftwards(line)), "{lines:?}");
    let english = "Open the page صفحة الخريطة in the shop";
    let lines = clamp(&Table, english, BODY, 80.0, 6);
    assert!(lines.len() > 2 && lines.iter().all(|line| !reads_leftwards(line)), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with(ONWARDS)), "a line would have turned: {lines:?}");
    // and a second cleaning keeps it so
    assert!(lines.iter().all(|line| clean(line) == *line));
}

#[test]
fn mixed_text_breaks_by_the_rules_of_each_part() {
    let text = "ส่งฟรี 顧客の旅 with jejak و زيارة";
    for max in (60..200).map(f64::from) {
        let lines = wrap(&Table, text, BODY, max);
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert!(lines.iter().all(|line| Table.width(line, BODY) <= max), "{lines:?}");
    }
}

#[test]
fn hostile_text_is_short_flat_and_in_order() {
    // a tower of marks, also one that joiners hold together, and marks without a letter
    let tower = |joint: &str| format!("Z{}", format!("\u{301}{joint}").repeat(2_000));
    for joint in ["", "\u{200D}", "\u{FE0F}", "\u{202E}"] {
        let flat = clean(&tower(joint));
        assert!(flat.chars().filter(|c| *c == '\u{301}').count() <= 3, "{joint:?}");
        assert!(flat.len() < 20_000);
    }
    assert_eq!(clean("\u{301}a \u{20D7}\u{E31}b"), "a b");
    assert_eq!(clean("ก\u{E48}\u{E48}\u{E48}\u{E48}\u{E48}"), "ก\u{E48}\u{E48}\u{E48}");
    // direction characters are gone; only a mark of the way a whole text goes may begin it
    assert_eq!(clean("a\u{202E}b\u{2066}\u{200F}c\u{61C}"), "abc");
    assert_eq!(clean("\u{202E} \u{200F} \u{200E}abc\u{200F}"), "\u{200F}abc");
    assert_eq!(clean(" \u{200F}\u{200E} "), "");
    // ten thousand signs, and ten thousand characters that join to one
    assert!(clean(&"字".repeat(10_000)).chars().count() <= GRAPHEMES + 1);
    assert!(clean(&"a\u{200D}".repeat(10_000)).chars().count() <= 8 * GRAPHEMES + 1);
    for text in [&"x".repeat(10_000), &"字".repeat(10_000), &"a\u{200D}".repeat(10_000), &tower("")] {
        let lines = clamp(&Table, &clean(text), BODY, 90.0, 4);
        assert!(lines.len() <= 4 && lines.iter().all(|line| Table.width(line, BODY) <= 90.0));
    }
}

/// Letters, marks and signs of many scripts, in any order.
fn any_script() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        "[a-zé ,.]{1,6}",
        "[顧客の旅「」、。ょー]{1,6}",
        "[กขคเแไาำะๆ\u{E31}\u{E34}\u{E48}]{1,8}",
        "[ابتةمن ،؟\u{64B}\u{651}0-9]{1,8}",
        "[अआकखग\u{93F}\u{94D}\u{902}]{1,8}",
        Just("👨‍👩‍👧‍👦".to_owned()),
        Just("🇮🇩🇯🇵".to_owned()),
        "\\PC{1,4}",
    ];
    prop::collection::vec(sign, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_line_and_no_cut_breaks_a_sign(text in any_script(), max in 20.0..200.0f64) {
        let text = clean(&text);
        let mut starts = Table.signs(&text);
        starts.push(text.len());
        let mut from = 0;
        for line in wrap(&Table, &text, BODY, max) {
            // blanks between lines are gone
            let rest = text.get(from..).unwrap_or_default();
            let skipped = rest.len() - rest.trim_start().len();
            let at = if rest.starts_with(&line) { from } else { from + skipped };
            prop_assert!(text.get(at..).is_some_and(|rest| rest.starts_with(&line)), "{line:?} in {text:?}");
            // a blank is not drawn at the start of a line, so what stood on it may begin one
            prop_assert!(at > from || starts.contains(&at), "{line:?} begins inside a sign of {text:?}");
            from = at + line.len();
            let blank = text.get(from..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
            prop_assert!(blank || starts.contains(&from), "{line:?} ends inside a sign of {text:?}");
        }
        prop_assert!(text.get(from..).is_some_and(|rest| rest.trim().is_empty()), "{text:?} is not whole");
        let cut = fit(&Table, &text, BODY, max);
        let head = cut.trim_end_matches('…');
        prop_assert!(!text.starts_with(head) || starts.contains(&head.len())
            || text.get(head.len()..).is_some_and(|rest| rest.starts_with(LOOSE)), "{cut:?} of {text:?}");
    }
}
