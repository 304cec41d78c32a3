/** Flags of programs without the credentials in them: equal ones stay equal, and nobody sees what they are. */
import { createHmac, randomBytes } from 'node:crypto';

/** What a flag of such a name is given is a credential, where it is not a switch or the name of a file: a number may be a PIN. */
const CREDENTIAL =
  /(^|-)(auth|masterauth|apikey|bearer|cert-?data|credentials?|keys?|pass|passphrase|passw(or)?d|psk|pwd?|secrets?|tokens?|user(name)?)$/;
const PLAIN = /^(?:|[01tf]|true|false|\.{0,2}\/.*)$/i;
/** `https://user:password@host` */
const USER_INFO = /(\/\/)(?!sealed:)[^/@\s,]+@/g;

const MARK = 'sealed:';
/** Of this process: nobody can look a short credential up by its seal. */
const KEY = randomBytes(32);

/** The value itself, or what stands for it; sealing twice changes nothing. */
export function sealFlag(name: string, value: string): string {
  if (value.startsWith(MARK)) return value;
  if (CREDENTIAL.test(name) && !PLAIN.test(value)) return sealOf(value);
  return value.replace(USER_INFO, (part, slashes: string) => `${slashes}${sealOf(part)}@`);
}

function sealOf(value: string): string {
  return `${MARK}${createHmac('sha256', KEY).update(value).digest('hex').slice(0, 16)}`;
}

const SEAL = new RegExp(`${MARK}[0-9a-f]{16}`, 'g');

/** For sentences: the same in every run. */
export function shownFlag(value: string): string {
  return value.replace(SEAL, '(not shown)');
}

export function sealFlags(flags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, sealFlag(name, value)]));
}
