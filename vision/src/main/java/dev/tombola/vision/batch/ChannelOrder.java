package dev.tombola.vision.batch;

/** The order of a batch's values. */
public enum ChannelOrder {
    /** Batch, height, width, channel: for libtorch, which reads it as channels-last. */
    CHANNELS_LAST,
    /** Batch, channel, height, width: for ONNX. */
    CHANNELS_FIRST
}
