{{- define "dp.workloads" -}}
{{- $root := . -}}
{{- $catalogue := include "dp.catalogue" . | fromYaml -}}
{{- $own := omit .Values.defaults "pools" -}}
{{- $fullname := include "dp.fullname" . -}}
items:
{{- range $service, $consumer := $catalogue.services }}
{{- $settings := mergeOverwrite (deepCopy $own) (deepCopy (get $root.Values.services $service | default dict)) }}
{{- if $settings.enabled }}
{{- $pools := $settings.pools | default dict }}
{{- range $pool, $difference := (empty $pools | ternary (dict "" dict) $pools) }}
{{- $config := mergeOverwrite (deepCopy (omit $settings "pools")) (deepCopy ($difference | default dict)) }}
  - name: {{ list $fullname $service $pool | compact | join "-" | trunc 63 | trimSuffix "-" | quote }}
    service: {{ $service | quote }}
    pool: {{ $pool | quote }}
    consumer: {{ $consumer | toJson }}
    config: {{ $config | toJson }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "dp.backend" -}}
{{- $placement := pick .root.Values.defaults "gpu" "nodeSelector" "tolerations" "affinity" "priorityClassName" -}}
{{- $config := mergeOverwrite (deepCopy .root.Values.backendDefaults) (deepCopy $placement) (deepCopy .backend) -}}
{{- if empty $config.image.registry -}}
{{- $_ := unset $config.image "registry" -}}
{{- end -}}
{{ $config | toJson }}
{{- end -}}

