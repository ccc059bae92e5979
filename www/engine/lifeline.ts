/** A name that no other worker has. */
export const lockName = () => `vae-playground-${performance.timeOrigin}-${Math.random()}`;

/**
 * Holds a lock as long as this worker lives; calls back once it does. Where there are no locks, as on a page without a
 * secure address, it never does.
 */
export function hold(name: string, onHeld: () => void): void {
  const held = () => {
    onHeld();
    return new Promise<never>(() => {});
  };
  navigator.locks?.request(name, held).catch(() => {});
}

/** Calls back when who holds the lock is gone; a worker that the browser ends tells nothing else. */
export function onGone(name: string, listener: () => void, signal: AbortSignal): void {
  navigator.locks?.request(name, { signal }, listener).catch(() => {});
}
