import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { reject } from './configuration-error';
import { isMailAddress } from './mail-address';
import { isLabelValue } from './qualified-name';

/** Who answers for objects. */
export interface Owner {
  /** A team: `web-team`. */
  readonly name: string;
  /** Where it reads mail: `web-team@example.org`. */
  readonly email: string;
}

/**
 * Writes on every object below a scope who owns it: the label `owner` to select by, and the annotation `email`. Pods get
 * neither, so that another owner restarts nothing.
 *
 * @throws ConfigurationError if the name is no value of a label, or the address none for mail
 * @see https://docs.kubelinter.io/#/generated/checks?id=required-label-owner
 */
export function nameOwner(scope: IConstruct, { name, email }: Owner): void {
  if (name === '' || !isLabelValue(name)) {
    reject(scope, {
      prop: 'owner.name',
      value: name,
      rule: 'it becomes a label: 1 to 63 letters, digits, "-", "_" and ".", a letter or a digit at both ends',
      fix: 'write it like web-team',
    });
  }
  if (!isMailAddress(email)) {
    reject(scope, {
      prop: 'owner.email',
      value: email,
      rule: 'whoever finds an object writes there',
      fix: 'write it like web-team@example.org',
    });
  }
  for (const object of scope.node.findAll()) {
    if (!(object instanceof ApiObject)) continue;
    object.metadata.addLabel('owner', name);
    object.metadata.addAnnotation('email', email);
  }
}
