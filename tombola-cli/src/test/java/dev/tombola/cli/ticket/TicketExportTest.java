package dev.tombola.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.mask.MaskFile;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.StateDict;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxWeights;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketExportTest {
    private static final Network NETWORK = ExportedTickets.NETWORK;
    private static final Weights WEIGHTS = ExportedTickets.WEIGHTS;
    private static final Mask MASK = ExportedTickets.MASK;

    @TempDir
    private Path folder;

    private final ExportedTickets tickets = new ExportedTickets(new Blobs(new InMemoryObjectStore()));

    @Test
    void givesPyTorchTheWholeStateDictAndTheMask() {
        export(TicketExport.Form.TORCH, null, "ticket.pt", true);

        try (var read = StateDict.open(folder.resolve("ticket.pt"))) {
            assertWeightsAndMask(read.tensors());
        }
    }

    @Test
    void givesTheSameAsSafetensors() {
        export(TicketExport.Form.SAFETENSORS, null, "ticket.safetensors", true);

        try (var read = Safetensors.open(folder.resolve("ticket.safetensors"))) {
            assertWeightsAndMask(read.tensors());
            assertThat(read.metadata()).containsExactly(Map.entry("ticket", "fashion-1/transferable/1"));
        }
    }

    @Test
    void givesAModelWithoutTheWeightsThatAreMasked() throws IOException {
        export(TicketExport.Form.ONNX, null, "ticket.onnx", true);

        var model = OnnxWeights.read(Files.readAllBytes(folder.resolve("ticket.onnx")));

        assertThat(model.keySet())
                .containsExactlyElementsOf(
                        NETWORK.parameters().stream().map(p -> p.name()).toList());
        int at = 0;
        for (var tensor : MASK.layout().tensors()) {
            var values = Objects.requireNonNull(model.get(tensor.name()))
                    .bytes()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            for (int i = 0; i < tensor.size(); i++) {
                float expected = MASK.keeps(at + i) ? WEIGHTS.values(tensor.name())[i] : 0;
                assertThat(Float.floatToRawIntBits(values.get(i)))
                        .as("%s[%d]", tensor.name(), i)
                        .isEqualTo(Float.floatToRawIntBits(expected));
            }
            at += tensor.size();
        }
    }

    @Test
    void saysWhatThereIsNot() {
        assertThatThrownBy(() -> export(TicketExport.Form.TORCH, "odd", "ticket.pt", true))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("fashion-1/transferable/1 was not fine-tuned on odd; there is no task yet");
        assertThatThrownBy(() -> export(TicketExport.Form.TORCH, null, "ticket.pt", false))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(
                        "fashion-1/transferable/1 starts from a random initialisation: --task gives what became of it");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tellsFormsByTheEndOfTheName() {
        assertThat(TicketExport.Form.of(Path.of("a.b/ticket.pt"))).isEqualTo(TicketExport.Form.TORCH);
        assertThat(TicketExport.Form.of(Path.of("ticket.onnx"))).isEqualTo(TicketExport.Form.ONNX);
        assertThat(TicketExport.Form.of(Path.of("ticket.npz"))).isNull();
    }

    @Test
    void putsTheMasksOfAChainIntoOneFile() {
        var next = ExportedTickets.half(MASK, 2);

        new ChainMasks(tickets.blobs())
                .write(
                        List.of(
                                tickets.drawn(2, next, null),
                                tickets.drawn(0, Mask.dense(MASK.layout()), null),
                                tickets.drawn(1, MASK, null)),
                        folder.resolve("chain.masks"));

        try (var read = MaskFile.open(folder.resolve("chain.masks"))) {
            assertThat(read.levels()).containsExactly(1, 2);
            assertThat(read.mask(1)).isEqualTo(MASK);
            assertThat(read.mask(2)).isEqualTo(next);
        }
    }

    private static void assertWeightsAndMask(List<TensorView> tensors) {
        for (var parameter : NETWORK.parameters()) {
            assertThat(named(tensors, parameter.name()).toFloats()).isEqualTo(WEIGHTS.values(parameter.name()));
        }
        assertThat(named(tensors, "bn1.num_batches_tracked").toLongs()).containsExactly(0);
        assertThat(WeightMasks.read(tensors, MASK.layout())).isEqualTo(MASK);
        assertThat(tensors).hasSize(37 + 7 + MASK.layout().tensors().size());
    }

    private static TensorView named(List<TensorView> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void export(TicketExport.Form form, @Nullable String task, String name, boolean pretrained) {
        tickets.export(form, task, folder.resolve(name), pretrained);
    }
}
