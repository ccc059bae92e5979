import type { settings as en } from "../en/settings";
import { exact } from "../format";

const options: (typeof en)["options"] = {
  epochs: {
    label: "轮数",
    help: "训练到这里自动停止。一轮让网络把每张训练图像看一遍。",
  },
  seed: {
    label: "随机种子",
    help: "决定初始权重、图像顺序和噪声。种子相同，训练过程就相同。",
  },
  device: {
    label: "设备",
    help: "网络在哪里计算。“自动”先用 CPU，开始训练后也在 GPU 上测几步，再选用较快的一个。",
    choices: { auto: "自动", cpu: "CPU", webgpu: "WebGPU" },
  },

  "model.encoder": {
    label: "隐藏层宽度",
    help: "编码器的全连接层，用逗号分隔；留空表示没有。更宽更深的网络能把潜空间整理得更好，但也更慢。",
  },
  "model.latent": {
    label: "潜维度数",
    help: "编码器可以用多少个数 z 来表示一张图像。取两维时，散点图能显示全部维度。",
  },
  "model.channels": {
    label: "通道数",
    help: "各卷积层的通道数，从图像向内；每层都把高和宽减半。通道越多，能找到的特征越细，每步也越慢。",
  },
  "model.decoder": { label: "解码器宽度", help: "从 z 向外的全连接层；留空表示没有。" },
  "model.activation": {
    label: "激活函数",
    help: "两层之间的非线性。平滑的函数（GELU、SiLU、tanh）使潜空间更平滑；ReLU 最快。",
    choices: { relu: "ReLU", leakyRelu: "Leaky ReLU", gelu: "GELU", silu: "SiLU", tanh: "tanh" },
  },
  "model.norm": {
    label: "归一化",
    help: "重新缩放各隐藏层的输出，使深层网络学得更快；用批归一化时，图像在潜空间中的位置会略受同批其他图像影响。",
    choices: { none: "无", batch: "批归一化", group: "组归一化" },
  },
  "model.likelihood.gaussian.variance": {
    label: "方差",
    help: "每个像素围绕解码器输出的方差。方差小，清晰的重建更受重视；方差大，潜空间更贴近先验。",
  },

  "training.batchSize": {
    label: "批大小",
    help: "每步用多少张图像。批越小，每轮步数越多，梯度噪声也越大。",
  },
  "training.learningRate": {
    label: "学习率",
    help: "优化器每步的大小。太大损失会跳动，太小进展缓慢。",
  },
  "training.beta": {
    label: "Beta",
    help: "KL 项的权重。大于 1 时潜空间更贴近先验，代价是重建变模糊；1 即普通 VAE。",
    slider: "Beta，滑块",
  },
  "training.clipNorm": {
    label: "最大范数",
    help: "所有权重的梯度合起来的长度，按一批的平均损失计。",
  },

  "training.objective.freeBits.nats": {
    label: "免费 nats",
    help: "每个潜维度可以免费携带多少关于图像的信息。",
  },
  "training.objective.capacity.nats": {
    label: "容量（nats）",
    help: "最终要达到的 KL。越大，潜空间越能区分图像。",
  },
  "training.objective.capacity.steps": {
    label: "容量上升步数",
    help: "容量从 0 升到设定值所用的步数。",
  },
  "training.objective.capacity.gamma": {
    label: "Gamma",
    help: "把 KL 拉向容量的强度。",
  },
  "training.objective.iwae.samples": {
    label: "样本数",
    help: "每张图像抽取多少个潜变量。越多界越紧；解码时间也成倍增加。",
  },
  "training.objective.betaTcVae.mutualInformation": {
    label: "互信息",
    help: "z 携带的图像信息的权重。小于 1 时，区分图像的代价更低。",
  },
  "training.objective.betaTcVae.totalCorrelation": {
    label: "总相关",
    help: "各潜维度之间相互依赖程度的权重。大于 1 时，促使它们相互独立。",
  },
  "training.objective.betaTcVae.dimensionWise": {
    label: "逐维 KL",
    help: "把所有图像合起来看，每个维度与先验距离的权重。",
  },
  "training.objective.infoVae.alpha": {
    label: "Alpha",
    help: "为 1 时单张图像不受先验约束，只约束全体；为 0 时与普通 VAE 相同。",
  },
  "training.objective.infoVae.lambda": {
    label: "Lambda",
    help: "把全体图像的编码合起来拉向先验的强度。",
  },

  "training.betaSchedule.linear.steps": {
    label: "上升步数",
    help: "从训练开始，由 0 升到 beta 所用的步数。",
  },
  "training.betaSchedule.cyclical.period": {
    label: "周期",
    help: "从一次归 0 到下一次归 0 的步数。",
  },
  "training.betaSchedule.cyclical.ratio": {
    label: "上升比例",
    help: "一个周期中 beta 上升部分所占的比例；其余时间保持不变。",
  },
  "training.rateSchedule.warmup": {
    label: "预热步数",
    help: "学习率在最初这么多步内升到设定值；0 表示不预热。这样早期的步不会把潜空间搅乱。",
  },
  "training.rateSchedule.cosine.steps": {
    label: "下降步数",
    help: "学习率降完所用的步数；之后保持不变。",
  },
  "training.rateSchedule.cosine.floor": {
    label: "下限",
    help: "学习率最终剩下的比例。",
  },
  "training.rateSchedule.step.every": {
    label: "间隔步数",
    help: "两次下降之间的步数。",
  },
  "training.rateSchedule.step.factor": {
    label: "倍率",
    help: "每次下降时学习率乘以的系数。",
  },

  "training.optimizer.adam.beta1": {
    label: "Beta 1",
    help: "平均梯度被记住多久；越接近 1 越久。",
  },
  "training.optimizer.adam.beta2": {
    label: "Beta 2",
    help: "梯度大小被记住多久；越接近 1 越久。",
  },
  "training.optimizer.epsilon": {
    label: "Epsilon",
    help: "在梯度接近 0 处保持步子小。很少需要改。",
  },
  "training.optimizer.adamW.weightDecay": {
    label: "权重衰减",
    help: "权重收缩的幅度，再乘以学习率。越大，潜空间越平滑。",
  },
  "training.optimizer.sgd.momentum": {
    label: "动量",
    help: "下一步保留上一步的比例。",
  },
  "training.optimizer.rmsProp.alpha": {
    label: "衰减系数",
    help: "梯度大小被记住多久；越接近 1 越久。",
  },
};

