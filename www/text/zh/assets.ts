import type { assets as en } from "../en/assets";

export const assets: typeof en = {
  damaged: "收到的文件已损坏，重新请求后仍然如此",
  notBuilt: "尚未构建完成，完成后页面会提示",
};
