// compiled from external-secrets.io.ts by npm run imports
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs = exports.ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs = exports.ExternalSecretSpecDataFromSourceRefStoreRefKind = exports.ExternalSecretSpecDataFromSourceRefGeneratorRefKind = exports.ExternalSecretSpecDataFromRewriteMergeStrategy = exports.ExternalSecretSpecDataFromRewriteMergePriorityPolicy = exports.ExternalSecretSpecDataFromRewriteMergeConflictPolicy = exports.ExternalSecretSpecDataSourceRefStoreRefKind = exports.ExternalSecretSpecDataSourceRefGeneratorRefKind = exports.ExternalSecretSpecTargetTemplateMergePolicy = exports.ExternalSecretSpecTargetTemplateEngineVersion = exports.ExternalSecretSpecDataFromFindDecodingStrategy = exports.ExternalSecretSpecDataFromFindConversionStrategy = exports.ExternalSecretSpecDataFromExtractMetadataPolicy = exports.ExternalSecretSpecDataFromExtractDecodingStrategy = exports.ExternalSecretSpecDataFromExtractConversionStrategy = exports.ExternalSecretSpecDataRemoteRefMetadataPolicy = exports.ExternalSecretSpecDataRemoteRefDecodingStrategy = exports.ExternalSecretSpecDataRemoteRefConversionStrategy = exports.ExternalSecretSpecTargetDeletionPolicy = exports.ExternalSecretSpecTargetCreationPolicy = exports.ExternalSecretSpecSecretStoreRefKind = exports.ExternalSecretSpecRefreshPolicy = exports.ExternalSecret = void 0;
exports.toJson_ExternalSecretProps = toJson_ExternalSecretProps;
exports.toJson_ExternalSecretSpec = toJson_ExternalSecretSpec;
exports.toJson_ExternalSecretSpecData = toJson_ExternalSecretSpecData;
exports.toJson_ExternalSecretSpecDataFrom = toJson_ExternalSecretSpecDataFrom;
exports.toJson_ExternalSecretSpecSecretStoreRef = toJson_ExternalSecretSpecSecretStoreRef;
exports.toJson_ExternalSecretSpecTarget = toJson_ExternalSecretSpecTarget;
exports.toJson_ExternalSecretSpecDataRemoteRef = toJson_ExternalSecretSpecDataRemoteRef;
exports.toJson_ExternalSecretSpecDataSourceRef = toJson_ExternalSecretSpecDataSourceRef;
exports.toJson_ExternalSecretSpecDataFromExtract = toJson_ExternalSecretSpecDataFromExtract;
exports.toJson_ExternalSecretSpecDataFromFind = toJson_ExternalSecretSpecDataFromFind;
exports.toJson_ExternalSecretSpecDataFromRewrite = toJson_ExternalSecretSpecDataFromRewrite;
exports.toJson_ExternalSecretSpecDataFromSourceRef = toJson_ExternalSecretSpecDataFromSourceRef;
exports.toJson_ExternalSecretSpecTargetManifest = toJson_ExternalSecretSpecTargetManifest;
exports.toJson_ExternalSecretSpecTargetTemplate = toJson_ExternalSecretSpecTargetTemplate;
exports.toJson_ExternalSecretSpecDataSourceRefGeneratorRef = toJson_ExternalSecretSpecDataSourceRefGeneratorRef;
exports.toJson_ExternalSecretSpecDataSourceRefStoreRef = toJson_ExternalSecretSpecDataSourceRefStoreRef;
exports.toJson_ExternalSecretSpecDataFromFindName = toJson_ExternalSecretSpecDataFromFindName;
exports.toJson_ExternalSecretSpecDataFromRewriteMerge = toJson_ExternalSecretSpecDataFromRewriteMerge;
exports.toJson_ExternalSecretSpecDataFromRewriteRegexp = toJson_ExternalSecretSpecDataFromRewriteRegexp;
exports.toJson_ExternalSecretSpecDataFromRewriteTransform = toJson_ExternalSecretSpecDataFromRewriteTransform;
exports.toJson_ExternalSecretSpecDataFromSourceRefGeneratorRef = toJson_ExternalSecretSpecDataFromSourceRefGeneratorRef;
exports.toJson_ExternalSecretSpecDataFromSourceRefStoreRef = toJson_ExternalSecretSpecDataFromSourceRefStoreRef;
exports.toJson_ExternalSecretSpecTargetTemplateMetadata = toJson_ExternalSecretSpecTargetTemplateMetadata;
exports.toJson_ExternalSecretSpecTargetTemplateTemplateFrom = toJson_ExternalSecretSpecTargetTemplateTemplateFrom;
exports.toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMap = toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMap;
exports.toJson_ExternalSecretSpecTargetTemplateTemplateFromSecret = toJson_ExternalSecretSpecTargetTemplateTemplateFromSecret;
exports.toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems = toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems;
exports.toJson_ExternalSecretSpecTargetTemplateTemplateFromSecretItems = toJson_ExternalSecretSpecTargetTemplateTemplateFromSecretItems;
const cdk8s_1 = require("cdk8s");
class ExternalSecret extends cdk8s_1.ApiObject {
    static GVK = {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
    };
    static manifest(props = {}) {
        return {
            ...ExternalSecret.GVK,
            ...toJson_ExternalSecretProps(props),
        };
    }
    constructor(scope, id, props = {}) {
        super(scope, id, {
            ...ExternalSecret.GVK,
            ...props,
        });
    }
    toJson() {
        const resolved = super.toJson();
        return {
            ...ExternalSecret.GVK,
            ...toJson_ExternalSecretProps(resolved),
        };
    }
}
exports.ExternalSecret = ExternalSecret;
function toJson_ExternalSecretProps(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'metadata': obj.metadata,
        'spec': toJson_ExternalSecretSpec(obj.spec),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpec(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'data': obj.data?.map(y => toJson_ExternalSecretSpecData(y)),
        'dataFrom': obj.dataFrom?.map(y => toJson_ExternalSecretSpecDataFrom(y)),
        'refreshInterval': obj.refreshInterval,
        'refreshPolicy': obj.refreshPolicy,
        'secretStoreRef': toJson_ExternalSecretSpecSecretStoreRef(obj.secretStoreRef),
        'target': toJson_ExternalSecretSpecTarget(obj.target),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecData(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'remoteRef': toJson_ExternalSecretSpecDataRemoteRef(obj.remoteRef),
        'secretKey': obj.secretKey,
        'sourceRef': toJson_ExternalSecretSpecDataSourceRef(obj.sourceRef),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFrom(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'extract': toJson_ExternalSecretSpecDataFromExtract(obj.extract),
        'find': toJson_ExternalSecretSpecDataFromFind(obj.find),
        'rewrite': obj.rewrite?.map(y => toJson_ExternalSecretSpecDataFromRewrite(y)),
        'sourceRef': toJson_ExternalSecretSpecDataFromSourceRef(obj.sourceRef),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ExternalSecretSpecRefreshPolicy;
(function (ExternalSecretSpecRefreshPolicy) {
    ExternalSecretSpecRefreshPolicy["CREATED_ONCE"] = "CreatedOnce";
    ExternalSecretSpecRefreshPolicy["PERIODIC"] = "Periodic";
    ExternalSecretSpecRefreshPolicy["ON_CHANGE"] = "OnChange";
})(ExternalSecretSpecRefreshPolicy || (exports.ExternalSecretSpecRefreshPolicy = ExternalSecretSpecRefreshPolicy = {}));
function toJson_ExternalSecretSpecSecretStoreRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'kind': obj.kind,
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecTarget(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'creationPolicy': obj.creationPolicy,
        'deletionPolicy': obj.deletionPolicy,
        'immutable': obj.immutable,
        'manifest': toJson_ExternalSecretSpecTargetManifest(obj.manifest),
        'name': obj.name,
        'template': toJson_ExternalSecretSpecTargetTemplate(obj.template),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataRemoteRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'conversionStrategy': obj.conversionStrategy,
        'decodingStrategy': obj.decodingStrategy,
        'key': obj.key,
        'metadataPolicy': obj.metadataPolicy,
        'property': obj.property,
        'version': obj.version,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataSourceRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'generatorRef': toJson_ExternalSecretSpecDataSourceRefGeneratorRef(obj.generatorRef),
        'storeRef': toJson_ExternalSecretSpecDataSourceRefStoreRef(obj.storeRef),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromExtract(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'conversionStrategy': obj.conversionStrategy,
        'decodingStrategy': obj.decodingStrategy,
        'key': obj.key,
        'metadataPolicy': obj.metadataPolicy,
        'property': obj.property,
        'version': obj.version,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromFind(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'conversionStrategy': obj.conversionStrategy,
        'decodingStrategy': obj.decodingStrategy,
        'name': toJson_ExternalSecretSpecDataFromFindName(obj.name),
        'path': obj.path,
        'tags': ((obj.tags) === undefined) ? undefined : (Object.entries(obj.tags).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromRewrite(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'merge': toJson_ExternalSecretSpecDataFromRewriteMerge(obj.merge),
        'regexp': toJson_ExternalSecretSpecDataFromRewriteRegexp(obj.regexp),
        'transform': toJson_ExternalSecretSpecDataFromRewriteTransform(obj.transform),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromSourceRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'generatorRef': toJson_ExternalSecretSpecDataFromSourceRefGeneratorRef(obj.generatorRef),
        'storeRef': toJson_ExternalSecretSpecDataFromSourceRefStoreRef(obj.storeRef),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ExternalSecretSpecSecretStoreRefKind;
(function (ExternalSecretSpecSecretStoreRefKind) {
    ExternalSecretSpecSecretStoreRefKind["SECRET_STORE"] = "SecretStore";
    ExternalSecretSpecSecretStoreRefKind["CLUSTER_SECRET_STORE"] = "ClusterSecretStore";
})(ExternalSecretSpecSecretStoreRefKind || (exports.ExternalSecretSpecSecretStoreRefKind = ExternalSecretSpecSecretStoreRefKind = {}));
var ExternalSecretSpecTargetCreationPolicy;
(function (ExternalSecretSpecTargetCreationPolicy) {
    ExternalSecretSpecTargetCreationPolicy["OWNER"] = "Owner";
    ExternalSecretSpecTargetCreationPolicy["ORPHAN"] = "Orphan";
    ExternalSecretSpecTargetCreationPolicy["MERGE"] = "Merge";
    ExternalSecretSpecTargetCreationPolicy["NONE"] = "None";
})(ExternalSecretSpecTargetCreationPolicy || (exports.ExternalSecretSpecTargetCreationPolicy = ExternalSecretSpecTargetCreationPolicy = {}));
var ExternalSecretSpecTargetDeletionPolicy;
(function (ExternalSecretSpecTargetDeletionPolicy) {
    ExternalSecretSpecTargetDeletionPolicy["DELETE"] = "Delete";
    ExternalSecretSpecTargetDeletionPolicy["MERGE"] = "Merge";
    ExternalSecretSpecTargetDeletionPolicy["RETAIN"] = "Retain";
})(ExternalSecretSpecTargetDeletionPolicy || (exports.ExternalSecretSpecTargetDeletionPolicy = ExternalSecretSpecTargetDeletionPolicy = {}));
function toJson_ExternalSecretSpecTargetManifest(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'apiVersion': obj.apiVersion,
        'kind': obj.kind,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecTargetTemplate(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'data': ((obj.data) === undefined) ? undefined : (Object.entries(obj.data).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'engineVersion': obj.engineVersion,
        'mergePolicy': obj.mergePolicy,
        'metadata': toJson_ExternalSecretSpecTargetTemplateMetadata(obj.metadata),
        'templateFrom': obj.templateFrom?.map(y => toJson_ExternalSecretSpecTargetTemplateTemplateFrom(y)),
        'type': obj.type,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ExternalSecretSpecDataRemoteRefConversionStrategy;
(function (ExternalSecretSpecDataRemoteRefConversionStrategy) {
    ExternalSecretSpecDataRemoteRefConversionStrategy["DEFAULT"] = "Default";
    ExternalSecretSpecDataRemoteRefConversionStrategy["UNICODE"] = "Unicode";
})(ExternalSecretSpecDataRemoteRefConversionStrategy || (exports.ExternalSecretSpecDataRemoteRefConversionStrategy = ExternalSecretSpecDataRemoteRefConversionStrategy = {}));
var ExternalSecretSpecDataRemoteRefDecodingStrategy;
(function (ExternalSecretSpecDataRemoteRefDecodingStrategy) {
    ExternalSecretSpecDataRemoteRefDecodingStrategy["AUTO"] = "Auto";
    ExternalSecretSpecDataRemoteRefDecodingStrategy["BASE64"] = "Base64";
    ExternalSecretSpecDataRemoteRefDecodingStrategy["BASE64_URL"] = "Base64URL";
    ExternalSecretSpecDataRemoteRefDecodingStrategy["NONE"] = "None";
})(ExternalSecretSpecDataRemoteRefDecodingStrategy || (exports.ExternalSecretSpecDataRemoteRefDecodingStrategy = ExternalSecretSpecDataRemoteRefDecodingStrategy = {}));
var ExternalSecretSpecDataRemoteRefMetadataPolicy;
(function (ExternalSecretSpecDataRemoteRefMetadataPolicy) {
    ExternalSecretSpecDataRemoteRefMetadataPolicy["NONE"] = "None";
    ExternalSecretSpecDataRemoteRefMetadataPolicy["FETCH"] = "Fetch";
})(ExternalSecretSpecDataRemoteRefMetadataPolicy || (exports.ExternalSecretSpecDataRemoteRefMetadataPolicy = ExternalSecretSpecDataRemoteRefMetadataPolicy = {}));
function toJson_ExternalSecretSpecDataSourceRefGeneratorRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'apiVersion': obj.apiVersion,
        'kind': obj.kind,
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataSourceRefStoreRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'kind': obj.kind,
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ExternalSecretSpecDataFromExtractConversionStrategy;
(function (ExternalSecretSpecDataFromExtractConversionStrategy) {
    ExternalSecretSpecDataFromExtractConversionStrategy["DEFAULT"] = "Default";
    ExternalSecretSpecDataFromExtractConversionStrategy["UNICODE"] = "Unicode";
})(ExternalSecretSpecDataFromExtractConversionStrategy || (exports.ExternalSecretSpecDataFromExtractConversionStrategy = ExternalSecretSpecDataFromExtractConversionStrategy = {}));
var ExternalSecretSpecDataFromExtractDecodingStrategy;
(function (ExternalSecretSpecDataFromExtractDecodingStrategy) {
    ExternalSecretSpecDataFromExtractDecodingStrategy["AUTO"] = "Auto";
    ExternalSecretSpecDataFromExtractDecodingStrategy["BASE64"] = "Base64";
    ExternalSecretSpecDataFromExtractDecodingStrategy["BASE64_URL"] = "Base64URL";
    ExternalSecretSpecDataFromExtractDecodingStrategy["NONE"] = "None";
})(ExternalSecretSpecDataFromExtractDecodingStrategy || (exports.ExternalSecretSpecDataFromExtractDecodingStrategy = ExternalSecretSpecDataFromExtractDecodingStrategy = {}));
var ExternalSecretSpecDataFromExtractMetadataPolicy;
(function (ExternalSecretSpecDataFromExtractMetadataPolicy) {
    ExternalSecretSpecDataFromExtractMetadataPolicy["NONE"] = "None";
    ExternalSecretSpecDataFromExtractMetadataPolicy["FETCH"] = "Fetch";
})(ExternalSecretSpecDataFromExtractMetadataPolicy || (exports.ExternalSecretSpecDataFromExtractMetadataPolicy = ExternalSecretSpecDataFromExtractMetadataPolicy = {}));
var ExternalSecretSpecDataFromFindConversionStrategy;
(function (ExternalSecretSpecDataFromFindConversionStrategy) {
    ExternalSecretSpecDataFromFindConversionStrategy["DEFAULT"] = "Default";
    ExternalSecretSpecDataFromFindConversionStrategy["UNICODE"] = "Unicode";
})(ExternalSecretSpecDataFromFindConversionStrategy || (exports.ExternalSecretSpecDataFromFindConversionStrategy = ExternalSecretSpecDataFromFindConversionStrategy = {}));
var ExternalSecretSpecDataFromFindDecodingStrategy;
(function (ExternalSecretSpecDataFromFindDecodingStrategy) {
    ExternalSecretSpecDataFromFindDecodingStrategy["AUTO"] = "Auto";
    ExternalSecretSpecDataFromFindDecodingStrategy["BASE64"] = "Base64";
    ExternalSecretSpecDataFromFindDecodingStrategy["BASE64_URL"] = "Base64URL";
    ExternalSecretSpecDataFromFindDecodingStrategy["NONE"] = "None";
})(ExternalSecretSpecDataFromFindDecodingStrategy || (exports.ExternalSecretSpecDataFromFindDecodingStrategy = ExternalSecretSpecDataFromFindDecodingStrategy = {}));
function toJson_ExternalSecretSpecDataFromFindName(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'regexp': obj.regexp,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromRewriteMerge(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'conflictPolicy': obj.conflictPolicy,
        'into': obj.into,
        'priority': obj.priority?.map(y => y),
        'priorityPolicy': obj.priorityPolicy,
        'strategy': obj.strategy,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromRewriteRegexp(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'source': obj.source,
        'target': obj.target,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromRewriteTransform(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'template': obj.template,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromSourceRefGeneratorRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'apiVersion': obj.apiVersion,
        'kind': obj.kind,
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecDataFromSourceRefStoreRef(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'kind': obj.kind,
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ExternalSecretSpecTargetTemplateEngineVersion;
(function (ExternalSecretSpecTargetTemplateEngineVersion) {
    ExternalSecretSpecTargetTemplateEngineVersion["V2"] = "v2";
})(ExternalSecretSpecTargetTemplateEngineVersion || (exports.ExternalSecretSpecTargetTemplateEngineVersion = ExternalSecretSpecTargetTemplateEngineVersion = {}));
var ExternalSecretSpecTargetTemplateMergePolicy;
(function (ExternalSecretSpecTargetTemplateMergePolicy) {
    ExternalSecretSpecTargetTemplateMergePolicy["REPLACE"] = "Replace";
    ExternalSecretSpecTargetTemplateMergePolicy["MERGE"] = "Merge";
})(ExternalSecretSpecTargetTemplateMergePolicy || (exports.ExternalSecretSpecTargetTemplateMergePolicy = ExternalSecretSpecTargetTemplateMergePolicy = {}));
function toJson_ExternalSecretSpecTargetTemplateMetadata(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'annotations': ((obj.annotations) === undefined) ? undefined : (Object.entries(obj.annotations).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'finalizers': obj.finalizers?.map(y => y),
        'labels': ((obj.labels) === undefined) ? undefined : (Object.entries(obj.labels).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecTargetTemplateTemplateFrom(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMap(obj.configMap),
        'literal': obj.literal,
        'secret': toJson_ExternalSecretSpecTargetTemplateTemplateFromSecret(obj.secret),
        'target': obj.target,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ExternalSecretSpecDataSourceRefGeneratorRefKind;
(function (ExternalSecretSpecDataSourceRefGeneratorRefKind) {
    ExternalSecretSpecDataSourceRefGeneratorRefKind["ACR_ACCESS_TOKEN"] = "ACRAccessToken";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["CLUSTER_GENERATOR"] = "ClusterGenerator";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["CLOUDSMITH_ACCESS_TOKEN"] = "CloudsmithAccessToken";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["ECR_AUTHORIZATION_TOKEN"] = "ECRAuthorizationToken";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["FAKE"] = "Fake";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["GCR_ACCESS_TOKEN"] = "GCRAccessToken";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["GITHUB_ACCESS_TOKEN"] = "GithubAccessToken";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["QUAY_ACCESS_TOKEN"] = "QuayAccessToken";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["PASSWORD"] = "Password";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["SSH_KEY"] = "SSHKey";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["STS_SESSION_TOKEN"] = "STSSessionToken";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["UUID"] = "UUID";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["VAULT_DYNAMIC_SECRET"] = "VaultDynamicSecret";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["WEBHOOK"] = "Webhook";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["GRAFANA"] = "Grafana";
    ExternalSecretSpecDataSourceRefGeneratorRefKind["MFA"] = "MFA";
})(ExternalSecretSpecDataSourceRefGeneratorRefKind || (exports.ExternalSecretSpecDataSourceRefGeneratorRefKind = ExternalSecretSpecDataSourceRefGeneratorRefKind = {}));
var ExternalSecretSpecDataSourceRefStoreRefKind;
(function (ExternalSecretSpecDataSourceRefStoreRefKind) {
    ExternalSecretSpecDataSourceRefStoreRefKind["SECRET_STORE"] = "SecretStore";
    ExternalSecretSpecDataSourceRefStoreRefKind["CLUSTER_SECRET_STORE"] = "ClusterSecretStore";
})(ExternalSecretSpecDataSourceRefStoreRefKind || (exports.ExternalSecretSpecDataSourceRefStoreRefKind = ExternalSecretSpecDataSourceRefStoreRefKind = {}));
var ExternalSecretSpecDataFromRewriteMergeConflictPolicy;
(function (ExternalSecretSpecDataFromRewriteMergeConflictPolicy) {
    ExternalSecretSpecDataFromRewriteMergeConflictPolicy["IGNORE"] = "Ignore";
    ExternalSecretSpecDataFromRewriteMergeConflictPolicy["ERROR"] = "Error";
})(ExternalSecretSpecDataFromRewriteMergeConflictPolicy || (exports.ExternalSecretSpecDataFromRewriteMergeConflictPolicy = ExternalSecretSpecDataFromRewriteMergeConflictPolicy = {}));
var ExternalSecretSpecDataFromRewriteMergePriorityPolicy;
(function (ExternalSecretSpecDataFromRewriteMergePriorityPolicy) {
    ExternalSecretSpecDataFromRewriteMergePriorityPolicy["IGNORE_NOT_FOUND"] = "IgnoreNotFound";
    ExternalSecretSpecDataFromRewriteMergePriorityPolicy["STRICT"] = "Strict";
})(ExternalSecretSpecDataFromRewriteMergePriorityPolicy || (exports.ExternalSecretSpecDataFromRewriteMergePriorityPolicy = ExternalSecretSpecDataFromRewriteMergePriorityPolicy = {}));
var ExternalSecretSpecDataFromRewriteMergeStrategy;
(function (ExternalSecretSpecDataFromRewriteMergeStrategy) {
    ExternalSecretSpecDataFromRewriteMergeStrategy["EXTRACT"] = "Extract";
    ExternalSecretSpecDataFromRewriteMergeStrategy["JSON"] = "JSON";
})(ExternalSecretSpecDataFromRewriteMergeStrategy || (exports.ExternalSecretSpecDataFromRewriteMergeStrategy = ExternalSecretSpecDataFromRewriteMergeStrategy = {}));
var ExternalSecretSpecDataFromSourceRefGeneratorRefKind;
(function (ExternalSecretSpecDataFromSourceRefGeneratorRefKind) {
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["ACR_ACCESS_TOKEN"] = "ACRAccessToken";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["CLUSTER_GENERATOR"] = "ClusterGenerator";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["CLOUDSMITH_ACCESS_TOKEN"] = "CloudsmithAccessToken";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["ECR_AUTHORIZATION_TOKEN"] = "ECRAuthorizationToken";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["FAKE"] = "Fake";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["GCR_ACCESS_TOKEN"] = "GCRAccessToken";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["GITHUB_ACCESS_TOKEN"] = "GithubAccessToken";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["QUAY_ACCESS_TOKEN"] = "QuayAccessToken";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["PASSWORD"] = "Password";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["SSH_KEY"] = "SSHKey";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["STS_SESSION_TOKEN"] = "STSSessionToken";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["UUID"] = "UUID";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["VAULT_DYNAMIC_SECRET"] = "VaultDynamicSecret";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["WEBHOOK"] = "Webhook";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["GRAFANA"] = "Grafana";
    ExternalSecretSpecDataFromSourceRefGeneratorRefKind["MFA"] = "MFA";
})(ExternalSecretSpecDataFromSourceRefGeneratorRefKind || (exports.ExternalSecretSpecDataFromSourceRefGeneratorRefKind = ExternalSecretSpecDataFromSourceRefGeneratorRefKind = {}));
var ExternalSecretSpecDataFromSourceRefStoreRefKind;
(function (ExternalSecretSpecDataFromSourceRefStoreRefKind) {
    ExternalSecretSpecDataFromSourceRefStoreRefKind["SECRET_STORE"] = "SecretStore";
    ExternalSecretSpecDataFromSourceRefStoreRefKind["CLUSTER_SECRET_STORE"] = "ClusterSecretStore";
})(ExternalSecretSpecDataFromSourceRefStoreRefKind || (exports.ExternalSecretSpecDataFromSourceRefStoreRefKind = ExternalSecretSpecDataFromSourceRefStoreRefKind = {}));
function toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'items': obj.items?.map(y => toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems(y)),
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecTargetTemplateTemplateFromSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'items': obj.items?.map(y => toJson_ExternalSecretSpecTargetTemplateTemplateFromSecretItems(y)),
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'templateAs': obj.templateAs,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ExternalSecretSpecTargetTemplateTemplateFromSecretItems(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'templateAs': obj.templateAs,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs;
(function (ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs) {
    ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs["VALUES"] = "Values";
    ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs["KEYS_AND_VALUES"] = "KeysAndValues";
})(ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs || (exports.ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs = ExternalSecretSpecTargetTemplateTemplateFromConfigMapItemsTemplateAs = {}));
var ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs;
(function (ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs) {
    ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs["VALUES"] = "Values";
    ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs["KEYS_AND_VALUES"] = "KeysAndValues";
})(ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs || (exports.ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs = ExternalSecretSpecTargetTemplateTemplateFromSecretItemsTemplateAs = {}));
