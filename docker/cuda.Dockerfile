# A base for the trainer's image with PyTorch's libraries for CUDA 12.8, which bring the CUDA runtime and cuDNN along; the
# driver comes from the machine. Not on a GPU here yet: see docs/deployment.md.
#   docker build -t tombola/base:cuda -f docker/cuda.Dockerfile docker
#   docker build -t tombola/trainer:0.1.0-cuda --build-arg BASE=tombola/base:cuda trainer-service
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE} AS libtorch
ARG LIBTORCH=https://download.pytorch.org/libtorch/cu128/libtorch-cxx11-abi-shared-with-deps-2.7.1%2Bcu128.zip
RUN apt-get update && apt-get install -y --no-install-recommends curl unzip
RUN curl -fL --retry 3 -o /libtorch.zip "$LIBTORCH" && unzip -q /libtorch.zip 'libtorch/lib/*' -d /opt && rm -f /libtorch.zip /opt/libtorch/lib/*.a

FROM ${BASE}
COPY --from=libtorch /opt/libtorch/lib /opt/libtorch/lib
ENV PYTORCH_LIBRARY_PATH=/opt/libtorch/lib PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128 \
    NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
