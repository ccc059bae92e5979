/** What happens here for the first time: a training, and each hint that is read. */
export type Once = "has-trained" | `hint-${string}`;

const key = (what: Once) => `vae-playground-${what}`;

/** Whether this has not been in this browser yet. Where nothing may be stored, it is the first time at each visit. */
export function isFirstTime(what: Once): boolean {
  try {
    return localStorage.getItem(key(what)) === null;
  } catch {
    return true;
  }
}

/** From now on nobody needs to be told. */
export function endFirstTime(what: Once): void {
  try {
    localStorage.setItem(key(what), "1");
  } catch {
    // It is said again at the next visit.
  }
}
