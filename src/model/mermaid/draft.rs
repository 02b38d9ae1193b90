//! What a Mermaid journey says, before it becomes a document.

use super::task::{Score, Task};
use super::{entities, read::Found};
use crate::error::Code;
use crate::model::ids::Ids;
use crate::value::{Value, map};
use std::collections::{BTreeMap, BTreeSet};

/// Neutral, worst, and the best score where no task has a higher one.
pub const NEUTRAL: f64 = 3.0;
/// The worst score; lower ones count as it.
pub const WORST: f64 = 1.0;
/// The best score unless a task has a higher one.
pub const BEST: f64 = 5.0;

/// The highest score that is one; a document holds no larger number, and no scale goes so far.
const HIGHEST: f64 = 1e6;

/// The most stages, and the most touchpoints of a stage, that a journey holds.
const MOST: usize = 1_000;
/// The most personas.
const MOST_ACTORS: usize = 100;

#[derive(Default)]
pub struct Draft {
    pub title: Option<String>,
    pub front_title: Option<String>,
    pub acc_title: Option<String>,
    pub acc_descr: Vec<String>,
    stages: Vec<Stage>,
    /// Name → id, and both in the order in which actors first appear.
    actors: BTreeMap<String, String>,
    personas: Vec<Value>,
    ids: Ids,
    highest: f64,
    /// Which caps were told of already: stages, touchpoints, personas.
    told: [bool; 3],
    /// No stage is taken any more.
    full: bool,
}

#[derive(Default)]
struct Stage {
    name: String,
    tasks: Vec<Value>,
}

impl Draft {
    /// True while no section and no task came.
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    /// A new stage.
    pub fn section(&mut self, name: &str, line: u64, found: &mut Found) {
        if name.is_empty() {
            found.warning(line, Code::MissingKey, "name");
        }
        self.full = self.stages.len() >= MOST;
        if self.full {
            return self.cap(0, MOST, line, found);
        }
        self.stages.push(Stage { name: entities::decode(name), tasks: Vec::new() });
    }

    fn cap(&mut self, which: usize, most: usize, line: u64, found: &mut Found) {
        if let Some(told) = self.told.get_mut(which).filter(|told| !**told) {
            *told = true;
            found.error(line, Code::TooMany, &most.to_string());
        }
    }

    /// A touchpoint of the stage that was opened last; before the first section, of a stage that has the journey's
    /// title.
    pub fn task(&mut self, task: &Task<'_>, line: u64, found: &mut Found) {
        if task.name.is_empty() {
            return found.error(line, Code::MissingKey, "name");
        }
        let name = entities::decode(task.name);
        if self.stages.is_empty() {
            let title = self.title().filter(|title| !title.trim().is_empty());
            let stage = title.unwrap_or_else(|| name.clone());
            found.warning(line, Code::NoSection, &stage);
            self.stages.push(Stage { name: stage, tasks: Vec::new() });
        }
        if self.full || self.stages.last().is_some_and(|stage| stage.tasks.len() >= MOST) {
            return self.cap(usize::from(!self.full), MOST, line, found);
        }
        let score = match task.score {
            Score::Number(score) if score > HIGHEST => {
                found.warning(line, Code::OutOfRange, "1…5");
                None
            }
            Score::Number(score) => Some(self.score(score, line, found)),
            Score::Text(text) => {
                found.warning(line, Code::BadNumber, text);
                None
            }
            Score::None => {
                found.warning(line, Code::NoScore, &name);
                None
            }
        };
        let personas = self.people(task.actors, line, found);
        let task = map([
            ("name", name.into()),
            ("emotion", score.into()),
            ("personas", if personas.is_empty() { Value::Null } else { personas.into() }),
        ]);
        if let Some(stage) = self.stages.last_mut() {
            stage.tasks.push(task);
        }
    }

    fn score(&mut self, score: f64, line: u64, found: &mut Found) -> f64 {
        if score < WORST {
            found.warning(line, Code::OutOfRange, "1…5");
        }
        self.highest = self.highest.max(score);
        score.max(WORST)
    }

    /// Ids of the actors of a task; empty and repeated ones drop.
    fn people(&mut self, actors: &str, line: u64, found: &mut Found) -> Vec<String> {
        let (mut ids, mut seen) = (Vec::new(), BTreeSet::new());
        for name in actors.split(',').map(entities::decode).filter(|name| !name.is_empty()) {
            let id = match self.actors.get(&name) {
                Some(id) => id.clone(),
                None if self.personas.len() >= MOST_ACTORS => {
                    self.cap(2, MOST_ACTORS, line, found);
                    continue;
                }
                None => {
                    let id = self.ids.made(&name, "persona");
                    self.personas.push(map([("id", id.as_str().into()), ("name", name.as_str().into())]));
                    self.actors.insert(name, id.clone());
                    id
                }
            };
            if seen.insert(id.clone()) {
                ids.push(id);
            }
        }
        ids
    }

    fn title(&self) -> Option<String> {
        let titles = [&self.title, &self.front_title, &self.acc_title];
        titles.into_iter().flatten().next().cloned()
    }

    /// The lines of the description, without empty ones before and after them.
    fn description(&self) -> Option<String> {
        let said = |line: &String| !line.is_empty();
        let (from, to) = (self.acc_descr.iter().position(said)?, self.acc_descr.iter().rposition(said)?);
        Some(self.acc_descr.get(from..=to)?.join("\n"))
    }

    /// The journey document.
    pub fn document(self) -> Value {
        let title = self.title().unwrap_or_default();
        let scenario = self.description();
        let scale = [("min", WORST), ("neutral", NEUTRAL), ("max", self.highest.max(BEST))];
        let ext = self.acc_title.map(|title| map([("accTitle", title.into())]));
        let stages = self.stages.into_iter().map(|stage| {
            let tasks = if stage.tasks.is_empty() { Value::Null } else { Value::List(stage.tasks) };
            map([("name", stage.name.into()), ("touchpoints", tasks)])
        });
        map([
            ("schema", "jejak.journey/1".into()),
            ("title", title.into()),
            ("scenario", scenario.into()),
            ("scale", map(scale.map(|(key, score)| (key, score.into())))),
            ("personas", if self.personas.is_empty() { Value::Null } else { Value::List(self.personas) }),
            ("stages", Value::List(stages.collect())),
            ("ext", ext.into()),
        ])
    }
}
