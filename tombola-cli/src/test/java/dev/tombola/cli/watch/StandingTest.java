package dev.tombola.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.submit.DryRun;
import dev.tombola.kafka.Event;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.Unfolding;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final ResolvedSearch SEARCH = SampleSearches.fashionInMinutes();

    private final Ledger ledger = new Ledger();

    @Test
    void wantsAsManyRunsInTheBeginningAsInTheEnd() {
        var planned = new HashSet<Integer>();
        var events = Unfolding.of(SEARCH, new World()).events();
        for (int i = 0; i < events.size(); i++) {
            hear(events.get(i));
            if (i % 10 == 0) { // working it out takes some milliseconds
                planned.add(standing().work().size());
            }
        }

        assertThat(planned).containsExactly(90);
        assertThat(standing().ended()).isEqualTo(90);
    }

    @Test
    void countsWhatCanNeverBeginAsEnded() {
        var world = new World(spec -> spec.task().endsWith(":16000"));

        Unfolding.of(SEARCH, world).events().forEach(this::hear);

        assertThat(standing().ended()).isEqualTo(standing().work().size());
    }

    @Test
    void putsWhatHappensIntoWords() {
        // Given
        var events = Unfolding.of(SEARCH, new World()).events();
        events.forEach(this::hear);
        var standing = standing();

        // When
        var said = events.stream()
                .flatMap(event -> Narration.of(event, standing).stream())
                .toList();

        // Then
        assertThat(said)
                .contains("mask transferable/4 drawn: 59.0 % pruned, 4,096 of 10,000 weights kept")
                .anyMatch(line -> line.matches(
                        "run 90 of 90: pre-training supervised: \\d\\d\\.\\d % on the test split \\(0\\.0 s\\)"))
                .anyMatch(line -> line.matches("run 90 of 90: transferable round 11: .*"))
                .anyMatch(line -> line.matches("run 90 of 90: random/8 on odd, seed 2: .*"));
    }

    @Test
    void saysWhatWasMeasuredBesideWhatJudges() {
        // Given
        var events = Unfolding.of(SEARCH, new World()).events();
        events.forEach(this::hear);
        var known = events.stream()
                .flatMap(event -> event instanceof ResultAccepted said
                                && said.outcome() instanceof ResultAccepted.Outcome.Accepted accepted
                        ? Stream.of(accepted.result())
                        : Stream.empty())
                .findFirst()
                .orElseThrow();
        var result = measured(known, "retrieval-top-1", 0.5, Map.of("linear-probe", 0.551, "knn", 0.536));

        // When
        var words = Narration.of(
                new ResultAccepted(known.spec().id(), new ResultAccepted.Outcome.Accepted("attempt-1", result, null)),
                standing());

        // Then
        assertThat(words.orElseThrow())
                .endsWith(": 50.0 % retrieval-top-1 on the test split, knn 53.6 %, linear-probe 55.1 % (0.0 s)");
    }

    private static RunResult measured(RunResult known, String name, double value, Map<String, Double> beside) {
        var test = known.test();
        return new RunResult(
                known.spec(),
                known.epochs(),
                known.chosenEpoch(),
                new Metric(name, value, test.direction(), test.images(), test.predictions()),
                known.remaining(),
                known.last(),
                known.best(),
                known.onnx(),
                known.kept(),
                known.state(),
                beside,
                known.fingerprint(),
                known.provenance());
    }

    @Test
    void countsADryRunsImages() {
        assertThat(DryRun.of(SEARCH).total()).isEqualTo(new DryRun.Row("total", 90, 9_951, 674_688));
    }

    private Standing standing() {
        return Standing.of(SEARCH.id(), ledger).orElseThrow();
    }

    private void hear(Object event) {
        ledger.on(new Event(Topics.SEARCHES, "any", event));
    }
}
