import type { classify as en } from "../en/classify";
import { fixed, number } from "../format";

export const classify: typeof en = {
  noLabels: "这些图像没有标签，因此无从学习类别。",
  oneClass: "所有图像都属于同一类别，因此没有可区分的内容。",
  classifiers: {
    title: "分类器",
    caption:
      "给定编码器放置图像的位置，简单分类器能多好地区分类别；旁边是同样的分类器直接用原始像素的结果。" +
      "每个比例下方是真实值的 95% 置信区间。计算训练准确率时，k-NN 不让图像给自己投票。",
    untested:
      "没有测试图像，因此全部用于学习，准确率偏高。k-NN 不让图像给自己投票。每个比例下方是真实值的 95% 置信区间。",
    k: "近邻数",
    kHelp: "k-NN 取最近的这么多张训练图像中最多的类别。",
    trainingImages: (count) => `因为有 ${number(count)} 张训练图像`,
    fewImages: "训练图像不足两张，没有其他图像可供学习类别。",
    start: "分类",
    stop: "停止",
    working: "正在分类",
    method: "方法",
    methods: (method) => {
      if (method.kind === "neighbours") return `k-NN，k = ${method.k}`;
      return method.kind === "logistic" ? "逻辑回归" : "每类一个高斯";
    },
    spaces: { latents: "用潜变量", pixels: "用像素" },
    train: "训练",
    test: "测试",
    unknown: "–",
    noTest: "没有测试图像",
    percent: (share) => `${share}%`,
    interval: (low, high) => `${low} 到 ${high}`,
    atStep: (step) => `第 ${number(step)} 步`,
    diagonal: "对角协方差",
    confusions: "混淆矩阵",
    confusionsOf: (method, space) => `${method}（${space}）的混淆矩阵`,
    grid: (method, space, tested) => `${method}（${space}）在${tested ? "测试" : "训练"}图像上的混淆矩阵`,
    learnedFrom: (train, test, all) =>
      `用 ${number(train)} 张图像学习，用 ${number(test)} 张测试` +
      (train + test < all ? `，随机抽自 ${number(all)} 张。` : "。"),
    untrained: "模型尚未训练：潜变量来自随机权重。",
    embedding: (done, all) => `正在嵌入图像：${number(done)} / ${number(all)}。`,
    notEmbedded: "还有图像没有嵌入。请暂停训练，再重新分类。",
  },
  confusion: {
    axes: "行：真实类别。列：判定的类别。",
    cell: (count, truth, said) => `${number(count)} 张类别 ${truth} 的图像被判为 ${said}`,
    hint: "选择一格可查看其中的图像。方向键在格间移动。",
    behind: (found, shown, truth, said) =>
      `${number(found)} 张类别 ${truth} 的图像被判为 ${said}` +
      (shown < found ? `，显示其中 ${number(shown)} 张。` : "。"),
    images: "该格中的图像",
    pick: (row, slot) => `图像 ${row}${slot && `，已选作 ${slot}`}`,
    manyClasses: (classes) => `${number(classes)} 个类别的矩阵太大，难以阅读。`,
  },
  pad: {
    label: "绘图板。方向键移动画笔，加 Shift 步幅更大；空格键落笔或抬笔，Backspace 撤销一笔，Delete 清空。",
  },
  drawing: {
    title: "手绘",
    caption:
      "你画的内容会像这组图像一样居中、缩放、加粗，再像其中一张那样通过模型。按键：方向键移动画笔，空格键落笔或抬笔。",
    noDrawings: "这组图像不是笔画，因此你画的多半会被判为与它们不像。",
    untrained: "模型尚未训练，它对手绘的判断还没有意义。",
    undo: "撤销一笔",
    clear: "清空",
    colour: "画笔",
    seen: "模型看到的样子",
    reconstruction: "重建",
    neighbours: "5 个最近邻",
    logistic: "逻辑回归",
    guess: (name, confidence) => `${name}（${confidence}%）`,
    unknown: "–",
    notFitted: "暂停后拟合",
    oneClass: "只有一个类别",
    noLabels: "没有标签",
    nearest: "编码最近的训练图像",
    near: (row, name) => `图像 ${row}，${name}`,
    hint: "画点什么吧。",
    measuring: "正在与其他图像比较。",
    noYardstick: "没有可供比较的图像。",
    unlike: "与见过的都不像。",
    unusual: "不常见。",
    usual: "与这组图像很像。",
    worse: (share, images, tested) =>
      `它的重建比 ${number(images)} 张${tested ? "测试" : "训练"}图像中的 ${share}% 更差。`,
    farther: (share) => `它的编码在先验下的概率比其中 ${share}% 的更低。`,
  },
  fewLabels: {
    title: "少量标签就够",
    caption:
      "给几张图像起名，名称会沿最近的编码传播到其余图像。可以选用推荐的图像，每张都在一个聚类的中央，也可以在散点图上选取。",
    unlabelled: "这些图像没有标签，请自己输入名称；有多少正确则无从得知。",
    fewImages: "图像太少，名称无法传播。",
    names: "名称",
    another: "新名称",
    add: "添加",
    unnamed: (row) => `图像 ${row}，未命名`,
    named: (row, name) => `图像 ${row}，名为 ${name}`,
    proposed: "值得命名的图像",
    propose: "推荐图像",
    forget: "清除所有名称",
    random: "试用随机标签",
    stop: "停止",
    trying: "处理中",
    colour: "用这些名称给散点图着色",
    noName: "无名称",
    waits: "需要全部图像的编码，暂停训练后即可得到。",
    none: "还没有给任何图像起名。",
    oneName: "目前所有名称都相同：有了第二个名称才会传播。",
    spread: (names, images) => `${number(names)} 个名称，已传播到 ${number(images)} 张图像。`,
    atStep: (step) => `那是在第 ${number(step)} 步。`,
    right: (share, of, low, high) =>
      `其余 ${number(of)} 张中，${share}% 得到了所属类别的名称（95% 置信区间 ${low}% 到 ${high}%）。`,
    count: (name, images) => `${name}：${number(images)}`,
    counts: (counts) => `${counts.join("，")}。`,
    unreached: (images) => `有 ${number(images)} 张图像没有得到名称。`,
    curve: {
      title: "其余图像命名正确的百分比，横轴为标签数",
      own: "你的标签",
      random: "随机标签：每类 1、2、5、10、20 个，3 次抽取的平均",
      about: (own, random) => {
        const list = (points: [number, number][]) =>
          points.map(([labels, share]) => `${number(labels)} 个时 ${fixed(share, 1)}%`).join("，") || "暂无";
        return `你的标签：${list(own)}。随机标签：${list(random)}。`;
      },
    },
  },
};
