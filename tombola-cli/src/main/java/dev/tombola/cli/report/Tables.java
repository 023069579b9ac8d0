package dev.tombola.cli.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of text: the first columns left, the rest right. */
public final class Tables {
    private Tables() {}

    /** As many leading columns as said are words, the others numbers. */
    public static String of(List<String> header, int words, List<List<String>> rows) {
        var columns = IntStream.range(0, header.size())
                .mapToObj(i -> new Column()
                        .header(header.get(i))
                        .headerAlign(i < words ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT)
                        .dataAlign(i < words ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT)
                        .maxWidth(Integer.MAX_VALUE))
                .toArray(Column[]::new);
        var data = rows.stream().map(row -> row.toArray(Object[]::new)).toArray(Object[][]::new);
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .lineSeparator("\n")
                .data(columns, data)
                .asString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
