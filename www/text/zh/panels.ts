import type { panels as en } from "../en/panels";
import { number } from "../format";

export const panels: typeof en = {
  notLoaded: (why) => `页面的一部分无法下载：${why}。请先保存模型，再重新加载页面。`,
  noImages: "还没有图像。",
  diverged: "训练已发散：模型的数值不再是有限数。请返回之前的状态，或以更低的学习率重新开始。",
  className: (name) => `类别 ${name}`,
  imageNumber: (row) => `图像 ${row}`,
  latent: {
    title: "潜空间",
    caption:
      "编码器把每张图像放在哪里：圆点是训练图像，圆环是测试图像。虚线圆分别为先验的 1、2、3 个标准差。" +
      "点选两个点可在其间插值，点别处可标记该位置。圈住一些点即可选中；按住 Shift 可移动散点图。",
    unlabelled: "这些图像没有类别；蓝色为训练图像，橙色为测试图像。",
    inPart: (shown, all) => `训练期间显示 ${number(all)} 张图像中的 ${number(shown)} 张。`,
  },
  dimensions: {
    horizontal: "横轴维度",
    vertical: "纵轴维度",
    by: "×",
  },
  components: {
    button: "主成分",
    help: "编码变化最大的平面：前两个主成分，以及各自占总方差的比例",
    axis: (component, share) => `PC ${component}（${share}）`,
  },
  grid: {
    title: "解码网格",
    captions: {
      even: "解码器在同一平面各处（从 −3 到 3）画出的图像。",
      shares: "解码器在同一平面各处画出的图像；每行每列各占先验采样的相等份额，因此中间部分看得更细。",
    },
    pointing: "指向一张图像可看到它在散点图中的位置，点击可标记该位置。",
    others: (count, held) =>
      count === 1 ? `另一个维度固定为${held}。` : `其余 ${count} 个维度固定为${held}。`,
    zero: " 0，即先验的均值",
    marked: "标记处的值",
    noneMarked: " 0，因为尚未标记位置",
    spacing: "间距",
    spacings: { even: "均匀", shares: "按先验" },
    held: "其余维度",
    holds: { zero: "0", marked: "标记处" },
  },
  loss: {
    title: "损失",
    caption:
      "重建项是解码器与图像相差多少 nats；KL 是编码在先验之外还说明了图像的多少信息。" +
      "两者之和 −ELBO 就是 beta = 1 时训练所降低的量，除非选择了别的目标函数。",
    unit: "每张图像的 nats，横轴为轮数",
    reconstruction: "重建",
    kl: "KL",
  },
  reconstructions: {
    title: "图像与重建",
    testTitle: "测试图像与重建",
    caption: "没有测试集，因此显示训练图像；每张下方是它经过 z 之后留下的内容。按一张可选作插值端点。",
    testCaption: "模型没有训练过的图像；每张下方是它经过 z 之后留下的内容。按一张可选作插值端点。",
    others: "换一批图像",
  },
  save: {
    button: "保存",
    about: (view) => `保存“${view}”`,
    picture: "图片（PNG）",
    drawing: "图片（SVG）",
    caption: (set, epoch, steps) => `${set}，第 ${epoch} 轮，第 ${number(steps)} 步`,
    curves: "曲线（CSV）",
    chart: (name) => `“${name}”图表（SVG）`,
    csv: (images) => `${number(images)} 张图像的编码（CSV）`,
    npy: (images) => `${number(images)} 张图像的编码（NPY）`,
    nothing: "还没有可保存的内容。",
    tooLarge: "图片过大",
    failed: (why) => `无法生成文件：${why}`,
  },
};
