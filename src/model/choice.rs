//! The words that documents use for choices: one list a type, for reading, writing and the JSON Schema.

use super::evidence::MeasureKind;
use super::journey::{
    ChannelKind, DateOrder, LaneKind, Layer, ScoreKind, ScoreMethod, SourceKind, Status, TimeUnit,
};
use super::period::Every;
use super::rule::{Entry, Order, Role, Unit};

macro_rules! choice {
    ($type:ident: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// The words that documents use, in their order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that documents use.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The choice that `word` names.
            pub fn of(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

choice!(ChannelKind: Web = "web", App = "app", Email = "email", Chat = "chat", Phone = "phone", Store = "store",
    Social = "social", Search = "search", Ads = "ads", Review = "review", Mail = "mail", Courier = "courier",
    Event = "event", Other = "other");
choice!(Layer: Customer = "customer", Frontstage = "frontstage", Backstage = "backstage", Support = "support");
choice!(Status: Idea = "idea", Planned = "planned", Doing = "doing", Done = "done");
choice!(LaneKind: Emotion = "emotion", Actions = "actions", Touchpoints = "touchpoints", Thoughts = "thoughts",
    Needs = "needs", Expectations = "expectations", Quotes = "quotes", Pains = "pains",
    Opportunities = "opportunities", Metrics = "metrics", Survey = "survey", Time = "time",
    Frontstage = "frontstage", Backstage = "backstage", Support = "support", Text = "text");
choice!(SourceKind: Events = "events", Orders = "orders", Survey = "survey", Tickets = "tickets",
    Social = "social", Shipments = "shipments", Membership = "membership", Counts = "counts");
choice!(ScoreKind: Nps = "nps", Csat = "csat", Ces = "ces", Rating = "rating");
choice!(ScoreMethod: Mean = "mean", Share = "share");
choice!(MeasureKind: OnTime = "on_time", Abandoned = "abandoned", Repeat = "repeat", Reach = "reach");
choice!(Every: Day = "day", Week = "week", Month = "month");
choice!(TimeUnit: Seconds = "s", Millis = "ms", Micros = "us");
choice!(DateOrder: Dmy = "dmy", Mdy = "mdy", Ymd = "ymd");
choice!(Order: Ordered = "ordered", Strict = "strict", Any = "any");
choice!(Unit: Person = "person", Session = "session", Attempt = "attempt");
choice!(Entry: Best = "best", First = "first");

impl Role {
    /// The words that documents use, in their order.
    pub const WORDS: &'static [&'static str] = &[
        "person",
        "time",
        "end",
        "event",
        "channel",
        "score",
        "comment",
        "stage",
        "touchpoint",
        "segment",
        "session",
        "amount",
        "status",
        "lifecycle",
        "promised",
        "delivered",
        "count",
        "step",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_roles_are_the_roles() {
        let words: Vec<_> = Role::ALL.into_iter().map(Role::as_str).collect();
        assert_eq!(words, Role::WORDS);
    }

    #[test]
    fn every_word_names_its_choice() {
        assert!(LaneKind::WORDS.iter().all(|word| LaneKind::of(word).map(LaneKind::word) == Some(word)));
        assert_eq!(Order::of("Ordered"), None);
    }
}
