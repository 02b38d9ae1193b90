//! Tables and a journey → all that measuring answers, in parts.

use super::asked;
use crate::analyse::parts::{apart, at_one_go, pause};
use crate::analyse::{self, Options};
use crate::error::Error;
use crate::model::evidence::SourceRows;
use crate::model::journey::{Journey, Source};
use crate::model::table::Table;
use crate::model::{write_evidence, write_exact, write_journey};
use crate::value::{Value, map};
use crate::words::{self, Lang};

/// How many events are told of.
const EVENTS: usize = 500;

/// The tables, and what was made of them.
pub type Counted = (Vec<Table>, Result<Value, Error>);

/// All that counting needs, its own: it may take long, and be left.
pub struct Job {
    /// Of sentences.
    pub lang: Lang,
    /// None: one is proposed.
    pub journey: Option<Journey>,
    /// How sources were read that no journey speaks of.
    pub readings: Vec<(Source, bool)>,
    /// What the files are, told already.
    pub files: Value,
    /// The sources.
    pub tables: Vec<Table>,
    /// Smallest group that may be published.
    pub min_group: u32,
    /// What may be published holds the comments.
    pub comments: bool,
}

impl Job {
    /// Does it, and gives the tables back.
    pub async fn run(mut self) -> Counted {
        let files = core::mem::replace(&mut self.files, Value::Null);
        let made = self.made(files).await;
        (self.tables, made)
    }

    async fn made(&self, files: Value) -> Result<Value, Error> {
        let tables: Vec<&Table> = self.tables.iter().collect();
        let proposed;
        let journey = match &self.journey {
            Some(journey) => journey,
            None => {
                proposed = asked::as_read(apart(analyse::propose_in_parts(&tables)).await?, &self.readings);
                &proposed
            }
        };
        pause().await;
        let events = apart(analyse::events_in_parts(journey, &tables, EVENTS)).await?;
        pause().await;
        let joined = at_one_go(|| analyse::joined(journey, &tables));
        // 0 would hold every word of comments, which is for merging and not for a screen.
        let options = Options { min_group: u64::from(self.min_group).max(1), comments: true, events: false };
        let (evidence, exact, placed) = apart(analyse::measure_in_parts(journey, tables, &options)).await?;
        pause().await;
        Ok(at_one_go(|| {
            let mut published = analyse::fold(&evidence);
            if !self.comments {
                published.comments.clear();
            }
            let sentences = |rows: &SourceRows| {
                Value::List(rows.issues.iter().map(|one| words::issue(one, self.lang).into()).collect())
            };
            let issues = Value::List(evidence.rows.iter().map(sentences).collect());
            map([
                ("journey", write_journey(journey)),
                ("evidence", write_evidence(&evidence)),
                ("published", write_evidence(&published)),
                ("exact", write_exact(&exact)),
                ("issues", issues),
                ("files", files),
                ("events", asked::events(&events, journey)),
                ("more_events", map([("names", events.more.into()), ("rows", events.more_rows.into())])),
                ("unmatched", asked::unmatched(&events)),
                ("joined", asked::joined(&joined)),
                ("placed", asked::placed(&placed)),
            ])
        }))
    }
}
