// The page's own script, and what that imports, come after the one with its language: they are asked for beside that one all
// the same.

/** @param {string} source @returns {import("vite").Plugin} */
export const preload = (source) => ({
  name: "preload",
  apply: "build",
  transformIndexHtml: (_html, { bundle = {} }) =>
    Object.values(bundle)
      .filter((chunk) => chunk.type === "chunk" && chunk.facadeModuleId?.endsWith(`/${source}`))
      .flatMap(({ fileName, imports }) => [fileName, ...imports])
      .filter((fileName) => !bundle[fileName].isEntry)
      .map((fileName) => ({
        tag: "link",
        attrs: { rel: "modulepreload", href: `./${fileName}`, crossorigin: true },
        injectTo: "head",
      })),
});
