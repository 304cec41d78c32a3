/** The few plain requests that setting up a cluster and looking at it in tests needs. */
import { Agent, request } from 'undici';

export interface Api {
  /** The decoded answer; rejects when the status is not 2xx. */
  json(method: Method, path: string, body?: unknown, headers?: Headers): Promise<unknown>;
  /** Status and text, whatever they are; status 0 when nobody answers. */
  raw(method: Method, path: string, body?: unknown, headers?: Headers): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}
type Headers = Readonly<Record<string, string>>;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiOptions {
  readonly server: string;
  readonly ca: string;
  readonly token: string;
  readonly connections?: number;
}

export function createApi({ server, ca, token, connections = 8 }: ApiOptions): Api {
  const dispatcher = new Agent({ connect: { ca }, connections });
  const raw: Api['raw'] = async (method, path, body, headers) => {
    try {
      const answer = await request(`${server}${path}`, {
        dispatcher,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'content-type': 'application/json',
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return { status: answer.statusCode, text: await answer.body.text() };
    } catch (error) {
      return { status: 0, text: String(error) };
    }
  };
  return {
    raw,
    async json(method, path, body, headers) {
      const { status, text } = await raw(method, path, body, headers);
      if (status < 200 || status > 299) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
      return JSON.parse(text);
    },
    close: () => dispatcher.destroy(),
  };
}
