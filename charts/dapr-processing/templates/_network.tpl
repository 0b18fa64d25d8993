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

{{- define "dp.hostPort" -}}
{{- $url := urlParse (contains "://" .address | ternary .address (printf "tcp://%s" .address)) -}}
{{- $port := regexFind ":[0-9]+$" $url.host -}}
{{- $usual := get (dict "http" 80 "https" 443) $url.scheme | default .port -}}
{way: {{ .way }}, host: {{ trimSuffix $port $url.host | quote }}, port: {{ trimPrefix ":" $port | default ($usual | toString) }}}
{{- end -}}

{{- define "dp.elsewhere" -}}
{{- if not .Values.nats.enabled }}
{{- range splitList "," .Values.nats.url }}
- {{ include "dp.hostPort" (dict "way" "nats" "address" (trim .) "port" 4222) }}
{{- end }}
{{- end }}
{{- if not .Values.s3.inCluster.enabled }}
- {{ include "dp.hostPort" (dict "way" "s3" "address" (.Values.s3.endpoint | default "https://s3.amazonaws.com")) }}
{{- end }}
{{- if not .Values.s3.secret.name }}
- {way: identity, host: "", port: 443}
- {way: identity, host: "", port: 80}
{{- end }}
{{- if .Values.stateStore.inCluster.enabled }}
{{- else if eq .Values.stateStore.type "redis" }}
{{- range splitList "," .Values.stateStore.host }}
- {{ include "dp.hostPort" (dict "way" "stateStore" "address" (trim .) "port" 6379) }}
{{- end }}
{{- else }}
- {way: stateStore, host: "", port: {{ int .Values.networkPolicy.stateStorePort }}}
{{- end }}
{{- with .Values.dapr.tracing.endpoint }}
- {{ include "dp.hostPort" (dict "way" "telemetry" "address" . "port" 4317) }}
{{- end }}
{{- if not .Values.collector.enabled }}
{{- with .Values.telemetry.endpoint }}
- {{ include "dp.hostPort" (dict "way" "telemetry" "address" .) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "dp.peersOf" -}}
{{- if regexMatch "^[0-9]+(\\.[0-9]+){3}$" .host -}}
- ipBlock:
    cidr: {{ .host }}/32
{{- else if regexMatch "^[^.]+\\.[^.]+\\.svc(\\.cluster\\.local)?$" .host -}}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ index (splitList "." .host) 1 | quote }}
{{- else if regexMatch "^[^.]+$" .host -}}
- podSelector: {}
{{- end -}}
{{- end -}}

{{- define "dp.placesGiven" -}}
{{- $policy := .root.Values.networkPolicy -}}
{{- $all := dict "s3" $policy.s3To "nats" $policy.natsTo "stateStore" $policy.stateStoreTo "telemetry" $policy.telemetryTo "identity" $policy.identityTo -}}
{{ get $all .way | default list | toJson }}
{{- end -}}

{{- define "dp.wayOut" -}}
{{- $way := .way -}}
{{- $given := include "dp.placesGiven" . | fromJsonArray -}}
{{- $rules := list -}}
{{- range include "dp.elsewhere" .root | fromYamlArray -}}
{{- if eq .way $way -}}
{{- $rules = append $rules (include "dp.egressTo" (dict "port" .port "to" (concat $given (include "dp.peersOf" . | fromYamlArray)))) -}}
{{- end -}}
{{- end -}}
{{ $rules | uniq | join "\n" }}
{{- end -}}

{{- define "dp.checkWays" -}}
{{- $policy := .Values.networkPolicy -}}
{{- if and $policy.enabled (not $policy.anywhere) -}}
{{- range include "dp.elsewhere" . | fromYamlArray -}}
{{- if not (or (include "dp.placesGiven" (dict "root" $ "way" .way) | fromJsonArray) (include "dp.peersOf" .)) -}}
{{- fail (printf "\n\nnetworkPolicy.%sTo is missing: where is %s, which pods reach on port %v? Give its network, as\n  %sTo: [{ipBlock: {cidr: 10.20.0.0/24}}]\nor networkPolicy.anywhere, which lets every pod reach the whole internet on that port.\n" .way (.host | default (get (dict "identity" "the cloud's service for the pods' identity, since s3.secret.name is empty" "stateStore" "the state store") .way)) .port .way) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.natsEgress" -}}
{{- if .Values.nats.enabled -}}
{{ include "dp.egressTo" (dict "port" 4222 "to" (include "dp.inCluster" (dict "root" . "component" "nats") | fromYamlArray)) }}
{{- else -}}
{{ include "dp.wayOut" (dict "root" . "way" "nats") }}
{{- end -}}
{{- end -}}

{{- define "dp.s3Egress" -}}
{{- if .Values.s3.inCluster.enabled -}}
{{ include "dp.egressTo" (dict "port" 9000 "to" (include "dp.inCluster" (dict "root" . "component" "s3") | fromYamlArray)) }}
{{- else -}}
{{ include "dp.wayOut" (dict "root" . "way" "s3") }}
{{- with include "dp.wayOut" (dict "root" . "way" "identity") }}
{{ . }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.stateEgress" -}}
{{- if .Values.stateStore.inCluster.enabled -}}
{{ include "dp.egressTo" (dict "port" 6379 "to" (include "dp.inCluster" (dict "root" . "component" "state") | fromYamlArray)) }}
{{- else -}}
{{ include "dp.wayOut" (dict "root" . "way" "stateStore") }}
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
{{- with include "dp.wayOut" (dict "root" . "way" "telemetry") }}
{{ . }}
{{- end }}
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
