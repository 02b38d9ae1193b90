//! Names → numbers, in the order in which they are met.

/// Numbers of names. Moves name a few hundred things thousands of times: here that is one pass over the name and hardly
/// ever more than one comparison, where a tree compares at each of its levels.
///
/// ```
/// # use jejak::model::names::Names;
/// let mut names = Names::default();
/// assert_eq!(["pay", "view", "pay"].map(|name| names.number(name)), [0, 1, 0]);
/// assert_eq!((names.find("view"), names.find("cart")), (Some(1), None));
/// assert_eq!(names.all(), ["pay", "view"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Names<'n> {
    names: Vec<&'n str>,
    /// A power of two of them, at most half of which are taken: each the number of a name and one more, or 0.
    slots: Vec<usize>,
}

/// Slots at first.
const SLOTS: usize = 64;

impl<'n> Names<'n> {
    /// The number of a name, which is new if it was not met yet.
    pub fn number(&mut self, name: &'n str) -> usize {
        if self.slots.len() <= self.names.len().saturating_mul(2) {
            self.grow();
        }
        let slot = self.slot(name);
        match self.slots.get_mut(slot) {
            Some(0) => {
                self.names.push(name);
                self.put(slot);
                self.names.len().saturating_sub(1)
            }
            Some(next) => next.saturating_sub(1),
            None => 0,
        }
    }

    /// The number of a name that was met.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.slots.get(self.slot(name))?.checked_sub(1)
    }

    /// All names; the number of each is its place.
    pub fn all(&self) -> &[&'n str] {
        &self.names
    }

    /// The slot of a name, or the free one in which it would be.
    fn slot(&self, name: &str) -> usize {
        let last = self.slots.len().saturating_sub(1);
        // FNV-1a: short, and names are short too
        let hash = name
            .bytes()
            .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let mut slot = (hash ^ hash >> 15) as usize & last;
        let other = |number: usize| number > 0 && self.names.get(number - 1) != Some(&name);
        while self.slots.get(slot).is_some_and(|number| other(*number)) {
            slot = (slot + 1) & last;
        }
        slot
    }

    /// Gives a slot to the last name.
    fn put(&mut self, slot: usize) {
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = self.names.len();
        }
    }

    fn grow(&mut self) {
        let names = core::mem::take(&mut self.names);
        self.slots = vec![0; names.len().saturating_mul(4).next_power_of_two().max(SLOTS)];
        for name in names {
            let slot = self.slot(name);
            self.names.push(name);
            self.put(slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_name_has_the_place_at_which_it_was_met(asked in prop::collection::vec("[a-f]{0,3}", 0..400)) {
            let (mut names, mut met) = (Names::default(), Vec::new());
            for name in &asked {
                let place = met.iter().position(|known| *known == name);
                prop_assert_eq!(names.find(name), place);
                let place = place.unwrap_or_else(|| { met.push(name); met.len() - 1 });
                prop_assert_eq!(names.number(name), place);
            }
            prop_assert_eq!(names.all(), met);
        }
    }
}
