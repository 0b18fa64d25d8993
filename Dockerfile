# syntax=docker/dockerfile:1
# One image for each service, from the folder that `make publish` writes:
#   docker build --build-arg SERVICE=png-to-text -t dapr-processing/png-to-text:0.2.0 .
# The programs are one layer that all images share; native packages are only where an engine needs them (eng/native-packages.txt).
ARG BASE=debian:12-slim
FROM ${BASE}
# publish-arm64 for linux/arm64: the base image and Debian's packages are there for both by the same names.
ARG PUBLISH=publish
COPY ${PUBLISH}/ /app/

ARG SERVICE
# OFFICE=1: LibreOffice in the image of pdf-to-png, for page images of Office files.
ARG OFFICE=
RUN test -x "/app/${SERVICE}" || { echo "SERVICE=${SERVICE}: there is no such program in publish/" >&2; exit 1; }; \
    /app/setup.sh image "${SERVICE}" \
    && { [ "${OFFICE}${SERVICE}" != 1pdf-to-png ] || /app/setup.sh office; } \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/log/apt /var/log/dpkg.log \
    && ln -s "/app/${SERVICE}" /service

# Nobody in particular, the same as in the chart; the root file system may be read-only: what is written goes to /tmp.
USER 65532:65532
WORKDIR /tmp
ENV DOTNET_EnableDiagnostics=0 TMPDIR=/tmp Models__Folder=/app/models
ENTRYPOINT ["/service"]
