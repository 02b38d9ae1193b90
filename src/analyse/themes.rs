//! What comments name: words and two-word phrases, counted once a comment.
//!
//! Must never know: shares, columns, rows.

use super::comments::Said;
use super::mask::mask;
use super::placing::id;
use super::stops::{Does, does};
use super::survey::Place;
use crate::model::evidence::Theme;
use crate::model::fold::letter;
use crate::model::journey::Journey;
use crate::model::order::{arrange, arrange_by};
use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// At most so many themes a place.
const MOST: usize = 20;
/// A theme is named in at least so many comments.
const LEAST: u64 = 2;
/// A word is replaced by a phrase that has at least three of every four of its comments.
const NEARLY: (u64, u64) = (3, 4);
/// A longer run of letters is no word: a sentence of a script without blanks, or a keyboard.
const LONGEST: usize = 24;

/// All words and phrases of all places, however rare: of each touchpoint its comments', of each stage those of all
/// comments in it. They merge by adding; what is worth saying is picked by [`chosen`].
///
/// The first entry of a place has an empty text: all comments there that say anything, which the others are shares
/// of. Entries are in the order of the journey, then by comments, most first, then by text.
pub fn themes(journey: &Journey, said: &[Said<'_>]) -> Vec<Theme> {
    let heard: Vec<Heard> = said.iter().filter_map(Heard::new).collect();
    let mut places: BTreeMap<Place, Vec<&Heard>> = BTreeMap::new();
    for one in &heard {
        let Place::Touchpoint(stage, at) = one.place else {
            places.entry(one.place).or_default().push(one);
            continue;
        };
        places.entry(Place::Stage(stage)).or_default().push(one);
        // Where a touchpoint has its stage's id, the id means the stage.
        let clash = journey.stages.iter().any(|stage| id(journey, one.place) == Some(stage.id.as_str()));
        if !clash {
            places.entry(Place::Touchpoint(stage, at)).or_default().push(one);
        }
    }
    let mut ordered: Vec<(Place, Vec<&Heard>)> = places.into_iter().collect();
    arrange_by(&mut ordered, |(place, _)| place.order());
    let of = |(place, heard): &(Place, Vec<&Heard>)| {
        let at = id(journey, *place).unwrap_or_default().to_owned();
        named(heard).into_iter().map(move |(text, tally)| tally.theme(&at, text))
    };
    ordered.iter().flat_map(of).collect()
}

/// Of each place the entry of all comments, then the themes worth saying, most named first: those of at least two
/// comments, a phrase instead of the words that hardly stand without it, at most twenty.
///
/// A text of two words is a phrase, save where its first is a turning word ("tidak ramah" is one word).
pub fn chosen(themes: &[Theme]) -> Vec<Theme> {
    let mut chosen = Vec::new();
    for here in themes.chunk_by(|a, b| a.at == b.at) {
        let (mut words, mut phrases) = (BTreeMap::new(), BTreeMap::new());
        for theme in here.iter().filter(|theme| theme.count >= LEAST) {
            match theme.text.split_once(' ') {
                Some((a, b)) if !matches!(does(a), Does::Turn(_)) => {
                    phrases.insert((a, b), Tally::of(theme));
                }
                _ => {
                    words.insert(theme.text.as_str(), Tally::of(theme));
                }
            }
        }
        words.remove("");
        let all = here.iter().filter(|theme| theme.text.is_empty()).cloned();
        chosen.extend(all);
        let at = here.first().map_or("", |theme| theme.at.as_str());
        let picked = pick(&words, &phrases);
        chosen.extend(picked.into_iter().map(|(text, tally)| tally.theme(at, text)));
    }
    chosen
}

/// True where a word of a comment names anything.
pub fn says_something(said: &Said<'_>) -> bool {
    Heard::new(said).is_some()
}

/// A comment as its words.
struct Heard {
    place: Place,
    axis: Option<f64>,
    words: BTreeSet<String>,
    phrases: BTreeSet<(String, String)>,
}

impl Heard {
    /// `None` where no word names anything ("-", "tidak ada", "ok").
    fn new(said: &Said<'_>) -> Option<Self> {
        let mut heard =
            Self { place: said.place, axis: said.axis, words: BTreeSet::new(), phrases: BTreeSet::new() };
        for part in parts(&mask(said.text)) {
            heard.take(&part);
        }
        (!heard.words.is_empty()).then_some(heard)
    }

    /// Words of one part of a sentence: neighbours make phrases; a turning word and the next are one word.
    fn take(&mut self, part: &[String]) {
        let mut before: Option<&str> = None;
        let mut turn: Option<&str> = None;
        for word in part {
            match (does(word), turn) {
                (Does::Stress, Some(_)) => {}
                (Does::Stop | Does::Stress, _) => (before, turn) = (None, None),
                (Does::Turn(as_written), _) => (before, turn) = (None, Some(as_written)),
                (Does::Name, Some(turned)) => {
                    self.words.insert(format!("{turned} {word}"));
                    (before, turn) = (None, None);
                }
                (Does::Name, None) => {
                    self.words.insert(word.clone());
                    if let Some(before) = before.filter(|before| before != word) {
                        self.phrases.insert((before.to_owned(), word.clone()));
                    }
                    before = Some(word);
                }
            }
        }
    }
}

/// Comments, those of them with a score, and the sum of these.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    count: u64,
    scored: u64,
    /// In millionths of the axis.
    sum: i64,
}

