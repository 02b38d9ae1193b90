//! Sources of several kinds in one journey: people joined, comments placed, and counts that are no answers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::analyse::{self, Options};
use jejak::ingest::{Plan, Reader};
use jejak::model::evidence::{Evidence, MeasureKind};
use jejak::model::journey::Journey;
use jejak::{Value, model};

fn journey(text: &str) -> Journey {
    let value: Value = serde_json::from_str(text).unwrap();
    let (journey, problems) = model::read_journey(&value);
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

fn measured(journey: &Journey, files: &[(&str, &str)], comments: bool) -> Evidence {
    let table = |(source, file): &(&str, &str)| {
        let declared = journey.sources.iter().find(|known| known.id == *source).unwrap();
        let plan = Plan::of(declared, analyse::keep(journey, source), &analyse::shared(journey));
        let mut reader = Reader::new(plan);
        reader.push(file.as_bytes()).unwrap();
        reader.finish().unwrap().table
    };
    let tables = files.iter().map(table).collect();
    analyse::measure(journey, tables, &Options { min_group: 1, comments, events: false }).unwrap().0
}

const SHOP: &str = r#"{
    "title": "Shop",
    "stages": [
        {"id": "find", "name": "Find", "touchpoints": [
            {"id": "reel", "name": "Reel", "match": [{"source": "social", "field": "Post type", "equals": "IG reel"}]},
            {"id": "advert", "name": "Advert"}]},
        {"id": "purchase", "name": "Purchase", "match": [
            {"source": "web", "field": "event", "in": ["add_to_cart", "begin_checkout"]},
            {"source": "orders", "field": "status", "equals": "paid"}],
         "touchpoints": [{"id": "basket", "name": "The cart", "match": [{"field": "event", "equals": "add_to_cart"}]}]},
        {"id": "keep", "name": "Keep", "touchpoints": [
            {"id": "parcel", "name": "Parcel", "match": [{"source": "parcels", "field": "status", "equals": "done"}]},
            {"id": "help", "name": "Help", "match": [{"source": "tickets", "field": "Channel", "equals": "chat"}]}]}],
    "funnel": {"steps": ["find", "purchase"]},
    "sources": [
        {"id": "web", "kind": "events", "columns": {"person": "user", "time": "time", "event": "event"}},
        {"id": "orders", "kind": "orders", "columns": {"person": "customer", "time": "date", "status": "status"}},
        {"id": "survey", "kind": "survey", "columns": {"person": "who"}, "scores": [
            {"column": "ease", "kind": "csat", "touchpoint": "basket", "comment": "why"},
            {"column": "again", "kind": "nps", "stage": "keep", "comment": "why not"}]},
        {"id": "tickets", "kind": "tickets", "columns": {"person": "requester", "comment": "Subject"}},
        {"id": "parcels", "kind": "shipments", "zone": "+07:00", "columns":
            {"person": "to", "time": "sent", "promised": "promised", "delivered": "arrived", "status": "state"}},
        {"id": "social", "kind": "social", "columns": {"count": "Reach"}}]
}"#;

const WEB: &str = "user,time,event\n\
    a,2026-07-01 10:00:00,advert\na,2026-07-01 10:01:00,add_to_cart\na,2026-07-01 10:02:00,begin_checkout\n\
    b,2026-07-01 11:00:00,advert\nb,2026-07-01 11:01:00,add_to_cart\n\
    c,2026-07-01 12:00:00,advert\nc,2026-07-01 12:01:00,add_to_cart\nd,2026-07-01 13:00:00,advert\n";
// a ordered twice (the first order has two lines), b once (two lines again); d's order failed.
const ORDERS: &str = "customer,date,status,article\n\
    a,2026-07-01 10:05:00,paid,soap\na,2026-07-01 10:05:00,paid,cream\na,2026-07-20 10:05:00,paid,soap\n\
    b,2026-07-02 10:05:00,paid,soap\nb,2026-07-02 10:05:00,paid,cream\nd,2026-07-02 10:05:00,failed,soap\n";
const SURVEY: &str = "who,ease,why,again,why not\n\
    a,2,Ongkir mahal,10,\nb,1,ongkir mahal! balas ke b@x.id,0,Paket telat\nc,5,Mudah,N/A,paket telat lagi\n?,,ongkir mahal,9,-\n";
const TICKETS: &str = "requester,time,Channel,Subject\n\
    a,2026-07-05 10:00:00,chat,Paket belum sampai\nb,2026-07-05 11:00:00,chat,Paket belum sampai 0812 3456 7890\nb,2026-07-05 11:00:00,phone,Lain\n";
