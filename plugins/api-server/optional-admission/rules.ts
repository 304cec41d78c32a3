/** Plugins that are off by default. Which of them is of use depends on the release. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const ENABLED = 'enable-admission-plugins';
const DISABLED = 'disable-admission-plugins';

/** From then on kubelets ask for the credential of an image that is already on the node. */
const IMAGES_ARE_VERIFIED = 35;

const PLUGINS: readonly (readonly [plugin: string, says: string])[] = [
  ['EventRateLimit', 'Events are not limited'],
  ['DenyServiceExternalIPs', 'A Service may claim any external address'],
  ['AlwaysPullImages', 'Images on a node are used without their credential'],
];

function isOn(flags: controlPlane.Flags, plugin: string): boolean {
  return controlPlane.listOf(flags, ENABLED).includes(plugin) && !controlPlane.listOf(flags, DISABLED).includes(plugin);
}

const UNDECIDED =
  'AlwaysPullImages is not enabled; whether kubelets verify images by themselves depends on the release, which is not visible.';

/** `minor`: of the server. */
export function rulesFor(minor: number | undefined): readonly controlPlane.FlagRule[] {
  return PLUGINS.flatMap(([plugin, says]): readonly controlPlane.FlagRule[] => {
    const rule = { component: 'kube-apiserver', key: plugin, says, flags: [ENABLED, DISABLED] } as const;
    const lack = (flags: controlPlane.Flags) => (isOn(flags, plugin) ? undefined : `${plugin} is not enabled`);
    if (plugin !== 'AlwaysPullImages' || (minor !== undefined && minor < IMAGES_ARE_VERIFIED))
      return [{ ...rule, lack }];
    if (minor !== undefined) return [];
    return [{ ...rule, lack: () => undefined, doubt: (flags) => (isOn(flags, plugin) ? undefined : UNDECIDED) }];
  });
}
