package dev.tombola.cli.audit;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola audit}. */
@Command(
        name = "audit",
        description = {
            "Accounts for every run of a search, by what the topics and the bucket say.",
            "Every planned run ended in one accepted result or one stated failure, no result belongs to no plan, equal runs"
                    + " gave equal bytes, every object is as it was written, and the conclusion follows from the results."
                    + " Exit code 0 only then; otherwise 1, and a line for each violation.",
            "Training seconds are useful (they led to accepted results), repeated (to results that were not needed any more)"
                    + " or lost (all others, such as those after the last checkpoint of a trainer that was killed).",
            "Useful seconds and planned steps are exact. What is lost, done and done twice are lower bounds: trainers tell"
                    + " their progress once a second, and the topics keep it, and claims, for 30 days.",
            "A run that several searches share counts in each of them."
        })
public final class AuditCommand implements Runnable {
    @Parameters(
            paramLabel = "SEARCH",
            arity = "0..1",
            description = "Its id or the beginning of it; the one submitted last.")
    private @Nullable String search;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var settings = Settings.of(CommonOptions.of(spec).home());
        var evidence = Evidence.read(settings.kafka());
        var audit = Audit.of(meant(evidence), evidence, settings);
        var out = spec.commandLine().getOut();
        out.println(json ? Json.writePretty(audit) : audit.text());
        out.flush();
        if (!audit.isClean()) {
            int count = audit.violations().size();
            throw new CommandFailedException(
                    "%s: %d violation%s".formatted(audit.search(), count, count == 1 ? "" : "s"));
        }
    }

    private SearchSubmitted meant(Evidence evidence) {
        var known = evidence.searches();
        if (known.isEmpty()) {
            throw new CommandFailedException("no search was submitted yet: tombola submit FILE");
        }
        var text = search;
        if (text == null) {
            return known.getLast();
        }
        var meant = known.stream()
                .filter(it -> it.search().value().startsWith(text))
                .toList();
        return meant.stream()
                .filter(it -> meant.size() == 1 || it.search().value().equals(text))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException(
                        meant.isEmpty()
                                ? "no search is called %s; there are %s".formatted(text, ids(known))
                                : "%s could be each of %s".formatted(text, ids(meant))));
    }

    private static String ids(List<SearchSubmitted> searches) {
        return searches.stream().map(it -> it.search().value()).collect(Collectors.joining(", "));
    }
}
