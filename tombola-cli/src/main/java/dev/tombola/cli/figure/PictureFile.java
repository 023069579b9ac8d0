package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.structure.MaskComparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A picture that a command is asked for, whose form is told by its name. */
public final class PictureFile {
    private final Path target;
    private final Form form;
    private final CommandSpec spec;

    private PictureFile(Path target, Form form, CommandSpec spec) {
        this.target = target;
        this.form = form;
        this.spec = spec;
    }

    /**
     * Nothing is written yet.
     *
     * @throws ParameterException when the name has no ending that is known
     */
    public static PictureFile of(Path target, CommandSpec spec) {
        var form = Form.of(target);
        if (form == null) {
            throw new ParameterException(spec.commandLine(), target + " ends neither in .svg nor in .png");
        }
        return new PictureFile(target, form, spec);
    }

    public void draw(MaskComparison comparison) {
        write(form.draw(MaskFigure.of(comparison, Lettering.load())));
    }

    void draw(SearchConcluded answer, Choice choice) {
        write(form.draw(answer, choice));
    }

    private void write(byte[] picture) {
        if (Files.isRegularFile(target)) {
            spec.commandLine().getErr().println(target + " was there, and is replaced");
        }
        try {
            Files.write(target, picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
