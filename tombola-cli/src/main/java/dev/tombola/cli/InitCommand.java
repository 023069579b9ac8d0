package dev.tombola.cli;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.stack.Preparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tombola init}. */
@Command(
        name = "init",
        description = {
            "Creates the topics, the settings of the trainers' group and the bucket, as far as they are missing.",
            "Reads kafka.*, tombola.topic-prefix, tombola.store.* and tombola.trainer.lock."
        })
final class InitCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var notes = Notes.of(spec);
        var settings = Settings.of(CommonOptions.of(spec).home());
        var done = new Preparation(settings).run();
        var created = done.created();
        notes.say(created.isEmpty() ? "all topics are there" : "created topics " + String.join(", ", created));
        notes.say(
                done.shareGroups()
                        ? "group %s: starts at the earliest request, holds it for %d s"
                                .formatted(
                                        settings.kafka().trainers(),
                                        settings.lock().toSeconds())
                        : "this cluster has no share groups: start the trainers with TOMBOLA_TRAINER_QUEUE=consumer-group");
        notes.say(done.store() + " is there");
    }
}