const unions: (typeof en)["unions"] = {
  network: {
    label: "网络",
    help: "图像与上述全连接层之间用什么。",
    kinds: {
      mlp: { name: "全连接（MLP）", about: "每个像素都是一个独立的输入。" },
      convolutional: { name: "卷积", about: "在每个位置寻找同样的笔画和边缘；适合较大的图像。" },
    },
  },
  decoder: {
    label: "解码器",
    help: "从 z 回到图像的全连接层。",
    kinds: {
      mirrored: { name: "镜像", about: "把编码器的隐藏层宽度倒过来。" },
      own: { name: "自定宽度", about: "解码器越弱，留给潜空间的信息越多；越强则越少。" },
    },
  },
  likelihood: {
    label: "似然",
    help: "像素围绕解码器输出如何分布；重建项由它来度量。",
    kinds: {
      bernoulli: { name: "伯努利", about: "适合黑白以及介于其间的灰度。重建项是交叉熵。" },
      gaussian: { name: "高斯", about: "平方误差，方差由你设定。" },
      learnedGaussian: {
        name: "高斯（学习方差）",
        about: "平方误差，用一个学习得到的方差：与 KL 的平衡自动确定（σ-VAE）。",
      },
      discretisedLogistic: {
        name: "离散化逻辑斯谛",
        about: "适合照片：给像素的 256 个取值各一个概率；尺度由学习得到。",
      },
    },
  },
  objective: {
    label: "目标函数",
    help: "训练要降低的量。它们都在好的重建与贴近先验的潜空间之间取得平衡。",
    kinds: {
      elbo: { name: "ELBO（β-VAE）", about: "重建项加上 beta 乘以 KL。" },
      freeBits: { name: "Free bits", about: "每个维度的 KL 在限额内不计代价，从而减少闲置的维度。" },
      capacity: { name: "容量", about: "把 KL 保持在缓慢上升的值上，使各因子逐个进入潜空间。" },
      iwae: { name: "IWAE", about: "对每张图像的多个样本加权：界更紧，后验也可以更复杂。" },
      betaTcVae: { name: "β-TCVAE", about: "对 KL 的三部分分别加权，使潜维度相互独立。" },
      infoVae: {
        name: "InfoVAE（MMD）",
        about: "用 MMD 把全体图像拉向先验，对单张图像约束较少：编码保留更多信息。",
      },
    },
  },
  betaSchedule: {
    label: "Beta 调度",
    help: "beta 可以从 0 开始，让潜空间先装满信息，再把它压紧。",
    kinds: {
      constant: { name: "恒定", about: "从第一步起就用 beta。" },
      linear: { name: "线性", about: "从 0 升到 beta，然后保持。" },
      cyclical: { name: "周期", about: "一次次从 0 升到 beta。" },
    },
  },
  rateSchedule: {
    label: "学习率调度",
    help: "学习率逐渐下降，能让潜空间中的点安定下来。",
    kinds: {
      constant: { name: "恒定", about: "每步相同。" },
      cosine: { name: "余弦", about: "沿半个余弦下降，然后保持。" },
      step: { name: "阶梯", about: "每隔一段骤降一次。" },
    },
  },
  optimizer: {
    label: "优化器",
    help: "梯度如何变成更新。它影响潜空间整理的快慢和均匀程度。",
    kinds: {
      adam: { name: "Adam", about: "为每个权重单独缩放步长；不错的首选。" },
      adamW: { name: "AdamW", about: "Adam，且每步让权重略微收缩。" },
      sgd: { name: "SGD", about: "直接沿梯度走。所需学习率与 Adam 不同。" },
      rmsProp: { name: "RMSprop", about: "按梯度近来的大小缩放每个权重的步长。" },
    },
  },
  clipping: {
    label: "梯度裁剪",
    help: "缩短过长的梯度，使个别异常的批不会把潜空间搅乱。",
    kinds: {
      off: { name: "关闭", about: "梯度原样使用。" },
      norm: { name: "按范数", about: "全部梯度合起来的长度不超过此值。" },
    },
  },
};

