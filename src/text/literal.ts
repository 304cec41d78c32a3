/**
 * Which texts are credentials in clear, for findings: what is hidden from eyes may be one too many, what is reported may
 * not. Gives what speaks for it and the length, never a part of the text. Pure.
 */
import { mayHoldIssued, SHAPES } from './issued.ts';

export interface LiteralShape {
  /** What it looks like, or that only its name speaks. */
  readonly rule: string;
  readonly isShape: boolean;
  /** In characters. */
  readonly length: number;
}

const MOST_CHARACTERS = 8192;

/** The text that is given under a name: of a variable, a flag, a key, a setting in a file. */
export function literalUnder(name: string, text: string): LiteralShape | undefined {
  const value = text.trim();
  if (value.length < 4) return undefined;
  return literalIn(value) ?? (isTellingName(name) && isSecretText(name, value) ? byName(value) : undefined);
}

/** A credential that says itself what it is. Certificates and public keys are none, nor is a user without a password. */
export function literalIn(text: string): LiteralShape | undefined {
  const head = text.slice(0, MOST_CHARACTERS);
  if (mayHoldIssued(head)) {
    if (/-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY(?: BLOCK)?-----/.test(head)) {
      const isAccount = /"type"\s*:\s*"service_account"/.test(head);
      return shape(isAccount ? 'a Google service account key' : 'a private key', text);
    }
    const known = SHAPES.find(([name, pattern]) => !NOT_ALONE.has(name) && pattern.test(head));
    if (known !== undefined && !PLACEHOLDER_KEY.test(head)) return shape(known[0], text);
  }
  return MAY_HOLD_PASSWORD.test(head) && hasPassword(head) ? shape('an address with a password', text) : undefined;
}

const MAY_HOLD_PASSWORD = /:\/\/|(?:password|pwd|key)=/i;

/** They hold more than credentials: each is looked at more closely. */
const NOT_ALONE: ReadonlySet<string> = new Set(['a PEM block', 'an address with a user', 'an address with a password']);
/** As documentation writes keys. */
const PLACEHOLDER_KEY = /EXAMPLE\b|x{6}|X{6}|\*{4}|0{12}/;

