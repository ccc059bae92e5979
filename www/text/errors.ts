import { text } from ".";

/** A failure as the engine tells of it: a stable code with its values, and the sentence in English. */
export interface CodedError {
  code?: string;
  values?: object;
  message: string;
}

type Sentence = (values: object) => string;

/** What went wrong, in the language of the page where it has words for that code, else as the engine says it. */
export function sentence({ code, values = {}, message }: CodedError): string {
  const sentences = text.engine.errors as Record<string, unknown>;
  if (code === undefined || !Object.hasOwn(sentences, code)) return message;
  return (sentences[code] as Sentence)(values);
}