impl Tally {
    fn add(&mut self, heard: &Heard) {
        self.count += 1;
        self.scored += u64::from(heard.axis.is_some());
        self.sum = self.sum.saturating_add(millionths(heard.axis.unwrap_or(0.0)));
    }

    fn of(theme: &Theme) -> Self {
        Self { count: theme.count, scored: theme.scored, sum: millionths(theme.sum) }
    }

    fn theme(&self, at: &str, text: String) -> Theme {
        let Self { count, scored, sum } = *self;
        Theme { at: at.to_owned(), text, count, scored, sum: sum as f64 / MILLION }
    }
}

const MILLION: f64 = 1e6;

/// A sum of scores in whole millionths: sums of these are the same in every order.
///
/// ```
/// # use jejak::analyse::themes::millionths;
/// assert_eq!(millionths(-1.0 / 3.0), -333_333);
/// ```
pub fn millionths(sum: f64) -> i64 {
    // A float beyond the range becomes its end, one that is no number 0.
    (sum * MILLION).round() as i64
}

/// The comments of one place under the empty text, then all that they name.
fn named(heard: &[&Heard]) -> Vec<(String, Tally)> {
    let mut all = Tally::default();
    let mut words: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut phrases: BTreeMap<Phrase<'_>, Tally> = BTreeMap::new();
    for one in heard {
        all.add(one);
        one.words.iter().for_each(|word| words.entry(word).or_default().add(one));
        one.phrases.iter().for_each(|(a, b)| phrases.entry((a, b)).or_default().add(one));
    }
    let words = words.into_iter().map(|(word, tally)| (word.to_owned(), tally));
    let phrases = phrases.into_iter().map(|((a, b), tally)| (format!("{a} {b}"), tally));
    let mut found: Vec<(String, Tally)> = words.chain(phrases).collect();
    arrange(&mut found, most_named);
    found.insert(0, (String::new(), all));
    found
}

fn most_named(a: &(String, Tally), b: &(String, Tally)) -> core::cmp::Ordering {
    b.1.count.cmp(&a.1.count).then_with(|| a.0.cmp(&b.0))
}

/// The themes worth saying of one place's words and phrases.
fn pick(words: &BTreeMap<&str, Tally>, phrases: &BTreeMap<Phrase<'_>, Tally>) -> Vec<(String, Tally)> {
    let (stay, replaced) = instead(words, phrases);
    let kept = words.iter().filter(|(word, _)| !replaced.contains(**word));
    let mut found: Vec<(String, Tally)> = kept.map(|(word, tally)| ((*word).to_owned(), *tally)).collect();
    let tally = |phrase: &Phrase<'_>| phrases.get(phrase).copied().unwrap_or_default();
    found.extend(stay.iter().map(|phrase| (format!("{} {}", phrase.0, phrase.1), tally(phrase))));
    arrange(&mut found, most_named);
    found.truncate(MOST);
    found
}

/// Two words that follow each other.
type Phrase<'w> = (&'w str, &'w str);

