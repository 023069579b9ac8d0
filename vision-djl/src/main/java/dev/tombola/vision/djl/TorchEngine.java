package dev.tombola.vision.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.torchscript.Precision;

/**
 * DJL's PyTorch engine on one device. The native libraries are unpacked once below {@code ENGINE_CACHE_DIR} or {@code
 * DJL_CACHE_DIR} (environment or system property; else {@code ~/.djl.ai}); nothing is ever downloaded or reported.
 */
public final class TorchEngine {
    private static final String NAME = "PyTorch";

    private final Engine engine;
    private final Device device;
    private final int threads;
    private final ChannelOrder layout;
    private final Precision precision;

    private TorchEngine(Engine engine, Device device, int threads, ChannelOrder layout, Precision precision) {
        this.engine = engine;
        this.device = device;
        this.threads = threads;
        this.layout = layout;
        this.precision = precision;
    }

    /**
     * Loads the engine, or finds it loaded.
     *
     * @param device {@code cpu}, {@code gpu0}, …
     * @param threads of one operation on the CPU; the first call in a process decides, a later one has to agree
     */
    public static TorchEngine start(String device, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("an engine needs at least 1 thread, not " + threads);
        }
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        var engine = Engine.getEngine(NAME);
        if (JniUtils.getNumThreads() != threads) {
            throw new IllegalStateException("the engine runs with %d threads in this process, it cannot with %d"
                    .formatted(JniUtils.getNumThreads(), threads));
        }
        return new TorchEngine(engine, named(device, engine), threads, ChannelOrder.CHANNELS_LAST, Precision.FLOAT32);
    }

    /** The same engine with images in this order, by which libtorch chooses its kernels; channels-last unless said. */
    public TorchEngine with(ChannelOrder layout) {
        return new TorchEngine(engine, device, threads, layout, precision);
    }

    /** The same engine, training in this precision; float32 unless said. */
    public TorchEngine with(Precision precision) {
        return new TorchEngine(engine, device, threads, layout, precision);
    }

    public ChannelOrder layout() {
        return layout;
    }

    Precision precision() {
        return precision;
    }

    Device device() {
        return device;
    }

    /** Native memory on the device; whatever is made from it ends with it. */
    public NDManager memory() {
        return NDManager.newBaseManager(device, NAME);
    }

    /** Records, on this thread, what gradients need; a process has room for one at a time. */
    public GradientCollector newGradientCollector() {
        return engine.newGradientCollector();
    }

    String version() {
        return NAME + " " + engine.getVersion();
    }

    int threads() {
        return threads;
    }

    private static Device named(String name, Engine engine) {
        if (!name.matches("cpu|gpu[0-9]{0,2}")) {
            throw new IllegalArgumentException("no device is called %s: cpu, gpu0, gpu1, …".formatted(name));
        }
        var device = Device.fromName(name, engine);
        if (device.isGpu() && device.getDeviceId() >= engine.getGpuCount()) {
            throw new IllegalArgumentException("no device %s: %d found".formatted(name, engine.getGpuCount()));
        }
        return device;
    }
}
