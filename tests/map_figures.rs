//! Figures of the full map: themes, shares that are no answers, where people went, personas.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "show")]

use jejak::figures::{self, Figures, Finding, Onward, Quantiles};
use jejak::model::evidence::{Evidence, MeasureKind};
use jejak::model::journey::Journey;
use jejak::{Value, model};

fn journey() -> Journey {
    let text = r#"{"title": "Shop", "personas": [{"id": "rani", "name": "Rani"}, {"id": "trudi", "name": "Trudi"},
        {"id": "few", "name": "Few"}, {"id": "asked", "name": "Asked"}, {"id": "nobody", "name": "Nobody"}],
        "stages": [
        {"id": "find", "name": "Find", "touchpoints": [{"id": "post", "name": "Post"}]},
        {"id": "buy", "name": "Buy", "touchpoints": [{"id": "cart", "name": "Cart"}, {"id": "buy", "name": "Buy"}]},
        {"id": "keep", "name": "Keep", "touchpoints": [{"id": "parcel", "name": "Parcel"}, {"id": "mail", "name": "Mail"}]}]}"#;
    model::read_journey(&serde_json::from_str(text).unwrap()).0.unwrap()
}

fn evidence(text: &str) -> Evidence {
    let (evidence, problems) = model::read_evidence(&serde_json::from_str(text).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    evidence.unwrap()
}

fn shown(text: &str) -> Figures {
    figures::derive(&journey(), Some(&evidence(text)), None)
}

fn themes(of: &[figures::ThemeFigures]) -> Vec<(&str, u64, u64, Option<f64>)> {
    of.iter().map(|theme| (theme.text.as_str(), theme.count, theme.of, theme.mean)).collect()
}

#[test]
fn themes_are_shares_of_the_comments_at_their_place() {
    let shown = shown(
        r#"{"people": 9, "themes": [
        {"at": "buy", "text": "", "count": 40, "scored": 20, "sum": -10}, {"at": "buy", "text": "baru", "count": 8, "sum": 2},
        {"at": "buy", "text": "ongkir", "count": 30, "scored": 15, "sum": -12},
        {"at": "cart", "text": "", "count": 10, "sum": 0}, {"at": "cart", "text": "ongkir", "count": 11},
        {"at": "parcel", "text": "", "count": 6, "sum": -3}, {"at": "parcel", "text": "telat", "count": 4, "sum": -2},
        {"at": "mail", "text": "", "count": 4, "sum": 1}, {"at": "mail", "text": "telat", "count": 1, "scored": 0},
        {"at": "mail", "text": "promo", "count": 2, "sum": 2}]}"#,
    );
    let [_, buy, keep] = shown.stages.as_slice() else { panic!() };
    assert_eq!(themes(&buy.themes), [("ongkir", 30, 40, Some(-0.8)), ("baru", 8, 40, Some(0.25))]);
    assert_eq!(buy.comment_mean, Some(-0.5));
    // More than there are comments is no share; a touchpoint with its stage's id has no themes of its own.
    assert_eq!(themes(&buy.touchpoints[0].themes), []);
    assert_eq!(themes(&buy.touchpoints[1].themes), []);
    // A stage without its own has those of its touchpoints together.
    assert_eq!(themes(&keep.themes), [("telat", 5, 10, Some(-0.5)), ("promo", 2, 10, Some(1.0))]);
    assert_eq!(keep.comment_mean, Some(-0.2));
    assert_eq!(themes(&keep.touchpoints[0].themes), [("telat", 4, 6, Some(-0.5))]);
}

const LOST: &str = r#""people": 100, "funnel": {"steps": [{"id": "find", "name": "Find", "people": 100},
    {"id": "buy", "name": "Buy", "people": 90}, {"id": "keep", "name": "Keep", "people": 10}]},
    "stages": [{"id": "buy", "people": 90, "answers": [{"source": "s", "kind": "csat", "counts": {"1": 9, "2": 9}}]}]"#;

