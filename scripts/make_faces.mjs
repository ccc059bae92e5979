// Makes the site's set of cartoon faces: 10,000 different ones in the style “ToonHead” by Johan Melin (CC BY 4.0), put
// together from its parts by DiceBear and rasterised by resvg, with the parts of each as label columns.
import { createAvatar } from "@dicebear/core";
import { toonHead } from "@dicebear/collection";
import { Resvg } from "@resvg/resvg-js";
import { makeSet, wholeSet } from "./shipped_set.mjs";

const [count, tests, side] = [10_000, 2000, 32];
const background = "d5e0ea";
const none = "none";

/** Each part or colour of the style, as DiceBear calls it, and what its values are called here. */
const parts = {
  hairColor: [
    "hair colour",
    {
      "#2c1b18": "black",
      "#724133": "brown",
      "#a55728": "auburn",
      "#b58143": "dark blond",
      "#d6b370": "blond",
    },
  ],
  skinColor: [
    "skin",
    {
      "#f1c3a5": "lightest",
      "#c68e7a": "light",
      "#b98e6a": "medium",
      "#a36b4f": "dark",
      "#5c3829": "darkest",
    },
  ],
  rearHair: [
    "long hair",
    {
      [none]: none,
      neckHigh: "to the neck",
      shoulderHigh: "to the shoulders",
      longStraight: "straight",
      longWavy: "wavy",
    },
  ],
  hair: ["hair", { bun: "bun", sideComed: "side-combed", spiky: "spiky", undercut: "undercut" }],
  clothesColor: [
    "clothes colour",
    {
      "#151613": "black",
      "#545454": "grey",
      "#e8e9e6": "white",
      "#b11f1f": "red",
      "#f97316": "orange",
      "#eab308": "yellow",
      "#147f3c": "green",
      "#0b3286": "blue",
      "#731ac3": "violet",
      "#ec4899": "pink",
    },
  ],
  clothes: [
    "clothes",
    {
      dress: "dress",
      openJacket: "open jacket",
      shirt: "shirt",
      tShirt: "T-shirt",
      turtleNeck: "turtleneck",
    },
  ],
  beard: [
    "beard",
    {
      [none]: none,
      moustacheTwirl: "moustache",
      chin: "chin",
      chinMoustache: "chin and moustache",
      fullBeard: "full",
      longBeard: "long",
    },
  ],
  mouth: ["mouth", { agape: "agape", angry: "angry", laugh: "laughing", sad: "sad", smile: "smiling" }],
  eyebrows: [
    "eyebrows",
    { angry: "angry", happy: "happy", neutral: "neutral", raised: "raised", sad: "sad" },
  ],
  eyes: ["eyes", { bow: "closed", happy: "happy", humble: "humble", wide: "wide", wink: "winking" }],
};

function face(seed) {
  const avatar = createAvatar(toonHead, { seed: String(seed), size: side, backgroundColor: [background] });
  const { pixels } = new Resvg(avatar.toString(), { font: { loadSystemFonts: false } }).render();
  const { extra } = avatar.toJson();
  const values = Object.entries(parts).map(([part, [name, names]]) => [name, names[extra[part] ?? none]]);
  return { pixels: pixels.filter((_, at) => at % 4 < 3), ...Object.fromEntries(values) };
}

/** Those that differ in little stand together. */
function sorted(faces) {
  const key = (one) => Object.values(parts).map(([name, names]) => Object.values(names).indexOf(one[name]));
  return faces
    .map((one) => [key(one).join(), one])
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, one]) => one);
}

makeSet("faces", () => {
  const faces = new Map();
  for (let seed = 0; faces.size < count; seed++) {
    const one = face(seed);
    faces.set(one.pixels.toString("latin1"), one);
  }
  const all = [...faces.values()];
  return wholeSet({
    shape: [side, side, 3],
    training: sorted(all.slice(tests)),
    tests: sorted(all.slice(0, tests)),
    columns: Object.values(parts).map(([name, names]) => ({ name, names: Object.values(names) })),
  });
});
