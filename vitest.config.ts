import { defineConfig } from "vitest/config";

/** Unit tests beside the sources, without a browser; what draws or trains is tested in one (tests/e2e). */
export default defineConfig({
  test: {
    include: ["www/**/*.test.ts"],
    environment: "node",
  },
});
