module.exports = {
  roots: ['<rootDir>/test/cluster/logs'],
  testMatch: ['**/*.drill.ts'],
  transform: { '\\.ts$': '<rootDir>/test/typescript-transform.js' },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  verbose: true,
};
