/** Which sessions are open in a tab: each holds a lock of its name as long as its page is there. */
const lockOf = (session: string) => `vae-playground ${session}`;

/** Lets go of a session. */
export type Release = () => void;

/**
 * Holds a session, so that no other tab goes on with it; null where another one holds it, also after `waitMs`, which a page
 * that is being left may take to let go. A page without locks, as one that is not served over https, holds what it asks for.
 */
export async function hold(session: string, waitMs = 0): Promise<Release | null> {
  const { locks } = navigator;
  if (!locks) return () => {};
  return new Promise((resolve, reject) => {
    const take = (lock: Lock | null) => {
      if (!lock) return resolve(null);
      return new Promise<void>((release) => resolve(() => release()));
    };
    const asked =
      waitMs > 0
        ? locks.request(lockOf(session), { signal: AbortSignal.timeout(waitMs) }, take)
        : locks.request(lockOf(session), { ifAvailable: true }, take);
    asked.catch((error: Error) =>
      ["AbortError", "TimeoutError"].includes(error.name) ? resolve(null) : reject(error),
    );
  });
}

/** The session that this tab had before it was loaded anew. */
export function ownBefore(scope: string): string | null {
  try {
    return sessionStorage.getItem(lockOf(scope));
  } catch {
    return null;
  }
}

const goesOn = (scope: string) => `vae-playground goes on ${scope}`;

/** Has this tab's next page go on by itself with the session that is its own. */
export function goOnNext(scope: string): void {
  try {
    sessionStorage.setItem(goesOn(scope), "");
  } catch {
    // It is offered then.
  }
}

/** Whether this page is to go on so; once. */
export function takeGoOn(scope: string): boolean {
  try {
    const asked = sessionStorage.getItem(goesOn(scope)) !== null;
    sessionStorage.removeItem(goesOn(scope));
    return asked;
  } catch {
    return false;
  }
}

export function rememberOwn(scope: string, session: string): void {
  try {
    sessionStorage.setItem(lockOf(scope), session);
  } catch {
    // The tab's next page is then offered the newest that no tab holds.
  }
}
