import { Construct } from 'constructs';
import { LogInput } from '../../lib/logging/log-input';
import { Application, ContainerApplicationProps, StandaloneApplicationProps } from '../../lib/web/application';
import { Scale } from '../../lib/web/scale';
import { Shipper } from '../../lib/web/shipper';
import { WebWithFilebeatSidecar, WebWithFilebeatSidecarProps } from '../../lib/web/web-with-filebeat-sidecar';
import { Manifest, only } from '../objects';

/** An application of one container. */
export const applicationProps: ContainerApplicationProps = {
  name: 'shop',
  image: 'registry.example.org/team/shop:3.2.1',
  resources: { cpu: '250m', memory: '512Mi' },
  port: 8081,
  user: { uid: 1000 },
};

/** One that takes requests itself, and keeps its log within two files. */
export const tomcatProps: StandaloneApplicationProps = {
  name: 'tomcat',
  image: 'docker.io/library/tomcat:11.0.14',
  resources: { cpu: '500m', memory: '1Gi' },
  port: 8080,
  user: { uid: 1000 },
  logDirectory: '/usr/local/tomcat/logs',
};

/** A web tier `Web` as small as it goes, but for what differs. */
export function web(scope: Construct, differing: Partial<WebWithFilebeatSidecarProps> = {}): WebWithFilebeatSidecar {
  return new WebWithFilebeatSidecar(scope, 'Web', {
    application: Application.behindNginx(applicationProps),
    scale: Scale.fixed(5),
    shipper: Shipper.filebeat({ to: LogInput.standardOutput() }),
    ...differing,
  });
}

/** What tests look at in a container. */
export interface RenderedContainer {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly restartPolicy?: string;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly [field: string]: unknown;
}

/** What tests look at in a pod. */
export interface RenderedPod {
  readonly containers: readonly RenderedContainer[];
  readonly initContainers: readonly RenderedContainer[];
  readonly volumes: readonly { readonly name: string; readonly [kind: string]: unknown }[];
  readonly [field: string]: unknown;
}

/** The pod of the only Deployment. */
export function deploymentPod(objects: readonly Manifest[]): RenderedPod {
  return (only(objects, 'Deployment').spec as { template: { spec: RenderedPod } }).template.spec;
}

/** A container of the only Deployment, of whatever kind. */
export function containerOf(objects: readonly Manifest[], name: string): RenderedContainer {
  const { containers, initContainers } = deploymentPod(objects);
  const found = [...initContainers, ...containers].filter((each) => each.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} containers are called ${name}`);
  return found[0];
}

/** The files of a ConfigMap. */
export function filesOf(objects: readonly Manifest[], name: string): Readonly<Record<string, string>> {
  return only(objects, 'ConfigMap', name).data as Readonly<Record<string, string>>;
}
