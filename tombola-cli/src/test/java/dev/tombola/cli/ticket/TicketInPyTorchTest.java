package dev.tombola.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.vision.onnx.OnnxWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Python that the documentation shows, on a ticket that was exported. */
class TicketInPyTorchTest {
    private static final String PYTHON =
            Optional.ofNullable(System.getenv("TOMBOLA_PYTHON")).orElse("python3");

    @TempDir
    private Path folder;

    @Test
    void prunesANetworkOfPyTorchToTheWeightsOfTheOnnxModel() throws Exception {
        // Given
        assumeThat(hasTorch())
                .as("left out: no %s with torch (TOMBOLA_PYTHON names another)", PYTHON)
                .isTrue();
        var tickets = new ExportedTickets(new Blobs(new InMemoryObjectStore()));
        tickets.export(TicketExport.Form.TORCH, null, folder.resolve("ticket.pt"), true);
        tickets.export(TicketExport.Form.ONNX, null, folder.resolve("ticket.onnx"), true);
        var onnx = OnnxWeights.read(Files.readAllBytes(folder.resolve("ticket.onnx")));

        // When
        var lines = run(
                "src/test/resources/ticket_on_a_network.py",
                "../docs",
                folder.resolve("ticket.pt").toString(),
                "32");

        // Then
        var expected = new ArrayList<String>();
        for (var tensor : ExportedTickets.MASK.layout().tensors()) {
            var bytes = Objects.requireNonNull(onnx.get(tensor.name())).bytes();
            var values = new byte[bytes.remaining()];
            bytes.get(values);
            expected.add(tensor.name() + " " + Digest.of(values));
        }
        expected.add("torch.Size([2, 5])");
        assertThat(lines).isEqualTo(expected);
    }

    private static boolean hasTorch() throws InterruptedException {
        try {
            return start("-c", "import torch, numpy").waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> run(String... arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
