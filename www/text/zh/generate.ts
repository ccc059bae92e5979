import type { generate as en } from "../en/generate";
import { number } from "../format";

export const generate: typeof en = {
  source: {
    noMixture: "还没有拟合混合模型。",
    noClasses: "这些图像没有类别。",
    noLatents: "还没有让编码器给出图像的位置。",
    emptyClass: "没有属于该类别的训练图像。",
  },
  samples: {
    title: "样本",
    caption:
      "在潜空间中抽取位置，由解码器画成图像。训练期间，同样的位置会重新解码。" +
      "点击一张，或用方向键，可看它的位置和最近的训练图像；按 N 抽取新的一批。",
    from: "抽样来源",
    fromHelp:
      "先验是模型训练所趋向的分布。高斯混合拟合训练图像所在之处，因此避开其间的空洞；抽样围绕各高斯分布，如同后验围绕其均值。" +
      "单个类别有自己的高斯。图像 A 附近则从其后验中抽取。",
    sources: {
      prior: "先验",
      mixture: "拟合的高斯混合",
      class: "单个类别",
      image: "图像 A 附近",
    },
    class: "类别",
    classHelp: "用哪个类别的训练图像来拟合高斯。",
    components: "高斯个数",
    componentsHelp: "用多少个高斯拟合该类别。越多越贴合其形状。",
    width: "后验宽度",
    widthHelp: "后验的标准差乘以此值，以便看得离图像更远。",
    temperature: "温度",
    temperatureHelp: "标准差乘以此值。小于 1 时样本更相似、更典型；为 0 时都位于所属高斯的均值。",
    count: "样本数",
    countHelp: "抽取多少个。",
    seed: "抽样种子",
    seedHelp: "种子相同，抽到的位置就相同。",
    draw: "抽取",
    more: "换一批",
    beneath: "在下方显示最近的训练图像",
    drawnAt: (step, now) =>
      `抽自第 ${number(step)} 步的模型；现在已到第 ${number(now)} 步。重新抽取即可跟上。`,
    sheet: {
      role: "样本表",
      none: "样本，暂无。",
      about: (count) => `${number(count)} 个解码样本。方向键逐个移动，Escape 离开，N 换一批。`,
      one: (place, count) => `样本 ${place} / ${count}`,
    },
    details: {
      none: "没有选中样本。",
      sample: "样本",
      nearest: "最近的训练图像",
      place: "z",
      length: (length, usual) => `距原点 ${length}；先验样本通常距原点 ${usual}`,
      prior: "先验下的对数密度",
      mixture: "高斯混合下的对数密度",
      nats: (value) => `${value} nats`,
      distance: "像素距离",
      among: (searched, all) =>
        searched < all
          ? `在 ${number(all)} 张训练图像中随机取 ${number(searched)} 张查找。`
          : `在全部 ${number(all)} 张训练图像中查找。`,
      typical: (median, closest, count) =>
        `训练图像与其最近的另一张相距 ${median}（${number(count)} 张的中位数）；其中 5% 比 ${closest} 更近。`,
      near: "这个样本离某张训练图像比那 5% 彼此之间还近。",
      between: "这个样本离某张训练图像，与训练图像彼此之间一样近。",
      far: "这个样本离任何训练图像，都比半数训练图像彼此之间更远。",
      smooth: "解码图像较平滑，因此离所有其他图像都更近。",
      training: "暂停训练后会查找最近的训练图像。",
      looking: "正在查找最近的训练图像。",
      alone: "训练图像不足两张，无法比较。",
    },
  },
  mixture: {
    none: "还没有拟合高斯混合。",
    waiting: "编码器给出图像的位置后，即可拟合高斯混合。",
    fitted: (components, kind, step) =>
      `${number(components)} 个高斯的混合（${kind === "full" ? "完整" : "对角"}协方差），拟合于第 ${number(step)} 步。`,
    older: (now) => `模型现在已到第 ${number(now)} 步。`,
    fit: "拟合一个",
    again: "重新拟合",
    stop: "停止拟合",
    fitting: "正在拟合高斯混合",
  },
  measures: {
    title: "先验与高斯混合之比较",
    caption:
      "样本与训练图像有多接近，用一个在数字和服饰上训练的小分类器的特征来衡量；它不是 Inception，Fréchet 距离也不是 FID。" +
      "差异（MMD）和 Fréchet 距离越低，两组越相似。精确率是一组中落在训练图像之间的比例，召回率是训练图像中落在该组之间的比例。" +
      "方括号内是重采样值的 95%。",
    images: "每组图像数",
    imagesHelp:
      "用多少个样本与同样多的训练图像比较。越多区间越窄；数量较少的一组会限制所有组，因为数量相等才可比。",
    seed: "分组种子",
    seedHelp: "种子相同，抽到的样本和图像就相同。",
    measure: "比较",
    stop: "停止比较",
    measuring: "正在比较",
    notMeasured: "尚未比较。",
    sets: {
      prior: "先验",
      mixture: "高斯混合",
      reconstructions: "重建",
      floor: { test: "测试图像", training: "其他训练图像" },
    },
    measures: {
      discrepancy: "差异（MMD²）",
      frechet: "Fréchet 距离",
      precision: "精确率",
      recall: "召回率",
    },
    measureOf: "度量",
    interval: (low, high) => `[${low}, ${high}]`,
    absent: "–",
    measured: (images, from, to) =>
      `每组 ${number(images)} 张图像，与同样多的训练图像比较，` +
      (from === to
        ? `模型处于第 ${number(from)} 步。`
        : `期间模型从第 ${number(from)} 步到了第 ${number(to)} 步。`),
    older: (now) => `现在已到第 ${number(now)} 步。`,
    noMixture: "没有可比较的高斯混合。",
    olderMixture: (step) => `高斯混合拟合于第 ${number(step)} 步，那时图像在别处：请重新拟合再比较。`,
    noTest: "没有测试图像；用不在其他组中的训练图像代替。",
    few: (images) => `只有 ${number(images)} 张时，即使相似的两组也相距甚远：最后一列显示有多远。`,
    tooFew: (least) => `图像太少：每组需要 ${number(least)} 张，还需要测试图像或同样多的其他图像。`,
    nearer: {
      both: (said) => `按两种距离，${said}。`,
      each: (discrepancy, frechet) => `按差异，${discrepancy}；按 Fréchet 距离，${frechet}。`,
      prior: "先验的样本更近",
      mixture: "高斯混合的样本更近",
      neither: "先验与高斯混合的区间重叠",
    },
  },
};
