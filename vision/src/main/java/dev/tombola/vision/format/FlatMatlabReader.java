package dev.tombola.vision.format;

import java.io.IOException;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Source;

/** Reads arrays of numbers only: what may hold other arrays may hold them without end. */
final class FlatMatlabReader extends Mat5Reader {
    FlatMatlabReader(Source source, EntryFilter variables) {
        super(source);
        setEntryFilter(variables);
        disableSubsystemProcessing();
    }

    @Override
    protected Array readNestedArray() throws IOException {
        throw new IOException("it holds an object");
    }

    @Override
    protected Mat5Reader createChildReader(Source inflated) {
        return new FlatMatlabReader(inflated, filter);
    }
}
