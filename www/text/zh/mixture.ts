import type { mixture as enMixture, prior as enPrior } from "../en/mixture";
import { fixed, number } from "../format";

/** Not quite all or none is not written as if it were. */
const percent = (share: number) =>
  `${fixed(100 * share, share > 0 && share < 1 && (share > 0.995 || share < 0.005) ? 1 : 0)}%`;

export const mixture: typeof enMixture = {
  title: "高斯混合",
  caption:
    "用若干高斯之和拟合训练图像的后验均值。对数似然高于先验时，它比先验更清楚图像在哪里；测试远低于训练时，说明参数相对图像太多。" +
    "BIC 权衡拟合程度与参数个数：越低越好。",
  covariance: "协方差",
  covarianceHelp:
    "完整：任意方向的椭圆，每对维度一个参数。对角：只沿坐标轴，参数少得多，适合维度多或图像少的情形。",
  covariances: { full: "完整", diagonal: "对角" },
  choice: "高斯个数的确定",
  choiceHelp: "手动设定，或从 1 到最大值逐个尝试，取 BIC 最低的。",
  choices: { hand: "手动", bic: "按 BIC" },
  components: "高斯个数",
  componentsHelp: "用多少个高斯；由 BIC 选择时则是最多多少个。",
  trainingImages: (count) => `因为有 ${number(count)} 张训练图像`,
  restarts: "起始次数",
  restartsHelp: "从不同位置重新拟合多少次，取最好的一次。",
  seed: "种子",
  seedHelp: "同一模型用同样的种子，得到同样的混合。",
  fit: "拟合",
  cancel: "取消",
  fitting: "正在拟合",
  keep: "训练期间持续拟合",
  ellipses: "在散点图上画椭圆",
  contours: "在散点图上画密度",
  status: {
    waiting: "正在等待图像的后验均值。",
    embedding: (done, all) => `正在等待后验均值：${number(all)} 张图像已完成 ${number(done)} 张。`,
    none: "尚未拟合。",
    untrained: "模型尚未训练：图像的位置由随机权重决定。",
    fitting: (share) => `正在拟合：已完成 ${percent(share)}。`,
    fitted: (components, iterations, converged, step) =>
      `${number(components)} 个高斯，拟合于第 ${number(step)} 步：` +
      `${number(iterations)} 次迭代后${converged ? "收敛" : "未收敛"}。`,
    stale: "此后模型又训练过：请重新拟合。在那之前，散点图上不显示它。",
    many: (numbers, images) =>
      `它有 ${number(numbers)} 个参数要拟合，而只有 ${number(images)} 张图像：测试很可能远低于训练。` +
      "对角协方差或更少的高斯需要的参数更少。",
    flat: "潜空间只有一个维度，因此没有平面可画椭圆和密度。",
  },
  curve: {
    title: "BIC 随高斯个数的变化",
    about: "BIC 随高斯个数的变化：方向键选择其他个数。",
    one: (components, bic, least) => `${number(components)} 个高斯：BIC ${bic}${least ? "，最低" : ""}`,
    hint: "圆环标出最低处。按一个点，或用方向键，选择其他个数。",
  },
  likelihood: {
    title: "图像编码的平均对数似然，nats",
    model: "模型",
    train: "训练",
    test: "测试",
    bic: "BIC",
    mixture: (components) => `${number(components)} 个高斯的混合`,
    one: "单个高斯",
    prior: "先验 N(0, I)，要超过的基准",
    noTest: "没有测试图像，因此无从得知拟合在训练图像之外是否成立。",
  },
  table: {
    title: "各高斯",
    number: "编号",
    mean: "均值，解码后",
    weight: "权重",
    images: "图像数",
    most: "多数属于",
    ofClass: (name, share) => `${name}（${percent(share)}）`,
    decoded: (component) => `解码器在高斯 ${component} 的均值处画出的图像`,
    noClasses: "图像没有类别，无法与各高斯对照。",
  },
  classes: {
    title: "每类一个高斯，每张图像的 nats",
    class: "类别",
    train: "训练",
    test: "测试",
    images: "图像数，训练和测试",
    oneClass: "只有一个类别时，这与单个高斯相同。",
  },
  members: {
    title: "属于谁",
    hint: "指向散点图上的一张图像，可看它属于哪些高斯。",
    image: (row) => `图像 ${row}`,
    place: "此处",
    component: (component) => `高斯 ${component}`,
    others: (count) => `其余 ${number(count)} 个`,
    sum: (sum) => `合计 ${sum}`,
  },
};

export const prior: typeof enPrior = {
  title: "全体编码与先验",
  caption:
    "聚合后验是所有图像后验的混合。条形：每张训练图像从其后验 N(μ, σ) 中抽取一个编码，而不只是均值。" +
    "曲线：先验 N(0, 1)。两者吻合之处，先验的样本会落在有图像的地方。",
  waiting: "正在等待图像的后验。",
  failed: (why) => `无法测量：${why}`,
  step: (images, step) => `${number(images)} 个编码，来自同样多的训练图像，第 ${number(step)} 步。`,
  dimensions: {
    one: (dimension, kl, outside) => `z${dimension}：KL ${kl} nats${outside}`,
    outside: (count) => `，${number(count)} 个在范围外`,
    order: (count) =>
      count === 1 ? "KL 是各图像的平均，单位 nats。" : "按 KL 排序，KL 是各图像的平均，单位 nats。",
    page: (first, last, all) => `第 ${first} 到 ${last} 个，共 ${all} 个`,
    previous: "上一页",
    next: "下一页",
    all: "显示全部",
    fewer: "显示 16 个",
  },
  discrepancy: {
    title: "与先验的距离（MMD²）",
    measured: (value, low, high) => `${value}，95% 区间 ${low} 到 ${high}`,
    about: (count, step) =>
      `第 ${number(step)} 步，${number(count)} 个编码与同样多的先验样本之间最大均值差异的平方；两者相同时为 0。`,
    same: "区间包含 0：这么多样本无法区分编码与先验。",
    differs: "区间高于 0：编码的分布与先验不同。",
    measuring: "正在与先验样本比较。",
    training: "暂停训练后测量。",
    few: (least) => `至少需要 ${number(least)} 张训练图像。`,
  },
  ratio: {
    title: "编码密度与先验密度之比",
    about: (across, up) => `${across} 与 ${up} 平面上编码密度与先验密度之比。数字标出空洞，与列表一致。`,
    more: "编码多于先验",
    fewer: "较少",
    flat: "潜空间只有一个维度：空洞就在上方条形低于曲线之处。",
    others: (count) => (count === 1 ? "另一个维度固定为 0。" : `其余 ${count} 个维度固定为 0。`),
  },
  holes: {
    title: "空洞",
    caption:
      "先验密集而编码稀少的位置。左边是解码器在那里画出的图像；右边是最近的、编码与先验同样密集之处。按一个可标记它。",
    none: "没有空洞：在这个平面上，先验密集之处都有编码。",
    hole: (number) => `空洞 ${number}`,
    place: (places) => places.join("，"),
    times: (times) => `先验的密度是编码的 ${times} 倍`,
    empty: "完全没有编码",
    nowhere: "附近没有更密集之处",
  },
};
