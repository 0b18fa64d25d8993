{{- define "dp.inCluster" -}}
- podSelector:
    matchLabels:
{{ include "dp.selector" . | indent 6 }}
{{- end -}}

{{- define "dp.egressTo" -}}
- ports:
    - port: {{ .port }}
      protocol: TCP
{{- with .to }}
  to:
{{ toYaml . | indent 4 }}
{{- end }}
{{- end -}}

{{- define "dp.dns" -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end -}}

{{- define "dp.natsEgress" -}}
{{- $to := .Values.nats.enabled | ternary (include "dp.inCluster" (dict "root" . "component" "nats") | fromYamlArray) .Values.networkPolicy.natsTo -}}
{{ include "dp.egressTo" (dict "port" 4222 "to" $to) }}
{{- end -}}

{{- define "dp.s3Egress" -}}
{{- if .Values.s3.inCluster.enabled -}}
{{ include "dp.egressTo" (dict "port" 9000 "to" (include "dp.inCluster" (dict "root" . "component" "s3") | fromYamlArray)) }}
{{- else -}}
{{- $url := urlParse (.Values.s3.endpoint | default "https://s3.amazonaws.com") -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (eq $url.scheme "http" | ternary "80" "443") -}}
{{ include "dp.egressTo" (dict "port" $port "to" .Values.networkPolicy.s3To) }}
{{- end -}}
{{- end -}}

{{- define "dp.stateEgress" -}}
{{- if .Values.stateStore.inCluster.enabled -}}
{{ include "dp.egressTo" (dict "port" 6379 "to" (include "dp.inCluster" (dict "root" . "component" "state") | fromYamlArray)) }}
{{- else -}}
{{ include "dp.egressTo" (dict "port" (int .Values.networkPolicy.stateStorePort) "to" .Values.networkPolicy.stateStoreTo) }}
{{- end -}}
{{- end -}}

{{- define "dp.daprEgress" -}}
- ports:
{{- range list 50001 6500 50005 50006 }}
    - port: {{ . }}
      protocol: TCP
{{- end }}
  to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ .Values.dapr.namespace | quote }}
{{- end -}}

{{- define "dp.telemetryEgress" -}}
{{- if .Values.collector.enabled }}
- ports:
    - port: 4317
      protocol: TCP
    - port: 4318
      protocol: TCP
  to:
{{ include "dp.inCluster" (dict "root" . "component" "collector") | indent 4 }}
{{- end }}
{{- $ports := list (regexFind "[0-9]+$" .Values.dapr.tracing.endpoint) }}
{{- if not .Values.collector.enabled }}
{{- $ports = append $ports (include "dp.urlPort" .Values.telemetry.endpoint) }}
{{- end }}
{{- range $ports | compact | uniq }}
{{ include "dp.egressTo" (dict "port" .) }}
{{- end }}
{{- end -}}

{{- define "dp.urlPort" -}}
{{- with . -}}
{{- $url := urlParse . -}}
{{ regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (eq $url.scheme "http" | ternary "80" "443") }}
{{- end -}}
{{- end -}}

{{- define "dp.metricsIngress" -}}
{{- with .Values.networkPolicy.metricsFrom }}
- ports:
    - port: 9090
      protocol: TCP
{{- with $.Values.metrics.port }}
    - port: {{ . | int }}
      protocol: TCP
{{- end }}
  from:
{{ toYaml . | indent 4 }}
{{- end }}
{{- end -}}

{{- define "dp.serverPolicy" -}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ printf "%s-%s" (include "dp.fullname" .root) .component | quote }}
  labels:
{{ include "dp.labels" . | indent 4 }}
spec:
  podSelector:
    matchLabels:
{{ include "dp.selector" . | indent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - ports:
{{- range .ports }}
        - port: {{ . }}
          protocol: TCP
{{- end }}
      from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
{{- with .from }}
{{ toYaml . | indent 4 }}
{{- end }}
{{- if .egress }}
  egress:
{{ .egress | indent 4 }}
{{- end }}
{{- end -}}
