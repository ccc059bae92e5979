import { counted, fixed, number } from "../format";

/** The workspace in which objects are found in pictures and videos. */
export const scene = {
  source: {
    title: "Scene",
    caption:
      "What is looked at. Nothing of it leaves this page, and nothing is recorded. Point at an object, or use the arrow " +
      "keys, to see which it is in the list.",
    from: "Source",
    fromHelp:
      "Composed from the loaded images, a street of things that move, a picture or video of your own, or the camera.",
    kinds: {
      composed: {
        name: "Composed from these images",
        about: "Images of the data, cut out and put on a ground: what is where is known.",
        start: "Compose",
      },
      street: {
        name: "A composed street",
        about: "Images of the data move over a drawn road, a frame at a time. The things suit it best.",
        start: "Compose",
      },
      file: { name: "My picture or video", about: "It is read by this browser alone.", start: "Open…" },
      camera: {
        name: "The camera",
        about: "Its pictures as they come.",
        start: "Start the camera",
      },
    },
    longest: "Longest side",
    longestHelp:
      "Pictures and videos are made smaller to at most so many pixels on their longer side. Objects are found when " +
      "they are about as large as the images that the model knows, or up to twice as large.",
    fileLabel: "Picture or video",
    opening: "Opening…",
    stopCamera: "Stop the camera",
    cameraNote: "The browser asks you first. What the camera sees stays on this page and is not recorded.",
    noCameraHere:
      "No camera can be asked for here: that needs https, and where this page is framed, the frame’s leave.",
    side: "Side of the scene",
    sideHelp:
      "In pixels. Objects are about as large as in the images, so that a larger scene has more room around them.",
    objects: "Most objects",
    objectsHelp: "Each number from 1 to this is as likely.",
    overlap: "Overlap",
    overlapHelp: "How much of an object another one may cover.",
    overlaps: { none: "None", some: "Little", much: "Much" },
    ground: "Ground",
    groundHelp: "What is behind the objects.",
    grounds: { black: "Black", texture: "A texture", landscape: "A drawn landscape" },
    traffic: "Traffic",
    trafficHelp: "How many are on the way: twice as much for 2.",
    flicker: "Change of light",
    flickerHelp: "How far the light goes up and down, as a share of it: 0 stays the same.",
    seed: "Seed",
    seedHelp: "The same seed composes the same scene. Pressed again, Compose takes the next one.",
    composed: (seed: number) => `Composed scene ${seed}`,
    street: (seed: number) => `Street ${seed}`,
    tones: "Dark and light",
    tonesHelp:
      "Models of digits and other drawings know bright ink on a dark ground. Exchange dark and light for pictures of dark " +
      "ink on light paper.",
    tonesOf: { kept: "As they are", exchanged: "Exchanged" },
    close: "Close",
    play: "Play",
    pause: "Pause",
    time: "Time",
    timeOf: (seconds: number, all: number) => `${fixed(seconds, 1)} of ${fixed(all, 1)} s`,
    live: "Live",
    camera: "Camera",
    none: "No scene yet.",
    shown: (name: string, width: number, height: number) =>
      `${name}, ${number(width)} × ${number(height)} pixels`,
    rate: (perSecond: number) => `${fixed(perSecond, 0)} frames a second`,
    truth: "Show what is there (dashed)",
    noPicture: (name: string) =>
      `${name} can’t be read as a picture. PNG, JPEG, WebP, GIF and AVIF files can, and videos that this browser plays.`,
    noVideo: (name: string) => `This browser can’t play ${name}. WebM and MP4 files mostly work.`,
    noFrames: (name: string) => `There are no pictures in ${name}.`,
    cameraRefused:
      "The camera was refused, so nothing is shown. The browser’s settings for this page can allow it.",
    noCamera: "No camera was found.",
    cameraInUse: "The camera can’t be used now: another program may have it.",
    cameraFailed: (why: string) => `The camera could not be started: ${why}`,
    cameraGone: "The camera is gone: it was unplugged or taken away. What it last saw stays.",
    cameraLeft: "The camera was stopped when you went elsewhere.",
  },
  picture: {
    role: "scene",
    empty: "The scene, none yet.",
    about: (name: string, objects: number) =>
      `${name}, with ${counted(objects, "object")} found. Arrow keys go from one to the next, Escape leaves them.`,
    object: (place: number, count: number, label: string) => `Object ${place} of ${count}: ${label}`,
    unknown: "unknown",
  },
  tiles: {
    title: "Tiles",
    caption:
      "The scene is cut into tiles of the size of the model’s images. Each is encoded and decoded, and put back in place: " +
      "where the result is wrong, the model knows nothing like it. Tiles whose codes are alike have one colour: the " +
      "picture falls into parts although nobody named any.",
    overlap: "From tile to tile",
    overlapHelp:
      "How far apart tiles are, as a share of their side. Nearer ones give softer seams and take longer.",
    overlaps: { half: "Half a side", quarter: "A quarter", side: "Side by side" },
    clusters: "Clusters",
    clustersHelp: "How many Gaussians are fitted to the tiles’ codes. Each of them is a colour.",
    cutting: { start: "Cut and put together", stop: "Stop", working: "Sending tiles through the model" },
    noScene: "Choose a scene first.",
    notCut: "Not cut yet.",
    cut: (tiles: number, width: number, height: number) =>
      `${counted(tiles, "tile")} of ${width} × ${height} pixels.`,
    older: "That was another scene, or the model has trained on since: cut again to follow.",
    tooSmall: (width: number, height: number, wide: number, high: number) =>
      `The scene is ${width} × ${height} pixels, and smaller than one tile of ${wide} × ${high}. Choose a larger one.`,
    tooMany: (tiles: number, most: number) =>
      `That would be ${number(tiles)} tiles; ${number(most)} are the most. Choose a smaller scene, or tiles that lie farther apart.`,
    maps: { scene: "Scene", reconstruction: "Put together", errors: "Error", clusters: "Clusters" },
    errorNote: (mean: string, worst: string) => `${mean} on average, ${worst} at most`,
    clusterNote: (clusters: number) => counted(clusters, "colour"),
    hint: "Point at a pixel, or use the arrow keys, to see its tile in latent space.",
    pixel: (row: number, column: number, cluster: number, error: string) =>
      `Row ${row}, column ${column}: cluster ${cluster}, error ${error}.`,
    dimension: (dimension: number) => `z${dimension}`,
    scatter: (tiles: number, clusters: number) =>
      `${counted(tiles, "tile")} in latent space, in ${counted(clusters, "colour")}; training images in grey.`,
    ownTitle: "A model of this scene’s tiles",
    side: "Side of a tile",
    sideHelp: "In pixels. Small tiles are edges and textures, large ones parts of things.",
    ofThisScene: "in this scene",
    own: "Take its tiles as data",
    ownHelp:
      "The scene’s own tiles become the data set, and a new model for them takes the place of this one: save that first if " +
      "you want to keep it. Train it, then cut again.",
    ownName: (name: string) => `Tiles of ${name}`,
  },
  table: {
    caption: "Objects found",
    columns: ["No.", "Seen", "Decoded", "Name", "Score", "Place"],
    nameOf: (number: number) => `Name of object ${number}`,
    unknown: "unknown",
  },
  objects: {
    title: "Objects",
    caption:
      "Windows of several sizes slide over the scene. Where the model explains what is there better than a plain " +
      "background does, there is an object; the best one is taken out, and the search goes on. What the decoder makes of " +
      "each stands beside it. An object is called as the nearest training images are, or unknown where it lies far from " +
      "all. Type a name to teach one.",
    honest:
      "This finds what the model was trained on, at about the sizes asked for. It was taught nothing else: no people, cars " +
      "or animals in a natural video come out of it, only what happens to look like the training images. For such videos, " +
      "tiles and a still camera’s foreground say more.",
    untrained: "The model is untrained, so what it finds says nothing yet.",
    sizes: "Sizes of objects",
    sizesHelp:
      "How large objects may be, in sizes of the model’s images. More sizes find more, and take longer.",
    sizesOf: { one: "As in the images", some: "From 0.75 to 1.3 times", many: "From half to twice" },
    stride: "Step of windows",
    strideHelp: "Pixels from one window to the next. Smaller steps miss less, and take longer.",
    price: "Price of an object",
    priceHelp:
      "By how many nats for each pixel of the model’s images an object has to explain its place better than the background " +
      "does. A higher price finds fewer, and surer, ones.",
    most: "Most objects",
    mostHelp: "The search ends when so many are found.",
    background: "Background",
    backgroundHelp:
      "What is where no object is: one colour, the most common one, or colours that change slowly, the median around each pixel, and plain round things such as a sun, or what a still camera was seen to look at.",
    backgrounds: { smooth: "Changes slowly", constant: "One colour", learned: "Learned from the clip" },
    notLearned: "No background has been learned of this scene: see Foreground, or choose another one.",
    options: "Options of the search",
    search: { start: "Find objects", stop: "Stop", working: "Searching" },
    windows: (seen: number, all: number) => `Window ${number(seen)} of ${number(all)}`,
    closer: (objects: number) => `Looking closer: ${counted(objects, "object")} so far`,
    live: "Search each frame",
    noScene: "Choose a scene first.",
    notSearched: "Not searched yet.",
    found: (objects: number, ms: number) =>
      `${objects === 0 ? "No object" : counted(objects, "object")} found in ${number(Math.round(ms))} ms.`,
    rate: (perSecond: number) => `${fixed(perSecond, 1)} searches a second.`,
    older: "The scene or the model is another by now: search again to follow.",
    matched: (right: number, truth: number, wrong: number) =>
      `${number(right)} of ${number(truth)} that are there, and ${number(wrong)} that are not.`,
    unnamed: "like the images",
    nats: (value: string) => `${value} nats`,
    place: (x: number, y: number, width: number, height: number) =>
      `${number(x)}, ${number(y)}; ${number(width)} × ${number(height)}`,
  },
  tracks: {
    title: "Tracks",
    caption:
      "Objects of one frame are paired with those of the frames before, by where each was expected to be; what is seen " +
      "often enough gets a number that it keeps. Lines in the scene are where each came from. On the map of the latent " +
      "space, the codes of the longest tracks are lines too.",
    on: "Follow what is found",
    overlap: "Least overlap",
    overlapHelp:
      "Of an object with where its track was expected: intersection over union. Less pairs more, and wrongly.",
    minHits: "Frames to believe",
    minHitsHelp: "A thing has to be seen in so many frames in a row before it is counted.",
    maxAge: "Frames to wait",
    maxAgeHelp: "For so many frames a thing may be hidden before it is given up.",
    table: "Things that were followed",
    columns: ["No.", "Name", "From (s)", "To (s)", "Frames"],
    unknown: "unknown",
    seconds: "Seconds",
    chart: (now: number, most: number) => `Things over time: ${number(now)} now, ${number(most)} at most.`,
    followed: (things: number, frames: number) =>
      `${counted(things, "thing")} followed over ${counted(frames, "frame")}.`,
    still: "A picture stands still: open a video, the camera or a street to follow what moves.",
    off: "Choose Search each frame under Objects, and play.",
    waiting: "Play, and what is found is followed from frame to frame.",
  },
  foreground: {
    title: "Foreground",
    caption:
      "Of a camera that stands still, the background is what each pixel mostly is, and its noise how far it usually is from " +
      "that. Whatever is much farther is in the foreground, whatever it may be: people, cars and leaves alike. Objects can " +
      "be searched against this background.",
    method: "Learned by",
    methodHelp:
      "Medians take a second, and are the better choice where the light stays. A background VAE learns from the same " +
      "frames how the light changes, and how much noise each pixel has of its own: for light that changes much.",
    methods: { medians: "Medians", vae: "Background VAE" },
    side: "Longer side",
    sideHelp: "In pixels, as the background VAE sees a frame. Fewer take less time, and lose what is small.",
    collecting: (frames: number, wanted: number) => `Frame ${number(frames)} of ${number(wanted)}`,
    training: (step: number, all: number, loss: number) =>
      `Step ${number(step)} of ${number(all)}; loss ${fixed(loss, 0)} nats a frame`,
    learn: {
      start: "Learn the background",
      stop: "Stop",
      working: "Learning the background: let it play until there are frames enough",
    },
    still: "A picture stands still: open a video, the camera or a street.",
    notLearned: "Not learned yet. Play, and learn the background from some seconds of it.",
    found: (frames: number, steps: number, parts: number) =>
      `Learned from ${counted(frames, "frame")}${steps > 0 ? ` in ${counted(steps, "step")}` : ""}. In the foreground now: ${counted(parts, "part")}.`,
    names: {
      background: "Background",
      noise: "Noise",
      residual: "How far from it",
      foreground: "Foreground",
    },
    noiseNote: (most: string) => `up to ${most}`,
    residualNote: (most: number) => `up to ${most} times its noise`,
    parts: (parts: number) => counted(parts, "part"),
  },
  vae: {
    title: "Scene VAE",
    caption:
      "A second VAE learns from whole scenes, without being told what is where. A grid of cells lies over each: every cell " +
      "says whether it has an object, where that is, how near, and what it looks like, and the decoder draws all of them " +
      "over a ground. Where the model has been trained on these images, it first learns to find what that model dreams; " +
      "then it learns from the scenes alone.",
    count: "Scenes",
    countHelp: "How many are composed of the loaded images. More take longer to compose and teach more.",
    objects: "Objects a scene",
    objectsHelp: "At most; each number from 1 to this is as likely.",
    ground: "Behind the objects",
    groundHelp: "Black is the easiest, a landscape the hardest.",
    options: "Options of the scene VAE",
    optionsHelp:
      "Here is what is in force. Other values are from the next time that it learns anew; what it has learned until then " +
      "can be saved first.",
    option: {
      objectSize: {
        label: "Size of an object",
        help: "About how many pixels its longer side has: scenes are composed of such, and cells expect them.",
      },
      presence: {
        label: "Presence expected",
        help: "How probably a cell has an object, before it has looked. The lower, the fewer objects are said to be there.",
      },
      what: {
        label: "Latent size of an object",
        help: "Numbers that say what an object looks like.",
      },
      background: {
        label: "Latent size of the ground",
        help: "Numbers that say what is behind the objects. With many, the ground may draw the objects too.",
      },
      learningRate: {
        label: "Scene learning rate",
        help: "How far a step goes, at first; it falls to a third.",
      },
      dreams: {
        label: "Steps on dreams",
        help: "Steps on scenes with objects of the model’s put into them, before those on the scenes as they are.",
      },
      steps: {
        label: "Steps on scenes",
        help: "About how many follow: what is expected of presence, and the learning rate, get to their ends with them.",
      },
    },
    learn: { start: "Learn from scenes", stop: "Stop", working: "Getting the scenes ready" },
    pause: "Pause learning",
    go: "Go on learning",
    goFrom: (step: number) => `Go on from step ${number(step)}`,
    save: "Save scene VAE",
    open: "Open scene VAE",
    input: "Saved scene VAE file",
    sample: (number: number) => `Composed scene ${number} to look at`,
    another: "Another scene",
    none: "It has learned nothing yet.",
    kept: (step: number) => `What it had learned after ${counted(step, "step")} is kept.`,
    awake: "Learning from the scenes.",
    dreaming: "Learning from what the model dreams, as a start.",
    waits: "It waits while the model trains or has something else to do.",
    paused: (step: number) => `Paused after ${counted(step, "step")}.`,
    noDreams:
      "There was no trained model of such images to dream: it takes much longer, and may learn to draw scenes without " +
      "finding objects in them. Until the model has been trained, what this learns is not kept on this page: save it.",
    left: (step: number) => `Paused after ${counted(step, "step")}, when you went elsewhere.`,
    saved: (name: string, step: number) => `Saved ${name}, after ${counted(step, "step")}.`,
    opened: (name: string, step: number) => `Opened ${name}, after ${counted(step, "step")}.`,
    refused: (name: string, why: string) => `${name} was not opened. ${why} What was there stays.`,
    notOpened: (name: string, why: string) => `${name} was not opened. ${why}`,
    gone: "The model was opened anew, and the scene VAE went with the one before. It has learned nothing yet.",
    replaces: (step: number) =>
      `This replaces the scene VAE on this page, whose ${counted(step, "step")} are not saved.`,
    replace: "Replace it",
    saveFirst: "Save it first",
    progress: (step: number, all: number, loss: number, ms: number) =>
      `Step ${number(step)} of about ${number(all)}; loss ${fixed(loss, 1)} nats a scene; ${number(Math.round(ms))} ms a step.`,
    diverged:
      "The scene VAE’s loss is no longer a finite number. Open a saved one, or learn from scenes anew. The model is as it was.",
    charts: { pixels: "Loss and reconstruction", kl: "What is said of objects (KL)" },
    parts: {
      loss: "loss",
      reconstruction: "reconstruction",
      what: "look",
      place: "place",
      depth: "depth",
      presence: "presence",
      background: "ground",
    },
    part: (name: string, value: number) => `${name} ${fixed(value, 1)}`,
    chart: (title: string, values: string) => `${title}, in nats a scene, over steps: ${values}.`,
    shownScene: (name: string, objects: number) =>
      `${name}: ${objects === 0 ? "no object" : counted(objects, "object")} found. Dashed is what is there, where that is known.`,
    maps: { presence: "Presence", reconstruction: "As the scene VAE sees it" },
    atMost: (presence: string) => `${presence} at most`,
    cellHint: "Point at the map of presence to read a cell.",
    cell: (row: number, column: number, presence: number) =>
      `Cell in row ${row}, column ${column}: presence ${fixed(presence, 2)}.`,
    table: "Objects that the scene VAE found",
    columns: ["No.", "Presence", "Depth", "Place"],
    depthNote: "The smaller the depth, the nearer: it is drawn over the others.",
    place: (x: number, y: number, width: number, height: number) =>
      `${number(Math.round(x))}, ${number(Math.round(y))}; ${number(Math.round(width))} × ${number(Math.round(height))}`,
    honest: (side: number, [least, most]: readonly number[]) =>
      `It looks at scenes of ${side} × ${side} pixels, with objects of ${least} to ${most} pixels and at most one in each of 16 cells; ` +
      "open a picture of that size above, or take a scene of its own. In our measurements it had the number of digits right in nine scenes of ten, on black and on textures, after 5,000 steps; of things " +
      "on a drawn landscape in seven of ten, after 9,000. It knows what it learned from, " +
      "not cars or people in photographs.",
  },
};
