{{- define "dp.gpuVendor" -}}
{{- $vendors := dict
  "nvidia" (dict "resource" "nvidia.com/gpu" "taint" "nvidia.com/gpu" "pci" "feature.node.kubernetes.io/pci-10de.present" "present" "nvidia.com/gpu.present" "driver" "gpu.nvidia.com")
  "amd" (dict "resource" "amd.com/gpu" "taint" "amd.com/gpu" "pci" "feature.node.kubernetes.io/pci-1002.present" "present" "feature.node.kubernetes.io/amd-gpu" "driver" "gpu.amd.com")
  "intel" (dict "resource" "gpu.intel.com/i915" "taint" "gpu.intel.com/i915" "pci" "feature.node.kubernetes.io/pci-8086.present" "present" "intel.feature.node.kubernetes.io/gpu" "driver" "gpu.intel.com") -}}
{{ get $vendors .vendor | toYaml }}
{{- end -}}

{{- define "dp.visionStages" -}}
[image-processing, pdf-docling, png-to-text]
{{- end -}}

{{- define "dp.checkGpu" -}}
{{- $gpu := .gpu | default dict -}}
{{- if $gpu.enabled -}}
{{- if and (ne $gpu.vendor "nvidia") (eq $gpu.mode "devicePlugin") (or $gpu.product $gpu.memory) -}}
{{- fail (printf "\n\n%s.gpu.product and %s.gpu.memory are labels of NVIDIA's feature discovery, and %s.gpu.vendor is %s. Use %s.nodeSelector, or gpu.mode dra.\n" .path .path .path $gpu.vendor .path) -}}
{{- end -}}
{{- if and (eq $gpu.mode "dra") $gpu.resourceName -}}
{{- fail (printf "\n\n%s.gpu.resourceName is of the device plugin, and %s.gpu.mode is dra. Use %s.gpu.dra.deviceClassName.\n" .path .path .path) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.checkGpuStage" -}}
{{- if .config.gpu.enabled -}}
{{- $path := printf "services.%s" .service -}}
{{- if has .service (include "dp.visionStages" . | fromYamlArray) -}}
{{- if ne .config.gpu.vendor "nvidia" -}}
{{- fail (printf "\n\n%s.gpu.vendor is %s, and the engines of %s know CUDA alone. For an engine of others use backends.NAME.gpu.\n" $path .config.gpu.vendor .service) -}}
{{- end -}}
{{- else if not (and (eq .service "tts") (hasKey .config.settings "Tts:ChatLlm")) -}}
{{- fail (printf "\n\n%s.gpu.enabled: %s has no use for a GPU. Those of %s have; for an engine of others use backends.NAME.gpu.\n" $path .service (include "dp.visionStages" . | fromYamlArray | join ", ")) -}}
{{- end -}}
{{- if not (or .config.image.repository .config.image.tag .config.image.digest) -}}
{{- $missing := eq .service "tts" | ternary "that has the program of Tts:ChatLlm, and the usual one has none" "whose programs are built for CUDA, and the usual one is for processors" -}}
{{- fail (printf "\n\n%s.gpu.enabled needs an image %s. Build one (docs/operations/gpu.md) and give %s.image.tag, repository or digest, or those of the pool.\n" $path $missing $path) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dp.mebibytes" -}}
{{- if not (regexMatch "^[1-9][0-9]*(Mi|Gi|Ti)$" .) -}}
{{- fail (printf "\n\n%s is not a whole number of Mi, Gi or Ti, such as 512Mi or 16Gi.\n" .) -}}
{{- end -}}
{{- mul (regexFind "^[0-9]+" . | int) (get (dict "Mi" 1 "Gi" 1024 "Ti" 1048576) (regexFind "[A-Z]i$" .)) -}}
{{- end -}}

{{- define "dp.gpuTerms" -}}
{{- $gpu := . -}}
{{- $vendor := include "dp.gpuVendor" . | fromYaml -}}
{{- $labels := eq .vendor "intel" | ternary (list $vendor.present) (list $vendor.present $vendor.pci) -}}
{{- range $label := $labels }}
- matchExpressions:
    - key: {{ $label }}
      operator: In
      values: ["true"]
{{- with $gpu.product }}
    - key: nvidia.com/gpu.product
      operator: In
      values: {{ toJson . }}
{{- end }}
{{- with $gpu.memory }}
    - key: nvidia.com/gpu.memory
      operator: Gt
      values: [{{ sub (include "dp.mebibytes" . | int) 1 | toString | quote }}]
{{- end }}
{{- end }}
{{- end -}}

{{- define "dp.affinity" -}}
{{- $affinity := deepCopy (.config.affinity | default dict) -}}
{{- $gpu := .config.gpu | default dict -}}
{{- $terms := list -}}
{{- if and $gpu.enabled (eq $gpu.mode "devicePlugin") -}}
{{- $terms = include "dp.gpuTerms" $gpu | fromYamlArray -}}
{{- else if and (not $gpu.enabled) .keepAway -}}
{{- $absent := list -}}
{{- range list "nvidia.com/gpu.present" "feature.node.kubernetes.io/pci-10de.present" "feature.node.kubernetes.io/amd-gpu" "feature.node.kubernetes.io/pci-1002.present" "intel.feature.node.kubernetes.io/gpu" -}}
{{- $absent = append $absent (dict "key" . "operator" "NotIn" "values" (list "true")) -}}
{{- end -}}
{{- $terms = list (dict "matchExpressions" $absent) -}}
{{- end -}}
{{- if $terms -}}
{{- $given := dig "nodeAffinity" "requiredDuringSchedulingIgnoredDuringExecution" "nodeSelectorTerms" list $affinity -}}
{{- $all := list -}}
{{- range $term := $terms -}}
{{- range $other := ($given | default (list dict)) -}}
{{- $expressions := concat (get $term "matchExpressions") (get $other "matchExpressions" | default list) -}}
{{- $all = append $all (merge (dict "matchExpressions" $expressions) $other) -}}
{{- end -}}
{{- end -}}
{{- $node := merge (dict "requiredDuringSchedulingIgnoredDuringExecution" (dict "nodeSelectorTerms" $all)) (omit ($affinity.nodeAffinity | default dict) "requiredDuringSchedulingIgnoredDuringExecution") -}}
{{- $_ := set $affinity "nodeAffinity" $node -}}
{{- end -}}
{{- if $affinity }}
affinity:
{{ toYaml $affinity | indent 2 }}
{{- end }}
{{- end -}}

{{- define "dp.placement" -}}
{{- $gpu := .config.gpu | default dict -}}
{{- $tolerations := .config.tolerations | default list -}}
{{- if $gpu.enabled -}}
{{- $vendor := include "dp.gpuVendor" $gpu | fromYaml -}}
{{- $tolerations = append $tolerations (dict "key" $vendor.taint "operator" "Exists" "effect" "NoSchedule") -}}
{{- end -}}
{{ include "dp.affinity" . }}
{{- with $tolerations }}
tolerations:
{{ toYaml . | indent 2 }}
{{- end }}
{{- with .config.nodeSelector }}
nodeSelector:
{{ toYaml . | indent 2 }}
{{- end }}
{{- with .config.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- if $gpu.enabled }}
{{- with $gpu.runtimeClassName }}
runtimeClassName: {{ . | quote }}
{{- end }}
{{- if eq $gpu.mode "dra" }}
resourceClaims:
  - name: gpu
    resourceClaimTemplateName: {{ .name | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "dp.serverPlacement" -}}
{{- $keepAway := and (include "dp.hasGpu" .) (not .Values.gpuNodes.cpuPods) -}}
{{ include "dp.placement" (dict "config" .Values.servers "name" "" "keepAway" $keepAway) | trim }}
{{- end -}}

{{- define "dp.resources" -}}
{{- $gpu := .gpu | default dict -}}
{{- $resources := deepCopy (.resources | default dict) -}}
{{- if $gpu.enabled -}}
{{- if eq $gpu.mode "dra" -}}
{{- $_ := set $resources "claims" (list (dict "name" "gpu")) -}}
{{- else -}}
{{- $vendor := include "dp.gpuVendor" $gpu | fromYaml -}}
{{- $limit := dict (default $vendor.resource $gpu.resourceName) ($gpu.count | int | toString) -}}
{{- $_ := set $resources "limits" (merge $limit ($resources.limits | default dict)) -}}
{{- end -}}
{{- end -}}
{{ toYaml $resources }}
{{- end -}}

{{- define "dp.claim" -}}
{{- $vendor := include "dp.gpuVendor" .gpu | fromYaml -}}
{{- $class := default $vendor.driver .gpu.dra.deviceClassName -}}
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata:
  name: {{ .name | quote }}
  labels:
{{ include "dp.labels" . | indent 4 }}
spec:
  spec:
    devices:
      requests:
        - name: gpu
          exactly:
            deviceClassName: {{ $class | quote }}
            count: {{ .gpu.count | int }}
{{- if or .gpu.memory .gpu.product }}
            selectors:
{{- with .gpu.memory }}
              - cel:
                  expression: {{ printf "device.capacity[%q].memory.compareTo(quantity(%q)) >= 0" $vendor.driver . | quote }}
{{- end }}
{{- with .gpu.product }}
              - cel:
                  expression: {{ printf "device.attributes[%q].productName in %s" $vendor.driver (toJson .) | quote }}
{{- end }}
{{- end }}
{{- if .gpu.dra.createDeviceClass }}
---
apiVersion: resource.k8s.io/v1
kind: DeviceClass
metadata:
  name: {{ $class | quote }}
spec:
  selectors:
    - cel:
        expression: {{ printf "device.driver == %q" $vendor.driver | quote }}
{{- end }}
{{- end -}}
