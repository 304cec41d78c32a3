/** Which arguments of a program are neither kept nor shown: in containers, in hooks, in probes. Pure. */
import type { Json } from '../plugin-api/index.ts';
import { isCredentialName, isHarmless, looksLikeCredential } from './credentials.ts';

const FLAG = /^--?([A-Za-z0-9][\w.-]*)$/;
const FLAG_WITH_VALUE = /^--?([A-Za-z0-9][\w.-]*)=(.+)$/s;
const PATH = /^\.{0,2}\/[A-Za-z0-9._/-]*$/;
/** Of one letter, or of a name: in others a value may hang on the letter. */
const BARE_FLAG = /^(-[A-Za-z]|-[a-z]+([-.][a-z]+)*|--[A-Za-z][\w.-]*)$/;
/** Words, abbreviations, versions, numbers: no mixture that could be random. */
const PART = /^([a-z]*([A-Z]{1,4}(?![A-Z])[a-z]*)*|v\d{1,2}|\d{1,5})$/;
const BETWEEN_PARTS = /[-.,:/_=@]+/;

/** It looks like a credential, or the name of its flag says that it is one. */
export function isSecretArgument(item: string, previous: Json | undefined): boolean {
  if (looksLikeCredential(item)) return true;
  const [, flag, value] = FLAG_WITH_VALUE.exec(item) ?? [];
  if (flag !== undefined && value !== undefined) return isSecretOf(flag, value);
  const before = flagBefore(previous);
  return before !== undefined && !item.startsWith('-') && isSecretOf(before, item);
}

/** `-p` is a port or a password; a user is often given with one. */
function isSecretOf(flag: string, value: string): boolean {
  if (flag === 'p') return !/^\d{1,5}(:\d{1,5})?$/.test(value);
  return isCredentialName(flag) || (/^(u|.*user(name)?)$/i.test(flag) && value.includes(':'));
}

/** A script, or a word that no flag names, may hold anything: it is shown only when it cannot hide a value. */
export function isShownArgument(item: string, previous: Json | undefined): boolean {
  if (BARE_FLAG.test(item)) return item.startsWith('--') || item.length === 2 || isHarmlessFlag(item.slice(1));
  const [, name, value] = FLAG_WITH_VALUE.exec(item) ?? [];
  if (name !== undefined && value !== undefined) return isSwitch(value) || (isHarmlessFlag(name) && isPlain(value));
  const before = flagBefore(previous);
  if (before !== undefined) return isSwitch(item) || (isHarmlessFlag(before) && isPlain(item));
  return isSwitch(item) || /^\d{1,2}$/.test(item) || PATH.test(item);
}

/** What a flag must be about for its value to be shown: addresses, files, sizes, times, modes, names of Kubernetes. */
const HARMLESS_FLAG_WORDS: ReadonlySet<string> = new Set(
  `addr address admission allow annotation api apis attempts authorization backoff batch bind buffer burst cache cadvisor
  cert cidr class client cloud cluster codec color concurrency concurrent conf config connections container controller
  controllers count cpu datadir debug default delay depth deployment dir directory disable domain dry duration elect
  election enable endpoint env environment etcd events expiration feature features file flush folder format gates grace
  group header healthz host hostname image ingress init insecure interval ip issuer jobs kind kubeconfig kubelet lease
  leader level lifetime limit listen lock log logging logs logtostderr master max mem memory metrics min mode name
  namespace namespaces network no node nodes num offset only output parallel path period plugin plugins policy pool port
  ports prefix pretty probe profile profiling proto protocol provider public qps queue quiet range rate readiness region
  registry release replicas request requests resources restart resync retries retry role root route run runtime scheduler
  secure selector serve server servers service services shards size skip socket stderr storage strategy subsystem suffix
  sync target telemetry threads threshold time timeout timezone tls topology trace ttl type usage v vmodule verbose
  verbosity verify version volume wait watch web webhook window worker workers workload zap zone`.split(/\s+/),
);

/** Every word of its name is known, and together they do not name a credential. */
function isHarmlessFlag(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_.]/);
  return !isCredentialName(name) && words.every((word) => HARMLESS_FLAG_WORDS.has(word));
}

function isSwitch(value: string): boolean {
  return /^(|true|false|yes|no|on|off)$/i.test(value);
}

function flagBefore(previous: Json | undefined): string | undefined {
  return typeof previous === 'string' ? FLAG.exec(previous)?.[1] : undefined;
}

function isPlain(value: string): boolean {
  return isHarmless(value) || PATH.test(value) || value.split(BETWEEN_PARTS).every((part) => PART.test(part));
}
