/** One valid volume source of each type. */
import type { JsonObject } from '../../../src/plugin-api/index.ts';

export const VOLUME_SOURCES: readonly JsonObject[] = [
  { configMap: { name: 'c' } },
  { csi: { driver: 'd.example' } },
  { downwardAPI: { items: [] } },
  { emptyDir: {} },
  {
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  },
  { image: { reference: 'registry.example/data:1' } },
  { persistentVolumeClaim: { claimName: 'p' } },
  { projected: { sources: [] } },
  { secret: { secretName: 's' } },
  {},
  { hostPath: { path: '/var/log' } },
  { gcePersistentDisk: { pdName: 'd' } },
  { awsElasticBlockStore: { volumeID: 'v' } },
  { gitRepo: { repository: 'https://git.example/r' } },
  { nfs: { server: 'nfs.example', path: '/' } },
  { iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:storage.kube.sys1.xyz', lun: 0 } },
  { glusterfs: { endpoints: 'e', path: 'p' } },
  { rbd: { monitors: ['10.0.0.1:6789'], image: 'i' } },
  { flexVolume: { driver: 'example.com/d' } },
  { cinder: { volumeID: 'v' } },
  { cephfs: { monitors: ['10.0.0.1:6789'] } },
  { flocker: { datasetName: 'd' } },
  { fc: { targetWWNs: ['500a0982991b8dc5'], lun: 2 } },
  { azureFile: { secretName: 's', shareName: 'n' } },
  { vsphereVolume: { volumePath: '[ds] v' } },
  { quobyte: { registry: '10.0.0.1:7861', volume: 'v' } },
  { azureDisk: { diskName: 'd', diskURI: 'https://example.blob.core.windows.net/d.vhd', kind: 'Dedicated' } },
  { portworxVolume: { volumeID: 'v' } },
  { photonPersistentDisk: { pdID: 'd' } },
  { scaleIO: { gateway: 'https://g.example', system: 's', secretRef: { name: 's' }, volumeName: 'v' } },
  { storageos: { volumeName: 'v' } },
];
