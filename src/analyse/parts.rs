//! Long work in parts: whoever has no thread to spare takes one part after another and does something else between them.
//!
//! Must never know: clocks, threads, who waits.

use core::cell::Cell;
use core::future::Future;
use core::ops::Range;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};

/// How many people are gone through in one part. An engine only runs a loop that it has made fast when its function is
/// entered again, so a part is short.
pub const PEOPLE: usize = 1 << 12;

thread_local! {
    /// True while whoever waits takes all parts at once.
    static AT_ONCE: Cell<bool> = const { Cell::new(false) };
}

/// The end of a part.
struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if AT_ONCE.get() || core::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Ends a part; the next one begins where the work is gone on with.
pub fn pause() -> impl Future<Output = ()> {
    Pause(false)
}

/// Does something with each of many people, so many a part.
pub async fn each<T>(mut people: impl Iterator<Item = T>, mut work: impl FnMut(T)) {
    while some(&mut people, &mut work) {
        pause().await;
    }
}

/// So many rows are gone through in one part.
pub const ROWS: usize = 1 << 17;

/// Does something with many rows, [`ROWS`] of them at most a part.
pub async fn in_runs<T>(rows: &[T], mut work: impl FnMut(&[T])) {
    for run in rows.chunks(ROWS) {
        at_one_go(|| work(run));
        pause().await;
    }
}

/// Does something with the numbers below `all`, so many of them a part.
pub async fn in_steps(all: usize, by: usize, work: &mut dyn FnMut(Range<usize>)) {
    for first in (0..all).step_by(by) {
        work(first..first.saturating_add(by).min(all));
        pause().await;
    }
}

/// A loop that is left and entered only with a part; true where more may follow.
#[inline(never)]
fn some<T>(people: &mut impl Iterator<Item = T>, work: &mut impl FnMut(T)) -> bool {
    let mut gone = 0;
    for person in people.take(PEOPLE) {
        work(person);
        gone += 1;
    }
    gone == PEOPLE
}

/// Work whose code stays its own. Drawn into whoever waits for it, all of measuring is one function, which is entered at
/// every part: an engine then makes the whole of it fast, long after most of it was done, and takes longer for that than
/// measuring does.
pub fn apart<'a, T>(work: impl Future<Output = T> + 'a) -> Pin<Box<dyn Future<Output = T> + 'a>> {
    Box::pin(work)
}

/// As [`apart`], of work that is a part by itself.
#[inline(never)]
pub fn at_one_go<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Goes on with work for one part; what came of it, where that was the last.
pub fn go_on<T>(work: Pin<&mut (dyn Future<Output = T> + '_)>) -> Option<T> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

/// Does all parts of some work, as one: no part ends, so nothing is left and entered again but the loops that do the work.
///
/// ```
/// use jejak::analyse::parts::{at_once, pause};
/// let work = async {
///     pause().await;
///     7
/// };
/// assert_eq!(at_once(work), 7);
/// ```
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let before = AT_ONCE.replace(true);
    let done = loop {
        if let Some(done) = go_on(work.as_mut()) {
            break done;
        }
    };
    AT_ONCE.set(before);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often some work with three ends of parts is gone on with.
    fn turns() -> usize {
        let mut work = apart(async {
            pause().await;
            at_once(async {
                pause().await;
                pause().await;
            });
            pause().await;
            pause().await;
        });
        (1..).find(|_| go_on(work.as_mut()).is_some()).unwrap_or(0)
    }

    #[test]
    fn a_part_ends_only_for_who_takes_one_after_another() {
        assert_eq!(turns(), 4);
        assert_eq!(at_once(async { turns() }), 1);
        assert_eq!(turns(), 4);
    }
}
