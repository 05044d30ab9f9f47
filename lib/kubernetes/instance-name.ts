import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';

/**
 * The name that a construct's main object, the one with id `Resource`, is going to have.
 *
 * Its labels and selectors carry that name, so it is needed before the object is made. Works in any chart.
 */
export function instanceName(construct: Construct): string {
  const placeholder = new Construct(construct, 'Resource');
  try {
    // A chart names an object by its place in the tree, and a placeholder has the same place.
    return Chart.of(construct).generateObjectName(placeholder as ApiObject);
  } finally {
    construct.node.tryRemoveChild('Resource');
  }
}
