//! The shell in a real browser: bounds on live values, Intl, and the whole way from bytes to pixels.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

use jejak::shell::measure::Measure;
use jejak::shell::numbers::Local;
use jejak::shell::sentence;
use jejak::shell::show::Store;
use jejak::words::Numbers;
use js_sys::{Array, Function, Intl, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn canvas(width: u32, height: u32) -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document.create_element("canvas").unwrap().unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    canvas
}

fn parse(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

fn code(thrown: &JsValue) -> String {
    get(thrown, "code").as_string().unwrap()
}

fn refused(journey: &JsValue) -> (String, String) {
    let store = Store::new(&canvas(1, 1)).unwrap();
    let none = JsValue::NULL;
    let thrown = store.load(journey, &none, &none, &none, "en", &none, &none).unwrap_err();
    (code(&thrown), get(&thrown, "where").as_string().unwrap_or_default())
}

#[wasm_bindgen_test]
fn a_cycle_is_refused_with_its_place() {
    let journey = parse(r#"{"title": "x", "stages": [{"name": "a"}]}"#);
    let stages: Array = get(&journey, "stages").unchecked_into();
    Reflect::set(&stages.get(0), &"match".into(), &journey).unwrap();
    assert_eq!(refused(&journey), ("too_deep".into(), "/stages/0/match".into()));
}

#[wasm_bindgen_test]
fn five_thousand_levels_are_refused() {
    let mut value: JsValue = Object::new().into();
    for _ in 0..5_000 {
        value = Array::of1(&value).into();
    }
    assert_eq!(refused(&value).0, "too_deep");
}

#[wasm_bindgen_test]
fn prototype_keys_functions_and_numbers_that_are_none_are_refused() {
    assert_eq!(
        refused(&parse(r#"{"__proto__": {"x": 1}, "stages": ["a"]}"#)),
        ("refused_key".into(), "/__proto__".into())
    );
    let odd: Object = parse(r#"{"stages": ["a"]}"#).unchecked_into();
    Reflect::set(&odd, &"title".into(), &f64::NAN.into()).unwrap();
    assert_eq!(refused(&odd), ("wrong_type".into(), "/title".into()));
    let getter = js_sys::eval("({get stages() { throw new Error('no') }})").unwrap();
    assert_eq!(refused(&getter), ("cannot_read".into(), "/stages".into()));
}

#[wasm_bindgen_test]
fn what_was_shown_stays_after_a_bad_document() {
    let store = Store::new(&canvas(1, 1)).unwrap();
    let none = JsValue::NULL;
    store
        .load(&parse(r#"{"title": "Good", "stages": ["a", "b"]}"#), &none, &none, &none, "en", &none, &none)
        .unwrap();
    store.load(&parse("7"), &none, &none, &none, "en", &none, &none).unwrap_err();
    let mut board = store.board("journey");
    let layout = board.layout(&parse(r#"{"width": 800, "lang": "en", "locale": "en"}"#)).unwrap();
    assert_eq!(get(&layout, "name").as_string().unwrap(), "Good");
}

#[wasm_bindgen_test]
fn sentences_for_faults_that_javascript_noticed() {
    let told = sentence("bad_json", "", 3.0, 7.0, "id");
    let words = get(&told, "message").as_string().unwrap();
    assert!(words.contains("baris 3") && words.contains("kolom 7"), "{words}");
    assert_eq!((code(&told), get(&told, "where").as_string().unwrap()), ("bad_json".into(), "3:7".into()));
}

const ROWS: &str =
    "user,event,time\na,visit,2026-01-01 10:00\nb,visit,2026-01-01 10:00\na,buy,2026-01-01 10:05\n";

fn measured(journey: &str, chunk: usize) -> JsValue {
    let mut measure = Measure::new(journey, "en").unwrap();
    measure.open("shop", "shop.csv");
    for part in ROWS.as_bytes().chunks(chunk) {
        measure.push(part).unwrap();
    }
    measure.close().unwrap();
    parse(&measure.finish(5, false).unwrap())
}

#[wasm_bindgen_test]
fn bytes_become_evidence_however_they_are_cut() {
    let people = |all: &JsValue| {
        let steps: Array = get(&get(&get(all, "evidence"), "funnel"), "steps").unchecked_into();
        steps.iter().map(|step| get(&step, "people").as_f64().unwrap()).collect::<Vec<_>>()
    };
    let journey = r#"{"stages": ["Visit", "Buy"]}"#;
    for chunk in [1, 7, 1_000] {
        assert_eq!(people(&measured(journey, chunk)), [2.0, 1.0]);
    }
    assert_eq!(people(&measured("", 1_000)), [2.0, 1.0], "without a journey one is proposed");
}

#[wasm_bindgen_test]
fn a_wrong_file_throws_a_plain_sentence() {
    let mut measure = Measure::new("", "id").unwrap();
    measure.open("x", "x.png");
    let pushed =
        measure.push(&[0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13]).and_then(|()| measure.close());
    let thrown = pushed.unwrap_err();
    assert_eq!(code(&thrown), "not_text");
    assert!(get(&thrown, "message").as_string().unwrap().contains("PNG"));
}

#[wasm_bindgen_test]
fn both_views_are_painted_and_numbers_are_written_by_intl() {
    let all = measured(r#"{"title": "Toko", "stages": ["Visit", "Buy"]}"#, 64);
    let evidence = get(&all, "evidence");
    // a count that must be grouped the Indonesian way
    let steps: Array = get(&get(&evidence, "funnel"), "steps").unchecked_into();
    for step in steps.iter() {
        for key in ["people", "seen", "any_order", "entered"] {
            Reflect::set(&step, &key.into(), &4_820.into()).unwrap();
        }
    }
    Reflect::set(&evidence, &"people".into(), &4_820.into()).unwrap();
    let store = Store::new(&canvas(1, 1)).unwrap();
    let none = JsValue::NULL;
    store.load(&get(&all, "journey"), &evidence, &none, &none, "id", &none, &none).unwrap();
    for view in ["journey", "funnel"] {
        let mut board = store.board(view);
        let options =
            r#"{"width": 800, "lang": "id", "locale": "id", "theme": "dark", "family": "sans-serif"}"#;
        let layout = board.layout(&parse(options)).unwrap();
        let text = JSON::stringify(&layout).unwrap().as_string().unwrap();
        assert!(text.contains("4.820"), "{text}");
        let sheet = canvas(1_200, 600);
        board.paint(&sheet, &sheet, 800.0, 400.0, 1.5, 0.0, 0.0, false, false).unwrap();
        let context: CanvasRenderingContext2d = sheet.get_context("2d").unwrap().unwrap().unchecked_into();
        let data = context.get_image_data(0.0, 0.0, 1_200.0, 600.0).unwrap().data();
        let ground = &data[..4];
        let inked = data.chunks_exact(4).filter(|pixel| *pixel != ground).count();
        assert!(inked > 5_000, "{view}: {inked} pixels");
    }
}

#[wasm_bindgen_test]
fn a_press_answers_with_the_stage_and_the_other_board_follows() {
    let store = Store::new(&canvas(1, 1)).unwrap();
    let none = JsValue::NULL;
    store
        .load(&parse(r#"{"title": "x", "stages": ["a", "b"]}"#), &none, &none, &none, "en", &none, &none)
        .unwrap();
    let options = parse(r#"{"width": 800, "lang": "en", "locale": "en"}"#);
    let (mut one, mut other) = (store.board("journey"), store.board("journey"));
    one.layout(&options).unwrap();
    let answer = one.select(Some("b".into()));
    assert_eq!(get(&answer, "selected").as_string().as_deref(), Some("b"));
    assert_eq!(get(&answer, "layout"), JsValue::TRUE);
    let items: Array = get(&other.layout(&options).unwrap(), "items").unchecked_into();
    let pressed: Vec<_> = items.iter().filter(|item| get(item, "selected").is_truthy()).collect();
    assert_eq!(pressed.len(), 1);
    assert_eq!(get(&pressed[0], "stage").as_string().as_deref(), Some("b"));
    let cleared = one.select(None);
    assert_eq!(get(&cleared, "selected"), JsValue::NULL);
}

/// What the browser itself writes.
fn intl(locale: &str, number: f64, style: &str, digits: u8) -> String {
    let options = parse(&format!(
        r#"{{"style": "{style}", "minimumFractionDigits": {digits}, "maximumFractionDigits": {digits}}}"#
    ));
    let format = Intl::NumberFormat::new(&Array::of1(&locale.into()), &options.unchecked_into()).format();
    let text = format.call1(&JsValue::UNDEFINED, &number.into()).unwrap().as_string().unwrap();
    text.replace('-', "\u{2212}").replace("\u{a0}%", "%")
}

#[wasm_bindgen_test]
fn our_own_numbers_and_days_are_those_of_the_browser() {
    let mut numbers = vec![0.0, 0.125, 1.005, 2.5, 0.045, 999.995, 9_999.5, 1e15, 0.000_05, 1.0, 0.285];
    let mut seed = 20_261_122_u64;
    for power in 0..100 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let unit = (seed >> 11) as f64 / (1_u64 << 53) as f64;
        numbers.push(unit * 10_f64.powi(power % 12 - 3));
        numbers.push((unit * 1e4).round() / 1e3);
    }
    for locale in ["en", "en-US", "en-GB", "id", "id-ID", "de", "ar-EG"] {
        let local = Local::new(locale);
        for number in numbers.iter().flat_map(|number| [*number, -*number]) {
            for digits in 0..=3 {
                for (ours, style) in
                    [(local.decimal(number, digits), "decimal"), (local.percent(number, digits), "percent")]
                {
                    let theirs = intl(locale, number, style, digits);
                    // a minus before nothing but zeros says nothing, and we leave it out
                    let nothing = !theirs.contains(|c: char| c.is_numeric() && c != '0');
                    let theirs = if nothing { theirs.replace('\u{2212}', "") } else { theirs };
                    let ours = if nothing { ours.replace('\u{2212}', "") } else { ours };
                    assert_eq!(ours, theirs, "{locale} {number} {digits} {style}");
                }
            }
        }
        let day = js_sys::eval(&format!(
            "(ms) => new Intl.DateTimeFormat('{locale}', {{day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'}}).format(ms)"
        ));
        let day: Function = day.unwrap().unchecked_into();
        for month in 0..24 {
            let ms = 1_782_864_000_000_i64 + month * 30 * 86_400_000;
            let theirs = day.call1(&JsValue::UNDEFINED, &(ms as f64).into()).unwrap().as_string().unwrap();
            assert_eq!(local.date(ms * 1_000), theirs, "{locale}");
        }
    }
}
