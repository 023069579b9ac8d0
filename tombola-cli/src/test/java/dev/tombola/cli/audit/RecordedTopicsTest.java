package dev.tombola.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.Event;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.Recording;
import dev.tombola.ticket.store.Blobs;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The books of searches that earlier releases ran. Their buckets are not kept. */
class RecordedTopicsTest {
    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void areCleanButForTheObjects(String release) {
        // Given
        var evidence = new Evidence();
        Recording.ofRelease(release)
                .lines()
                .forEach(line -> evidence.hear(new Event(line.of(), line.key(), line.event())));

        // When
        var audit = Audit.of(
                evidence.searches().getFirst(), evidence, new NamedObjects(new Blobs(new InMemoryObjectStore())));

        // Then
        assertThat(audit.state()).isEqualTo("concluded");
        assertThat(audit.accepted()).isEqualTo(8);
        assertThat(audit.violations())
                .hasSize(audit.objects())
                .allMatch(violation -> violation.kind() == Violation.Kind.OBJECT);
        var compute = audit.compute();
        assertThat(List.of(compute.stepsPlanned(), compute.stepsDone(), compute.stepsDoneTwice()))
                .as("8 runs of 4 steps, each trained once")
                .containsExactly(32L, 32L, 0L);
        assertThat(compute.usefulSeconds()).isPositive();
    }
}
