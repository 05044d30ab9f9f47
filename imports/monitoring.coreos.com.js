// compiled from monitoring.coreos.com.ts by npm run imports
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion = exports.ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion = exports.ServiceMonitorSpecEndpointsTlsConfigMinVersion = exports.ServiceMonitorSpecEndpointsTlsConfigMaxVersion = exports.ServiceMonitorSpecEndpointsRelabelingsAction = exports.ServiceMonitorSpecEndpointsMetricRelabelingsAction = exports.ServiceMonitorSpecEndpointsTargetPort = exports.ServiceMonitorSpecEndpointsScheme = exports.ServiceMonitorSpecSelectorMechanism = exports.ServiceMonitorSpecScrapeProtocols = exports.ServiceMonitorSpecNativeHistogramMinBucketFactor = exports.ServiceMonitorSpecFallbackScrapeProtocol = exports.ServiceMonitor = exports.PrometheusRuleSpecGroupsRulesExpr = exports.PrometheusRule = exports.PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion = exports.PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion = exports.PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion = exports.PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion = exports.PodMonitorSpecPodMetricsEndpointsRelabelingsAction = exports.PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction = exports.PodMonitorSpecPodMetricsEndpointsTargetPort = exports.PodMonitorSpecPodMetricsEndpointsScheme = exports.PodMonitorSpecSelectorMechanism = exports.PodMonitorSpecScrapeProtocols = exports.PodMonitorSpecNativeHistogramMinBucketFactor = exports.PodMonitorSpecFallbackScrapeProtocol = exports.PodMonitor = void 0;
exports.toJson_PodMonitorProps = toJson_PodMonitorProps;
exports.toJson_PodMonitorSpec = toJson_PodMonitorSpec;
exports.toJson_PodMonitorSpecAttachMetadata = toJson_PodMonitorSpecAttachMetadata;
exports.toJson_PodMonitorSpecNamespaceSelector = toJson_PodMonitorSpecNamespaceSelector;
exports.toJson_PodMonitorSpecPodMetricsEndpoints = toJson_PodMonitorSpecPodMetricsEndpoints;
exports.toJson_PodMonitorSpecSelector = toJson_PodMonitorSpecSelector;
exports.toJson_PodMonitorSpecPodMetricsEndpointsAuthorization = toJson_PodMonitorSpecPodMetricsEndpointsAuthorization;
exports.toJson_PodMonitorSpecPodMetricsEndpointsBasicAuth = toJson_PodMonitorSpecPodMetricsEndpointsBasicAuth;
exports.toJson_PodMonitorSpecPodMetricsEndpointsBearerTokenSecret = toJson_PodMonitorSpecPodMetricsEndpointsBearerTokenSecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsMetricRelabelings = toJson_PodMonitorSpecPodMetricsEndpointsMetricRelabelings;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2 = toJson_PodMonitorSpecPodMetricsEndpointsOauth2;
exports.toJson_PodMonitorSpecPodMetricsEndpointsProxyConnectHeader = toJson_PodMonitorSpecPodMetricsEndpointsProxyConnectHeader;
exports.toJson_PodMonitorSpecPodMetricsEndpointsRelabelings = toJson_PodMonitorSpecPodMetricsEndpointsRelabelings;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfig = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfig;
exports.toJson_PodMonitorSpecSelectorMatchExpressions = toJson_PodMonitorSpecSelectorMatchExpressions;
exports.toJson_PodMonitorSpecPodMetricsEndpointsAuthorizationCredentials = toJson_PodMonitorSpecPodMetricsEndpointsAuthorizationCredentials;
exports.toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthPassword = toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthPassword;
exports.toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthUsername = toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthUsername;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientId = toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientId;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientSecret = toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientSecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2ProxyConnectHeader = toJson_PodMonitorSpecPodMetricsEndpointsOauth2ProxyConnectHeader;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfig = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfig;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCa = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCa;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCert = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCert;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigKeySecret = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigKeySecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdConfigMap = toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdConfigMap;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdSecret = toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdSecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCa = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCa;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCert = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCert;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigKeySecret = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigKeySecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaConfigMap = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaConfigMap;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaSecret = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaSecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertConfigMap = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertConfigMap;
exports.toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertSecret = toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertSecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaConfigMap = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaConfigMap;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaSecret = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaSecret;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertConfigMap = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertConfigMap;
exports.toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertSecret = toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertSecret;
exports.toJson_PrometheusRuleProps = toJson_PrometheusRuleProps;
exports.toJson_PrometheusRuleSpec = toJson_PrometheusRuleSpec;
exports.toJson_PrometheusRuleSpecGroups = toJson_PrometheusRuleSpecGroups;
exports.toJson_PrometheusRuleSpecGroupsRules = toJson_PrometheusRuleSpecGroupsRules;
exports.toJson_ServiceMonitorProps = toJson_ServiceMonitorProps;
exports.toJson_ServiceMonitorSpec = toJson_ServiceMonitorSpec;
exports.toJson_ServiceMonitorSpecAttachMetadata = toJson_ServiceMonitorSpecAttachMetadata;
exports.toJson_ServiceMonitorSpecEndpoints = toJson_ServiceMonitorSpecEndpoints;
exports.toJson_ServiceMonitorSpecNamespaceSelector = toJson_ServiceMonitorSpecNamespaceSelector;
exports.toJson_ServiceMonitorSpecSelector = toJson_ServiceMonitorSpecSelector;
exports.toJson_ServiceMonitorSpecEndpointsAuthorization = toJson_ServiceMonitorSpecEndpointsAuthorization;
exports.toJson_ServiceMonitorSpecEndpointsBasicAuth = toJson_ServiceMonitorSpecEndpointsBasicAuth;
exports.toJson_ServiceMonitorSpecEndpointsBearerTokenSecret = toJson_ServiceMonitorSpecEndpointsBearerTokenSecret;
exports.toJson_ServiceMonitorSpecEndpointsMetricRelabelings = toJson_ServiceMonitorSpecEndpointsMetricRelabelings;
exports.toJson_ServiceMonitorSpecEndpointsOauth2 = toJson_ServiceMonitorSpecEndpointsOauth2;
exports.toJson_ServiceMonitorSpecEndpointsProxyConnectHeader = toJson_ServiceMonitorSpecEndpointsProxyConnectHeader;
exports.toJson_ServiceMonitorSpecEndpointsRelabelings = toJson_ServiceMonitorSpecEndpointsRelabelings;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfig = toJson_ServiceMonitorSpecEndpointsTlsConfig;
exports.toJson_ServiceMonitorSpecSelectorMatchExpressions = toJson_ServiceMonitorSpecSelectorMatchExpressions;
exports.toJson_ServiceMonitorSpecEndpointsAuthorizationCredentials = toJson_ServiceMonitorSpecEndpointsAuthorizationCredentials;
exports.toJson_ServiceMonitorSpecEndpointsBasicAuthPassword = toJson_ServiceMonitorSpecEndpointsBasicAuthPassword;
exports.toJson_ServiceMonitorSpecEndpointsBasicAuthUsername = toJson_ServiceMonitorSpecEndpointsBasicAuthUsername;
exports.toJson_ServiceMonitorSpecEndpointsOauth2ClientId = toJson_ServiceMonitorSpecEndpointsOauth2ClientId;
exports.toJson_ServiceMonitorSpecEndpointsOauth2ClientSecret = toJson_ServiceMonitorSpecEndpointsOauth2ClientSecret;
exports.toJson_ServiceMonitorSpecEndpointsOauth2ProxyConnectHeader = toJson_ServiceMonitorSpecEndpointsOauth2ProxyConnectHeader;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfig = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfig;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfigCa = toJson_ServiceMonitorSpecEndpointsTlsConfigCa;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfigCert = toJson_ServiceMonitorSpecEndpointsTlsConfigCert;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfigKeySecret = toJson_ServiceMonitorSpecEndpointsTlsConfigKeySecret;
exports.toJson_ServiceMonitorSpecEndpointsOauth2ClientIdConfigMap = toJson_ServiceMonitorSpecEndpointsOauth2ClientIdConfigMap;
exports.toJson_ServiceMonitorSpecEndpointsOauth2ClientIdSecret = toJson_ServiceMonitorSpecEndpointsOauth2ClientIdSecret;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCa = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCa;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCert = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCert;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigKeySecret = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigKeySecret;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfigCaConfigMap = toJson_ServiceMonitorSpecEndpointsTlsConfigCaConfigMap;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfigCaSecret = toJson_ServiceMonitorSpecEndpointsTlsConfigCaSecret;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfigCertConfigMap = toJson_ServiceMonitorSpecEndpointsTlsConfigCertConfigMap;
exports.toJson_ServiceMonitorSpecEndpointsTlsConfigCertSecret = toJson_ServiceMonitorSpecEndpointsTlsConfigCertSecret;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaConfigMap = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaConfigMap;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaSecret = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaSecret;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertConfigMap = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertConfigMap;
exports.toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertSecret = toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertSecret;
const cdk8s_1 = require("cdk8s");
class PodMonitor extends cdk8s_1.ApiObject {
    static GVK = {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
    };
    static manifest(props) {
        return {
            ...PodMonitor.GVK,
            ...toJson_PodMonitorProps(props),
        };
    }
    constructor(scope, id, props) {
        super(scope, id, {
            ...PodMonitor.GVK,
            ...props,
        });
    }
    toJson() {
        const resolved = super.toJson();
        return {
            ...PodMonitor.GVK,
            ...toJson_PodMonitorProps(resolved),
        };
    }
}
exports.PodMonitor = PodMonitor;
function toJson_PodMonitorProps(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'metadata': obj.metadata,
        'spec': toJson_PodMonitorSpec(obj.spec),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpec(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'attachMetadata': toJson_PodMonitorSpecAttachMetadata(obj.attachMetadata),
        'bodySizeLimit': obj.bodySizeLimit,
        'convertClassicHistogramsToNHCB': obj.convertClassicHistogramsToNhcb,
        'fallbackScrapeProtocol': obj.fallbackScrapeProtocol,
        'jobLabel': obj.jobLabel,
        'keepDroppedTargets': obj.keepDroppedTargets,
        'labelLimit': obj.labelLimit,
        'labelNameLengthLimit': obj.labelNameLengthLimit,
        'labelValueLengthLimit': obj.labelValueLengthLimit,
        'namespaceSelector': toJson_PodMonitorSpecNamespaceSelector(obj.namespaceSelector),
        'nativeHistogramBucketLimit': obj.nativeHistogramBucketLimit,
        'nativeHistogramMinBucketFactor': obj.nativeHistogramMinBucketFactor?.value,
        'podMetricsEndpoints': obj.podMetricsEndpoints?.map(y => toJson_PodMonitorSpecPodMetricsEndpoints(y)),
        'podTargetLabels': obj.podTargetLabels?.map(y => y),
        'sampleLimit': obj.sampleLimit,
        'scrapeClass': obj.scrapeClass,
        'scrapeClassicHistograms': obj.scrapeClassicHistograms,
        'scrapeProtocols': obj.scrapeProtocols?.map(y => y),
        'selector': toJson_PodMonitorSpecSelector(obj.selector),
        'selectorMechanism': obj.selectorMechanism,
        'targetLimit': obj.targetLimit,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecAttachMetadata(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'node': obj.node,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecFallbackScrapeProtocol;
(function (PodMonitorSpecFallbackScrapeProtocol) {
    PodMonitorSpecFallbackScrapeProtocol["PROMETHEUS_PROTO"] = "PrometheusProto";
    PodMonitorSpecFallbackScrapeProtocol["OPEN_METRICS_TEXT0_0_1"] = "OpenMetricsText0.0.1";
    PodMonitorSpecFallbackScrapeProtocol["OPEN_METRICS_TEXT1_0_0"] = "OpenMetricsText1.0.0";
    PodMonitorSpecFallbackScrapeProtocol["PROMETHEUS_TEXT0_0_4"] = "PrometheusText0.0.4";
    PodMonitorSpecFallbackScrapeProtocol["PROMETHEUS_TEXT1_0_0"] = "PrometheusText1.0.0";
})(PodMonitorSpecFallbackScrapeProtocol || (exports.PodMonitorSpecFallbackScrapeProtocol = PodMonitorSpecFallbackScrapeProtocol = {}));
function toJson_PodMonitorSpecNamespaceSelector(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'any': obj.any,
        'matchNames': obj.matchNames?.map(y => y),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
class PodMonitorSpecNativeHistogramMinBucketFactor {
    value;
    static fromNumber(value) {
        return new PodMonitorSpecNativeHistogramMinBucketFactor(value);
    }
    static fromString(value) {
        return new PodMonitorSpecNativeHistogramMinBucketFactor(value);
    }
    constructor(value) {
        this.value = value;
    }
}
exports.PodMonitorSpecNativeHistogramMinBucketFactor = PodMonitorSpecNativeHistogramMinBucketFactor;
function toJson_PodMonitorSpecPodMetricsEndpoints(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'authorization': toJson_PodMonitorSpecPodMetricsEndpointsAuthorization(obj.authorization),
        'basicAuth': toJson_PodMonitorSpecPodMetricsEndpointsBasicAuth(obj.basicAuth),
        'bearerTokenSecret': toJson_PodMonitorSpecPodMetricsEndpointsBearerTokenSecret(obj.bearerTokenSecret),
        'enableHttp2': obj.enableHttp2,
        'filterRunning': obj.filterRunning,
        'followRedirects': obj.followRedirects,
        'honorLabels': obj.honorLabels,
        'honorTimestamps': obj.honorTimestamps,
        'interval': obj.interval,
        'metricRelabelings': obj.metricRelabelings?.map(y => toJson_PodMonitorSpecPodMetricsEndpointsMetricRelabelings(y)),
        'noProxy': obj.noProxy,
        'oauth2': toJson_PodMonitorSpecPodMetricsEndpointsOauth2(obj.oauth2),
        'params': ((obj.params) === undefined) ? undefined : (Object.entries(obj.params).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1]?.map(y => y) }), {})),
        'path': obj.path,
        'port': obj.port,
        'portNumber': obj.portNumber,
        'proxyConnectHeader': ((obj.proxyConnectHeader) === undefined) ? undefined : (Object.entries(obj.proxyConnectHeader).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1]?.map(y => toJson_PodMonitorSpecPodMetricsEndpointsProxyConnectHeader(y)) }), {})),
        'proxyFromEnvironment': obj.proxyFromEnvironment,
        'proxyUrl': obj.proxyUrl,
        'relabelings': obj.relabelings?.map(y => toJson_PodMonitorSpecPodMetricsEndpointsRelabelings(y)),
        'scheme': obj.scheme,
        'scrapeTimeout': obj.scrapeTimeout,
        'targetPort': obj.targetPort?.value,
        'tlsConfig': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfig(obj.tlsConfig),
        'trackTimestampsStaleness': obj.trackTimestampsStaleness,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecScrapeProtocols;
