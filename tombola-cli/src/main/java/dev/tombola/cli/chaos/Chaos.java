package dev.tombola.cli.chaos;

import dev.tombola.cli.audit.Audit;
import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.submit.Submission;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.kafka.EventLog;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.search.ResolvedSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs a search undisturbed, then again and again while processes are struck, and compares. */
public final class Chaos {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final List<Topic<?>> TOPICS =
            List.of(Topics.SEARCH_PLANNED, Topics.TRAINING_PROGRESSED, Topics.RESULT_ACCEPTED, Topics.SEARCH_CONCLUDED);

    private final Home home;
    private final Settings settings;
    private final Supplier<Optional<String>> trouble;
    private final Consumer<String> notes;
    private final List<String> struck = new ArrayList<>();

    /**
     * On a stack that runs in this home.
     *
     * @param trouble why the stack cannot be kept running, if it cannot
     */
    public Chaos(Home home, Settings settings, Supplier<Optional<String>> trouble, Consumer<String> notes) {
        this.home = home;
        this.settings = settings;
        this.trouble = trouble;
        this.notes = notes;
    }

    /**
     * How bad it gets.
     *
     * @param faults how many, at least
     * @param pause on average between two
     * @param seed decides what is struck, and when
     */
    public record Torment(int faults, Duration pause, long seed) {}

    /**
     * Until so many faults have struck, and the search that they struck has its answer.
     *
     * @param search is sent again and again, each time as a repetition, so that everything is trained anew
     */
    public ChaosReport run(ResolvedSearch search, Torment torment) {
        int faults = torment.faults();
        long seed = torment.seed();
        notes.accept("undisturbed, for comparison");
        var reference = course(search, "reference " + seed, Optional.empty(), 0);
        var courses = new ArrayList<SearchStory>();
        var tormentor =
                new Tormentor(home, seed, torment.pause(), settings.lock().multipliedBy(2));
        try {
            while (struck.size() < faults) {
                notes.accept("search %d under faults (%d of %d so far)"
                        .formatted(courses.size() + 1, struck.size(), faults));
                courses.add(
                        course(search, "faults %d.%d".formatted(seed, courses.size()), Optional.of(tormentor), faults));
            }
        } finally {
            tormentor.end();
        }
        return report(reference, courses, seed);
    }

    private SearchStory course(ResolvedSearch search, String repetition, Optional<Tormentor> tormentor, int faults) {
        var again = new ResolvedSearch(search.search(), search.datasets(), search.weights(), repetition);
        var course = new SearchStory(again.id());
        var deadline = Instant.now().plus(PATIENCE);
        try (var log = new EventLog(settings.kafka(), TOPICS)) {
            Submission.submit(again, new Ledger(), settings.kafka());
            while (course.conclusion().isEmpty()) {
                log.poll(Duration.ofMillis(50)).forEach(event -> course.on(event.value()));
                if (struck.size() < faults) {
                    var fault = tormentor.flatMap(Tormentor::act);
                    if (fault.isPresent()) {
                        strike(fault.get(), course);
                        deadline = Instant.now().plus(PATIENCE);
                    }
                } else {
                    tormentor.ifPresent(Tormentor::end);
                }
                trouble.get().ifPresent(why -> {
                    throw new CommandFailedException(why);
                });
                if (Instant.now().isAfter(deadline)) {
                    throw new CommandFailedException(
                            "search %s has no answer %d min after the last fault; its stack's logs: %s"
                                    .formatted(
                                            again.id(),
                                            PATIENCE.toMinutes(),
                                            home.log("pruner").resolveSibling("")));
                }
            }
        }
        return course;
    }

    private void strike(Fault fault, SearchStory course) {
        struck.add(fault.toString());
        notes.accept("  %d: %s".formatted(struck.size(), fault));
        if (fault.isOfTrainer()) {
            course.struck(fault.part());
        }
    }

    private ChaosReport report(SearchStory reference, List<SearchStory> courses, long seed) {
        var differing = new ArrayList<String>();
        var expected = reference.digests();
        for (int i = 0; i < courses.size(); i++) {
            var course = courses.get(i);
            String place = "search %d: ".formatted(i + 1);
            expected.forEach((role, digests) -> {
                if (!digests.equals(course.digests().get(role))) {
                    differing.add(place + role);
                }
            });
            Audit.of(course.search(), settings)
                    .violations()
                    .forEach(violation -> differing.add(place + violation.what()));
            if (!nameless(course).equals(nameless(reference))) {
                differing.add(place + "its answer");
            }
        }
        return new ChaosReport(
                seed,
                courses.size(),
                struck,
                courses.stream().mapToLong(course -> course.digests().size()).sum(),
                courses.stream().mapToLong(SearchStory::lost).sum(),
                courses.stream().mapToLong(SearchStory::doubled).sum(),
                courses.stream().mapToLong(SearchStory::resumed).sum(),
                differing,
                courses.stream()
                        .flatMap(course -> course.recoveries().stream())
                        .map(recovery -> recovery.toMillis() / 1e3)
                        .toList(),
                courses.stream().mapToDouble(SearchStory::usefulSeconds).sum(),
                courses.stream().mapToDouble(SearchStory::otherSeconds).sum(),
                struck.size() * settings.checkpointInterval().toMillis() / 1e3);
    }

    /** The answer without the name that a repetition has of its own. */
    private static Optional<SearchConcluded> nameless(SearchStory course) {
        return course.conclusion()
                .map(answer -> new SearchConcluded(
                        new dev.tombola.ticket.SearchId("nameless"),
                        answer.name(),
                        answer.cancelled(),
                        answer.matching(),
                        answer.tasks(),
                        answer.universal(),
                        answer.missing()));
    }
}
