import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { containerResources, Resources } from '../kubernetes/resources';

/**
 * Resources as plain JSON, for objects that no binding renders.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if a quantity is none
 */
export function operatedResources(scope: IConstruct, prop: string, resources: Resources): object {
  return k8s.toJson_ResourceRequirements(containerResources(scope, prop, resources)) as object;
}
