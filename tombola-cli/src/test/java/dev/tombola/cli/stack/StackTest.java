package dev.tombola.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tombola.cli.environment.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String WAITING = "trap 'exit 0' TERM; echo here I am; while :; do sleep 0.1; done";

    @TempDir
    private Path folder;

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private Home home = new Home(Path.of("."));

    @BeforeEach
    void nameTheHome() {
        home = new Home(folder);
    }

    @Test
    void startsAgainWhatDies() {
        try (var stack = new Stack(home, 5, notes::add)) {
            // Given
            stack.start(stage(part("worker", WAITING)), PATIENCE);
            var first = running("worker");

            // When
            first.destroyForcibly();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(new PidFile(home, "worker").process())
                            .hasValueSatisfying(second -> assertThat(second).isNotEqualTo(first)));
            assertThat(notes).containsExactly("worker ended with exit code 137; starting it again");
            assertThat(stack.failure()).isNotDone();
        }
    }

    /** Somebody asks it to, such as {@code tombola restart}: that is no crash. */
    @Test
    void startsAgainWhatIsAskedToEndHoweverOften() throws Exception {
        try (var stack = new Stack(home, 1, notes::add)) {
            var asked = folder.resolve("asked"); // not before it is known to be ready
            var starts = folder.resolve("starts");
            var body = "until test -e %1$s; do sleep 0.1; done; echo >> %2$s; test $(wc -l < %2$s) -gt 4 || exit 143; "
                    .formatted(asked, starts);
            stack.start(stage(part("worker", body + WAITING)), PATIENCE);

            Files.createFile(asked);

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(Files.readAllLines(starts)).hasSize(5));
            assertThat(stack.failure()).isNotDone();
        }
    }

    @Test
    void givesUpWhatDiesAgainAndAgain() throws Exception {
        try (var stack = new Stack(home, 5, notes::add)) {
            var fault = folder.resolve("fault"); // not before it is known to be ready
            stack.start(
                    stage(part("worker", "until test -e %s; do sleep 0.1; done; exit 3".formatted(fault))), PATIENCE);

            Files.createFile(fault);

            assertThat(stack.failure())
                    .succeedsWithin(PATIENCE)
                    .asString()
                    .startsWith("worker ended 6 times within a minute, last with exit code 3; its log: ")
                    .endsWith("worker.log");
        }
    }

    @Test
    void saysWhyAProcessWasNeverReady() {
        try (var stack = new Stack(home, 5, notes::add)) {
            var broken = part("worker", "echo no such broker; exit 1", () -> false);

            assertThatThrownBy(() -> stack.start(stage(broken), PATIENCE))
                    .hasMessageStartingWith("worker ended with exit code 1 before it was ready; its log: ");
            assertThat(notes).singleElement().asString().contains("no such broker");
        }
    }

    @Test
    void losesPatience() {
        try (var stack = new Stack(home, 5, notes::add)) {
            var slow = part("worker", WAITING, () -> false);

            assertThatThrownBy(() -> stack.start(stage(slow), Duration.ofSeconds(1)))
                    .hasMessageStartingWith("worker is not ready after 1 s; its log: ");
        }
    }

    @Test
    void stopsInReverseOrderAndLeavesNoPidFile() throws Exception {
        // Given
        var order = folder.resolve("order");
        var stack = new Stack(home, 5, notes::add);
        for (var name : List.of("broker", "service", "trainer")) {
            var body = "trap 'echo %s >> %s; exit 0' TERM; touch %s; while :; do sleep 0.1; done"
                    .formatted(name, order, folder.resolve(name));
            stack.start(stage(part(name, body, () -> Files.exists(folder.resolve(name)), PATIENCE)), PATIENCE);
        }

        // When
        stack.close();

        // Then
        assertThat(Files.readAllLines(order)).containsExactly("trainer", "service", "broker");
        assertThat(PidFile.in(home)).isEmpty();
        assertThat(notes).isEmpty();
    }

    @Test
    void killsWhatDoesNotEndInTime() {
        var stack = new Stack(home, 5, notes::add);
        var ready = folder.resolve("ready");
        stack.start(
                stage(part(
                        "worker",
                        "trap '' TERM; touch %s; while :; do sleep 0.1; done".formatted(ready),
                        () -> Files.exists(ready))),
                PATIENCE);
        var process = running("worker");

        stack.close(); // the process itself would never end

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void takesNoOtherProcessForOurs() {
        var stale = new PidFile(home, "worker");
        stale.write(ProcessHandle.current().pid());

        assertThat(stale.handle()).isPresent();
        assertThat(stale.process()).isEmpty();
    }

    private static List<Part> stage(Part part) {
        return List.of(part);
    }

    private ProcessHandle running(String name) {
        return new PidFile(home, name).process().orElseThrow();
    }

    private Part part(String name, String body) {
        return part(name, body, () -> true);
    }

    private Part part(String name, String body, Probe probe) {
        return part(name, body, probe, GRACE);
    }

    private Part part(String name, String body, Probe probe, Duration grace) {
        var mark = new PidFile(home, name).mark();
        return new Part(name, List.of("/bin/sh", "-c", body, mark), Map.of(), probe, grace);
    }
}
