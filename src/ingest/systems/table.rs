//! The systems that are known, one row each.
//!
//! Headers are written as [`normal`](crate::ingest::synonyms::normal) writes them, so that every mark is free for
//! the table's own signs: `,` and · `|` or · `^` it is the first column · `*` it begins so · `~` a line above the
//! header holds it · `?` the other headers are questions. A system stands before those whose headers it shares.

use crate::model::journey::{DateOrder, SourceKind};
use crate::model::rule::Role;

/// A system: how its exports are known, what their columns mean, and where they mislead.
#[derive(Debug, PartialEq)]
pub struct System {
    /// As people call it; it is shown, and documents may name it as `format`.
    pub name: &'static str,
    /// What its rows are.
    pub kind: SourceKind,
    /// Headers that must all be there.
    pub must: &'static str,
    /// `role=header|other header`; the first that is there.
    pub roles: &'static str,
    /// Where its rows mislead.
    pub traps: &'static [Trap],
}

/// Where the rows of a system mislead a reader who does not know it.
#[derive(Debug, PartialEq)]
pub enum Trap {
    /// Dates that do not tell the order of day and month have this one.
    Order(DateOrder),
    /// The decimal sign of numbers that could be read in two ways.
    Decimal(char),
    /// Rows with one of these words in the column are no data: tests, previews, totals. No words: blank.
    Drop(&'static str, &'static [&'static str]),
    /// Only rows with one of these words in the column are whole.
    Only(&'static str, &'static [&'static str]),
    /// A blank cell of this role is the same as the one above.
    Above(Role),
    /// This word in a cell of this role says that there is nothing.
    Nothing(Role, &'static str),
    /// A time on this day says that there is none.
    NoDay(i64),
    /// Answers in words: `good=1|bad=0`; other words are no answer.
    Answers(&'static str),
    /// Answers `A1` … `A9` are the numbers.
    Coded,
    /// A blank event is named by this column.
    Named(&'static str),
    /// `1. view_item` is `view_item`.
    Numbered,
    /// The column behind the step breaks the counts down, unless it is one of these.
    Breakdown(&'static str),
    /// Headers that are no questions.
    NotAsked(&'static [&'static str]),
}

use SourceKind::{Counts, Events, Orders, Social, Survey, Tickets};
use Trap::{
    Above, Answers, Breakdown, Coded, Decimal, Drop, Named, NoDay, NotAsked, Nothing, Numbered, Only, Order,
};

/// 1 January 1980, in days since 1970.
const UNSTAMPED: i64 = 3_652;

const fn system(
    name: &'static str,
    kind: SourceKind,
    must: &'static str,
    roles: &'static str,
    traps: &'static [Trap],
) -> System {
    System { name, kind, must, roles, traps }
}

/// All systems, in the order in which they are tried.
pub static SYSTEMS: [System; 28] = [
    system(
        "GA4 funnel exploration",
        Counts,
        "step|langkah,active users|pengguna aktif,completion rate,abandonments",
        "step=step|langkah,count=active users|pengguna aktif",
        &[Above(Role::Step), Numbered, Breakdown("elapsed time|active users|pengguna aktif")],
    ),
    system(
        "GA4 BigQuery export",
        Events,
        "event name,event timestamp,user pseudo id",
        "person=user pseudo id,time=event timestamp,event=event name,session=event params ga session id,segment=device category,channel=traffic source medium",
        &[],
    ),
    system(
        "GA4 report",
        Social,
        "~# property,~# start date",
        "time=date|tanggal,count=active users|total users|users|pengguna aktif|new users|sessions",
        &[Drop("^", &[])],
    ),
    system(
        "GA4 free form exploration",
        Social,
        "~# --,~free form",
        "time=date|tanggal,count=active users|total users|users|pengguna aktif|sessions",
        &[Drop("^", &[])],
    ),
    system(
        "Google Forms",
        Survey,
        "^timestamp|cap waktu|stempel waktu,?",
        "time=timestamp|cap waktu|stempel waktu,person=customer number|customer id|nomor pelanggan|id pelanggan|member number|nomor anggota|email address|alamat email|username|nama pengguna|email",
        &[NotAsked(&["total skor", "total score", "skor", "skor total", "score", "masukan", "feedback"])],
    ),
    system("Typeform", Survey, "network id,submit date,start date", "person=#,time=submit date", &[]),
    system(
        "SurveyMonkey",
        Survey,
        "^respondent id,collector id",
        "person=respondent id,time=end date|date modified",
        &[Order(DateOrder::Mdy)],
    ),
    system(
        "Qualtrics",
        Survey,
        "response id,recorded date|response set,finished",
        "person=response id,time=recorded date|end date,channel=distribution channel",
        &[
            Drop("status", &["survey preview", "survey test", "spam", "1", "2", "8", "9", "17"]),
            Only("finished", &["true", "1"]),
        ],
    ),
    system(
        "LimeSurvey",
        Survey,
        "submitdate*|date submitted,lastpage*|last page,startlanguage*|start language",
        "person=token*|id*|response id,time=submitdate*|date submitted",
        &[Drop("submitdate*|date submitted", &[]), NoDay(UNSTAMPED), Coded],
    ),
    system(
        "Shopify",
        Orders,
        "name,financial status,lineitem name|lineitem quantity",
        "session=name,person=email,time=created at,status=financial status,amount=total,channel=source",
        &[],
    ),
    system(
        "WooCommerce",
        Orders,
        "order id|order number,order date,order total|order total amount,customer email|billing email|customer user,payment method title|paid date",
        "session=order id|order number,person=customer email|billing email|customer user|customer id,time=order date,status=status|order status,amount=order total|order total amount",
        &[Nothing(Role::Person, "0")],
    ),
    system(
        "Shopee",
        Orders,
        "no pesanan,status pesanan,username pembeli,waktu pesanan dibuat",
        "session=no pesanan,person=username pembeli,time=waktu pesanan dibuat,status=status pesanan,amount=total pembayaran",
        &[Decimal(',')],
    ),
    system(
        "Shopee",
        Orders,
        "order id,order status,username buyer,order creation date",
        "session=order id,person=username buyer,time=order creation date,status=order status,amount=grand total|total amount",
        &[],
    ),
    system(
        "TikTok Shop / Tokopedia",
        Orders,
        "order id,order substatus,sku id,created time",
        "session=order id,person=buyer username,time=created time,status=order status,amount=order amount",
        &[],
    ),
    system("Instagram insights", Social, "^date,primary", "time=date,count=primary", &[]),
    system(
        "Meta Business Suite",
        Social,
        "post id,permalink,publish time",
        "time=publish time,count=reach|views|impressions",
        &[Order(DateOrder::Mdy)],
    ),
    system("TikTok Studio", Social, "^date,video views,profile views", "time=date,count=video views", &[]),
    system(
        "TikTok Studio",
        Social,
        "^date,followers,difference in followers from previous day",
        "time=date,count=followers",
        &[],
    ),
    system("X", Social, "date,impressions,new follows,profile visits", "time=date,count=impressions", &[]),
    system(
        "X",
        Social,
        "post id|tweet id,post text|tweet text,impressions",
        "time=date|time,count=impressions",
        &[],
    ),
    system(
        "Zendesk",
        Tickets,
        "requester id|requester,satisfaction score,solved at",
        "session=id,person=requester id|requester email|requester,time=created at,end=solved at,status=status,score=satisfaction score,comment=subject,channel=via",
        &[Answers("good=1|bad=0")],
    ),
    system(
        "PostHog funnel",
        Counts,
        "name,action id,count,median conversion time seconds",
        "step=name,count=count,segment=breakdown value",
        &[],
    ),
    system(
        "Matomo",
        Social,
        "label,nb visits,nb actions",
        "channel=label,count=nb uniq visitors|nb visits",
        &[],
    ),
    system("Plausible", Social, "date,visitors,pageviews,visit duration", "time=date,count=visitors", &[]),
    system(
        "Umami",
        Events,
        "website id,session id,visit id,event type,url path,event name",
        "person=session id,session=visit id,time=created at,event=event name,segment=device,channel=utm source",
        &[Named("url path")],
    ),
    system(
        "XES event log as CSV",
        Events,
        "case concept name,concept name,time timestamp",
        "person=case concept name,event=concept name,time=time timestamp,lifecycle=lifecycle transition",
        &[],
    ),
    system(
        "bupaR event log",
        Events,
        "case id|patient|case,activity instance id|handling id,registration type|lifecycle id|lifecycle,time|timestamp",
        "person=case id|patient|case,event=activity|activity id|handling,time=timestamp|time,lifecycle=registration type|lifecycle id|lifecycle",
        &[],
    ),
    system(
        "Disco or ProM event log",
        Events,
        "case id,activity,complete timestamp",
        "person=case id,event=activity,time=complete timestamp,lifecycle=lifecycle transition",
        &[],
    ),
];
