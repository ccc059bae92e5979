import type { time as en } from "../en/time";
import { number } from "../format";

export const time: typeof en = {
  title: "时间",
  caption:
    "训练期间会保留模型的权重，间隔越来越大，在步数的对数刻度上大致均匀。移动滑块，查看模型当时的样子：" +
    "由模型的第二个副本绘制，训练不受影响。其他卡片都显示现在。",
  none: "还没有保留任何时刻：请先训练。",
  tooLarge: (megabytes) => `此模型的权重占 ${megabytes} MB：能保留的时刻太少。请选择较小的模型以便回看。`,
  kept: (count, megabytes) => `已保留 ${number(count)} 个时刻，共 ${megabytes} MB。`,
  few: (room) => `这样大小的模型最多能保留 ${number(room)} 个时刻。`,
  slider: "时刻",
  other: "时刻 B",
  at: (epoch, step) => `第 ${epoch} 轮，第 ${step} 步`,
  now: "现在",
  present: "这是现在。移动滑块以回看。",
  past: (at, step) => `过去：${at}，共 ${step} 步。其他卡片显示现在。`,
  loading: "正在取回当时的模型。",
  failed: (why) => `无法显示此时刻。${why} 移动滑块可重试。`,
  play: "播放",
  pause: "暂停",
  back: "回到现在",
  speed: "速度",
  speeds: { "1": "每秒 1 个", "2": "每秒 2 个", "4": "每秒 4 个", "8": "每秒 8 个" },
  compare: "与第二个时刻比较",
  turn: "旋转 B 的散点图，使其与 A 对齐",
  turned: (angle, mirrored, residual) =>
    `B 的散点图${mirrored ? "先镜像，再" : ""}旋转了 ${angle}°。此后它的点与 A 的点相距 ${residual}（均方根，以先验的标准差为单位）。`,
  parts: { a: "A", b: "B" },
  fitted: (axis) => `${axis}，已旋转`,
  map: (at, images) => `${at}时 ${number(images)} 张图像的散点图`,
  described: (name, set, model, at) => [...(name ? [name] : []), set, model, at].join(" · "),
  some: (shown, all) => `散点图显示 ${number(all)} 张图像中的 ${number(shown)} 张。`,
  model: (widths, latent) => [...widths, latent].join("-"),
  save: {
    start: "保存为动画（GIF）",
    stop: "取消",
    working: "正在绘制动画。",
    frame: (done, all) => `${done} / ${all}`,
    saved: (file, frames) => `已保存为 ${file}，共 ${number(frames)} 帧。`,
  },
};