{{- define "dp.hasGpu" -}}
{{- range (include "dp.workloads" . | fromYaml).items -}}
{{- if .config.gpu.enabled -}}true{{- end -}}
{{- end -}}
{{- range $_, $backend := .Values.backends -}}
{{- if dig "gpu" "enabled" false $backend -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.settingText" -}}
{{- if kindIs "float64" . -}}
{{- eq . (floor .) | ternary (int64 . | toString) (toString .) -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}

{{- define "dp.settingsEnv" -}}
{{- range $place, $options := .settings }}
{{- $section := replace ":" "__" $place }}
{{- range $name, $value := $options }}
{{- if kindIs "map" $value }}
{{- include "dp.settingsEnv" (dict "settings" (dict (printf "%s__%s" $section $name) $value)) }}
{{- else if kindIs "slice" $value }}
{{- range $i, $item := $value }}
- name: {{ printf "%s__%s__%d" $section $name $i }}
  value: {{ include "dp.settingText" $item | quote }}
{{- end }}
{{- else }}
- name: {{ printf "%s__%s" $section $name }}
  value: {{ include "dp.settingText" $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "dp.isSecret" -}}
{{- if regexMatch "(?i)(key|token|password|secret)(__[0-9]+)?$" . -}}true{{- end -}}
{{- end -}}

{{- define "dp.checkSecrets" -}}
{{- range .variables -}}
{{- if and .value (include "dp.isSecret" .name) (not (contains "$(" .value)) -}}
{{- fail (printf "\n\n%s has %s as text, and it would stand in the Deployment for all to read. Put it into a Secret, and under %s:\n  - name: %s\n    valueFrom: {secretKeyRef: {name: SECRET, key: KEY}}\n" $.path .name $.env .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.checkTwice" -}}
{{- $path := printf "services.%s" .workload.service -}}
{{- $seen := dict -}}
{{- range include "dp.serviceEnv" . | fromYamlArray -}}
{{- if hasKey $seen (lower .name) -}}
{{- fail (printf "\n\n%s sets %s twice: by a value of its own (s3, gateway, metrics, telemetry, dapr, broker, gpu), by settings or by env. Say it in one place.\n" $path .name) -}}
{{- end -}}
{{- $_ := set $seen (lower .name) true -}}
{{- end -}}
{{- end -}}

{{- define "dp.checkLogin" -}}
{{- range splitList "," (.address | default "") -}}
{{- if (urlParse (trim .)).userinfo -}}
{{- fail (printf "\n\n%s has a login in its address, which everybody may read. Put it into a Secret: %s.\n" $.path $.instead) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.serviceEnv" -}}
- name: ASPNETCORE_URLS
  value: http://+:8080
- name: DOTNET_gcServer
  value: "0"
- name: TMPDIR
  value: /tmp
{{- if .root.Values.privateCa.configMap }}
- name: SSL_CERT_FILE
  value: {{ printf "/etc/private-ca/%s" .root.Values.privateCa.key | quote }}
{{- end }}
{{- if .root.Values.metrics.port }}
- name: Metrics__Port
  value: {{ .root.Values.metrics.port | int | quote }}
{{- else }}
- name: Metrics__Enabled
  value: "false"
{{- end }}
{{- with include "dp.otlpUrl" .root }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
- name: OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ $.root.Values.telemetry.protocol | quote }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: OTEL_RESOURCE_ATTRIBUTES
  value: {{ printf "k8s.namespace.name=%s,k8s.pod.name=$(POD_NAME)" $.root.Release.Namespace | quote }}
{{- end }}
- name: ObjectStore__LargeWrites
  value: s3
- name: ObjectStore__Bucket
  value: {{ .root.Values.s3.bucket | quote }}
{{- with include "dp.s3Endpoint" .root }}
- name: ObjectStore__Endpoint
  value: {{ . | quote }}
{{- end }}
{{- if eq .workload.service "gateway" }}
{{- with .root.Values.s3.publicEndpoint }}
- name: ObjectStore__PublicEndpoint
  value: {{ . | quote }}
{{- end }}
{{- end }}
- name: ObjectStore__Region
  value: {{ .root.Values.s3.region | quote }}
{{- with .root.Values.s3.secret.name }}
{{ include "dp.secretEnv" (dict "name" "ObjectStore__AccessKey" "secret" . "key" $.root.Values.s3.secret.accessKey) }}
{{ include "dp.secretEnv" (dict "name" "ObjectStore__SecretKey" "secret" . "key" $.root.Values.s3.secret.secretKey) }}
{{- end }}
{{- if ne .workload.service "gateway" }}
{{- with .root.Values.dapr.appTokenSecret }}
{{ include "dp.secretEnv" (dict "name" "APP_API_TOKEN" "secret" . "key" "token") }}
{{- end }}
{{- else if .root.Values.gateway.adminKeySecret }}
{{ include "dp.secretEnv" (dict "name" "Tenants__AdminKey" "secret" .root.Values.gateway.adminKeySecret "key" "key") }}
{{- else if .root.Values.gateway.anonymous }}
- name: Tenants__AllowAnonymous
  value: "true"
{{- end }}
{{- with .root.Values.dapr.apiTokenSecret }}
{{ include "dp.secretEnv" (dict "name" "DAPR_API_TOKEN" "secret" . "key" "token") }}
{{- end }}
{{- if and (eq .root.Values.broker.component "builtin") .workload.consumer.topic }}
- name: PUBSUB_NAME
  value: {{ printf "pubsub-%s" .workload.service | quote }}
{{- end }}
{{- if and .root.Values.pipelines (eq .workload.service "gateway") }}
- name: Gateway__PipelineFolder
  value: /pipelines
{{- end }}
{{- if and (include "dp.usesComponent" .) (hasKey .workload.consumer "group") }}
- name: PubSub__SubscriptionPerSlot
  value: "true"
{{- end }}
{{- if and .workload.config.gpu.enabled (has .workload.service (include "dp.visionStages" . | fromYamlArray)) (not (dig "VisionEngines" "Provider" "" .workload.config.settings)) }}
- name: VisionEngines__Provider
  value: cuda
{{- end }}
{{- include "dp.settingsEnv" (dict "settings" .workload.config.settings) }}
{{- with .workload.config.env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "dp.daprAnnotations" -}}
{{- $dapr := .root.Values.dapr -}}
dapr.io/enabled: "true"
dapr.io/app-id: {{ .workload.service | quote }}
dapr.io/app-port: "8080"
dapr.io/app-protocol: http
dapr.io/config: {{ include "dp.fullname" .root | quote }}
dapr.io/log-level: {{ $dapr.logLevel | quote }}
dapr.io/log-as-json: "true"
dapr.io/max-body-size: {{ $dapr.maxBodySize | quote }}
{{- with .workload.config.maxConcurrency | int }}
dapr.io/app-max-concurrency: {{ . | quote }}
{{- end }}
dapr.io/enable-app-health-check: "true"
dapr.io/app-health-check-path: /healthz/live
dapr.io/app-health-probe-timeout: "2000"
dapr.io/graceful-shutdown-seconds: {{ .workload.config.gracefulShutdownSeconds | int | quote }}
{{- if $dapr.nativeSidecar }}
dapr.io/enable-native-sidecar: "true"
{{- else }}
dapr.io/block-shutdown-duration: {{ printf "%ds" (int .workload.config.gracefulShutdownSeconds) | quote }}
{{- end }}
dapr.io/sidecar-cpu-request: {{ $dapr.sidecar.requests.cpu | quote }}
dapr.io/sidecar-memory-request: {{ $dapr.sidecar.requests.memory | quote }}
dapr.io/sidecar-memory-limit: {{ $dapr.sidecar.limits.memory | quote }}
dapr.io/env: {{ printf "GOMEMLIMIT=%dMiB%s" (div (mul (include "dp.mebibytes" $dapr.sidecar.limits.memory | int) 9) 10) (empty .root.Values.privateCa.configMap | ternary "" ",SSL_CERT_DIR=/etc/private-ca") | quote }}
{{- with include "dp.sidecarSecrets" . }}
dapr.io/env-from-secret: {{ . | quote }}
{{- end }}
{{- if .root.Values.privateCa.configMap }}
dapr.io/volume-mounts: private-ca:/etc/private-ca
{{- end }}
dapr.io/sidecar-seccomp-profile-type: RuntimeDefault
dapr.io/disable-builtin-k8s-secret-store: "true"
{{- with $dapr.apiTokenSecret }}
dapr.io/api-token-secret: {{ . | quote }}
{{- end }}
{{- if ne .workload.service "gateway" }}
{{- with $dapr.appTokenSecret }}
dapr.io/app-token-secret: {{ . | quote }}
{{- end }}
{{- end }}
{{- if include "dp.usesComponent" . }}
dapr.io/volume-mounts-rw: components-sockets:/tmp/dapr-components-sockets
{{- end }}
{{- end -}}

{{- /* Secrets that Components alone name, as variables of the sidecar: one that is missing holds the pod, and the kubelet says which; daprd would end again and again. */ -}}
{{- define "dp.sidecarSecrets" -}}
{{- $values := .root.Values -}}
{{- $secrets := list -}}
{{- if and (eq $values.broker.component "builtin") .workload.consumer.topic $values.nats.secret.name -}}
{{- $secrets = append $secrets (printf "PUBSUB_SECRET=%s:%s" $values.nats.secret.name $values.nats.secret.key) -}}
{{- end -}}
{{- with $values.stateStore.secret -}}
{{- if .name -}}{{- $secrets = append $secrets (printf "STATESTORE_SECRET=%s:%s" .name .key) -}}{{- end -}}
{{- end -}}
{{- join "," $secrets -}}
{{- end -}}

{{- define "dp.usesComponent" -}}
{{- if and (eq .root.Values.broker.component "pluggable") .workload.consumer.topic -}}true{{- end -}}
{{- end -}}

{{- define "dp.jetstreamComponent" -}}
{{- $component := .root.Values.broker.pluggable -}}
- name: jetstream-component
  image: {{ include "dp.image" (dict "root" .root "image" $component.image "name" "jetstream-component") }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
{{- if .root.Values.dapr.nativeSidecar }}
  restartPolicy: Always
{{- end }}
  env:
    - name: DAPR_COMPONENTS_SOCKETS_FOLDER
      value: /tmp/dapr-components-sockets
    - name: DAPR_HTTP_PORT
      value: "3500"
    - name: Component__AppHealth
      value: http://127.0.0.1:8080/healthz/live
    - name: Component__HealthPort
      value: "8090"
{{- if ne .root.Values.nats.secret.kind "url" }}
    - name: JetStream__natsURL
      value: {{ include "dp.natsUrl" .root | quote }}
{{- end }}
{{- with .root.Values.nats.secret }}
{{- if .name }}
{{ include "dp.secretEnv" (dict "name" (printf "JetStream__%s" (eq .kind "url" | ternary "natsURL" .kind)) "secret" .name "key" .key) | indent 4 }}
{{- end }}
{{- end }}
{{- with .root.Values.nats.tls.secret }}
{{ include "dp.secretEnv" (dict "name" "JetStream__tls_ca" "secret" . "key" "ca.crt") | indent 4 }}
{{- end }}
{{- with .root.Values.dapr.apiTokenSecret }}
{{ include "dp.secretEnv" (dict "name" "DAPR_API_TOKEN" "secret" . "key" "token") | indent 4 }}
{{- end }}
  ports:
    - name: component
      containerPort: 8090
  startupProbe:
    httpGet:
      path: /healthz/live
      port: component
    periodSeconds: 1
    failureThreshold: 60
  livenessProbe:
    httpGet:
      path: /healthz/live
      port: component
    periodSeconds: 15
    timeoutSeconds: 5
    failureThreshold: 4
  readinessProbe:
    httpGet:
      path: /healthz/ready
      port: component
    periodSeconds: 10
    timeoutSeconds: 3
  resources:
{{ toYaml $component.resources | indent 4 }}
  securityContext:
{{ include "dp.restricted" . | indent 4 }}
  volumeMounts:
    - name: components-sockets
      mountPath: /tmp/dapr-components-sockets
    - name: tmp
      mountPath: /tmp
{{- end -}}

{{- define "dp.socket" -}}
jetstream-pull.sock
{{- end -}}

{{- define "dp.makesStreams" -}}
{{- if and (eq .root.Values.broker.component "builtin") .root.Values.nats.enabled .root.Values.nats.bootstrap.enabled .workload.consumer.topic -}}true{{- end -}}
{{- end -}}

{{- define "dp.streamsContainer" -}}
- name: streams
  image: {{ include "dp.image" (dict "root" . "image" .Values.nats.bootstrap.image "name" "dapr-processing") }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  args: [streams, --consumers, {{ eq .Values.broker.component "pluggable" | quote }}, --replicas, {{ .Values.nats.streams.replicas | int | quote }}, --max-bytes, {{ .Values.nats.streams.maxBytes | quote }}, --ack-wait, {{ include "dp.ackWait" . | quote }}]
  env:
{{- if ne .Values.nats.secret.kind "url" }}
    - name: NATS_URL
      value: {{ include "dp.natsUrl" . | quote }}
{{- end }}
{{- with .Values.nats.secret.name }}
{{ include "dp.secretEnv" (dict "name" (get (dict "token" "NATS_TOKEN" "credentials" "NATS_CREDENTIALS" "seedKey" "NATS_SEED_KEY" "url" "NATS_URL") $.Values.nats.secret.kind) "secret" . "key" $.Values.nats.secret.key) | indent 4 }}
{{- end }}
{{- with .Values.nats.tls.secret }}
{{ include "dp.secretEnv" (dict "name" "NATS_CA" "secret" . "key" "ca.crt") | indent 4 }}
{{- end }}
  resources:
    requests:
      cpu: 50m
      memory: 64Mi
    limits:
      memory: 256Mi
  securityContext:
{{ include "dp.restricted" . | indent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
{{- end -}}
