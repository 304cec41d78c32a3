/** One audit event: the few members that say who asked for what, and what the authorizer answered. */
import { eachItem, eachMember, isTextAt, type Stretch, textAt, valueEnd } from './bytes.ts';

export interface EventUser {
  username: string;
  uid: string;
  groups: string[];
  extra: Record<string, readonly string[]>;
}

/** As it was written; `''` where it says nothing. */
export interface AuditEvent {
  level: string;
  id: string;
  stage: string;
  uri: string;
  verb: string;
  time: string;
  user?: EventUser;
  impersonated?: EventUser;
  ref?: { group: string; resource: string; subresource: string; namespace: string; name: string };
  code: number;
  /** `allow`, `forbid`. */
  decision: string;
}

export function emptyEvent(): AuditEvent {
  return { level: '', id: '', stage: '', uri: '', verb: '', time: '', code: 0, decision: '' };
}

/** Takes a member in; the index after it. `undefined`: the event has no such member. */
export function takeMember(event: AuditEvent, key: string, stretch: Stretch, at: number): number | undefined {
  switch (key) {
    case 'level':
    case 'stage':
    case 'verb':
      return takeText(stretch, at, (text) => {
        event[key] = text;
      });
    case 'auditID':
    case 'auditId':
      return takeText(stretch, at, (text) => {
        event.id = text;
      });
    case 'requestURI':
    case 'requestUri':
      return takeText(stretch, at, (text) => {
        event.uri = text;
      });
    case 'requestReceivedTimestamp':
    case 'requestReceivedTime':
      return takeText(stretch, at, (text) => {
        event.time = text;
      });
    case 'user':
      return takeObject(stretch, at, (inner, from) => takeUser(event, 'user', inner, from));
    case 'impersonatedUser':
      return takeObject(stretch, at, (inner, from) => takeUser(event, 'impersonated', inner, from));
    case 'objectRef':
      return takeObject(stretch, at, (inner, from) => takeRef(event, inner, from));
    case 'responseStatus':
      return takeObject(stretch, at, (inner, from) => takeCode(event, inner, from));
    case 'annotations':
      return takeObject(stretch, at, (inner, from) => takeDecision(event, inner, from));
    case 'requestObject':
    case 'responseObject':
    case 'userAgent':
    case 'sourceIPs':
    case 'stageTimestamp':
      return valueEnd(stretch, at);
    default:
      return undefined;
  }
}

function takeText(stretch: Stretch, at: number, put: (text: string) => void): number {
  const after = valueEnd(stretch, at);
  if (after >= 0) put(textAt(stretch, at, after) ?? '');
  return after;
}

/** Tables of Azure hold objects as text. */
function takeObject(stretch: Stretch, at: number, take: (stretch: Stretch, at: number) => number): number {
  if (!isTextAt(stretch, at)) return stretch.bytes[at] === 0x7b ? take(stretch, at) : valueEnd(stretch, at);
  const after = valueEnd(stretch, at);
  const text = after < 0 ? undefined : textAt(stretch, at, after);
  if (text?.startsWith('{') === true) {
    const bytes = Buffer.from(text);
    take({ bytes, end: bytes.length }, 0);
  }
  return after;
}

function takeUser(event: AuditEvent, member: 'user' | 'impersonated', stretch: Stretch, at: number): number {
  const user: EventUser = { username: '', uid: '', groups: [], extra: {} };
  event[member] = user;
  return eachMember(stretch, at, (key, from) => {
    const name = key.charCodeAt(0) < 0x61 ? key.charAt(0).toLowerCase() + key.slice(1) : key;
    if (name === 'username' || name === 'uid')
      return takeText(stretch, from, (text) => {
        user[name] = text;
      });
    if (name === 'groups') return takeTexts(stretch, from, user.groups);
    // Of who asked it tells pods and tokens, which change with each.
    if (name === 'extra' && member === 'impersonated')
      return eachMember(stretch, from, (extra, values) => {
        const texts: string[] = [];
        user.extra[extra] = texts;
        return takeTexts(stretch, values, texts);
      });
    return valueEnd(stretch, from);
  });
}

function takeTexts(stretch: Stretch, at: number, into: string[]): number {
  if (stretch.bytes[at] !== 0x5b) return valueEnd(stretch, at);
  return eachItem(stretch, at, (from) => takeText(stretch, from, (text) => into.push(text)));
}

function takeRef(event: AuditEvent, stretch: Stretch, at: number): number {
  const ref = { group: '', resource: '', subresource: '', namespace: '', name: '' };
  event.ref = ref;
  return eachMember(stretch, at, (key, from) => {
    switch (key) {
      case 'apiGroup':
        return takeText(stretch, from, (text) => {
          ref.group = text;
        });
      case 'resource':
      case 'subresource':
      case 'namespace':
      case 'name':
        return takeText(stretch, from, (text) => {
          ref[key] = text;
        });
      default:
        return valueEnd(stretch, from);
    }
  });
}

function takeCode(event: AuditEvent, stretch: Stretch, at: number): number {
  return eachMember(stretch, at, (key, from) => {
    const after = valueEnd(stretch, from);
    if (key === 'code' && after >= 0) event.code = Number(stretch.bytes.toString('latin1', from, after));
    return after;
  });
}

function takeDecision(event: AuditEvent, stretch: Stretch, at: number): number {
  return eachMember(stretch, at, (key, from) =>
    key === 'authorization.k8s.io/decision'
      ? takeText(stretch, from, (text) => {
          event.decision = text;
        })
      : valueEnd(stretch, from),
  );
}
