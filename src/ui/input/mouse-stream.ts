/** The input of the terminal without the reports of the mouse: they go to who follows them. */
import { type MouseEvent, MouseParser, type Part } from './mouse.ts';

/** As long as Ink waits for the rest of a sequence: an esc that is pressed must not take longer than it has to. */
const KEY_MS = 20;
/** Nobody types what begins like a report; a slow line may break it. */
const REPORT_MS = 500;

export interface MouseReports {
  readonly stdin: NodeJS.ReadStream;
  /** Until what it returns is called. */
  follow(listener: (event: MouseEvent) => void): () => void;
}

export function withoutReports(stdin: NodeJS.ReadStream): MouseReports {
  const parser = new MouseParser();
  const parts: Part[] = [];
  let listener: ((event: MouseEvent) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    if (parser.held === 'nothing') return;
    timer = setTimeout(
      () => {
        parts.push(...parser.giveUp());
        if (parts.length > 0) stdin.emit('readable');
      },
      parser.held === 'key' ? KEY_MS : REPORT_MS,
    );
  };
  const read = (): string | null => {
    for (;;) {
      const part = parts.shift();
      if (typeof part === 'string') return part;
      if (part !== undefined) listener?.(part);
      else {
        const chunk: unknown = stdin.read();
        if (chunk === null) return null;
        parts.push(...parser.push(String(chunk)));
        wait();
      }
    }
  };
  const filtered = new Proxy(stdin, {
    get(target, name) {
      if (name === 'read') return read;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    stdin: filtered,
    follow: (next) => {
      listener = next;
      return () => {
        listener = undefined;
      };
    },
  };
}
