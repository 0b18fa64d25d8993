{{- define "dp.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- default (contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name)) .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "dp.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component | quote }}
{{- with .pool }}
dapr-processing/pool: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "dp.labels" -}}
{{ include "dp.selector" . }}
app.kubernetes.io/part-of: dapr-processing
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end -}}

{{- define "dp.image" -}}
{{- $own := .root.Values.image -}}
{{- $repository := default (printf "%s/%s" $own.repository .name) .image.repository -}}
{{- $registry := default (hasKey .image "registry" | ternary .image.registry $own.registry) .root.Values.global.imageRegistry -}}
{{- $place := empty $registry | ternary $repository (printf "%s/%s" $registry $repository) -}}
{{- with .image.digest -}}
{{ printf "%s@%s" $place . | quote }}
{{- else -}}
{{ printf "%s:%s" $place (.image.tag | default $own.tag | default $.root.Chart.AppVersion) | quote }}
{{- end -}}
{{- end -}}

{{- define "dp.nearest" -}}
{{- $wrong := lower .wrong -}}
{{- $best := "" -}}
{{- $most := -1000 -}}
{{- range $known := .known -}}
{{- $other := lower $known -}}
{{- $score := sub 0 (max (sub (len $wrong) (len $other)) (sub (len $other) (len $wrong))) -}}
{{- range $i := until (max 1 (sub (len $wrong) 1) | int) -}}
{{- if contains (substr $i (add $i 2 | int) $wrong) $other -}}
{{- $score = add $score 3 -}}
{{- end -}}
{{- end -}}
{{- if gt (int $score) (int $most) -}}
{{- $most = $score -}}
{{- $best = $known -}}
{{- end -}}
{{- end -}}
{{- $best -}}
{{- end -}}

{{- define "dp.known" -}}
{{- range $key, $_ := .map -}}
{{- if not (has $key $.known) -}}
{{- fail (printf "\n\n%s.%s is unknown; did you mean %s.%s? Known: %s\n" $.path $key $.path (include "dp.nearest" (dict "wrong" $key "known" $.known)) ($.known | sortAlpha | join ", ")) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.restricted" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "dp.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "dp.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "dp.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret | quote }}
      key: {{ .key | quote }}
{{- end -}}

{{- define "dp.catalogue" -}}
{{ .Files.Get "catalogue.yaml" }}
{{- end -}}

{{- define "dp.natsUrl" -}}
{{- if .Values.nats.enabled -}}
{{- printf "%s://%s-nats.%s.svc:4222" (empty .Values.nats.tls.secret | ternary "nats" "tls") (include "dp.fullname" .) .Release.Namespace -}}
{{- else -}}
{{- .Values.nats.url -}}
{{- end -}}
{{- end -}}

{{- define "dp.natsMonitoring" -}}
{{- .Values.nats.enabled | ternary (printf "%s-nats.%s.svc:8222" (include "dp.fullname" .) .Release.Namespace) .Values.nats.monitoringEndpoint -}}
{{- end -}}

{{- define "dp.otlpUrl" -}}
{{- $port := eq .Values.telemetry.protocol "grpc" | ternary "4317" "4318" -}}
{{- .Values.collector.enabled | ternary (printf "http://%s-collector:%s" (include "dp.fullname" .) $port) .Values.telemetry.endpoint -}}
{{- end -}}

{{- define "dp.tracingEndpoint" -}}
{{- $port := eq .Values.dapr.tracing.protocol "grpc" | ternary "4317" "4318" -}}
{{- .Values.dapr.tracing.endpoint | default (.Values.collector.enabled | ternary (printf "%s-collector.%s.svc:%s" (include "dp.fullname" .) .Release.Namespace $port) "") -}}
{{- end -}}

{{- define "dp.s3Endpoint" -}}
{{- .Values.s3.inCluster.enabled | ternary (printf "http://%s-s3.%s.svc:9000" (include "dp.fullname" .) .Release.Namespace) .Values.s3.endpoint -}}
{{- end -}}

{{- define "dp.redisHost" -}}
{{- .Values.stateStore.inCluster.enabled | ternary (printf "%s-state.%s.svc:6379" (include "dp.fullname" .) .Release.Namespace) .Values.stateStore.host -}}
{{- end -}}
