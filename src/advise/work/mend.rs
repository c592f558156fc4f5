//! What was handed in for an item and can't be used: work that is done may stand in it already.

use std::collections::BTreeSet;

use super::place::Place;
use crate::assess::say_places;
use crate::intake::FoundAt;
use crate::words::Message;

impl Place<'_> {
    /// Where it stands, if anything does.
    pub fn to_mend(&self) -> Option<Message> {
        let mut places: BTreeSet<FoundAt> = BTreeSet::new();
        self.rule.ask(&mut |asked| {
            if let Some(question) = self.measures.number(&asked) {
                places.extend(self.measures.unusable(question, self.unit).map(|unusable| unusable.at.clone()));
            }
        });
        say_places(&places.into_iter().collect::<Vec<_>>())
    }
}
