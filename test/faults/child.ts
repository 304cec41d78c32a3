/** A process of its own that a fault ends in truth. Usage: node child.ts CASE FOLDER STATE PHASE NUMBER FAULT */
import { caseOf } from './cases.ts';
import { begin, type DiskFault } from './disk.ts';
import { contextFor } from './files.ts';
import { applyAll, undoLast } from './trial.ts';

const [name, folder = '', state = '', phase, at, fault] = process.argv.slice(2);
const { open, decisions } = caseOf(name);
const context = contextFor(open(folder).target, state);
begin({ at: Number(at), fault: fault as DiskFault, isReal: true });
await (phase === 'run' ? applyAll(context, decisions) : undoLast(context));
