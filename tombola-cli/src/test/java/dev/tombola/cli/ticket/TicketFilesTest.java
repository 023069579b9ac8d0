package dev.tombola.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.cli.watch.Ledger;
import dev.tombola.kafka.Event;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketFilesTest {
    private static final MaskLayout LAYOUT =
            new MaskLayout(List.of(new MaskLayout.Tensor("layer1.0.conv1.weight", List.of(2, 1, 3, 3))));

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final Mask mask = Mask.keeping(LAYOUT, BitSet.valueOf(new byte[] {0b0110}));

    @Test
    void writesWeightsMaskAndWhatIsKnown() throws Exception {
        var drawn = drawn();

        var files = new TicketFiles(new Blobs(store), folder).write(drawn, TicketContent.of(drawn, heard(drawn)));

        assertThat(files)
                .extracting(file -> folder.relativize(file).toString())
                .containsExactly("weights.safetensors", "mask.safetensors", "ticket.json", "README.md");
        assertThat(folder.resolve("weights.safetensors")).hasContent("the weights");
        assertThat(WeightMasks.read(Safetensors.open(folder.resolve("mask.safetensors")), LAYOUT))
                .isEqualTo(mask);
        assertThat(Files.readString(folder.resolve("ticket.json"))).contains("\"chain\" : \"transferable\"");
        assertThat(Files.readString(folder.resolve("README.md")))
                .contains("# fashion-1/transferable/4")
                .contains("88.9 % of its prunable weights removed: 2 of 18 are kept");
    }

    @Test
    void refusesWhatWasAltered() {
        var drawn = drawn();
        store.write(drawn.mask().object().key(), "something else".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() ->
                        new TicketFiles(new Blobs(store), folder).write(drawn, TicketContent.of(drawn, heard(drawn))))
                .isInstanceOf(AlteredObjectException.class);
        assertThat(folder.resolve("mask.safetensors")).doesNotExist();
    }

    private TicketDrawn drawn() {
        var blobs = new Blobs(store);
        var weights = blobs.write("the weights".getBytes(StandardCharsets.UTF_8));
        var object = blobs.write(MaskBlob.deflate(mask));
        return new TicketDrawn(
                new TicketId(new SearchId("fashion-1"), "transferable", 4),
                Criterion.MAGNITUDE,
                mask.sparsity(),
                new StoredMask(mask.digest(), object, mask.kept(), LAYOUT.size()),
                new RewindPoint.Pretrained(),
                weights,
                List.of(new TicketDrawn.Layer(LAYOUT.tensors().getFirst(), mask.kept())));
    }

    private static Ledger heard(TicketDrawn drawn) {
        var ledger = new Ledger();
        ledger.on(new Event(Topics.TICKET_DRAWN, drawn.ticket().path(), drawn));
        return ledger;
    }
}
