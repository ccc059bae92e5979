// Makes the site's set of things: emoji of three vendors, rasterised by resvg on plain backgrounds, at different places
// and sizes. Only what all three have drawn is taken, so that one vendor's drawings can test what was learnt from the
// others': those of Fluent are the test images.
import { readFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import { createRandom, makeSet, wholeSet } from "./shipped_set.mjs";

const side = 32;
/** Images of a class from each vendor. */
const perClass = 360;
/** Of a colour’s channel, as in 15-bit colour; smooth shades would be most of the file. */
const levels = 32;

const vendors = { Noto: "noto", Twemoji: "twemoji", Fluent: "fluent-emoji-flat" };
const testVendor = "Fluent";

const backgrounds = {
  white: "#ffffff",
  grey: "#c9ced3",
  sand: "#ecdcb8",
  sky: "#bfe0f5",
  green: "#bfdcb4",
  night: "#23304a",
};

/** The classes: emoji by their names in Noto, or a rule for them. */
const words = (list) => list.trim().split(/\s+/);
const plants = words(`
  shamrock four-leaf-clover herb seedling potted-plant evergreen-tree deciduous-tree palm-tree cactus sheaf-of-rice
  maple-leaf fallen-leaf leaf-fluttering-in-wind bouquet cherry-blossom blossom white-flower rosette lotus hyacinth
  hibiscus rose wilted-flower sunflower tulip mushroom`);
const noAnimals = words(`
  coral empty-nest nest-with-eggs feather microbe paw-prints pig-nose spider-web spiral-shell wing`);
const noPersons = words(`
  man-standing woman-standing person-standing person-in-bed person-taking-bath person-feeding-baby`);
const kinds = {
  animal: ({ category, name }) =>
    category === "Animals & Nature" && !plants.includes(name) && !noAnimals.includes(name),
  plant: ({ name }) => plants.includes(name),
  building: words(`
    bank castle church circus-tent classical-building convenience-store department-store derelict-house factory
    hindu-temple hospital hotel house house-with-garden houses hut japanese-castle japanese-post-office kaaba love-hotel
    mosque office-building post-office school shinto-shrine stadium station synagogue tent tokyo-tower wedding`),
  vehicle: words(`
    airplane airplane-arrival airplane-departure ambulance articulated-lorry auto-rickshaw automobile bicycle
    bullet-train bus canoe delivery-truck ferry fire-engine flying-saucer helicopter high-speed-train kick-scooter
    light-rail locomotive metro minibus monorail motor-boat motor-scooter motorcycle mountain-cableway mountain-railway
    oncoming-automobile oncoming-bus oncoming-police-car oncoming-taxi passenger-ship pickup-truck police-car racing-car
    railway-car rocket sailboat ship small-airplane speedboat sport-utility-vehicle suspension-railway taxi tractor
    train tram tram-car trolleybus`),
  person: ({ category, name }) =>
    category === "People & Body" &&
    /^(man|woman|person|boy|girl|child|baby|old-|older-|prince|princess|santa|superhero|supervillain|fairy|mage|elf|genie|vampire|zombie|ninja|guard|cook|judge|farmer|pilot|singer|student|teacher|scientist|artist|astronaut|firefighter|mechanic|detective|police-officer|construction-worker|health-worker|office-worker|factory-worker|technologist|pregnant)/.test(
      name,
    ) &&
    !noPersons.includes(name) &&
    !/skin-tone|facing-right/.test(name),
  scenery: words(`
    beach-with-umbrella bridge-at-night camping cityscape cityscape-at-dusk desert desert-island foggy
    milky-way motorway mount-fuji mountain national-park night-with-stars railway-track snow-capped-mountain sunrise
    sunrise-over-mountains sunset volcano water-wave rainbow`),
};
const kindOf = (emoji) =>
  Object.keys(kinds).find((kind) =>
    Array.isArray(kinds[kind]) ? kinds[kind].includes(emoji.name) : kinds[kind](emoji),
  );

/** A vendor's drawings by the code points of the emoji. */
function read(vendor) {
  const file = (name) =>
    JSON.parse(
      readFileSync(new URL(`../node_modules/@iconify-json/${vendors[vendor]}/${name}.json`, import.meta.url)),
    );
  const [{ icons, width, height }, chars, { categories }] = ["icons", "chars", "metadata"].map(file);
  const category = new Map(
    Object.entries(categories).flatMap(([key, names]) => names.map((name) => [name, key])),
  );
  return new Map(
    Object.entries(chars)
      .filter(([, name]) => icons[name])
      .map(([points, name]) => [
        points.replaceAll("-fe0f", ""),
        { name, category: category.get(name), width, height, ...icons[name] },
      ]),
  );
}

/** A drawing at a place and a size, in shares of the image. */
function draw({ body, left = 0, top = 0, width, height }, { scale, x, y, mirrored, background }) {
  const box = `<svg x="${x - scale / 2}" y="${y - scale / 2}" width="${scale}" height="${scale}"
    viewBox="${left} ${top} ${width} ${height}">${body}</svg>`;
  const turned = mirrored === "yes" ? `<g transform="translate(${2 * x} 0) scale(-1 1)">${box}</g>` : box;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${side}"
    height="${side}" viewBox="0 0 1 1"><rect width="1" height="1" fill="${backgrounds[background]}"/>${turned}</svg>`;
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  const level = (value) => Math.round((value * (levels - 1)) / 255);
  return pixels.filter((_, at) => at % 4 < 3).map((value) => Math.round((level(value) * 255) / (levels - 1)));
}

const round = (value) => Math.round(value * 1000) / 1000;

makeSet("things", () => {
  const drawings = Object.fromEntries(Object.keys(vendors).map((vendor) => [vendor, read(vendor)]));
  const common = [...drawings.Noto].filter(([points]) =>
    Object.values(drawings).every((one) => one.has(points)),
  );
  const random = createRandom(42);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const images = Object.keys(vendors).flatMap((vendor) =>
    Object.keys(kinds).flatMap((kind) => {
      const emoji = common.filter(([, one]) => kindOf(one) === kind).map(([points]) => points);
      return Array.from({ length: perClass }, (_, n) => {
        const scale = round(0.7 + 0.25 * random());
        const slack = 1 - scale;
        const about = {
          scale,
          x: round(0.5 + slack * (random() - 0.5)),
          y: round(0.5 + slack * (random() - 0.5)),
          mirrored: pick(["yes", "no"]),
          background: pick(Object.keys(backgrounds)),
        };
        const pixels = draw(drawings[vendor].get(emoji[n % emoji.length]), about);
        return { kind, vendor, ...about, pixels };
      });
    }),
  );
  return wholeSet({
    shape: [side, side, 3],
    training: images.filter(({ vendor }) => vendor !== testVendor),
    tests: images.filter(({ vendor }) => vendor === testVendor),
    columns: [
      { name: "kind", names: Object.keys(kinds) },
      { name: "vendor", names: Object.keys(vendors) },
      { name: "background", names: Object.keys(backgrounds) },
      { name: "mirrored", names: ["no", "yes"] },
      { name: "scale" },
      { name: "x" },
      { name: "y" },
    ],
  });
});