// Promises are days of Jakarta: kept until that day ends there.
const PARCELS: &str = "to,sent,promised,arrived,state\n\
    a,2026-07-02 08:00,2026-07-04,2026-07-04 19:00,done\nb,2026-07-03 08:00,2026-07-05,2026-07-06 00:00,done\n\
    a,2026-07-21 08:00,2026-07-23,,done\nb,2026-07-21 08:00,2026-07-23,2026-07-22 10:00,lost\n";
const SOCIAL: &str = "Post type,Username,Publish time,Reach\n\
    IG reel,shop,2026-07-01,1200\nIG reel,shop,2026-07-02,800\nIG image,shop,2026-07-03,50\nIG reel,shop,2026-07-04,\n";

fn all() -> [(&'static str, &'static str); 6] {
    [
        ("web", WEB),
        ("orders", ORDERS),
        ("survey", SURVEY),
        ("tickets", TICKETS),
        ("parcels", PARCELS),
        ("social", SOCIAL),
    ]
}

/// Place, what, source, count and of.
fn measures(evidence: &Evidence) -> Vec<(&str, MeasureKind, &str, u64, u64)> {
    evidence.measures.iter().map(|m| (m.at.as_str(), m.kind, m.source.as_str(), m.count, m.of)).collect()
}

#[test]
fn six_sources_are_one_journey_of_the_same_people() {
    let evidence = measured(&journey(SHOP), &all(), false);
    // a, b, c, d: nobody twice, and the posts are nobody's.
    assert_eq!(evidence.people, 4);
    let funnel = evidence.funnel.as_ref().unwrap();
    assert_eq!(funnel.steps.iter().map(|step| step.people).collect::<Vec<_>>(), [4, 3]);
    let people: Vec<_> = evidence.touchpoints.iter().map(|t| (t.id.as_str(), t.people)).collect();
    assert_eq!(people, [("reel", 0), ("advert", 4), ("basket", 3), ("parcel", 2), ("help", 2)]);
    let rows: Vec<_> =
        evidence.rows.iter().map(|r| (r.source.as_str(), r.read, r.used, r.unmatched, r.rejected)).collect();
    assert_eq!(
        rows,
        [
            ("web", 8, 8, 0, 0),
            ("orders", 6, 5, 1, 0),
            ("survey", 4, 4, 0, 0),
            ("tickets", 3, 2, 1, 0),
            ("parcels", 4, 3, 1, 0),
            // The image belongs nowhere, and one reel has no reach.
            ("social", 4, 2, 2, 0)
        ]
    );
    assert!(
        evidence.rows.iter().all(|rows| rows.issues.iter().all(|issue| issue.code != jejak::Code::NotJoined))
    );
    assert!(evidence.comments.is_empty());
}

#[test]
fn counts_that_are_no_answers_are_counted_by_hand() {
    let evidence = measured(&journey(SHOP), &all(), false);
    assert_eq!(
        measures(&evidence),
        [
            // In the order of the journey.
            ("reel", MeasureKind::Reach, "social", 2000, 0),
            // a and b ordered, a again; two lines of one instant are one order.
            ("purchase", MeasureKind::Repeat, "orders", 1, 2),
            // a, b and c had something in the cart; c bought nothing. Begin_checkout is no purchase.
            ("basket", MeasureKind::Abandoned, "web", 1, 3),
            // a came on the evening of the day, b at the midnight after it; the third is on its way, the fourth lost.
            ("parcel", MeasureKind::OnTime, "parcels", 1, 2),
        ]
    );
}

#[test]
fn a_promise_with_a_clock_is_kept_by_the_clock() {
    let parcels = "to,sent,promised,arrived,state\n\
        a,2026-07-02 08:00,2026-07-04 12:00,2026-07-04 12:00,done\nb,2026-07-03 08:00,2026-07-05 12:00,2026-07-05 12:01,done\n";
    let evidence = measured(&journey(SHOP), &[("web", WEB), ("parcels", parcels)], false);
    assert!(measures(&evidence).contains(&("parcel", MeasureKind::OnTime, "parcels", 1, 2)));
}

#[test]
fn carts_are_not_counted_where_purchases_cannot_be_known() {
    let evidence = measured(&journey(SHOP), &[("web", WEB)], false);
    assert_eq!(measures(&evidence), []);
    // Orders by other ids say nothing of these carts.
    let orders = ORDERS.replace("\na,", "\nx,").replace("\nb,", "\ny,").replace("\nd,", "\nz,");
    let evidence = measured(&journey(SHOP), &[("web", WEB), ("orders", &orders)], false);
    assert_eq!(measures(&evidence), [("purchase", MeasureKind::Repeat, "orders", 1, 2)]);
}

