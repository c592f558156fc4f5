//! What the scripts of a scheme have used, one by one and together.
//!
//! Steps come first: they are the same on every machine. They are counted here and not taken from Rhai, which does not count those of a
//! closure that a word of its own calls (`list.sort(|a, b| …)`). What a single step costs is bounded by time alone.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cpu_time::ThreadTime;
use rhai::Dynamic;

use super::engine::LIMITS;

/// The clock is looked at once in so many steps.
const STEPS_BETWEEN_LOOKS: u64 = 16;

#[derive(Debug)]
pub struct Budget {
    /// Of the script that runs.
    steps: AtomicU64,
    most_steps: AtomicU64,
    of_all: Mutex<OfAll>,
}

#[derive(Debug)]
struct OfAll {
    /// When the thread had worked so long, the script began; and when it will have worked so long, it is stopped.
    began: Duration,
    deadline: Duration,
    steps_left: u64,
    time_left: Duration,
    /// Time that ordinary rules need and that does not count.
    free_time_left: Duration,
    told: bool,
}

/// How long this thread has worked. A machine that does not know bounds scripts by their steps alone.
fn worked() -> Duration {
    ThreadTime::try_now().map_or(Duration::ZERO, |time| time.as_duration())
}

impl Budget {
    pub fn new() -> Budget {
        let of_all = OfAll {
            began: Duration::ZERO,
            deadline: Duration::ZERO,
            steps_left: LIMITS.operations_of_all,
            time_left: LIMITS.time_of_all,
            free_time_left: LIMITS.free_time_of_all,
            told: false,
        };
        let budget = Budget { steps: AtomicU64::new(0), most_steps: AtomicU64::new(0), of_all: Mutex::new(of_all) };
        budget.begin();
        budget
    }

    fn of_all(&self) -> MutexGuard<'_, OfAll> {
        self.of_all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Before a script runs: whether there is anything left for it.
    pub fn begin(&self) -> bool {
        let mut of_all = self.of_all();
        let most = LIMITS.operations.min(LIMITS.free_operations + of_all.steps_left);
        self.steps.store(0, Ordering::Relaxed);
        self.most_steps.store(most, Ordering::Relaxed);
        of_all.began = worked();
        let free = LIMITS.free_time.min(of_all.free_time_left);
        of_all.deadline = of_all.began + LIMITS.time.min(free + of_all.time_left);
        of_all.steps_left > 0 && !of_all.time_left.is_zero()
    }

    /// At each step: what the script is stopped with, if it must be.
    pub fn step(&self) -> Option<Dynamic> {
        let steps = self.steps.fetch_add(1, Ordering::Relaxed) + 1;
        let out_of_time = || steps.is_multiple_of(STEPS_BETWEEN_LOOKS) && worked() > self.of_all().deadline;
        (steps > self.most_steps.load(Ordering::Relaxed) || out_of_time()).then(|| Dynamic::from("limit"))
    }

    /// After a script: what it used is gone for the others.
    pub fn end(&self) {
        let mut of_all = self.of_all();
        let steps = self.steps.load(Ordering::Relaxed);
        of_all.steps_left = of_all.steps_left.saturating_sub(steps.saturating_sub(LIMITS.free_operations));
        let took = worked().saturating_sub(of_all.began);
        let free = took.min(LIMITS.free_time).min(of_all.free_time_left);
        of_all.free_time_left -= free;
        of_all.time_left = of_all.time_left.saturating_sub(took - free);
    }

    /// Whether the script that was stopped is within its own limits, so that those of all scripts together stopped it.
    pub fn is_of_all(&self) -> bool {
        let took = worked().saturating_sub(self.of_all().began);
        self.steps.load(Ordering::Relaxed) < LIMITS.operations && took < LIMITS.time
    }

    /// Whether this is the first time that somebody is told that nothing is left.
    pub fn is_untold(&self) -> bool {
        !std::mem::replace(&mut self.of_all().told, true)
    }
}
