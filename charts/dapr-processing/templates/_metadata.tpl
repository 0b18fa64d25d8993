{{- define "dp.ackWait" -}}
{{- .Values.broker.ackWait | default (eq .Values.broker.component "pluggable" | ternary "5s" "25s") -}}
{{- end -}}

{{- define "dp.secretMetadata" -}}
- name: {{ .name }}
  secretKeyRef:
    name: {{ .secret | quote }}
    key: {{ .key | quote }}
{{- end -}}

{{- define "dp.natsMetadata" -}}
{{- if ne .Values.nats.secret.kind "url" -}}
- name: natsURL
  value: {{ include "dp.natsUrl" . | quote }}
{{- end }}
{{- with .Values.nats.secret.name }}
{{ include "dp.secretMetadata" (dict "name" (eq $.Values.nats.secret.kind "url" | ternary "natsURL" $.Values.nats.secret.kind) "secret" . "key" $.Values.nats.secret.key) }}
{{- end }}
{{- if and .Values.nats.tls.secret (eq .Values.broker.component "pluggable") }}
{{ include "dp.secretMetadata" (dict "name" "tls_ca" "secret" .Values.nats.tls.secret "key" "ca.crt") }}
{{- end }}
- name: ackWait
  value: {{ include "dp.ackWait" . | quote }}
{{- end -}}
