package dev.tombola.cli.watch;

import dev.tombola.cli.search.WantedRun;
import dev.tombola.ticket.event.TrainingProgressed;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One bar for all of a search, and one for each trainer that works on it. */
final class Bars implements Display {
    /** Of a message beside a bar, so that room is left for the bar. */
    private static final int LONGEST = 50;

    private final PrintStream out;
    private final ProgressBar all;
    private final Map<String, ProgressBar> trainers = new TreeMap<>();
    private final Queue<String> longer = new ConcurrentLinkedQueue<>();
    private volatile Optional<Duration> left = Optional.empty();

    Bars(PrintStream out) {
        this.out = out;
        this.all = bar("all runs").setEtaFunction(_ -> left).build();
    }

    /** Beside the bar of all runs; what does not fit there is printed in the end. */
    @Override
    public void line(String text) {
        if (text.contains("\n")) {
            longer.add(text);
        } else {
            all.setExtraMessage(" " + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…"));
        }
    }

    @Override
    public void update(Standing standing, Ledger ledger) {
        left = standing.left();
        all.maxHint(standing.work().size());
        all.stepTo(standing.ended());
        for (var work : standing.work()) {
            work.id()
                    .filter(run -> ledger.result(run).isEmpty())
                    .flatMap(ledger::progress)
                    .ifPresent(progress -> show(work, progress));
        }
    }

    @Override
    public void close() {
        trainers.values().forEach(ProgressBar::close);
        all.close();
        longer.forEach(out::println);
    }

    private void show(WantedRun work, TrainingProgressed progress) {
        trainers.computeIfAbsent(progress.trainer(), name -> bar(name).hideEta().build())
                .maxHint(progress.steps())
                .stepTo(progress.step())
                .setExtraMessage(" " + work.name());
    }

    private ProgressBarBuilder bar(String name) {
        return ProgressBar.builder()
                .setTaskName(name)
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .setConsumer(new InteractiveConsoleProgressBarConsumer(out));
    }
}
