// compiled from route.openshift.io.ts by npm run imports
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.RouteSpecHttpHeadersActionsResponseActionType = exports.RouteSpecHttpHeadersActionsRequestActionType = exports.RouteSpecToKind = exports.RouteSpecTlsTermination = exports.RouteSpecTlsInsecureEdgeTerminationPolicy = exports.RouteSpecAlternateBackendsKind = exports.RouteSpecWildcardPolicy = exports.Route = void 0;
exports.toJson_RouteProps = toJson_RouteProps;
exports.toJson_RouteSpec = toJson_RouteSpec;
exports.toJson_RouteSpecAlternateBackends = toJson_RouteSpecAlternateBackends;
exports.toJson_RouteSpecHttpHeaders = toJson_RouteSpecHttpHeaders;
exports.toJson_RouteSpecPort = toJson_RouteSpecPort;
exports.toJson_RouteSpecTls = toJson_RouteSpecTls;
exports.toJson_RouteSpecTo = toJson_RouteSpecTo;
exports.toJson_RouteSpecHttpHeadersActions = toJson_RouteSpecHttpHeadersActions;
exports.toJson_RouteSpecTlsExternalCertificate = toJson_RouteSpecTlsExternalCertificate;
exports.toJson_RouteSpecHttpHeadersActionsRequest = toJson_RouteSpecHttpHeadersActionsRequest;
exports.toJson_RouteSpecHttpHeadersActionsResponse = toJson_RouteSpecHttpHeadersActionsResponse;
exports.toJson_RouteSpecHttpHeadersActionsRequestAction = toJson_RouteSpecHttpHeadersActionsRequestAction;
exports.toJson_RouteSpecHttpHeadersActionsResponseAction = toJson_RouteSpecHttpHeadersActionsResponseAction;
exports.toJson_RouteSpecHttpHeadersActionsRequestActionSet = toJson_RouteSpecHttpHeadersActionsRequestActionSet;
exports.toJson_RouteSpecHttpHeadersActionsResponseActionSet = toJson_RouteSpecHttpHeadersActionsResponseActionSet;
const cdk8s_1 = require("cdk8s");
class Route extends cdk8s_1.ApiObject {
    static GVK = {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
    };
    static manifest(props) {
        return {
            ...Route.GVK,
            ...toJson_RouteProps(props),
        };
    }
    constructor(scope, id, props) {
        super(scope, id, {
            ...Route.GVK,
            ...props,
        });
    }
    toJson() {
        const resolved = super.toJson();
        return {
            ...Route.GVK,
            ...toJson_RouteProps(resolved),
        };
    }
}
exports.Route = Route;
function toJson_RouteProps(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'metadata': obj.metadata,
        'spec': toJson_RouteSpec(obj.spec),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpec(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'alternateBackends': obj.alternateBackends?.map(y => toJson_RouteSpecAlternateBackends(y)),
        'host': obj.host,
        'httpHeaders': toJson_RouteSpecHttpHeaders(obj.httpHeaders),
        'path': obj.path,
        'port': toJson_RouteSpecPort(obj.port),
        'subdomain': obj.subdomain,
        'tls': toJson_RouteSpecTls(obj.tls),
        'to': toJson_RouteSpecTo(obj.to),
        'wildcardPolicy': obj.wildcardPolicy,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecAlternateBackends(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'kind': obj.kind,
        'name': obj.name,
        'weight': obj.weight,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecHttpHeaders(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'actions': toJson_RouteSpecHttpHeadersActions(obj.actions),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecPort(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'targetPort': obj.targetPort,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecTls(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'caCertificate': obj.caCertificate,
        'certificate': obj.certificate,
        'destinationCACertificate': obj.destinationCaCertificate,
        'externalCertificate': toJson_RouteSpecTlsExternalCertificate(obj.externalCertificate),
        'insecureEdgeTerminationPolicy': obj.insecureEdgeTerminationPolicy,
        'key': obj.key,
        'termination': obj.termination,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecTo(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'kind': obj.kind,
        'name': obj.name,
        'weight': obj.weight,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var RouteSpecWildcardPolicy;
(function (RouteSpecWildcardPolicy) {
    RouteSpecWildcardPolicy["NONE"] = "None";
    RouteSpecWildcardPolicy["SUBDOMAIN"] = "Subdomain";
})(RouteSpecWildcardPolicy || (exports.RouteSpecWildcardPolicy = RouteSpecWildcardPolicy = {}));
var RouteSpecAlternateBackendsKind;
(function (RouteSpecAlternateBackendsKind) {
    RouteSpecAlternateBackendsKind["SERVICE"] = "Service";
})(RouteSpecAlternateBackendsKind || (exports.RouteSpecAlternateBackendsKind = RouteSpecAlternateBackendsKind = {}));
function toJson_RouteSpecHttpHeadersActions(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'request': obj.request?.map(y => toJson_RouteSpecHttpHeadersActionsRequest(y)),
        'response': obj.response?.map(y => toJson_RouteSpecHttpHeadersActionsResponse(y)),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecTlsExternalCertificate(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var RouteSpecTlsInsecureEdgeTerminationPolicy;
(function (RouteSpecTlsInsecureEdgeTerminationPolicy) {
    RouteSpecTlsInsecureEdgeTerminationPolicy["ALLOW"] = "Allow";
    RouteSpecTlsInsecureEdgeTerminationPolicy["NONE"] = "None";
    RouteSpecTlsInsecureEdgeTerminationPolicy["REDIRECT"] = "Redirect";
})(RouteSpecTlsInsecureEdgeTerminationPolicy || (exports.RouteSpecTlsInsecureEdgeTerminationPolicy = RouteSpecTlsInsecureEdgeTerminationPolicy = {}));
var RouteSpecTlsTermination;
(function (RouteSpecTlsTermination) {
    RouteSpecTlsTermination["EDGE"] = "edge";
    RouteSpecTlsTermination["REENCRYPT"] = "reencrypt";
    RouteSpecTlsTermination["PASSTHROUGH"] = "passthrough";
})(RouteSpecTlsTermination || (exports.RouteSpecTlsTermination = RouteSpecTlsTermination = {}));
var RouteSpecToKind;
(function (RouteSpecToKind) {
    RouteSpecToKind["SERVICE"] = "Service";
})(RouteSpecToKind || (exports.RouteSpecToKind = RouteSpecToKind = {}));
function toJson_RouteSpecHttpHeadersActionsRequest(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'action': toJson_RouteSpecHttpHeadersActionsRequestAction(obj.action),
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecHttpHeadersActionsResponse(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'action': toJson_RouteSpecHttpHeadersActionsResponseAction(obj.action),
        'name': obj.name,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecHttpHeadersActionsRequestAction(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'set': toJson_RouteSpecHttpHeadersActionsRequestActionSet(obj.set),
        'type': obj.type,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecHttpHeadersActionsResponseAction(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'set': toJson_RouteSpecHttpHeadersActionsResponseActionSet(obj.set),
        'type': obj.type,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_RouteSpecHttpHeadersActionsRequestActionSet(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'value': obj.value,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var RouteSpecHttpHeadersActionsRequestActionType;
(function (RouteSpecHttpHeadersActionsRequestActionType) {
    RouteSpecHttpHeadersActionsRequestActionType["SET"] = "Set";
    RouteSpecHttpHeadersActionsRequestActionType["DELETE"] = "Delete";
})(RouteSpecHttpHeadersActionsRequestActionType || (exports.RouteSpecHttpHeadersActionsRequestActionType = RouteSpecHttpHeadersActionsRequestActionType = {}));
function toJson_RouteSpecHttpHeadersActionsResponseActionSet(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'value': obj.value,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var RouteSpecHttpHeadersActionsResponseActionType;
(function (RouteSpecHttpHeadersActionsResponseActionType) {
    RouteSpecHttpHeadersActionsResponseActionType["SET"] = "Set";
    RouteSpecHttpHeadersActionsResponseActionType["DELETE"] = "Delete";
})(RouteSpecHttpHeadersActionsResponseActionType || (exports.RouteSpecHttpHeadersActionsResponseActionType = RouteSpecHttpHeadersActionsResponseActionType = {}));
