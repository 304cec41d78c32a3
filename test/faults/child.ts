/** A process of its own that a fault ends in truth. Usage: node child.ts FOLDER STATE PHASE NUMBER FAULT */
import { begin, type DiskFault } from './disk.ts';
import { contextOf } from './files.ts';
import { DECISIONS } from './manifests.ts';
import { applyAll, undoLast } from './trial.ts';

const [folder = '', state = '', phase, at, fault] = process.argv.slice(2);
begin({ at: Number(at), fault: fault as DiskFault, isReal: true });
const context = contextOf({ folder, state });
await (phase === 'run' ? applyAll(context, DECISIONS) : undoLast(context));