#[test]
fn the_finding_names_what_the_unhappy_say() {
    let theme = |themes: &str| match shown(&format!("{{{LOST}, \"themes\": [{themes}]}}")).finding {
        Finding::Priority { stage: 1, theme, .. } => theme,
        other => panic!("{other:?}"),
    };
    let all = r#"{"at": "buy", "text": "", "count": 50, "sum": -10}"#;
    let praised = r#"{"at": "buy", "text": "produk", "count": 20, "sum": 9}"#;
    let blamed = r#"{"at": "buy", "text": "ongkir", "count": 10, "sum": -9}"#;
    let rare = r#"{"at": "buy", "text": "hp", "count": 9, "sum": -9}"#;
    let unscored = r#"{"at": "buy", "text": "voucher", "count": 12, "scored": 0}"#;
    assert_eq!(theme(&[all, praised, blamed, rare].join(",")), Some(("ongkir".into(), 10, 50)));
    assert_eq!(theme(&[all, praised, rare].join(",")), None);
    assert_eq!(theme(&[all, praised, unscored].join(",")), Some(("voucher".into(), 12, 50)));
    // Without the count of all comments nothing is a share of anything.
    assert_eq!(theme(blamed), None);
    // Both languages: the shares are of all comments, and the larger wins.
    let english = r#"{"at": "buy", "text": "shipping cost", "count": 14, "sum": -12}"#;
    assert_eq!(theme(&[all, blamed, english].join(",")), Some(("shipping cost".into(), 14, 50)));
}

#[test]
fn measures_are_shares_with_intervals_or_sums() {
    let shown = shown(
        r#"{"people": 9, "measures": [{"at": "buy", "kind": "abandoned", "source": "web", "count": 81, "of": 263},
        {"at": "parcel", "kind": "on_time", "source": "courier", "count": 0, "of": 20},
        {"at": "post", "kind": "reach", "source": "insights", "count": 12000},
        {"at": "mail", "kind": "repeat", "source": "orders", "count": 3, "of": 2}, {"at": "gone", "kind": "repeat", "source": "orders", "count": 1, "of": 2}]}"#,
    );
    let [find, buy, keep] = shown.stages.as_slice() else { panic!() };
    let post = &find.measures[0];
    assert_eq!(
        (post.kind, post.touchpoint, post.count, post.share, post.interval),
        (MeasureKind::Reach, Some(0), 12_000, None, None)
    );
    let cart = &buy.measures[0];
    let (low, high) = cart.interval.unwrap();
    assert_eq!((cart.touchpoint, cart.share), (None, Some(81.0 / 263.0)));
    assert!((low - 0.25529).abs() < 5e-6 && (high - 0.36621).abs() < 5e-6);
    assert_eq!(keep.measures[0].interval.unwrap().0, 0.0);
    // More than there are is no share.
    assert_eq!(
        (keep.measures[1].touchpoint, keep.measures[1].share, keep.measures[1].interval),
        (Some(1), None, None)
    );
    assert_eq!(keep.measures.len(), 2);
}

#[test]
fn where_people_went_and_how_the_plan_was_kept() {
    let shown = shown(
        r#"{"people": 20, "planned": {"met": 20, "skipped": {"buy": 4}, "repeated": {"find": 2}, "out_of_order": 5},
        "stages": [{"id": "find", "people": 15, "returned": 2}],
        "moves": [{"unit": "person", "level": "event", "total": 9, "links": [{"from": "find", "to": "buy", "people": 1}]},
        {"unit": "person", "level": "stage", "total": 20, "links": [
        {"from": "", "to": "find", "people": 15, "times": 15}, {"from": "find", "to": "find", "people": 9, "times": 30},
        {"from": "find", "to": "", "people": 4, "times": 4}, {"from": "find", "to": "keep", "people": 4, "times": 6},
        {"from": "find", "to": "buy", "people": 7, "times": 8}, {"from": "find", "to": "other", "people": 6, "times": 6},
        {"from": "buy", "to": "find", "people": 2, "times": 2}]}]}"#,
    );
    let go = |to, people, times| Onward { to, people, times, seconds: Quantiles::default() };
    assert_eq!(shown.stages[0].onward, [go(Some(1), 7, 8), go(Some(2), 4, 6), go(None, 4, 4)]);
    assert_eq!(shown.stages[1].onward, [go(Some(0), 2, 2)]);
    assert_eq!(
        (shown.stages[0].returned, shown.stages[0].skipped, shown.stages[1].skipped),
        (2, Some(0), Some(4))
    );
    let planned = shown.planned.unwrap();
    assert_eq!((planned.met, planned.out_of_order, planned.share), (20, 5, Some(0.25)));
    let (low, high) = planned.interval.unwrap();
    assert!(low < 0.25 && high > 0.25);
    assert_eq!(figures::derive(&journey(), Some(&evidence("{\"people\": 1}")), None).stages[0].skipped, None);
}

