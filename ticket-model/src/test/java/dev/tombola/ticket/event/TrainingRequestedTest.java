package dev.tombola.ticket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRequestedTest {
    private static final RequestedRun RUN = ((TrainingRequested) Examples.of(Topics.TRAINING_REQUESTED)).run();
    private static final RunId ID = RUN.id();
    private static final ObjectRef OTHER = new ObjectRef(Digest.of(new byte[1]), 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void isAskedForOnceAndAMillionTimes(int ask) {
        assertThat(new TrainingRequested(RUN, ask).ask()).isEqualTo(ask);
        assertThat(new TrainingWithdrawn(ID, ask).ask()).isEqualTo(ask);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_000_001})
    void isNeverAskedForMoreOftenOrLess(int ask) {
        var message = "ask: " + ask + " is not in [1, 1000000]";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingRequested(RUN, ask))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingWithdrawn(ID, ask))
                .withMessage(message);
    }

    @Test
    void bringsTheObjectsThatItsSpecNamesAndNoOthers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(OTHER, RUN.mask()))
                .withMessage("run.weights: are not those that its spec names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(null, RUN.mask()))
                .withMessage("run.weights: are not those that its spec names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(RUN.weights(), null))
                .withMessage("run.mask: has to be there if and only if its spec names one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingRequested(
                        new RequestedRun(new RunId(OTHER.digest()), RUN.spec(), RUN.weights(), RUN.mask(), null), 1))
                .withMessage("run.id: " + OTHER.digest() + " is not the name of its spec");
    }

    @Test
    void bringsWhatIsTakenOverFromTheRoundBeforeAndNothingElse() {
        var round =
                ((TrainingRequested) Objects.requireNonNull(Examples.further().get("training-requested-round"))).run();

        assertThat(withState(round, round.state()).run()).isEqualTo(round);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withState(round, null))
                .withMessage("run.state: is not what its spec takes over");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withState(round, OTHER))
                .withMessage("run.state: is not what its spec takes over");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withState(RUN, round.state()))
                .withMessage("run.state: is not what its spec takes over");
    }

    private static TrainingRequested withState(RequestedRun run, @Nullable ObjectRef state) {
        return new TrainingRequested(
                new RequestedRun(run.id(), run.spec(), run.weights(), run.mask(), state, run.resume()), 1);
    }

    @Test
    void eventsLieUnderTheKeysThatTheirTopicsSay() {
        var evaluated = (TicketEvaluated) Examples.of(Topics.TICKET_EVALUATED);

        assertThat(Topics.TRAINING_WITHDRAWN.keyOf(new TrainingWithdrawn(ID, 1)))
                .isEqualTo(ID.toString());
        assertThat(Topics.TICKET_EVALUATED.keyOf(evaluated))
                .isEqualTo(evaluated.ticket().path() + "/" + evaluated.task());
    }

    private static TrainingRequested request(@Nullable ObjectRef weights, @Nullable ObjectRef mask) {
        return new TrainingRequested(new RequestedRun(ID, RUN.spec(), weights, mask, null), 1);
    }
}
