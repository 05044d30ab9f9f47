import { k8s } from 'cdk8s-plus-27';

/** A pod's name as a variable, which tells one of several alike from the others. */
export const OWN_NAME: k8s.EnvVar = {
  name: 'POD_NAME',
  valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
};

/** A pod's address as a variable. */
export const OWN_ADDRESS: k8s.EnvVar = {
  name: 'POD_IP',
  valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } },
};
