//! Times and instructions.

use std::hint::black_box;
use std::time::{Duration, Instant};

use policy_eval::{Action, Request};

use crate::managed::Managed;
use crate::median::{float, median};
use crate::{Mode, callgrind};

/// Measures one pass after the other.
pub(crate) struct Meter {
    mode: Mode,
    cells: Vec<Cell>,
}

/// Where to find what a pass costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place(usize);

/// What is known of a pass.
struct Cell {
    n_requests: f64,
    n_answers: f64,
    seconds: f64,
}

/// What an answer costs, the loop over the requests not counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) nanoseconds: f64,
    pub(crate) instructions: Option<f64>,
}

/// All costs.
pub(crate) struct Figures {
    cells: Vec<Cell>,
    instructions: Result<Vec<u32>, String>,
}

/// A pass: asks something of each request. The sum keeps the answers from being left out.
pub(crate) fn each(requests: &[Request<'_>], ask: impl Fn(&Request<'_>) -> usize) -> usize {
    let mut sum = 0;
    for request in requests {
        sum += ask(black_box(request));
    }
    sum
}

impl Meter {
    /// Begins with the loop alone.
    pub(crate) fn new(mode: Mode) -> Self {
        let mut meter = Meter {
            mode,
            cells: Vec::new(),
        };
        let requests = [Request::new(Action::from_static("s3:GetObject"), "*"); 16];
        meter.take(requests.len(), requests.len(), &|| {
            each(&requests, |request| {
                usize::from(request.resource().is_some())
            })
        });
        meter
    }

    pub(crate) const fn mode(&self) -> Mode {
        self.mode
    }

    /// Measures a pass over so many requests, which are given so many answers.
    pub(crate) fn take(
        &mut self,
        n_requests: usize,
        n_answers: usize,
        pass: &dyn Fn() -> usize,
    ) -> Place {
        let seconds = if self.mode == Mode::Count {
            callgrind::count([|| {
                black_box(pass());
            }]);
            0.0
        } else {
            seconds(pass, self.mode)
        };
        self.cells.push(Cell {
            n_requests: float(n_requests),
            n_answers: float(n_answers),
            seconds,
        });
        Place(self.cells.len() - 1)
    }

    /// Counts the instructions of all passes, in another run of this program.
    pub(crate) fn finish(self, managed: Option<&Managed>) -> Result<Figures, String> {
        let count = || callgrind::measure(self.cells.len()).map_err(|error| error.to_string());
        let instructions = match (self.mode, managed) {
            (Mode::Full, None) => count(),
            (Mode::Full, Some(managed)) => managed.while_noted(count)?,
            _ => Err("they are not counted in this mode".to_owned()),
        };
        Ok(Figures {
            cells: self.cells,
            instructions,
        })
    }
}

impl Figures {
    pub(crate) fn cost(&self, place: Place) -> Cost {
        let net = |of_pass: &dyn Fn(usize, &Cell) -> Option<f64>| {
            let of = |index| {
                Some((
                    self.cells.get(index)?,
                    of_pass(index, self.cells.get(index)?)?,
                ))
            };
            let (alone, of_loop) = of(0)?;
            let (cell, all) = of(place.0)?;
            let of_loop = of_loop / alone.n_requests * cell.n_requests;
            Some((all - of_loop).max(0.0) / cell.n_answers)
        };
        let seconds = net(&|_, cell| Some(cell.seconds));
        let instructions = self.instructions.as_ref().ok();
        Cost {
            nanoseconds: seconds.map_or(f64::NAN, |seconds| seconds * 1e9),
            instructions: net(&|index, _| instructions?.get(index).copied().map(f64::from)),
        }
    }

    /// Why there are no instructions.
    pub(crate) fn missing(&self) -> Option<&str> {
        self.instructions.as_ref().err().map(String::as_str)
    }
}

/// The median over samples.
fn seconds(pass: &dyn Fn() -> usize, mode: Mode) -> f64 {
    let (n_samples, at_least) = match mode {
        Mode::Full => (21, Duration::from_millis(2)),
        _ => (3, Duration::from_micros(20)),
    };
    let time = |n_passes: u32| {
        let start = Instant::now();
        for _ in 0..n_passes {
            black_box(black_box(pass)());
        }
        start.elapsed()
    };
    let mut n_passes = 1;
    while n_passes < 1 << 24 && time(n_passes) < at_least {
        n_passes *= 2;
    }
    let sample = |_| time(n_passes).as_secs_f64() / f64::from(n_passes);
    median((0..n_samples).map(sample).collect())
}
