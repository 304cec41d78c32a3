/** What each frame of the design has to show. */

export interface Demand {
  readonly what: string;
  /** Of the frame as it is drawn. */
  readonly shows: RegExp;
  /** What is shown where the frame does not: with the reason. */
  readonly instead: string;
}

export interface Frame {
  readonly name: string;
  readonly title: string;
  readonly demands: readonly Demand[];
}

function demand(what: string, shows: RegExp, instead: string): Demand {
  return { what, shows, instead };
}

const HEADER = demand(
  'first line: environment word, context, version, user; on the right what is seen and what may be written',
  /^ harden +[▲!]? ?(?:PROD|DEV|STAGE)? ?\S+ +v\d\S+ +\S+@\S+ .*(?:LIVE|READING)[^\n]*(?:WRITES ASK|PLAN-ONLY)/,
  'the names that have no room in this width are left out, the user first',
);
const KEYS_LINE = demand(
  'last line: the keys of the focused pane, and the size of the plan',
  /(?:\? help|esc \w+) +plan \d+\n?$/,
  'the keys that fit',
);

export const FRAMES: readonly Frame[] = [
  {
    name: 'connect',
    title: 'Connect',
    demands: [
      HEADER,
      demand(
        'the steps of the connection, each with its time',
        /✓ kubeconfig/,
        'no connection is made here: the reference cluster is read in memory, so there are no steps to show',
      ),
      demand(
        'how far reading has come, by kinds and objects',
        /Reading +\S+ +\d+ of \d+ kinds +[\d,]+ objects/,
        'the bar gives way to the sum when all is read',
      ),
      demand('what can be read', /Can read +\d+ of \d+ kinds/, 'nothing can be read yet'),
      demand(
        'what cannot be read, with the checks that wait for it',
        /Cannot read/,
        'all kinds can be read here; `c` shows other sources that are out of sight',
      ),
      demand(
        'first results: the worst, and one that is good',
        /First results[\s\S]*(?:CRIT|HIGH)[\s\S]*✓/,
        'results follow as they are found',
      ),
      demand(
        'a promise: installs nothing, changes nothing without a yes',
        /Installs nothing[\s\S]*yes to a diff/,
        'there is no room for it',
      ),
      KEYS_LINE,
    ],
  },
  {
    name: 'checklist',
    title: 'Checklist',
    demands: [
      HEADER,
      demand(
        'second line: the place, the sum of decisions, the place in the list',
        /Checklist › .*decisions cover .*item \d+ of \d+/,
        'the sum has no room',
      ),
      demand(
        'fourteen essentials first, with number to decide and worst severity',
        /THE 14 ESSENTIALS +rows to decide +worst/,
        'a filter is on',
      ),
      demand('further items below, one row each', /FURTHER/, 'they are below the last row'),
      demand(
        'the item at the cursor: why it matters, and how it is known',
        /Why [\s\S]*Evidence/,
        'the pane has no room',
      ),
      demand(
        'its decisions with name and readiness',
        /1 {2}\S.* (?:ready|review|needs-input|elsewhere)/,
        'the item has no decision',
      ),
      demand(
        'at most 60 to decide at this size, in rows',
        / (?:in )?[1-6]?\d (?:decisions|rows) cover/,
        'the sum counts every member of a row, which stands for as many namespaces; the rows are what one reads',
      ),
      demand(
        'how long flows were seen, beside the readiness',
        /flows seen/,
        'flows are not read: who calls whom is asked of you, and the reason says so',
      ),
      demand(
        'of the first decision: what it makes, what restarts, how it is undone',
        /Restarts/,
        'the pane has no room',
      ),
      demand('platform findings, folded and counted', /platform findings/, 'no platform is in sight'),
      demand('what was read: kinds, objects', /(?:Complete|Read): \d+/, 'a message stands there'),
      KEYS_LINE,
    ],
  },
  {
    name: 'namespaces',
    title: 'Namespaces',
    demands: [
      HEADER,
      demand('rows of namespaces that need the same, with their number', /\S+-\* \(\d+\)/, 'all namespaces differ'),
      demand(
        'columns: rows to decide, worst, a strip of areas, what is enforced and could be, default deny in and out, workloads, owner',
        /NAMESPACE +ROWS +WORST +\w+ +ENFORCES +COULD ENFORCE +IN +OUT +LOADS +OWNER/,
        'columns leave in a narrow window, the owner first',
      ),
      demand(
        'what could be enforced today, computed',
        /baseline now|restricted now/,
        'no namespace could enforce more',
      ),
      demand(
        'platform namespaces folded, with their findings',
        /platform namespaces? folded, [\d,]+ findings/,
        'no platform is in sight',
      ),
      demand('a legend of areas and shades', /Areas[\s\S]*Marks/, 'there is no room for it'),
      demand('the namespace at the cursor in words', /could enforce|would refuse/, 'its decisions alone'),
      KEYS_LINE,
    ],
  },
  {
    name: 'decision',
    title: 'A decision',
    demands: [
      HEADER,
      demand(
        'the object as it is, with line numbers, and item numbers in the gutter',
        /^ +(?:\d\d ?)*\S* +\d+ {2,}\S+:/m,
        'the object is read when it is opened',
      ),
      demand('where fields would stand, marked with a plus', /\+ no \w+/, 'nothing is to be added'),
      demand(
        'how many findings one change resolves, and what restarts',
        /\d+ FINDINGS, \d+ CHANGES? RESOLVES?|FINDINGS, ONE CHANGE/,
        'no change can be offered',
      ),
      demand('each finding with severity and item', /(?:HIGH|MED|LOW) +\d\d /, 'they are below the last row'),
      demand(
        'evidence for each value',
        /Evidence|Reason/,
        'below the last row: caveats come first, because they decide',
      ),
      demand('caveats', /Caveat/, 'the change has none'),
      KEYS_LINE,
    ],
  },
  {
    name: 'plan',
    title: 'The plan',
    demands: [
      HEADER,
      demand(
        'rows in the order of the run, each with its readiness and what restarts',
        /CHANGE +STATE +RESTARTS/,
        'the plan is empty',
      ),
      demand('rows can be switched off', /space on\/off/, 'the key is listed by ?'),
      KEYS_LINE,
    ],
  },
  {
    name: 'diff',
    title: 'Diff and consent',
    demands: [
      HEADER,
      demand('the diff has the screen; long context is folded', /lines as before/, 'the diff is short'),
      demand('several changes: a list with a mark for those that were seen', /✓ 1 [\s\S]*✓ 2 /, 'one change alone'),
      demand('who computed it', /accepted by the server|by the server|computed here/, 'it is not computed yet'),
      demand(
        'restarts, what is resolved and stays open, undo, the worst caveat: a line each',
        /Restarts[\s\S]*Resolves[\s\S]*Undo[\s\S]*Caveat/,
        'what does not apply is left out',
      ),
      demand(
        'the prompt, with a typed name for production, enforcement or many objects',
        /Type \S+ to apply|tab to Apply/,
        'one key is enough',
      ),
      demand('Cancel has the focus', /\[▸Cancel \]/, 'Apply was chosen'),
      KEYS_LINE,
    ],
  },
  {
    name: 'result',
    title: 'The result',
    demands: [
      HEADER,
      demand('how many were applied, failed, and not run', /applied +✗ \d+ failed +· \d+ not run/, 'the run goes on'),
      demand(
        'a row for each change with its result and how it is undone',
        /CHANGE +RESULT +UNDO/,
        'the rows are below',
      ),
      demand(
        'findings and decisions, before and after',
        /Before → after +findings +\d+ → \d+/,
        'they are being counted',
      ),
      demand('what stays open', /Stays open/, 'nothing stays open'),
      demand(
        'undo by key, by command, and with kubectl alone',
        /In a shell[\s\S]*With kubectl/,
        'the sample has no kubectl that reaches it: the script is there for clusters',
      ),
      demand('what is next', /Next: item \d\d/, 'nothing is left'),
      KEYS_LINE,
    ],
  },
  {
    name: 'undo',
    title: 'The undo',
    demands: [
      HEADER,
      demand('the newest change first', /1 {2}Deployment/, 'one change alone'),
      demand('what comes back, and which findings open again', /Reopens/, 'no finding opens again'),
      demand('the same consent as for the change', /Type \S+ to undo|tab to Undo/, 'one key is enough'),
    ],
  },
  {
    name: 'narrow',
    title: '80 columns, 24 rows',
    demands: [
      HEADER,
      demand(
        'one pane: the list, with the item at the cursor in two lines below',
        /THE 14 ESSENTIALS/,
        'the list is scrolled',
      ),
      demand(
        'the number to decide and the worst severity stay',
        /\d+ +(?:CRIT|HIGH|MED|LOW)/,
        'nothing is to be decided',
      ),
    ],
  },
  {
    name: 'wide',
    title: '140 columns, 40 rows',
    demands: [
      HEADER,
      demand(
        'three panes: the checklist, the decisions, the change at the cursor as it would be stored',
        /│.*│/,
        'two panes; the third comes with the change, behind `d`',
      ),
      demand('the room goes to names, then to rows', /THE 14 ESSENTIALS/, 'the list is scrolled'),
    ],
  },
];
