/** What reading evidence takes beside requests: how the server is reached, and as whom. */
import type { Credential } from '../auth/credential.ts';
import type { Connection } from '../config/connection.ts';
import type { ApiClient } from '../http/client.ts';

export interface EvidenceContext {
  readonly client: ApiClient;
  readonly connection: Connection;
  readonly credential: Credential;
  /** Kubelets are asked through the API server only where the operator says so. */
  readonly asksKubelets: boolean;
}
