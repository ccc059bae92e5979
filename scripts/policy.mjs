// The policy of www/public/_headers inside the page too, for servers that send no headers of their own. A page's own
// element can't say who may frame it.
import { readFileSync } from "node:fs";

const headers = readFileSync(new URL("../www/public/_headers", import.meta.url), "utf8");
const [, shipped] = /Content-Security-Policy: (.*)/.exec(headers);
const own = shipped
  .split("; ")
  .filter((directive) => !directive.startsWith("frame-ancestors"))
  .join("; ");

/** @returns {import("vite").Plugin} */
export const policy = () => ({
  name: "policy",
  // The server of `npm run dev` puts scripts of its own into the page.
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: own },
      injectTo: "head-prepend",
    },
  ],
});
