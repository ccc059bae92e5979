import type { sets as en } from "../en/sets";

const toy = (name: string, about: string) => ({
  name,
  about: `${about}每个点在其位置上画成一个光斑。`,
});

export const sets: typeof en = {
  digits: {
    name: "手写数字",
    about: "1,797 个 8 × 8 像素的手写数字，自带训练与测试划分，随本应用提供。",
    credit:
      "数据：Optical Recognition of Handwritten Digits，E. Alpaydin 与 C. Kaynak，UCI Machine Learning Repository，" +
      "取自 scikit-learn，CC BY 4.0。",
  },
  mnist: {
    name: "MNIST",
    about:
      "70,000 个 28 × 28 像素的手写数字，七分之一用于测试，取自原测试集。最多下载 11 MB，每 10,000 张图像 1.6 MB。",
    credit: "数据：MNIST，Y. LeCun、C. Cortes 与 C. Burges，CC BY-SA 3.0。",
  },
  fashion: {
    name: "Fashion-MNIST",
    about:
      "70,000 张 28 × 28 像素的服饰照片，七分之一用于测试：来源没有给出原划分，因此取每类最后 1,000 张。" +
      "最多下载 31 MB，每 10,000 张图像 4.4 MB。",
    credit: "数据：Fashion-MNIST，H. Xiao、K. Rasul 与 R. Vollgraf，Zalando Research，MIT 许可证。",
    classNames: ["T 恤", "裤子", "套头衫", "连衣裙", "外套", "凉鞋", "衬衫", "运动鞋", "包", "靴子"],
  },
  animals: {
    name: "动物剪影",
    about:
      "9,716 张 28 × 28 像素的剪影，十种动物，五分之一用于测试：划分由我们自定，并去掉了 284 张重复图像。下载 2.7 MB。",
    credit: "数据：animal-mnist 0.4，Sina Mohammadi，其软件包声明为 MIT 许可证；已去掉重复图像。",
  },
  faces: {
    name: "卡通人脸",
    about:
      "10,000 张 32 × 32 像素的彩色卡通人脸，由部件拼成：头发、胡须、眼睛、嘴、衣服及其颜色都是已知的。" +
      "没有两张相同；2,000 张用于测试。下载 2.7 MB。",
    credit: "图像：ToonHead，Johan Melin，CC BY 4.0，由 DiceBear 组合并栅格化。",
  },
  things: {
    name: "物品",
    about:
      "六种物品，三家厂商，每种每家 360 张 32 × 32 像素的彩色图像：表情符号，位置、大小、背景各不相同。下载 2.9 MB。",
    note:
      "按厂商划分：Noto 和 Twemoji 用于训练，Fluent 用于测试，因此测试衡量的是换一种画风后是否仍然成立。" +
      "每个表情符号出现多次，经平移、缩放、镜像，并配以六种背景。",
    credit:
      "图像：Noto（Google，Apache-2.0）、Twemoji（CC BY 4.0）和 Fluent（Microsoft，MIT）的表情符号，栅格化后置于自制背景上。",
  },
  sprites: {
    name: "几何图形",
    about: "正方形、椭圆和心形，由本应用绘制。形状、大小、旋转和位置都是已知的，即 dSprites 的因子。",
  },
  landscapes: {
    name: "风景",
    about:
      "山丘、湖、树和太阳，由本应用彩色绘制。太阳高度、时刻、山脊、雪线、水面和树的数量都是已知的，且相互独立。",
  },
  moons: toy("双月", "两个半圆，互相环抱。"),
  circles: toy("同心圆", "两个圆，一个在另一个里面。"),
  swissRoll: toy("瑞士卷", "一圈半的螺线。"),
  gaussians: toy("高斯网格", "网格上的 25 个窄高斯。"),
  pinwheel: toy("风车", "五条弯曲的旋臂。"),
  own: {
    name: "自己的图像",
    about:
      "图像只留在浏览器里。可打开或拖放 IDX、NPY、NPZ 或 CSV 文件，或含 PNG、JPEG、WebP 图片的 zip 或文件夹，" +
      "其中的子文件夹即为类别。标签文件要与图像文件一起选择。",
  },
};
