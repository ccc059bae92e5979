//! Draws composed scenes with their boxes into a folder, to be looked at:
//! `cargo run --release -p vae-playground-images --example draw_scenes -- FOLDER OBJECTS...`, where objects are files that
//! [`load`](vae_playground_images::load) reads, such as `www/public/data/things/images.idx.gz`, with the set's classes in
//! `set.json` beside them where there is one.

use std::error::Error;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};
use vae_playground_images::scenes::{
    Background, Bounds, Composition, ObjectImages, Scenes, Street, StreetOptions, compose,
};
use vae_playground_images::{Images, Limits, Pixels, Preparation, load};

/// Scenes beside each other.
const COLUMNS: usize = 6;
/// A scene's pixel is so many wide.
const ZOOM: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder, then files of objects")?;
    std::fs::create_dir_all(&folder)?;
    for file in arguments {
        let path = Path::new(&file);
        let name = path
            .components()
            .rev()
            .nth(1)
            .map_or("objects".into(), |part| part.as_os_str().to_string_lossy().into_owned());
        let Images { pixels, shape, labels, .. } =
            load(&file, &std::fs::read(path)?, None, &Preparation::default(), &Limits::default())?;
        let pixels = match pixels {
            Pixels::F32(values) => values,
            Pixels::U8(bytes) => bytes.into_iter().map(|byte| f32::from(byte) / 255.0).collect(),
        };
        let about = std::fs::read(path.with_file_name("set.json")).ok();
        let about = about.map(|about| serde_json::from_slice::<serde_json::Value>(&about));
        let classes = about.transpose()?.map(|about| about["columns"][0].clone());
        let (names, labels): (Vec<String>, Option<Vec<u32>>) = match classes {
            Some(classes) => (
                serde_json::from_value(classes["names"].clone())?,
                Some(serde_json::from_value(classes["labels"].clone())?),
            ),
            None => (Vec::new(), labels.map(|labels| labels.values)),
        };
        let objects = ObjectImages::new(&pixels, shape, labels.as_deref())?;
        let named = |kinds: &[&str]| -> Vec<u32> {
            let of = names.iter().zip(0..).filter(|(name, _)| kinds.contains(&name.as_str()));
            of.map(|(_, class)| class).collect()
        };
        let draw = |what: &str, scenes: &Scenes| {
            let at = Path::new(&folder).join(format!("{name}-{what}.png"));
            sheet(scenes).save_with_format(at, ImageFormat::Png)
        };
        for (what, background) in [
            ("black", Background::Black),
            ("texture", Background::Texture),
            ("landscape", Background::Landscape),
        ] {
            let options = Composition {
                count: 4 * COLUMNS,
                size: (64, 64),
                objects: (1, 5),
                overlap: 0.2,
                background,
                ..Default::default()
            };
            draw(what, &compose(&objects, &options, &Limits::default())?)?;
        }
        let options = StreetOptions {
            vehicles: named(&["vehicle"]),
            walkers: named(&["animal", "person"]),
            flicker: 0.1,
            noise: 0.02,
            ..Default::default()
        };
        let street = Street::new(objects, options)?.frames(0, 2 * COLUMNS, &Limits::default())?;
        draw("street", &street.scenes)?;
    }
    Ok(())
}

/// All scenes with boxes, and below each its mask.
fn sheet(scenes: &Scenes) -> RgbImage {
    let shape = scenes.shape;
    let (height, width) = (shape.height as u32 * ZOOM, shape.width as u32 * ZOOM);
    let columns = COLUMNS as u32;
    let mut sheet =
        RgbImage::new(columns * width, (shape.count as u32).div_ceil(columns) * 2 * height);
    for (at, objects) in scenes.objects.iter().enumerate() {
        let corner = (at as u32 % columns * width, at as u32 / columns * 2 * height);
        for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column)))
        {
            let place = (row / ZOOM) as usize * shape.width + (column / ZOOM) as usize;
            let pixel = &scenes.pixels[at * shape.pixels()..][place * shape.channels..];
            let byte = |channel: usize| (pixel[channel.min(shape.channels - 1)] * 255.0) as u8;
            sheet.put_pixel(corner.0 + column, corner.1 + row, Rgb([byte(0), byte(1), byte(2)]));
            let label = scenes.masks[at * shape.height * shape.width + place];
            sheet.put_pixel(corner.0 + column, corner.1 + height + row, colour(label));
        }
        for (object, label) in objects.iter().zip(1..) {
            outline(&mut sheet, corner, object.bounds, colour(label));
        }
    }
    sheet
}

fn outline(sheet: &mut RgbImage, (x, y): (u32, u32), bounds: Bounds, colour: Rgb<u8>) {
    let [left, top, width, height] =
        [bounds.x, bounds.y, bounds.width, bounds.height].map(|length| length as u32 * ZOOM);
    for at in 0..width {
        sheet.put_pixel(x + left + at, y + top, colour);
        sheet.put_pixel(x + left + at, y + top + height - 1, colour);
    }
    for at in 0..height {
        sheet.put_pixel(x + left, y + top + at, colour);
        sheet.put_pixel(x + left + width - 1, y + top + at, colour);
    }
}

fn colour(label: u8) -> Rgb<u8> {
    const COLOURS: [[u8; 3]; 8] = [
        [230, 80, 80],
        [90, 200, 90],
        [90, 140, 250],
        [240, 210, 60],
        [220, 100, 220],
        [80, 220, 220],
        [240, 150, 60],
        [200, 200, 200],
    ];
    let colour = |label: u8| COLOURS[usize::from(label - 1) % COLOURS.len()];
    Rgb(if label == 0 { [0; 3] } else { colour(label) })
}
