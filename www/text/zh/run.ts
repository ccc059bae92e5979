import type { run as en } from "../en/run";
import { number, significant } from "../format";

const inUse = { cpu: "CPU", webgpu: "GPU" };

const tenth = (epoch: number) => number(Math.floor(epoch * 10) / 10);

export const run: typeof en = {
  openingDevice: "正在打开设备",
  tryAgain: "重试",
  trainOnCpu: "改用 CPU 训练",
  deviceStays: (kind) => `${inUse[kind]} 上的模型保持原样。`,
  devices: {
    timed: ({ cpu, webgpu }, kind) =>
      `CPU：每步 ${significant(cpu, 2)} ms；GPU：每步 ${significant(webgpu, 2)} ms。现在使用 ${inUse[kind]}。`,
    failed: (why, kind) => `继续使用 ${inUse[kind]}，因为无法试用另一设备：${why}`,
    tooLong: "耗时超过一分钟。",
  },
  learnedIsLost: "模型学到的内容已丢失，设置仍保留。",
  notKept: (epoch, why) =>
    `训练到第 ${tenth(epoch)} 轮的结果无法保留以供返回（${why}）。继续操作将丢失这些结果。`,
  loseIt: "继续",
  noModel: "没有可用的模型。请重置以打开一个。",
  dataStays: "先前加载的数据保持不变。",
  diverged: "损失已不是有限数：训练发散了。请回到发散之前，并降低学习率或裁剪梯度。",
  nothingFinite: "模型无法保存：其数值已不是有限数，之前也没有保留可用的版本。",
  divergence: {
    back: (epoch, remedy) => `回到第 ${tenth(epoch)} 轮，${remedy}`,
    anew: (remedy) => `重新开始，${remedy}`,
    rate: (rate) => `学习率设为 ${rate}`,
    clip: (norm) => `梯度裁剪到 ${norm}`,
  },
  recovery: {
    kept: (epoch) => `第 ${tenth(epoch)} 轮的模型已保留。`,
    goOn: (epoch, how) => `${how}从第 ${tenth(epoch)} 轮继续`,
    restart: (how) => `${how}重新启动`,
    withBatch: (size) => `以批大小 ${number(size)} `,
    onCpu: "在 CPU 上",
    sameSettings: "以相同设置",
  },
  silence: {
    told: (seconds) => `引擎已有 ${number(seconds)} 秒没有响应。可能这一步很长，也可能已卡住。`,
    wait: "等待",
    goOn: (epoch) => `结束引擎，从第 ${tenth(epoch)} 轮继续`,
    restart: "结束引擎并重新启动",
  },
  useBatch: (size) => `使用批大小 ${number(size)}`,
  loading: "正在加载",
  givingImages: "正在把图像交给模型",
  likelihoods: {
    meanPixel: "像素均值",
    entropyFloor: "像素熵",
    crossEntropy: (meanPixel, entropyFloor) =>
      `参照：对每个像素都猜均值时，代价为 ${meanPixel}；任何模型都不会低于像素的熵 ${entropyFloor}。`,
    density: "高斯似然是概率密度：重建项可能低于 0。其他似然的量纲不同。",
    levels: "重建项是像素 256 个取值的编码代价；其他似然的量纲不同。",
  },
};
