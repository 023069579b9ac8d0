package dev.tombola.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.environment.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged services of a home, as processes. */
record Services(Home home, List<Part> parts) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    Services {
        parts = List.copyOf(parts);
    }

    List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    /** Which have died since, if any, is seen by these. */
    Map<String, Long> pids() {
        var pids = new TreeMap<String, Long>();
        names().forEach(name ->
                pids.put(name, new PidFile(home, name).process().orElseThrow().pid()));
        return pids;
    }

    void awaitReady(boolean ready) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(parts)
                        .allSatisfy(part -> assertThat(part.probe().isReady())
                                .as(part.name())
                                .isEqualTo(ready)));
    }

    /** Waits until a service has said every one of these; of several of a kind, one of them or all together. */
    void awaitSaid(String kind, String... lines) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(said(kind)).as(kind).contains(lines));
    }

    /** Waits until a service of a kind has said something of this form. */
    void awaitSaidLike(String kind, String pattern) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(said(kind)).as(kind).containsPattern(pattern));
    }

    private String said(String kind) throws IOException {
        var all = new StringBuilder();
        for (var name : of(kind)) {
            all.append(Files.readString(home.log(name)));
        }
        return all.toString();
    }

    /** Freezes those of a kind while something happens. */
    <T> T frozen(String kind, Supplier<T> meanwhile) {
        signal("-STOP", of(kind));
        try {
            return meanwhile.get();
        } finally {
            signal("-CONT", of(kind));
        }
    }

    private List<String> of(String kind) {
        return names().stream().filter(name -> name.startsWith(kind)).toList();
    }

    private void signal(String signal, List<String> names) {
        var pids = names.stream().map(pids()::get).map(String::valueOf);
        var command =
                new ArrayList<>(Stream.concat(Stream.of("kill", signal), pids).toList());
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
