import { text } from ".";

/** A failure as a module tells of it: a stable code with its values, and the sentence in English. */
export interface CodedError {
  code?: string;
  values?: object;
  message: string;
}

type Sentence = (values: object) => string;

/** What went wrong, in the language of the page where it has words for that code, else as it is told. */
export function sentence(
  { code, values = {}, message }: CodedError,
  sentences: Record<string, unknown> = text.engine.errors,
): string {
  if (code === undefined || !Object.hasOwn(sentences, code)) return message;
  return (sentences[code] as Sentence)(values);
}
