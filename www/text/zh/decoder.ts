import type { decoder as en } from "../en/decoder";
import { number } from "../format";

const pages = {
  page: (from: number, to: number, all: number) => `第 ${from} 到 ${to} 维，共 ${all} 维`,
  previous: "前面的维度",
  next: "后面的维度",
};

export const decoder: typeof en = {
  map: "像素图",
  waiting: "尚不可知。",
  dimension: (dimension) => `z${dimension}`,
  at: (row, column) => `第 ${row} 行第 ${column} 列`,
  numbers: "数值",
  hint: "指向一个像素，或用方向键，即可读数。",
  input: {
    title: "潜向量",
    caption:
      "解码器就用这些数画出图像。移动其中一个，或在二维板上同时移动两个，本工作区会显示结果。" +
      "圆环和短线是编码器放置该图像的位置；双击或按 Home 键回到那里。KL 是一个维度平均携带多少图像信息，携带最多的排在最前。",
    pad: "两个潜维度的二维板",
    padAbout: (values) => `${values}。方向键每次移动 0.1，加 Shift 移动 1；Home 回到图像自己的位置。`,
    sliderAbout: (value, own) => `${value}；图像自己的值为 ${own}`,
    own: "图像自己的值",
    centre: "先验中心",
    draw: "从先验抽取",
    marked: "标记处",
    from: {
      own: (name) => `${name} 的潜向量，即编码器放置它的位置。`,
      noise: (name) => `从 ${name} 的后验中抽取的潜向量。`,
      given: "你自己选的潜向量。",
    },
    decoded: "解码器画出的图像",
    kl: (nats) => `${nats} nats`,
    ...pages,
  },
  output: {
    title: "解码器的输出",
    caption: (spread) =>
      "解码器的图像与所看的图像并列，以及每个像素的代价。误差是解码器的值减去图像的值：偏高为绿，偏低为紫。" +
      `${spread}熵是像素恰如解码器所说分布时的平均代价。`,
    spreads: {
      bernoulli: "像素 x 的代价为 −x log p − (1 − x) log(1 − p) nats，p 是解码器给出的值；灰色像素总有代价。",
      gaussian:
        "像素 x 的代价为 (x − m)² / 2v + log(2πv) / 2 nats，m 是解码器给出的值，v 是设定的方差。这是密度的 nats，可能低于 0。",
      learnedGaussian:
        "像素 x 的代价为 (x − m)² / 2v + log(2πv) / 2 nats，m 是解码器给出的值，v 是学到的方差。这是密度的 nats，可能低于 0。",
      discretisedLogistic:
        "像素的代价是 −log 概率质量：以解码器的值为中心的逻辑斯谛分布落在该像素 1/255 台阶内的质量；尺度由学习得到。",
    },
    output: "解码器",
    original: "图像",
    error: "误差",
    nats: "代价，nats",
    entropy: "熵，nats",
    pixel: (place, image, output, error, nats, entropy) =>
      `${place}：图像 ${image}，解码器 ${output}，误差 ${error}；代价 ${nats} nats，熵 ${entropy}`,
    sum: (nats, entropy) => `全部像素的代价为 ${nats} nats；熵为 ${entropy}。`,
    engine: (nats, difference) => `引擎的重建项为 ${nats}：相差 ${difference}。`,
    otherZ: "这是图像在另一个潜向量下的代价，不属于损失中的任何一项。",
    scale: (sigma) => `学到的尺度为 ${sigma}。`,
    colours: "代价和熵是像素三种颜色之和，误差是其平均。",
    about: (name, least, most) => `${name}，从 ${least} 到 ${most}`,
    aboutImage: (name) => `${name}，原样`,
    table: { row: "行，列", costly: "代价最高的 40 个像素" },
  },
  layers: {
    title: "解码器逐层",
    caption:
      "从潜向量到图像，每一层传给下一层的内容。一个方块是一个值，一张特征图是一个通道在所有位置上的值。" +
      "点击一个单元，或在其上按 Enter，可以细看、关闭它，或固定为另一个值。",
    latent: "z，潜向量",
    last: (name, outputs) => `${name}，${outputs}`,
    outputs: {
      bernoulli: "像素的 logits",
      gaussian: "像素的均值",
      learnedGaussian: "像素的均值",
      discretisedLogistic: "像素的均值",
    },
    drawn: "图像",
    values: "输出",
    ofChannel: (channel) => `颜色 ${channel}`,
    pixel: (place, output, image) => `${place}：${output} 得到 ${image}`,
  },
  hold: {
    layer: (number) => `第 ${number} 层`,
    none: "没有选中单元：点击下方的一个。",
    encoder: "选中的单元属于编码器。",
    chosen: (layer, unit, place, value) => `${layer}，单元 ${unit}${place}：${value}`,
    place: (place) => `，${place}`,
    off: "关闭",
    free: "释放",
    at: "固定为",
    onlyPlace: "仅此位置",
    allOn: "全部恢复",
    held: "已固定的单元",
    edit: (layer, unit, place, value) => `${layer}，单元 ${unit}${place}：${value}`,
    forget: (what) => `释放 ${what}`,
    before: "之前",
    after: "现在",
    difference: "差",
    nothing: "没有固定的单元",
    changed: (most) => `最大 ${most}`,
    pixel: (place, before, after, difference) => `${place}：之前 ${before}，现在 ${after}，差 ${difference}`,
  },
  strokes: {
    title: "笔画",
    caption:
      "解码器的最后一层把若干图片相加：每个输入乘以自己的权重是一笔，全部笔画加上偏置就是像素的 logits 或均值。" +
      "这里最大的在前；笔画的大小是平方和的平方根，份额是该大小在总和中的比例。",
    count: "已加的笔画",
    carried: (count, all, share) => `${number(all)} 笔中的 ${number(count)} 笔占 ${share}。`,
    reach: (eighty, ninetyFive) => `前 ${number(eighty)} 笔占 80%，前 ${number(ninetyFive)} 笔占 95%。`,
    bias: "还没有笔画：只有偏置。",
    show: "显示",
    shows: { strokes: "笔画", weights: "权重" },
    soFar: "目前为止",
    whole: "全部",
    missing: "还差",
    unit: (unit) => `单元 ${unit}`,
    note: (value, share) => `× ${value}，${share}`,
    mapNote: (share) => share,
    about: (unit, share) => `单元 ${unit} 画出的部分，占总量的 ${share}。Enter 细看该单元。`,
    aboutWeights: (unit) => `单元 ${unit} 的权重。Enter 细看该单元。`,
    pixel: (unit, place, value) => `单元 ${unit}，${place}：${value}`,
    sums: (place, soFar, whole, missing) =>
      `${place}，变成像素之前：目前 ${soFar}，加上全部笔画为 ${whole}，还差 ${missing}`,
    some: (shown, all) => (shown < all ? `${number(all)} 笔中最大的 ${number(shown)} 笔：` : "全部笔画："),
    checked: (difference) => `偏置与笔画已在此相加：与引擎输出最多相差 ${difference}。`,
    table: { unit: "单元", value: "最大值", share: "累计份额" },
  },
  jacobian: {
    title: "各维度在此处改变什么",
    caption:
      "在这个潜向量处，固定其余维度时每个像素随一个潜维度如何变化：即图像的导数，上升为绿，下降为紫。" +
      "乘以后验的 σ，就是在编码器留下的一个标准差范围内的变化。",
    order: "排序",
    orders: { norm: "变化", kl: "KL" },
    scaled: "乘以 σ",
    note: (norm) => `大小 ${norm}`,
    about: (dimension, norm) => `z${dimension} 改变的内容，大小 ${norm}`,
    pixel: (dimension, place, value) => `z${dimension}，${place}：${value}`,
    held: "已固定的单元在这里不固定：这些是模型本身的导数。",
    perUnit: "每单位 z",
    perSigma: "每个 σ",
    colours: "彩色图像显示每个像素三种颜色的平均。",
    table: { dimension: "维度", norm: "大小", kl: "KL，nats", sigma: "此处的 σ", z: "此处的 z" },
    unknown: "–",
    ...pages,
  },
};
