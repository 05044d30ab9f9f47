module.exports = {
  roots: ['<rootDir>/test/cluster'],
  testMatch: ['<rootDir>/test/cluster/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/test/typescript-transform.js' },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  testSequencer: '<rootDir>/test/cluster/sequencer.js',
  testTimeout: 180_000 * Number(process.env.PATIENCE ?? 1),
  verbose: true,
};
