/** Credentials in text that is written or broken in a way that objects do not show. */
import { ANY, type Style, TOKEN } from '../canary.ts';
import { base64 } from './form.ts';

export interface TextForm {
  readonly name: string;
  readonly hides: readonly Style[];
  /** Of the file; `.yaml` where it says nothing else. */
  readonly file?: (canary: string) => string;
  readonly plant: (canary: string, name: string) => string;
}

const WORKLOAD = (name: string, container: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: app
        image: registry.example.com/app:1
${container}`;

/** Judged, and changed elsewhere: a journal must name the files that it is about. */
const OWNED = (name: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true}]
spec:
  containers: [{name: app, image: 'registry.example.com/app:1'}]
`;

function text(name: string, plant: TextForm['plant'], hides: readonly Style[] = ANY): TextForm {
  return { name, hides, plant };
}

const WRITTEN: readonly TextForm[] = [
  text('an anchor', (canary, name) =>
    WORKLOAD(name, `        env: [{name: A, value: &word ${canary}}, {name: B, value: *word}]\n`),
  ),
  text('a block of lines', (canary, name) =>
    WORKLOAD(name, `        args:\n        - -c\n        - |\n          export A=${canary}\n          run\n`),
  ),
  text('a folded block', (canary, name) =>
    WORKLOAD(name, `        env:\n        - name: A\n          value: >-\n            ${canary}\n            more\n`),
  ),
  text('escapes in quotes', (canary, name) => {
    const escaped = [...canary].map((each) => `\\x${each.charCodeAt(0).toString(16)}`).join('');
    return WORKLOAD(name, `        env: [{name: A, value: "${escaped}"}]\n`);
  }),
  text('a binary tag', (canary, name) =>
    WORKLOAD(name, `        env: [{name: A, value: !!binary ${base64(canary)}}]\n`),
  ),
  text('a comment beside a change', (canary, name) =>
    WORKLOAD(name, `        # the old password was ${canary}\n        securityContext: {} # ${canary}\n`),
  ),
  text(
    'a comment in a document that is deleted',
    (canary, name) =>
      `# token=${canary}\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: ${name}, namespace: shop}\n` +
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: nobody}\nsubjects: []\n',
  ),
  text('Windows line ends', (canary, name) =>
    WORKLOAD(name, `        env: [{name: A, value: "${canary}"}]\n`).replaceAll('\n', '\r\n'),
  ),
  text('a document beside a marker', (canary, name) =>
    `--- ${WORKLOAD(name, '')}---\n# ${canary}\n---\n`.replace('--- ', '---\n'),
  ),
];

const BROKEN: readonly TextForm[] = [
  text(
    'a Secret that does not end',
    (canary, name) => `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\nstringData: {a: [${canary}\n`,
  ),
  text(
    'a key twice',
    (canary, name) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\nstringData:\n  a: ${canary}\n  a: ${canary}\n`,
  ),
  text(
    'a credential twice as a key',
    (canary, name) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\nstringData: {${canary}: a, ${canary}: b}\n`,
    TOKEN,
  ),
  text('a value of another type', (canary, name) =>
    WORKLOAD(
      name,
      `        ports: ${canary}\n        env: ${canary}\n        securityContext: {runAsUser: ${canary}}\n`,
    ),
  ),
  text('an alias of nothing', (canary) => `apiVersion: v1\nkind: ConfigMap\ndata: {a: *${canary}}\n`),
  text('a tag that nobody knows', (canary) => `apiVersion: v1\nkind: ConfigMap\ndata: {a: !${canary} x}\n`),
  text('a directive', (canary) => `%${canary} 1\n---\napiVersion: v1\nkind: ConfigMap\n`),
  text('a tab', (canary) => `apiVersion: v1\nkind: Secret\nstringData:\n\ta: ${canary}\n`),
  text('no name', (canary) => `apiVersion: v1\nkind: Secret\nmetadata: {}\nstringData: {a: ${canary}}\n`),
  text('a name that is no text', (canary) => `apiVersion: v1\nkind: Secret\nmetadata: {name: [${canary}]}\n`),
  text('a kind that is a credential', (canary) => `apiVersion: v1\nkind: ${canary}\nmetadata: {name: a}\n`, TOKEN),
  text('a version that is a credential', (canary) => `apiVersion: ${canary}/v1\nkind: A\nmetadata: {name: a}\n`, TOKEN),
  text('values of a chart', (canary) => `auth:\n  password: ${canary}\nimage: a\n`),
  text(
    'a template of a chart',
    (canary) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: {{ .Values.a | default "${canary}" }}}\n`,
  ),
  text('no YAML at all', (canary) => `@${canary}: {{{ "${canary}\n`),
  text('bytes that are no text', (canary) => `apiVersion: v1\nkind: Secret\nstringData: {a: "\u0000${canary}"}\n`),
  {
    ...text('broken JSON', (canary) => `{"apiVersion": "v1", "kind": "Secret", "stringData": {"a": "${canary}" "b"}}`),
    file: () => 'broken.json',
  },
  { ...text('the name of a file', (_, name) => OWNED(name), TOKEN), file: (canary) => `${canary}.yaml` },
  { ...text('the name of a broken file', () => '{[', TOKEN), file: (canary) => `broken-${canary}.yaml` },
];

export const TEXTS: readonly TextForm[] = [...WRITTEN, ...BROKEN];
