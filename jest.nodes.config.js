module.exports = {
  roots: ['<rootDir>/test/cluster/nodes'],
  testMatch: ['**/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/test/typescript-transform.js' },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  testSequencer: '<rootDir>/test/cluster/sequencer.js',
  testTimeout: 600_000,
  verbose: true,
};
