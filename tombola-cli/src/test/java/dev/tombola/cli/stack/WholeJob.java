package dev.tombola.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.Main;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Logs;
import dev.tombola.cli.environment.Settings;
import dev.tombola.kafka.EventLog;
import dev.tombola.testkit.Recording;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search is submitted and comes to its answer: by the packaged services, on whatever broker and store there are. */
abstract class WholeJob {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ENDLESS = 1_000_000;
    private static final String SEARCH = """
            name: whole-job
            network: { name: cifar-resnet8, width: 4, stemStride: 2 }
            recipes:
              short: { steps: 4, batch: 32, learningRate: 0.05, test: once }
            pretrainings:
              supervised: { task: "fashion-mnist/0,2,4,6,8:100", recipe: short }
            chains:
              found: { from: supervised, rounds: 2, rate: 0.5, recipe: short }
            controls:
              random: { from: supervised, criterion: random, levels: [2] }
            tasks:
              all-ten: { task: "fashion-mnist:100", recipe: short }
            levels: [0, 2]
            seeds: [1, 2]
            """;

    /** Starts a broker and a store: {@code kafka.bootstrap.servers}, and the store's endpoint and keys. */
    abstract Map<String, String> start(Path folder);

    /** Whether it can be had that the store takes other keys. */
    boolean hasKeys() {
        return false;
    }

    /** From now on the store takes this secret key, and no other. */
    void takeKeys(String secretKey) {
        throw new UnsupportedOperationException("its keys stay as they are");
    }

    /** Stops them. */
    abstract void stop();