function hasPassword(text: string): boolean {
  const addresses = text.matchAll(/:\/\/[^\s/@:"'<>]*:([^\s@"'<>]+)@/g);
  const pairs = text.matchAll(/(?:^|[;,\s])(?:password|pwd|accountkey|sharedaccesskey)=([^;,\s"']+)/gi);
  return [...addresses, ...pairs].some(([, password = '']) => !isReference(password) && !/^\d{1,5}\//.test(password));
}

function byName(value: string): LiteralShape {
  return { rule: 'its name', isShape: false, length: value.length };
}

function shape(rule: string, text: string): LiteralShape {
  return { rule, isShape: true, length: text.trim().length };
}

const TELLING =
  /passwo?r?d|passphrase|secret|token|api_?key|private_?key|credential|access_?key|(^|_)(encryption|signing|master|account|shared|storage|license|auth)_key|(^|_)pass(_|$)|(^|_)pat$|[a-z0-9]_pwd$|conn(ection)?_?str|(^|_)dsn$/;
/** Names about credentials whose values are none: where it is, how long it lives, how it is made. */
const ABOUT =
  /_(files?|path|dir|directory|folder|name|names|ur[il]s?|endpoint|host|port|address|ttl|id|ids|type|kind|length|len|size|expiry|expir(ation|es|y)?(_in)?|timeout|lifetime|age|days|hours|minutes|seconds|enabled|disabled|required|header|count|limit|algorithm|alg|prefix|suffix|issuer|audience|region|provider|mode|method|policy|version|ref|arn|location|store|engine|mount|backend|hash|format|encoding|scope|scopes|namespace|label|annotation|column|field|parameter|param|rotation|interval|cache|review|reviewer|exchange|grant|kid|hint|regex|pattern|validator|class|source|strategy|role|user|username|manager|operator|driver|budget|rate|per_.+)$/;
const ACCESS_ID = /access_?key_?id$/;
const SWITCH =
  /^(max|min|use|enable|disable|require|allow|num|has|is|with|no|skip|show|existing|default|public)_|tokeniz|max_.*tokens|tokens$|(tls|ssl|cert|pull|image|registry|webhook|existing)_secrets?$|_secrets?_?key$(?<!(client|app|jwt|django|flask|aws|access|rails|minio|s3|oss|nextauth|session|_api|^api)_secrets?_?key)$/;

function isTellingName(name: string): boolean {
  const known = told.get(name);
  if (known !== undefined) return known;
  // The same names come again with every pod.
  if (told.size >= MOST_NAMES) told.clear();
  const is = tells(wordsOf(name));
  told.set(name, is);
  return is;
}

const MOST_NAMES = 5000;
const told = new Map<string, boolean>();

function tells(words: string): boolean {
  if (!TELLING.test(words)) return false;
  return ACCESS_ID.test(words) || !(ABOUT.test(words) || SWITCH.test(words));
}

/** `clientSecret`, `spring.datasource.password`, `--api-key`: words with underscores between them. */
function wordsOf(name: string): string {
  return name
    .replace(/^-+/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.\s/]+/g, '_')
    .toLowerCase();
}

const PLAIN_WORDS =
  /^(true|false|yes|no|on|off|none|null|nil|undefined|enabled?|disabled?|required?|optional|auto(matic)?|default|always|never|file|files?|env|vault|kubernetes|k8s|static|dynamic|basic|bearer|oauth2?|oidc|jwt|apikey|header|cookie|query|memory|redis|plain(text)?|include|omit|same-origin|internal|external|prompt|keyring|local|webhook|opaque|iam|aws|gcp|azure|n\/a|todo|unset|empty|password|token|secret)$/i;

/** Words, numbers, paths and references are none; nor is what a template puts in. */
function isSecretText(name: string, value: string): boolean {
  if (PLAIN_WORDS.test(value) || isReference(value) || /PUBLIC KEY|BEGIN CERTIFICATE/.test(value)) return false;
  if (/^-?\d+(\.\d+)?([a-z]{1,2}|%)?$/i.test(value))
    return /passw|(^|_)pass$|pwd$/i.test(wordsOf(name)) && value.length >= 4;
  if (
    /^(~|\.{0,2})\/|^[a-z]:\\|^(file|https?|wss?|tcp|unix|grpc|s3|gs|arn|vault|ref\+\w+|projects|op|sm):/i.test(value)
  )
    return false;
  // An address or a connection string holds one only where its password is in it, and that was looked at.
  if (/(dsn|conn(ection)?_?str(ing)?)$/.test(wordsOf(name)) || /^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return false;
  return !/\s\S+\s/.test(value.slice(0, 200));
}

/** `$(NAME)`, `${NAME}`, `{{ .Values.name }}`, `<name>`, `***`, `vault:secret/data/db#password`. */
function isReference(value: string): boolean {
  return /^(\$\(.*\)|\$\{.*\}|\$[A-Za-z_][\w.:-]*|\{\{.*\}\}|<.*>|%\(?\w+\)?[s%]?|@\w+@|\[.*\]|([*xX.#-])\2{2,}|(your|my|change)[-_ ]?.*(here|me|token|key|password)|redacted|placeholder|vault:.+|secret:.+|env:.+)$/is.test(
    value,
  );
}

const MOST_LINES = 4000;
/** Of longer ones, such as JSON on one line, only the shapes are looked for. */
const MOST_LINE = 1000;
const SETTING = /^\s*(?:-\s+)?(?:export\s+|set\s+)?["']?([A-Za-z_][\w.-]{0,100})["']?\s*(?::|=)\s*(.+?)\s*,?\s*$/;

/** A setting in a file that is given a credential in clear: of each rule the first. */
export interface LiteralSetting extends LiteralShape {
  readonly name?: string;
}

/** Of what a key holds: one value, or a file with a setting on each line. */
export function literalsOf(key: string, text: string): readonly LiteralSetting[] {
  if (!text.includes('\n')) {
    const setting = SETTING.exec(text);
    const found = literalUnder(key, text) ?? (setting === null ? undefined : settingIn(text));
    return found === undefined ? [] : [found];
  }
  const block = literalIn(text);
  if (block?.rule === 'a private key' || block?.rule === 'a Google service account key') return [block];
  return text.split('\n', MOST_LINES).flatMap((line) => settingIn(line) ?? []);
}

function settingIn(line: string): LiteralSetting | undefined {
  if (line.length > MOST_LINE) return literalIn(line);
  if (/^\s*([#;]|\/\/)/.test(line)) return undefined;
  const [, name, value] = SETTING.exec(line) ?? [];
  if (name === undefined || value === undefined) return literalIn(line);
  const found = literalUnder(name, value.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2'));
  return found === undefined ? undefined : { ...found, name };
}