/// The phrases that stand for words, and the words that they stand for.
///
/// A phrase replaces its words where it is nearly all that is said of one of them: the words give way in the order
/// of their comments, each to its most named phrase, where that has three of every four of its comments. Of
/// "ongkir baru" in 60 and "ongkir" in 74 comments the phrase stays; of "shipping cost" in 40 and "shipping" in 74
/// the word. Phrases that replace no word are left out, and no replaced word is in two.
fn instead<'w>(
    words: &BTreeMap<&'w str, Tally>,
    phrases: &BTreeMap<Phrase<'w>, Tally>,
) -> (Vec<Phrase<'w>>, BTreeSet<&'w str>) {
    let count = |word: &str| words.get(word).map_or(0, |tally| tally.count);
    let nearly = |phrase: u64, word: u64| phrase.saturating_mul(NEARLY.1) >= word.saturating_mul(NEARLY.0);
    let mut of_word: BTreeMap<&str, Vec<(Phrase<'w>, u64)>> = BTreeMap::new();
    for ((a, b), tally) in phrases {
        of_word.entry(a).or_default().push(((a, b), tally.count));
        of_word.entry(b).or_default().push(((a, b), tally.count));
    }
    let mut order: Vec<&str> = words.keys().copied().collect();
    arrange_by(&mut order, |word| Reverse(count(word)));
    let (mut stay, mut replaced): (Vec<Phrase<'w>>, BTreeSet<&'w str>) = (Vec::new(), BTreeSet::new());
    for word in order {
        if replaced.contains(word) {
            continue;
        }
        let free = of_word.get(word).into_iter().flatten().filter(|((a, b), named)| {
            nearly(*named, count(word)) && !replaced.contains(a) && !replaced.contains(b)
        });
        // Of equals the one whose words are named more, then the first by text.
        let best = free.max_by_key(|((a, b), named)| (*named, count(a) + count(b), Reverse((*a, *b))));
        if let Some((phrase, named)) = best {
            stay.push(*phrase);
            replaced.extend([phrase.0, phrase.1].into_iter().filter(|one| nearly(*named, count(one))));
        }
    }
    (stay, replaced)
}

/// The words of a text in small letters, a list for each part between marks: blanks alone do not part.
fn parts(text: &str) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let inner =
            matches!(c, '\'' | '’' | '-') && letters.peek().is_some_and(|next| next.is_alphanumeric());
        if c.is_alphanumeric() || (!word.is_empty() && (inner || continues(c))) {
            word.push(if c == '’' { '\'' } else { letter(c) });
            continue;
        }
        end(&mut word, &mut parts);
        if !c.is_whitespace() || c == '\n' {
            parts.push(Vec::new());
        }
    }
    end(&mut word, &mut parts);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Marks that belong to the letter before them: accents and the signs of Indic, Arabic and South-East Asian scripts.
fn continues(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{5b0}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{963}'
        | '\u{966}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{200c}' | '\u{200d}')
}

