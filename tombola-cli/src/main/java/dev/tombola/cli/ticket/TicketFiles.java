package dev.tombola.cli.ticket;

import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what users came for. */
record TicketFiles(Blobs blobs, Path folder) {
    /**
     * All files of a ticket.
     *
     * @throws AlteredObjectException when the store has something else than was put there
     */
    List<Path> write(TicketDrawn drawn, TicketContent content) {
        var files = new ArrayList<Path>();
        if (drawn.weights() != null) {
            files.add(blobs.fetch(drawn.weights(), folder.resolve("weights.safetensors")));
        }
        files.add(mask(drawn));
        content.best().forEach((task, best) -> {
            var own = folder.resolve(task);
            files.add(blobs.fetch(best.result().best(), own.resolve("weights.safetensors")));
            files.add(blobs.fetch(best.result().onnx(), own.resolve("model.onnx")));
        });
        files.add(text("ticket.json", Json.writePretty(content)));
        files.add(text("README.md", ReadMe.of(content)));
        return files;
    }

    private Path mask(TicketDrawn drawn) {
        var mask = new ChainMasks(blobs).read(drawn);
        var file = folder.resolve("mask.safetensors");
        Safetensors.write(
                file, WeightMasks.export(mask), Map.of("ticket", drawn.ticket().path()));
        return file;
    }

    private Path text(String name, String content) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), content + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
