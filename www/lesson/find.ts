import { text } from "../text/guide";
import { locale } from "../text/locale";
import { shipped, type Lesson, type Words } from "./lesson";
import { readLesson } from "./read";

const words = text.lesson;

/** A sentence in the language of the page, or else in English. */
export const say = (said: Words): string => said[locale] ?? said.en;

/** Where a lesson lies: one of the playground's by its name, any other by its address, from the page's on. */
export function addressOf(name: string): URL {
  const own = (shipped as readonly string[]).includes(name);
  return new URL(own ? `lessons/${name}.json` : name, document.baseURI);
}

/** A lesson by its name or address. Rejected with a plain error where it can't be had, or is none. */
export async function findLesson(name: string): Promise<Lesson> {
  const address = addressOf(name);
  // The site's policy lets nothing else through.
  if (address.origin !== location.origin) throw new Error(words.notHad(name, words.elsewhere));
  let response: Response;
  try {
    // Its name is the same in every version of the site.
    response = await fetch(address, { cache: "no-cache" });
  } catch (error) {
    throw new Error(words.notHad(name, (error as Error).message));
  }
  if (!response.ok) throw new Error(words.notHad(name, words.notServed(response.status)));
  return readLesson(await response.text());
}
