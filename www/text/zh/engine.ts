import type { Demand } from "../../engine/wire";
import type { engine as en, Size } from "../en/engine";
import { exact, fixed, given, number } from "../format";

const names: (typeof en)["names"] = {
  "model.encoder": "编码器各层宽度",
  "model.decoder": "解码器各层宽度",
  "model.channels": "卷积的通道数",
  "model.latent": "潜维度数",
  "model.likelihood.gaussian.variance": "似然的方差",
  "training.batchSize": "批大小",
  "training.learningRate": "学习率",
  "training.beta": "Beta",
  "training.clipNorm": "梯度范数上限",
  "training.objective.freeBits.nats": "每个维度的免费 nats",
  "training.objective.capacity.nats": "容量（nats）",
  "training.objective.capacity.steps": "升到满容量的步数",
  "training.objective.capacity.gamma": "容量的权重 gamma",
  "training.objective.iwae.samples": "每张图像的样本数",
  "training.objective.iwae.decoded": "每步解码的样本数",
  "training.objective.betaTcVae.mutualInformation": "互信息的权重",
  "training.objective.betaTcVae.totalCorrelation": "总相关的权重",
  "training.objective.betaTcVae.dimensionWise": "逐维 KL 的权重",
  "training.objective.betaTcVae.batchSize": "使用 β-TCVAE 时的批大小",
  "training.objective.infoVae.alpha": "InfoVAE 的 alpha",
  "training.objective.infoVae.lambda": "在此 alpha 下 InfoVAE 的 lambda",
  "training.betaSchedule.linear.steps": "beta 的预热步数",
  "training.betaSchedule.cyclical.period": "beta 周期的步数",
  "training.betaSchedule.cyclical.ratio": "beta 周期中的上升比例",
  "training.rateSchedule.warmup": "学习率的预热步数",
  "training.rateSchedule.cosine.steps": "学习率余弦衰减的步数",
  "training.rateSchedule.cosine.floor": "学习率余弦衰减的下限",
  "training.rateSchedule.step.every": "学习率两次下降之间的步数",
  "training.rateSchedule.step.factor": "学习率每次下降的倍率",
  "training.optimizer.adam.beta1": "Adam 的 beta 1",
  "training.optimizer.adam.beta2": "Adam 的 beta 2",
  "training.optimizer.epsilon": "优化器的 epsilon",
  "training.optimizer.adamW.weightDecay": "权重衰减",
  "training.optimizer.sgd.momentum": "动量",
  "training.optimizer.rmsProp.alpha": "RMSprop 的衰减系数",
  seed: "随机种子",
  epochs: "轮数",
  "statistics.samples": "每张图像的样本数",
  "trainSteps.steps": "步数",
  "sample.count": "图像数",
  "recordStep.images": "要记录的图像数",
  "manifold.size": "网格的边长",
  "manifold.extent": "网格的范围",
  "interpolate.steps": "两张图像之间的步数",
  "scene.what": "物体的潜维度数",
  "scene.background": "背景的潜维度数",
  "scene.objectSize": "物体的通常边长（像素）",
  "scene.deviation": "像素的标准差",
  "scene.batchSize": "每步的场景数",
  "scene.learningRate": "场景 VAE 的学习率",
  "scene.presence": "物体出现的先验概率",
  "scene.dreams": "在梦境上训练的步数",
  "scene.steps": "场景 VAE 的步数",
  "trainScene.steps": "场景 VAE 的步数",
  "clip.side": "视频帧的长边",
  "clip.latent": "光照的潜维度数",
  "clip.batchSize": "每步的帧数",
  "clip.learningRate": "背景 VAE 的学习率",
  "clip.steps": "背景 VAE 的步数",
  "trainClip.steps": "背景 VAE 的步数",
  "tiles.stride": "图块的步幅",
  "detect.scales": "窗口的尺寸",
  "detect.stride": "窗口的步幅",
  "detect.price": "一个物体的代价",
  "detect.objects": "物体数",
};

const gibibytes = (bytes: number) => `${fixed(bytes / 2 ** 30, 1)} GiB`;
const named = ({ field, name }: { field: string; name: string }) => names[field] ?? name;
const size = ({ height, width, channels }: Size) => `${height} x ${width} x ${channels}`;

const demands: Record<Demand, string> = {
  training: "训练所需的内存",
  tensor: "此次训练中单个张量所需的内存",
  images: "所要图像所需的内存",
};

