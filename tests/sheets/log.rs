//! XES.

use super::*;

const LOG: &str = r#"<?xml version="1.0" encoding="UTF-8" ?>
<!-- <event> in a comment is none -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="concept:name" value="log of July"/>
  <trace>
    <string key="concept:name" value="0042"/>
    <int key="age" value="37"/>
    <event>
      <string key="concept:name" value="Antar &quot;kilat&quot; &amp; lunas"/>
      <date key="time:timestamp" value="2026-07-01T10:00:00.000+07:00"/>
      <string key="lifecycle:transition" value="start"/>
      <float key="cost" value="12.5"/>
      <boolean key="late" value="true"/>
      <list key="parts"><values><string key="part" value="a"/></values></list>
      <string key="org:resource" value="Ani"><string key="role" value="kasir"/></string>
    </event>
    <event><string key="concept:name" value="Antar"/><date key="time:timestamp" value="2026-07-01T11:00:00.000+07:00"/><string key="lifecycle:transition" value="complete"/></event>
  </trace>
  <trace><string key="concept:name" value="43"/></trace>
  <trace><string key="concept:name" value="44"/><event><string key="concept:name" value="Bayar"/><int key="late_key" value="+7"/></event></trace>
</log>
"#;

#[test]
fn events_have_their_case_and_everything_that_is_said_of_them() {
    let keep = ["case:age", "cost", "late", "parts.part", "org:resource.role", "late_key"];
    let read = read(LOG.as_bytes(), &keep);
    assert_eq!(
        (read.report.format.as_str(), read.report.system.as_deref(), read.report.rows),
        ("xes", Some("XES"), 3)
    );
    assert_eq!(column(&read, "case:concept:name"), ["0042", "0042", "44"]);
    assert_eq!(column(&read, "concept:name"), ["Antar \"kilat\" & lunas", "Antar", "Bayar"]);
    assert_eq!(column(&read, "time:timestamp")[0], "2026-07-01T03:00:00Z");
    let roles = [
        ("case:concept:name", Role::Person),
        ("concept:name", Role::Event),
        ("time:timestamp", Role::Time),
        ("lifecycle:transition", Role::Lifecycle),
    ];
    for (header, wanted) in roles {
        assert_eq!(role(&read, header), Some(wanted), "{header}");
    }
    for (header, first) in keep.into_iter().zip(["37", "12.5", "true", "a", "kasir", ""]) {
        assert_eq!(column(&read, header)[0], first, "{header}");
    }
    assert_eq!(column(&read, "late_key")[2], "+7");
    // a case without events has no rows, and is told
    assert_eq!(told(&read, Code::NoEvent), (1, vec!["\"case:concept:name\":\"43\"".to_owned()]));
}

#[test]
fn issues_tell_the_line_of_the_event() {
    let read =
        inspected(LOG.as_bytes(), Plan { need: jejak::ingest::Need::Events, ..Plan::default() }).unwrap();
    let issue = read.report.issues.iter().find(|issue| issue.code == Code::NoTime).unwrap();
    assert_eq!((issue.count, issue.first[0].line), (1, 23));
}

#[test]
fn however_it_is_cut_the_same_is_read() {
    same_for_every_cut(LOG.as_bytes());
    let wide: Vec<u8> =
        "\u{feff}".chars().chain(LOG.chars()).flat_map(|char| (char as u16).to_le_bytes()).collect();
    let (narrow, wide) =
        (inspected(LOG.as_bytes(), Plan::default()).unwrap(), inspected(&wide, Plan::default()).unwrap());
    assert_eq!(narrow.table.columns, wide.table.columns);
}

#[test]
fn a_log_longer_than_any_head_flows() {
    let trace = |n: u32| {
        format!(
            "<trace><string key='concept:name' value='{n}'/><event><string key='concept:name' value='go'/><date key='time:timestamp' value='2026-07-01T10:00:00Z'/></event></trace>\n"
        )
    };
    let text = format!("<log>{}</log>", (0..10_000).map(trace).collect::<String>());
    let read = cut(text.as_bytes(), Plan::default(), 4_096).unwrap();
    assert_eq!(read.report.rows, 10_000);
    assert_eq!(column(&read, "case:concept:name")[9_999], "9999");
}
