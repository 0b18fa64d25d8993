{{- define "dp.single" -}}
{{- $target := dict "root" .root "component" .component -}}
{{- $name := printf "%s-%s" (include "dp.fullname" .root) .component -}}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name | quote }}
  labels:
{{ include "dp.labels" $target | indent 4 }}
spec:
  ports:
    - name: server
      port: {{ .port }}
  selector:
{{ include "dp.selector" $target | indent 4 }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name | quote }}
  labels:
{{ include "dp.labels" $target | indent 4 }}
spec:
  replicas: 1
  serviceName: {{ $name | quote }}
  selector:
    matchLabels:
{{ include "dp.selector" $target | indent 6 }}
  template:
    metadata:
      labels:
{{ include "dp.labels" $target | indent 8 }}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
{{- include "dp.pullSecrets" .root | indent 6 }}
      securityContext:
{{ include "dp.podSecurity" . | indent 8 }}
{{- with include "dp.serverPlacement" .root }}
{{ . | indent 6 }}
{{- end }}
      containers:
        - name: {{ .component }}
          image: {{ include "dp.image" (dict "root" .root "image" .image "name" .component) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          command: {{ .command | toJson }}
          ports:
            - name: server
              containerPort: {{ .port }}
          env:
{{ .env | indent 12 }}
          readinessProbe:
            tcpSocket:
              port: server
            periodSeconds: 5
          livenessProbe:
            tcpSocket:
              port: server
            periodSeconds: 15
            failureThreshold: 4
          resources:
            requests:
              cpu: 100m
              memory: 256Mi
            limits:
              memory: 1Gi
          securityContext:
{{ include "dp.restricted" . | indent 12 }}
          volumeMounts:
            - name: data
              mountPath: /data
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 1Gi
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: {{ .size | quote }}
{{- if .root.Values.networkPolicy.enabled }}
{{ include "dp.serverPolicy" (dict "root" .root "component" .component "ports" (list .port)) }}
{{- end }}
{{- end -}}
