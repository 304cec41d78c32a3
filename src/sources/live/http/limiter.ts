/** Keeps a scan from weighing on the API server: few requests at once, few a second after a first burst. */
import type { Clock } from './clock.ts';

export interface Limits {
  readonly inFlight: number;
  readonly perSecond: number;
  /** Requests that may go before the rate counts: a small cluster is read within it. */
  readonly burst: number;
}
export const DEFAULT_LIMITS: Limits = { inFlight: 4, perSecond: 20, burst: 60 };

export class Limiter {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #tokens: number;
  #filledAt: number;

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#tokens = limits.burst;
    this.#filledAt = clock.now();
  }

  /**
   * Resolves when a request may go; the returned function must be called once when it ended. One that is not paced only
   * counts as in flight: the next of many small ones follows as soon as the server has answered.
   */
  async acquire(signal: AbortSignal, { isPaced } = { isPaced: true }): Promise<() => void> {
    signal.throwIfAborted();
    await this.#slot(signal);
    const delay = isPaced ? this.#take() : 0;
    if (delay > 0) {
      try {
        await this.#clock.sleep(delay, signal);
      } catch (error) {
        this.#release();
        throw error;
      }
    }
    let isReleased = false;
    return () => {
      if (!isReleased) this.#release();
      isReleased = true;
    };
  }

  #slot(signal: AbortSignal): Promise<void> {
    if (this.#running < this.#limits.inFlight) {
      this.#running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      // The slot is handed over, so the count does not change.
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const at = this.#waiting.indexOf(go);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(go);
    });
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }

  /** Takes a token, on credit if need be: the milliseconds until it is covered. */
  #take(): number {
    const { perSecond, burst } = this.#limits;
    const now = this.#clock.now();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / perSecond) * 1000;
  }
}
