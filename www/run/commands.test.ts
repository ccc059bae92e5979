import { expect, test } from "vitest";
import { Commands } from "./commands";

function setUp() {
  const said: string[] = [];
  const commands = new Commands(
    (busy) => said.push(busy ? "busy" : "free"),
    ({ message }) => said.push(message),
  );
  /** A command that ends when it is told to. */
  const command = (name: string) => {
    let end: (error?: Error) => void;
    const work = () =>
      new Promise<void>((resolve, reject) => {
        said.push(name);
        end = (error) => (error ? reject(error) : resolve());
      });
    return { done: commands.run(work), end: (error?: Error) => end(error) };
  };
  return { said, command, commands };
}

test("commands wait for their turn in order, and none is lost", async () => {
  const { said, command, commands } = setUp();
  const first = command("step");
  const second = command("reset");
  const third = command("other data");
  await Promise.resolve();
  expect(said).toEqual(["busy", "step"]);
  first.end();
  await first.done;
  second.end();
  await second.done;
  third.end();
  await commands.done;
  expect(said).toEqual(["busy", "step", "reset", "other data", "free"]);
});

test("one that fails says so and stops no other", async () => {
  const { said, command } = setUp();
  const first = command("reset");
  const second = command("step");
  await Promise.resolve();
  first.end(new Error("no memory"));
  await first.done;
  second.end();
  await second.done;
  expect(said).toEqual(["busy", "reset", "no memory", "step", "free"]);
});