/// An order in January and one in March are two, whichever files they come in.
#[test]
fn orders_of_several_files_of_a_source_are_one_persons() {
    let later =
        "customer,date,status,article\nb,2026-08-02 10:05:00,paid,soap\ne,2026-08-03 10:05:00,paid,soap\n";
    let evidence = measured(&journey(SHOP), &[("web", WEB), ("orders", ORDERS), ("orders", later)], false);
    let repeat: Vec<_> = measures(&evidence).into_iter().filter(|one| one.1 == MeasureKind::Repeat).collect();
    assert_eq!(repeat, [("purchase", MeasureKind::Repeat, "orders", 2, 3)]);
}

/// A part whose people bought nothing has carts of which only the others tell that purchases are known; a part without
/// carts may be what tells it.
#[test]
fn carts_of_parts_are_those_of_the_whole() {
    let stages = r#"{"title": "x", "stages": [{"name": "Look", "match": [{"field": "event", "in": ["look", "cart"]}]},
        {"name": "Pay", "match": [{"field": "event", "in": ["purchase", "basket"]}]}],
        "sources": [{"id": "web", "kind": "events", "columns": {"person": "who", "time": "time", "event": "event"}}]}"#;
    let day = "2026-07-01 10:00";
    let only_carts = format!("a,{day},cart\nb,{day},look\nb,{day},cart\n");
    let only_sold = format!("c,{day},purchase\n");
    let neither = format!("d,{day},look\n");
    let elsewhere = format!("e,{day},basket\ne,{day},basket\nf,{day},basket\n");
    let whole = |parts: &[&str]| {
        let file = format!("who,time,event\n{}", parts.concat());
        let options = Options { min_group: 0, comments: false, events: false };
        let journey = journey(stages);
        let plan = Plan::of(&journey.sources[0], analyse::keep(&journey, "web"), &analyse::shared(&journey));
        let mut reader = Reader::new(plan);
        reader.push(file.as_bytes()).unwrap();
        analyse::measure(&journey, vec![reader.finish().unwrap().table], &options).unwrap().0
    };
    let parts: [&[&str]; 5] = [
        &[&only_carts],
        &[&only_carts, &neither],
        &[&only_carts, &only_sold],
        &[&only_carts, &only_sold, &neither, &elsewhere],
        &[&elsewhere, &only_carts],
    ];
    let told = [vec![], vec![], vec![("look", 2, 2)], vec![("pay", 4, 4)], vec![]];
    for (parts, told) in parts.into_iter().zip(told) {
        let apart: Vec<Evidence> = parts.iter().map(|part| whole(&[part])).collect();
        let (merged, all) = (analyse::merge(&apart, true).unwrap(), whole(parts));
        assert_eq!(merged.measures, all.measures, "{parts:?}");
        let published = analyse::publish(&merged, 1);
        let told: Vec<_> =
            told.into_iter().map(|(at, n, of)| (at, MeasureKind::Abandoned, "web", n, of)).collect();
        assert_eq!(measures(&published), told, "{parts:?}");
        assert!(published.measures.iter().all(|one| one.met.is_empty()));
        // The figures of whole evidence do not show carts either that nobody knows.
        let shown: usize = journey(stages)
            .stages
            .iter()
            .map(|stage| jejak::figures::flow::measures(&journey(stages), &merged, stage).len())
            .sum();
        assert_eq!(shown, told.len(), "{parts:?}");
    }
}

