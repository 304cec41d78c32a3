/** What a drawn tree is made with: lots, and files in the style of some person. */
import type { Json } from '../../../../src/plugin-api/index.ts';
import { lots, styled } from '../../files/styled.ts';

export const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'] as const;
export type WorkloadKind = (typeof WORKLOADS)[number];

export interface DrawnWorkload {
  readonly kind: WorkloadKind;
  /** As patches call it. */
  readonly name: string;
  readonly namespace?: string;
  /** How its image and its main container are called. */
  readonly app: string;
}

export class Drawing {
  readonly lot: (sides: number) => number;
  readonly files: Record<string, string> = {};
  workloads: DrawnWorkload[] = [];
  /** Some object stands in two namespaces, so that no kustomization may set one for all. */
  isPlaced = false;
  /** There is a generated `settings` below. */
  hasSettings = false;
  #number = 0;

  constructor(seed: number) {
    this.lot = lots(seed);
  }

  /** One time in so many. */
  sometimes(sides: number): boolean {
    return this.lot(sides) === 0;
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.lot(values.length)] ?? values[0];
  }

  anyWorkload(): DrawnWorkload {
    return this.workloads[this.lot(this.workloads.length)] ?? { kind: 'Deployment', name: 'cart', app: 'cart' };
  }

  /** Another one each time. */
  number(): number {
    return this.#number++;
  }

  write(path: string, value: Json): void {
    const text = styled(value, this.lot(1_000_000));
    this.files[path] = this.sometimes(6) ? text.trimEnd() : text;
  }

  /** Several documents in one file. */
  writeAll(path: string, values: readonly Json[]): void {
    const seed = this.lot(1_000_000);
    const head = this.sometimes(3) ? '---\n' : '';
    this.files[path] = `${head}${values.map((value) => withEnd(styled(value, seed))).join('---\n')}`;
  }
}

function withEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
