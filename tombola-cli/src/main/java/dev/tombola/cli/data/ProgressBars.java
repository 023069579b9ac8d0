package dev.tombola.cli.data;

import dev.tombola.cli.environment.Terminal;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** On a terminal a bar that moves; elsewhere a line per step, so that logs stay readable. */
public final class ProgressBars {
    private static final int UPDATE_MILLIS = 200;

    private ProgressBars() {}

    /** What fits where stderr goes to. */
    public static Progress on(PrintWriter err) {
        return Terminal.isThere() ? ProgressBars::bar : (what, total) -> line(err, what, total);
    }

    private static Progress.Step bar(String what, long total) {
        boolean small = total >= 0 && total < 1_000_000;
        var bar = new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setUnit(small ? " kB" : " MB", small ? 1_000 : 1_000_000)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .build();
        return new Bar(bar);
    }

    private static Progress.Step line(PrintWriter err, String what, long total) {
        err.println("fetching " + what + (total > 0 ? " (" + Bytes.text(total) + ")" : ""));
        return Progress.NONE.begin(what, total);
    }

    private record Bar(ProgressBar bar) implements Progress.Step {
        @Override
        public void reach(long bytes) {
            bar.stepTo(bytes);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
