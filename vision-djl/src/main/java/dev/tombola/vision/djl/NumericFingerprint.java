package dev.tombola.vision.djl;

import ai.djl.engine.Engine;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.store.Digest;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.torchscript.Precision;
import dev.tombola.vision.torchscript.SgdScript;
import dev.tombola.vision.torchscript.TorchScriptEmitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** All that decides a result's last bits beside the run itself (design 8). */
public final class NumericFingerprint {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

    private NumericFingerprint() {}

    public static Fingerprint of(TorchEngine engine) {
        return new Fingerprint(
                "%s, DJL %s, functions %s".formatted(engine.version(), Engine.getDjlVersion(), functions(engine)),
                engine.device().isGpu() ? gpu(engine.device().getDeviceId()) : processor(),
                engine.threads(),
                "the recipe's, "
                        + engine.layout().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Of what is handed to the engine: whoever changes a layer or the update changes the last bits. */
    private static String functions(TorchEngine engine) {
        var sample = Networks.named("cifar-resnet8", Map.of(), 3, 10);
        var digest = Digest.sha256();
        digest.update(SgdScript.emit());
        digest.update(TorchScriptEmitter.emit(sample, Precision.BFLOAT16, engine.layout()));
        return Digest.of(digest).hex().substring(0, 8);
    }

    /** Model and widest instruction set, by which libtorch chooses its kernels. */
    private static String processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return System.getProperty("os.arch");
        }
        var lines = lines(PROCESSORS);
        String flags = field(lines, "flags");
        String widest = Stream.of("amx_bf16", "avx512_bf16", "avx512f", "avx2")
                .filter(set -> flags.contains(" " + set + " "))
                .findFirst()
                .orElse("no AVX2");
        return "%s, %s".formatted(field(lines, "model name").strip(), widest);
    }

    /** The driver's folders are in the order of the bus, as CUDA counts with {@code CUDA_DEVICE_ORDER=PCI_BUS_ID}. */
    private static String gpu(int number) {
        if (!Files.isDirectory(GPUS)) {
            return "GPU";
        }
        try (var folders = Files.list(GPUS)) {
            return folders.sorted()
                    .skip(number)
                    .findFirst()
                    .map(folder ->
                            field(lines(folder.resolve("information")), "Model").strip())
                    .orElse("GPU");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + GPUS, e);
        }
    }

    /** The first line {@code NAME : VALUE}, with a space on either side of the value. */
    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1) + " ")
                .orElse(" unknown ");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
