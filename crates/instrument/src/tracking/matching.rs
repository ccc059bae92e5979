use super::{Track, TrackerOptions};
use crate::assignment::assign;
use crate::boxes::Detection;
use crate::error::Result;

/// The detection of each track, where there is one: they overlap enough, and their codes, where both have one and codes
/// count, are near enough. What is made the least is 1 less the overlap plus the distance as a share of the greatest.
pub(super) fn match_tracks(
    tracks: &[Track],
    detections: &[Detection],
    options: &TrackerOptions,
) -> Result<Vec<Option<usize>>> {
    let mut costs = Vec::with_capacity(tracks.len() * detections.len());
    for track in tracks {
        costs.extend(detections.iter().map(|detection| cost(track, detection, options)));
    }
    assign(&costs, tracks.len(), detections.len())
}

fn cost(track: &Track, detection: &Detection, options: &TrackerOptions) -> f64 {
    let overlap = track.bounds.iou(&detection.bounds);
    if overlap < options.overlap {
        return f64::INFINITY;
    }
    let strangeness = match options.latent_distance {
        Some(most) if !track.latent.is_empty() && !detection.latent.is_empty() => {
            distance(&track.latent, &detection.latent) / most
        }
        _ => 0.0,
    };
    if strangeness <= 1.0 { 1.0 - overlap + strangeness } else { f64::INFINITY }
}

/// Euclidean.
fn distance(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>().sqrt()
}