const errors: (typeof en)["errors"] = {
  outOfRange({ field, name, value, least, most, whole, above }) {
    const [from, to] = [exact(least), exact(most)];
    const allowed = above
      ? `大于 ${from} 且不超过 ${to}`
      : `是 ${from} 到 ${to} 之间的${whole ? "整数" : "数"}`;
    return `${named({ field, name })}为 ${given(value)}；必须${allowed}。`;
  },
  listOutOfRange({ field, name, values, count, most }) {
    return `${named({ field, name })}为 ${values}；必须是至多 ${count} 个 1 到 ${exact(most)} 之间的整数。`;
  },
  invalidOption: ({ name, value, allowed }) => `${name} 为 ${value}；允许的值：${allowed}。`,
  invalidArgument: ({ argument, problem }) => `${argument} 无法使用：${problem}。`,
  tooLarge({ what, needed, limit, device, batch }) {
    const advice = batch
      ? `批大小 ${number(batch)} 可以容纳。`
      : "请减少层数、收窄各层、减小批大小，或减少图像。";
    return `${demands[what]}为 ${gibibytes(needed)}；在 ${device} 上必须低于 ${gibibytes(limit)}：${advice}`;
  },
  emptyImages: ({ count, ...image }) =>
    `图像的形状是 ${number(count)} x ${size(image)}；每一维都必须至少为 1。`,
  pixelCount: ({ values, count, ...image }) =>
    `${number(values)} 个像素值无法组成 ${number(count)} 张 ${size(image)} 的图像。`,
  pixelRange: ({ pixel, image, value }) =>
    `图像 ${number(image)} 的像素 ${number(pixel)} 为 ${exact(value)}；像素值必须在 0 到 1 之间。`,
  noSuchRow: ({ row, count }) => `行号 ${number(row)} 超出了 ${number(count)} 张图像的范围。`,
  noSuchTestRow: ({ row, count }) => `测试行号 ${number(row)} 超出了 ${number(count)} 张图像的范围。`,
  testRowTwice: ({ row }) => `测试行号 ${number(row)} 出现了两次。`,
  onlyTestImages: () => "所有图像都是测试图像；请留一些用于训练。",
  tooFewImages: ({ count, least }) =>
    `只有 ${number(count)} 张训练图像；批归一化至少需要 ${least} 张。请加载更多图像，或换用其他归一化。`,
  ragged: ({ values, what, size: each }) =>
    `${number(values)} 个值无法组成若干完整的 ${what}（每个 ${number(each)} 个值）。`,
  notFinite: ({ place, what, index, value }) =>
    `${what} ${number(index)} 的第 ${number(place)} 个值为 ${exact(value)}。`,
  unreadable: ({ reason }) =>
    `图像无法再读取：${reason}。模型停留在最后一步之后的状态。要继续，请重新加载图像。`,
  noData: () => "还没有图像。请先加载数据集。",
  noScenes: () => "还没有场景。请先合成或加载一些。",
  noClip: () => "还没有视频片段。请先取一些帧。",
  diverged: ({ step }) => `损失已不是有限数（第 ${number(step)} 步）。请回到仍为有限数的权重，并降低学习率。`,
  invalidCheckpoint: ({ problem }) => `检查点无法使用：${problem}`,
  differentImages: () =>
    "此检查点是用其他图像或其他测试图像训练的。请加载那些图像再继续，或用它的权重重新开始。",
  differentSize: ({ found: [height, width, channels], ...image }) =>
    `检查点的图像为 ${size(image)}，当前图像为 ${size({ height, width, channels })}（高 x 宽 x 通道）。` +
    "请加载与它尺寸相同的图像。",
  device: ({ device, reason }) => `${device} 设备出错：${reason}`,
  deviceLost: ({ device, reason }) => `${device} 设备已丢失：${reason}`,
};

const because = (why: string) => (why === "" ? "" : `（${why.replace(/[.。]$/, "")}）`);

const ends: (typeof en)["ends"] = {
  closed: "引擎已关闭。",
  deviceLost: (why) => `GPU 已不可用${because(why)}：浏览器或驱动重置了它，或其他程序占用了它。`,
  memory: () => "引擎已停止：浏览器无法再给它内存。",
  trap: (why) => `引擎因自身的错误而停止${because(why)}。`,
  script: (why) => `引擎已停止${because(why)}。`,
  noScript: () => "引擎已停止：其脚本未能加载。",
  unreadable: () => "引擎已停止：有一个回复无法读取。",
  gone: () => "浏览器结束了引擎。",
  silent: () => "引擎没有响应，已被结束。",
};

const shown = (value: unknown) => (typeof value === "number" ? exact(value) : String(value));

const asked: (typeof en)["asked"] = {
  noDimension: (dimension, count) =>
    `没有编号为 ${shown(dimension)} 的维度；共有 ${number(count)} 个，从 0 开始编号。`,
  wrongSteps: (steps, most) => `步数必须是 1 到 ${number(most)} 之间的整数，而不是 ${shown(steps)}。`,
  wrongEpochs: (epochs) => `轮数必须是不小于 0 的数，而不是 ${shown(epochs)}。`,
  wrongVector: (latent) => `潜向量必须是含 ${number(latent)} 个值的 Float32Array。`,
};

export const engine: typeof en = { names, errors, ends, asked };