/// Ends a word: one letter, digits only and overlong runs are none, but part what stands around them.
fn end(word: &mut String, parts: &mut Vec<Vec<String>>) {
    let word = core::mem::take(word);
    if word.is_empty() {
        return;
    }
    let length = word.chars().count();
    let names = length > 1 && length <= LONGEST && word.chars().any(char::is_alphabetic);
    match parts.last_mut() {
        Some(part) if names => part.push(word),
        _ => parts.push(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Themes of comments at one stage, without and with their scores on the axis.
    fn of(comments: &[(&str, Option<f64>)]) -> Vec<(String, u64, u64, f64)> {
        let journey = Journey {
            stages: vec![crate::model::journey::Stage { id: "buy".into(), ..Default::default() }],
            ..Journey::default()
        };
        let said = |(text, axis): &(&'static str, Option<f64>)| Said {
            place: Place::Stage(0),
            time: None,
            text,
            score: *axis,
            axis: *axis,
        };
        let comments: Vec<(&'static str, Option<f64>)> = comments
            .iter()
            .map(|(text, axis)| (&*Box::leak((*text).to_owned().into_boxed_str()), *axis))
            .collect();
        let said: Vec<Said<'_>> = comments.iter().map(said).collect();
        let themes = chosen(&themes(&journey, &said));
        themes.into_iter().map(|t| (t.text, t.count, t.scored, t.sum)).collect()
    }

    fn names(comments: &[&str]) -> Vec<(String, u64)> {
        let said: Vec<_> = comments.iter().map(|text| (*text, None)).collect();
        of(&said).into_iter().map(|(text, count, ..)| (text, count)).collect()
    }

    fn named(list: &[(&str, u64)]) -> Vec<(String, u64)> {
        list.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect()
    }

    #[test]
    fn a_word_counts_once_a_comment_and_stop_words_never() {
        let found = names(&[
            "Ongkir! ongkir, ONGKIR yang itu",
            "the ongkir",
            "itu yang ada",
            "-",
            "0812345678",
            "ok",
        ]);
        // Four comments say nothing: they are no comments to be a share of.
        assert_eq!(found, named(&[("", 2), ("ongkir", 2)]));
    }

    #[test]
    fn a_phrase_stands_for_a_word_that_hardly_stands_without_it() {
        let found = names(&["ongkir baru kelihatan", "ongkir baru!", "Ongkir baru di akhir", "ongkir mahal"]);
        assert_eq!(found, named(&[("", 4), ("ongkir baru", 3)]));
        let found = names(&["shipping cost", "shipping cost", "shipping slow", "shipping late", "late"]);
        // cost is only said of shipping; shipping of other things too.
        assert_eq!(found, named(&[("", 5), ("shipping", 4), ("late", 2), ("shipping cost", 2)]));
        // Two of three are not three of four.
        let found = names(&["kurir ramah", "kurir ramah", "kurir", "ramah"]);
        assert_eq!(found, named(&[("", 4), ("kurir", 3), ("ramah", 3)]));
    }

    #[test]
    fn marks_and_stop_words_part_phrases() {
        let found = names(&["cost, shipping", "cost of shipping", "cost\nshipping", "cost 12 shipping"]);
        assert_eq!(found, named(&[("", 4), ("cost", 4), ("shipping", 4)]));
    }

    #[test]
    fn a_word_that_is_turned_round_is_another() {
        let found =
            names(&["kurir tidak ramah", "kurir gak terlalu ramah", "kurir ramah", "ramah", "belum ada"]);
        assert_eq!(found, named(&[("", 4), ("kurir", 3), ("ramah", 2), ("tidak ramah", 2)]));
        assert_eq!(
            names(&["not very clear", "isn't clear", "NOT clear"]),
            named(&[("", 3), ("not clear", 2)])
        );
    }

    #[test]
    fn words_of_many_scripts_are_words() {
        let found =
            names(&["Доставка café", "доставка CAFÉ", "teman-teman’ku", "teman-teman'ku", "सेवा", "सेवा"]);
        assert_eq!(found[1..], named(&[("teman-teman'ku", 2), ("доставка café", 2), ("सेवा", 2)])[..]);
    }

    #[test]
    fn scores_are_summed_where_there_are_any() {
        let found =
            of(&[("ongkir", Some(-1.0)), ("ongkir", Some(-0.5)), ("ongkir", None), ("bagus", Some(1.0))]);
        assert_eq!(found[0], (String::new(), 4, 3, -0.5));
        assert_eq!(found[1], ("ongkir".into(), 3, 2, -1.5));
    }

    #[test]
    fn what_is_masked_is_no_theme() {
        assert_eq!(names(&["rani@toko.id", "rani@toko.id", "rani@toko.id mahal"]), named(&[("", 1)]));
    }

    proptest! {
        #[test]
        fn no_theme_has_more_than_all_and_the_order_of_comments_is_none(
            words in prop::collection::vec(prop::collection::vec(0_usize..6, 1..5), 0..30), turn in 0_usize..30
        ) {
            const WORDS: [&str; 6] = ["ongkir", "baru", "mahal", "tidak", "yang", "kurir"];
            let comments: Vec<String> =
                words.iter().map(|one| one.iter().map(|w| WORDS[*w]).collect::<Vec<_>>().join(" ")).collect();
            let texts: Vec<&str> = comments.iter().map(String::as_str).collect();
            let found = names(&texts);
            let mut turned = texts.clone();
            turned.rotate_left(turn % texts.len().max(1));
            prop_assert_eq!(&names(&turned), &found);
            let all = found.first().map_or(0, |first| first.1);
            prop_assert!(found.iter().all(|(_, count)| *count <= all));
            // What is left of a replaced word stands beside its phrase only where the phrase is not nearly all.
            for (text, count) in &found {
                let inside = |(other, n): &&(String, u64)| {
                    other != text && other.split(' ').any(|w| w == text) && !other.starts_with("tidak") && n * 4 >= count * 3
                };
                prop_assert!(found.iter().find(inside).is_none(), "{found:?}");
            }
        }
    }
}