/// Who put something into a cart that only its place tells of, whether the event alone decides the place or not.
#[test]
fn a_cart_is_told_by_its_place_where_its_event_has_another_name() {
    let rows = "who,time,event,device\n\
        a,2026-07-01 10:00:00,klik,app\na,2026-07-01 10:01:00,tas,app\na,2026-07-01 10:02:00,purchase,app\n\
        b,2026-07-01 11:00:00,klik,web\nb,2026-07-01 11:01:00,tas,web\n\
        c,2026-07-01 12:00:00,klik,web\nd,2026-07-01 13:00:00,,web\n";
    let cart = |inside: &str| {
        let text = format!(
            r#"{{"title": "x", "stages": [{{"name": "Look", "match": [{{"field": "event", "equals": "klik"}}]}},
                {{"name": "Middle", {inside}}}, {{"name": "Pay", "match": [{{"field": "event", "equals": "purchase"}}]}}],
                "sources": [{{"id": "web", "kind": "events", "columns": {{"person": "who", "time": "time", "event": "event"}}}}]}}"#
        );
        let evidence = measured(&journey(&text), &[("web", rows)], false);
        measures(&evidence)
            .into_iter()
            .map(|(at, kind, _, count, of)| (at.to_owned(), kind, count, of))
            .collect::<Vec<_>>()
    };
    let expected = |at: &str, count, of| [(at.to_owned(), MeasureKind::Abandoned, count, of)];
    let tas = r#"{"field": "event", "equals": "tas"}"#;
    assert_eq!(cart(&format!(r#""id": "cart", "match": [{tas}]"#)), expected("cart", 1, 2));
    let both = format!(r#"{{"all": [{tas}, {{"field": "device", "in": ["app", "web"]}}]}}"#);
    assert_eq!(cart(&format!(r#""id": "cart", "match": [{both}]"#)), expected("cart", 1, 2));
    let touched = format!(
        r#""id": "middle", "match": [], "touchpoints": [{{"id": "basket", "name": "Basket", "match": [{tas}]}}]"#
    );
    assert_eq!(cart(&touched), expected("basket", 1, 2));
    // Somebody's row without an event is no look and no purchase.
    let rest = r#"{"field": "event", "in": ["klik", "purchase"], "not": true}"#;
    assert_eq!(cart(&format!(r#""id": "cart", "match": [{rest}]"#)), expected("cart", 2, 3));
    assert_eq!(cart(&format!(r#""id": "middle", "match": [{tas}]"#)), []);
}

#[test]
fn a_source_whose_people_nobody_else_has_says_so() {
    let orders = ORDERS.replace("\na,", "\nx,").replace("\nb,", "\ny,").replace("\nd,", "\nz,");
    let survey = SURVEY.replace("\na,", "\nm,").replace("\nb,", "\nn,").replace("\nc,", "\no,");
    let files =
        [("web", WEB), ("orders", orders.as_str()), ("survey", survey.as_str()), ("tickets", TICKETS)];
    let evidence = measured(&journey(SHOP), &files, false);
    let apart: Vec<_> = evidence
        .rows
        .iter()
        .map(|rows| {
            let mut found = rows.issues.iter().filter(|issue| issue.code == jejak::Code::NotJoined);
            (rows.source.as_str(), found.next().map(|issue| issue.count))
        })
        .collect();
    // Web and tickets share a and b.
    assert_eq!(apart, [("web", None), ("orders", Some(3)), ("survey", Some(4)), ("tickets", None)]);
}

#[test]
fn comments_stand_where_their_answers_do() {
    let evidence = measured(&journey(SHOP), &all(), true);
    let themes: Vec<_> =
        evidence.themes.iter().map(|t| (t.at.as_str(), t.text.as_str(), t.count, t.scored, t.sum)).collect();
    assert_eq!(
        themes,
        [
            // The stage has those of its touchpoint: csat 2, 1, 5 on the axis, and one without an answer.
            ("purchase", "", 4, 3, -0.5),
            ("purchase", "ongkir mahal", 3, 2, -1.5),
            ("basket", "", 4, 3, -0.5),
            ("basket", "ongkir mahal", 3, 2, -1.5),
            // Two tickets and two answers to the question of the stage, one of them missing.
            ("keep", "", 4, 1, -1.0),
            ("keep", "paket", 4, 1, -1.0),
            ("keep", "belum sampai", 2, 0, 0.0),
            ("keep", "paket telat", 2, 1, -1.0),
            ("help", "", 2, 0, 0.0),
            ("help", "belum sampai", 2, 0, 0.0),
            ("help", "paket", 2, 0, 0.0),
        ]
    );
    let comments: Vec<_> =
        evidence.comments.iter().map(|c| (c.at.as_str(), c.text.as_str(), c.score)).collect();
    assert_eq!(
        comments,
        [
            ("basket", "Mudah", Some(5.0)),
            ("basket", "Ongkir mahal", Some(2.0)),
            ("basket", "ongkir mahal", None),
            ("basket", "ongkir mahal! balas ke •••", Some(1.0)),
            // "-" says nothing.
            ("keep", "Paket telat", Some(0.0)),
            ("keep", "paket telat lagi", None),
            ("help", "Paket belum sampai", None),
            ("help", "Paket belum sampai •••", None),
        ]
    );
    // Without being asked for they are nowhere; the themes are the same.
    let without = measured(&journey(SHOP), &all(), false);
    assert_eq!((without.comments.len(), without.themes), (0, evidence.themes));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let turned: Vec<(&str, String)> = all()
        .iter()
        .map(|(source, file)| {
            let mut lines: Vec<&str> = file.lines().collect();
            lines[1..].reverse();
            (*source, lines.join("\n") + "\n")
        })
        .collect();
    let turned: Vec<(&str, &str)> = turned.iter().map(|(source, file)| (*source, file.as_str())).collect();
    let bytes = |files: &[(&str, &str)]| {
        let mut evidence = measured(&journey(SHOP), files, true);
        // Samples of issues name lines.
        evidence.rows.iter_mut().for_each(|rows| rows.issues.clear());
        serde_json::to_string(&model::write_evidence(&evidence)).unwrap()
    };
    assert_eq!(bytes(&turned), bytes(&all()));
}
