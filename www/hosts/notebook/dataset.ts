import { createDataset, type Dataset } from "../../data/dataset";
import { bytesOf, floatsOf, rowsOf, type About } from "./model";

/** The images that the kernel sent: pixels, rows to test on, labels. */
export function readDataset({ name, shape, bytes, classNames }: About, buffers: DataView[]): Dataset {
  const [pixels, testRows, labels] = buffers as [DataView, DataView, DataView];
  return createDataset({
    name,
    classNames,
    images: {
      pixels: bytes ? Float32Array.from(bytesOf(pixels), (value) => value / 255) : floatsOf(pixels),
      shape,
      ...(labels.byteLength > 0 && { labels: rowsOf(labels) }),
      ...(testRows.byteLength > 0 && { testRows: rowsOf(testRows) }),
    },
  });
}
