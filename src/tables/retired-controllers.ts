/** Controllers of Ingresses whose makers have ended their work on them. */
import { defineTable } from '../plugin-api/index.ts';

export interface RetiredController {
  readonly name: string;
  /** Ends of its image repositories, in whole path segments. */
  readonly images: readonly string[];
  /** Month of its end. */
  readonly retired: string;
  /** Last release of each minor that was patched. */
  readonly lastPatched: readonly string[];
  /** Releases that mended a hole by which any pod takes it over. */
  readonly takenOverBefore: readonly string[];
}

export const retiredControllers = defineTable<RetiredController>({
  id: 'retired-controllers',
  describe: 'Ingress controllers that get no security fixes any more, with the last releases that did.',
  asOf: '2026-11-28',
  source: 'Announcements and release pages of each project; the security announcements of Kubernetes',
  columns: {
    name: { describe: 'The controller.' },
    images: { type: 'list', describe: 'Ends of its image repositories, in whole path segments.' },
    retired: { describe: 'The month of its end, for sentences.' },
    lastPatched: { type: 'list', describe: 'The last patched release of each minor.', default: [] },
    takenOverBefore: {
      type: 'list',
      describe: 'Releases that mended a hole by which any pod takes it over.',
      default: [],
    },
  },
  rows: [
    {
      name: 'ingress-nginx',
      images: [
        'ingress-nginx/controller',
        'ingress-nginx/controller-chroot',
        'rancher/nginx-ingress-controller',
        // Built of the same program by others.
        'bitnami/nginx-ingress-controller',
        'bitnamilegacy/nginx-ingress-controller',
      ],
      retired: 'March 2026',
      lastPatched: ['1.13.8', '1.14.4', '1.15.0'],
      takenOverBefore: ['1.11.5', '1.12.1'],
    },
    {
      name: 'ingress-nginx',
      images: ['kubernetes-ingress-controller/nginx-ingress-controller'],
      retired: 'July 2020',
      lastPatched: [],
      takenOverBefore: [],
    },
  ],
});