#[test]
fn personas_have_their_share_and_small_ones_nothing() {
    let stage = |people, n| {
        format!(
            r#"[{{"id": "buy", "people": {people}, "answers": [{{"source": "s", "kind": "csat", "counts": {{"2": {n}}}}}]}}]"#
        )
    };
    let shown = shown(&format!(
        r#"{{"people": 200, "min_group": 5, "personas": [{{"id": "rani", "people": 150, "stages": {}}}, {{"id": "trudi", "people": 5, "stages": {}}},
        {{"id": "few", "people": 4, "stages": {}}}, {{"id": "asked", "people": 0, "stages": {}}}, {{"id": "nobody", "people": 0}}]}}"#,
        stage(90, 30),
        stage(5, 4),
        stage(4, 4),
        stage(0, 12)
    ));
    let known: Vec<_> = shown
        .personas
        .iter()
        .map(|p| (p.people, p.share, p.small, p.stages[1].people, p.stages[1].measured.map(|m| m.n)))
        .collect();
    assert_eq!(
        known,
        [
            (Some(150), Some(0.75), false, Some(90), Some(30)),
            (Some(5), Some(0.025), false, Some(5), Some(4)),
            // Four people: named, and nothing else.
            (None, None, true, None, None),
            // A survey alone knows no people, but their answers.
            (Some(0), Some(0.0), false, Some(0), Some(12)),
            (Some(0), Some(0.0), false, None, None),
        ]
    );
}

#[test]
fn everything_is_written() {
    let shown = shown(
        r#"{"people": 20, "planned": {"met": 20, "out_of_order": 5}, "personas": [{"id": "rani", "people": 15}],
        "themes": [{"at": "cart", "text": "", "count": 10, "sum": -5}, {"at": "cart", "text": "ongkir", "count": 5, "sum": -4}],
        "measures": [{"at": "cart", "kind": "abandoned", "source": "web", "count": 1, "of": 4}],
        "moves": [{"unit": "person", "level": "stage", "links": [{"from": "buy", "to": "", "people": 3, "times": 3}]}]}"#,
    );
    let written: serde_json::Value =
        serde_json::to_value(figures::write(&shown, &figures::SurveyFigures::default())).unwrap();
    let buy = &written["stages"][1];
    let theme = serde_json::json!({"text": "ongkir", "count": 5.0, "of": 10.0, "mean": -0.8});
    assert_eq!(buy["themes"][0].to_string(), theme.to_string().replace(".0,", ",").replace("10.0", "10"));
    assert_eq!(buy["touchpoints"][0]["themes"][0]["of"], 10);
    assert_eq!(buy["comment_mean"], -0.5);
    assert_eq!(
        (&buy["measures"][0]["kind"], &buy["measures"][0]["touchpoint"]),
        (&"abandoned".into(), &"cart".into())
    );
    assert_eq!(buy["measures"][0]["share"], 0.25);
    assert_eq!((&buy["onward"][0]["to"], &buy["onward"][0]["people"]), (&serde_json::Value::Null, &3.into()));
    assert_eq!((&buy["returned"], &buy["skipped"]), (&0.into(), &0.into()));
    assert_eq!(written["planned"]["share"], 0.25);
    let rani = &written["personas"][0];
    assert_eq!(
        (&rani["share"], &rani["small"], &rani["stages"][1]["people"]),
        (&0.75.into(), &false.into(), &serde_json::Value::Null)
    );
    let _: Value = serde_json::from_value(written).unwrap();
}
