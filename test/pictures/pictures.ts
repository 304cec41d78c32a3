/** `docs/pictures/*.svg`: a walk through the bundled sample, drawn. */
import { openSample } from '../../src/sources/sample/index.ts';
import { SHOTS } from './shots.ts';
import { type Grid, svgOf } from './svg.ts';
import { type PicturedWalk, walkOn } from './walk.ts';

const SIZE = { columns: 100, rows: 30 };
const RUN = /\d{8}T\d{6}Z-[0-9a-f]{4}/g;
const RUN_TIME = '20261128T120000Z-'.length;
const RUN_END = '7f3a';

export interface Picture {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export async function pictures(): Promise<readonly Picture[]> {
  const walk = await walkOn({ ...openSample(), context: 'sample', sourceFlags: ' --sample' }, SIZE.columns, SIZE.rows);
  const drawn: Picture[] = [];
  for (const { name, title, go } of SHOTS) {
    await go(walk);
    await walk.rests();
    drawn.push({ path: `docs/pictures/${name}.svg`, text: svgOf(gridOf(walk), title) });
  }
  await walk.end();
  return drawn;
}

/** The cells of the screen, with one end for the names of runs, which are drawn by lot. */
function gridOf({ screen }: PicturedWalk): Grid {
  const grid = Array.from({ length: SIZE.rows }, (_, row) =>
    Array.from({ length: SIZE.columns }, (__, column) => screen.cell(row, column)),
  );
  for (const cells of grid)
    for (const { index } of cells
      .map(({ text }) => text || ' ')
      .join('')
      .matchAll(RUN))
      for (const [at, text] of [...RUN_END].entries()) {
        const column = index + RUN_TIME + at;
        const cell = cells[column];
        if (cell !== undefined) cells[column] = { ...cell, text };
      }
  return grid;
}
