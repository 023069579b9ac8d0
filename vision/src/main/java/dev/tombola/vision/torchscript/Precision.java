package dev.tombola.vision.torchscript;

/** In what a network computes; its weights, batch norm's parameters and statistics, and the logits are float32 always. */
public enum Precision {
    FLOAT32,
    /** Convolutions and what lies between them in bfloat16, as under PyTorch's autocast. */
    BFLOAT16
}
