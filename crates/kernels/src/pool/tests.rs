use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Barrier, Mutex};
use std::thread;

use super::{Pool, chunks, run, threads};
use crate::{AdamStep, adam, add_to_columns, bernoulli, relu, repeated, where_positive};

#[test]
fn each_part_is_done_once_job_after_job() {
    let pool = Pool::new(4);
    pool.install(|| {
        for parts in (0..2_000).map(|job| job % 40) {
            let done: Vec<_> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
            run(parts, &|part, thread| {
                assert!(thread < 4);
                done[part].fetch_add(1, SeqCst);
            });
            assert!(done.into_iter().all(|count| count.into_inner() == 1), "{parts} parts");
        }
    });
}

#[test]
fn every_thread_takes_part_and_keeps_its_number() {
    Pool::new(3).install(|| {
        assert_eq!(threads(), 3);
        let (all, seen) = (Barrier::new(3), Mutex::new(HashSet::new()));
        run(3, &|_, number| {
            // Nobody goes on before each of the three has a part.
            all.wait();
            seen.lock().unwrap().insert((number, thread::current().id()));
        });
        let seen = seen.into_inner().unwrap();
        assert_eq!(seen.iter().map(|&(number, _)| number).collect::<HashSet<_>>().len(), 3);
        assert!(seen.contains(&(0, thread::current().id())));
    });
}

#[test]
fn several_callers_and_work_inside_of_work_are_served() {
    let (pool, sum) = (Pool::new(3), AtomicUsize::new(0));
    let ask = || {
        for _ in 0..200 {
            pool.install(|| {
                run(8, &|_, _| {
                    pool.install(|| run(3, &|part, _| _ = sum.fetch_add(part, SeqCst)));
                });
            });
        }
    };
    thread::scope(|scope| {
        scope.spawn(ask);
        ask();
    });
    assert_eq!(sum.into_inner(), 2 * 200 * 8 * 3);
}

#[test]
fn a_part_that_fails_fails_its_caller_and_no_later_one() {
    let pool = Pool::new(2);
    let together = |culprit| {
        let all = Barrier::new(2);
        let part = |_, thread| {
            all.wait();
            assert!(Some(thread) != culprit);
        };
        catch_unwind(AssertUnwindSafe(|| pool.install(|| run(2, &part))))
    };
    for culprit in 0..2 {
        assert!(together(Some(culprit)).is_err(), "thread {culprit}");
        // Both threads are there again: one alone would wait for ever.
        assert!(together(None).is_ok(), "after thread {culprit}");
    }
}

#[test]
fn ranges_make_up_the_whole() {
    for (count, unit) in [(0, 1), (1, 4), (99, 1), (100_000, 64), (1_000_001, 3)] {
        let seen = Mutex::new(Vec::new());
        chunks(count, unit, 5, |range, _| seen.lock().unwrap().push(range));
        let mut seen = seen.into_inner().unwrap();
        seen.sort_by_key(|range| range.start);
        assert!(seen.iter().all(|range| range.start % unit == 0));
        assert_eq!(seen.iter().fold(0, |end, r| if r.start == end { r.end } else { 0 }), count);
        // Some work is not worth a thread, and no work is worth any number of parts.
        assert_eq!(seen.len() > 1, count >= 100_000);
        assert!(seen.len() <= 32);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let values = |salt: usize| (0..100_000).map(move |i| ((i * 7 + salt) % 101) as f32 / 101.0);
    let all = || {
        let [mut p, g, mut m, mut v] = [1, 2, 3, 4].map(|salt| values(salt).collect::<Vec<_>>());
        let step = AdamStep { beta1: 0.9, beta2: 0.999, rate: 1e-3, epsilon: 1e-8, keep: 0.99 };
        adam(&mut p, &g, &mut m, &mut v, step);
        let (mut loss, mut gradient) = (vec![0.0; 100], vec![0.0; 100_000]);
        bernoulli(&p, &g, 1000, &mut loss, &mut gradient);
        let mut positive: Vec<_> = g.iter().map(|value| value - 0.5).collect();
        let kept = where_positive(&p, &positive);
        relu(&mut positive);
        let mut sums = vec![1.0; 1000];
        add_to_columns(&mut sums, &g);
        let copies = repeated(&sums, 100);
        let mut few = vec![1.0; 7];
        add_to_columns(&mut few, &g[..99_995]);
        [p, m, v, loss, gradient, positive, kept, sums, copies, few]
            .concat()
            .into_iter()
            .map(f32::to_bits)
            .collect::<Vec<_>>()
    };
    let one = Pool::new(1).install(all);
    for threads in [2, 3, 7] {
        assert!(Pool::new(threads).install(all) == one, "{threads} threads");
    }
}

#[test]
fn passes_over_a_layer_are_what_their_names_say() {
    let values: Vec<_> = (0..30_000).map(|i| (i % 7) as f32 - 3.0).collect();
    let mut cut = values.clone();
    relu(&mut cut);
    assert!(cut.iter().zip(&values).all(|(&ours, &value)| ours == value.max(0.0)));
    let kept = where_positive(&values, &cut);
    assert_eq!(kept, cut);
    // 300 rows of 100 columns.
    let mut sums = vec![1.0; 100];
    add_to_columns(&mut sums, &values);
    for (column, &sum) in sums.iter().enumerate() {
        assert_eq!(sum, 1.0 + values.iter().skip(column).step_by(100).sum::<f32>());
    }
    // 10,001 rows of 5: more than are summed in one go, and not a multiple of what stands side by side.
    let values: Vec<_> = (0..50_005).map(|i| (i % 7) as f32 - 3.0).collect();
    let mut sums = vec![1.0; 5];
    add_to_columns(&mut sums, &values);
    for (column, &sum) in sums.iter().enumerate() {
        assert_eq!(sum, 1.0 + values.iter().skip(column).step_by(5).sum::<f32>());
    }
    assert_eq!(repeated(&[1.0, 2.0], 3), [1.0, 2.0, 1.0, 2.0, 1.0, 2.0]);
}
