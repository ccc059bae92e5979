import { readFileSync } from "node:fs";
import { shipped } from "../../www/lesson/lesson";
import { readLesson } from "../../www/lesson/read";
import { measure } from "./lesson-facts";
import { expect, test, type PlaygroundPage } from "./playground";

const lessonOf = (name: string) =>
  readLesson(readFileSync(new URL(`../../www/public/lessons/${name}.json`, import.meta.url), "utf8"));

const strip = ({ page }: PlaygroundPage) => page.getByRole("region", { name: /^Lesson: / });

/** The step is done, and the losses are those of its last epoch. */
async function done(playground: PlaygroundPage): Promise<void> {
  await expect(strip(playground)).toHaveAttribute("data-stage", "done", { timeout: 60_000 });
  await playground.settled();
}

for (const name of shipped) {
  const { title, steps } = lessonOf(name);

  test(`lesson “${title.en}”: what it claims is so, step by step`, async ({ playground }) => {
    const { page } = playground;
    await page.goto(`./#lesson=${name}`);
    const lesson = strip(playground);
    for (const [i, step] of steps.entries()) {
      await expect(lesson.getByText(`Step ${i + 1} of ${steps.length}`)).toBeVisible();
      if (step.ask) {
        await expect(
          lesson.getByRole("button", { name: "Next" }).or(lesson.getByRole("button", { name: "Finish" })),
        ).toBeDisabled();
        // Every other guess is a wrong one.
        const guess = i % 2 === 0 ? step.ask.answer : (step.ask.answer + 1) % step.ask.choices.length;
        await lesson.getByRole("button", { name: step.ask.choices[guess]!.en, exact: true }).click();
      }
      await done(playground);
      if (step.ask)
        await expect(lesson.locator(".lesson-answer strong").first()).toHaveText(
          i % 2 === 0 ? "Yes." : /^No: /,
        );
      if (step.train !== undefined)
        expect(await page.evaluate(() => window.vaePlayground.state.epoch)).toBeCloseTo(step.train);
      if (step.view) await expect(page.locator(`[data-view="${step.view}"]`)).toHaveClass(/pointed/);
      for (const { fact, above = -Infinity, below = Infinity } of step.expect) {
        const value = await measure[fact](page);
        expect(value, `step ${i + 1}: ${fact}`).toBeGreaterThan(above);
        expect(value, `step ${i + 1}: ${fact}`).toBeLessThan(below);
      }
      await lesson.getByRole("button", { name: i + 1 < steps.length ? "Next" : "Finish" }).click();
    }
    await expect(lesson).toBeHidden();
    await expect(playground.alert).toBeEmpty();
  });
}
