use rand::{Rng, RngExt};

/// Samples a pixel along each axis.
const SAMPLES: usize = 3;

/// From where to where things reach, in shares of the picture's height, from the top.
pub(super) const PAVEMENT: f32 = 0.43;
pub(super) const ROAD: f32 = 0.53;
pub(super) const VERGE: f32 = 0.83;
/// The line between the lanes, half its width, and the length of a dash and a gap together.
const MIDDLE: (f32, f32, f32) = (0.66, 0.008, 0.24);
const KERB: f32 = 0.012;
/// Widths of houses, and where their roofs end.
const WIDTHS: (f32, f32) = (0.16, 0.32);
const TOPS: (f32, f32) = (0.08, 0.24);
/// Windows stand at this distance, and are this wide and high.
const WINDOWS: (f32, f32) = (0.07, 0.034);

type Colour = [f32; 3];

const ZENITH: Colour = [0.45, 0.66, 0.9];
const HAZE: Colour = [0.85, 0.91, 0.96];
const STONE: Colour = [0.66, 0.64, 0.61];
const EDGE: Colour = [0.8, 0.79, 0.76];
const ASPHALT: Colour = [0.33, 0.34, 0.37];
const PAINT: Colour = [0.88, 0.88, 0.84];
const GRASS: Colour = [0.42, 0.58, 0.3];
const GLASS: Colour = [0.38, 0.46, 0.55];
const WALLS: [Colour; 5] = [
    [0.72, 0.5, 0.42],
    [0.8, 0.73, 0.58],
    [0.62, 0.64, 0.66],
    [0.74, 0.66, 0.68],
    [0.58, 0.46, 0.4],
];

/// A front without depth.
struct House {
    right: f32,
    top: f32,
    wall: Colour,
}

/// An empty street, `[height, width, 3]`: sky, houses, a pavement, a road of two lanes, a verge.
pub(super) fn scenery((height, width): (usize, usize), rng: &mut impl Rng) -> Vec<f32> {
    let houses = houses(width as f32 / height as f32, rng);
    let place = |pixel: usize, sample: usize| {
        (pixel as f32 + (sample as f32 + 0.5) / SAMPLES as f32) / height as f32
    };
    let mut pixels = Vec::with_capacity(height * width * 3);
    for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column))) {
        let mut sum = [0.0; 3];
        for sample in 0..SAMPLES * SAMPLES {
            let (x, y) = (place(column, sample % SAMPLES), place(row, sample / SAMPLES));
            for (sum, value) in sum.iter_mut().zip(colour(x, y, &houses)) {
                *sum += value;
            }
        }
        pixels.extend(sum.map(|value| value / (SAMPLES * SAMPLES) as f32));
    }
    pixels
}

fn houses(end: f32, rng: &mut impl Rng) -> Vec<House> {
    let mut right = rng.random_range(-WIDTHS.0..0.0);
    let mut houses = Vec::new();
    while right < end {
        right += rng.random_range(WIDTHS.0..=WIDTHS.1);
        let top = rng.random_range(TOPS.0..=TOPS.1);
        houses.push(House {
            right,
            top,
            wall: WALLS[rng.random_range(0..WALLS.len() as u32) as usize],
        });
    }
    houses
}

/// Of a place in shares of the picture's height.
fn colour(x: f32, y: f32, houses: &[House]) -> Colour {
    if y >= VERGE {
        return if y < VERGE + KERB { EDGE } else { GRASS };
    }
    if y >= ROAD {
        let (line, half, period) = MIDDLE;
        let dash = (x / period).fract() < 0.5;
        return if dash && (y - line).abs() < half { PAINT } else { ASPHALT };
    }
    if y >= PAVEMENT {
        return if y >= ROAD - KERB { EDGE } else { STONE };
    }
    match houses.iter().find(|house| x < house.right) {
        Some(house) if y >= house.top => {
            let (distance, size) = WINDOWS;
            let within = |at: f32| (distance - size..distance).contains(&at.rem_euclid(distance));
            let window = within(house.right - x) && within(y - house.top);
            // None that the pavement would cut.
            if window && y < PAVEMENT - size { GLASS } else { house.wall }
        }
        _ => {
            let down = y / PAVEMENT;
            std::array::from_fn(|channel| {
                ZENITH[channel] + (HAZE[channel] - ZENITH[channel]) * down
            })
        }
    }
}
