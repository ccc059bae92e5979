//! What each setting may be: written here once, and checked here.

use crate::error::{Error, Result};
use crate::points::Points;

/// The range of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// What a person calls it, at the start of a sentence.
    pub name: &'static str,
    /// Least and most value.
    pub least: f64,
    #[allow(missing_docs, reason = "said with `least`")]
    pub most: f64,
}

/// Declares limits and the list of them all.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident: $words:literal, $least:expr, $most:expr;)*) => {
        $($(#[$doc])* pub const $name: Limit = Limit { name: $words, least: $least, most: $most };)*
        /// Every limit, by its name here.
        pub const ALL: &[(&str, Limit)] = &[$((stringify!($name), $name)),*];
    };
}

limits! {
    /// Of a point: its square must be a 32-bit number, even summed over many dimensions and divided by a variance.
    COORDINATE: "A coordinate", -1e9, 1e9;

    /// Of a Gaussian mixture.
    MIXTURE_COMPONENTS: "The number of components", 1.0, 64.0;
    /// Starts of which the best is followed.
    MIXTURE_RESTARTS: "The number of restarts", 1.0, 50.0;
    /// Added to the diagonal of each covariance.
    MIXTURE_REGULARISATION: "The regularisation", 1e-12, 1e6;
    /// Gain in mean log-likelihood below which a fit has converged.
    MIXTURE_TOLERANCE: "The mixture's tolerance", 0.0, 1.0;
    /// Of expectation maximisation.
    MIXTURE_ITERATIONS: "The number of iterations of the mixture", 1.0, 1000.0;
    /// Factor of the standard deviation that is drawn with.
    TEMPERATURE: "The temperature", 0.0, 10.0;
    /// Points drawn at a time.
    SAMPLES: "The number of samples", 1.0, 65_536.0;

    /// Points that are looked for around each.
    NEIGHBOURS: "The number of neighbours", 1.0, 256.0;

    /// Weight of the data against the penalty, as scikit-learn's `C`.
    LOGISTIC_STRENGTH: "The logistic regression's C", 1e-6, 1e6;
    /// Largest slope that counts as none. In 32 bits a smaller one can't be told from none.
    LOGISTIC_TOLERANCE: "The logistic regression's tolerance", 1e-5, 1.0;
    /// Of L-BFGS.
    LOGISTIC_ITERATIONS: "The number of iterations of the logistic regression", 1.0, 10_000.0;

    /// Share that a point takes from its neighbours.
    SPREAD_ALPHA: "The share taken from neighbours", 0.01, 0.999;
    /// Change of all memberships together below which labels have spread.
    SPREAD_TOLERANCE: "The spread's tolerance", 0.0, 1.0;
    /// Times that each point takes from its neighbours.
    SPREAD_ITERATIONS: "The number of iterations of the spread", 1.0, 10_000.0;
    /// Points of each set that a measure of two sets looks at; all pairs of them are kept.
    SAMPLING_MOST: "The number of points compared", 2.0, 2_000.0;
    /// How often points are drawn anew.
    BOOTSTRAP_RESAMPLES: "The number of resamples", 20.0, 2_000.0;
    /// Share of the resampled values within the interval.
    BOOTSTRAP_LEVEL: "The interval's level", 0.5, 0.999;
    /// Which neighbour a ball of precision and recall reaches to.
    BALL_NEIGHBOURS: "The number of neighbours within a ball", 1.0, 100.0;
    /// Of a latent dimension, and of a continuous factor.
    INFORMATION_BINS: "The number of bins", 2.0, 1_000.0;
    /// Of a histogram.
    HISTOGRAM_BINS: "The number of bins of a histogram", 1.0, 1_000.0;
    /// Cells of a density's grid, each way.
    DENSITY_CELLS: "The number of cells of a side", 2.0, 512.0;
    /// Share of the prior's density that a hole may have of the data.
    HOLE_SHARE: "A hole's share of the prior's density", 0.0, 1.0;
    /// How many holes are given.
    HOLE_COUNT: "The number of holes", 1.0, 100.0;
    /// Between two holes, in the space's units.
    HOLE_APART: "The distance of two holes", 0.0, 1_000.0;

    /// Rows, or columns, of an assignment.
    ASSIGNMENT_SIDE: "The number of things to pair", 0.0, 4_096.0;
    /// Of a pair that is not forbidden.
    ASSIGNMENT_COST: "The cost of a pair", -1e12, 1e12;
    /// In pixels; each of the corner's two numbers.
    BOX_PLACE: "A box's place", -1e6, 1e6;
    /// In pixels.
    BOX_SIDE: "A box's side", 1e-3, 1e6;
    /// Of two boxes.
    OVERLAP: "The overlap of two boxes", 0.0, 1.0;

    /// Between the codes of a detection and of its track.
    LATENT_DISTANCE: "The distance of two codes", 1e-6, 1e6;
    /// Share of a track's code that it keeps.
    TRACK_LATENT_MEMORY: "The share of a track's code that is kept", 0.0, 0.999;
    /// Frames in a row in which a thing is seen before it is believed.
    TRACK_HITS: "The number of frames before a track is believed", 1.0, 100.0;
    /// Frames for which a track lives on unseen.
    TRACK_MISSES: "The number of frames that a track lives unseen", 0.0, 1_000.0;
    /// Places of a track that are kept.
    TRACK_TRAIL: "The length of a trail", 0.0, 10_000.0;
    /// Things that are looked at in one frame; all pairs with the tracks are compared.
    FRAME_DETECTIONS: "The number of detections in a frame", 0.0, 512.0;

    /// Standard deviation of a background's value.
    NOISE: "The background's noise", 1e-6, 1e6;
    /// In units of the noise.
    RESIDUAL: "The threshold of the foreground", 0.0, 1e6;

    /// Height, width or channels of a template.
    TEMPLATE_SIDE: "A template's side", 1.0, 256.0;
    /// Times a template's size.
    TEMPLATE_SCALE: "A template's scale", 0.05, 20.0;
    /// Of a window and a template.
    CORRELATION: "The least correlation", 0.0, 1.0;
}

impl Limit {
    /// Refuses what is outside the range, and what is not a number.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]
    pub fn check(&self, value: f64) -> Result<()> {
        let Self { name, least, most } = *self;
        if (least..=most).contains(&value) {
            return Ok(());
        }
        Err(Error::OutOfRange { name, value, least, most })
    }
}

/// Refuses points too far out to be reckoned with in 32 bits.
///
/// # Errors
/// [`Error::OutOfRange`]
pub fn check_coordinates(points: &Points) -> Result<()> {
    points.values().iter().try_for_each(|&value| COORDINATE.check(value.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_of_the_range_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, 0.0, 65.0] {
            assert!(MIXTURE_COMPONENTS.check(bad).is_err(), "{bad}");
        }
        assert_eq!(MIXTURE_COMPONENTS.check(64.0), Ok(()));
        for bad in [f64::NAN, f64::INFINITY, 0.4, 1.0] {
            assert!(BOOTSTRAP_LEVEL.check(bad).is_err(), "{bad}");
        }
        assert_eq!(BOOTSTRAP_LEVEL.check(0.95), Ok(()));
        let far = Points::new(vec![0.0, 1e10], 1).unwrap();
        assert!(check_coordinates(&far).is_err());
    }
}