(function (PodMonitorSpecScrapeProtocols) {
    PodMonitorSpecScrapeProtocols["PROMETHEUS_PROTO"] = "PrometheusProto";
    PodMonitorSpecScrapeProtocols["OPEN_METRICS_TEXT0_0_1"] = "OpenMetricsText0.0.1";
    PodMonitorSpecScrapeProtocols["OPEN_METRICS_TEXT1_0_0"] = "OpenMetricsText1.0.0";
    PodMonitorSpecScrapeProtocols["PROMETHEUS_TEXT0_0_4"] = "PrometheusText0.0.4";
    PodMonitorSpecScrapeProtocols["PROMETHEUS_TEXT1_0_0"] = "PrometheusText1.0.0";
})(PodMonitorSpecScrapeProtocols || (exports.PodMonitorSpecScrapeProtocols = PodMonitorSpecScrapeProtocols = {}));
function toJson_PodMonitorSpecSelector(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'matchExpressions': obj.matchExpressions?.map(y => toJson_PodMonitorSpecSelectorMatchExpressions(y)),
        'matchLabels': ((obj.matchLabels) === undefined) ? undefined : (Object.entries(obj.matchLabels).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecSelectorMechanism;
(function (PodMonitorSpecSelectorMechanism) {
    PodMonitorSpecSelectorMechanism["RELABEL_CONFIG"] = "RelabelConfig";
    PodMonitorSpecSelectorMechanism["ROLE_SELECTOR"] = "RoleSelector";
})(PodMonitorSpecSelectorMechanism || (exports.PodMonitorSpecSelectorMechanism = PodMonitorSpecSelectorMechanism = {}));
function toJson_PodMonitorSpecPodMetricsEndpointsAuthorization(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'credentials': toJson_PodMonitorSpecPodMetricsEndpointsAuthorizationCredentials(obj.credentials),
        'type': obj.type,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsBasicAuth(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'password': toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthPassword(obj.password),
        'username': toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthUsername(obj.username),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsBearerTokenSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsMetricRelabelings(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'action': obj.action,
        'modulus': obj.modulus,
        'regex': obj.regex,
        'replacement': obj.replacement,
        'separator': obj.separator,
        'sourceLabels': obj.sourceLabels?.map(y => y),
        'targetLabel': obj.targetLabel,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'clientId': toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientId(obj.clientId),
        'clientSecret': toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientSecret(obj.clientSecret),
        'endpointParams': ((obj.endpointParams) === undefined) ? undefined : (Object.entries(obj.endpointParams).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'noProxy': obj.noProxy,
        'proxyConnectHeader': ((obj.proxyConnectHeader) === undefined) ? undefined : (Object.entries(obj.proxyConnectHeader).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1]?.map(y => toJson_PodMonitorSpecPodMetricsEndpointsOauth2ProxyConnectHeader(y)) }), {})),
        'proxyFromEnvironment': obj.proxyFromEnvironment,
        'proxyUrl': obj.proxyUrl,
        'scopes': obj.scopes?.map(y => y),
        'tlsConfig': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfig(obj.tlsConfig),
        'tokenUrl': obj.tokenUrl,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsProxyConnectHeader(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsRelabelings(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'action': obj.action,
        'modulus': obj.modulus,
        'regex': obj.regex,
        'replacement': obj.replacement,
        'separator': obj.separator,
        'sourceLabels': obj.sourceLabels?.map(y => y),
        'targetLabel': obj.targetLabel,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecPodMetricsEndpointsScheme;
(function (PodMonitorSpecPodMetricsEndpointsScheme) {
    PodMonitorSpecPodMetricsEndpointsScheme["HTTP"] = "http";
    PodMonitorSpecPodMetricsEndpointsScheme["HTTPS"] = "https";
})(PodMonitorSpecPodMetricsEndpointsScheme || (exports.PodMonitorSpecPodMetricsEndpointsScheme = PodMonitorSpecPodMetricsEndpointsScheme = {}));
class PodMonitorSpecPodMetricsEndpointsTargetPort {
    value;
    static fromNumber(value) {
        return new PodMonitorSpecPodMetricsEndpointsTargetPort(value);
    }
    static fromString(value) {
        return new PodMonitorSpecPodMetricsEndpointsTargetPort(value);
    }
    constructor(value) {
        this.value = value;
    }
}
exports.PodMonitorSpecPodMetricsEndpointsTargetPort = PodMonitorSpecPodMetricsEndpointsTargetPort;
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfig(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'ca': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCa(obj.ca),
        'cert': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCert(obj.cert),
        'insecureSkipVerify': obj.insecureSkipVerify,
        'keySecret': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigKeySecret(obj.keySecret),
        'maxVersion': obj.maxVersion,
        'minVersion': obj.minVersion,
        'serverName': obj.serverName,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecSelectorMatchExpressions(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'operator': obj.operator,
        'values': obj.values?.map(y => y),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsAuthorizationCredentials(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthPassword(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsBasicAuthUsername(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction;
(function (PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction) {
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["REPLACE"] = "replace";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["KEEP"] = "keep";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["DROP"] = "drop";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["HASHMOD"] = "hashmod";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["LABELMAP"] = "labelmap";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["LABELDROP"] = "labeldrop";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["LABELKEEP"] = "labelkeep";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["LOWERCASE"] = "lowercase";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["UPPERCASE"] = "uppercase";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["KEEPEQUAL"] = "keepequal";
    PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction["DROPEQUAL"] = "dropequal";
})(PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction || (exports.PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction = PodMonitorSpecPodMetricsEndpointsMetricRelabelingsAction = {}));
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientId(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdConfigMap(obj.configMap),
        'secret': toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2ProxyConnectHeader(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfig(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'ca': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCa(obj.ca),
        'cert': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCert(obj.cert),
        'insecureSkipVerify': obj.insecureSkipVerify,
        'keySecret': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigKeySecret(obj.keySecret),
        'maxVersion': obj.maxVersion,
        'minVersion': obj.minVersion,
        'serverName': obj.serverName,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecPodMetricsEndpointsRelabelingsAction;
(function (PodMonitorSpecPodMetricsEndpointsRelabelingsAction) {
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["REPLACE"] = "replace";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["KEEP"] = "keep";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["DROP"] = "drop";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["HASHMOD"] = "hashmod";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["LABELMAP"] = "labelmap";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["LABELDROP"] = "labeldrop";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["LABELKEEP"] = "labelkeep";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["LOWERCASE"] = "lowercase";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["UPPERCASE"] = "uppercase";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["KEEPEQUAL"] = "keepequal";
    PodMonitorSpecPodMetricsEndpointsRelabelingsAction["DROPEQUAL"] = "dropequal";
})(PodMonitorSpecPodMetricsEndpointsRelabelingsAction || (exports.PodMonitorSpecPodMetricsEndpointsRelabelingsAction = PodMonitorSpecPodMetricsEndpointsRelabelingsAction = {}));
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCa(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaConfigMap(obj.configMap),
        'secret': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCert(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertConfigMap(obj.configMap),
        'secret': toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigKeySecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion;
(function (PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion) {
    PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion["TLS10"] = "TLS10";
    PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion["TLS11"] = "TLS11";
    PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion["TLS12"] = "TLS12";
    PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion["TLS13"] = "TLS13";
})(PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion || (exports.PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion = PodMonitorSpecPodMetricsEndpointsTlsConfigMaxVersion = {}));
var PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion;
(function (PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion) {
    PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion["TLS10"] = "TLS10";
    PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion["TLS11"] = "TLS11";
    PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion["TLS12"] = "TLS12";
    PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion["TLS13"] = "TLS13";
})(PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion || (exports.PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion = PodMonitorSpecPodMetricsEndpointsTlsConfigMinVersion = {}));
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2ClientIdSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCa(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaConfigMap(obj.configMap),
        'secret': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCert(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertConfigMap(obj.configMap),
        'secret': toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigKeySecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion;
(function (PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion) {
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion["TLS10"] = "TLS10";
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion["TLS11"] = "TLS11";
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion["TLS12"] = "TLS12";
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion["TLS13"] = "TLS13";
})(PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion || (exports.PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion = PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMaxVersion = {}));
var PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion;
(function (PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion) {
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion["TLS10"] = "TLS10";
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion["TLS11"] = "TLS11";
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion["TLS12"] = "TLS12";
    PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion["TLS13"] = "TLS13";
})(PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion || (exports.PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion = PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigMinVersion = {}));
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCaSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsTlsConfigCertSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCaSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PodMonitorSpecPodMetricsEndpointsOauth2TlsConfigCertSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
class PrometheusRule extends cdk8s_1.ApiObject {
    static GVK = {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
    };
    static manifest(props) {
        return {
            ...PrometheusRule.GVK,
            ...toJson_PrometheusRuleProps(props),
        };
    }
    constructor(scope, id, props) {
        super(scope, id, {
            ...PrometheusRule.GVK,
            ...props,
        });
    }
    toJson() {
        const resolved = super.toJson();
        return {
            ...PrometheusRule.GVK,
            ...toJson_PrometheusRuleProps(resolved),
        };
    }
}
exports.PrometheusRule = PrometheusRule;
function toJson_PrometheusRuleProps(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'metadata': obj.metadata,
        'spec': toJson_PrometheusRuleSpec(obj.spec),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PrometheusRuleSpec(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'groups': obj.groups?.map(y => toJson_PrometheusRuleSpecGroups(y)),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PrometheusRuleSpecGroups(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'interval': obj.interval,
        'labels': ((obj.labels) === undefined) ? undefined : (Object.entries(obj.labels).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'limit': obj.limit,
        'name': obj.name,
        'partial_response_strategy': obj.partialResponseStrategy,
        'query_offset': obj.queryOffset,
        'rules': obj.rules?.map(y => toJson_PrometheusRuleSpecGroupsRules(y)),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_PrometheusRuleSpecGroupsRules(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'alert': obj.alert,
        'annotations': ((obj.annotations) === undefined) ? undefined : (Object.entries(obj.annotations).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'expr': obj.expr?.value,
        'for': obj.for,
        'keep_firing_for': obj.keepFiringFor,
        'labels': ((obj.labels) === undefined) ? undefined : (Object.entries(obj.labels).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'record': obj.record,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
class PrometheusRuleSpecGroupsRulesExpr {
    value;
    static fromNumber(value) {
        return new PrometheusRuleSpecGroupsRulesExpr(value);
    }
    static fromString(value) {
        return new PrometheusRuleSpecGroupsRulesExpr(value);
    }
    constructor(value) {
        this.value = value;
    }
}
exports.PrometheusRuleSpecGroupsRulesExpr = PrometheusRuleSpecGroupsRulesExpr;
class ServiceMonitor extends cdk8s_1.ApiObject {
    static GVK = {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'ServiceMonitor',
    };
    static manifest(props) {
        return {
            ...ServiceMonitor.GVK,
            ...toJson_ServiceMonitorProps(props),
        };
    }
    constructor(scope, id, props) {
        super(scope, id, {
            ...ServiceMonitor.GVK,
            ...props,
        });
    }
    toJson() {
        const resolved = super.toJson();
        return {
            ...ServiceMonitor.GVK,
            ...toJson_ServiceMonitorProps(resolved),
        };
    }
}
exports.ServiceMonitor = ServiceMonitor;
function toJson_ServiceMonitorProps(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'metadata': obj.metadata,
        'spec': toJson_ServiceMonitorSpec(obj.spec),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpec(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'attachMetadata': toJson_ServiceMonitorSpecAttachMetadata(obj.attachMetadata),
        'bodySizeLimit': obj.bodySizeLimit,
        'convertClassicHistogramsToNHCB': obj.convertClassicHistogramsToNhcb,
        'endpoints': obj.endpoints?.map(y => toJson_ServiceMonitorSpecEndpoints(y)),
        'fallbackScrapeProtocol': obj.fallbackScrapeProtocol,
        'jobLabel': obj.jobLabel,
        'keepDroppedTargets': obj.keepDroppedTargets,
        'labelLimit': obj.labelLimit,
        'labelNameLengthLimit': obj.labelNameLengthLimit,
        'labelValueLengthLimit': obj.labelValueLengthLimit,
        'namespaceSelector': toJson_ServiceMonitorSpecNamespaceSelector(obj.namespaceSelector),
        'nativeHistogramBucketLimit': obj.nativeHistogramBucketLimit,
        'nativeHistogramMinBucketFactor': obj.nativeHistogramMinBucketFactor?.value,
        'podTargetLabels': obj.podTargetLabels?.map(y => y),
        'sampleLimit': obj.sampleLimit,
        'scrapeClass': obj.scrapeClass,
        'scrapeClassicHistograms': obj.scrapeClassicHistograms,
        'scrapeProtocols': obj.scrapeProtocols?.map(y => y),
        'selector': toJson_ServiceMonitorSpecSelector(obj.selector),
        'selectorMechanism': obj.selectorMechanism,
        'targetLabels': obj.targetLabels?.map(y => y),
        'targetLimit': obj.targetLimit,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecAttachMetadata(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'node': obj.node,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpoints(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'authorization': toJson_ServiceMonitorSpecEndpointsAuthorization(obj.authorization),
        'basicAuth': toJson_ServiceMonitorSpecEndpointsBasicAuth(obj.basicAuth),
        'bearerTokenFile': obj.bearerTokenFile,
        'bearerTokenSecret': toJson_ServiceMonitorSpecEndpointsBearerTokenSecret(obj.bearerTokenSecret),
        'enableHttp2': obj.enableHttp2,
        'filterRunning': obj.filterRunning,
        'followRedirects': obj.followRedirects,
        'honorLabels': obj.honorLabels,
        'honorTimestamps': obj.honorTimestamps,
        'interval': obj.interval,
        'metricRelabelings': obj.metricRelabelings?.map(y => toJson_ServiceMonitorSpecEndpointsMetricRelabelings(y)),
        'noProxy': obj.noProxy,
        'oauth2': toJson_ServiceMonitorSpecEndpointsOauth2(obj.oauth2),
        'params': ((obj.params) === undefined) ? undefined : (Object.entries(obj.params).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1]?.map(y => y) }), {})),
        'path': obj.path,
        'port': obj.port,
        'proxyConnectHeader': ((obj.proxyConnectHeader) === undefined) ? undefined : (Object.entries(obj.proxyConnectHeader).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1]?.map(y => toJson_ServiceMonitorSpecEndpointsProxyConnectHeader(y)) }), {})),
        'proxyFromEnvironment': obj.proxyFromEnvironment,
        'proxyUrl': obj.proxyUrl,
        'relabelings': obj.relabelings?.map(y => toJson_ServiceMonitorSpecEndpointsRelabelings(y)),
        'scheme': obj.scheme,
        'scrapeTimeout': obj.scrapeTimeout,
        'targetPort': obj.targetPort?.value,
        'tlsConfig': toJson_ServiceMonitorSpecEndpointsTlsConfig(obj.tlsConfig),
        'trackTimestampsStaleness': obj.trackTimestampsStaleness,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ServiceMonitorSpecFallbackScrapeProtocol;
(function (ServiceMonitorSpecFallbackScrapeProtocol) {
    ServiceMonitorSpecFallbackScrapeProtocol["PROMETHEUS_PROTO"] = "PrometheusProto";
    ServiceMonitorSpecFallbackScrapeProtocol["OPEN_METRICS_TEXT0_0_1"] = "OpenMetricsText0.0.1";
    ServiceMonitorSpecFallbackScrapeProtocol["OPEN_METRICS_TEXT1_0_0"] = "OpenMetricsText1.0.0";
    ServiceMonitorSpecFallbackScrapeProtocol["PROMETHEUS_TEXT0_0_4"] = "PrometheusText0.0.4";
    ServiceMonitorSpecFallbackScrapeProtocol["PROMETHEUS_TEXT1_0_0"] = "PrometheusText1.0.0";
})(ServiceMonitorSpecFallbackScrapeProtocol || (exports.ServiceMonitorSpecFallbackScrapeProtocol = ServiceMonitorSpecFallbackScrapeProtocol = {}));
function toJson_ServiceMonitorSpecNamespaceSelector(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'any': obj.any,
        'matchNames': obj.matchNames?.map(y => y),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
class ServiceMonitorSpecNativeHistogramMinBucketFactor {
    value;
    static fromNumber(value) {
        return new ServiceMonitorSpecNativeHistogramMinBucketFactor(value);
    }
    static fromString(value) {
        return new ServiceMonitorSpecNativeHistogramMinBucketFactor(value);
    }
    constructor(value) {
        this.value = value;
    }
}
exports.ServiceMonitorSpecNativeHistogramMinBucketFactor = ServiceMonitorSpecNativeHistogramMinBucketFactor;
var ServiceMonitorSpecScrapeProtocols;
(function (ServiceMonitorSpecScrapeProtocols) {
    ServiceMonitorSpecScrapeProtocols["PROMETHEUS_PROTO"] = "PrometheusProto";
    ServiceMonitorSpecScrapeProtocols["OPEN_METRICS_TEXT0_0_1"] = "OpenMetricsText0.0.1";
    ServiceMonitorSpecScrapeProtocols["OPEN_METRICS_TEXT1_0_0"] = "OpenMetricsText1.0.0";
    ServiceMonitorSpecScrapeProtocols["PROMETHEUS_TEXT0_0_4"] = "PrometheusText0.0.4";
    ServiceMonitorSpecScrapeProtocols["PROMETHEUS_TEXT1_0_0"] = "PrometheusText1.0.0";
})(ServiceMonitorSpecScrapeProtocols || (exports.ServiceMonitorSpecScrapeProtocols = ServiceMonitorSpecScrapeProtocols = {}));
function toJson_ServiceMonitorSpecSelector(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'matchExpressions': obj.matchExpressions?.map(y => toJson_ServiceMonitorSpecSelectorMatchExpressions(y)),
        'matchLabels': ((obj.matchLabels) === undefined) ? undefined : (Object.entries(obj.matchLabels).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ServiceMonitorSpecSelectorMechanism;
(function (ServiceMonitorSpecSelectorMechanism) {
    ServiceMonitorSpecSelectorMechanism["RELABEL_CONFIG"] = "RelabelConfig";
    ServiceMonitorSpecSelectorMechanism["ROLE_SELECTOR"] = "RoleSelector";
})(ServiceMonitorSpecSelectorMechanism || (exports.ServiceMonitorSpecSelectorMechanism = ServiceMonitorSpecSelectorMechanism = {}));
function toJson_ServiceMonitorSpecEndpointsAuthorization(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'credentials': toJson_ServiceMonitorSpecEndpointsAuthorizationCredentials(obj.credentials),
        'type': obj.type,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsBasicAuth(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'password': toJson_ServiceMonitorSpecEndpointsBasicAuthPassword(obj.password),
        'username': toJson_ServiceMonitorSpecEndpointsBasicAuthUsername(obj.username),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsBearerTokenSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsMetricRelabelings(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'action': obj.action,
        'modulus': obj.modulus,
        'regex': obj.regex,
        'replacement': obj.replacement,
        'separator': obj.separator,
        'sourceLabels': obj.sourceLabels?.map(y => y),
        'targetLabel': obj.targetLabel,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'clientId': toJson_ServiceMonitorSpecEndpointsOauth2ClientId(obj.clientId),
        'clientSecret': toJson_ServiceMonitorSpecEndpointsOauth2ClientSecret(obj.clientSecret),
        'endpointParams': ((obj.endpointParams) === undefined) ? undefined : (Object.entries(obj.endpointParams).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})),
        'noProxy': obj.noProxy,
        'proxyConnectHeader': ((obj.proxyConnectHeader) === undefined) ? undefined : (Object.entries(obj.proxyConnectHeader).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1]?.map(y => toJson_ServiceMonitorSpecEndpointsOauth2ProxyConnectHeader(y)) }), {})),
        'proxyFromEnvironment': obj.proxyFromEnvironment,
        'proxyUrl': obj.proxyUrl,
        'scopes': obj.scopes?.map(y => y),
        'tlsConfig': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfig(obj.tlsConfig),
        'tokenUrl': obj.tokenUrl,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsProxyConnectHeader(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsRelabelings(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'action': obj.action,
        'modulus': obj.modulus,
        'regex': obj.regex,
        'replacement': obj.replacement,
        'separator': obj.separator,
        'sourceLabels': obj.sourceLabels?.map(y => y),
        'targetLabel': obj.targetLabel,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ServiceMonitorSpecEndpointsScheme;
(function (ServiceMonitorSpecEndpointsScheme) {
    ServiceMonitorSpecEndpointsScheme["HTTP"] = "http";
    ServiceMonitorSpecEndpointsScheme["HTTPS"] = "https";
})(ServiceMonitorSpecEndpointsScheme || (exports.ServiceMonitorSpecEndpointsScheme = ServiceMonitorSpecEndpointsScheme = {}));
class ServiceMonitorSpecEndpointsTargetPort {
    value;
    static fromNumber(value) {
        return new ServiceMonitorSpecEndpointsTargetPort(value);
    }
    static fromString(value) {
        return new ServiceMonitorSpecEndpointsTargetPort(value);
    }
    constructor(value) {
        this.value = value;
    }
}
exports.ServiceMonitorSpecEndpointsTargetPort = ServiceMonitorSpecEndpointsTargetPort;
function toJson_ServiceMonitorSpecEndpointsTlsConfig(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'ca': toJson_ServiceMonitorSpecEndpointsTlsConfigCa(obj.ca),
        'caFile': obj.caFile,
        'cert': toJson_ServiceMonitorSpecEndpointsTlsConfigCert(obj.cert),
        'certFile': obj.certFile,
        'insecureSkipVerify': obj.insecureSkipVerify,
        'keyFile': obj.keyFile,
        'keySecret': toJson_ServiceMonitorSpecEndpointsTlsConfigKeySecret(obj.keySecret),
        'maxVersion': obj.maxVersion,
        'minVersion': obj.minVersion,
        'serverName': obj.serverName,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecSelectorMatchExpressions(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'operator': obj.operator,
        'values': obj.values?.map(y => y),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsAuthorizationCredentials(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsBasicAuthPassword(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsBasicAuthUsername(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ServiceMonitorSpecEndpointsMetricRelabelingsAction;
(function (ServiceMonitorSpecEndpointsMetricRelabelingsAction) {
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["REPLACE"] = "replace";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["KEEP"] = "keep";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["DROP"] = "drop";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["HASHMOD"] = "hashmod";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["LABELMAP"] = "labelmap";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["LABELDROP"] = "labeldrop";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["LABELKEEP"] = "labelkeep";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["LOWERCASE"] = "lowercase";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["UPPERCASE"] = "uppercase";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["KEEPEQUAL"] = "keepequal";
    ServiceMonitorSpecEndpointsMetricRelabelingsAction["DROPEQUAL"] = "dropequal";
})(ServiceMonitorSpecEndpointsMetricRelabelingsAction || (exports.ServiceMonitorSpecEndpointsMetricRelabelingsAction = ServiceMonitorSpecEndpointsMetricRelabelingsAction = {}));
function toJson_ServiceMonitorSpecEndpointsOauth2ClientId(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_ServiceMonitorSpecEndpointsOauth2ClientIdConfigMap(obj.configMap),
        'secret': toJson_ServiceMonitorSpecEndpointsOauth2ClientIdSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2ClientSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2ProxyConnectHeader(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfig(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'ca': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCa(obj.ca),
        'cert': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCert(obj.cert),
        'insecureSkipVerify': obj.insecureSkipVerify,
        'keySecret': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigKeySecret(obj.keySecret),
        'maxVersion': obj.maxVersion,
        'minVersion': obj.minVersion,
        'serverName': obj.serverName,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ServiceMonitorSpecEndpointsRelabelingsAction;
(function (ServiceMonitorSpecEndpointsRelabelingsAction) {
    ServiceMonitorSpecEndpointsRelabelingsAction["REPLACE"] = "replace";
    ServiceMonitorSpecEndpointsRelabelingsAction["KEEP"] = "keep";
    ServiceMonitorSpecEndpointsRelabelingsAction["DROP"] = "drop";
    ServiceMonitorSpecEndpointsRelabelingsAction["HASHMOD"] = "hashmod";
    ServiceMonitorSpecEndpointsRelabelingsAction["LABELMAP"] = "labelmap";
    ServiceMonitorSpecEndpointsRelabelingsAction["LABELDROP"] = "labeldrop";
    ServiceMonitorSpecEndpointsRelabelingsAction["LABELKEEP"] = "labelkeep";
    ServiceMonitorSpecEndpointsRelabelingsAction["LOWERCASE"] = "lowercase";
    ServiceMonitorSpecEndpointsRelabelingsAction["UPPERCASE"] = "uppercase";
    ServiceMonitorSpecEndpointsRelabelingsAction["KEEPEQUAL"] = "keepequal";
    ServiceMonitorSpecEndpointsRelabelingsAction["DROPEQUAL"] = "dropequal";
})(ServiceMonitorSpecEndpointsRelabelingsAction || (exports.ServiceMonitorSpecEndpointsRelabelingsAction = ServiceMonitorSpecEndpointsRelabelingsAction = {}));
function toJson_ServiceMonitorSpecEndpointsTlsConfigCa(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_ServiceMonitorSpecEndpointsTlsConfigCaConfigMap(obj.configMap),
        'secret': toJson_ServiceMonitorSpecEndpointsTlsConfigCaSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsTlsConfigCert(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_ServiceMonitorSpecEndpointsTlsConfigCertConfigMap(obj.configMap),
        'secret': toJson_ServiceMonitorSpecEndpointsTlsConfigCertSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsTlsConfigKeySecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ServiceMonitorSpecEndpointsTlsConfigMaxVersion;
(function (ServiceMonitorSpecEndpointsTlsConfigMaxVersion) {
    ServiceMonitorSpecEndpointsTlsConfigMaxVersion["TLS10"] = "TLS10";
    ServiceMonitorSpecEndpointsTlsConfigMaxVersion["TLS11"] = "TLS11";
    ServiceMonitorSpecEndpointsTlsConfigMaxVersion["TLS12"] = "TLS12";
    ServiceMonitorSpecEndpointsTlsConfigMaxVersion["TLS13"] = "TLS13";
})(ServiceMonitorSpecEndpointsTlsConfigMaxVersion || (exports.ServiceMonitorSpecEndpointsTlsConfigMaxVersion = ServiceMonitorSpecEndpointsTlsConfigMaxVersion = {}));
var ServiceMonitorSpecEndpointsTlsConfigMinVersion;
(function (ServiceMonitorSpecEndpointsTlsConfigMinVersion) {
    ServiceMonitorSpecEndpointsTlsConfigMinVersion["TLS10"] = "TLS10";
    ServiceMonitorSpecEndpointsTlsConfigMinVersion["TLS11"] = "TLS11";
    ServiceMonitorSpecEndpointsTlsConfigMinVersion["TLS12"] = "TLS12";
    ServiceMonitorSpecEndpointsTlsConfigMinVersion["TLS13"] = "TLS13";
})(ServiceMonitorSpecEndpointsTlsConfigMinVersion || (exports.ServiceMonitorSpecEndpointsTlsConfigMinVersion = ServiceMonitorSpecEndpointsTlsConfigMinVersion = {}));
function toJson_ServiceMonitorSpecEndpointsOauth2ClientIdConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2ClientIdSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCa(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaConfigMap(obj.configMap),
        'secret': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCert(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'configMap': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertConfigMap(obj.configMap),
        'secret': toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertSecret(obj.secret),
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigKeySecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
var ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion;
(function (ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion) {
    ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion["TLS10"] = "TLS10";
    ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion["TLS11"] = "TLS11";
    ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion["TLS12"] = "TLS12";
    ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion["TLS13"] = "TLS13";
})(ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion || (exports.ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion = ServiceMonitorSpecEndpointsOauth2TlsConfigMaxVersion = {}));
var ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion;
(function (ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion) {
    ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion["TLS10"] = "TLS10";
    ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion["TLS11"] = "TLS11";
    ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion["TLS12"] = "TLS12";
    ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion["TLS13"] = "TLS13";
})(ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion || (exports.ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion = ServiceMonitorSpecEndpointsOauth2TlsConfigMinVersion = {}));
function toJson_ServiceMonitorSpecEndpointsTlsConfigCaConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsTlsConfigCaSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsTlsConfigCertConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsTlsConfigCertSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCaSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertConfigMap(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
function toJson_ServiceMonitorSpecEndpointsOauth2TlsConfigCertSecret(obj) {
    if (obj === undefined) {
        return undefined;
    }
    const result = {
        'key': obj.key,
        'name': obj.name,
        'optional': obj.optional,
    };
    return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});
}
