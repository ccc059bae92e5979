import { expect, test } from "vitest";
import { addressOf, parts, uses, workspaceAt, workspaceOf, workspaces } from "./workspaces";

test("each workspace is found again by its address", () => {
  for (const workspace of workspaces) expect(workspaceAt(addressOf(workspace))).toBe(workspace);
  expect(new Set(workspaces.map(addressOf)).size).toBe(workspaces.length);
});

test("an address that names no workspace leads to the first", () => {
  for (const hash of ["", "#", "#nothing", "#Latent", "#latent/3", "#__proto__", "latent space"])
    expect(workspaceAt(hash).name).toBe("train");
});

test("each part of the model leads to one workspace, and a workspace's first part to itself", () => {
  for (const part of parts)
    expect(workspaces.filter((workspace) => workspace.parts.includes(part))).toHaveLength(1);
  for (const workspace of workspaces) {
    const [first] = workspace.parts;
    expect(first ? workspaceOf(first) : workspace).toBe(workspace);
    expect(uses.includes(workspace)).toBe(first === undefined);
  }
  expect(workspaceOf("latent").name).toBe("latent");
  expect(workspaceOf("image").name).toBe("train");
});
