import type { stored as en } from "../en/stored";
import { number } from "../format";

export const stored: typeof en = {
  file: "该文件",
  copying: (name) => `正在把 ${name} 复制到浏览器的存储中，从那里读取更快`,
  changed: (name) => `${name} 已被更改、移动或删除`,
  copied: "图像太多，内存放不下：每一步从浏览器存储中的副本读取所需的图像。",
  notCopied:
    "图像太多，内存放不下，浏览器也没有存放副本的空间：每一步直接从文件读取所需的图像，这会慢一些。请保持文件原样，不要移动。",
  shown: (images, shown) => `模型学习全部 ${number(images)} 张；视图显示其中 ${number(shown)} 张。`,
};
