package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.TorchCheckpoint;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Blobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file with weights and mask of a ticket, for other programs.
 *
 * @param search which the ticket is of
 */
record TicketExport(Blobs blobs, Search search, TicketDrawn drawn, TicketContent content) {
    private static final String VARIANCE = ".running_var";
    private static final String BATCHES = ".num_batches_tracked";

    /** The forms of a file, by the end of its name. */
    enum Form {
        SAFETENSORS(".safetensors"),
        TORCH(".pt"),
        ONNX(".onnx");

        private final String end;

        Form(String end) {
            this.end = end;
        }

        /** Of a file that is to be written. */
        static @Nullable Form of(Path file) {
            for (var form : values()) {
                if (file.toString().endsWith(form.end)) {
                    return form;
                }
            }
            return null;
        }
    }

    /**
     * Writes the file.
     *
     * @param task whose best fine-tuned weights are taken; null for those that the ticket rewinds to
     */
    void write(Form form, @Nullable String task, Path target) {
        var best = task == null ? null : best(task);
        if (form == Form.ONNX && best != null) {
            blobs.fetch(best.result().onnx(), target);
            return;
        }
        var stored = best == null ? drawn.weights() : best.result().best();
        if (stored == null) {
            throw new CommandFailedException(
                    drawn.ticket().path() + " starts from a random initialisation: --task gives what became of it");
        }
        var weights = Safetensors.of(blobs.read(stored));
        var mask = new ChainMasks(blobs).read(drawn);
        switch (form) {
            case SAFETENSORS -> Safetensors.write(target, tensors(weights, mask), metadata(weights));
            case TORCH -> TorchCheckpoint.write(target, tensors(weights, mask));
            case ONNX -> new OnnxTicket(search, drawn.ticket().chain()).write(weights, mask, target);
        }
    }

    private TicketContent.Best best(String task) {
        var best = content.best().get(task);
        if (best == null) {
            throw new CommandFailedException("%s was not fine-tuned on %s; there is %s"
                    .formatted(
                            drawn.ticket().path(),
                            task,
                            content.best().isEmpty()
                                    ? "no task yet"
                                    : String.join(", ", content.best().keySet())));
        }
        return best;
    }

    private Map<String, String> metadata(Safetensors weights) {
        var metadata = new TreeMap<>(weights.metadata());
        metadata.put("ticket", drawn.ticket().path());
        return metadata;
    }

    /** The whole state dict, with the counters that PyTorch's batch norm has, and then the mask. */
    private static List<TensorView> tensors(Safetensors weights, Mask mask) {
        Set<String> names = new HashSet<>(weights.names());
        var tensors = new ArrayList<TensorView>();
        for (var tensor : weights.tensors()) {
            tensors.add(tensor);
            if (tensor.name().endsWith(VARIANCE)) {
                var counter = tensor.name().substring(0, tensor.name().length() - VARIANCE.length()) + BATCHES;
                if (names.add(counter)) {
                    tensors.add(TensorView.of(counter, new long[] {0}));
                }
            }
        }
        tensors.addAll(WeightMasks.export(mask));
        return tensors;
    }
}
