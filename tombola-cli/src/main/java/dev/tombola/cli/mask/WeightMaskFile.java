package dev.tombola.cli.mask;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.StateDict;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A file of {@code NAME.weight_mask}, one of several that a command reads: what is wrong is said with its name. */
record WeightMaskFile(Path path) {
    Mask read(Function<List<TensorView>, MaskLayout> layout) {
        try (var masks = StateDict.open(path)) {
            return WeightMasks.read(masks.tensors(), layout.apply(masks.tensors()));
        } catch (InvalidTensorFileException | CommandFailedException e) {
            String fault = String.valueOf(e.getMessage());
            throw new CommandFailedException(fault.startsWith(path.toString()) ? fault : path + ": " + fault, e);
        }
    }
}
