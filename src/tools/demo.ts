/** `npm run -s demo`: the program on the bundled sample cluster, in this process. Arguments are passed on. */
import { fileURLToPath } from 'node:url';

const program = new URL('../../bin/kubectl-harden', import.meta.url);
const given = process.argv.slice(2);
const isWalk = given.length === 0 && process.stdin.isTTY && process.stdout.isTTY;
const args = given.length > 0 ? given : isWalk ? [] : ['scan', '--checklist'];

process.argv.splice(1, process.argv.length, fileURLToPath(program), '--sample', ...args);
await import(program.href);
