package dev.tombola.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WithdrawnRunsTest {
    private static final RequestedRun RUN = run();

    private final WithdrawnRuns withdrawn = new WithdrawnRuns();

    @Test
    void aWithdrawalVoidsTheRequestThatItNamesAndThoseBeforeIt() {
        say(Json.write(new TrainingWithdrawn(RUN.id(), 2)));

        assertThat(withdrawn.contains(new TrainingRequested(RUN, 1))).isTrue();
        assertThat(withdrawn.contains(new TrainingRequested(RUN, 2))).isTrue();
        assertThat(withdrawn.contains(new TrainingRequested(RUN, 3))).isFalse();
    }

    @Test
    void ignoresWhatIsGoneAndWhatIsNoWithdrawal() {
        say(null);
        say("no json");
        say("null");

        assertThat(withdrawn.contains(new TrainingRequested(RUN, 1))).isFalse();
    }

    @Test
    void ignoresAWithdrawalUnderTheKeyOfAnother() {
        say("0".repeat(64), Json.write(new TrainingWithdrawn(RUN.id(), 1)));

        assertThat(withdrawn.contains(new TrainingRequested(RUN, 1))).isFalse();
    }

    private void say(@Nullable String value) {
        say(RUN.id().toString(), value);
    }

    private void say(String key, @Nullable String value) {
        var utf8 = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        withdrawn.on(new ConsumerRecord<>("training-withdrawn", 0, 0, key, utf8));
    }

    private static RequestedRun run() {
        return Expansion.of(SampleSearches.fashionInMinutes(), Facts.NONE).runs().stream()
                .flatMap(planned -> planned.run() instanceof Ready<RequestedRun>(var run)
                        ? java.util.stream.Stream.of(run)
                        : java.util.stream.Stream.empty())
                .findFirst()
                .orElseThrow();
    }
}
