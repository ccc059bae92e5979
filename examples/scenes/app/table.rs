//! Runs as a table: of each measure the mean, and the least and the most of several training seeds.

use std::fmt::Write;

use super::results::{Method, Outcome, Run, Work};
use super::street::Followed;
use super::tiers::Tier;

/// In Markdown.
pub fn table(runs: &[Run]) -> String {
    let mut text = String::new();
    for tier in Tier::ALL {
        let rows: Vec<String> =
            Method::ALL.iter().filter_map(|&method| row(runs, tier, method)).collect();
        if !rows.is_empty() {
            let columns = "AP@0.5 | mask IoU | count accuracy | foreground ARI | scenes a second";
            let _ = writeln!(text, "\n| {} | scenes | runs | {columns} |", tier.title());
            let _ = writeln!(text, "|---|---:|---:|---:|---:|---:|---:|---:|");
            rows.iter().for_each(|row| text.push_str(row));
        }
    }
    text.push_str(&streets(runs));
    text
}

/// The runs of one kind, and how many of them failed.
fn row(runs: &[Run], tier: Tier, method: Method) -> Option<String> {
    let mut scenes = 0;
    let own = runs.iter().filter(|run| match run.work {
        Work::Scenes { tier: of, method: by, scenes: count } => {
            let own = of == tier && by == method;
            if own {
                scenes = count;
            }
            own
        }
        Work::Street { .. } => false,
    });
    let own: Vec<&Run> = own.collect();
    let found: Vec<[Option<f64>; 5]> = own
        .iter()
        .filter_map(|run| match &run.outcome {
            Outcome::Found { measured: m, rate } => {
                Some([Some(m.precision), Some(m.mask), Some(m.count), Some(m.rand), *rate])
            }
            _ => None,
        })
        .collect();
    if own.is_empty() {
        return None;
    }
    let cells: Vec<String> = (0..5)
        .map(|at| spread(found.iter().filter_map(|values| values[at]), if at < 4 { 2 } else { 1 }))
        .collect();
    let count = counted(own.len(), own.len() - found.len());
    Some(format!("| {} | {scenes} | {count} | {} |\n", method.title(), cells.join(" | ")))
}

fn streets(runs: &[Run]) -> String {
    let own: Vec<(usize, &Outcome)> = runs
        .iter()
        .filter_map(|run| match run.work {
            Work::Street { frames } => Some((frames, &run.outcome)),
            Work::Scenes { .. } => None,
        })
        .collect();
    let Some(&(frames, _)) = own.first() else { return String::new() };
    let found: Vec<&Followed> = own
        .iter()
        .filter_map(|(_, outcome)| match outcome {
            Outcome::Followed(followed) => Some(followed),
            _ => None,
        })
        .collect();
    let cell = |of: fn(&Followed) -> f64, digits| spread(found.iter().map(|one| of(one)), digits);
    let cells = [
        cell(|one| one.mota, 2),
        cell(|one| one.mota_shown, 2),
        cell(|one| one.idf1, 2),
        cell(|one| one.switches as f64, 0),
        cell(|one| one.class, 2),
        cell(|one| one.followed as f64, 0),
        cell(|one| one.things as f64, 0),
        cell(|one| one.rate, 1),
    ];
    let columns = "MOTA | without what hardly shows | IDF1 | switches | class accuracy | things followed | things | frames a second";
    let count = counted(own.len(), own.len() - found.len());
    format!(
        "\n| composed street | frames | runs | {columns} |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n\
         | trained VAE, tracks | {frames} | {count} | {} |\n",
        cells.join(" | ")
    )
}

fn counted(runs: usize, failed: usize) -> String {
    if failed > 0 { format!("{runs}, {failed} failed") } else { runs.to_string() }
}

fn spread(values: impl Iterator<Item = f64>, digits: usize) -> String {
    let values: Vec<f64> = values.collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    match values.len() {
        0 => "-".to_owned(),
        1 => format!("{mean:.digits$}"),
        _ => format!("{mean:.digits$} ({least:.digits$} to {most:.digits$})"),
    }
}
