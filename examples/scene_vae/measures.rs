//! What was found in scenes, against what is there.

/// Left, top, width and height.
pub type Sides = [f32; 4];

/// The area that two boxes share, of the area that either has.
pub fn overlap(a: Sides, b: Sides) -> f32 {
    let along = |axis: usize| {
        let end = (a[axis] + a[axis + 2]).min(b[axis] + b[axis + 2]);
        (end - a[axis].max(b[axis])).max(0.0)
    };
    let shared = along(0) * along(1);
    shared / (a[2] * a[3] + b[2] * b[3] - shared)
}

/// Area under the curve of precision over recall, precision made monotone (Everingham et al. 2010, as from 2010 on); a
/// box is found by the most confident that shares at least half with it.
pub fn average_precision(found: &[Vec<(f32, Sides)>], truth: &[Vec<Sides>]) -> f32 {
    let mut all: Vec<(f32, usize, Sides)> = Vec::new();
    for (scene, boxes) in found.iter().enumerate() {
        all.extend(boxes.iter().map(|&(score, sides)| (score, scene, sides)));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut taken: Vec<Vec<bool>> = truth.iter().map(|boxes| vec![false; boxes.len()]).collect();
    let objects: usize = truth.iter().map(Vec::len).sum();
    let mut right = 0;
    let mut curve = Vec::new();
    for (rank, &(_, scene, sides)) in all.iter().enumerate() {
        let shares = truth[scene].iter().map(|&other| overlap(sides, other)).enumerate();
        let best = shares.max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, _)) = best.filter(|&(at, share)| share >= 0.5 && !taken[scene][at]) {
            taken[scene][at] = true;
            right += 1;
            curve.push(right as f32 / (rank + 1) as f32);
        }
    }
    let mut most = 0.0;
    let falling = curve.iter().rev().map(|&precision| {
        most = f32::max(most, precision);
        most
    });
    falling.sum::<f32>() / objects as f32
}

/// The adjusted Rand index (Hubert & Arabie 1985) over the pixels that are some object's.
pub fn foreground_rand(truth: &[u8], found: &[u8]) -> f64 {
    let mut table = vec![[0.0f64; 256]; 256];
    for (&a, &b) in truth.iter().zip(found).filter(|(a, _)| **a > 0) {
        table[usize::from(a)][usize::from(b)] += 1.0;
    }
    let pairs = |count: f64| count * (count - 1.0) / 2.0;
    let rows = table.iter().map(|row| row.iter().sum::<f64>());
    let columns = (0..256).map(|column| table.iter().map(|row| row[column]).sum::<f64>());
    let together: f64 = table.iter().flatten().map(|&count| pairs(count)).sum();
    let all = pairs(rows.clone().sum());
    let (a, b): (f64, f64) = (rows.map(pairs).sum(), columns.map(pairs).sum());
    let (expected, most) = (a * b / all, (a + b) / 2.0);
    // One object, found as one.
    if most == expected { 1.0 } else { (together - expected) / (most - expected) }
}
