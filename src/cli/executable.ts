/** Entry of the single executable, which is called by its own name. */
import { start } from './main.ts';

await start(process.argv0, process.argv.slice(2));
