//! Measure: plan × tables to figures, one a unit and question. The heavy tier; it knows nothing of points.
//!
//! There are two ways to evaluate and one meaning. The exact evaluator ([`exact`]) does everything in the language, row by row, in rational
//! numbers. Polars ([`lower`]) does the beginning of each chain of rows as far as it can be done there without losing a digit, and all
//! questions over one table in one pass; [`split`] says what runs where, [`fuse`] runs it and [`finish`] makes figures of what comes back.
//! The tests compare the two.
//!
//! What happens to cells without a value is in [`gap`].

mod answers;
mod blank;
mod cells;
mod contributions;
mod error;
mod exact;
mod finish;
mod fuse;
mod gap;
mod judge;
mod later;
mod load;
mod lower;
mod measures;
mod needs;
mod options;
mod own;
mod ph;
mod rollup;
mod several;
mod split;
#[cfg(test)]
mod tests;
mod unusable;
mod world;

use std::collections::{BTreeSet, HashMap};

pub use contributions::{Contribution, Contributions, Held, RowPlace, contributions};
pub use error::MeasureError;
pub use exact::Value;
pub use judge::{Judged, judge, judged_checks};
pub use later::rows_not_seen;
pub use lower::lower_condition;
pub use measures::{Hidden, Measured, Measures, TaskCount};
pub use needs::of_question as columns_read;
pub use options::{Engine, MeasureOptions, RollUp};
pub use several::Several;

use crate::intake::{Finding, Submission, UnreadHand};
use crate::plan::{Asked, Plan, Year, is_hand_seen};
use answers::{Answers, evaluated};
use exact::{Evaluator, Tables};
use finish::Interrupted;
use load::Loader;
use world::World;

/// Answers every question of the plan for every unit of its roster.
///
/// A question over a table that was not submitted is answered `no_data` (`no_last_year` for one of last year) for each unit, whatever
/// kind of question it is; over one of which something was submitted and nothing can be read, `unreadable`. Where only a part of a table
/// could be read, units without a row in it are answered `no_data`, and the answers to all others are in doubt.
pub fn measure(plan: &Plan, submission: &Submission, options: &MeasureOptions) -> Result<Measures, MeasureError> {
    let asked = plan.asked();
    let world = World::new(plan, submission, options);
    let (answers, several) = answer_and_tell(&world, asked.iter().enumerate().collect())?;
    let partly_unread = asked.iter().map(|asked| world.are_partly_unread(asked.rows())).collect();
    let doubts = answers.iter().map(|answers| answers.doubts.clone()).collect();
    let (measured, rows) = answers.into_iter().map(|answers| (answers.measured, answers.rows)).unzip();
    let unusable_for = unusable::of_questions(&world, &asked)?;
    let measures = Measures::new(plan, options.as_of, measured, rows).with_doubts(doubts).with_unread(partly_unread);
    let measures = measures.with_unusable(submission.unusable.clone(), unusable_for).with_several(several);
    let is_seen = |hand: &&UnreadHand| is_hand_seen(hand.date, plan.year, options.as_of);
    let unread_hands = submission.unread_hands.iter().filter(is_seen).cloned().collect();
    Ok(measures.with_unread_hands(submission.hand_scores_unread, unread_hands))
}

/// The findings for rows of which the plan takes one, where there are several. [`measure`] has them too; this is for whoever does not
/// measure anything else.
pub fn more_than_one_row(
    plan: &Plan,
    submission: &Submission,
    options: &MeasureOptions,
) -> Result<Vec<Finding>, MeasureError> {
    let asked = plan.asked();
    let takings = several::takings(asked.iter().enumerate());
    let mut questions: Vec<(usize, &Asked)> = takings.iter().map(several::Taking::question).collect();
    questions.dedup_by_key(|(number, _)| *number);
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let world = World::new(plan, submission, options);
    let (_, several) = answer_and_tell(&world, questions)?;
    Ok(several.findings)
}

/// The answers to questions, given with their numbers, in their order; and where they take one row of several.
fn answer_and_tell(
    world: &World<'_>,
    questions: Vec<(usize, &Asked)>,
) -> Result<(Vec<Answers>, several::SeveralRows), MeasureError> {
    let takings = several::takings(questions.iter().copied());
    let probes: Vec<Option<Asked>> = takings.iter().map(several::Taking::probe).collect();
    let mut asked: Vec<Asked> = questions.iter().map(|(_, asked)| (*asked).clone()).collect();
    asked.extend(probes.iter().flatten().cloned());
    let mut answers = answer(world, &asked)?;
    let mut probed = answers.split_off(questions.len()).into_iter();
    let probed: Vec<Option<Answers>> = probes.iter().map(|probe| probe.as_ref().and_then(|_| probed.next())).collect();
    let at: HashMap<usize, usize> = questions.iter().enumerate().map(|(at, (number, _))| (*number, at)).collect();
    let answered = takings.iter().zip(&probed).filter_map(|(taking, probed)| {
        let (number, _) = taking.question();
        Some((taking, answers.get(*at.get(&number)?)?, probed.as_ref()))
    });
    let several = several::of_answers(world, answered)?;
    Ok((answers, several))
}

/// The answers to the questions, in their order.
fn answer(world: &World<'_>, asked: &[Asked]) -> Result<Vec<Answers>, MeasureError> {
    let (answerable, unanswerable): (Vec<_>, Vec<_>) =
        asked.iter().enumerate().partition(|(_, asked)| world.not_submitted(asked.rows()).is_none());
    let mut answers: HashMap<usize, Answers> = match world.options.engine {
        Engine::Exact => row_by_row(world, &answerable)?,
        Engine::Fused => match fuse::answer(world, &answerable) {
            Ok(answers) => answers,
            Err(Interrupted::Overflow) => row_by_row(world, &answerable)?,
            Err(Interrupted::Error(error)) => return Err(error),
        },
    }
    .into_iter()
    .collect();
    for (number, asked) in unanswerable {
        if let Some(absence) = world.not_submitted(asked.rows()) {
            answers.insert(number, Answers::absent(world, absence));
        }
    }
    Ok((0..asked.len()).filter_map(|number| answers.remove(&number)).collect())
}

fn row_by_row(world: &World<'_>, asked: &[(usize, &Asked)]) -> Result<Vec<(usize, Answers)>, MeasureError> {
    let loader = Loader { world, only: None, trace: false };
    let prepared = HashMap::new();
    let evaluator = Evaluator::new(world, &loader, &prepared);
    let mut answers = evaluated(world, &evaluator, asked)?;
    let mut returned: HashMap<(String, Year), BTreeSet<u32>> = HashMap::new();
    let questions: HashMap<usize, &Asked> = asked.iter().copied().collect();
    for (number, answers) in &mut answers {
        let Some(asked) = questions.get(number) else { continue };
        let tables = world.needing_rows(asked.rows());
        for table in &tables {
            if !returned.contains_key(table) {
                let relation = loader.load(&table.0, table.1, &BTreeSet::new())?;
                returned.insert(table.clone(), relation.rows.iter().map(|row| row.unit).collect());
            }
        }
        let of_tables: Vec<&BTreeSet<u32>> = tables.iter().filter_map(|table| returned.get(table)).collect();
        answers.without_returns(&of_tables);
    }
    Ok(answers)
}
