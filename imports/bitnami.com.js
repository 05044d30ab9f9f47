// compiled from bitnami.com.ts by npm run imports
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.SealedSecret = void 0;
exports.toJson_SealedSecretProps = toJson_SealedSecretProps;
exports.toJson_SealedSecretSpec = toJson_SealedSecretSpec;
exports.toJson_SealedSecretSpecTemplate = toJson_SealedSecretSpecTemplate;
exports.toJson_SealedSecretSpecTemplateMetadata = toJson_SealedSecretSpecTemplateMetadata;
const cdk8s_1 = require("cdk8s");
class SealedSecret extends cdk8s_1.ApiObject {
    static GVK = {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
    };
    static manifest(props) {
        return {
            ...SealedSecret.GVK,
            ...toJson_SealedSecretProps(props),
        };
    }
    constructor(scope, id, props) {
        super(scope, id, {
            ...SealedSecret.GVK,
            ...props,
        });
    }
    toJson() {
        const resolved = super.toJson();
        return {
            ...SealedSecret.GVK,
            ...toJson_SealedSecretProps(resolved),
        };
    }
}
exports.SealedSecret = SealedSecret;
function toJson_SealedSecretProps(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'metadata': obj.metadata,
        'spec': toJson_SealedSecretSpec(obj.spec),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_SealedSecretSpec(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'data': obj.data,
        'encryptedData': ((obj.encryptedData) === undefined) ? undefined : (Object.entries(obj.encryptedData).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'template': toJson_SealedSecretSpecTemplate(obj.template),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_SealedSecretSpecTemplate(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'data': ((obj.data) === undefined) ? undefined : (Object.entries(obj.data).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'immutable': obj.immutable,
        'metadata': toJson_SealedSecretSpecTemplateMetadata(obj.metadata),
        'type': obj.type,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_SealedSecretSpecTemplateMetadata(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'annotations': ((obj.annotations) === undefined) ? undefined : (Object.entries(obj.annotations).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'finalizers': obj.finalizers?.map(y => y),
        'labels': ((obj.labels) === undefined) ? undefined : (Object.entries(obj.labels).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'name': obj.name,
        'namespace': obj.namespace,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