    @AfterEach
    final void stopThem() { // an annotation on what is overridden would not be inherited
        stop();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void comesToItsAnswerAndAnswersAtOnceTheSecondTime(@TempDir Path folder) throws Exception {
        Logs.configure(false);
        var settings = start(folder);
        var home = new Home(folder.resolve("home"));
        var search = Files.writeString(folder.resolve("search.yaml"), SEARCH).toString();
        settings.forEach(System::setProperty);
        try (var stack = new Stack(home, 5, WholeJob::note)) {
            // Given
            assertThat(tombola(home, "init")).contains("bucket tombola is there");
            PlainImages.publish(settings, folder);
            HostileRecords.write(Settings.of(settings).kafka());
            var parts = new LocalParts(home, new Ports(home), settings).services(2);
            stack.start(parts, PATIENCE);

            // When
            var answer = tombola(home, "submit", "--watch", search);

            // Then
            assertThat(answer)
                    .contains("run 8 of 8: ", "concluded")
                    .contains("sparsest matching ticket of found: ")
                    .containsPattern("\n +2 \\| +36\\.0 \\|")
                    .containsPattern("\n +2 \\| +75\\.0 \\|");
            var again = tombola(home, "submit", search);
            assertThat(answer).endsWith(again.substring(again.indexOf("all-ten (")));
            assertThat(tombola(home, "status")).contains("concluded |     8 of 8");
            Awaitility.await() // the group counts a trainer once it has answered it, be it busy
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tombola(home, "status")).contains("trainers: 2"));
            assertThat(tombola(home, "audit")).endsWith("clean" + System.lineSeparator());
            assertThat(List.of("pruner", "evaluator", "trainer-1"))
                    .as("who was told of records that are none")
                    .allSatisfy(
                            service -> assertThat(home.log(service)).content().contains("malformed re"));
            Optional.ofNullable(System.getProperty("tombola.record"))
                    .ifPresent(file -> record(settings).write(Path.of(file)));
            new UnderAttack(settings, new Services(home, parts)).comesToTheSame(search);
            var said = record(settings);

            // When
            killAndForget(stack, home);

            // Then
            try (var anew = new Stack(home, 5, WholeJob::note)) {
                var known = new LocalParts(home, new Ports(home), settings).services(2);
                anew.start(known, PATIENCE);
                assertThat(tombola(home, "restart", "evaluator")).containsPattern("evaluator \\(pid \\d+\\) is ready");
                assertThat(tombola(home, "submit", search)).isEqualTo(again);
                concludesATwinWithoutTraining(said, settings, home, folder);
                waitsWhileTheStoreRefusesItsKeys(settings, new Services(home, known), folder);
                cancellingFreesTheTrainers(settings, home, folder);
            }
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    /** What is not in topics and bucket is lost. */
    private static void killAndForget(Stack stack, Home home) throws IOException {
        PidFile.in(home).stream().flatMap(file -> file.process().stream()).forEach(ProcessHandle::destroyForcibly);
        stack.close(); // it starts them again
        try (var files = Files.walk(Path.of(home.toString()))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A search of the same runs under another name: services that know nothing but topics and bucket answer it from these. */
    private static void concludesATwinWithoutTraining(
            Recording said, Map<String, String> settings, Home home, Path folder) throws IOException {
        var twin = Files.writeString(folder.resolve("twin.yaml"), SEARCH.replace("whole-job", "twin"));
        tombola(home, "submit", "--watch", twin.toString());
        assertThat(tombola(home, "audit")).containsPattern("runs planned +\\| +8\\n");
        var now = record(settings);
        assertThat(now.lines()).as("nothing was said again").containsAll(said.lines());
        assertThat(now.without(searchesOwn()).last())
                .as("nothing was asked for, trained or accepted")
                .isEqualTo(said.without(searchesOwn()).last());
        assertThat(conclusions(now))
                .hasSize(3)
                .allMatch(it -> it.tasks().equals(conclusions(said).getFirst().tasks()));
    }

    private void waitsWhileTheStoreRefusesItsKeys(Map<String, String> settings, Services services, Path folder)
            throws IOException {
        if (!hasKeys()) {
            note("this store's keys cannot be changed: what services make of that is not tried");
            return;
        }
        var locked = Files.writeString(
                folder.resolve("locked.yaml"),
                SEARCH.replace("whole-job", "locked").replace("[1, 2]", "[5]"));
        new UnderWrongKeys(settings, services)
                .endsOnceTheyAreRightAgain(
                        locked.toString(), () -> takeKeys("another secret"), () -> takeKeys("secret"));
    }

    /** Both trainers are at runs that would take hours; what is queued behind them comes once these are called off. */
    private static void cancellingFreesTheTrainers(Map<String, String> settings, Home home, Path folder)
            throws IOException {
        var endless = Files.writeString(
                folder.resolve("endless.yaml"),
                SEARCH.replace("whole-job", "endless")
                        .replace(
                                "pretrainings:",
                                "  endless: { like: short, steps: %d }\npretrainings:".formatted(ENDLESS))
                        .replace("100\", recipe: short }\nlevels", "100\", recipe: endless }\nlevels"));
        var urgent = Files.writeString(
                        folder.resolve("urgent.yaml"),
                        SEARCH.replace("whole-job", "urgent").replace("[1, 2]", "[3]"))
                .toString();
        try (var log = new EventLog(Settings.of(settings).kafka(), List.of(Topics.TRAINING_PROGRESSED))) {
            log.readToEnd(_ -> {});
            var trainers = new HashSet<String>();
            tombola(home, "submit", endless.toString());
            await(
                    log,
                    progressed -> progressed.steps() == ENDLESS
                            && progressed.step() > 0
                            && trainers.add(progressed.trainer())
                            && trainers.size() == 2);
            tombola(home, "submit", urgent);

            var cancelled = Instant.now();
            tombola(home, "cancel", "endless");

            await(log, progressed -> progressed.steps() != ENDLESS);
            note("cancelled: the next run began after %d ms"
                    .formatted(Duration.between(cancelled, Instant.now()).toMillis()));
            assertThat(tombola(home, "submit", "--watch", urgent)).contains("sparsest matching ticket of found: ");
        }
    }

    private static void await(EventLog log, Predicate<TrainingProgressed> wanted) {
        var deadline = Instant.now().plus(PATIENCE);
        while (log.poll(Duration.ofMillis(20)).stream()
                .map(event -> (TrainingProgressed) event.value())
                .noneMatch(wanted)) {
            assertThat(Instant.now()).isBefore(deadline);
        }
    }

    /** All that was said, but for what was hostile. */
    static Recording record(Map<String, String> settings) {
        return HostileRecords.without(TopicRecorder.record(Settings.of(settings).kafka()));
    }

    private static List<SearchConcluded> conclusions(Recording recording) {
        return recording.on(Topics.SEARCH_CONCLUDED).events().stream()
                .map(SearchConcluded.class::cast)
                .filter(it -> !it.name().startsWith("hostile"))
                .toList();
    }

    /** Topics where a search's name is part of the key. */
    private static Topic<?>[] searchesOwn() {
        return new Topic<?>[] {
            Topics.SEARCHES,
            Topics.SEARCH_PLANNED,
            Topics.TICKET_DRAWN,
            Topics.TICKET_EVALUATED,
            Topics.SEARCH_CONCLUDED
        };
    }

    private static void note(String what) {
        System.out.println("whole job: " + what);
    }

    static String tombola(Home home, String... arguments) {
        var said = new StringWriter();
        var all = Stream.concat(Arrays.stream(arguments), Stream.of("--home", home.toString()));
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
        assertThat(exitCode).as(said.toString()).isZero();
        return said.toString();
    }
}
