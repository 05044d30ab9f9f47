import { leastPrivilege, noApiTokens } from './access';
import { autoscalerOwnsReplicas, autoscalerRange } from './autoscaling';
import { disruptionBudgets, majorityStays, oddDatabases } from './availability';
import { cleanJson } from './clean-json';
import { pinnedImages } from './images';
import { jobRestarts, noNakedPods, scheduledJobs } from './jobs';
import { completeLabels, stableSelectors, validLabels } from './labels';
import { uniqueNames, validNames } from './names';
import { explicitNamespaces } from './namespaces';
import { noMetadataService, oneNetworkPolicy, openBothWays } from './networks';
import { noServiceLinks, readOnlyRoots, restrictedPods } from './pod-security';
import { containerPorts, knownBackends, knownProbePorts, knownServicePorts } from './ports';
import { distinctProbes, livenessProbes, readinessProbes } from './probes';
import { sufficientQuotas } from './quotas';
import { knownAccounts, knownClaims, knownConfigMaps, knownPriorities, knownSecrets, knownTargets } from './references';
import { chosenResources, reservedMemory, statedResources } from './resources';
import { Rule, RuleInput, Violation } from './rule';
import { noLiteralSecrets, noSecretData } from './secrets';
import { exclusiveSelectors, matchingSelectors } from './selectors';
import { headlessServices } from './services';
import { Stack } from './stack';
import { configMapSizes, namedStorageClasses, noDataOnNfs } from './storage';
import { memoryVolumes, mountedVolumes } from './volumes';

/** Every rule, in the order in which it is reported. */
export const RULES: readonly Rule[] = [
  uniqueNames,
  validNames,
  explicitNamespaces,
  cleanJson,
  completeLabels,
  validLabels,
  stableSelectors,
  matchingSelectors,
  exclusiveSelectors,
  knownConfigMaps,
  knownSecrets,
  knownClaims,
  knownAccounts,
  knownPriorities,
  knownTargets,
  mountedVolumes,
  memoryVolumes,
  containerPorts,
  knownServicePorts,
  knownProbePorts,
  knownBackends,
  headlessServices,
  statedResources,
  reservedMemory,
  chosenResources,
  livenessProbes,
  readinessProbes,
  distinctProbes,
  pinnedImages,
  noSecretData,
  noLiteralSecrets,
  autoscalerOwnsReplicas,
  autoscalerRange,
  disruptionBudgets,
  oddDatabases,
  majorityStays,
  restrictedPods,
  readOnlyRoots,
  noServiceLinks,
  noApiTokens,
  leastPrivilege,
  oneNetworkPolicy,
  noMetadataService,
  openBothWays,
  noNakedPods,
  scheduledJobs,
  jobRestarts,
  namedStorageClasses,
  noDataOnNfs,
  configMapSizes,
  sufficientQuotas,
];

/** What all rules find. */
export function violations(input: RuleInput): Violation[] {
  const stack = new Stack(input);
  return RULES.flatMap((rule) => rule.check(stack));
}
