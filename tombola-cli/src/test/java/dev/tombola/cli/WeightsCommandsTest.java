package dev.tombola.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.StateDict;
import dev.tombola.store.torch.TorchCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCommandsTest {
    private static final TensorView CONV =
            TensorView.of("module.layer1.0.conv1.weight", DType.F16, new byte[4], 2, 1, 1, 1);
    private static final TensorView STEPS = TensorView.of("module.bn1.num_batches_tracked", new long[] {7});

    @TempDir
    private Path folder;

    @Test
    void showsWhatAFileHolds() {
        TorchCheckpoint.write(path("net.pt"), List.of(CONV, STEPS));

        var shown = Outcome.of("weights", "show", path("net.pt").toString());

        assertThat(shown.err()).isEmpty();
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out().lines().map(line -> line.replaceAll("[ |]+", " ").strip()))
                .contains("layer1.0.conv1.weight F16 2x1x1x1", "bn1.num_batches_tracked I64 a number")
                .endsWith(path("net.pt") + ": 2 tensors, module. taken off their names");
    }

    @Test
    void saysWhatIsLoadedWhatStaysRandomAndWhatDoesNotFit() {
        Safetensors.write(
                path("net.safetensors"),
                List.of(
                        TensorView.of("conv1.weight", new float[16 * 27], 16, 3, 3, 3),
                        TensorView.of("bn1.weight", new float[4], 4),
                        TensorView.of("bn1.bias", DType.I16, new byte[32], 16),
                        TensorView.of("linear.weight", new float[64 * 5], 5, 64),
                        TensorView.of("extra", new float[1], 1)),
                Map.of());

        var shown = Outcome.of(
                "weights",
                "show",
                path("net.safetensors").toString(),
                "--network",
                "cifar-resnet8",
                "--option",
                "width=16");

        assertThat(shown.err()).isEmpty();
        assertThat(shown.out().lines())
                .contains(
                        "against cifar-resnet8: 2 of its 37 tensors are loaded",
                        "a transfer to another task starts its head afresh: linear.weight, linear.bias",
                        "left random: 35",
                        "  bn1.weight 16: the file has F32 4",
                        "  bn1.bias 16: the file has I16 16",
                        "  linear.bias 5: not in the file",
                        "not used: 3",
                        "  bn1.weight 4: the network has F32 16",
                        "  extra 1: not in the network");
    }

    @Test
    void takesAProjectionHeadForThat() {
        TorchCheckpoint.write(
                path("moco.pt"),
                List.of(
                        TensorView.of("module.queue", new float[4], 2, 2),
                        TensorView.of("module.encoder_q.fc.0.weight", new float[512 * 7], 7, 512),
                        TensorView.of("module.encoder_q.fc.0.bias", new float[7], 7),
                        TensorView.of("module.encoder_q.fc.2.weight", new float[7 * 2], 2, 7),
                        TensorView.of("module.encoder_q.fc.2.bias", new float[2], 2)));

        var shown = Outcome.of("weights", "show", path("moco.pt").toString(), "--network", "resnet18");

        assertThat(shown.out().lines())
                .contains(
                        "against resnet18: 4 of its 104 tensors are loaded",
                        "a transfer to another task leaves this head behind and starts its own afresh: fc.0.weight, fc.0.bias, fc.2.weight, fc.2.bias",
                        "not used: nothing")
                .anyMatch(line -> line.endsWith("1 other tensors left out: module.queue"));
    }

    @Test
    void showsTheSameToPrograms() {
        TorchCheckpoint.write(path("net.pt"), List.of(CONV));

        var shown = Outcome.of("weights", "show", path("net.pt").toString(), "--network", "cifar-resnet8", "--json");

        assertThat(shown.out())
                .contains("\"format\" : \"TORCH\"", "\"prefix\" : \"module.\"", "\"type\" : \"F16\"")
                .contains("\"why\" : \"the network has F32 16x16x3x3\"");
    }

    @Test
    void convertsBitForBitAndSaysWhatItLeavesOut() {
        TorchCheckpoint.write(
                path("moco.pth.tar"),
                List.of(
                        CONV.named("module.encoder_q.conv1.weight"),
                        CONV.named("module.encoder_k.conv1.weight"),
                        STEPS.named("module.queue_ptr")));

        var converted = Outcome.of(
                "weights",
                "convert",
                path("moco.pth.tar").toString(),
                path("query.safetensors").toString(),
                "--mean",
                "0.5,0.4,0.3",
                "--std",
                "1,2,3");

        assertThat(converted)
                .isEqualTo(new Outcome(
                        0,
                        path("query.safetensors")
                                + ": 1 tensors, module.encoder_q. taken off their names; 2 other tensors"
                                + " left out: module.encoder_k.conv1.weight, module.queue_ptr\n",
                        ""));
        try (var read = Safetensors.open(path("query.safetensors"))) {
            assertThat(read.names()).containsExactly("conv1.weight");
            assertThat(read.tensor("conv1.weight").dtype()).isEqualTo(DType.F16);
            assertThat(read.metadata())
                    .containsExactly(Map.entry("mean", "0.5,0.4,0.3"), Map.entry("std", "1.0,2.0,3.0"));
        }
    }

    @Test
    void listsTheNetworksOfAFileAndConvertsTheOneAskedFor() {
        TorchCheckpoint.write(
                path("moco.pt"),
                List.of(CONV.named("encoder_q.layer1.0.conv1.weight"), CONV.named("encoder_k.layer1.0.conv1.weight")));

        var shown = Outcome.of("weights", "show", path("moco.pt").toString());
        var other = Outcome.of("weights", "show", path("moco.pt").toString(), "--part", "encoder_k", "--json");
        var missing = Outcome.of("weights", "show", path("moco.pt").toString(), "--part", "ema");

        String parts = "the outermost (2), encoder_q (1), encoder_k (1)";
        assertThat(shown.out().lines()).last().isEqualTo("parts: " + parts);
        assertThat(other.out()).contains("\"prefix\" : \"encoder_k.\"", "\"encoder_q\" : 1");
        assertThat(missing)
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "tombola: %s: no tensors in ema; there are some in %s\n".formatted(path("moco.pt"), parts)));
    }

    @Test
    void convertsToPyTorchAndBack() throws IOException {
        Safetensors.write(path("a.safetensors"), List.of(CONV.named("conv1.weight"), STEPS.named("steps")), Map.of());

        assertThat(convert("a.safetensors", "b.pt").exitCode()).isZero();
        assertThat(convert("b.pt", "c.safetensors").exitCode()).isZero();

        assertThat(path("c.safetensors")).hasSameBinaryContentAs(path("a.safetensors"));
        try (var read = StateDict.open(path("b.pt"))) {
            assertThat(read.format()).isEqualTo(StateDict.Format.TORCH);
        }
    }

    @Test
    void refusesWhatWouldRunInOneLine() throws IOException {
        Files.write(path("hostile.pt"), zip("cos\nsystem\n(X\u0005\u0000\u0000\u0000touchtR."));

        var shown = Outcome.of("weights", "show", path("hostile.pt").toString());

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out()).isEmpty();
        assertThat(shown.err().lines())
                .singleElement()
                .asString()
                .startsWith("tombola: %s: refuses GLOBAL os.system: ".formatted(path("hostile.pt")));
    }

    @Test
    void refusesWrongUsage() {
        TorchCheckpoint.write(path("net.pt"), List.of(CONV));

        assertThat(Outcome.of("weights").exitCode()).isEqualTo(2);
        assertThat(convert("net.pt", "net.npz").exitCode()).isEqualTo(2);
        assertThat(Outcome.of("weights", "show", path("net.pt").toString(), "--option", "width=2")
                        .exitCode())
                .isEqualTo(2);
        assertThat(convert("net.pt", "../" + folder.getFileName() + "/net.pt").err())
                .endsWith("net.pt is what is read: name another file\n");
        assertThat(convert("none.pt", "a.safetensors").err())
                .isEqualTo("tombola: %s: no such file or folder\n".formatted(path("none.pt")));
        assertThat(Outcome.of("weights", "show", path("net.pt").toString(), "--network", "resnet9")
                        .err())
                .startsWith("tombola: no network is called resnet9");
    }

    private Outcome convert(String from, String to) {
        return Outcome.of("weights", "convert", path(from).toString(), path(to).toString());
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private static byte[] zip(String pickle) throws IOException {
        var file = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle.getBytes(StandardCharsets.ISO_8859_1));
        }
        return file.toByteArray();
    }
}
