import type { bootstrap as en } from "../en/bootstrap";

export const bootstrap: typeof en = {
  noKernel: "没有可用的内核。请重新运行该单元格",
  kernelGone: "内核已断开",
  waiting: "VAE Playground 正在等待内核。如果内核已断开，请重新运行此单元格。",
  failed: (why) => `VAE Playground 无法启动：${why}。`,
  elsewhere: "已显示在本页的另一处。改在这里显示",
};
