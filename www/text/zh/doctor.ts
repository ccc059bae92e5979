import type { doctor as en } from "../en/doctor";
import { exact, fixed, number, percent, significant } from "../format";

const nats = (value: number) => fixed(value, 2);

const remedies: Record<Parameters<(typeof en)["remedy"]>[0]["name"], string> = {
  rate: "学习率",
  rateAnew: "学习率",
  leakyRelu: "用 Leaky ReLU 代替 ReLU",
  beta: "Beta",
  warmup: "让 beta 缓慢上升",
  freeBits: "Free bits：一部分 KL 不计代价",
  moreDimensions: "潜维度数",
  sigmaVae: "学习方差的高斯（σ-VAE）",
  stopAtBest: "停在第几轮：",
  smaller: "各层宽度减半",
  likelihood: "学习方差的高斯",
};

export const doctor: typeof en = {
  title: "诊断",
  caption:
    "把运行中测得的量与规则比较，规则的阈值和出处见文档。它只在此卡片可见时查看，不会自行改动任何东西。",
  nothing: (step) => `在第 ${step} 步没有发现问题。`,
  found: (title) => `发现：${title}。`,
  others: (titles) => `还发现：${titles.join("、")}。它们可能由前者引起，请先处理第一个。`,
  notes: "值得知道",
  rule: (rule) => `规则：${rule}`,
  remedy({ name, training, model, target, anew }) {
    const value = training?.learningRate ?? training?.beta ?? model?.latent ?? target;
    const said = value === undefined ? remedies[name] : `${remedies[name]} ${exact(value)}`;
    return `试试：${said}${anew ? "，重新开始" : ""}`;
  },
  tried: (remedy) => `${remedy.replace("试试：", "已试：")}。`,
  undo: ({ remedy, model }) =>
    !remedy.anew ? "撤销：恢复该设置" : model ? "撤销：恢复原来的模型" : "撤销：恢复设置并重新开始",
  findings: {
    rateTooHigh: {
      title: "学习率过高",
      what: ({ ratio, jump }) =>
        ratio !== null
          ? `早期每步使权重改变了自身大小的 ${significant(ratio, 2)}，取各块的中位数。`
          : jump !== null
            ? `损失是全程中位数的 ${significant(jump, 2)} 倍。`
            : "损失已不是有限数。",
      rule: ({ loss, ratio, from, until }) =>
        `损失不是有限数，或损失高于其中位数的 ${exact(loss)} 倍，或在第 ${exact(from)} 到 ${exact(until)} 步中位变化高于 ${exact(ratio)}。`,
    },
    rateTooLow: {
      title: "学习率过低",
      what: ({ ratio, falling }) =>
        `每步使权重改变自身大小的 ${significant(ratio, 2)}，而损失仍在下降：在后半程下降了 ${percent(falling)}。`,
      rule: ({ ratio, falling }) => `中位变化低于 ${exact(ratio)}，而损失下降超过 ${percent(falling)}。`,
    },
    deadUnits: {
      title: "死亡单元",
      what: ({ share, worst, images }) =>
        `${percent(share)} 的 ReLU 单元对全部 ${number(images)} 张图像都为 0，这是各层的平均` +
        `（最差的一层为 ${percent(worst)}）。没有梯度到达它们，因此会一直如此。`,
      rule: ({ share, layer }) =>
        `对每张图像都为 0 的单元，按 ReLU 各层平均超过 ${percent(share)}，或某一层超过 ${percent(layer)}。`,
    },
    collapse: {
      title: "后验坍塌",
      what: ({ kl, reconstruction, meanPixel, steps }) =>
        `KL 为 ${nats(kl)} nats，重建项为 ${nats(reconstruction)}，而对每个像素猜均值的代价是 ${nats(meanPixel)}：` +
        `已有 ${number(steps)} 步，编码没有携带任何图像信息。`,
      rule: ({ kl, share, steps }) =>
        `预热之后连续 ${exact(steps)} 步，KL 低于 ${exact(kl)}，且重建项不低于均值图像的 ${exact(share)}。`,
    },
    notGenerative: {
      title: "编码离先验太远",
      what: ({ negativeElbo, reconstruction, meanPixel }) =>
        `重建项为 ${nats(reconstruction)}，但 KL 按全权重计时损失为 ${nats(negativeElbo)}，高于均值图像的 ${nats(meanPixel)}。` +
        "先验的样本会落在没有图像的地方。",
      rule: ({ reconstruction }) =>
        `beta 为 1 时的 −ELBO 高于均值图像的代价，而重建项低于它的 ${exact(reconstruction)}。`,
    },
    overFit: {
      title: "过拟合",
      what: ({ test, earlier, bestEpoch, gap }) =>
        `测试图像的 −ELBO 为 ${nats(test)}，比训练图像高 ${percent(gap)}；第 ${number(bestEpoch)} 轮时为 ${nats(earlier)}。` +
        "增加图像也有帮助。",
      rule: ({ nats: above, gap, still, stillGap }) =>
        `测试 −ELBO 比其最小值高 ${exact(above)} nats，且比训练图像高 ${percent(gap)}；` +
        `或比训练图像高 ${percent(stillGap)}，且在后半程下降不到 ${percent(still)}。`,
    },
    blur: {
      title: "重建模糊",
      what: ({ edges, images }) =>
        `重建保留了 ${number(images)} 张图像边缘能量的 ${percent(edges)}，而损失几乎不再下降。`,
      rule: ({ edges, still, steps }) =>
        `${exact(steps)} 步之后，边缘能量（拉普拉斯的平方）低于图像的 ${exact(edges)}，且损失下降不到 ${percent(still)}。`,
    },
    someDeadUnits: {
      title: "少量死亡单元",
      what: ({ layers, images }) =>
        `从图像起，各 ReLU 层中 ${layers.map(({ dead, units }) => `${dead} / ${units}`).join("、")} 个单元` +
        `对全部 ${number(images)} 张图像都为 0。模型没有它们也运行良好，只是这些容量闲置了。`,
      rule: ({ units }) => `不少于 ${exact(units)} 个，且少于有害的数量。`,
    },
    offPrior: {
      title: "全体编码偏离先验",
      what: ({ nats: each }) =>
        `与它们同均值同方差的高斯，每维离先验 ${nats(each)} nats：许多样本会落在没有图像的地方。`,
      rule: ({ nats: each }) => `每维超过 ${exact(each)} nats。`,
    },
    unusedDimensions: {
      title: "闲置的维度",
      what: ({ unused, latent }) =>
        `${number(latent)} 个维度中有 ${number(unused)} 个不携带任何图像信息。这很正常：它们不产生代价。`,
      rule: ({ kl, variance }) => `KL 低于 ${exact(kl)} nats，且均值的方差低于 ${exact(variance)}。`,
    },
    unfitLikelihood: {
      title: "伯努利似然用于灰色像素",
      what: ({ grey }) =>
        `${percent(grey)} 的像素值介于 0 和 1 之间。伯努利交叉熵可以用于它们，但它不是灰度值的似然，也不会低于像素自身的熵。`,
      rule: ({ grey }) => `严格介于 0 和 1 之间的值超过 ${percent(grey)}。`,
    },
    untriedDevice: {
      title: "未能试用另一设备",
      what: ({ why }) => `“自动”会在 CPU 和 GPU 上分别计时，再选用较快的一个。这次没有成功：${why}`,
      rule: () => "另一设备无法打开、无法接收模型，或一分钟内无法完成几步。",
    },
  },
};
