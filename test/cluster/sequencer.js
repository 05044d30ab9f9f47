// The files of a folder share one cluster: manifests are applied to an empty one, then looked at, replaced, and lose their
// machines.
const { basename } = require('path');
const Sequencer = require('@jest/test-sequencer').default;

const order = [
  // Simulated nodes.
  'apply.test.ts',
  'roles.test.ts',
  'workloads.test.ts',
  'rollout.test.ts',
  'drain.test.ts',
  'random-settings.test.ts',
  'upgrade.test.ts',
  // Real nodes.
  'install.test.ts',
  'browser.test.ts',
  'network.test.ts',
  'update.test.ts',
  'autoscale.test.ts',
  'node-loss.test.ts',
];

module.exports = class extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => order.indexOf(basename(a.path)) - order.indexOf(basename(b.path)));
  }
};
