import type { encoder as en } from "../en/encoder";
import { number } from "../format";

const after = "激活后";

export const encoder: typeof en = {
  dimension: (dimension) => `z${dimension}`,
  page: (from, to, all) => `第 ${from} 到 ${to} 维，共 ${number(all)} 维`,
  previous: "前面的维度",
  next: "后面的维度",
  layers: {
    title: "编码器各层",
    caption:
      "编码器由这张图像算出的每一个数，逐层显示；最后一层给出每个潜维度的均值和对数方差。" +
      "指向方块可读数，按下可看它如何得来。各层按评估模式显示：批归一化使用滑动统计量。",
    stage: "数值",
    stages: { layer: "归一化和激活前", norm: "归一化后", activation: after },
    stagesWithoutNorm: { layer: "激活前", activation: after },
    scale: "色标",
    scales: { unit: "逐单元", layer: "逐层", network: "所有层" },
    activations: { relu: "ReLU", leakyRelu: "LeakyReLU", gelu: "GELU", silu: "SiLU", tanh: "tanh" },
    norms: { batch: "批归一化", group: "组归一化" },
    kinds: { dense: "全连接", convolution: "卷积", transposedConvolution: "转置卷积" },
    head: "均值与对数方差",
    units: (count) => `${number(count)} 个单元`,
    maps: (height, width, channels) => `${number(channels)} 张 ${height} × ${width} 的特征图`,
    name: (number, kind, size) => `${number} · ${kind}，${size}`,
    values: (name, stage) => `${name}，${stage}`,
    mean: (dimension) => `z${dimension} 的均值`,
    logVariance: (dimension) => `z${dimension} 的对数方差`,
    atStep: (image, step) => `${image}，第 ${number(step)} 步。`,
    none: "模型看过图像之后，这里会显示各层。",
    first: {
      kernels: "卷积核",
      weights: "权重",
      products: "图像 × 权重",
      shown: "显示",
      kernelsAbout: "每张特征图的窗口与什么相乘：最活跃的在前，与上方相同。",
      weightsAbout: "每个单元与每个像素相乘的权重，最活跃的单元在前。",
      productsAbout: "每个像素乘以其权重，最活跃的单元在前。一个单元的乘积加上偏置，就是归一化和激活前的值。",
      colours: "红、绿、蓝自上而下排列。",
    },
    templates: {
      button: "单元在找什么",
      title: "模板",
      about: (units) =>
        `${number(units)} 个单元中，打开时最活跃的那些：每个单元在归一化和激活前的值随这张图像的各像素如何变化。` +
        "如果此前各层都是 ReLU 或 LeakyReLU 且没有组归一化，这就是各层权重沿当前活跃单元的连乘。",
    },
  },
  image: {
    label: "所看的图像",
    others: "可供查看的图像",
    imageA: (name) => `图像 A，${name}`,
    random: "随机图像",
    batch: "训练批",
    fromBatch: (shown, images, step) =>
      `第 ${number(step)} 步所学的 ${number(images)} 张图像${shown < images ? `中的 ${number(shown)} 张` : ""}。`,
    draw: "手绘",
    clear: "清空",
    upload: "打开图片",
    uploading: (name) => `正在读取 ${name}。`,
    back: "回到图像 A",
    drawn: "你的手绘",
    uploaded: (name, inverted) => `${name}${inverted ? "，明暗已互换，因为这组图像是空白底上的墨迹" : ""}`,
    wrongSize: (name, found, wanted) =>
      `${name} 是 ${found} 像素，而模型需要 ${wanted}。请裁成该形状后再打开。`,
    failed: (why) => `无法读取图片：${why}`,
  },
  saliency: {
    button: "显著性",
    of: "对象",
    kinds: {
      mean: "均值",
      logVariance: "对数方差",
      kl: "KL",
      loss: "损失",
      unit: "选中的单元",
    },
    dimension: "维度",
    names: {
      mean: (dimension) => `z${dimension} 的均值`,
      logVariance: (dimension) => `z${dimension} 的对数方差`,
      kl: " KL ",
      loss: "损失",
      unit: (unit, layer) => `第 ${layer} 层的单元 ${unit}`,
    },
    about: (what) => `${what.trimStart()}随各像素如何变化：像素增大时，绿色使其上升，紫色使其下降。`,
    title: (what) => `${what.trim()} 对各像素的导数`,
    colours: ["红", "绿", "蓝"],
    pixel: "像素",
    noUnit: "请先按下某层的一个单元。",
  },
  posterior: {
    title: "图像的后验",
    caption:
      "编码器为每个潜维度给出一个正态分布 q，旁边是先验 p，均值为 0，标准差为 1（虚线）。" +
      "一个维度的 KL 是 q log(q/p) 下的全部面积，低于零的部分计为负；两个密度之间的面积是另一回事。",
    order: "排序",
    orders: { kl: "KL 最大者在前", index: "按编号" },
    draw: "重新抽取 ε",
    drawKey: "焦点在此卡片中时，按 R 效果相同",
    take: "取均值",
    state: (drawn) => (drawn ? "z = μ + σ × ε，ε 抽自标准正态分布。" : "z = μ：没有加噪声，因此 ε 为 0。"),
    total: (sum, model, difference) =>
      `该图像的 KL：${sum} nats，即各维度之和。模型自己的值：${model}；两者相差 ${difference}。`,
    none: "模型看过图像之后，这里会显示后验。",
    bars: {
      mean: "均值 μ",
      sigma: "标准差 σ",
      about: (count) => `${number(count)} 个潜维度的均值和标准差。方向键逐个移动。`,
      hint: "指向一个条，或用方向键，即可读数。虚线是先验的值。",
      one: (dimension, mean, sigma, kl) => `z${dimension}：均值 ${mean}，标准差 ${sigma}，KL ${kl} nats。`,
    },
    plot: {
      name: (name, kl) => `${name}：${kl} nats`,
      drawn: (mean, sigma, noise, z) => `z = ${mean} + ${sigma} × ${noise} = ${z}`,
      area: (above, below, sum) => `面积 ${above} − ${below} = ${sum}`,
      about: (name, mean, sigma, kl, z) =>
        `${name}：均值 ${mean}、标准差 ${sigma} 的后验与先验并列，以及其 KL 的被积函数，KL 为 ${kl} nats。潜变量的值为 ${z}。`,
    },
    map: {
      about: (names, mean, sigma, z) =>
        `该图像在 ${names[0]} 和 ${names[1]} 上：均值 ${mean}，标准差 ${sigma}，抽到 ${z}；` +
        "椭圆为一个和两个标准差，圆为先验，点为其他图像。",
      caption: "椭圆为 q 的 1σ 和 2σ；圆点是 z，方块是 μ。",
    },
    table: "数值",
    tableOf: "图像的后验",
    head: ["维度", "μ", "σ", "log σ²", "ε", "z", "KL（nats）"],
  },
};
