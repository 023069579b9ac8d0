package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of a file's network, and of the rest. */
class StateDictReportTest {
    @TempDir
    Path folder;

    @Test
    void aPlainFileIsTakenAsItIs() {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, List.of(tensor("w"), tensor("b")), Map.of("step", "1"));

        try (var read = StateDict.open(file)) {
            assertThat(read.isPlain()).isTrue();
            assertThat(read.metadata()).isEqualTo(Map.of("step", "1"));
            assertThat(read.origin(3)).isEqualTo("2 tensors");
            assertThat(read.find("w")).isPresent();
            assertThat(read.find("v")).isEmpty();
            assertThat(read.tensor("b").toFloats()).containsExactly(1);
            assertThatThrownBy(() -> read.tensor("v")).hasMessage(file + ": no tensor v");
        }
    }

    @Test
    void aWrappedNetworkOrACheckpointIsNotPlain() {
        Path wrapped = folder.resolve("a.safetensors");
        Safetensors.write(wrapped, List.of(tensor("module.w")), Map.of());

        try (var first = StateDict.open(wrapped);
                var second = StateDict.open(write("w"))) {
            assertThat(first.isPlain()).isFalse();
            assertThat(second.isPlain()).isFalse();
            assertThat(second.metadata()).isEmpty();
        }
    }

    @Test
    void listsWhatItTookOffAndLeftOutAsFarAsItIsAskedTo() {
        try (var read = StateDict.open(write("module.encoder_q.w", "module.encoder_k.w", "module.queue"))) {
            String start = "1 tensors, module.encoder_q. taken off their names; 2 other tensors left out: ";
            assertThat(read.origin(1)).isEqualTo(start + "module.encoder_k.w and 1 more");
            assertThat(read.origin(2)).isEqualTo(start + "module.encoder_k.w, module.queue");
        }
    }

    @Test
    void namesTheDictionaryAndWhatIsNoTensor() throws IOException {
        // Given {"epoch": None, "state_dict": {"w": …}}
        var pickle = new PickleScript().op(PickleOp.EMPTY_DICT).text("epoch").ops(PickleOp.NONE, PickleOp.SETITEM);
        pickle.text("state_dict").op(PickleOp.EMPTY_DICT).text("w").global("torch._utils", "_rebuild_tensor");
        pickle.op(PickleOp.MARK)
                .storage("ByteStorage", "0", 1)
                .whole(0)
                .wholes(1)
                .wholes(1);
        pickle.ops(PickleOp.TUPLE, PickleOp.REDUCE, PickleOp.SETITEM, PickleOp.SETITEM, PickleOp.STOP);
        Path file = Files.write(folder.resolve("run.pt"), pickle.zip(Map.of("0", new byte[1])));

        // Then
        try (var read = StateDict.open(file)) {
            assertThat(read.others()).containsExactly("epoch");
            assertThat(read.origin(1)).isEqualTo("1 tensors of state_dict; no tensors: epoch");
        }
    }

    @Test
    void listsTwelvePartsAndCountsTheRest() {
        try (var twelve = StateDict.open(write(networks(11)));
                var thirteen = StateDict.open(write(networks(12)))) {
            assertThat(twelve.listedParts())
                    .startsWith("the outermost (11), n0 (1), ")
                    .endsWith(", n10 (1)");
            assertThat(thirteen.listedParts()).endsWith(", n10 (1) and 1 more");
        }
    }

    @Test
    void isMappedUntilItIsClosedAndNotAtAllWhereItIsRefused() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        assumeThat(maps).exists();
        Path torch = write("w");
        Path safetensors = folder.resolve("a.safetensors");
        Safetensors.write(safetensors, List.of(tensor("w")), Map.of());

        for (Path file : List.of(torch, safetensors)) {
            try (var read = StateDict.open(file)) {
                assertThat(read.tensors()).hasSize(1);
                assertThat(Files.readString(maps)).contains(file.toString());
            }
            assertThatThrownBy(() -> StateDict.open(file, "none")).isInstanceOf(MissingPartException.class);
            assertThat(Files.readString(maps)).doesNotContain(file.toString());
        }
    }

    private static String[] networks(int count) {
        return IntStream.range(0, count).mapToObj("n%d.conv.weight"::formatted).toArray(String[]::new);
    }

    private Path write(String... names) {
        Path file = folder.resolve("net-%d.pt".formatted(names.length));
        TorchCheckpoint.write(
                file, Stream.of(names).map(StateDictReportTest::tensor).toList());
        return file;
    }

    private static TensorView tensor(String name) {
        return TensorView.of(name, new float[] {1}, 1);
    }
}