const form: (typeof en)["form"] = {
  name: "设置",
  training: "训练",
  atOnce: "立即生效",
  model: "模型与设备",
  onReset: "重置后生效",
  folds: { objective: "目标函数", optimizer: "优化器", network: "网络", likelihood: "似然" },
  proposed: (set) => `采用“${set}”建议的网络、批大小、学习率和轮数。`,
  own: (set) => `其中有些是自定的。“${set}”建议用别的值。`,
  follow: "采用建议值",
  normLeavesNothing: (widths, groups) =>
    `不超过 ${groups} 个单元的层，每个单元自成一组，而单个值归一化后什么也不剩：该层对每张图像的输出都相同。` +
    `这里有：${widths.join(", ")} 个单元。请加宽这些层，或改用批归一化。`,
  notReset: (why) => `没有重置。${why} 请改正后再重置，或照旧按“训练”继续。`,
  pending: "这些改动需要重新开始，会丢弃已学到的权重：请按“训练”旁的“应用并重置”。",
};

const kit: (typeof en)["kit"] = {
  about: (label) => `关于${label}`,
  mustBeNumber(label, { least, most, whole, above, because = "" }) {
    const allowed = above
      ? `大于 ${exact(least)} 且不超过 ${exact(most)} 的数`
      : `${exact(least)} 到 ${exact(most)} 之间的${whole ? "整数" : "数"}`;
    return `${because}${label}必须是${above ? "" : " "}${allowed}。`;
  },
  mustBeList(label, { fewest, most, largest, because = "", example }) {
    const count = fewest === 0 ? `至多 ${most} 个` : `${fewest} 到 ${most} 个`;
    return `${because}${label}必须是${fewest === 0 ? "" : " "}${count} 1 到 ${exact(largest)} 之间的整数，例如“${example}”。`;
  },
  because: {
    batchSize: "在此批大小下，",
    alpha: "在此 alpha 下，",
    betaTcVae: "使用 β-TCVAE 时，",
    side: (pixels) => `对于 ${pixels} 像素的图像，`,
  },
};

export const settings: typeof en = { options, unions, form, kit };
