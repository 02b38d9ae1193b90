//! What the paths view says: names of ends, sentences of nodes and moves, the finding, the small print.

use super::picture::counted;
use super::picture::often;
use super::terms;
use super::{Lang, Numbers, duration, fill, short};
use crate::figures::paths::{Limits, PathFigures, PathLink, PathNode, longest};
use crate::model::rule::Unit;

/// Short labels, one set a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is its English text
pub struct Paths {
    pub gone: &'static str,
    pub most_gone: &'static str,
    pub end: &'static str,
    pub start: &'static str,
    pub folded: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub times: &'static str,
    pub share: &'static str,
    pub median: &'static str,
    pub nothing: &'static str,
    pub nothing_more: &'static str,
    pub slowest: &'static str,
    pub returned: &'static str,
    pub arrivals: &'static str,
    pub repeats: &'static str,
    pub came_from: &'static str,
    pub went_to: &'static str,
    pub back: &'static str,
    pub levels: [&'static str; 4],
    pub orders: [&'static str; 3],
}

const EN: Paths = Paths {
    gone: "not seen again",
    most_gone: "most not seen again",
    end: "end of the way",
    start: "start",
    folded: "smaller moves, folded",
    from: "From",
    to: "To",
    times: "Times",
    share: "Share of what leaves",
    median: "Median time",
    nothing: "No moves have been counted yet.",
    nothing_more: "no further activity",
    slowest: "Longest time between stages",
    returned: "Returned to most often",
    arrivals: "Arrivals",
    repeats: "Again at once",
    came_from: "Came from",
    went_to: "Went on to",
    back: "back to",
    levels: ["Stages", "Touchpoints", "Channels", "Events"],
    orders: ["As in the journey", "Few crossings", "Largest on top"],
};

const ID: Paths = Paths {
    gone: "tidak terlihat lagi",
    most_gone: "paling banyak tidak terlihat lagi",
    end: "akhir perjalanan",
    start: "mulai",
    folded: "perpindahan kecil, digabung",
    from: "Dari",
    to: "Ke",
    times: "Kali",
    share: "Bagian dari yang pergi",
    median: "Waktu median",
    nothing: "Belum ada perpindahan yang dihitung.",
    nothing_more: "tidak ada aktivitas lagi",
    slowest: "Waktu terlama antartahap",
    returned: "Paling sering didatangi kembali",
    arrivals: "Kedatangan",
    repeats: "Langsung lagi",
    came_from: "Datang dari",
    went_to: "Lanjut ke",
    back: "kembali ke",
    levels: ["Tahap", "Titik kontak", "Saluran", "Peristiwa"],
    orders: ["Sesuai peta perjalanan", "Sedikit persilangan", "Terbesar di atas"],
};

/// The labels of a language.
pub const fn paths(lang: Lang) -> &'static Paths {
    match lang {
        Lang::En => &EN,
        Lang::Id => &ID,
    }
}

fn count(n: u64, numbers: &dyn Numbers) -> String {
    numbers.decimal(n as f64, 0)
}

/// A share in whole percent; what is some and under half a percent is `<1%`.
pub fn share(share: f64, numbers: &dyn Numbers) -> String {
    if share > 0.0 && share < 0.005 {
        return format!("<{}", numbers.percent(0.01, 0));
    }
    numbers.percent(share, 0)
}

/// The title of the view.
pub fn title(title: &str, lang: Lang) -> String {
    let title = short(title);
    if title.is_empty() {
        return lang.pick("Where people go", "Ke mana orang pergi").to_owned();
    }
    fill(lang.pick("Where people go: {0}", "Ke mana orang pergi: {0}"), &[&title])
}

/// The name of a node; of several things how many they are.
pub fn name(node: &PathNode, lang: Lang, numbers: &dyn Numbers) -> String {
    if node.things > 1 {
        return fill(lang.pick("Other, {0}", "Lainnya, {0}"), &[&count(node.things as u64, numbers)]);
    }
    node.name.clone()
}

/// `318 end here`.
pub fn end_here(n: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(lang.pick("{0} end here", "{0} selesai di sini"), &[&count(n, numbers)])
}

/// The share that leaves at a node: `61% of people` where they are known, `58%` of its arrivals else.
pub fn leave_share(node: &PathNode, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    let share = share(node.leave(), numbers);
    match node.people {
        Some(people) if people < node.arrivals => {
            fill(lang.pick("{0} of {1}", "{0} {1}"), &[&share, terms::unit(unit, 2, lang)])
        }
        _ => share,
    }
}

/// `61% leave here`, beside the loss.
pub fn leave_here(node: &PathNode, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(lang.pick("{0} leave here", "{0} berhenti"), &[&share(node.leave(), numbers)])
}

/// What a return says under its band, longest first: `309 from Retention back to Consideration, median 3 s`.
pub fn way_back(link: &PathLink, [from, to]: [&str; 2], lang: Lang, numbers: &dyn Numbers) -> Vec<String> {
    let n = count(link.times, numbers);
    let word = if link.back { lang.pick("back to", "kembali ke") } else { lang.pick("on to", "lanjut ke") };
    let plain = format!("{n} {word} {to}");
    let whole = format!("{n} {} {from} {word} {to}", lang.pick("from", "dari"));
    let median = link.median.map(|median| duration(median, lang, numbers));
    let timed = |said: &str| median.as_ref().map(|time| format!("{said}, median {time}"));
    let back = link.back.then(|| fill(lang.pick("{0} back", "{0} kembali"), &[&n]));
    [timed(&whole), Some(whole), timed(&plain), Some(plain), back].into_iter().flatten().collect()
}

/// The lines that say everything of a node.
pub fn node_lines(node: &PathNode, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> Vec<String> {
    let n = |n: u64| count(n, numbers);
    let mut lines = vec![match node.people {
        Some(met) => fill(
            lang.pick("{0} arrivals, {1}", "{0} kedatangan, {1}"),
            &[&n(node.arrivals), &counted(met, unit, lang, numbers)],
        ),
        None => fill(lang.pick("{0} arrivals", "{0} kedatangan"), &[&n(node.arrivals)]),
    }];
    if node.entries > 0 {
        let said = lang.pick("{0} start here", "{0} mulai di sini");
        lines.push(fill(said, &[&counted(node.entries, unit, lang, numbers)]));
    }
    if node.exits > 0 {
        let said = if node.ends {
            lang.pick("{0} end here", "{0} selesai di sini")
        } else {
            lang.pick("{0} are not seen again, {1}", "{0} tidak terlihat lagi, {1}")
        };
        lines.push(fill(said, &[&counted(node.exits, unit, lang, numbers), &share(node.leave(), numbers)]));
    }
    if node.returns > 0 {
        let said =
            lang.pick("{0} of the arrivals are returns", "{0} dari kedatangan adalah kunjungan kembali");
        lines.push(fill(said, &[&n(node.returns)]));
    }
    if node.repeats.1 > 0 {
        let said = match (node.things, node.repeats.0) {
            (1, 1..) => lang.pick("{0} times again at once, by {1}", "{0} kali langsung lagi, oleh {1}"),
            _ => lang.pick("{0} moves inside, not drawn", "{0} perpindahan di dalam, tidak digambar"),
        };
        lines.push(fill(said, &[&n(node.repeats.1), &counted(node.repeats.0, unit, lang, numbers)]));
    }
    if node.from_other + node.to_other > 0 {
        let said = lang.pick(
            "Smaller moves, folded: {0} in, {1} out",
            "Perpindahan kecil, digabung: {0} masuk, {1} keluar",
        );
        lines.push(fill(said, &[&n(node.from_other), &n(node.to_other)]));
    }
    lines
}

/// The lines that say everything of a move.
pub fn move_lines(link: &PathLink, from: &str, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> Vec<String> {
    let often = often(link.times, lang, numbers);
    let mut lines = vec![match link.people {
        Some(n) if n == link.times => counted(n, unit, lang, numbers),
        Some(n) => format!("{}, {often}", counted(n, unit, lang, numbers)),
        None => often,
    }];
    let said = lang.pick("{0} of what leaves {1}", "{0} dari yang meninggalkan {1}");
    lines.push(fill(said, &[&share(link.share, numbers), from]));
    if let Some(median) = link.median {
        let said = lang.pick("median time {0}", "waktu median {0}");
        lines.push(fill(said, &[&duration(median, lang, numbers)]));
    }
    lines
}

/// `Purchase to Retention`.
pub fn pair(from: &str, to: &str, lang: Lang) -> String {
    fill(lang.pick("{0} to {1}", "{0} ke {1}"), &[from, to])
}

/// What to look at, with the names of nodes, in two parts: where most leave, and where they return to and wait longest.
pub fn finding(
    paths: &PathFigures,
    names: &dyn Fn(usize) -> String,
    lang: Lang,
    numbers: &dyn Numbers,
) -> (String, String) {
    let named = |at: usize| short(&names(at));
    let worst = paths.worst.and_then(|at| Some((at, paths.nodes.get(at)?)));
    let mut rest = Vec::new();
    let head = worst.map(|(at, node)| {
        let of = node.people.unwrap_or(node.arrivals).max(node.exits);
        let all = match node.people {
            Some(_) => counted(of, unit(paths), lang, numbers),
            None => fill(lang.pick("{0} arrivals", "{0} kedatangan"), &[&count(of, numbers)]),
        };
        let said = lang.pick("{0} of {1} are not seen again, {2}.", "{0} dari {1} tidak terlihat lagi, {2}.");
        rest.push(fill(said, &[&count(node.exits, numbers), &all, &share(node.leave(), numbers)]));
        fill(lang.pick("Most leave after {0}.", "Paling banyak berhenti setelah {0}."), &[&named(at)])
    });
    if let Some((at, node)) = paths.returned.and_then(|at| Some((at, paths.nodes.get(at)?))) {
        let said =
            lang.pick("Returned to most often: {0}, {1}.", "Paling sering didatangi kembali: {0}, {1}.");
        rest.push(fill(said, &[&named(at), &often(node.returns, lang, numbers)]));
    }
    if let Some(link) = longest(paths, 1).first()
        && let Some(median) = link.median
    {
        let said = lang.pick("Longest way: {0}, median {1}.", "Jalur terlama: {0}, median {1}.");
        let way = pair(&named(link.from), &named(link.to), lang);
        rest.push(fill(said, &[&way, &duration(median, lang, numbers)]));
    }
    (head.unwrap_or_default(), rest.join(" "))
}

/// Whose ways they are.
pub fn unit(paths: &PathFigures) -> Unit {
    if paths.unit == "session" { Unit::Session } else { Unit::Person }
}

/// How the picture counts: unit, level, repeats, what adds up.
pub fn how_counted(paths: &PathFigures, lang: Lang, numbers: &dyn Numbers) -> Vec<String> {
    let things = match paths.level.as_str() {
        "stage" => lang.pick("stage", "tahap"),
        "touchpoint" => lang.pick("touchpoint", "titik kontak"),
        "channel" => lang.pick("channel", "saluran"),
        _ => lang.pick("event", "peristiwa"),
    };
    let unit = terms::unit(unit(paths), 2, lang);
    let said = lang.pick(
        "Counted are moves of {1} from one {0} to the one met next; visits to one {0} in a row are one arrival.",
        "Yang dihitung adalah perpindahan {1} dari satu {0} ke {0} yang didatangi berikutnya; kunjungan berturut-turut ke {0} yang sama dihitung sekali.",
    );
    let mut out = vec![fill(said, &[things, unit])];
    let exits = paths.nodes.iter().filter(|node| !node.ends).map(|node| node.exits);
    let gone = exits.fold(0, u64::saturating_add);
    let ended = paths.nodes.iter().filter(|node| node.ends).map(|node| node.exits);
    let ended = ended.fold(0, u64::saturating_add);
    let said = lang.pick(
        "Bars are arrivals: whoever comes back counts again. {1} start; {2} are not seen again before the end of the journey and {3} end there.",
        "Batang adalah jumlah kedatangan: yang datang lagi dihitung lagi. {1} mulai; {2} tidak terlihat lagi sebelum akhir perjalanan dan {3} selesai di sana.",
    );
    let [gone, ended, total] = [gone, ended, paths.total].map(|n| count(n, numbers));
    out.push(fill(said, &[things, &total, &gone, &ended]));
    let beyond = [
        (paths.beyond.0, lang.pick("{0} more starts", "{0} mulai lagi")),
        (paths.beyond.1, lang.pick("{0} more ends", "{0} akhir lagi")),
    ];
    let beyond = beyond.into_iter().filter(|(n, _)| *n > 0);
    let beyond: Vec<String> = beyond.map(|(n, said)| fill(said, &[&count(n, numbers)])).collect();
    if !beyond.is_empty() {
        let said = lang.pick(
            "{0} lie on ways of too few people to be published.",
            "{0} ada di jalur yang orangnya terlalu sedikit untuk diterbitkan.",
        );
        out.push(fill(said, &[&beyond.join(lang.pick(" and ", " dan "))]));
    }
    out
}

/// Where ways back are drawn, and that a broad one is narrower than its ends say, where one is.
pub const fn ways_back(narrowed: bool, lang: Lang) -> &'static str {
    if narrowed {
        lang.pick(
            "Ways back run below, where the broadest are narrower than at their ends.",
            "Arus balik digambar di bawah; di sana yang terlebar lebih sempit daripada di ujungnya.",
        )
    } else {
        lang.pick("Ways back run below.", "Arus balik digambar di bawah.")
    }
}

/// What the display limits fold.
pub fn limited(paths: &PathFigures, limits: Limits, lang: Lang, numbers: &dyn Numbers) -> Vec<String> {
    let things: usize = paths.nodes.iter().filter(|node| node.things > 1).map(|node| node.things).sum();
    let n = |n: u64| count(n, numbers);
    let mut out = Vec::new();
    if things > 0 {
        let said = lang.pick(
            "{0} places with under {1} arrivals are folded into “Other”.",
            "{0} tempat dengan kurang dari {1} kedatangan digabung ke “Lainnya”.",
        );
        out.push(fill(said, &[&n(things as u64), &n(limits.nodes)]));
    }
    if paths.hidden > 0 {
        let said = lang.pick(
            "{0} moves made under {1} times are a hatched stub at both of their ends.",
            "{0} perpindahan yang terjadi kurang dari {1} kali menjadi sisa terarsir di kedua ujungnya.",
        );
        out.push(fill(said, &[&n(paths.hidden as u64), &n(limits.links)]));
    }
    out
}

/// Under a table of the largest moves.
pub fn more_moves(more: usize, lang: Lang, numbers: &dyn Numbers) -> String {
    let said = lang.pick(
        "{0} smaller moves; --json has them all.",
        "{0} perpindahan yang lebih kecil; --json memuat semuanya.",
    );
    fill(said, &[&count(more as u64, numbers)])
}

/// Under the list of what people return to.
pub const fn of_arrivals(lang: Lang) -> &'static str {
    lang.pick(
        "Returns, and their share of the arrivals there",
        "Kunjungan kembali, dan porsinya dari semua kedatangan di sana",
    )
}

/// The caption of the table.
pub fn caption(title: &str, level: &str) -> String {
    format!("{title}. {level}")
}

/// Who the people are whose next things are listed: `Those who did not go on from Purchase`, how many they are, and how
/// many more may still go on.
pub fn after(step: &str, n: u64, pending: u64, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> [String; 2] {
    let title =
        fill(lang.pick("Those who did not go on from {0}", "Yang tidak lanjut dari {0}"), &[&short(step)]);
    let who = counted(n, unit, lang, numbers);
    let note = if pending == 0 {
        fill(lang.pick("What {0} did next", "{0} dan apa yang mereka lakukan berikutnya"), &[&who])
    } else {
        let said = lang.pick(
            "What {0} did next; {1} more may still go on",
            "{0} dan apa yang mereka lakukan berikutnya; {1} {2} lagi masih bisa lanjut",
        );
        fill(said, &[&who, &count(pending, numbers), terms::unit(unit, 2, lang)])
    };
    [title, note]
}
