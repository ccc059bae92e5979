import type { unit as en } from "../en/unit";
import { number } from "../format";

const ordinalPlace = (row: number, column: number) => `第 ${row} 行第 ${column} 列`;

export const unit: typeof en = {
  fullScreen: { back: "回到各层" },
  title: "深入到算术",
  caption:
    "模型的一个值，用这张图像的数重新计算：输入是什么、乘以哪些权重，以及直到下一层所取之值的每一步。" +
    "没有任何转述：每个结果都由所示的数在此以 64 位计算，并说明与模型自己的 32 位结果相差多少。" +
    "屏幕上的数经过舍入；“全部数字”显示计算所用的数。",
  choose: "在此选择一层，或在上方各层的图中选一个值，看它如何计算。",
  waiting: "正在取该层的数值。",
  allDigits: "全部数字",
  address: {
    name: "位置",
    layer: "层",
    none: "选择一层",
    encoder: "编码器",
    decoder: "解码器",
    unit: "单元",
    channel: "通道",
    of: (count) => `共 ${number(count)} 个`,
    row: "行",
    column: "列",
    previous: "上一个单元",
    next: "下一个单元",
    close: "关闭",
    escape: "按 Escape 也可关闭",
  },
  layer: { dense: "全连接", convolution: "卷积", transposedConvolution: "转置卷积" },
  block: (index, kind, from, to) => `${index}：${kind}，${from} 到 ${to}`,
  size: (height, width, channels) => `${height} × ${width} × ${channels}`,
  features: (count) => number(count),
  value: (layer, unit, place) => `${layer}，单元 ${unit}${place ? `，${ordinalPlace(...place)}` : ""}`,
  mean: (dimension) => `z${dimension} 的后验均值`,
  logVariance: (dimension) => `z${dimension} 的后验方差的对数`,
  gives: (what, value, step) => `${what}：训练 ${number(step)} 步后，对这张图像的输出为 ${value}。`,
  gaveAs: (what, as, value, step) => `${what}，即${as}：训练 ${number(step)} 步后，对这张图像为 ${value}。`,
  held: (value) => `不论它算出什么，输出现在固定为 ${value}。`,
  check: (recomputed, difference) => `在此重新计算：${recomputed}，相差 ${difference}。`,
  code: "PyTorch 代码",
  sum: {
    title: "乘积与求和",
    dense: (inputs) => `${number(inputs)} 个输入各乘以此单元的对应权重；乘积相加，再加上偏置。`,
    convolution: (size, channels) =>
      `${size} × ${size} 的窗口覆盖在${channels === 1 ? "输入" : `全部 ${number(channels)} 个输入通道`}上；` +
      "窗口下的值与卷积核逐格相乘，全部乘积相加，再加上偏置。带斜线的格超出边缘，计为 0。",
    transposed: (windows, size) =>
      `每个输入值围绕自己的位置在输出上铺开 ${size} × ${size} 个乘积。有 ${windows} 个窗口覆盖此处，` +
      "各用卷积核的不同格；铺在此处的值相加，再加上偏置。",
    result: (products, bias, total) => `乘积之和为 ${products}；加上偏置 ${bias}，得 ${total}。`,
    terms: (count, all) =>
      count < all ? `${number(all)} 个乘积中最大的 ${count} 个` : `全部 ${number(all)} 个乘积`,
    head: { input: "输入", value: "值", weight: "权重", product: "乘积" },
    others: (count) => `其余 ${number(count)} 个之和`,
    bias: "偏置",
    total: "和",
    unit: (unit) => `单元 ${unit}`,
    latent: (dimension) => `z${dimension}`,
    pixel: (row, column, channel) =>
      ordinalPlace(row, column) + (channel === null ? "" : `，通道 ${channel}`),
    maps: { input: "输入", weight: "权重", product: "乘积" },
    map: (what, channel) => `通道 ${channel} 的${what}`,
    channel: (channel, sum) => `通道 ${channel}：乘积之和 ${sum}`,
    only: (sum) => `乘积之和 ${sum}`,
    ranked: (shown, all) =>
      shown < all ? `${number(all)} 个通道中的 ${shown} 个，贡献最大的在前。` : "贡献最大的通道在前。",
    otherChannels: (count) => `其余 ${number(count)} 个通道之和`,
    shownChannels: (count) => `所示 ${number(count)} 个通道之和`,
    pages: {
      previous: "前面的通道",
      next: "后面的通道",
      page: (from, to, all) => `第 ${from} 到 ${to} 个通道，共 ${number(all)} 个`,
    },
    window: { convolution: "窗口之下", transposed: "铺在此格" },
    kernel: "卷积核",
    product: "乘积",
    past: "超出边缘，计为 0",
    inputMap: (channel, boxes) => `输入通道 ${channel}，${boxes}`,
    box: (row, column) => `窗口的首格在${ordinalPlace(row, column)}`,
    covers: (places) => `用于${places.join("；")}`,
    place: ordinalPlace,
    outputMap: (place, value) => `此单元在每个位置的输出；${place}：${value}。方向键移到相邻位置。`,
    outputs: "单元的输出",
    role: "位置图",
    play: "让窗口在图上移动",
    stop: "停止",
    scale: (weights, products) => `绿色大于 0，紫色小于 0：权重至 ±${weights}，乘积至 ±${products}。`,
  },
  norm: {
    batch: "批归一化",
    group: "组归一化",
    batchSaid: (mean, variance) =>
      `该值按通道的均值 ${mean} 和方差 ${variance} 平移并缩放，它们是训练各批的滑动平均：这是评估模式。` +
      "训练时用的是每一批自己的统计量。",
    groupSaid: (first, last, values, mean, variance) =>
      `该值按这张图像中所属组的均值 ${mean} 和方差 ${variance} 平移并缩放：通道 ${first} 到 ${last} 的所有位置，` +
      `共 ${number(values)} 个值。`,
    scaled: (gamma, beta, result) =>
      `然后乘以 γ = ${gamma}，再加上 β = ${beta}，两者都由学习得到：${result}。`,
  },
  activation: {
    title: (name) => `激活函数：${name}`,
    names: { relu: "ReLU", leakyRelu: "leaky ReLU", gelu: "GELU", silu: "SiLU", tanh: "tanh" },
    said: {
      relu: (x, y, below) =>
        below ? `${x} 小于 0，因此什么也不通过：${y}。` : `${x} 不小于 0，因此原样通过：${y}。`,
      leakyRelu: (x, y, below) =>
        below ? `${x} 小于 0，因此只通过百分之一：${y}。` : `${x} 不小于 0，因此原样通过：${y}。`,
      gelu: (x, y) => `${x} 乘以标准正态分布在其下方的比例，得 ${y}。`,
      silu: (x, y) => `${x} 乘以它的 sigmoid，得 ${y}。`,
      tanh: (x, y) => `${x} 被压到 −1 到 1 之间：${y}。`,
    },
    label: (name, x, y) => `${name} 的曲线，圆点在 ${x} 处，值为 ${y}`,
    along: "输入",
  },
  draw: {
    title: (dimension) => `抽取 z${dimension}`,
    said: (mean, deviation, noise, z) =>
      `后验均值 ${mean}，加上标准差 ${deviation} 乘以噪声 ${noise}，得 ${z}。`,
    none: "现在噪声为 0，因此 z 就是后验均值。",
    ownZ: "解码器现在用的是另一个潜向量；这里是图像自己的。",
    again: "重新抽取噪声",
    zero: "不加噪声",
  },
  kl: {
    title: (dimension) => `z${dimension} 的 KL`,
    said: (mean, variance, kl) =>
      `均值 ${mean}、方差 ${variance} 的后验与先验（均值 0、方差 1）相距 ${kl} nats。`,
    area: (area) =>
      `曲线是各 z 处的 q log(q / p)，q 为后验密度，p 为先验密度。绿色减紫色的面积在此为 ${area}，` +
      "分 2,000 份求和：这就是 KL。两个密度之间的面积并不是。",
    all: "所有维度合计：",
    along: (dimension) => `z${dimension}`,
    label: (kl) => `q log(q / p) 沿 z 的曲线；零以上的面积减去零以下的为 ${kl}`,
  },
  pixel: {
    title: "像素",
    bernoulli: (output, p) => `解码器给出 logit ${output}；其 sigmoid 就是为 1 的概率：${p}。`,
    mean: (output, p) => `解码器给出均值 ${output}；限制在 [0, 1] 内，显示的像素为 ${p}。`,
  },
  cost: {
    title: "像素的代价",
    bernoulli: (x, p, cost) => `图像此处为 ${x}，解码器给出 ${p}：代价为 ${cost} nats。`,
    mean: (x, mean, deviation, cost) =>
      `图像此处为 ${x}，解码器的均值为 ${mean}，标准差为 ${deviation}：代价为 ${cost} nats。`,
    logistic: (x, mean, scale, cost) =>
      `图像此处为 ${x}；解码器的逻辑斯谛分布均值为 ${mean}，尺度为 ${scale}，8 位值 ${x} 的概率代价为 ${cost} nats。`,
    least: {
      bernoulli: (least) => `任何输出的代价都不低于 H(x) = ${least}，即虚线：灰色像素即使完全命中也有代价。`,
      gaussian: (least) =>
        `在此方差下，任何均值的代价都不低于 ${least}，即虚线；它是密度的对数，可能低于 0。`,
      learnedGaussian: (least) =>
        `在学到的尺度下，任何均值的代价都不低于 ${least}，即虚线；它是密度的对数，可能低于 0。`,
      discretisedLogistic: (least) => `在学到的尺度下，任何均值的代价都不低于 ${least}，即虚线。`,
    },
    all: "所有像素合计：",
    along: { bernoulli: "解码器给出的概率", mean: "解码器给出的均值" },
    label: (x, at, cost) => `图像为 ${x} 处，各种输出的代价；圆点在 ${at}：${cost} nats`,
  },
  excite: {
    title: "什么使它兴奋",
    split: "图像",
    splits: { test: "测试图像", train: "训练图像" },
    find: "寻找",
    stop: "停止",
    working: "正在逐张查看图像",
    idle: "此单元响应最强的九张图像，以及它活跃的频率：按需进行，因为每张图像都要通过模型。",
    noSplit: "没有这样的图像。",
    active: (share, images, places, mean, step) =>
      `训练 ${number(step)} 步后，在 ${number(images)} 张图像${places ? "的全部位置" : ""}中有 ${share} 大于 0，平均 ${mean}。`,
    never: "在这些图像上从未大于 0：可能是死亡单元。",
    image: (image, value) => `${image}：${value}`,
    images: "最使它兴奋的图像，最强的在前",
  },
};
