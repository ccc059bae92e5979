import { expect, test } from "vitest";
import { addressOf, parts, uses, workspaceAt, workspaceOf, workspaces } from "./workspaces";

test("each workspace is found again by its address", () => {
  for (const workspace of workspaces) expect(workspaceAt(addressOf(workspace))).toBe(workspace);
  expect(new Set(workspaces.map((workspace) => addressOf(workspace))).size).toBe(workspaces.length);
});

test("an address keeps what it says beside the workspace", () => {
  const [, , latent] = workspaces;
  expect(addressOf(latent!, "#train")).toBe("#latent");
  const address = addressOf(latent!, "#/train?v=1&set=moons");
  expect(address).toBe("#/latent?v=1&set=moons");
  expect(workspaceAt(address)).toBe(latent);
});

test("an address that names no workspace leads to the first", () => {
  for (const hash of [
    "",
    "#",
    "#nothing",
    "#Latent",
    "#latent/3",
    "#lesson=kl",
    "#?beta=4",
    "#__proto__",
    "latent space",
  ])
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
