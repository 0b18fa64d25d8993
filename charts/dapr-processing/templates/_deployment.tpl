{{- define "dp.deployment" -}}
{{- $root := .root -}}
{{- $workload := .workload -}}
{{- $config := $workload.config -}}
{{- $labels := dict "root" $root "component" $workload.service "pool" $workload.pool -}}
{{- $component := include "dp.usesComponent" . -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $workload.name | quote }}
  labels:
{{ include "dp.labels" $labels | indent 4 }}
spec:
{{- if hasKey $config "replicas" }}
  replicas: {{ $config.replicas | int }}
{{- end }}
  selector:
    matchLabels:
{{ include "dp.selector" $labels | indent 6 }}
  strategy:
    rollingUpdate:
{{- if $config.gpu.enabled }}
      maxSurge: 0
      maxUnavailable: 1
{{- else }}
      maxSurge: 1
      maxUnavailable: 0
{{- end }}
  template:
    metadata:
      labels:
{{ include "dp.labels" $labels | indent 8 }}
{{- with $config.podLabels }}
{{ toYaml . | indent 8 }}
{{- end }}
      annotations:
{{ include "dp.daprAnnotations" . | indent 8 }}
{{- if and $root.Values.pipelines (eq $workload.service "gateway") }}
        checksum/pipelines: {{ toJson $root.Values.pipelines | sha256sum }}
{{- end }}
{{- if and $root.Values.metrics.annotations $root.Values.metrics.port }}
        prometheus.io/scrape: "true"
        prometheus.io/port: {{ $root.Values.metrics.port | int | quote }}
        prometheus.io/path: /metrics
{{- end }}
{{- with $config.podAnnotations }}
{{ toYaml . | indent 8 }}
{{- end }}
    spec:
      serviceAccountName: {{ include "dp.fullname" $root | quote }}
      automountServiceAccountToken: false
      enableServiceLinks: false
{{- include "dp.pullSecrets" $root | indent 6 }}
      securityContext:
{{ include "dp.podSecurity" . | indent 8 }}
      terminationGracePeriodSeconds: {{ include "dp.termination" $config }}
{{- include "dp.placement" (dict "config" $config "name" $workload.name "keepAway" .keepAway) | nindent 6 }}
{{- if $config.topologySpread }}
      topologySpreadConstraints:
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - topologyKey: {{ . }}
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
{{ include "dp.selector" $labels | indent 14 }}
{{- end }}
{{- end }}
{{- if and $component $root.Values.dapr.nativeSidecar }}
      initContainers:
{{ include "dp.jetstreamComponent" . | indent 8 }}
{{- else if include "dp.makesStreams" . }}
      initContainers:
{{ include "dp.streamsContainer" $root | indent 8 }}
{{- end }}
      containers:
        - name: {{ $workload.service | quote }}
          image: {{ include "dp.image" (dict "root" $root "image" $config.image "name" $workload.service) }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          ports:
            - name: http
              containerPort: 8080
{{- with $root.Values.metrics.port }}
            - name: metrics
              containerPort: {{ . | int }}
{{- end }}
          env:
{{ include "dp.serviceEnv" . | indent 12 }}
          startupProbe:
            httpGet:
              path: /healthz/live
              port: http
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet:
              path: /healthz/live
              port: http
            periodSeconds: 15
            timeoutSeconds: 5
            failureThreshold: 4
          readinessProbe:
            httpGet:
              path: /healthz/ready
              port: http
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: 3
{{- if eq $workload.service "gateway" }}
          lifecycle:
            preStop:
              sleep:
                seconds: 5
{{- end }}
          resources:
{{ include "dp.resources" $config | indent 12 }}
          securityContext:
{{ include "dp.restricted" . | indent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
{{- if and $root.Values.pipelines (eq $workload.service "gateway") }}
            - name: pipelines
              mountPath: /pipelines
{{- end }}
{{- if $root.Values.privateCa.configMap }}
            - name: private-ca
              mountPath: /etc/private-ca
              readOnly: true
{{- end }}
{{- with $config.volumeMounts }}
{{ toYaml . | indent 12 }}
{{- end }}
{{- if and $component (not $root.Values.dapr.nativeSidecar) }}
{{ include "dp.jetstreamComponent" . | indent 8 }}
{{- end }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: {{ $config.tmpSize | quote }}
{{- if and $root.Values.pipelines (eq $workload.service "gateway") }}
        - name: pipelines
          configMap:
            name: {{ printf "%s-pipelines" (include "dp.fullname" $root) | quote }}
{{- end }}
{{- with $root.Values.privateCa.configMap }}
        - name: private-ca
          configMap:
            name: {{ . | quote }}
{{- end }}
{{- with $config.volumes }}
{{ toYaml . | indent 8 }}
{{- end }}
{{- if $component }}
        - name: components-sockets
          emptyDir:
            medium: Memory
            sizeLimit: 1Mi
{{- end }}
{{- end -}}

{{- define "dp.termination" -}}
{{- .terminationGracePeriodSeconds | int | default (add (int .gracefulShutdownSeconds) 15) -}}
{{- end -}}
