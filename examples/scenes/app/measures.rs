use vae_playground::scene::{Detections, Region};
use vae_playground_images::scenes::{Bounds, Scenes};

/// How well the objects of scenes were found.
pub struct Measured {
    /// Average precision at an overlap of 0.5.
    pub precision: f64,
    /// Share of scenes with the right number of objects.
    pub count: f64,
    /// Mean overlap of masks.
    pub mask: f64,
}

fn region(bounds: &Bounds) -> Region {
    let [top, left, height, width] =
        [bounds.y, bounds.x, bounds.height, bounds.width].map(|v| v as f32);
    Region { top, left, height, width }
}

pub fn measured(scenes: &Scenes, found: &[Detections]) -> Measured {
    let mut ranked: Vec<(usize, usize, f32)> = Vec::new();
    for (scene, found) in found.iter().enumerate() {
        ranked.extend(found.objects.iter().enumerate().map(|(at, o)| (scene, at, o.score)));
    }
    ranked.sort_by(|a, b| b.2.total_cmp(&a.2));
    let mut matched: Vec<Vec<bool>> = scenes.objects.iter().map(|o| vec![false; o.len()]).collect();
    let total: usize = matched.iter().map(Vec::len).sum();
    let (mut hits, mut precisions, mut masks) = (0, Vec::new(), 0.0);
    let pixels = scenes.shape.height * scenes.shape.width;
    for (rank, &(scene, at, _)) in ranked.iter().enumerate() {
        let bounds = found[scene].objects[at].bounds;
        let best = scenes.objects[scene]
            .iter()
            .enumerate()
            .filter(|(o, _)| !matched[scene][*o])
            .map(|(o, object)| (o, region(&object.bounds).overlap(&bounds)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((o, overlap)) = best
            && overlap >= 0.5
        {
            matched[scene][o] = true;
            hits += 1;
            precisions.push(hits as f64 / (rank + 1) as f64);
            let truth = &scenes.masks[scene * pixels..][..pixels];
            let (mut both, mut either) = (0.0, 0.0);
            for (&t, &f) in truth.iter().zip(&found[scene].labels) {
                let (t, f) = (usize::from(t) == o + 1, usize::from(f) == at + 1);
                both += f64::from(t && f);
                either += f64::from(t || f);
            }
            masks += both / f64::max(either, 1.0);
        }
    }
    let mut best = 0.0;
    let area: f64 = precisions
        .iter()
        .rev()
        .map(|&p| {
            best = f64::max(best, p);
            best
        })
        .sum();
    let right = scenes.objects.iter().zip(found).filter(|(o, f)| o.len() == f.objects.len());
    Measured {
        precision: area / total as f64,
        count: right.count() as f64 / found.len() as f64,
        mask: masks / f64::max(hits as f64, 1.0),
    }
}
