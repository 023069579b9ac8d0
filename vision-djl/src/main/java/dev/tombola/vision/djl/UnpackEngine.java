package dev.tombola.vision.djl;

/**
 * Loads the engine once, so that its native libraries lie unpacked where later starts look for them: for building an image
 * whose file system will be read-only.
 */
final class UnpackEngine {
    private UnpackEngine() {}

    static void main() {
        System.out.println(TorchEngine.start("cpu", 1).version());
    }
}
