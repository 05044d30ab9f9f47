// Jest needs JavaScript; types are checked once by `npm run check`, not by every test.
const { createHash } = require('crypto');
const ts = require('typescript');

const { config } = ts.readConfigFile(`${__dirname}/../tsconfig.json`, ts.sys.readFile);

module.exports = {
  getCacheKey: (source, path) =>
    createHash('sha256').update(ts.version).update(JSON.stringify(config)).update(path).update(source).digest('hex'),
  process: (source, fileName) => ({
    code: ts.transpileModule(source, {
      fileName,
      compilerOptions: {
        ...config.compilerOptions,
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Node10,
        inlineSourceMap: true,
        declaration: false,
      },
    }).outputText,
  }),
};
